package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestHowLongACaseIsSetAside(t *testing.T) {
	bad := false
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) {
		cfg.RetryAfter = 10 * time.Second
		cfg.Staff = func() *complaint.Staff {
			if bad {
				panic("the directory is down")
			}
			return nil
		}
	})
	b.register(guest())
	// waits measures how long after each of n failures the case is looked at again.
	waits := func(n int) []time.Duration {
		var out []time.Duration
		for range n {
			s, err := b.desk.Sweep(b.ctx)
			require.NoError(t, err)
			require.Equal(t, 1, s.Parked)
			waited := time.Duration(0)
			for {
				page, err := b.store.Query(b.ctx, complaint.Query{Filter: complaint.Filter{WakeUntil: b.clock.Now()}, Order: complaint.ByWake})
				require.NoError(t, err)
				if len(page.Cases) == 1 {
					break
				}
				b.clock.Add(5 * time.Second)
				waited += 5 * time.Second
			}
			out = append(out, waited)
		}
		return out
	}
	bad = true
	b.clock.Add(hour)
	require.Equal(t, []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second}, waits(3), "longer each time in a row")
	bad = false
	require.Equal(t, 1, b.sweep().Steps)
	bad = true
	b.clock.Add(4 * hour) // the next step
	require.Equal(t, []time.Duration{10 * time.Second}, waits(1), "a success begins anew")
	s, err := b.desk.Stats(b.ctx, boss)
	require.NoError(t, err)
	require.EqualValues(t, 4, s.Parked)
}
