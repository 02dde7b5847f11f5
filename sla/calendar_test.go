package sla_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestOverridesAndHolidays(t *testing.T) {
	c := office(t, func(s *sla.CalendarSpec) {
		s.Holidays = []sla.Holiday{{Date: "2026-10-01", Through: "2026-10-07"}, {Date: "12-25"}}
		s.Dates = map[string]sla.DateRule{
			"2026-10-10": {Like: "mon"},
			"2026-10-05": {Hours: []string{"10:00-12:00"}},
			"2026-11-17": {Closed: true},
			"2026-11-18": {Cut: []string{"14:00-15:00"}},
			"2026-11-19": {Hours: []string{"09:00-12:00"}},
			"2026-11-20": {Cut: []string{"08:00-18:00"}},
			"2026-11-21": {Hours: []string{"10:00-16:00"}, Cut: []string{"12:00-13:00"}},
		}
	})
	for _, tc := range []struct {
		name, date string
		want       time.Duration
		workday    bool
	}{
		{"an ordinary day", "2026-11-16", 8 * time.Hour, true},
		{"a make-up Saturday has the hours of the weekday it is like", "2026-10-10", 8 * time.Hour, true},
		{"the first day of a run of holidays is closed", "2026-10-01", 0, false},
		{"the last day of a run of holidays is closed", "2026-10-07", 0, false},
		{"an override wins over a holiday", "2026-10-05", 2 * time.Hour, true},
		{"a yearly holiday is closed every year", "2028-12-25", 0, false},
		{"a single closed date", "2026-11-17", 0, false},
		{"a partial closure is cut from the hours", "2026-11-18", 7 * time.Hour, true},
		{"an override replaces the weekly hours", "2026-11-19", 3 * time.Hour, true},
		{"a date whose hours are all cut is no working day", "2026-11-20", 0, false},
		{"an extra day with a closure", "2026-11-21", 5 * time.Hour, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := date(t, tc.date)
			assert.Equal(t, tc.want, c.Between(c.StartOfDay(d), c.EndOfDay(d)))
			assert.Equal(t, tc.workday, c.Workday(d))
		})
	}
}

func TestNightShiftsMeetHolidays(t *testing.T) {
	build := func(cut bool) *sla.Calendar {
		return office(t, func(s *sla.CalendarSpec) {
			s.Week = sla.EveryDay("22:00-06:00")
			s.Holidays = []sla.Holiday{{Date: "2026-10-01"}}
			s.HolidayCut = cut
		})
	}
	open := func(c *sla.Calendar, from, to string) time.Duration {
		return c.Between(cst(t, from), cst(t, to))
	}
	t.Run("a shift belongs to the date it starts on", func(t *testing.T) {
		c := build(false)
		assert.Equal(t, 8*time.Hour, open(c, "2026-09-30 12:00", "2026-10-01 12:00"), "the shift of the eve runs through")
		assert.Zero(t, open(c, "2026-10-01 12:00", "2026-10-02 12:00"), "the whole shift of the holiday is gone")
		assert.False(t, c.Workday(date(t, "2026-10-01")))
		end, _ := c.DayClose(date(t, "2026-09-30"))
		same(t, cst(t, "2026-10-01 06:00"), end)
	})
	t.Run("with HolidayCut the holiday closes its own 24 hours", func(t *testing.T) {
		c := build(true)
		assert.Equal(t, 2*time.Hour, open(c, "2026-09-30 12:00", "2026-10-01 12:00"))
		assert.Equal(t, 6*time.Hour, open(c, "2026-10-01 12:00", "2026-10-02 12:00"))
		assert.False(t, c.Workday(date(t, "2026-10-01")), "half a shift makes no working day")
		end, _ := c.DayClose(date(t, "2026-09-30"))
		same(t, cst(t, "2026-10-01 00:00"), end)
	})
}

func TestAPartialClosureCutsTheNightShiftOfTheDayBefore(t *testing.T) {
	c := office(t, func(s *sla.CalendarSpec) {
		s.Week = sla.EveryDay("22:00-06:00")
		s.Dates = map[string]sla.DateRule{"2026-10-01": {Cut: []string{"02:00-04:00"}}}
	})
	assert.Equal(t, 6*time.Hour, c.Between(cst(t, "2026-09-30 12:00"), cst(t, "2026-10-01 12:00")))
}

func TestIntersection(t *testing.T) {
	a := office(t)
	b := calendar(t, shanghai, map[string][]string{"mon": {"12:00-20:00"}, "wed": {"00:00-24:00"}, "sun": {"09:00-17:00"}},
		func(s *sla.CalendarSpec) { s.KnownThrough = "2026-12-31" })
	c, err := sla.Intersect("both", "7", a, b)
	require.NoError(t, err)
	assert.Equal(t, "both@7", c.Ref())
	assert.Equal(t, date(t, "2026-12-31"), c.KnownThrough())
	assert.Equal(t, 13*time.Hour, c.Between(cst(t, "2026-11-16 00:00"), cst(t, "2026-11-23 00:00")))
	open, _ := c.DayOpen(date(t, "2026-11-16"))
	same(t, cst(t, "2026-11-16 12:00"), open)
	assert.False(t, c.Workday(date(t, "2026-11-17")), "closed in the other")
	assert.False(t, c.Workday(date(t, "2026-11-22")), "closed in this one")

	again, err := sla.NewCalendar(c.Spec())
	require.NoError(t, err, "an intersection has a JSON form like any other")
	assert.Equal(t, 13*time.Hour, again.Between(cst(t, "2026-11-16 00:00"), cst(t, "2026-11-23 00:00")))

	_, err = sla.Intersect("never", "1", a, calendar(t, shanghai, map[string][]string{"sun": {"09:00-17:00"}}))
	require.Error(t, err, "never open together")
	_, err = sla.Intersect("nil", "1", a, nil)
	require.Error(t, err)
}

