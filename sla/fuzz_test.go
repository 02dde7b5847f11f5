package sla_test

import (
	"testing"
	"time"

	"github.com/redress-go/redress/sla"
)

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"30s", "8bh", "3wd", "1mo", "-3d", "--3d", "15", "00h", "99999999999999999999h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		span, err := sla.ParseSpan(s)
		if err != nil {
			return
		}
		if again, err := sla.ParseSpan(span.String()); err != nil || again != span || span.N() < 0 || span.Unit() == sla.NoUnit {
			t.Fatalf("%q became %q became %q, %v", s, span, again, err)
		}
	})
}

func FuzzReadHoldTime(f *testing.F) {
	for _, s := range []string{"2026-11-18", "2026-11-18T09:00:00+08:00", "yesterday", "0001-01-01", "9999-12-31"} {
		f.Add(s, int64(0), int64(3600))
	}
	c := office(f)
	received := cst(f, "2026-11-16 10:00")
	f.Fuzz(func(t *testing.T, text string, last, now int64) {
		b := sla.Backdating{Received: received, Last: received.Add(time.Duration(last % 1e15)), Now: received.Add(time.Duration(now % 1e15))}
		at, err := c.ReadHoldTime(text, b)
		if err == nil && (at.Before(b.Received.Truncate(time.Microsecond)) || at.Before(b.Last.Truncate(time.Microsecond))) {
			t.Fatalf("%q gave %v, before %v or %v", text, at, b.Received, b.Last)
		}
	})
}

// Whatever a calendar is made of, it is refused or it counts.
func FuzzNewCalendar(f *testing.F) {
	f.Add("Asia/Shanghai", "mon", "09:00-12:00", "22:00-06:00", "2026-10-01", "2026-10-07", "2026-10-10", "mon", false)
	f.Add("America/Havana", "sun", "00:00-24:00", "23:59-00:01", "12-25", "", "2026-11-16", "", true)
	f.Add("Mars/Olympus", "monday", "25:00-26:00", "09:00-09:00", "01-01", "12-31", "2026-02-30", "sun", true)
	f.Fuzz(func(t *testing.T, zone, day, hours, more, holiday, through, date, like string, cut bool) {
		c, err := sla.NewCalendar(sla.CalendarSpec{
			ID: "x", Version: "1", Zone: zone, HolidayCut: cut, KnownThrough: through,
			Week:     map[string][]string{day: {hours, more}, "wed": {more}},
			Holidays: []sla.Holiday{{Date: holiday, Through: through}},
			Dates:    map[string]sla.DateRule{date: {Like: like, Cut: []string{hours}}},
		})
		if err != nil {
			return
		}
		at := utc(t, "2026-11-16T09:00:00Z")
		if due := c.Add(at, 100*time.Hour); c.Covers(due) && c.Between(at, due) != 100*time.Hour {
			t.Fatalf("100 h from %v end at %v, which is %v", at, due, c.Between(at, due))
		}
		if d := c.AddWorkdays(c.Date(at), 10); c.Workday(d) && c.WorkdaysBetween(c.Date(at), d) != 10 {
			t.Fatalf("10 working days end on %s", d)
		}
	})
}

// What an event carries is read or refused, and never breaks a clock.
func FuzzEventAttributes(f *testing.F) {
	for _, s := range []string{"2026-11-18", "2026-11-18T09:00:00+08:00", "soon", "9999-12-31", "0001-01-01T00:00:00Z"} {
		f.Add(s, s)
	}
	target := resolveTarget("8bh", steps("warn", "-25%", "chief", "+1wd"), func(x *sla.Target) { x.DueFrom, x.Since = "by", "since" })
	p := lawPolicy(f, office(f), target)
	f.Fuzz(func(t *testing.T, by, since string) {
		ev := sla.Event{Kind: "opened", At: cst(t, "2026-11-16 10:00"), Attrs: map[string]string{"by": by, "since": since}}
		timers, err := p.Apply(nil, ev, nil)
		if err != nil {
			return
		}
		for range 10 {
			next, ok := p.Next(timers)
			if !ok {
				return
			}
			timers = p.Take(timers, next)
		}
		t.Fatalf("the steps of %q, %q do not end", by, since)
	})
}
