package sla_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// drawHours draws up to three intervals of a day, on the half hour, overnight
// ones included.
func drawHours(t *rapid.T, name string, least int) []string {
	var hours []string
	for i := range rapid.IntRange(least, 3).Draw(t, name) {
		from := rapid.IntRange(0, 47).Draw(t, fmt.Sprint(name, i, "from"))
		to := rapid.IntRange(0, 48).Filter(func(n int) bool { return n != from }).Draw(t, fmt.Sprint(name, i, "to"))
		hours = append(hours, halfHour(from)+"-"+halfHour(to))
	}
	return hours
}

func halfHour(n int) string { return fmt.Sprintf("%02d:%02d", n/2, n%2*30) }

// drawSpec draws a calendar with everything in it, busy in November 2026.
func drawSpec(t *rapid.T, zones ...string) sla.CalendarSpec {
	spec := sla.CalendarSpec{
		ID: "drawn", Version: "1", Zone: rapid.SampledFrom(zones).Draw(t, "zone"),
		Week:       map[string][]string{"wed": drawHours(t, "wed", 1)},
		Dates:      map[string]sla.DateRule{},
		HolidayCut: rapid.Bool().Draw(t, "cut"),
	}
	for _, day := range []string{"mon", "tue", "thu", "fri", "sat", "sun"} {
		spec.Week[day] = drawHours(t, day, 0)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "holidays") {
		day := rapid.IntRange(1, 30).Draw(t, fmt.Sprint("holiday", i))
		spec.Holidays = append(spec.Holidays, sla.Holiday{Date: fmt.Sprintf("2026-11-%02d", day)})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "dates") {
		key := fmt.Sprintf("2026-11-%02d", rapid.IntRange(1, 30).Draw(t, fmt.Sprint("date", i)))
		rule := sla.DateRule{Cut: drawHours(t, key+"cut", 1)}
		switch rapid.IntRange(0, 3).Draw(t, key+"kind") {
		case 0:
			rule = sla.DateRule{Closed: true}
		case 1:
			rule.Hours = drawHours(t, key+"hours", 1)
		case 2:
			rule.Like = "wed"
		}
		spec.Dates[key] = rule
	}
	return spec
}

// drawInstant draws an instant in or around November 2026, to the nanosecond.
func drawInstant(t *rapid.T, name string) time.Time {
	base := time.Date(2026, time.October, 28, 0, 0, 0, 0, time.UTC)
	return base.Add(time.Duration(rapid.Int64Range(0, 36*24*3600*int64(time.Second)).Draw(t, name)))
}

var lawZones = []string{"UTC", shanghai, "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"}

func TestLawsOfOpenTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := sla.NewCalendar(drawSpec(t, lawZones...))
		require.NoError(t, err)
		a, b := drawInstant(t, "a"), drawInstant(t, "b")
		d := time.Duration(rapid.Int64Range(1, int64(400*time.Hour)).Draw(t, "d"))

		due := c.Add(a, d)
		require.Equal(t, d, c.Between(a, due), "Between(t, Add(t, d)) = d")
		require.True(t, c.IsOpen(due.Add(-1)), "Add gives the earliest such instant")
		begin := c.Sub(a, d)
		require.Equal(t, d, c.Between(begin, a), "Between(Sub(t, d), t) = d")
		require.True(t, c.IsOpen(begin), "Sub gives the latest such instant")
		require.True(t, c.Add(a, -d).Equal(begin), "adding a negative amount is Sub")

		require.Equal(t, c.Between(a, b), -c.Between(b, a), "reversed is negative")
		if b.Before(a) {
			a, b = b, a
		}
		between := c.Between(a, b)
		require.GreaterOrEqual(t, b.Sub(a), between, "open time is no longer than real time")
		back := c.Add(a, between)
		require.False(t, back.After(b), "Add(t, Between(t, u)) is at most u")
		earliest := between == 0 && a.Equal(b) || between > 0 && c.IsOpen(b.Add(-1))
		require.Equal(t, earliest, back.Equal(b), "and u itself when no earlier instant has that count")

		mid := a.Add(b.Sub(a) / 2)
		require.Equal(t, between, c.Between(a, mid)+c.Between(mid, b), "open time adds up")
	})
}

func TestLawsOfOpenings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := sla.NewCalendar(drawSpec(t, lawZones...))
		require.NoError(t, err)
		a := drawInstant(t, "a")
		open, ok := c.NextOpen(a)
		require.True(t, ok)
		require.True(t, c.IsOpen(open))
		require.Zero(t, c.Between(a, open), "nothing is open before the next opening")
		if end, ok := c.NextClose(a); ok {
			require.False(t, c.IsOpen(end))
			require.True(t, c.IsOpen(end.Add(-1)))
			require.Equal(t, end.Sub(open), c.Between(a, end), "one stretch without a gap")
		}
	})
}

func TestLawsOfWorkingDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := sla.NewCalendar(drawSpec(t, lawZones...))
		require.NoError(t, err)
		a, b := c.Date(drawInstant(t, "a")), c.Date(drawInstant(t, "b"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		later, earlier := c.AddWorkdays(a, n), c.AddWorkdays(a, -n)
		require.True(t, c.Workday(later) && c.Workday(earlier))
		require.Equal(t, n, c.WorkdaysBetween(a, later))
		require.Equal(t, -n, c.WorkdaysBetween(a, earlier), "counting back mirrors counting forward")
		count, step := 0, 1
		if b.Before(a) {
			step = -1
		}
		for d := a; d != b; {
			d = d.AddDays(step)
			if c.Workday(d) {
				count += step
			}
		}
		require.Equal(t, count, c.WorkdaysBetween(a, b), "the same as counting date by date")
		_, opens := c.DayOpen(a)
		require.Equal(t, c.Workday(a), opens, "a date counts when something opens on it")
		if end, ok := c.DayClose(a); ok {
			require.True(t, c.IsOpen(end.Add(-1)))
		}
	})
}

// A plain reading of a spec, minute by minute in a zone that never changes its
// clocks, gives the same as the compiled calendar.
func TestTheCompiledCalendarAgreesWithAPlainReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := drawSpec(t, shanghai)
		c, err := sla.NewCalendar(spec)
		require.NoError(t, err)
		start := time.Date(2026, time.November, rapid.IntRange(1, 28).Draw(t, "day"), 0, 0, 0, 0, c.Zone())
		open := time.Duration(0)
		for m := range 2 * 24 * 2 {
			at := start.Add(time.Duration(m) * 30 * time.Minute)
			want := plainOpen(spec, at)
			require.Equal(t, want, c.IsOpen(at), "%v", at)
			if want {
				open += 30 * time.Minute
			}
		}
		require.Equal(t, open, c.Between(start, start.AddDate(0, 0, 2)))
	})
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
		var fh, fm, th, tm int
		if _, err := fmt.Sscanf(h, "%d:%d-%d:%d", &fh, &fm, &th, &tm); err != nil {
			panic(err)
		}
		from, to := time.Duration(fh*60+fm)*time.Minute, time.Duration(th*60+tm)*time.Minute
		if to < from {
			to += 24 * time.Hour
		}
		if from <= since && since < to {
			return true
		}
	}
	return false
}
