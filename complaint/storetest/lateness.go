package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	book "github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Lateness lets a desk run on each of some stores over the same data, arms so many steps of time, perSecond of them due in
// each second and the first one ahead of now, and returns how long after its instant each was committed, in order, by the
// machine's clock. It fails when a step was recorded before its instant by the clock of the desk that recorded it, twice, or
// not at all.
//
// What it measures is the store as much as the desk, which is why it lives here; on a machine that does something else the
// figures say nothing.
func Lateness(t testing.TB, ahead time.Duration, steps, perSecond int, stores ...complaint.Store) []time.Duration {
	t.Helper()
	m := &meter{clock: clock.New(), at: map[entryKey]time.Time{}, done: make(chan struct{})}
	desks := make([]*complaint.Desk, len(stores))
	for i, s := range stores {
		var err error
		desks[i], err = complaint.Open(t.Context(), &timed{s, m}, nil, bakery())
		require.NoError(t, err)
	}
	cases := m.take(t, desks, steps)
	var nodes sync.WaitGroup
	ctx, stop := m.clock.WithTimeout(t.Context(), ahead+time.Duration(steps/perSecond+30)*time.Second)
	for _, desk := range desks {
		nodes.Go(func() { _ = desk.Run(ctx) })
	}
	m.arm(t, desks, cases, ahead, time.Second/time.Duration(perSecond))
	select {
	case <-m.done:
	case <-ctx.Done():
	}
	stop()
	nodes.Wait()
	return m.lateness(t, desks[0], cases)
}

// LatenessBars holds Lateness to a median of 10 ms and 200 ms for the worst but one in a hundred, at a hundred steps a
// second, armed a quarter of a second and two seconds ahead. A machine that does something else for a moment makes it
// worse and never better, so the best of three counts.
func LatenessBars(t *testing.T, open func(t testing.TB) []complaint.Store) {
	t.Helper()
	for _, ahead := range []time.Duration{time.Second / 4, 2 * time.Second} {
		t.Run(fmt.Sprintf("armed %v ahead", ahead), func(t *testing.T) {
			var p50, p99 time.Duration
			for range 3 {
				late := Lateness(t, ahead, 300, 100, open(t)...)
				p50, p99 = late[len(late)/2], late[len(late)*99/100]
				t.Logf("p50 %v, p99 %v, max %v", p50, p99, late[len(late)-1])
				if p50 <= 10*time.Millisecond && p99 <= 200*time.Millisecond {
					return
				}
			}
			require.LessOrEqual(t, p50, 10*time.Millisecond)
			require.LessOrEqual(t, p99, 200*time.Millisecond)
		})
	}
}

// entryKey is where a record stands.
type entryKey struct {
	stream string
	seq    int64
}

// meter knows when each record was committed.
type meter struct {
	clock clock.Clock
	mu    sync.Mutex
	at    map[entryKey]time.Time
	left  int           // steps still to come, once everything is armed
	done  chan struct{} // closed when none is left
}

// committed notes the records of a unit.
func (m *meter) committed(u *complaint.Changeset) {
	now := m.clock.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range u.Cases {
		for _, r := range u.Cases[i].Records {
			m.at[entryKey{r.Stream, r.Seq}] = now
		}
		if r := u.Cases[i].Records; m.left > 0 && slices.ContainsFunc(r, isTick) {
			if m.left--; m.left == 0 {
				close(m.done)
			}
		}
	}
}

// isTick reports whether a record is a step of time.
func isTick(r complaint.Record) bool { return bytes.Contains(r.Public, []byte(`"do":"tick"`)) }

// take registers a case for each step.
func (m *meter) take(t testing.TB, desks []*complaint.Desk, n int) []complaint.CaseID {
	t.Helper()
	m.left = n
	ids := make([]complaint.CaseID, n)
	for i := range ids {
		reg, err := desks[i%len(desks)].Register(t.Context(), baker(), complaint.Intake{
			Channel: "counter", Severity: classify.Ordinary, Text: "The bread was stale.",
			Complainant: complaint.Person{Name: "Mrs Wang", Phone: fmt.Sprint(13800000000 + i)},
		})
		require.NoError(t, err)
		ids[i] = reg.Case.ID
	}
	return ids
}

