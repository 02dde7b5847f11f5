package sla_test

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// oddZones have done everything clocks can do since 2000: gaps and repeats at
// midnight, at one minute past it, by half an hour, by a whole day, by law at
// a few weeks' notice.
var oddZones = []string{
	"America/Santiago", "America/Havana", "America/Sao_Paulo", "America/St_Johns", "America/New_York", "America/Caracas",
	"America/Asuncion", "America/Scoresbysund", "Africa/Cairo", "Africa/Casablanca", "Africa/Juba", "Antarctica/Troll",
	"Antarctica/Casey", "Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Gaza", "Asia/Tehran", "Asia/Pyongyang",
	"Asia/Kathmandu", "Atlantic/Azores", "Australia/Lord_Howe", "Europe/London", "Europe/Dublin", "Europe/Moscow",
	"Europe/Istanbul", "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Tongatapu",
}

// allZones lists every zone Go ships, or the odd ones where its list is not
// to be had.
func allZones(t *testing.T) []string {
	root, _ := exec.Command("go", "env", "GOROOT").Output()
	r, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil || testing.Short() {
		t.Log("no list of zones here, using the odd ones")
		return oddZones
	}
	defer r.Close()
	var zones []string
	for _, f := range r.File {
		if name := f.Name; !strings.HasSuffix(name, "/") && name != "Factory" {
			zones = append(zones, name)
		}
	}
	require.Greater(t, len(zones), 300)
	return zones
}

// transitions lists the instants from 2000 to 2040 at which the zone's offset
// changes, with the offsets before and after.
type transition struct {
	at            time.Time
	before, after int
}

func transitions(loc *time.Location) []transition {
	var list []transition
	at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for at.UTC().Year() <= 2040 {
		_, end := at.In(loc).ZoneBounds()
		if end.IsZero() {
			break
		}
		_, before := end.Add(-time.Second).In(loc).Zone()
		_, after := end.In(loc).Zone()
		if before != after {
			list = append(list, transition{end, before, after})
		}
		if !end.After(at) {
			end = at.Add(time.Hour) // see TestClockChangesGoOnAfterALeapYear
		}
		at = end
	}
	return list
}

// first is the first instant whose local reading, given as if it were UTC, is
// reached, near one transition.
func (x transition) first(reading time.Time) time.Time {
	if early := reading.Add(-time.Duration(x.before) * time.Second); early.Before(x.at) {
		return early
	}
	late := reading.Add(-time.Duration(x.after) * time.Second)
	if late.Before(x.at) {
		return x.at
	}
	return late
}

// Every bound on the dates around every clock change of every zone lies where
// it should, open time is real time, and counting ends.
func TestEveryClockChangeOfEveryZone(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range allZones(t) {
		loc, err := time.LoadLocation(name)
		require.NoError(t, err)
		list := transitions(loc)
		var id strings.Builder
		for _, x := range list {
			id.WriteString(x.at.String())
		}
		if len(list) == 0 || seen[id.String()] {
			continue // no change, or a link to a zone that was checked
		}
		seen[id.String()] = true
		night := calendar(t, name, sla.EveryDay("00:00-00:30", "01:30-03:30", "23:30-24:00"))
		for i, x := range list {
			checkCountingEnds(t, night, x.at)
			if alone(list, i) {
				checkTransition(t, night, x)
			}
		}
	}
	t.Logf("%d zones with changes of their own", len(seen))
}

// alone reports whether no other change lies within four days.
func alone(list []transition, i int) bool {
	const near = 4 * 24 * time.Hour
	return (i == 0 || list[i].at.Sub(list[i-1].at) > near) && (i+1 == len(list) || list[i+1].at.Sub(list[i].at) > near)
}

