package sla_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// drawHours draws up to three intervals of a day, on the minute, overnight ones
// included.
func drawHours(t *rapid.T, name string, least int) []string {
	var hours []string
	for i := range rapid.IntRange(least, 3).Draw(t, name) {
		from := rapid.IntRange(0, 1439).Draw(t, fmt.Sprint(name, i, "from"))
		to := rapid.IntRange(0, 1440).Filter(func(n int) bool { return n != from }).Draw(t, fmt.Sprint(name, i, "to"))
		hours = append(hours, clockTime(from)+"-"+clockTime(to))
	}
	return hours
}

func clockTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

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

		mid := a.Add(time.Duration(rapid.Int64Range(0, int64(b.Sub(a))).Draw(t, "mid")))
		require.Equal(t, between, c.Between(a, mid)+c.Between(mid, b), "open time adds up over any split")
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

// What is later stays later, and two steps are one.
func TestOpenTimeIsMonotoneAndAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := sla.NewCalendar(drawSpec(t, lawZones...))
		require.NoError(t, err)
		a, b := drawInstant(t, "a"), drawInstant(t, "b")
		if b.Before(a) {
			a, b = b, a
		}
		d := time.Duration(rapid.Int64Range(-int64(200*time.Hour), int64(200*time.Hour)).Draw(t, "d"))
		more := time.Duration(rapid.Int64Range(1, int64(200*time.Hour)).Draw(t, "more"))
		require.False(t, c.Add(b, d).Before(c.Add(a, d)), "a later start never ends earlier")
		require.True(t, c.Add(a, d).Before(c.Add(a, d+more)), "more time always ends later")
		require.GreaterOrEqual(t, c.Between(a, b), time.Duration(0), "no open time is negative")
		require.LessOrEqual(t, c.Between(a, b), c.Between(a, b.Add(more)), "a longer stretch holds no less")
		if d > 0 {
			require.True(t, c.Add(c.Add(a, d), more).Equal(c.Add(a, d+more)), "two steps forward are one")
			require.True(t, c.Sub(c.Sub(a, d), more).Equal(c.Sub(a, d+more)), "two steps back are one")
		}
		x, y := c.Date(a), c.Date(b)
		n := rapid.IntRange(-30, 30).Draw(t, "n")
		require.False(t, c.AddWorkdays(y, n).Before(c.AddWorkdays(x, n)), "dates keep their order")
	})
}

// An answer depends on the instant, never on the zone it is written in.
func TestAnswersDependOnTheInstantAlone(t *testing.T) {
	terms := []string{"%dh", "%dbh", "%dwd", "%dwd same", "%dd", "%dmo", "%dh start=open", "%dwd cutoff=16:00"}
	rapid.Check(t, func(t *rapid.T) {
		c, err := sla.NewCalendar(drawSpec(t, lawZones...))
		require.NoError(t, err)
		zone, err := time.LoadLocation(rapid.SampledFrom(oddZones).Draw(t, "written in"))
		require.NoError(t, err)
		a, b := drawInstant(t, "a"), drawInstant(t, "b")
		d := time.Duration(rapid.Int64Range(-int64(100*time.Hour), int64(100*time.Hour)).Draw(t, "d"))
		there := a.In(zone)
		require.True(t, c.Add(a, d).Equal(c.Add(there, d)))
		require.True(t, c.Sub(a, d).Equal(c.Sub(there, d)))
		require.Equal(t, c.Between(a, b), c.Between(there, b.In(zone)))
		require.Equal(t, c.IsOpen(a), c.IsOpen(there))
		require.Equal(t, c.Date(a), c.Date(there))
		open, _ := c.NextOpen(a)
		openThere, _ := c.NextOpen(there)
		require.True(t, open.Equal(openThere))
		form, n := rapid.SampledFrom(terms).Draw(t, "term"), rapid.IntRange(1, 20).Draw(t, "n")
		require.Equal(t, dueOf(t, c, form, n, a), dueOf(t, c, form, n, there))
	})
}
