package random

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest/private"
)

// drawn are dice that rapid throws, and shrinks when a play fails. Rapid likes small numbers, which would register the
// same complaint again and again; so a number of the play's own is added to each throw.
type drawn struct {
	*rapid.T
	play, throws uint64
}

func newDrawn(t *rapid.T) *drawn { return &drawn{T: t, play: rapid.Uint64().Draw(t, "play")} }

func (d *drawn) roll(what string, n int) int {
	d.throws++
	more := rand.New(rand.NewPCG(d.play, d.throws)).IntN(n)
	return (rapid.IntRange(0, n-1).Draw(d.T, what) + more) % n
}

// checks lets rapid run so many checks in this test, of the seed that is asked for.
func checks(t *testing.T, n int) {
	t.Helper()
	for name, value := range map[string]string{"rapid.checks": strconv.Itoa(n), "rapid.seed": os.Getenv("REDRESS_SEED"), "rapid.nofailfile": "true"} {
		if value == "" {
			continue
		}
		old := flag.Lookup(name).Value.String()
		require.NoError(t, flag.Set(name, value))
		t.Cleanup(func() { require.NoError(t, flag.Set(name, old)) })
	}
}

// sides are all stores there are: in memory, in a file, and on the servers that answer.
func sides(t *testing.T, there []sqltest.Server) []*side {
	t.Helper()
	file, err := sqlitefile.Open(t.Context(), filepath.Join(t.TempDir(), "plays.db"), nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, file.Close()) })
	out := []*side{newSide("memory", memstore.New()), newSide("sqlite", file)}
	for _, s := range there {
		out = append(out, newSide(s.Name, s.Store(t, s.DB(t), s.Prefix(t))))
	}
	return out
}

// servers are those that answer. Where many sequences are given they are some of the test's own, which need not keep what
// they answer.
func servers(t *testing.T) (there []sqltest.Server) {
	t.Helper()
	if sqltest.Rounds(0, 1, 1) > 0 {
		return private.Weak(t)
	}
	for _, s := range sqltest.Servers() {
		if answers(t, s) {
			there = append(there, s)
		}
	}
	return there
}

// answers reports whether a server is there; one that is not is skipped in a test of its own, which says so.
func answers(t *testing.T, s sqltest.Server) bool {
	t.Helper()
	there := false
	t.Run(s.Name+" answers", func(t *testing.T) {
		s.Need(t)
		there = true
	})
	return there
}

// TestTheSameCommandsGiveTheSameLedgersOnEveryStore gives random sequences of commands to a desk in memory, one on a file
// and one on each server: every answer, every byte of every ledger, every list, every number and every row on its way out
// is the same. They are given in batches, each in tables of its own, so that lists stay short.
func TestTheSameCommandsGiveTheSameLedgersOnEveryStore(t *testing.T) {
	const batch, books = 250, 4
	n, all := sqltest.Rounds(12, 2000, 100_000), houses()
	there := servers(t)
	checks(t, min(n, batch))
	for i := range (n + batch - 1) / batch {
		t.Run(fmt.Sprintf("batch %d", i), func(t *testing.T) {
			t.Parallel()
			a := &arena{sides: sides(t, there), clock: new(handClock), done: map[string]int{}}
			for j := range books {
				a.houses = append(a.houses, all[(i*books+j*5)%len(all)])
			}
			a.plays = uint64(i) << 32
			a.perform(t)
		})
	}
}

// perform gives one play for each of rapid's checks.
func (a *arena) perform(t *testing.T) {
	first := a.plays
	rapid.Check(t, func(rt *rapid.T) {
		d := newDrawn(rt)
		told, err := a.play(t.Context(), d, pick(d, "house", a.houses), 4+d.roll("steps", 12))
		if err != nil {
			for _, line := range told {
				rt.Log(line)
			}
			rt.Fatal(err)
		}
	})
	accepted := 0
	for _, n := range a.done {
		accepted += n
	}
	t.Log(a.done)
	for _, s := range a.sides {
		t.Logf("%s: %v giving commands, %v comparing", s.name, s.spent.Round(time.Millisecond), s.read.Round(time.Millisecond))
	}
	t.Logf("%d sequences on %d stores: %d commands accepted of %d kinds, %d refused",
		a.plays-first, len(a.sides), accepted, len(a.done), a.failed)
	require.Greater(t, accepted*3, a.failed, "enough of them get through to say something")
}
