package kill

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// episode is how many kills one file takes before it is judged; a long proof is many files.
const episode = 250

// A process with eight writers and a clockwork dies at any moment, again and again, on one file. Two files at a time, as
// opening one leaves a core idle.
func TestKilledProcessOnSQLite(t *testing.T) {
	seed, kills := drawn(t), sqltest.Rounds(10, 500, 20_000)
	for n := range (kills + episode - 1) / episode {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			f := newFleet(place{Path: filepath.Join(t.TempDir(), "kill.db")}, 1, 8, 10*time.Millisecond, seed+uint64(n))
			f.killTimes(t, min(kills-n*episode, episode))
			v := f.verdict(t.Context(), t)
			t.Log(f.figures(v, time.Since(begun)))
			v.clean(t, int(f.kills.Load()))
			require.Zero(t, f.seen.retried, "a file answers")
		})
	}
}

// drawn is the seed of a proof.
func drawn(t *testing.T) uint64 {
	t.Helper()
	if text := os.Getenv("REDRESS_KILL_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
		return seed
	}
	return rand.Uint64N(1_000_000)
}
