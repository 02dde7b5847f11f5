package sla_test

import (
	"math"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestAdd(t *testing.T) {
	lunch := func(s *sla.CalendarSpec) { s.Week = sla.Weekdays("09:00-12:00", "13:00-18:00") }
	nights := func(s *sla.CalendarSpec) { s.Week = sla.EveryDay("22:00-06:00") }
	for _, tc := range []struct {
		name string
		edit func(*sla.CalendarSpec)
		from string
		d    time.Duration
		want string
	}{
		{"a full day ends at closing time that day, not at the next opening", nil, "2026-11-16 09:00", 8 * time.Hour, "2026-11-16 17:00"},
		{"one nanosecond more lands on the next day", nil, "2026-11-16 09:00", 8*time.Hour + 1, "2026-11-17 09:00:00.000000001"},
		{"seconds are kept", nil, "2026-11-16 16:59:30", time.Minute, "2026-11-17 09:00:30"},
		{"adding nothing stays, even in closed time", nil, "2026-11-15 03:00", 0, "2026-11-15 03:00"},
		{"closed time before opening does not count", nil, "2026-11-16 03:00", time.Hour, "2026-11-16 10:00"},
		{"the closing instant is closed", nil, "2026-11-16 17:00", time.Hour, "2026-11-17 10:00"},
		{"a weekend is skipped", nil, "2026-11-20 16:00", 2 * time.Hour, "2026-11-23 10:00"},
		{"lunch does not count", lunch, "2026-11-16 11:00", 2 * time.Hour, "2026-11-16 14:00"},
		{"a due at the lunch break is due when it begins", lunch, "2026-11-16 09:00", 3 * time.Hour, "2026-11-16 12:00"},
		{"a night shift counts through midnight", nights, "2026-11-16 23:00", 5 * time.Hour, "2026-11-17 04:00"},
		{"a night shift counts on after the day", nights, "2026-11-16 23:00", 8 * time.Hour, "2026-11-17 23:00"},
		{"ten years cost the same", nil, "2026-11-16 09:00", 8 * time.Hour * 5 * 522, "2036-11-14 17:00"},
		{"a negative amount is Sub", nil, "2026-11-16 12:00", -4 * time.Hour, "2026-11-13 16:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := office(t)
			if tc.edit != nil {
				c = office(t, tc.edit)
			}
			same(t, cst(t, tc.want), c.Add(cst(t, tc.from), tc.d))
		})
	}
}

func TestSub(t *testing.T) {
	c := office(t)
	for _, tc := range []struct {
		name, from string
		d          time.Duration
		want       string
	}{
		{"within a day", "2026-11-16 12:00", time.Hour, "2026-11-16 11:00"},
		{"the latest instant is the opening, not the last closing", "2026-11-16 12:00", 3 * time.Hour, "2026-11-16 09:00"},
		{"from closed time", "2026-11-15 12:00", time.Hour, "2026-11-13 16:00"},
		{"nothing stays", "2026-11-15 12:00", 0, "2026-11-15 12:00"},
		{"a negative amount is Add", "2026-11-16 16:00", -2 * time.Hour, "2026-11-17 10:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			same(t, cst(t, tc.want), c.Sub(cst(t, tc.from), tc.d))
		})
	}
}

func TestBetween(t *testing.T) {
	c := office(t)
	friday, monday := cst(t, "2026-11-20 16:00"), cst(t, "2026-11-23 10:00")
	assert.Equal(t, 2*time.Hour, c.Between(friday, monday))
	assert.Equal(t, -2*time.Hour, c.Between(monday, friday), "reversed is negative")
	assert.Zero(t, c.Between(cst(t, "2026-11-21 00:00"), cst(t, "2026-11-22 23:00")), "a weekend")
	assert.Equal(t, time.Duration(1), c.Between(friday, friday.Add(1)), "nanoseconds are kept")
}

func TestIntervalsAreHalfOpen(t *testing.T) {
	c := office(t)
	assert.True(t, c.IsOpen(cst(t, "2026-11-16 09:00")), "the opening instant is open")
	assert.False(t, c.IsOpen(cst(t, "2026-11-16 17:00")), "the closing instant is closed")
	assert.True(t, c.IsOpen(cst(t, "2026-11-16 17:00").Add(-1)))
	assert.False(t, c.IsOpen(cst(t, "2026-11-16 09:00").Add(-1)))
	assert.False(t, c.IsOpen(cst(t, "2026-11-21 12:00")), "Saturday")
}

func TestTouchingIntervalsMerge(t *testing.T) {
	c := office(t, func(s *sla.CalendarSpec) {
		s.Week = map[string][]string{"mon": {"09:00-12:00", "12:00-15:00", "14:00-17:00"}, "tue": {"00:00-24:00"}, "wed": {"00:00-08:00"}}
	})
	assert.Equal(t, 8*time.Hour, c.Between(cst(t, "2026-11-16 00:00"), cst(t, "2026-11-17 00:00")), "overlap counts once")
	end, ok := c.NextClose(cst(t, "2026-11-16 09:00"))
	require.True(t, ok)
	same(t, cst(t, "2026-11-16 17:00"), end)
	end, _ = c.NextClose(cst(t, "2026-11-17 12:00"))
	same(t, cst(t, "2026-11-18 08:00"), end)
	end, _ = c.DayClose(date(t, "2026-11-17"))
	same(t, cst(t, "2026-11-18 00:00"), end)
}

