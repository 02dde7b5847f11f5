package sla_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// faultsOf requires an *InvalidError and returns its fields.
func faultsOf(t testing.TB, err error) (fields []string) {
	t.Helper()
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	for _, f := range inv.Faults {
		fields = append(fields, f.Field)
		require.NotEmpty(t, f.Rule)
	}
	return fields
}

// What somebody writes by mistake is a typed error that names the place.
func TestCalendarFaults(t *testing.T) {
	for _, tc := range []struct {
		name  string
		spec  sla.CalendarSpec
		field string
	}{
		{"an unknown zone", sla.CalendarSpec{Zone: "Mars/Olympus", Week: sla.Weekdays("09:00-17:00")}, "zone"},
		{"the zone of the machine", sla.CalendarSpec{Zone: "Local", Week: sla.Weekdays("09:00-17:00")}, "zone"},
		{"no zone", sla.CalendarSpec{Week: sla.Weekdays("09:00-17:00")}, "zone"},
		{"an empty calendar", sla.CalendarSpec{Zone: "UTC"}, "week"},
		{"an hour 25", sla.CalendarSpec{Zone: "UTC", Week: map[string][]string{"mon": {"09:00-25:00"}}}, "week.mon[0]"},
		{"an interval that is 25 hours long", sla.CalendarSpec{Zone: "UTC", Week: map[string][]string{"mon": {"25:00"}}}, "week.mon[0]"},
		{"hours and closed for one date", sla.CalendarSpec{Zone: "UTC", Week: sla.EveryDay("09:00-17:00"), Dates: map[string]sla.DateRule{"2026-10-10": {Hours: []string{"10:00-12:00"}, Closed: true}}}, "dates.2026-10-10"},
		{"a run of holidays of two years", sla.CalendarSpec{Zone: "UTC", Week: sla.EveryDay("09:00-17:00"), Holidays: []sla.Holiday{{Date: "2026-01-01", Through: "2028-01-01"}}}, "holidays[0].through"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.spec.ID, tc.spec.Version = "x", "1"
			_, err := sla.NewCalendar(tc.spec)
			assert.Equal(t, tc.field, faultsOf(t, err)[0])
		})
	}
}

func TestOverlappingOverrides(t *testing.T) {
	t.Run("two overrides of one date are refused", func(t *testing.T) {
		_, err := sla.ParseCalendarSpec([]byte(`{"dates": {"2026-10-10": {"like": "mon"}, "2026-10-11": {}, "2026-10-10": {"closed": true}}}`))
		assert.Equal(t, []string{"calendar.dates.2026-10-10"}, faultsOf(t, err))
		_, err = sla.ParseCalendarSpec([]byte(`{"id": "x", "within": [{"id": "y", "id": "z"}]}`))
		assert.Equal(t, []string{"calendar.within.id"}, faultsOf(t, err))
		_, err = sla.ParseTarget([]byte(`{"name": "a", "start": [{"event": "x"}, {"event": "y"}], "name": "b"}`))
		assert.Equal(t, []string{"target.name"}, faultsOf(t, err))
		_, err = sla.ParseCalendarSpec([]byte(`{"id": "same", "version": "same", "zone": "id", "week": {"mon": ["id", "id"]}}`))
		require.NoError(t, err, "the same text in two places is no name given twice")
	})
	t.Run("overlapping hours and cuts of one date are joined", func(t *testing.T) {
		c := office(t, func(s *sla.CalendarSpec) {
			s.Dates = map[string]sla.DateRule{"2026-11-21": {
				Hours: []string{"10:00-14:00", "12:00-16:00", "11:00-13:00"}, Cut: []string{"12:30-13:30", "12:00-13:00"},
			}}
		})
		d := date(t, "2026-11-21")
		assert.Equal(t, 4*time.Hour+30*time.Minute, c.Between(c.StartOfDay(d), c.EndOfDay(d)))
	})
}

func TestHolidaysUnsortedOrDoubled(t *testing.T) {
	want := office(t, func(s *sla.CalendarSpec) {
		s.Holidays = []sla.Holiday{{Date: "12-25"}, {Date: "2026-10-01", Through: "2026-10-07"}}
	})
	got := office(t, func(s *sla.CalendarSpec) {
		s.Holidays = []sla.Holiday{
			{Date: "2026-10-07"},
			{Date: "2026-10-03", Through: "2026-10-06"},
			{Date: "12-25"},
			{Date: "2026-10-01", Through: "2026-10-02"},
			{Date: "2026-10-02", Through: "2026-10-04"},
			{Date: "12-25"},
			{Date: "2026-10-07"},
			{Date: "2026-10-03"},
		}
	})
	for d := date(t, "2026-09-20"); d.Before(date(t, "2027-01-10")); d = d.AddDays(1) {
		require.Equal(t, want.Workday(d), got.Workday(d), d.String())
	}
	assert.False(t, got.Workday(date(t, "2026-10-05")))
}

// quick is far more than anything here takes and far less than a loop would.
const quick = 20 * time.Second

// million is a million, and less where every step is watched.
func million() int {
	if testing.Short() {
		return 20_000
	}
	return 1_000_000
}

