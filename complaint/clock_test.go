package complaint_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/sla"
)

// ownClock is a store with a clock of its own, as a database server has.
type ownClock struct {
	complaint.Store
	at  time.Time
	err error
}

func (s *ownClock) StoreTime(context.Context) (time.Time, error) { return s.at, s.err }

func TestAStoreWhoseClockIsTooFarAwayIsRefused(t *testing.T) {
	for _, tc := range []struct {
		name string
		off  time.Duration
		skew time.Duration
		ok   bool
	}{
		{"the same time", 0, 0, true},
		{"two seconds by default", 2 * time.Second, 0, true},
		{"a little more", 2*time.Second + time.Microsecond, 0, false},
		{"as much behind", -3 * time.Second, 0, false},
		{"an hour, when that is allowed", time.Hour, time.Hour, true},
		{"any, when nobody checks", 1000 * time.Hour, -1, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := new(handClock)
			c.Set(day)
			store := &ownClock{Store: memstore.New(), at: day.Add(tc.off)}
			_, err := complaint.Open(t.Context(), store, &complaint.Config{Clock: c, MaxClockSkew: tc.skew}, house())
			if tc.ok {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, complaint.ErrInvalid)
			require.ErrorContains(t, err, "clock")
		})
	}
	t.Run("a clock that cannot be read", func(t *testing.T) {
		_, err := complaint.Open(t.Context(), &ownClock{Store: memstore.New(), err: errDisk}, nil, house())
		require.ErrorIs(t, err, errDisk)
	})
}

// jumpClock jumps to whatever instant somebody waits for.
type jumpClock struct {
	handClock
	waits []time.Time
	stop  func()
	until time.Time
}

func (c *jumpClock) WaitUntil(ctx context.Context, t time.Time) error {
	c.waits = append(c.waits, t)
	if !t.Before(c.until) {
		c.stop()
		return ctx.Err()
	}
	c.Set(t)
	return nil
}

func TestRunWaitsOnAClockThatCanWait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := &jumpClock{stop: cancel, until: day.Add(24 * hour)}
	c.Set(day)
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: c, MaxSleep: 6 * hour}, house())
	require.NoError(t, err)
	reg, err := desk.Register(ctx, clerk, guest())
	require.NoError(t, err)

	require.ErrorIs(t, desk.Run(ctx), context.Canceled)
	require.Equal(t, reg.Case.Wake, c.waits[0], "until the first step is due")
	for i, wait := range c.waits[1:] {
		require.LessOrEqual(t, wait.Sub(c.waits[i]), 6*hour, "it looks again after Idle")
	}
	got, err := desk.Case(t.Context(), boss, reg.Case.ID)
	require.NoError(t, err)
	require.Equal(t, sla.Breached, got.Timers("resolve")[0].Verdict)
	for e, err := range desk.Ledger(t.Context(), boss, got.ID) {
		require.NoError(t, err)
		if _, tick := e.Command.(complaint.Tick); tick {
			require.LessOrEqual(t, e.Recorded.Sub(e.Effective), time.Microsecond, "each step is taken when it is due")
		}
	}
}
