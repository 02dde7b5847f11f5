package fsm_test

import (
	"context"
	"testing"

	looplab "github.com/looplab/fsm"
)

// BenchmarkFire is one guarded event through the pooled machine; the bar is 1 µs and 8 allocations.
func BenchmarkFire(b *testing.B) {
	table, f := compile(b), &file{answered: true}
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := table.Fire(ctx, "resolve", "executing", f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirePerCase is what a pool saves: a machine of the same lifecycle built for the one event.
func BenchmarkFirePerCase(b *testing.B) {
	f := &file{answered: true}
	var events looplab.Events
	for _, tr := range lifecycle() {
		events = append(events, looplab.EventDesc{Name: tr.Event, Src: tr.From, Dst: tr.To})
	}
	b.ReportAllocs()
	for b.Loop() {
		machine := looplab.NewFSM("executing", events, looplab.Callbacks{
			"before_resolve": func(_ context.Context, e *looplab.Event) {
				if err := answered(e.Args[0]); err != nil {
					e.Cancel(err)
				}
			},
		})
		if err := machine.Event(context.Background(), "resolve", f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRefused is an event that a guard stops.
func BenchmarkRefused(b *testing.B) {
	table, f := compile(b), &file{}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := table.Fire(context.Background(), "resolve", "executing", f); err == nil {
			b.Fatal("not stopped")
		}
	}
}

// BenchmarkTo is the table alone; the bar is 20 ns and no allocation.
func BenchmarkTo(b *testing.B) {
	table := compile(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := table.To("resolve", "executing"); !ok {
			b.Fatal("not allowed")
		}
	}
}

// BenchmarkEvents is “what may happen next”.
func BenchmarkEvents(b *testing.B) {
	table := compile(b)
	b.ReportAllocs()
	for b.Loop() {
		if len(table.Events("assessed")) != 3 {
			b.Fatal("three events leave this state")
		}
	}
}
