package inbox

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// seed is that of REDRESS_SEED, or a new one.
func seed(t *testing.T) uint64 {
	t.Helper()
	s := rand.Uint64()
	if v := os.Getenv("REDRESS_SEED"); v != "" {
		n, err := strconv.ParseUint(v, 10, 64)
		require.NoError(t, err)
		s = n
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("again with REDRESS_SEED=%d", s)
		}
	})
	return s
}

// Many workers of two nodes deliver the same notices again and again, each in an order of its own, and fail in the middle
// of every third: whatever happens, each notice was acted on once.
func TestStormOfRepetitions(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		const workers = 8
		notices, s := sqltest.Rounds(12, 100, 2000), seed(t)
		other, err := sqlstore.OpenInbox(t.Context(), r.pool(), r.cfg)
		require.NoError(t, err)
		inboxes := []*sqlstore.Inbox{r.inbox, other}
		done, errs := make([]map[string]int, workers), make([]error, workers)
		var wg sync.WaitGroup
		for worker := range workers {
			wg.Go(func() {
				done[worker], errs[worker] = r.deliver(t, inboxes[worker%2], rand.New(rand.NewPCG(s, uint64(worker))), notices)
			})
		}
		wg.Wait()
		all := map[string]int{}
		for worker := range workers {
			require.NoError(t, errs[worker])
			for id, n := range done[worker] {
				all[id] += n
			}
		}
		acts := r.acts(t)
		require.Len(t, acts, notices)
		require.Equal(t, acts, all, "what was reported as done was done")
		for id, n := range acts {
			require.Equal(t, 1, n, id)
		}
	})
}

// deliver brings every notice until it is taken, and counts what this worker did.
func (r *receiver) deliver(t *testing.T, in *sqlstore.Inbox, random *rand.Rand, notices int) (map[string]int, error) {
	t.Helper()
	done := map[string]int{}
	for _, n := range random.Perm(notices) {
		id := fmt.Sprint("notice ", n)
		for taken := false; !taken; {
			fails := random.IntN(3) == 0
			ran, err := in.Once(t.Context(), id, func(tx *sql.Tx) error {
				if err := r.act(t.Context(), id)(tx); err != nil || !fails {
					return err
				}
				return errBroken
			})
			if err != nil && (!fails || err.Error() != errBroken.Error()) {
				return done, err
			}
			if ran {
				done[id]++
			}
			taken = err == nil
		}
	}
	return done, nil
}
