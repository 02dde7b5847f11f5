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

// benchPolicy has eight targets over three kinds of event and three live
// timers, as a case in the middle of its life.
func benchPolicy(b *testing.B) (*sla.Policy, []sla.Timer) {
	targets := []sla.Target{resolveTarget("3wd", steps("half", "-50%", "warn", "-2bh", "chief", "+1wd"))}
	for i, start := range []string{"opened", "opened", "promised", "appealed", "dispatched", "in", "out"} {
		target := resolveTarget("8bh", steps("half", "-50%", "warn", "-1bh", "chief", "+2bh"))
		target.Name, target.Start = string(rune('a'+i)), []sla.Condition{{Event: start}}
		targets = append(targets, target)
	}
	p, err := sla.NewPolicy(targets, []*sla.Calendar{office(b)}, "test")
	if err != nil {
		b.Fatal(err)
	}
	timers, err := p.Apply(nil, sla.Event{Kind: "opened", At: cst(b, "2026-11-16 09:00")}, nil)
	if err != nil || len(timers) != 3 {
		b.Fatal(err, len(timers))
	}
	return p, timers
}

func BenchmarkPolicy(b *testing.B) {
	p, timers := benchPolicy(b)
	note := sla.Event{Kind: "note", At: cst(b, "2026-11-16 10:00")}
	inbound := sla.Event{Kind: "held", At: cst(b, "2026-11-16 10:00")}
	again := sla.Event{Kind: "opened", At: cst(b, "2026-11-16 09:00")}
	next, _ := p.Next(timers)
	for name, run := range map[string]func(){
		"Apply/kind-nobody-listens-to": func() { _, _ = p.Apply(timers, note, nil) },
		"Apply/three-told-again":       func() { _, _ = p.Apply(timers, again, nil) },
		"Apply/three-paused":           func() { _, _ = p.Apply(timers, inbound, nil) },
		"Next":                         func() { p.Next(timers) },
		"Take":                         func() { p.Take(timers, next) },
		"Refresh/unchanged":            func() { _, _ = p.Refresh(timers, nil, note.At) },
		"Restored":                     func() { p.Restored(timers) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
	}
}

func BenchmarkTermDue(b *testing.B) {
	c := office(b)
	from := cst(b, "2026-11-16 10:30")
	for _, text := range []string{"8bh", "15wd", "15d"} {
		term, err := sla.ParseTerm(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = term.Due(c, from)
			}
		})
	}
}
