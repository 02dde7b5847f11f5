package random

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// simulate lets a town of a seed live on a store, and returns it with what is wrong.
func simulate(t *testing.T, seed uint64, all []*house, store complaint.Store) (*town, error) {
	t.Helper()
	x := newTown(t.Context(), seed, all[seed%uint64(len(all))], store)
	days := 15 + x.roll("days", 20)
	return x, x.live(days, 3+x.roll("cases", 6))
}

// wanted is the seed that is asked for, if one is.
func wanted(t *testing.T) (seed uint64, is bool) {
	t.Helper()
	text := os.Getenv("REDRESS_SEED")
	if text == "" {
		return 0, false
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err)
	return seed, true
}

// TestADepartmentKeepsItsPromisesInAllWeathers simulates departments: two processes on one store that fails, loses its
// answers and kills them, with clocks that jump, sweeps that are late, letters that do not arrive and callers who ask
// again. Whatever was acknowledged is there, once; no step of time is early, missed or taken twice; every notice leaves,
// in order; every ledger proves its case.
func TestADepartmentKeepsItsPromisesInAllWeathers(t *testing.T) {
	all := houses()
	first, one := wanted(t)
	caseDays, accepted, met := 0, 0, map[string]int{}
	seed := first
	for target := sqltest.Rounds(300, 10_000, 1_000_000); caseDays < target; seed++ {
		x, err := simulate(t, seed, all, memstore.New())
		if err != nil {
			t.Fatalf("seed %d, %s (repeat it with REDRESS_SEED=%d): %v\n%s", seed, x.house.pb.ID, seed, err, x.lately())
		}
		caseDays += x.caseDays
		for _, n := range x.steps {
			accepted += n
		}
		for kind, n := range x.sky.met {
			met[kind] += n
		}
		if one {
			t.Log(strings.Join(x.story, "\n"))
			return
		}
	}
	t.Logf("%d towns, %d case-days, %d requests done; trouble met: %v", seed, caseDays, accepted, met)
	for _, kind := range []string{"fail", "lose", "conflict", "die before", "die after"} {
		require.Positive(t, met[kind], kind)
	}
}

// lately is the end of the story, or all of it when a seed is asked for.
func (t *town) lately() string {
	if os.Getenv("REDRESS_SEED") != "" {
		return strings.Join(t.story, "\n")
	}
	return strings.Join(t.story[max(0, len(t.story)-40):], "\n")
}

// TestASeedGivesTheSameLedgersAgain holds that nothing but the seed decides what happens.
func TestASeedGivesTheSameLedgersAgain(t *testing.T) {
	all := houses()
	for seed := range uint64(sqltest.Rounds(1, 4, 40)) {
		var first []string
		for again := range 2 {
			x, err := simulate(t, seed+100, all, memstore.New())
			require.NoError(t, err, x.lately())
			hash, err := x.hash()
			require.NoError(t, err)
			x.tell("the ledgers: %v", hash)
			if again == 0 {
				first = x.story
				continue
			}
			for i := range min(len(first), len(x.story)) {
				require.Equal(t, first[i], x.story[i], "seed %d, line %d of the story", seed+100, i)
			}
			require.Len(t, x.story, len(first))
		}
	}
}
