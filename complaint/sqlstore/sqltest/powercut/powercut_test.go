package powercut_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// lifetime is how many power cuts a database goes through before it is settled and a new one is begun: it has to stay
// small.
const lifetime = 20

// seedVar repeats one database's life: the seed that a failure prints.
const seedVar = "REDRESS_SEED"

// seeds returns the seeds of so many lives, or the one that is to be repeated.
func seeds(t testing.TB, lives int) []uint64 {
	t.Helper()
	if v := os.Getenv(seedVar); v != "" {
		n, err := strconv.ParseUint(v, 10, 64)
		require.NoError(t, err)
		return []uint64{n}
	}
	out := make([]uint64, lives)
	for i := range out {
		out[i] = rand.Uint64()
	}
	return out
}

// found fails the test when the book has anything against the database.
func (l *lab) found(t testing.TB) {
	t.Helper()
	require.Empty(t, l.book.faults, "%s=%d, after cut %d", seedVar, l.seed, l.cuts)
}

func TestPowerCutsLoseNothing(t *testing.T) {
	lives := (sqltest.Rounds(50, 2000, 100_000) + lifetime - 1) / lifetime
	cuts, cases, records, erased := 0, 0, 0, 0
	for _, seed := range seeds(t, lives) {
		l := newLab(t, seed)
		for range lifetime {
			l.round(t.Context())
			l.found(t)
		}
		l.settle(t.Context())
		l.found(t)
		cuts, cases, records, erased = cuts+l.cuts, cases+len(l.book.cases), records+len(l.book.records), erased+len(l.book.erased)
	}
	t.Logf("%d cuts: %d cases, %d of them erased, %d entries acknowledged", cuts, cases, erased, records)
	require.Greater(t, records, cuts, "the cuts leave no time to work")
}

// patience is how many cuts a weak database may survive unnoticed.
const patience = 60

// losses cuts the power of a weak database until something is found, and returns it.
func losses(t *testing.T, seed uint64, weaken func(l *lab)) []string {
	t.Helper()
	l := newLab(t, seed)
	weaken(l)
	for l.cuts < patience && len(l.book.faults) == 0 {
		l.round(t.Context())
		h := l.start(t.Context())
		if h != nil {
			h.end()
		}
	}
	require.NotEmpty(t, l.book.faults, "%s=%d: %d cuts and nothing was found", seedVar, seed, l.cuts)
	t.Logf("%s=%d: found after %d cuts: %s", seedVar, seed, l.cuts, l.book.faults[0])
	return l.book.faults
}

func TestControlSynchronousNormalLosesWhatWasAcknowledged(t *testing.T) {
	for _, seed := range seeds(t, 5) {
		faults := losses(t, seed, func(l *lab) { l.weak = true })
		all := strings.Join(faults, "; ")
		require.Regexp(t, "acknowledged and is lost|given twice", all)
		require.NotContains(t, all, "integrity", "a log is cut short, but never harmed")
	}
}

func TestControlADiskThatLiesIsFound(t *testing.T) {
	for _, seed := range seeds(t, 5) {
		losses(t, seed, func(l *lab) {
			l.round(t.Context()) // something is there
			l.disk.Lie(true)
		})
	}
}

func TestSynchronousNormalIsRefusedUnlessAskedFor(t *testing.T) {
	l := newLab(t, 1)
	l.weak = true
	l.strict = true
	_, err := l.boot(t.Context())
	var bad *sqlstore.ConfigError
	require.ErrorAs(t, err, &bad)
	require.Equal(t, "synchronous", bad.Faults[0].Setting)
}
