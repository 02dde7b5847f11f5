package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// lesson is a line of what existing systems get wrong, as their users report
// it, and the check that it does not happen here.
type lesson struct {
	line  string
	check func(*testing.T)
}

func learn(t *testing.T, lessons []lesson) {
	t.Helper()
	for _, l := range lessons {
		t.Run(l.line, l.check)
	}
}

func TestLessonsOfCalendars(t *testing.T) {
	learn(t, []lesson{
		{"weekends, holidays, lunch breaks, split shifts missing", breaksAndShiftsCount},
		{"due computed with the calendar in one code path and without it in another", oneCalendarOnEveryPath},
		{"warnings landing on 00:00 instead of in open time", warningsLandInOpenTime},
		{"everything an hour off after a DST change", nothingIsAnHourOff},
		{"an agent in another zone sees overdue at once", theReadersZoneChangesNothing},
		{"whole-minute truncation of due dates and pauses, seconds lost", secondsAreKept},
		{"night shift split at midnight leaves half a shift when one side is a holiday", shiftsAreWhole},
		{"closing instant counted as open", closingIsClosed},
		{"reversed range returns a positive number", reversedIsNegative},
		{"calendars with no open time or overnight hours hang", nothingHangs},
		{"make-up working days honoured for hours but ignored for day counting", makeUpDaysCountAsDays},
		{"unknown future years silently treated as ordinary", unknownYearsAreMarked},
	})
}

func TestLessonsOfPauses(t *testing.T) {
	learn(t, []lesson{
		{"closed hours inside a pause counted", closedHoursOfAPause},
		{"wait forgotten when going from paused straight to resolved", theWaitOutlivesAStop},
		{"wait forgotten when the policy changes", theWaitOutlivesAChange},
		{"breached while waiting for the customer", noBreachWhileWaiting},
		{"second pause on the same day merged or lost", bothPausesOfADay},
		{"no pause at all, asked for since 2016", pausesAreByReason},
	})
}

func breaksAndShiftsCount(t *testing.T) {
	c := calendar(t, shanghai, map[string][]string{"mon": {"08:00-10:00", "11:00-12:00", "14:00-15:30"}, "tue": {"09:00-10:00"}})
	from := cst(t, "2026-11-16 09:30")
	same(t, cst(t, "2026-11-16 11:30"), c.Add(from, time.Hour))
	same(t, cst(t, "2026-11-16 15:30"), c.Add(from, 3*time.Hour))
	same(t, cst(t, "2026-11-17 09:30"), c.Add(from, 3*time.Hour+30*time.Minute))
	same(t, cst(t, "2026-11-23 08:30"), c.Add(from, 4*time.Hour+30*time.Minute))
	rest := holidayOffice(t)
	same(t, cst(t, "2026-10-08 10:00"), rest.Add(cst(t, "2026-09-30 16:00"), 2*time.Hour))
	same(t, cst(t, "2026-11-23 10:00"), rest.Add(cst(t, "2026-11-20 16:00"), 2*time.Hour))
}

// Terms, timers, steps after the due and extensions count with one calendar.
func oneCalendarOnEveryPath(t *testing.T) {
	c := holidayOffice(t)
	from := cst(t, "2026-09-30 16:00")
	due := dueOf(t, c, "%dbh", 2, from)
	same(t, c.Add(from, 2*time.Hour), due.At)
	w := watchOn(t, c, resolveTarget("2bh", steps("chief", "+2bh"), func(x *sla.Target) {
		x.Extensions = []sla.ExtensionRule{{Name: "more", Shape: sla.ExtendPlus, Span: sla.BusinessHours(8)}}
	}))
	w.on("opened", "2026-09-30 16:00")
	same(t, due.At, w.last().Due)
	assert.Equal(t, []string{"breach@10-08 10:00", "chief@10-08 12:00"}, w.sweep("2026-10-20 09:00"))
	w = watchOn(t, c, w.policy.Targets()...)
	w.on("opened", "2026-09-30 16:00")
	var err error
	w.timers, err = w.policy.Extend(w.timers, "resolve", sla.Extension{Rule: "more", Reason: "expert"}, cst(t, "2026-09-30 17:00"))
	require.NoError(t, err)
	w.due("10-09 10:00")
}

