package complaint_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// lifecycle are the eight steps of an ordinary case after registration.
func lifecycle() []struct {
	who complaint.Actor
	cmd complaint.Command
} {
	return []struct {
		who complaint.Actor
		cmd complaint.Command
	}{
		{clerk, complaint.Assess{}},
		{clerk, complaint.Dispatch{Unit: "rooms"}},
		{worker, complaint.TakeOn{}},
		{worker, complaint.Propose{Compensation: complaint.Yuan(80)}},
		{worker, complaint.Offer{Proposal: 1}},
		{worker, complaint.Reply{Proposal: 1, Accepted: true}},
		{worker, complaint.Execute{Proposal: 1}},
		{worker, complaint.Resolve{Outcome: "settled"}},
	}
}

func benchDesk(b *testing.B) (*bench, *memstore.Store) {
	b.Helper()
	store := memstore.New()
	d := &bench{ctx: context.Background()}
	d.openHouse(b, store)
	return d, store
}

// BenchmarkLifecycleOnMemstore is Desk.Do over the eight steps; bar: 100 000 commands a second on one core, 10 µs each.
func BenchmarkLifecycleOnMemstore(b *testing.B) {
	d, _ := benchDesk(b)
	steps := lifecycle()
	cases := make([]complaint.CaseID, b.N/len(steps)+1)
	for i := range cases {
		in := guest()
		in.Complainant.Phone = fmt.Sprint(13000000000 + i)
		reg, err := d.desk.Register(d.ctx, clerk, in)
		require.NoError(b, err)
		cases[i] = reg.Case.ID
	}
	runtime.GC()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		s := steps[i%len(steps)]
		if _, err := d.desk.Do(d.ctx, s.who, cases[i/len(steps)], s.cmd); err != nil {
			b.Fatal(s.cmd.Name(), err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}

// BenchmarkRegister is a whole intake: shape, classification, number, ledger.
func BenchmarkRegister(b *testing.B) {
	d, _ := benchDesk(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		in := guest()
		in.Complainant.Phone = fmt.Sprint(13000000000 + i)
		if _, err := d.desk.Register(d.ctx, clerk, in); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNext is “what may I do next”; bar: 100 ns a command.
func BenchmarkNext(b *testing.B) {
	d, _ := benchDesk(b)
	reg, err := d.desk.Register(d.ctx, clerk, guest())
	require.NoError(b, err)
	options, err := d.desk.Options(d.ctx, manager, reg.Case.ID)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = d.desk.Options(d.ctx, manager, reg.Case.ID)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(options)), "ns/command")
}

// sweepCost is the time to sweep due cases among open ones.
func sweepCost(b *testing.B, due, open int) time.Duration {
	d, _ := benchDesk(b)
	in := guest()
	in.Complainant = complaint.Person{} // an anonymous complaint is never a repeat
	in.Severity = classify.Ordinary
	for i := range open {
		if i == due {
			d.clock.Add(20 * time.Minute)
		}
		if _, err := d.desk.Register(d.ctx, clerk, in); err != nil {
			b.Fatal(err)
		}
	}
	d.clock.Add(15 * time.Minute) // the first ones are past their half hour
	runtime.GC()                  // or a collection of the cases themselves is measured
	b.StartTimer()
	start := time.Now()
	s, err := d.desk.Sweep(d.ctx)
	b.StopTimer()
	require.NoError(b, err)
	require.Equal(b, due, s.Cases)
	return time.Since(start)
}

// BenchmarkSweep compares 10 000 due cases among many open ones with 10 000 among 20 000; bar: 1.5 times.
func BenchmarkSweep(b *testing.B) {
	many := 1_000_000
	if testing.Short() {
		many = 50_000
	}
	b.StopTimer()
	for range b.N {
		few := sweepCost(b, 10_000, 20_000)
		lots := sweepCost(b, 10_000, many)
		b.ReportMetric(float64(lots)/float64(few), "ratio")
		b.ReportMetric(float64(few.Microseconds())/10_000, "µs/case")
	}
}