func TestAMillionHolidays(t *testing.T) {
	var list []sla.Holiday
	for i := range million() {
		from := sla.Date{Year: 2300 - i%400, Month: time.Month(12 - i%12), Day: 1 + i%28}
		list = append(list, sla.Holiday{Date: from.String(), Through: from.AddDays(i % 3).String()})
	}
	begin := time.Now()
	c := calendar(t, shanghai, sla.EveryDay("09:00-17:00"), func(s *sla.CalendarSpec) { s.Holidays = list })
	closed := map[string]bool{}
	for _, h := range list {
		closed[h.Date] = true
	}
	for d := date(t, "2026-01-01"); d.Year == 2026; d = d.AddDays(1) {
		if closed[d.String()] {
			require.False(t, c.Workday(d), d.String())
		}
	}
	from := cst(t, "2026-11-16 09:00")
	assert.Equal(t, 100*time.Hour, c.Between(from, c.Add(from, 100*time.Hour)))
	assert.Less(t, time.Since(begin), quick)

	begin = time.Now()
	for i := range list {
		list[i] = sla.Holiday{Date: "2026-01-02", Through: "2026-12-31"}
		if i%2 == 0 {
			list[i] = sla.Holiday{Date: "01-02", Through: "11-30"}
		}
	}
	long := calendar(t, shanghai, sla.EveryDay("09:00-17:00"), func(s *sla.CalendarSpec) { s.Holidays = list })
	assert.Equal(t, 1, long.WorkdaysBetween(date(t, "2025-12-31"), date(t, "2026-12-31")))
	assert.Less(t, time.Since(begin), quick, "runs of a year, a million times")
}

func TestAMillionFaultsAreReported(t *testing.T) {
	begin := time.Now()
	_, err := sla.NewCalendar(sla.CalendarSpec{ID: "x", Version: "1", Zone: "UTC", Week: sla.EveryDay("09:00-17:00"), Holidays: make([]sla.Holiday, million())})
	assert.Len(t, faultsOf(t, err), million())
	assert.Less(t, time.Since(begin), quick)
}

// A thousand years are a typed error where an amount is written, and the edge
// of what a calendar covers where an instant is asked for.
func TestAThousandYears(t *testing.T) {
	for _, text := range []string{"365250d", "12000mo", "52178w", "250000wd", "8766000h", "2191500bh", "-365250d", "-12000mo"} {
		t.Run(text, func(t *testing.T) {
			_, err := sla.ParseTerm(text)
			faultsOf(t, err)
		})
	}
	c := office(t)
	now := cst(t, "2026-11-16 09:00")
	begin := time.Now()
	for _, years := range []int{-1000, 1000} {
		there := now.AddDate(years, 0, 0)
		assert.False(t, c.Covers(there))
		for _, text := range []string{"1d", "1wd", "1bh", "1h", "1mo"} {
			term, err := sla.ParseTerm(text)
			require.NoError(t, err)
			_, err = term.Due(c, there)
			assert.Equal(t, []string{"from"}, faultsOf(t, err), "%s from %v", text, there)
		}
		w := watching(t, resolveTarget("1wd"))
		_, err := w.policy.Apply(nil, sla.Event{Kind: "opened", At: there}, nil)
		assert.Equal(t, []string{"event.at"}, faultsOf(t, err))
		assert.Equal(t, c.Between(now, there), -c.Between(there, now))
		assert.Equal(t, c.WorkdaysBetween(c.Date(now), c.Date(there)) > 0, years > 0)
	}
	for _, d := range []time.Duration{math.MaxInt64, math.MinInt64} {
		assert.False(t, c.Covers(c.Add(now, d)) && c.Between(now, c.Add(now, d)) != d, "an instant that is covered is right")
	}
	assert.True(t, c.Covers(now))
	assert.Less(t, time.Since(begin), quick)
}

func TestADueBeyondTheCoveredYearsIsAnError(t *testing.T) {
	from := cst(t, "2199-06-01 09:00")
	for _, text := range []string{"100wd", "1000wd", "365d", "12mo", "9000h", "3000bh"} {
		term, err := sla.ParseTerm(text)
		require.NoError(t, err)
		d, err := term.Due(office(t), from)
		if text == "100wd" {
			require.NoError(t, err)
			assert.Equal(t, 100, office(t).WorkdaysBetween(office(t).Date(from), d.Date))
			continue
		}
		assert.Equal(t, []string{"due"}, faultsOf(t, err), text)
		assert.Equal(t, sla.Deadline{}, d, fmt.Sprint(d))
	}
}

func TestANegativeSpanIsRefused(t *testing.T) {
	for _, text := range []string{"-3d", "-8bh", "-1mo", "-0h"} {
		_, err := sla.ParseSpan(text)
		require.ErrorContains(t, err, "must not be negative")
		_, err = sla.ParseTerm(text + " start=open")
		require.ErrorContains(t, err, "must not be negative")
	}
	_, err := sla.Term{Span: sla.Workdays(-3)}.Due(office(t), cst(t, "2026-11-16 09:00"))
	assert.Equal(t, []string{"span"}, faultsOf(t, err))
	o, err := sla.ParseOffset("-3d")
	require.NoError(t, err, "a side of the due is what an offset has")
	assert.True(t, o.IsBefore())
}