func checkTransition(t *testing.T, c *sla.Calendar, x transition) {
	t.Helper()
	local := x.at.Add(time.Duration(min(x.before, x.after)) * time.Second).UTC()
	for days := -1; days <= 2; days++ {
		midnight := time.Date(local.Year(), local.Month(), local.Day()+days, 0, 0, 0, 0, time.UTC)
		d := sla.Date{Year: midnight.Year(), Month: midnight.Month(), Day: midnight.Day()}
		bound := func(minutes int) time.Time { return x.first(midnight.Add(time.Duration(minutes) * time.Minute)) }
		if got := c.StartOfDay(d); !got.Equal(bound(0)) {
			t.Fatalf("%s %s starts at %v, not %v", c.Zone(), d, got, bound(0))
		}
		want := bound(30).Sub(bound(0)) + bound(210).Sub(bound(90)) + bound(1440).Sub(bound(1410))
		if got := c.Between(c.StartOfDay(d), c.EndOfDay(d)); got != want {
			t.Fatalf("%s %s is open %v, not %v", c.Zone(), d, got, want)
		}
		for _, minutes := range []int{0, 30, 90, 210, 1410} {
			at := bound(minutes)
			if due := c.Add(at, 10*time.Hour); c.Between(at, due) != 10*time.Hour || due.Sub(at) > 6*24*time.Hour {
				t.Fatalf("%s: ten hours from %v end at %v", c.Zone(), at, due)
			}
		}
	}
}

// checkCountingEnds asks everything around a clock change, by the quarter of an
// hour: a walk that meets midnight twice, or never, would not come back.
func checkCountingEnds(t *testing.T, c *sla.Calendar, change time.Time) {
	t.Helper()
	const open = 3 * time.Hour
	for quarter := -8; quarter <= 8; quarter++ {
		at := change.Add(time.Duration(quarter) * 15 * time.Minute)
		due, begin := c.Add(at, open), c.Sub(at, open)
		if c.Between(at, due) != open || c.Between(begin, at) != open || due.Sub(begin) > 8*24*time.Hour {
			t.Fatalf("%s: three hours around %v are %v to %v", c.Zone(), at, begin, due)
		}
		opening, ok := c.NextOpen(at)
		closing, ok2 := c.NextClose(at)
		if !ok || !ok2 || opening.Before(at) || !closing.After(at) || closing.Sub(at) > 3*24*time.Hour {
			t.Fatalf("%s: after %v it opens %v and closes %v", c.Zone(), at, opening, closing)
		}
		d := c.Date(at)
		if n := c.WorkdaysBetween(d, c.AddWorkdays(d, 3)); n != 3 {
			t.Fatalf("%s: three working days from %s are %d", c.Zone(), d, n)
		}
	}
}

func TestClockChanges(t *testing.T) {
	for _, tc := range []struct {
		name, zone, hours, from, to string
		want                        time.Duration
	}{
		{"a skipped spring hour does not count", "America/New_York", "00:00-06:00", "2026-03-08T05:00:00Z", "2026-03-08T10:00:00Z", 5 * time.Hour},
		{"a repeated autumn hour counts", "America/New_York", "00:00-06:00", "2026-11-01T04:00:00Z", "2026-11-01T11:00:00Z", 7 * time.Hour},
		{"an opening inside the gap is the change itself", "America/New_York", "02:30-04:00", "2026-03-08T05:00:00Z", "2026-03-08T23:00:00Z", time.Hour},
		{"a closing inside the gap is the change itself", "America/New_York", "01:00-02:30", "2026-03-08T05:00:00Z", "2026-03-08T23:00:00Z", time.Hour},
		{"hours wholly inside the gap do not open", "America/New_York", "02:15-02:45", "2026-03-08T05:00:00Z", "2026-03-08T23:00:00Z", 0},
		{"an opening in the repeated hour is its first occurrence", "America/New_York", "01:30-03:00", "2026-11-01T04:00:00Z", "2026-11-01T11:00:00Z", 150 * time.Minute},
		{"a closing in the repeated hour is its first occurrence", "America/New_York", "00:00-01:30", "2026-11-01T04:00:00Z", "2026-11-01T11:00:00Z", 90 * time.Minute},
		{"a gap at midnight", "America/Santiago", "00:00-02:00", "2024-09-08T03:00:00Z", "2024-09-08T12:00:00Z", time.Hour},
		{"half an hour", "Australia/Lord_Howe", "00:00-06:00", "2026-04-04T13:00:00Z", "2026-04-04T20:00:00Z", 6*time.Hour + 30*time.Minute},
		{"a skipped day", "Pacific/Apia", "09:00-17:00", "2011-12-30T00:00:00Z", "2011-12-31T09:00:00Z", 11 * time.Hour},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := calendar(t, tc.zone, sla.EveryDay(tc.hours))
			assert.Equal(t, tc.want, c.Between(utc(t, tc.from), utc(t, tc.to)))
		})
	}
}

