package sla_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestAddWorkdays(t *testing.T) {
	c := holidayOffice(t)
	for _, tc := range []struct {
		name, from string
		n          int
		want       string
	}{
		{"the start date is day 0", "2026-11-16", 1, "2026-11-17"},
		{"nothing added stays, even on a rest day", "2026-11-21", 0, "2026-11-21"},
		{"a weekend is skipped", "2026-11-20", 1, "2026-11-23"},
		{"the first working day after a Saturday is the Monday", "2026-11-21", 1, "2026-11-23"},
		{"and after a Sunday as well", "2026-11-22", 1, "2026-11-23"},
		{"the second after a Saturday is the Tuesday", "2026-11-21", 2, "2026-11-24"},
		{"a holiday week is skipped", "2026-09-30", 1, "2026-10-08"},
		{"a make-up Saturday counts", "2026-10-09", 1, "2026-10-10"},
		{"the Sunday after it does not", "2026-10-10", 1, "2026-10-12"},
		{"the working day before a rest day is one back", "2026-11-22", -1, "2026-11-20"},
		{"back over a weekend", "2026-11-23", -1, "2026-11-20"},
		{"back over a holiday week", "2026-10-08", -1, "2026-09-30"},
		{"back from within a holiday", "2026-10-04", -2, "2026-09-29"},
		{"a year of working days", "2026-11-16", 260, "2027-11-15"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := c.AddWorkdays(date(t, tc.from), tc.n)
			assert.Equal(t, tc.want, got.String())
			if tc.n != 0 {
				assert.Equal(t, tc.n, c.WorkdaysBetween(date(t, tc.from), got))
			}
		})
	}
}

func TestWorkdaysBetween(t *testing.T) {
	c := holidayOffice(t)
	for _, tc := range []struct {
		name, from, to string
		want           int
	}{
		{"the same date", "2026-11-16", "2026-11-16", 0},
		{"the end counts, the start does not", "2026-11-16", "2026-11-17", 1},
		{"a weekend counts nothing", "2026-11-20", "2026-11-22", 0},
		{"from a rest day to a working day", "2026-11-21", "2026-11-23", 1},
		{"over a holiday week and a make-up Saturday", "2026-09-30", "2026-10-12", 4},
		{"reversed is negative", "2026-11-17", "2026-11-16", -1},
		{"back to the working day before a rest day", "2026-11-21", "2026-11-20", -1},
		{"back from a Monday to the Saturday", "2026-11-23", "2026-11-21", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, c.WorkdaysBetween(date(t, tc.from), date(t, tc.to)))
		})
	}
}

func TestADateCountsWhenAnyIntervalStartsOnIt(t *testing.T) {
	c := calendar(t, shanghai, map[string][]string{"mon": {"22:00-06:00"}, "wed": {"09:00-09:01"}})
	for d, want := range map[string]bool{
		"2026-11-16": true,  // a night shift starts
		"2026-11-17": false, // it only ends
		"2026-11-18": true,  // a minute is enough
		"2026-11-19": false,
	} {
		assert.Equal(t, want, c.Workday(date(t, d)), d)
		_, opens := c.DayOpen(date(t, d))
		assert.Equal(t, want, opens)
		_, closes := c.DayClose(date(t, d))
		assert.Equal(t, want, closes)
	}
}

func TestBusinessHoursOfADate(t *testing.T) {
	c := office(t, func(s *sla.CalendarSpec) {
		s.Week = map[string][]string{
			"mon": {"13:00-18:00", "09:00-12:00"}, // out of order on purpose
			"tue": {"08:00-24:00"},
			"wed": {"00:00-02:00", "20:00-04:00"},
		}
	})
	for _, tc := range []struct{ name, date, open, close string }{
		{"from the first opening to the last close, lunch or not", "2026-11-16", "11-16 09:00", "11-16 18:00"},
		{"a date open to midnight closes at 24:00, though the next one opens at once", "2026-11-17", "11-17 08:00", "11-18 00:00"},
		{"a night shift closes on the next date", "2026-11-18", "11-18 00:00", "11-19 04:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			open, ok := c.DayOpen(date(t, tc.date))
			require.True(t, ok)
			assert.Equal(t, tc.open, show(open))
			end, ok := c.DayClose(date(t, tc.date))
			require.True(t, ok)
			assert.Equal(t, tc.close, show(end))
		})
	}
}

func TestDatesAreReadInTheCalendarsZone(t *testing.T) {
	at := utc(t, "2026-11-16T20:00:00Z")
	assert.Equal(t, "2026-11-17", office(t).Date(at).String(), "already tomorrow in China")
	newYork := calendar(t, "America/New_York", sla.Weekdays("09:00-17:00"))
	assert.Equal(t, "2026-11-16", newYork.Date(at).String())
	same(t, utc(t, "2026-11-16T05:00:00Z"), newYork.StartOfDay(date(t, "2026-11-16")))
	same(t, utc(t, "2026-11-17T05:00:00Z"), newYork.EndOfDay(date(t, "2026-11-16")))
	assert.Equal(t, "America/New_York", newYork.Zone().String())
	assert.Equal(t, "test@1 (America/New_York)", newYork.String())
}

func TestKnownDates(t *testing.T) {
	c := holidayOffice(t)
	assert.True(t, c.Knows(date(t, "2026-12-31")))
	assert.False(t, c.Knows(date(t, "2027-01-01")))
	assert.True(t, office(t).Knows(date(t, "2199-01-01")), "a calendar without a last date knows all")
	assert.True(t, office(t).KnownThrough().IsZero())
}
