package complaint_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// What goes wrong elsewhere with escalation and notices. Storms, quiet hours and the second reminder of a day have tests
// beside the rules they are about.

func TestACaseThatNobodyTookEscalates(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	require.Empty(t, c.Owner)
	require.Empty(t, c.Assignments)
	b.clock.Add(48 * hour)
	b.sweep()
	c = b.reload(c)
	require.Equal(t, 2, c.Level, "a breach and a day later")
	require.Contains(t, b.notices(c.ID), "breach role:lead")
	require.Contains(t, b.notices(c.ID), "day role:manager")
	b.verify(c.ID)
}

func TestAPageOfStuckCasesDoesNotStarveTheRest(t *testing.T) {
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.SweepPage = 10 })
	var last *complaint.Case
	for n := range 36 {
		last = b.register(b.intakeOf(n, fmt.Sprint(n)))
		if n == 34 {
			b.clock.Add(time.Minute) // the last one is due behind all others
		}
	}
	b.clock.Add(hour)
	due, err := b.store.Query(b.ctx, complaint.Query{Filter: complaint.Filter{WakeUntil: b.clock.Now()}, Order: complaint.ByWake})
	require.NoError(t, err)
	var parks []complaint.Park
	for _, c := range due.Cases {
		if c.ID != last.ID {
			parks = append(parks, complaint.Park{Case: c.ID, Until: b.clock.Now().Add(hour), Tries: 1})
		}
	}
	require.Len(t, parks, 35, "three pages and a half")
	require.NoError(t, b.store.Commit(b.ctx, &complaint.Changeset{Parks: parks}))
	require.Equal(t, 1, b.sweep().Cases)
	require.Len(t, b.ticks(last.ID, "respond"), 1)
	b.verify(last.ID)
}

func TestAnOwnerOnLeaveIsNeverSilentlySkipped(t *testing.T) {
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
		want  string
	}{
		{"a substitute is told", crew(nil, "u2"), "half person:u6"},
		{"or whoever is on duty", crew(map[string]string{"rooms": "u8"}, "u2", "u6"), "half person:u8"},
		{"or the entry says that nobody was", crew(nil, "u2", "u6"), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(tc.staff))
			c := b.take(b.register(guest()), complaint.Investigating)
			b.clock.Add(5*hour + time.Minute)
			b.sweep()
			half := b.ticks(c.ID, "resolve")[0]
			step := half.Effects[0]
			for _, fx := range half.Effects {
				if s, ok := fx.(complaint.SteppedEffect); ok {
					step = s
				}
			}
			require.Equal(t, tc.want == "", step.(complaint.SteppedEffect).Nobody)
			if tc.want != "" {
				require.Contains(t, told(half), tc.want)
			}
			b.verify(c.ID)
		})
	}
}

func TestWorkMissedWhileTheSchedulerWasDownIsMadeUp(t *testing.T) {
	often, once := setup(t), setup(t)
	c, d := often.register(guest()), once.register(guest())
	for range 7 * 24 {
		often.clock.Add(hour)
		often.sweep()
	}
	once.clock.Add(7 * 24 * hour)
	once.sweep()
	require.Equal(t, often.notices(c.ID), once.notices(d.ID), "everybody is told what they would have been told")
	var sooner, later []time.Time
	for _, e := range often.ledger(c.ID)[1:] {
		sooner = append(sooner, e.Effective)
	}
	for _, e := range once.ledger(d.ID)[1:] {
		later = append(later, e.Effective)
	}
	require.NotEmpty(t, sooner)
	require.Equal(t, sooner, later, "at the scheduled times, however late it is written")
	once.verify(d.ID)
}

func TestTwoNodesFireAnEscalationOnce(t *testing.T) {
	store := memstore.New()
	b := setupOn(t, store)
	second, err := complaint.Open(b.ctx, store, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, house())
	require.NoError(t, err)
	var ids []complaint.CaseID
	for n := range 40 {
		ids = append(ids, b.register(b.intakeOf(n, fmt.Sprint(n))).ID)
	}
	b.clock.Add(48 * hour)
	boxes := []*mail{new(mail), new(mail)}
	var wg sync.WaitGroup
	for i, desk := range []*complaint.Desk{b.desk, second} {
		wg.Go(func() {
			for range 3 {
				if _, err := desk.Sweep(b.ctx); err != nil {
					t.Error(err)
				}
				if _, err := desk.Deliver(b.ctx, boxes[i].send); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	b.deliver(boxes[0])
	seen := map[string]int{}
	for _, n := range append(boxes[0].sent, boxes[1].sent...) {
		seen[n.ID]++
	}
	require.NotEmpty(t, seen)
	for id, times := range seen {
		require.Equal(t, 1, times, id)
	}
	for _, id := range ids {
		steps := map[complaint.StepID]int{}
		for _, e := range b.ticks(id, "resolve") {
			steps[e.Command.(complaint.Tick).StepID]++
		}
		require.Len(t, steps, 3)
		for step, times := range steps {
			require.Equal(t, 1, times, step)
		}
	}
	b.verify(ids[0])
}
