package cn_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/sla/cn"
)

func date(t testing.TB, s string) sla.Date {
	t.Helper()
	d, err := sla.ParseDate(s)
	require.NoError(t, err)
	return d
}

func office(t testing.TB) *sla.Calendar {
	t.Helper()
	c, err := cn.Calendar("office", "2026", sla.Weekdays("09:00-12:00", "13:00-18:00"))
	require.NoError(t, err)
	return c
}

func TestWorkingDaysOf2026(t *testing.T) {
	table, err := cn.Embedded()
	require.NoError(t, err)
	for _, tc := range []struct {
		name, date string
		workday    bool
	}{
		{"an ordinary Monday", "2026-11-16", true},
		{"an ordinary Saturday", "2026-11-21", false},
		{"National Day", "2026-10-01", false},
		{"a make-up Saturday", "2026-10-10", true},
		{"a make-up Sunday", "2026-09-20", true},
		{"Spring Festival on a Sunday", "2026-02-15", false},
		{"the Saturday before Spring Festival is worked", "2026-02-14", true},
		{"a year nobody announced goes by the weekday", "2031-10-01", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.workday, table.Workday(date(t, tc.date)))
			assert.Equal(t, tc.workday, office(t).Workday(date(t, tc.date)))
		})
	}
	assert.True(t, table.Holiday(date(t, "2026-10-01")))
	assert.False(t, table.Holiday(date(t, "2026-11-21")), "a weekend is no holiday")
	assert.False(t, table.Holiday(date(t, "2026-10-10")))
}

func TestWorkingDaysPerYear(t *testing.T) {
	table, err := cn.Embedded()
	require.NoError(t, err)
	c := office(t)
	assert.Equal(t, "2007-01-01", table.KnownFrom().String())
	assert.Equal(t, "2026-12-31", table.KnownThrough().String())
	assert.Equal(t, table.KnownThrough(), c.KnownThrough())
	for year := 2007; year <= 2026; year++ {
		n := c.WorkdaysBetween(sla.Date{Year: year - 1, Month: 12, Day: 31}, sla.Date{Year: year, Month: 12, Day: 31})
		assert.True(t, n >= 248 && n <= 251, "%d has %d working days", year, n)
	}
	for d := table.KnownFrom(); !d.After(table.KnownThrough()); d = d.AddDays(1) {
		require.Equal(t, table.Workday(d), c.Workday(d), "%s", d)
	}
}

func TestEveryMakeUpDayIsAWeekend(t *testing.T) {
	spec, err := cn.Spec("office", "1", sla.Weekdays("09:00-18:00"))
	require.NoError(t, err)
	require.Greater(t, len(spec.Dates), 100, "make-up days of twenty years")
	for text, rule := range spec.Dates {
		assert.NotEmpty(t, rule.Like, text)
		assert.Contains(t, []time.Weekday{time.Saturday, time.Sunday}, date(t, text).Weekday(), text)
	}
	_, err = cn.Load(strings.NewReader(`{"2026": {"holidays": ["2026-01-01"], "workdays": ["2026-01-05"]}}`))
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv, "a newer table must not make up on a Monday")
	assert.Equal(t, "2026.workdays[0]", inv.Faults[0].Field)
}

// The golden vectors were computed from an independent table; the start day is
// excluded and calendar deadlines roll over rest days.
func TestGoldenDeadlines(t *testing.T) {
	c := office(t)
	for _, tc := range []struct{ start, term, want string }{
		{"2026-09-22", "15d", "2026-10-08"},
		{"2026-09-24", "15d", "2026-10-09"},
		{"2026-01-31", "15d", "2026-02-24"},
		{"2026-04-15", "60d", "2026-06-15"},
		{"2026-09-22", "60d", "2026-11-23"},
		{"2026-09-24", "2wd", "2026-09-29"},
		{"2026-09-28", "7wd", "2026-10-13"},
		{"2026-09-22", "15wd", "2026-10-20"},
		{"2026-02-13", "1wd", "2026-02-14"},
		{"2026-02-13", "5wd", "2026-02-27"},
		{"2026-04-30", "10wd", "2026-05-18"},
		{"2026-04-30", "20wd", "2026-06-01"},
	} {
		t.Run(tc.start+" "+tc.term, func(t *testing.T) {
			term, err := sla.ParseTerm(tc.term)
			require.NoError(t, err)
			from := c.StartOfDay(date(t, tc.start)).Add(10 * time.Hour)
			due, err := term.Due(c, from)
			require.NoError(t, err)
			assert.Equal(t, tc.want, due.Date.String())
			assert.False(t, due.Provisional)
			if strings.HasSuffix(tc.term, "wd") {
				assert.Equal(t, c.StartOfDay(due.Date).Add(18*time.Hour), due.At, "close of business")
			} else {
				assert.Equal(t, c.EndOfDay(due.Date), due.At, "24:00")
			}
		})
	}
}

