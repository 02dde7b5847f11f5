package complaint_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/sla"
)

// running starts Run on a desk whose clock is the bubble's.
func running(t *testing.T, store complaint.Store) (*complaint.Desk, context.CancelFunc, chan error) {
	t.Helper()
	desk, err := complaint.Open(t.Context(), store, &complaint.Config{Clock: clock.New(), Rand: newSeeded(1)}, house())
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- desk.Run(ctx) }()
	return desk, cancel, done
}

// verdictOf is what a target has come to.
func verdictOf(t *testing.T, desk *complaint.Desk, id complaint.CaseID, target string) sla.Verdict {
	t.Helper()
	c, err := desk.Case(t.Context(), boss, id)
	require.NoError(t, err)
	return c.Timers(target)[0].Verdict
}

func TestRunTakesAStepWhenItIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk, cancel, done := running(t, memstore.New())
		time.Sleep(10 * time.Second) // Run sleeps by now, and nothing is armed
		reg, err := desk.Register(t.Context(), clerk, guest())
		require.NoError(t, err)
		time.Sleep(30*time.Minute - time.Microsecond)
		synctest.Wait()
		require.Equal(t, sla.Running, verdictOf(t, desk, reg.Case.ID, "respond"), "never early")
		time.Sleep(time.Millisecond)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, reg.Case.ID, "respond"), "and at once when it is due")
		cancel()
		require.ErrorIs(t, <-done, context.Canceled)
	})
}

func TestRunIsWokenWhenSomethingIsArmedEarlier(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk, cancel, done := running(t, memstore.New())
		reg, err := desk.Register(t.Context(), clerk, guest())
		require.NoError(t, err)
		time.Sleep(time.Minute)
		start := time.Now()
		_, err = desk.Do(t.Context(), clerk, reg.Case.ID, complaint.MakePromise{Due: time.Now().Add(3 * time.Second)})
		require.NoError(t, err)
		time.Sleep(3*time.Second + time.Millisecond)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, reg.Case.ID, "promise"), "Run did not sleep through to the next look at %v", start)
		cancel()
		<-done
	})
}

func TestRunSeesWhatAnotherProcessArmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memstore.New()
		one, cancel, done := running(t, store)
		two, err := complaint.Open(t.Context(), store, &complaint.Config{Clock: clock.New(), Rand: newSeeded(2)}, house())
		require.NoError(t, err)
		reg, err := two.Register(t.Context(), clerk, guest())
		require.NoError(t, err)
		time.Sleep(30*time.Minute + 30*time.Second) // within Config.Idle of the due
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, one, reg.Case.ID, "respond"))
		cancel()
		<-done
	})
}

// counting counts the queries a store gets.
type counting struct {
	complaint.Store
	queries atomic.Int64
}

func (s *counting) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	s.queries.Add(1)
	return s.Store.Query(ctx, q)
}

func TestAnIdleDeskAsksAtMostOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &counting{Store: memstore.New()}
		_, cancel, done := running(t, store)
		synctest.Wait()
		store.queries.Store(0)
		time.Sleep(time.Hour)
		cancel()
		<-done
		require.LessOrEqual(t, store.queries.Load(), int64(3600), "queries in an idle hour")
		require.Positive(t, store.queries.Load())
	})
}
