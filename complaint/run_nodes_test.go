package complaint_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/sla"
)

func TestRunOutlivesAStoreThatIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, log := &outage{Store: memstore.New()}, new(diary)
		desk := nodeOn(t, store, 1, func(c *complaint.Config) { c.Logger = zerolog.New(log) })
		c := intake(t, desk, 1)
		stop := start(t, desk)
		time.Sleep(29 * time.Minute)
		store.down.Store(true)
		store.calls.Store(0)
		time.Sleep(10*time.Minute + 234*time.Millisecond) // the first step falls due meanwhile
		require.LessOrEqual(t, store.calls.Load(), int64(620), "a try a second, and a few before")
		require.Greater(t, store.calls.Load(), int64(500))
		h, err := desk.Health(t.Context())
		require.ErrorIs(t, err, errDisk)
		require.True(t, h.Running)
		require.Equal(t, "store: *errors.errorString", h.Problem)
		require.Positive(t, h.Now.Sub(h.ProblemSince))

		store.down.Store(false)
		time.Sleep(time.Second)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, c.ID, "respond"), "a second after the store is back")
		require.Equal(t, 1, log.count("sweep failed"), log.String())
		require.Equal(t, 1, log.count("sweep works again"), log.String())
		require.Zero(t, log.count(errDisk.Error()), "the text of an error may hold data")
		h, err = desk.Health(t.Context())
		require.NoError(t, err)
		require.Empty(t, h.Problem)
		require.Zero(t, h.ProblemSince)
		require.ErrorIs(t, stop(), context.Canceled)
		h, err = desk.Health(t.Context())
		require.NoError(t, err)
		require.False(t, h.Running)
	})
}

func TestRunTriesAgainSoonAndThenEverySecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &outage{Store: memstore.New()}
		desk := nodeOn(t, store, 1)
		store.down.Store(true)
		begin := time.Now()
		var tries []time.Duration
		last := int64(0)
		stop := start(t, desk)
		for range 1000 {
			if n := store.calls.Load(); n != last {
				last = n
				tries = append(tries, time.Since(begin))
			}
			time.Sleep(5 * time.Millisecond)
			synctest.Wait()
		}
		const ms = time.Millisecond
		require.Equal(t, []time.Duration{0, 100 * ms, 300 * ms, 700 * ms, 1500 * ms, 2500 * ms, 3500 * ms, 4500 * ms}, tries)
		require.ErrorIs(t, stop(), context.Canceled)
	})
}

func TestRunWaitsForAClockThatIsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &skewed{Store: memstore.New()}
		desk := nodeOn(t, store, 1)
		c := intake(t, desk, 1)
		stop := start(t, desk)
		store.off.Store(int64(time.Minute))
		time.Sleep(31 * time.Minute)
		synctest.Wait()
		require.Equal(t, sla.Running, verdictOf(t, desk, c.ID, "respond"), "nothing is recorded by a wrong clock")
		h, err := desk.Health(t.Context())
		require.NoError(t, err)
		require.Equal(t, "clock: *errors.errorString", h.Problem)
		store.off.Store(0)
		time.Sleep(time.Second)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, c.ID, "respond"))
		require.ErrorIs(t, stop(), context.Canceled)
	})
}

// skewed is a store with a clock of its own that is off.
type skewed struct {
	complaint.Store
	off atomic.Int64
}

func (s *skewed) StoreTime(context.Context) (time.Time, error) {
	return time.Now().Add(time.Duration(s.off.Load())), nil
}

func TestRunEndsWithTheStoreThatIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &outage{Store: memstore.New(), fault: fmt.Errorf("pool: %w", complaint.ErrClosed)}
		desk := nodeOn(t, store, 1)
		store.down.Store(true)
		require.ErrorIs(t, desk.Run(t.Context()), complaint.ErrClosed)
	})
}

func TestADeskRunsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := nodeOn(t, memstore.New(), 1)
		stop := start(t, desk)
		require.ErrorIs(t, desk.Run(t.Context()), complaint.ErrNotAllowed)
		require.ErrorIs(t, stop(), context.Canceled)
		stop = start(t, desk)
		require.ErrorIs(t, stop(), context.Canceled, "and again when that one has ended")
	})
}

func TestWhatIsArmedWhileASweepIsUnderWayWakesRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &outage{Store: memstore.New()}
		desk := nodeOn(t, store, 1, func(c *complaint.Config) { c.MaxSleep = 24 * time.Hour })
		c := intake(t, desk, 1)
		store.saw = func(q complaint.Query) {
			if q.Order == complaint.ByWake && q.Limit == 1 { // the sweep has just looked for the earliest wake
				store.saw = nil
				_, err := desk.Do(t.Context(), clerk, c.ID, complaint.MakePromise{Due: time.Now().Add(3 * time.Second)})
				require.NoError(t, err)
			}
		}
		stop := start(t, desk)
		time.Sleep(3*time.Second + time.Millisecond)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, desk, c.ID, "promise"))
		require.ErrorIs(t, stop(), context.Canceled)
	})
}