func TestEveryFaultOfACalendarIsReportedAtOnce(t *testing.T) {
	_, err := sla.NewCalendar(sla.CalendarSpec{
		ID: "a@b", Zone: "Local",
		Week:     map[string][]string{"monday": nil, "tue": {"9-17", "09:00-09:00"}, "wed": {"24:00-06:00", "09:00-24:01"}},
		Holidays: []sla.Holiday{{Date: "2026-13-01"}, {Date: "2026-05-03", Through: "2026-05-01"}, {Date: "05-01", Through: "2026-05-03"}},
		Dates: map[string]sla.DateRule{
			"10-10":      {Like: "mon"},
			"2026-01-01": {},
			"2026-01-02": {Closed: true, Like: "tue"},
			"2026-01-03": {Like: "someday"},
			"2026-01-04": {Hours: []string{"x"}},
		},
		KnownThrough: "2026",
		Within:       []sla.CalendarSpec{{ID: "inner", Version: "1", Zone: "Mars/Olympus"}},
	})
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	var fields []string
	for _, f := range inv.Faults {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{
		"id", "version", "zone",
		"week.monday", "week.tue[0]", "week.tue[1]", "week.wed[0]", "week.wed[1]",
		"holidays[0].date", "holidays[1].through", "holidays[2].through",
		"dates.10-10", "dates.2026-01-01", "dates.2026-01-02", "dates.2026-01-03.like", "dates.2026-01-04.hours[0]",
		"known_through.date",
		"within[0].zone", "within[0].week",
	}, fields)
	assert.Contains(t, err.Error(), `week.tue[0]: must be like "09:00-17:30", not empty, got "9-17"`)
}

func TestACalendarWithNoOpenTimeIsAFault(t *testing.T) {
	for name, spec := range map[string]sla.CalendarSpec{
		"no week":       {},
		"empty days":    {Week: map[string][]string{"mon": {}}},
		"holidays only": {Week: sla.EveryDay("09:00-17:00"), Holidays: []sla.Holiday{{Date: "01-01", Through: "12-31"}}},
	} {
		t.Run(name, func(t *testing.T) {
			spec.ID, spec.Version, spec.Zone = "x", "1", "UTC"
			_, err := sla.NewCalendar(spec)
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
			assert.Equal(t, "week", inv.Faults[0].Field)
		})
	}
}

func TestSpecJSONIsStrictAndRoundTrips(t *testing.T) {
	c := office(t, func(s *sla.CalendarSpec) {
		s.Holidays = []sla.Holiday{{Date: "12-25", Name: "Christmas"}}
		s.Dates = map[string]sla.DateRule{"2026-10-10": {Like: "mon"}}
	})
	data, err := json.Marshal(c.Spec())
	require.NoError(t, err)
	back, err := sla.ParseCalendarSpec(data)
	require.NoError(t, err)
	assert.Equal(t, c.Spec(), back)

	for name, text := range map[string]string{
		"unknown field":    `{"id":"x","hours":{}}`,
		"trailing value":   `{"id":"x"} {}`,
		"not an object":    `[]`,
		"unknown in dates": `{"dates":{"2026-01-01":{"lik":"mon"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sla.ParseCalendarSpec([]byte(text))
			var inv *sla.InvalidError
			assert.ErrorAs(t, err, &inv)
		})
	}
}

func TestACalendarCannotBeChangedThroughItsSpec(t *testing.T) {
	spec := sla.CalendarSpec{
		ID: "x", Version: "1", Zone: "UTC", Week: sla.Weekdays("09:00-17:00"),
		Dates: map[string]sla.DateRule{"2026-01-01": {Hours: []string{"10:00-12:00"}}},
	}
	c, err := sla.NewCalendar(spec)
	require.NoError(t, err)
	want := c.Spec()
	spec.Week["mon"][0] = "00:00-24:00"
	got := c.Spec()
	got.Dates["2026-01-01"].Hours[0] = "00:00-24:00"
	assert.Equal(t, want, c.Spec())
}

func FuzzParseCalendarSpec(f *testing.F) {
	f.Add([]byte(`{"id":"x","version":"1","zone":"UTC","week":{"mon":["09:00-17:00"]},"holidays":[{"date":"12-25"}],"dates":{"2026-01-01":{"cut":["10:00-11:00"]}}}`))
	f.Add([]byte(`{"id":"x","version":"1","zone":"America/Havana","week":{"sun":["22:00-06:00"]},"holiday_cut":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := sla.ParseCalendarSpec(data)
		if err != nil {
			return
		}
		c, err := sla.NewCalendar(spec)
		if err != nil {
			return
		}
		at := utc(t, "2026-11-16T09:00:00Z")
		if got := c.Between(at, c.Add(at, time.Hour)); got != time.Hour {
			t.Fatalf("Between(t, Add(t, 1h)) = %v", got)
		}
	})
}