func warningsLandInOpenTime(t *testing.T) {
	for _, at := range []string{"-25%", "-50%", "-75%", "-90%", "-3bh", "-30bm"} {
		for _, term := range []string{"8bh", "30bh", "2wd", "15wd", "10d", "2w", "1mo"} {
			w := watching(t, resolveTarget(term, steps("warn", at)))
			w.on("opened", "2026-11-20 16:20")
			s, ok := w.policy.Next(w.timers)
			require.True(t, ok)
			require.Equal(t, "warn", s.Step)
			assert.True(t, office(t).IsOpen(s.At), "%s of %s warns at %s", at, term, show(s.At))
		}
	}
}

func nothingIsAnHourOff(t *testing.T) {
	c := calendar(t, "Europe/London", sla.Weekdays("09:00-17:00"))
	friday := local(t, "Europe/London", "2026-03-27 16:00")
	same(t, local(t, "Europe/London", "2026-03-30 10:00"), c.Add(friday, 2*time.Hour))
	due, err := sla.Term{Span: sla.Workdays(1), Landing: sla.LandSame}.Due(c, friday)
	require.NoError(t, err)
	same(t, local(t, "Europe/London", "2026-03-30 16:00"), due.At)
	due, err = sla.Term{Span: sla.Workdays(1)}.Due(c, local(t, "Europe/London", "2026-10-23 16:00"))
	require.NoError(t, err)
	same(t, local(t, "Europe/London", "2026-10-26 17:00"), due.At)
}

func theReadersZoneChangesNothing(t *testing.T) {
	w := watching(t, resolveTarget("3wd"))
	w.on("opened", "2026-11-16 09:00")
	here, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	elsewhere := watching(t, resolveTarget("3wd"))
	elsewhere.timers, err = elsewhere.policy.Apply(nil, sla.Event{Kind: "opened", At: cst(t, "2026-11-16 09:00").In(here)}, nil)
	require.NoError(t, err)
	assert.Equal(t, w.timers, elsewhere.timers)
	assert.Equal(t, w.last().Status(cst(t, "2026-11-19 16:00")), w.last().Status(cst(t, "2026-11-19 16:00").In(here)))
}

func secondsAreKept(t *testing.T) {
	w := watching(t, resolveTarget("1bh"))
	w.on("opened", "2026-11-16 09:00:07.000001").on("held", "2026-11-16 09:10:05").on("resumed", "2026-11-16 09:10:46")
	w.due("11-16 10:00:48.000001")
	same(t, cst(t, "2026-11-17 09:00:00.000000001"), office(t).Add(cst(t, "2026-11-16 09:00:00.000000001"), 8*time.Hour))
}

func shiftsAreWhole(t *testing.T) {
	c := calendar(t, shanghai, sla.EveryDay("22:00-06:00"), func(s *sla.CalendarSpec) { s.Holidays = []sla.Holiday{{Date: "2026-10-01"}} })
	same(t, cst(t, "2026-10-01 06:00"), c.Add(cst(t, "2026-09-30 23:00"), 7*time.Hour))
	same(t, cst(t, "2026-10-02 23:00"), c.Add(cst(t, "2026-09-30 23:00"), 8*time.Hour))
}

func closingIsClosed(t *testing.T) {
	assert.False(t, office(t).IsOpen(cst(t, "2026-11-16 17:00")))
	same(t, cst(t, "2026-11-17 09:00:01"), office(t).Add(cst(t, "2026-11-16 17:00"), time.Second))
}

func reversedIsNegative(t *testing.T) {
	c := office(t)
	a, b := cst(t, "2026-11-16 10:00"), cst(t, "2026-11-17 10:00")
	assert.Equal(t, -8*time.Hour, c.Between(b, a))
	assert.Equal(t, -1, c.WorkdaysBetween(c.Date(b), c.Date(a)))
}

