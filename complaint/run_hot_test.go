package complaint_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/sla"
)

var errRefused = errors.New("the server refuses this row")

// refusing makes a store refuse what is written to one case.
func refusing(id complaint.CaseID) func(*complaint.Changeset) error {
	return func(u *complaint.Changeset) error {
		for i := range u.Cases {
			if u.Cases[i].Case.ID == id {
				return errRefused
			}
		}
		return nil
	}
}

// Run asks the store at most a few times a second, whatever is wrong.
func TestRunIsNeverHot(t *testing.T) {
	for _, tc := range []struct {
		name  string
		most  int64 // calls of the store in an hour
		setup func(t *testing.T, store *outage, cfg *complaint.Config) (spoil func(desk *complaint.Desk, c *complaint.Case))
	}{
		{"nothing is due", 120 * 4, func(*testing.T, *outage, *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			return func(*complaint.Desk, *complaint.Case) {}
		}},
		{"a case that fails each time", 1200, func(_ *testing.T, _ *outage, cfg *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			var bad atomic.Bool
			cfg.Staff = func() *complaint.Staff {
				if bad.Load() {
					panic("the directory is down")
				}
				return nil
			}
			return func(*complaint.Desk, *complaint.Case) { bad.Store(true) }
		}},
		{"a wake that cannot be recorded", 1200, func(_ *testing.T, store *outage, _ *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			return func(_ *complaint.Desk, c *complaint.Case) { store.refuse(refusing(c.ID)) }
		}},
		{"a wake that can neither be recorded nor set aside", 3600 * 10, func(_ *testing.T, store *outage, _ *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			return func(*complaint.Desk, *complaint.Case) {
				store.refuse(func(*complaint.Changeset) error { return errRefused })
			}
		}},
		{"a wake that is shown and never given", 3600 * 5, func(_ *testing.T, store *outage, _ *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			return func(*complaint.Desk, *complaint.Case) { store.Store = &coy{store.Store} }
		}},
		{"a store that is down", 3700 * 2, func(_ *testing.T, store *outage, _ *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			return func(*complaint.Desk, *complaint.Case) { store.down.Store(true) }
		}},
		{"a clock that stands still just before a wake", 120 * 4, func(_ *testing.T, _ *outage, cfg *complaint.Config) func(*complaint.Desk, *complaint.Case) {
			c := new(handClock)
			c.Set(day)
			cfg.Clock = c
			return func(_ *complaint.Desk, x *complaint.Case) { c.Set(x.Wake.Add(-time.Microsecond)) }
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := &outage{Store: memstore.New()}
				var spoil func(*complaint.Desk, *complaint.Case)
				desk := nodeOn(t, store, 1, func(cfg *complaint.Config) { spoil = tc.setup(t, store, cfg) })
				c := intake(t, desk, 1)
				spoil(desk, c)
				stop := start(t, desk)
				time.Sleep(35 * time.Minute) // the first step has come
				store.calls.Store(0)
				time.Sleep(time.Hour)
				require.LessOrEqual(t, store.calls.Load(), tc.most)
				require.Positive(t, store.calls.Load(), "but it looks")
				require.ErrorIs(t, stop(), context.Canceled)
			})
		})
	}
}

// coy is a store that shows the earliest wake and gives no case whose wake has come.
type coy struct{ complaint.Store }

func (s *coy) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if !q.WakeUntil.IsZero() {
		return complaint.Page{}, nil
	}
	return s.Store.Query(ctx, q)
}

// What cannot be written keeps nobody else waiting, and is tried again, soon at first.
func TestACaseThatTheStoreRefusesKeepsNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &outage{Store: memstore.New()}
		desk := nodeOn(t, store, 1)
		bad, good := intake(t, desk, 1), intake(t, desk, 2)
		store.refuse(refusing(bad.ID))
		stop := start(t, desk)
		time.Sleep(30*time.Minute + time.Millisecond)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, good.ID, "respond"))
		require.Equal(t, sla.Running, verdictOf(t, desk, bad.ID, "respond"))
		store.drop.Store(nil)
		time.Sleep(260 * time.Millisecond)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, bad.ID, "respond"), "a moment later")
		h, err := desk.Health(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, h.Parked)
		require.ErrorIs(t, stop(), context.Canceled)
	})
}