func TestNextOpenAndNextClose(t *testing.T) {
	c := office(t)
	for _, tc := range []struct{ name, from, open, close string }{
		{"while open", "2026-11-16 10:00", "2026-11-16 10:00", "2026-11-16 17:00"},
		{"at closing", "2026-11-16 17:00", "2026-11-17 09:00", "2026-11-17 17:00"},
		{"on a weekend", "2026-11-21 10:00", "2026-11-23 09:00", "2026-11-23 17:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			open, ok := c.NextOpen(cst(t, tc.from))
			require.True(t, ok)
			same(t, cst(t, tc.open), open)
			end, ok := c.NextClose(cst(t, tc.from))
			require.True(t, ok)
			same(t, cst(t, tc.close), end)
		})
	}
}

func TestAlwaysOpen(t *testing.T) {
	c, err := sla.Always("24x7", shanghai)
	require.NoError(t, err)
	at := cst(t, "2026-11-21 03:00")
	assert.Equal(t, "24x7@1", c.Ref())
	assert.True(t, c.IsOpen(at))
	same(t, at.Add(72*time.Hour), c.Add(at, 72*time.Hour))
	same(t, at.Add(-time.Hour), c.Sub(at, time.Hour))
	assert.Equal(t, time.Hour, c.Between(at, at.Add(time.Hour)))
	assert.True(t, c.Workday(date(t, "2026-11-21")))
	open, ok := c.NextOpen(at)
	assert.True(t, ok)
	same(t, at, open)
	_, ok = c.NextClose(at)
	assert.False(t, ok, "it never closes")
	end, _ := c.DayClose(date(t, "2026-11-21"))
	same(t, cst(t, "2026-11-22 00:00"), end)
}

func TestInstantsOutsideTheCoveredYears(t *testing.T) {
	c := office(t)
	zero := time.Time{}
	late := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.False(t, c.IsOpen(zero))
	assert.False(t, c.IsOpen(late))
	assert.Positive(t, c.Between(zero, late))
	assert.Equal(t, c.Between(zero, late), -c.Between(late, zero))
	assert.Equal(t, 2200, c.Add(cst(t, "2026-11-16 09:00"), math.MaxInt64).UTC().Year(), "the edge, not a loop")
	assert.Equal(t, 1950, c.Add(cst(t, "2026-11-16 09:00"), math.MinInt64).UTC().Year())
	assert.Equal(t, 1950, c.Sub(cst(t, "2026-11-16 09:00"), math.MaxInt64).UTC().Year())
	assert.Equal(t, 2200, c.Sub(cst(t, "2026-11-16 09:00"), math.MinInt64).UTC().Year())
	_, ok := c.NextOpen(late)
	assert.False(t, ok)
	_, ok = c.NextClose(late)
	assert.False(t, ok)
	assert.Equal(t, 1950, c.Add(zero, time.Hour).Year())
	assert.Equal(t, sla.Date{Year: 1, Month: 1, Day: 1}, c.Date(zero))
	assert.False(t, c.Workday(sla.Date{Year: 9999, Month: 1, Day: 1}))
	assert.Equal(t, date(t, "2200-01-01"), c.AddWorkdays(date(t, "2026-11-16"), math.MaxInt32))
	assert.Equal(t, date(t, "1949-12-31"), c.AddWorkdays(date(t, "2026-11-16"), math.MinInt32))
	assert.Positive(t, c.WorkdaysBetween(sla.Date{Year: 1, Month: 1, Day: 1}, sla.Date{Year: 9999, Month: 1, Day: 1}))
}

func TestResultsKeepTheLocationOfTheirArgument(t *testing.T) {
	c := office(t)
	at := utc(t, "2026-11-16T01:00:00Z")
	assert.Equal(t, time.UTC, c.Add(at, time.Hour).Location())
	assert.Equal(t, time.UTC, c.Add(at, 100*time.Hour).Location())
}

func TestCalendarIsSafeForConcurrentUse(t *testing.T) {
	c := office(t)
	from := cst(t, "2026-11-16 09:00")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for year := range 40 {
				at := from.AddDate(year*(1-2*(i%2)), 0, 0)
				assert.Equal(t, time.Hour, c.Between(at, c.Add(at, time.Hour)))
			}
		})
	}
	wg.Wait()
}

// Two centuries of open time in one span are more than half of what an int64
// counts; compiling them must end all the same.
func TestAPlaceThatHardlyEverClosesIsCountedOverAllYears(t *testing.T) {
	for name, edit := range map[string]func(*sla.CalendarSpec){
		"never closed":      func(*sla.CalendarSpec) {},
		"closed once":       func(s *sla.CalendarSpec) { s.Holidays = []sla.Holiday{{Date: "2000-01-01"}} },
		"closed twice":      func(s *sla.CalendarSpec) { s.Holidays = []sla.Holiday{{Date: "1960-01-01"}, {Date: "2190-01-01"}} },
		"closed every year": func(s *sla.CalendarSpec) { s.Holidays = []sla.Holiday{{Date: "12-25"}} },
	} {
		t.Run(name, func(t *testing.T) {
			c := calendar(t, shanghai, sla.EveryDay("00:00-24:00"), edit)
			first, last := cst(t, "1951-01-01 09:00"), cst(t, "2199-06-01 09:00")
			assert.Equal(t, "2199-06-01", c.Date(last).String())
			assert.Equal(t, "1951-01-01", c.Date(first).String())
			assert.Equal(t, "2199-06-02", c.AddWorkdays(c.Date(last), 1).String())
			open := c.Between(first, last)
			same(t, last, c.Add(first, open))
			same(t, first, c.Sub(last, open))
		})
	}
}
