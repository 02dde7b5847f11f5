package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// plain is ten days of a calendar read literally, minute by minute, in a zone
// that never changes its clocks: slow, and too simple to be wrong.
type plain struct {
	spec  sla.CalendarSpec
	start time.Time
	open  []bool // minute by minute
	count []int  // open minutes before each
}

const plainMinutes = 10 * 24 * 60

func readPlainly(spec sla.CalendarSpec, start time.Time) plain {
	p := plain{spec: spec, start: start, count: []int{0}}
	for m := range plainMinutes {
		open := plainOpen(spec, p.at(m))
		p.open = append(p.open, open)
		p.count = append(p.count, p.count[m])
		if open {
			p.count[m+1]++
		}
	}
	return p
}

func (p plain) at(minute int) time.Time { return p.start.Add(time.Duration(minute) * time.Minute) }

// step goes on from a minute until so many open ones lie between, and reports
// false when the ten days end before.
func (p plain) step(from, by, open int) (int, bool) {
	for m := from; m >= 0 && m <= plainMinutes; m += by {
		if n := (p.count[m] - p.count[from]) * by; n == open {
			return m, true
		}
	}
	return 0, false
}

// next is the first minute from one on that is open, or that closes.
func (p plain) next(from int, open bool) (int, bool) {
	for m := from; m < plainMinutes; m++ {
		if p.open[m] == open {
			return m, true
		}
	}
	return 0, false
}

// A stepper that goes minute by minute over a random calendar gives the same
// as the compiled one.
func TestTheCompiledCalendarAgreesWithAMinuteStepper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := drawSpec(t, shanghai, "UTC", "Asia/Kathmandu")
		c, err := sla.NewCalendar(spec)
		require.NoError(t, err)
		p := readPlainly(spec, time.Date(2026, time.November, rapid.IntRange(1, 20).Draw(t, "day"), 0, 0, 0, 0, c.Zone()))
		for m := range plainMinutes {
			if p.open[m] != c.IsOpen(p.at(m)) {
				t.Fatalf("%v open: %v", p.at(m), p.open[m])
			}
		}
		for range 20 {
			p.compare(t, c)
		}
		for d := range 9 {
			p.compareDate(t, c, p.start.AddDate(0, 0, d))
		}
	})
}

// compare asks both about two minutes.
func (p plain) compare(t *rapid.T, c *sla.Calendar) {
	i, j := rapid.IntRange(0, plainMinutes).Draw(t, "i"), rapid.IntRange(0, plainMinutes).Draw(t, "j")
	d := rapid.IntRange(1, 3000).Draw(t, "open minutes")
	require.Equal(t, time.Duration(p.count[j]-p.count[i])*time.Minute, c.Between(p.at(i), p.at(j)))
	if m, ok := p.step(i, 1, d); ok {
		require.True(t, c.Add(p.at(i), time.Duration(d)*time.Minute).Equal(p.at(m)), "%v and %d minutes is %v", p.at(i), d, p.at(m))
	}
	if m, ok := p.step(i, -1, d); ok {
		require.True(t, c.Sub(p.at(i), time.Duration(d)*time.Minute).Equal(p.at(m)), "%d minutes before %v is %v", d, p.at(i), p.at(m))
	}
	open, ok := p.next(i, true)
	if !ok {
		return
	}
	got, _ := c.NextOpen(p.at(i))
	require.True(t, got.Equal(p.at(open)), "opens %v", p.at(open))
	if end, ok := p.next(open, false); ok {
		got, _ = c.NextClose(p.at(i))
		require.True(t, got.Equal(p.at(end)), "closes %v", p.at(end))
	}
}

// compareDate asks both when a date opens and closes: the minutes of the shifts
// that start on it, as far as they are open.
func (p plain) compareDate(t *rapid.T, c *sla.Calendar, day time.Time) {
	var first, last time.Time
	for _, h := range plainHours(p.spec, day) {
		from, to := bounds(h)
		for since := from; since < to; since += time.Minute {
			at := day.Add(since)
			if !plainOpen(p.spec, at) {
				continue
			}
			if first.IsZero() || at.Before(first) {
				first = at
			}
			if !at.Before(last) {
				last = at.Add(time.Minute)
			}
		}
	}
	d := c.Date(day)
	require.Equal(t, !first.IsZero(), c.Workday(d), "%s is a working day", d)
	if open, ok := c.DayOpen(d); ok {
		require.True(t, open.Equal(first), "%s opens at %v", d, first)
	}
	if end, ok := c.DayClose(d); ok {
		require.True(t, end.Equal(last), "%s closes at %v", d, last)
	}
}

// plainOpen reads a spec literally: is some shift open at that minute that is
// neither on a closed date nor cut?
func plainOpen(spec sla.CalendarSpec, at time.Time) bool {
	today := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	yesterday := today.AddDate(0, 0, -1)
	cut := covers(spec.Dates[key(today)].Cut, at.Sub(today)) || covers(spec.Dates[key(yesterday)].Cut, at.Sub(yesterday))
	if spec.HolidayCut && plainClosed(spec, today) {
		return false
	}
	open := covers(plainHours(spec, today), at.Sub(today)) || covers(plainHours(spec, yesterday), at.Sub(yesterday))
	if spec.HolidayCut && plainClosed(spec, yesterday) {
		open = open || covers(spec.Week[weekday(yesterday)], at.Sub(yesterday))
	}
	return open && !cut
}

func plainHours(spec sla.CalendarSpec, day time.Time) []string {
	rule := spec.Dates[key(day)]
	switch {
	case rule.Like != "":
		return spec.Week[rule.Like]
	case len(rule.Hours) > 0:
		return rule.Hours
	case plainClosed(spec, day):
		return nil
	}
	return spec.Week[weekday(day)]
}

func plainClosed(spec sla.CalendarSpec, day time.Time) bool {
	rule := spec.Dates[key(day)]
	if rule.Closed || rule.Like != "" || len(rule.Hours) > 0 {
		return rule.Closed
	}
	for _, h := range spec.Holidays {
		if h.Date == key(day) {
			return true
		}
	}
	return false
}

func key(day time.Time) string { return day.Format(time.DateOnly) }

func weekday(day time.Time) string {
	return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}[day.Weekday()]
}

// covers reports whether a clock time, given since 00:00, lies in an interval.
func covers(hours []string, since time.Duration) bool {
	for _, h := range hours {
		if from, to := bounds(h); from <= since && since < to {
			return true
		}
	}
	return false
}

// bounds are the ends of an interval written "09:00-17:00", since 00:00.
func bounds(hours string) (from, to time.Duration) {
	clock := func(s string) time.Duration {
		h, m := int(s[0]-'0')*10+int(s[1]-'0'), int(s[3]-'0')*10+int(s[4]-'0')
		return time.Duration(h*60+m) * time.Minute
	}
	from, to = clock(hours[:5]), clock(hours[6:])
	if to < from {
		to += 24 * time.Hour
	}
	return from, to
}
