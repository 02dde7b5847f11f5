package sla_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// shanghai is the zone of most tests.
const shanghai = "Asia/Shanghai"

// office is Monday to Friday, 09:00-17:00.
func office(t testing.TB, edit ...func(*sla.CalendarSpec)) *sla.Calendar {
	t.Helper()
	return calendar(t, shanghai, sla.Weekdays("09:00-17:00"), edit...)
}

func calendar(t testing.TB, zone string, week map[string][]string, edit ...func(*sla.CalendarSpec)) *sla.Calendar {
	t.Helper()
	spec := sla.CalendarSpec{ID: "test", Version: "1", Zone: zone, Week: week}
	for _, e := range edit {
		e(&spec)
	}
	c, err := sla.NewCalendar(spec)
	require.NoError(t, err)
	return c
}

// local reads "2026-09-22 15:04" or "2026-09-22 15:04:05" in the zone.
func local(t testing.TB, zone, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	require.NoError(t, err)
	layout := "2006-01-02 15:04:05.999999999"
	if len(s) == len("2006-01-02 15:04") {
		layout = "2006-01-02 15:04"
	}
	at, err := time.ParseInLocation(layout, s, loc)
	require.NoError(t, err)
	return at
}

// cst reads a clock time in China.
func cst(t testing.TB, s string) time.Time {
	t.Helper()
	return local(t, shanghai, s)
}

// utc reads an RFC 3339 instant.
func utc(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	require.NoError(t, err)
	return at.UTC()
}

func date(t testing.TB, s string) sla.Date {
	t.Helper()
	d, err := sla.ParseDate(s)
	require.NoError(t, err)
	return d
}

// same requires two instants to be equal and shows them alike when not.
func same(t testing.TB, want, got time.Time) {
	t.Helper()
	require.Equal(t, want.UTC().Format(time.RFC3339Nano), got.UTC().Format(time.RFC3339Nano))
}

// cstRapid is an instant so many seconds after the start of 2026 in China.
func cstRapid(seconds int64) time.Time {
	return time.Date(2026, time.January, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*3600)).Add(time.Duration(seconds) * time.Second)
}

// dueOf counts a term written with %d for its amount.
func dueOf(t require.TestingT, c *sla.Calendar, form string, n int, from time.Time) sla.Deadline {
	term, err := sla.ParseTerm(fmt.Sprintf(form, n))
	require.NoError(t, err)
	d, err := term.Due(c, from)
	require.NoError(t, err)
	return d
}
