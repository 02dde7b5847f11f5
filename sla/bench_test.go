package sla_test

import (
	"testing"
	"time"

	"github.com/redress-go/redress/sla"
)

func BenchmarkCalendarAdd(b *testing.B) {
	c := calendar(b, shanghai, sla.Weekdays("09:00-12:00", "13:00-18:00"))
	from := cst(b, "2026-11-16 10:30")
	for name, d := range map[string]time.Duration{
		"1day":    8 * time.Hour,
		"15days":  15 * 8 * time.Hour,
		"10years": 2600 * 8 * time.Hour,
	} {
		b.Run(name, func(b *testing.B) {
			c.Add(from, d)
			b.ReportAllocs()
			for b.Loop() {
				c.Add(from, d)
			}
		})
	}
}

func BenchmarkCalendarBetween(b *testing.B) {
	c := calendar(b, shanghai, sla.Weekdays("09:00-12:00", "13:00-18:00"))
	from := cst(b, "2026-11-16 10:30")
	for name, to := range map[string]time.Time{
		"1day":    from.AddDate(0, 0, 1),
		"15days":  from.AddDate(0, 0, 15),
		"10years": from.AddDate(10, 0, 0),
	} {
		b.Run(name, func(b *testing.B) {
			c.Between(from, to)
			b.ReportAllocs()
			for b.Loop() {
				c.Between(from, to)
			}
		})
	}
}

func BenchmarkNewCalendar(b *testing.B) {
	spec := office(b).Spec()
	from := cst(b, "2026-11-16 10:30")
	b.ReportAllocs()
	for b.Loop() {
		c, err := sla.NewCalendar(spec)
		if err != nil {
			b.Fatal(err)
		}
		c.Add(from, time.Hour)
	}
}
