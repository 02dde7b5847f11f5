package sqltest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// chief may do everything.
func chief() complaint.Actor {
	return complaint.Actor{ID: "u1", Name: "周明", Role: "general-manager", Unit: "management"}
}

// memory passes units on and keeps them by case, in order.
type memory struct {
	complaint.Store
	mu    sync.Mutex
	units map[complaint.CaseID][]*complaint.Changeset
}

func (m *memory) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := m.Store.Commit(ctx, u)
	if err == nil && len(u.Cases) == 1 {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.units[u.Cases[0].Case.ID] = append(m.units[u.Cases[0].Case.ID], u)
	}
	return err
}

// take returns the oldest unit of a case that was not taken yet.
func (m *memory) take(id complaint.CaseID) *complaint.Changeset {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.units[id][0]
	m.units[id] = m.units[id][1:]
	return u
}

// race is a desk on a server, and a bare program that writes the same rows to other tables of the same server.
type race struct {
	keep  *memory
	desk  *complaint.Desk
	other *bare
	ids   []complaint.CaseID
}

// newRace registers so many complaints, with both.
func newRace(t testing.TB, s Server, callers int) *race {
	t.Helper()
	db, theirs := s.DB(t), s.Prefix(t)
	s.Store(t, db, theirs) // makes the tables
	r := &race{
		keep:  &memory{Store: s.Store(t, db, s.Prefix(t)), units: map[complaint.CaseID][]*complaint.Changeset{}},
		other: newBare(t, s, db, theirs),
	}
	var err error
	r.desk, err = complaint.Open(t.Context(), r.keep, nil, preset.Hotel())
	require.NoError(t, err)
	for i := range callers {
		reg, err := r.desk.Register(t.Context(), chief(), complaint.Intake{
			Channel: "counter", Place: "1208", Text: "空调不制冷，要求换房",
			Complainant: complaint.Person{Name: "王先生", Phone: fmt.Sprint(13800000000 + i)},
		})
		require.NoError(t, err)
		r.ids = append(r.ids, reg.Case.ID)
		require.NoError(t, r.other.Commit(t.Context(), r.keep.take(reg.Case.ID)))
	}
	return r
}

// turn lets every caller write so many units, first on the desk and then bare, and returns how long each took.
func (r *race) turn(t testing.TB, steps int) (ours, bare time.Duration) {
	t.Helper()
	ours = r.all(t, steps, func(id complaint.CaseID) error {
		_, err := r.desk.Do(t.Context(), chief(), id, complaint.Message{Kind: "progress", Text: "工程部已到场，半小时内回复"})
		return err
	})
	bare = r.all(t, steps, func(id complaint.CaseID) error { return r.other.Commit(t.Context(), r.keep.take(id)) })
	return ours, bare
}

func (r *race) all(t testing.TB, steps int, step func(id complaint.CaseID) error) time.Duration {
	t.Helper()
	var wg sync.WaitGroup
	start := time.Now()
	for _, id := range r.ids {
		wg.Go(func() {
			for range steps {
				if err := step(id); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// BenchmarkDeskOnServer is Desk.Do by 16 callers on different cases against a bare program that writes the very same rows
// in transactions of its callers (x-bare, at least 0.8): what loading, deciding, sealing and hashing cost beside the
// server.
func BenchmarkDeskOnServer(b *testing.B) {
	for _, s := range Servers() {
		b.Run(s.Name, func(b *testing.B) {
			s.Need(b)
			const callers, rounds = 16, 9
			r := newRace(b, s, callers)
			steps := max(b.N/rounds/callers, 4)
			var speed, toBare []float64
			for range rounds {
				ours, bare := r.turn(b, steps)
				speed = append(speed, float64(steps*callers)/ours.Seconds())
				toBare = append(toBare, bare.Seconds()/ours.Seconds())
			}
			b.ReportMetric(0, "ns/op") // two programs in one: says nothing
			b.ReportMetric(median(speed), "commands/s")
			b.ReportMetric(median(toBare), "x-bare")
		})
	}
}

// TestBarsOfDesksOnServers measures 16 callers against the same rows written bare: the least time of many turns of each,
// since what else the machine does makes a turn slower and never faster. The bar is 0.8; what fails is less than 0.7, so
// that a change is not refused for a hundredth.
func TestBarsOfDesksOnServers(t *testing.T) {
	if os.Getenv("REDRESS_BARS") == "" {
		t.Skip("bars are measured alone: REDRESS_BARS=1")
	}
	const patience, bar, floor = 30 * time.Second, 0.8, 0.7
	for _, s := range Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			r := newRace(t, s, 16)
			ours, bare := r.turn(t, 50)
			ratio := func() float64 { return bare.Seconds() / ours.Seconds() }
			turns := 1
			for begin := time.Now(); time.Since(begin) < patience && (turns < 5 || ratio() < bar); turns++ {
				o, b := r.turn(t, 50)
				ours, bare = min(ours, o), min(bare, b)
			}
			t.Logf("%d turns: %.2f × bare (bar %v), %.0f commands a second", turns, ratio(), bar, 16*50/ours.Seconds())
			require.GreaterOrEqual(t, ratio(), floor)
		})
	}
}

// median returns the middle value.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