func nothingHangs(t *testing.T) {
	_, err := sla.NewCalendar(sla.CalendarSpec{ID: "x", Version: "1", Zone: "UTC", Week: map[string][]string{"mon": {}}})
	assert.Equal(t, []string{"week"}, faultsOf(t, err))
	for _, zone := range []string{"America/Santiago", "America/Havana", "Asia/Beirut"} {
		c := calendar(t, zone, sla.EveryDay("22:00-06:00"))
		from := local(t, zone, "2026-01-01 12:00")
		assert.Equal(t, 3000*time.Hour, c.Between(from, c.Add(from, 3000*time.Hour)))
	}
}

func makeUpDaysCountAsDays(t *testing.T) {
	c := holidayOffice(t)
	saturday := date(t, "2026-10-10")
	assert.Equal(t, 8*time.Hour, c.Between(c.StartOfDay(saturday), c.EndOfDay(saturday)))
	assert.Equal(t, saturday, c.AddWorkdays(date(t, "2026-10-09"), 1))
	assert.Equal(t, saturday, dueOf(t, c, "%dwd", 1, cst(t, "2026-10-09 10:00")).Date)
	assert.Equal(t, saturday, dueOf(t, c, "%dd", 1, cst(t, "2026-10-09 10:00")).Date, "nothing rolls off it")
}

func unknownYearsAreMarked(t *testing.T) {
	d := dueOf(t, holidayOffice(t), "%dwd", 5, cst(t, "2026-12-30 10:00"))
	assert.True(t, d.Provisional)
	var provisional *sla.ProvisionalError
	require.ErrorAs(t, d.Strict(), &provisional)
	w := watchOn(t, holidayOffice(t), resolveTarget("5wd"))
	w.on("opened", "2026-12-30 10:00")
	assert.True(t, w.last().Status(cst(t, "2026-12-30 11:00")).Provisional)
}

func closedHoursOfAPause(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-20 12:00").on("held", "2026-11-20 16:00").on("resumed", "2026-11-23 10:00").due("11-23 14:00")
	assert.Equal(t, 4*time.Hour, w.last().Status(cst(t, "2026-11-23 10:00")).Left)
}

func theWaitOutlivesAStop(t *testing.T) {
	w := watching(t, resolveTarget("2bh"))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resolved", "2026-11-17 16:00").verdict(sla.Met)
	assert.Equal(t, []time.Duration{time.Hour, time.Hour}, []time.Duration{w.last().Used, w.last().Margin})
}

func theWaitOutlivesAChange(t *testing.T) {
	w := watching(t, bySeverity(""))
	w.facts["severity"] = "ordinary"
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resumed", "2026-11-16 15:00")
	w.facts["severity"] = "major"
	w.refresh("2026-11-16 16:00").due("11-17 14:00")
}

func noBreachWhileWaiting(t *testing.T) {
	w := watching(t, resolveTarget("2bh", steps("warn", "-1bh", "chief", "+1bh")))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 09:30")
	assert.Empty(t, w.sweep("2027-11-16 09:00"))
	assert.Equal(t, sla.Paused, sla.Overall(w.timers, cst(t, "2027-11-16 09:00")))
}

func bothPausesOfADay(t *testing.T) {
	w := watching(t, resolveTarget("4bh"))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 09:30").on("resumed", "2026-11-16 10:00")
	w.on("held", "2026-11-16 11:00").on("resumed", "2026-11-16 12:00").due("11-16 14:30")
	assert.Len(t, w.last().Pauses, 2)
}

// Which reason of a hold pauses which target is data.
func pausesAreByReason(t *testing.T) {
	byReason := func(x *sla.Target) {
		x.Pause = []sla.Condition{{Event: "held", With: map[string][]string{"reason": {"customer", "laboratory"}}}}
	}
	w := watching(t, resolveTarget("8bh", byReason))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00", "reason", "busy").verdict(sla.Running)
	w.on("held", "2026-11-16 11:00", "reason", "laboratory").verdict(sla.Paused)
}