// arm promises each complainant an answer, one after the other.
func (m *meter) arm(t testing.TB, desks []*complaint.Desk, ids []complaint.CaseID, ahead, gap time.Duration) {
	t.Helper()
	first := m.clock.Now().Add(ahead)
	for i, id := range ids {
		due := first.Add(time.Duration(i) * gap)
		_, err := desks[i%len(desks)].Do(t.Context(), baker(), id, complaint.MakePromise{Due: due})
		require.NoError(t, err, "the machine is too slow to arm a step in time")
	}
}

// lateness reads from the ledgers when each step was due.
func (m *meter) lateness(t testing.TB, desk *complaint.Desk, ids []complaint.CaseID) []time.Duration {
	t.Helper()
	var late []time.Duration
	for _, id := range ids {
		taken := 0
		for e, err := range desk.Ledger(context.WithoutCancel(t.Context()), baker(), id) {
			require.NoError(t, err)
			if _, tick := e.Command.(complaint.Tick); !tick {
				continue
			}
			taken++
			require.False(t, e.Recorded.Before(e.Effective), "recorded at %v, due at %v", e.Recorded, e.Effective)
			late = append(late, m.at[entryKey{stream(id), e.Seq}].Sub(e.Effective))
		}
		require.Equal(t, 1, taken, "the step of case %s", id)
	}
	slices.Sort(late)
	return late
}

// timed is a store that tells a meter what was committed.
type timed struct {
	complaint.Store
	meter *meter
}

// Commit implements complaint.Store.
func (s *timed) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := s.Store.Commit(ctx, u)
	if err == nil {
		s.meter.committed(u)
	}
	return err
}

// StoreTime implements complaint.StoreClock: the look at a server's clock is part of what a sweep costs.
func (s *timed) StoreTime(ctx context.Context) (time.Time, error) {
	if c, ok := s.Store.(complaint.StoreClock); ok {
		return c.StoreTime(ctx)
	}
	return time.Time{}, errors.ErrUnsupported
}

// baker may do everything in the bakery.
func baker() complaint.Actor { return complaint.Actor{ID: "bob", Role: "owner", Unit: "shop"} }

// bakery is a playbook in which nothing is due but what is promised.
func bakery() *book.Playbook {
	label := func(s string) book.Text { return book.Text{EN: s} }
	return &book.Playbook{
		ID: "bakery", Version: "1", Title: label("Bakery"),
		Calendars: []sla.CalendarSpec{{ID: "shop", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-17:00")}},
		Calendar:  "shop",
		Numbers:   book.Numbers{Pattern: "B{yy}-{seq:6}"},
		Roles:     []book.Role{{Code: "owner", Label: label("owner"), Level: 1, Unlimited: true, AllUnits: true, SeesPersonal: true}},
		Ladder:    []string{"owner"},
		Grants:    []book.Grant{{Roles: []string{"owner"}, Commands: book.Commands()}},
		Units:     []book.Unit{{Code: "shop", Label: label("Shop"), Head: "owner"}}, FallbackUnit: "shop",
		Channels: []book.Channel{{Code: "counter", Label: label("Counter")}},
		Kinds:    []book.Kind{{Code: "complaint", Label: label("complaint")}},
		Grades:   []book.Grade{{Severity: classify.Ordinary, Label: label("ordinary"), Definition: label("anything"), Direct: true}},
		Reliefs:  []book.Relief{{Code: "apology", Label: label("apology")}, {Code: book.Compensation, Label: label("compensation")}},
		Outcomes: []book.Code{{Code: "settled", Label: label("settled")}, {Code: "explained", Label: label("explained")}},
	}
}