// A naive Monday-to-Friday count is wrong in 429 of these 2004 pairs, by up to
// eight days.
func TestNaiveCountingIsWrongInAFifthOfAllCases(t *testing.T) {
	c := office(t)
	naive, err := sla.NewCalendar(sla.CalendarSpec{ID: "naive", Version: "1", Zone: cn.Zone, Week: sla.Weekdays("09:00-18:00")})
	require.NoError(t, err)
	wrong, total, worst := 0, 0, 0
	for d := date(t, "2026-01-01"); !d.After(date(t, "2026-11-30")); d = d.AddDays(1) {
		for _, n := range []int{1, 2, 3, 5, 7, 15} {
			a, b := c.AddWorkdays(d, n), naive.AddWorkdays(d, n)
			total++
			if a != b {
				wrong++
			}
			off := int(c.StartOfDay(a).Sub(c.StartOfDay(b)).Hours() / 24)
			worst = max(worst, off, -off)
		}
	}
	assert.Equal(t, []int{429, 2004, 8}, []int{wrong, total, worst})
}

func TestAYearBeyondTheTableIsProvisional(t *testing.T) {
	c := office(t)
	term := sla.Term{Span: sla.Workdays(15)}
	due, err := term.Due(c, c.StartOfDay(date(t, "2026-12-20")))
	require.NoError(t, err, "intake is never refused")
	assert.True(t, due.Provisional)
	assert.Equal(t, "2027-01-08", due.Date.String(), "computed with the weekly pattern")
	var provisional *sla.ProvisionalError
	require.ErrorAs(t, due.Strict(), &provisional)
	assert.Equal(t, "2026-12-31", provisional.KnownThrough.String())

	newer, err := cn.Load(strings.NewReader(`{"2026": {"holidays": ["2026-12-25"]}, "2027": {"holidays": ["2027-01-01", "2027-01-04"]}}`))
	require.NoError(t, err)
	later, err := sla.NewCalendar(newer.Spec("office", "2027", sla.Weekdays("09:00-18:00")))
	require.NoError(t, err)
	due, err = term.Due(later, c.StartOfDay(date(t, "2026-12-20")))
	require.NoError(t, err)
	assert.False(t, due.Provisional)
	require.NoError(t, due.Strict())
	assert.Equal(t, "2027-01-13", due.Date.String())
}

func TestMakeUpDaysHaveTheHoursOfAnOpenWeekday(t *testing.T) {
	c, err := cn.Calendar("museum", "1", map[string][]string{"tue": {"10:00-16:00"}, "wed": {"10:00-16:00"}})
	require.NoError(t, err)
	open, ok := c.DayOpen(date(t, "2026-10-10"))
	require.True(t, ok)
	assert.Equal(t, 10, open.Hour())
}

func TestLoadReportsEveryFault(t *testing.T) {
	_, err := cn.Load(strings.NewReader(`{
		"26": {"holidays": ["2026-01-01"]},
		"2020": {"holidays": ["2020-01-01", "2020-01-01", "2021-01-01", "x"], "workdays": ["2020-01-06"]},
		"2021": {"workdays": ["2021-01-09"]},
		"2022": {"holidays": ["2022-01-01"]}
	}`))
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	var fields []string
	for _, f := range inv.Faults {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{
		"2020.holidays[1]", "2020.holidays[2]", "2020.holidays[3]", "2020.workdays[0]",
		"2021.holidays", "2022", "26",
	}, fields)
	for name, text := range map[string]string{"not JSON": `{`, "no year": `{}`, "unknown field": `{"2026":{"off":[]}}`} {
		t.Run(name, func(t *testing.T) {
			_, err := cn.Load(strings.NewReader(text))
			require.ErrorAs(t, err, &inv)
		})
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(`{"2026": {"holidays": ["2026-01-01"], "workdays": ["2026-01-04"]}}`)
	f.Add(`{"2027": {}}`)
	f.Fuzz(func(t *testing.T, text string) {
		table, err := cn.Load(strings.NewReader(text))
		if err != nil {
			return
		}
		if _, err := sla.NewCalendar(table.Spec("x", "1", sla.Weekdays("09:00-17:00"))); err != nil {
			t.Fatalf("a table that loads must make a calendar: %v", err)
		}
	})
}
