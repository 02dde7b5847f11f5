package benchmarks

import (
	"testing"
	"time"

	"github.com/redress-go/redress/sla"
)

// measure runs f as a benchmark after one call that fills whatever is filled once.
func measure(b *testing.B, name string, f func()) {
	b.Run(name, func(b *testing.B) {
		f()
		b.ReportAllocs()
		for b.Loop() {
			f()
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	c, cached, plain, hand, from := ours(b), rickar(true), rickar(false), byHand(), start(b)
	for _, s := range spans {
		d := time.Duration(s.days) * 8 * time.Hour
		b.Run(s.name, func(b *testing.B) {
			measure(b, "redress", func() { c.Add(from, d) })
			measure(b, "rickar-cached", func() { cached.AddWorkHours(from, d) })
			measure(b, "rickar", func() { plain.AddWorkHours(from, d) })
			measure(b, "by-hand", func() { hand.add(from, d) })
		})
	}
}

func BenchmarkBetween(b *testing.B) {
	c, cached, plain, hand, from := ours(b), rickar(true), rickar(false), byHand(), start(b)
	for _, s := range spans {
		to := c.Add(from, time.Duration(s.days)*8*time.Hour)
		b.Run(s.name, func(b *testing.B) {
			measure(b, "redress", func() { c.Between(from, to) })
			measure(b, "rickar-cached", func() { cached.WorkHoursInRange(from, to) })
			measure(b, "rickar", func() { plain.WorkHoursInRange(from, to) })
			measure(b, "by-hand", func() { hand.between(from, to) })
		})
	}
}

func BenchmarkWorkdays(b *testing.B) {
	c, cached, plain, from := ours(b), rickar(true), rickar(false), start(b)
	day := c.Date(from)
	for _, s := range spans {
		b.Run(s.name, func(b *testing.B) {
			measure(b, "redress", func() { c.AddWorkdays(day, s.days) })
			measure(b, "rickar-cached", func() { cached.WorkdaysFrom(from, s.days) })
			measure(b, "rickar", func() { plain.WorkdaysFrom(from, s.days) })
		})
	}
}

// One calendar is asked by every goroutine: run it with -cpu 1,2,4 and compare the time of one answer.
func BenchmarkParallel(b *testing.B) {
	c, from := ours(b), start(b)
	b.Run("redress", func(b *testing.B) {
		c.Add(from, 120*time.Hour)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				c.Add(from, 120*time.Hour)
			}
		})
	})
	cached := rickar(true)
	b.Run("rickar-cached", func(b *testing.B) {
		cached.AddWorkHours(from, 120*time.Hour)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				cached.AddWorkHours(from, 120*time.Hour)
			}
		})
	})
}

// What a calendar costs once: checking and compiling it, and the table of a year more.
func BenchmarkCompile(b *testing.B) {
	from := start(b)
	b.Run("new-and-first-answer", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c, err := sla.NewCalendar(spec())
			if err != nil {
				b.Fatal(err)
			}
			c.Add(from, time.Hour)
		}
	})
	b.Run("250-years", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c, err := sla.NewCalendar(spec())
			if err != nil {
				b.Fatal(err)
			}
			c.Between(from.AddDate(-76, 0, 0), from.AddDate(173, 0, 0))
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/250, "ns/year")
	})
}