// Everything that this desk writes arms, not only the case of a command.
func TestWhateverThisDeskArmsWakesRun(t *testing.T) {
	for _, tc := range []struct {
		name string
		arm  func(t *testing.T, desk *complaint.Desk, c *complaint.Case) (complaint.CaseID, string, time.Duration)
	}{
		{"a registration", func(t *testing.T, desk *complaint.Desk, _ *complaint.Case) (complaint.CaseID, string, time.Duration) {
			return intake(t, desk, 2).ID, "respond", 30 * time.Minute
		}},
		{"a case that was split off", func(t *testing.T, desk *complaint.Desk, c *complaint.Case) (complaint.CaseID, string, time.Duration) {
			in := guest()
			in.Place = "1310"
			_, err := desk.Do(t.Context(), clerk, c.ID, complaint.Split{Intake: in})
			require.NoError(t, err)
			for other, err := range desk.All(t.Context(), boss, complaint.Filter{}) {
				require.NoError(t, err)
				if other.ID != c.ID {
					require.Len(t, other.Timers("respond"), 1)
					return other.ID, "respond", time.Until(other.Wake)
				}
			}
			return "", "", 0
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				desk := nodeOn(t, memstore.New(), 1, func(c *complaint.Config) { c.MaxSleep = 1000 * time.Hour })
				first := intake(t, desk, 1)
				_, err := desk.Do(t.Context(), clerk, first.ID, complaint.Respond{})
				require.NoError(t, err)
				stop := start(t, desk)
				id, target, due := tc.arm(t, desk, first)
				time.Sleep(due + time.Millisecond)
				synctest.Wait()
				require.Equal(t, sla.Breached, verdictOf(t, desk, id, target))
				require.ErrorIs(t, stop(), context.Canceled)
			})
		})
	}
}

func TestArmingCostsRunNoLookAtTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sweeps := 0
		store := &outage{Store: memstore.New()}
		desk := nodeOn(t, store, 1, func(c *complaint.Config) { c.MaxSleep = 24 * time.Hour })
		c := intake(t, desk, 1)
		stop := start(t, desk)
		store.saw = func(q complaint.Query) {
			if q.Order == complaint.ByWake {
				sweeps++
			}
		}
		for n := range 20 {
			_, err := desk.Do(t.Context(), clerk, c.ID, complaint.MakePromise{Due: time.Now().Add(time.Duration(25-n) * time.Minute)})
			require.NoError(t, err)
			synctest.Wait()
		}
		require.Zero(t, sweeps)
		require.ErrorIs(t, stop(), context.Canceled)
	})
}

// A node dies with what it armed; the others do not know of it, and find it when they next look.
func TestTheOthersPickUpWhatADeadNodeArmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memstore.New()
		dies, lives := nodeOn(t, store, 1), nodeOn(t, store, 2)
		kill, stop := start(t, dies), start(t, lives)
		c := intake(t, dies, 1)
		_, err := dies.Do(t.Context(), clerk, c.ID, complaint.MakePromise{Due: time.Now().Add(2 * time.Second)})
		require.NoError(t, err)
		require.ErrorIs(t, kill(), context.Canceled)
		time.Sleep(30*time.Second + time.Millisecond)
		synctest.Wait()
		require.Equal(t, sla.Breached, verdictOf(t, lives, c.ID, "promise"), "within MaxSleep")
		require.ErrorIs(t, stop(), context.Canceled)
	})
}

func TestSeveralNodesRecordEachStepOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memstore.New()
		var stops []func() error
		var desks []*complaint.Desk
		for n := range 3 {
			desks = append(desks, nodeOn(t, store, byte(n+1)))
			stops = append(stops, start(t, desks[n]))
		}
		var cases []*complaint.Case
		for n := range 30 {
			cases = append(cases, intake(t, desks[n%3], n))
		}
		time.Sleep(31 * 24 * time.Hour)
		synctest.Wait()
		steps := int64(0)
		for n, stop := range stops {
			require.ErrorIs(t, stop(), context.Canceled)
			h, err := desks[n].Health(t.Context())
			require.NoError(t, err)
			steps += h.Steps
			require.Less(t, h.Late.Max, 31*time.Second)
			require.Equal(t, int(h.Steps), h.Late.Count)
		}
		require.EqualValues(t, 30*4, steps)
		for _, c := range cases {
			v, err := desks[0].Verify(t.Context(), c.ID)
			require.NoError(t, err)
			require.Empty(t, v.Faults)
		}
	})
}