// ZoneBounds of Go 1.26 does not advance on 31 December 2040 in zones that go
// on changing their clocks by rule. The years after it must not suffer.
func TestClockChangesGoOnAfterALeapYear(t *testing.T) {
	c := calendar(t, "America/New_York", sla.EveryDay("00:00-06:00"))
	assert.Equal(t, 5*time.Hour, c.Between(utc(t, "2041-03-10T05:00:00Z"), utc(t, "2041-03-10T10:00:00Z")))
	assert.Equal(t, 7*time.Hour, c.Between(utc(t, "2049-11-07T04:00:00Z"), utc(t, "2049-11-07T11:00:00Z")))
	same(t, utc(t, "2041-07-01T04:00:00Z"), c.StartOfDay(date(t, "2041-07-01")))
}

func TestADateThatNeverWasIsNoWorkingDay(t *testing.T) {
	c := calendar(t, "Pacific/Apia", sla.EveryDay("09:00-17:00"))
	assert.False(t, c.Workday(date(t, "2011-12-30")))
	assert.Equal(t, "2011-12-31", c.AddWorkdays(date(t, "2011-12-29"), 1).String())
	assert.Equal(t, c.StartOfDay(date(t, "2011-12-30")), c.EndOfDay(date(t, "2011-12-30")))
}

func TestDatesNeverRunBackwards(t *testing.T) {
	for _, zone := range oddZones {
		c := calendar(t, zone, sla.EveryDay("00:00-24:00"), func(s *sla.CalendarSpec) { s.Dates = map[string]sla.DateRule{"2000-01-01": {Closed: true}} })
		loc := c.Zone()
		for _, x := range transitions(loc) {
			last := c.Date(x.at.Add(-26 * time.Hour))
			for m := -25 * 60; m < 25*60; m += 30 {
				d := c.Date(x.at.Add(time.Duration(m) * time.Minute))
				require.False(t, d.Before(last), "%s around %v", zone, x.at)
				last = d
			}
		}
	}
}

func TestAClockTimeInAGapLandsOnTheChange(t *testing.T) {
	c := calendar(t, "America/New_York", sla.EveryDay("00:00-24:00"), func(s *sla.CalendarSpec) { s.Dates = map[string]sla.DateRule{"2000-01-01": {Closed: true}} })
	for _, tc := range []struct{ name, from, want string }{
		{"skipped", "2026-03-07T07:30:00Z", "2026-03-08T07:00:00Z"},
		{"repeated", "2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z"},
		{"after the repeat", "2026-10-31T07:30:00Z", "2026-11-01T08:30:00Z"},
		{"an hour off is wrong", "2026-03-07T15:00:00Z", "2026-03-08T14:00:00Z"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, err := sla.Term{Span: sla.Workdays(1), Landing: sla.LandSame}.Due(c, utc(t, tc.from))
			require.NoError(t, err)
			same(t, utc(t, tc.want), d.At)
		})
	}
	assert.True(t, slices.Contains(oddZones, "America/New_York"))
}
