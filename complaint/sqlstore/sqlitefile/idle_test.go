package sqlitefile

import (
	"context"
	"runtime"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// asked counts the queries a store gets.
type asked struct {
	complaint.Store
	queries atomic.Int64
}

func (s *asked) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	s.queries.Add(1)
	return s.Store.Query(ctx, q)
}

// cpu is the processor time of this process so far.
func cpu(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkIdleDesk lets Run watch 200 open cases of which none is due: at most 1 % of a core (cpu-%), one query a second
// (queries/s) and 25 MB (MB).
func BenchmarkIdleDesk(b *testing.B) {
	store := &asked{Store: openNew(b, nil)}
	desk, err := complaint.Open(b.Context(), store, nil, preset.Hotel())
	require.NoError(b, err)
	guests(b, desk, 200)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	go func() { _ = desk.Run(ctx) }()
	watch := 5 * time.Second
	if testing.Short() {
		watch = time.Second
	}
	time.Sleep(200 * time.Millisecond) // let it fall asleep
	runtime.GC()
	var mem runtime.MemStats
	for range b.N {
		queries, used := store.queries.Load(), cpu(b)
		time.Sleep(watch)
		b.ReportMetric(100*float64(cpu(b)-used)/float64(watch), "cpu-%")
		b.ReportMetric(float64(store.queries.Load()-queries)/watch.Seconds(), "queries/s")
	}
	runtime.ReadMemStats(&mem)
	b.ReportMetric(float64(mem.HeapAlloc)/1e6, "MB")
}
