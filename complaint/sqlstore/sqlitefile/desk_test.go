package sqlitefile

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// chief may do everything.
var chief = complaint.Actor{ID: "u1", Name: "周明", Role: "general-manager", Unit: "management"}

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

// guests registers complaints of different people.
func guests(t testing.TB, desk *complaint.Desk, n int) []complaint.CaseID {
	t.Helper()
	ids := make([]complaint.CaseID, n)
	for i := range ids {
		reg, err := desk.Register(t.Context(), chief, complaint.Intake{
			Channel: "counter", Place: "1208", Text: "空调不制冷，要求换房",
			Complainant: complaint.Person{Name: "王先生", Phone: fmt.Sprint(13800000000 + i)},
		})
		require.NoError(t, err)
		ids[i] = reg.Case.ID
	}
	return ids
}

// turn lets every case take so many steps at once, and returns how long it took.
func turn(t testing.TB, ids []complaint.CaseID, steps int, step func(i, n int) error) time.Duration {
	t.Helper()
	var wg sync.WaitGroup
	start := time.Now()
	for i := range ids {
		wg.Go(func() {
			for n := range steps {
				if err := step(i, n); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// BenchmarkDeskOnFile is Desk.Do by 64 callers on different cases against a bare program that writes the very same rows
// with the same group commit (x-bare, at least 0.8): what loading, deciding, sealing and hashing cost beside the disk.
func BenchmarkDeskOnFile(b *testing.B) {
	const callers, rounds = 64, 9
	keep := &memory{Store: openNew(b, nil), units: map[complaint.CaseID][]*complaint.Changeset{}}
	desk, err := complaint.Open(b.Context(), keep, nil, preset.Hotel())
	require.NoError(b, err)
	ids := guests(b, desk, callers)
	other := newBare(b, 128)
	replay := func(id complaint.CaseID) error {
		keep.mu.Lock()
		u := keep.units[id][0]
		keep.units[id] = keep.units[id][1:]
		keep.mu.Unlock()
		return other.Commit(b.Context(), u)
	}
	for _, id := range ids {
		require.NoError(b, replay(id))
	}
	steps := max(b.N/rounds/callers, 4)
	var speed, toBare []float64
	for range rounds {
		ours := turn(b, ids, steps, func(i, n int) error {
			_, err := desk.Do(b.Context(), chief, ids[i], complaint.Message{Kind: "progress", Text: "工程部已到场，半小时内回复"})
			return err
		})
		theirs := turn(b, ids, steps, func(i, _ int) error { return replay(ids[i]) })
		speed = append(speed, float64(steps*callers)/ours.Seconds())
		toBare = append(toBare, theirs.Seconds()/ours.Seconds())
	}
	b.ReportMetric(0, "ns/op") // two programs in one: says nothing
	b.ReportMetric(median(speed), "commands/s")
	b.ReportMetric(median(toBare), "x-bare")
}
