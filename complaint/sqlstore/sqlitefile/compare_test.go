package sqlitefile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// committer is anything that writes units.
type committer interface {
	Commit(ctx context.Context, u *complaint.Changeset) error
}

// caller advances one case, a unit at a time: two records with boxes and a notice, as an ordinary command has.
type caller struct {
	last *complaint.Case
	done int
}

// newCaller returns the nth caller, whose case is not stored yet.
func newCaller(n int) *caller {
	id := complaint.CaseID(fmt.Sprintf("01JQ%022d", n))
	return &caller{last: &complaint.Case{
		ID: id, Org: "hotel", Number: string(id), State: complaint.Registered, Playbook: complaint.Pin{ID: "hotel", Version: "1"},
		Fields: map[string]string{"room": "1208", "booking": "B-77"}, Received: noon(),
	}}
}

func noon() time.Time { return time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC) }

// next returns the unit of the caller's next command.
func (c *caller) next() *complaint.Changeset {
	after := *c.last
	w := complaint.CaseWrite{Case: &after, Was: after.Version}
	for range 2 {
		r := complaint.Record{
			Stream: "case/" + string(after.ID), Seq: after.Version + 1, Recorded: noon(), Prev: after.Head,
			Public: bytes.Repeat([]byte("public "), 50), Box: bytes.Repeat([]byte("sealed "), 30),
		}
		r.Hash = sha256.Sum256(strconv.AppendInt(r.Public, r.Seq, 10))
		w.Records = append(w.Records, r)
		after.Version, after.Head = r.Seq, r.Hash
	}
	after.Wake = noon().Add(time.Duration(after.Version) * time.Minute)
	return &complaint.Changeset{Cases: []complaint.CaseWrite{w}, Outbox: []complaint.OutboxRow{{
		ID: fmt.Sprintf("%s/%d/0", after.ID, after.Version), Org: after.Org, Case: after.ID, Seq: after.Version,
		Kind: "breach", To: "role:duty-manager", Ref: "target:resolve/breach", NotBefore: noon(),
	}}}
}

// commit has the next unit written.
func (c *caller) commit(ctx context.Context, on committer) error {
	u := c.next()
	if err := on.Commit(ctx, u); err != nil {
		return err
	}
	c.last = u.Cases[0].Case
	c.done++
	return nil
}

// callers returns so many callers on different cases.
func callers(n int) []*caller {
	out := make([]*caller, n)
	for i := range out {
		out[i] = newCaller(i)
	}
	return out
}

// drive lets callers write so many units together and returns how long they took.
func drive(t testing.TB, on committer, all []*caller, units int) time.Duration {
	t.Helper()
	var left atomic.Int64
	left.Store(int64(units))
	var wg sync.WaitGroup
	start := time.Now()
	for _, c := range all {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				if err := c.commit(t.Context(), on); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// openNew opens a new file.
func openNew(t testing.TB, cfg *Config) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "cases.db"), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// BenchmarkGroupCommit compares 64 callers on the store with the same rows written by a bare program with the same group
// commit (x-bare, at least 0.8) and with a store behind one mutex (x-mutex, at least 4), in turns; a figure is the median
// of the turns. It tells how far the luckiest caller is ahead of the unluckiest (max/min, at most 1.2). Any SQLITE_BUSY
// fails it.
func BenchmarkGroupCommit(b *testing.B) {
	const n, rounds = 64, 25
	store, other := openNew(b, nil), newBare(b, 128)
	mutex := &locked{Store: openNew(b, nil).Store}
	onStore, onOther, onMutex := callers(n), callers(n), callers(n)
	units := max(b.N/rounds, 4*n)
	var speed, toBare, toMutex []float64
	for range rounds {
		theirs := drive(b, other, onOther, units)
		ours := drive(b, store, onStore, units)
		alone := drive(b, mutex, onMutex, units/4) * 4
		speed = append(speed, float64(units)/ours.Seconds())
		toBare = append(toBare, theirs.Seconds()/ours.Seconds())
		toMutex = append(toMutex, alone.Seconds()/ours.Seconds())
	}
	b.ReportMetric(0, "ns/op") // three programs in one: says nothing
	b.ReportMetric(median(speed), "units/s")
	b.ReportMetric(median(toBare), "x-bare")
	b.ReportMetric(median(toMutex), "x-mutex")
	b.ReportMetric(unfairness(onStore), "max/min")
}

// median returns the middle value.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// unfairness is how many units the luckiest caller wrote for each of the unluckiest.
func unfairness(all []*caller) float64 {
	most := slices.MaxFunc(all, func(a, b *caller) int { return a.done - b.done })
	least := slices.MinFunc(all, func(a, b *caller) int { return a.done - b.done })
	return float64(most.done) / float64(max(least.done, 1))
}

func TestCallersAreServedInTurn(t *testing.T) {
	seen := math.Inf(1)
	for range 5 { // a machine that does something else for a moment may starve one of 64 by chance, not five times
		all := callers(64)
		drive(t, openNew(t, nil), all, 64*20)
		if seen = min(seen, unfairness(all)); seen <= 1.5 {
			return
		}
	}
	require.LessOrEqual(t, seen, 1.5, "callers in a closed loop must advance together")
}