// severed is a store whose connection breaks in the middle of each commit of a case, and which cannot be asked what became
// of it.
type severed struct {
	complaint.Store
	cut atomic.Bool
}

func (s *severed) Commit(ctx context.Context, u *complaint.Changeset) error {
	if s.cut.Load() && len(u.Cases) > 0 {
		return errDisk
	}
	return s.Store.Commit(ctx, u)
}

func (s *severed) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	if s.cut.Load() && strings.HasPrefix(stream, "case/") {
		return nil, errDisk
	}
	return s.Store.Entries(ctx, stream, after, limit)
}

// A connection that breaks in the middle of a commit says nothing about the case.
func TestAnUnknownOutcomeIsSoonTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &severed{Store: memstore.New()}
		desk := nodeOn(t, store, 1)
		c := intake(t, desk, 1)
		time.Sleep(31 * time.Minute)
		store.cut.Store(true)
		s, err := desk.Sweep(t.Context())
		require.NoError(t, err)
		require.Equal(t, 1, s.Parked)
		store.cut.Store(false)
		time.Sleep(time.Second / 4)
		_, err = desk.Sweep(t.Context())
		require.NoError(t, err)
		require.Equal(t, sla.Breached, verdictOf(t, desk, c.ID, "respond"), "not a minute later")
	})
}

// slow makes every write of cases take a while.
func slow(wait time.Duration) func(context.Context, string) {
	return func(ctx context.Context, _ string) {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
}

func TestARunThatIsCancelledFinishesTheCaseInHand(t *testing.T) {
	for _, tc := range []struct {
		name  string
		takes time.Duration // a write
		ends  time.Duration // Run, after it was cancelled
		done  int64
	}{
		{"in its time", time.Second, time.Second / 2, 1},
		{"not for ever", time.Hour, 5 * time.Second, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := &outage{Store: memstore.New()}
				desk := nodeOn(t, store, 1)
				intake(t, desk, 1)
				intake(t, desk, 2)
				store.hold = slow(tc.takes)
				stop := start(t, desk)
				time.Sleep(30*time.Minute + time.Second/2) // the first of the two is being written
				begin := time.Now()
				require.ErrorIs(t, stop(), context.Canceled)
				require.InDelta(t, tc.ends, time.Since(begin), float64(time.Millisecond))
				h, err := desk.Health(t.Context())
				require.NoError(t, err)
				require.Equal(t, tc.done, h.Steps, "and begins no other")
				require.NotZero(t, h.Lag)
			})
		})
	}
}

func TestCloseWakesRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := nodeOn(t, memstore.New(), 1, func(c *complaint.Config) { c.MaxSleep = 1000 * time.Hour })
		done := make(chan error, 1)
		go func() { done <- desk.Run(t.Context()) }()
		time.Sleep(time.Minute)
		begin := time.Now()
		desk.Close()
		require.ErrorIs(t, <-done, complaint.ErrClosed)
		require.Zero(t, time.Since(begin))
		_, err := desk.Sweep(t.Context())
		require.ErrorIs(t, err, complaint.ErrClosed)
	})
}

func TestShutdownWaitsForWhatWasAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &outage{Store: memstore.New()}
		desk := nodeOn(t, store, 1)
		c := intake(t, desk, 1)
		store.hold = slow(time.Minute)
		done := make(chan error, 1)
		go func() {
			_, err := desk.Do(t.Context(), clerk, c.ID, complaint.Respond{})
			done <- err
		}()
		synctest.Wait()
		begin := time.Now()
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, desk.Shutdown(short), context.DeadlineExceeded)
		_, err := desk.Do(t.Context(), clerk, c.ID, complaint.Respond{})
		require.ErrorIs(t, err, complaint.ErrClosed, "nothing more is accepted")
		require.NoError(t, desk.Shutdown(t.Context()))
		require.Equal(t, time.Minute, time.Since(begin))
		require.NoError(t, <-done, "what was accepted is done")
		require.NoError(t, desk.Shutdown(t.Context()), "twice is no harm")
	})
}
