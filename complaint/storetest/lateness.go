package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/assert"
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
	return measure(t, ahead, steps, func(time.Duration) int { return perSecond }, stores).late
}

// LatenessBars holds Lateness to a median of 10 ms and 200 ms for the worst but one in a hundred, at a hundred steps a
// second, armed a quarter of a second and two seconds ahead. A machine that does something else for a moment makes it
// worse and never better, so the best of five counts.
//
// Nobody is faster than the machine. Beside the desks a bare program waits for as many instants and writes each of them
// through to a file: where four times its lateness is more than a bar, that is the bar. And where a hundred steps a
// second, each armed by a command and recorded by a tick, would keep one caller busy all the time, there are fewer.
func LatenessBars(t *testing.T, open func(t testing.TB) []complaint.Store) {
	t.Helper()
	const bare = 4
	for _, ahead := range []time.Duration{time.Second / 4, 2 * time.Second} {
		t.Run(fmt.Sprintf("armed %v ahead", ahead), func(t *testing.T) {
			for range 5 {
				r := measure(t, ahead, 300, func(each time.Duration) int { return max(1, min(100, int(time.Second/(2*each)))) }, open(t))
				t.Logf("p50 %v, p99 %v, max %v; bare p50 %v, p99 %v; %d a second",
					part(r.late, 50), part(r.late, 99), part(r.late, 100), part(r.bare, 50), part(r.bare, 99), r.perSecond)
				if part(r.late, 50) <= max(10*time.Millisecond, bare*part(r.bare, 50)) &&
					part(r.late, 99) <= max(200*time.Millisecond, bare*part(r.bare, 99)) {
					return
				}
			}
			t.Error("steps are recorded later than the bars allow, five times of five")
		})
	}
}

// part is what so many in a hundred of some durations do not exceed; they are in order.
func part(ds []time.Duration, percent int) time.Duration {
	return ds[min(len(ds)-1, len(ds)*percent/100)]
}

// lateness is how late the steps were, and beside them a bare program, each in order, at so many a second.
type lateness struct {
	late, bare []time.Duration
	perSecond  int
}

// measure arms so many steps on some desks and lets them run. The rate follows from how long one command takes alone.
func measure(t testing.TB, ahead time.Duration, steps int, rate func(each time.Duration) int, stores []complaint.Store) lateness {
	t.Helper()
	m := &meter{clock: clock.New(), at: map[entryKey]time.Time{}, done: make(chan struct{})}
	desks := make([]*complaint.Desk, len(stores))
	for i, s := range stores {
		var err error
		desks[i], err = complaint.Open(t.Context(), &timed{s, m}, nil, bakery())
		require.NoError(t, err)
	}
	cases, each := m.take(t, desks, steps)
	r := lateness{perSecond: rate(each)}
	var nodes sync.WaitGroup
	ctx, stop := m.clock.WithTimeout(t.Context(), ahead+time.Duration(steps/r.perSecond+30)*time.Second)
	for _, desk := range desks {
		nodes.Go(func() { _ = desk.Run(ctx) })
	}
	gap := time.Second / time.Duration(r.perSecond)
	nodes.Go(func() { r.bare = m.bare(t, m.clock.Now().Add(ahead+gap/2), gap, steps) })
	m.arm(t, desks, cases, ahead, gap)
	select {
	case <-m.done:
	case <-ctx.Done():
	}
	stop()
	nodes.Wait()
	r.late = m.lateness(t, desks[0], cases)
	return r
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

// take registers a case for each step, one after the other, and says how long one takes, at the median.
func (m *meter) take(t testing.TB, desks []*complaint.Desk, n int) (ids []complaint.CaseID, each time.Duration) {
	t.Helper()
	m.left = n
	ids, took := make([]complaint.CaseID, n), make([]time.Duration, n)
	for i := range ids {
		begun := m.clock.Now()
		reg, err := desks[i%len(desks)].Register(t.Context(), baker(), complaint.Intake{
			Channel: "counter", Severity: classify.Ordinary, Text: "The bread was stale.",
			Complainant: complaint.Person{Name: "Mrs Wang", Phone: fmt.Sprint(13800000000 + i)},
		})
		require.NoError(t, err)
		ids[i], took[i] = reg.Case.ID, m.clock.Now().Sub(begun)
	}
	slices.Sort(took)
	return ids, part(took, 50)
}

// bare waits for so many instants, writes each through to a file, one after the other, and returns how late each was.
func (m *meter) bare(t testing.TB, first time.Time, gap time.Duration, n int) []time.Duration {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "bare"))
	if !assert.NoError(t, err) {
		return make([]time.Duration, n)
	}
	defer func() { assert.NoError(t, file.Close()) }()
	late := make([]time.Duration, n)
	var writing sync.Mutex
	var timers sync.WaitGroup
	for i := range n {
		timers.Go(func() {
			due := first.Add(time.Duration(i) * gap)
			m.clock.Sleep(due.Sub(m.clock.Now()))
			writing.Lock()
			defer writing.Unlock()
			_, err := file.Write(make([]byte, 4096))
			assert.NoError(t, errors.Join(err, file.Sync()))
			late[i] = m.clock.Now().Sub(due)
		})
	}
	timers.Wait()
	slices.Sort(late)
	return late
}

// arm promises each complainant an answer, one after the other: at its instant, or so much ahead of now where the store was
// too slow for that.
func (m *meter) arm(t testing.TB, desks []*complaint.Desk, ids []complaint.CaseID, ahead, gap time.Duration) {
	t.Helper()
	first := m.clock.Now().Add(ahead)
	for i, id := range ids {
		due := first.Add(time.Duration(i) * gap)
		if least := m.clock.Now().Add(ahead); due.Before(least) {
			due = least
		}
		_, err := desks[i%len(desks)].Do(t.Context(), baker(), id, complaint.MakePromise{Due: due})
		require.NoError(t, err)
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
