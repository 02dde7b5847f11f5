package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// What other systems got wrong, as their users reported it, and what is not
// already the name of another test.

func TestSplitShiftsAndLunchCount(t *testing.T) {
	c := calendar(t, shanghai, map[string][]string{"mon": {"08:00-10:00", "11:00-12:00", "14:00-15:30"}, "tue": {"09:00-10:00"}})
	from := cst(t, "2026-11-16 09:30")
	same(t, cst(t, "2026-11-16 11:30"), c.Add(from, time.Hour))
	same(t, cst(t, "2026-11-16 15:30"), c.Add(from, 3*time.Hour))
	same(t, cst(t, "2026-11-17 09:30"), c.Add(from, 3*time.Hour+30*time.Minute))
	same(t, cst(t, "2026-11-23 08:30"), c.Add(from, 4*time.Hour+30*time.Minute))
}

func TestNothingIsAnHourOffAfterAClockChange(t *testing.T) {
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

func TestAnotherZoneOfTheReaderChangesNothing(t *testing.T) {
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

func TestWarningsLandInOpenTime(t *testing.T) {
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

func TestTheWaitIsNotForgottenWhenTheTermChanges(t *testing.T) {
	w := watching(t, bySeverity(""))
	w.facts["severity"] = "ordinary"
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resumed", "2026-11-16 15:00")
	w.facts["severity"] = "major"
	w.refresh("2026-11-16 16:00").due("11-17 14:00")
}

func TestAnUpdateDoesNotRestartTheLadder(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("chief", "+2bh")))
	w.on("opened", "2026-11-16 09:00")
	require.Len(t, w.sweep("2026-11-17 10:00"), 1)
	before := w.timers
	for _, kind := range []string{"commented", "opened", "resumed", "message"} {
		w.on(kind, "2026-11-17 10:30")
	}
	assert.Equal(t, before, w.timers)
	assert.Equal(t, []string{"chief@11-17 11:00"}, w.sweep("2026-11-17 11:00"))
}

func TestTheUnitClockRunsBesideTheCaseClock(t *testing.T) {
	unit := sla.Target{
		Name: "unit", Owner: sla.OwnerUnit, Per: "assignment", OneLive: true,
		Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(8)}}},
		Start: []sla.Condition{{Event: "dispatched"}}, Stop: []sla.Condition{{Event: "resolved"}},
	}
	w := watching(t, resolveTarget("16bh"), unit)
	w.on("opened", "2026-11-16 09:00").on("dispatched", "2026-11-16 10:00", "assignment", "1")
	w.on("dispatched", "2026-11-17 15:00", "assignment", "2")
	assert.Equal(t, "11-17 17:00", show(w.timers[0].Due), "a hand-over moves no customer's due")
	assert.Equal(t, "11-18 15:00", show(w.last().Due), "and the next unit has its own time")
	assert.Equal(t, sla.Breached, w.timers[1].Verdict, "the first unit was late when it gave the case away")
}

func TestASecondReminderOnOneDayIsNotLost(t *testing.T) {
	w := watching(t, resolveTarget("1h", steps("one", "+1h", "two", "+2h", "three", "+3h")))
	w.on("opened", "2026-11-16 09:00")
	assert.Equal(t, []string{"breach@11-16 10:00", "one@11-16 11:00", "two@11-16 12:00", "three@11-16 13:00"}, w.sweep("2026-11-16 20:00"))
}

func TestTheOverdueFlagFollowsFromTheFacts(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	for _, tc := range []struct {
		at   string
		want sla.Verdict
	}{
		{"2026-11-16 09:00", sla.Running},
		{"2026-11-16 17:00", sla.Running},
		{"2026-11-16 17:00:00.000001", sla.Breached},
		{"2027-11-16 17:00", sla.Breached},
	} {
		assert.Equal(t, tc.want, w.last().Status(cst(t, tc.at)).State, tc.at)
		assert.Equal(t, tc.want, sla.Overall(w.timers, cst(t, tc.at)), tc.at)
	}
}

func TestOneStatusOverAllClocks(t *testing.T) {
	now := cst(t, "2026-11-16 12:00")
	timer := func(v sla.Verdict) sla.Timer {
		tm := sla.Timer{Verdict: v}
		if v != sla.Running && v != sla.Paused {
			tm.Stop = now
		}
		return tm
	}
	for _, tc := range []struct {
		name string
		list []sla.Verdict
		want sla.Verdict
	}{
		{"no clock", nil, sla.Idle},
		{"nothing that counts", []sla.Verdict{sla.Idle, sla.Cancelled, sla.Ended}, sla.Idle},
		{"all met", []sla.Verdict{sla.Met, sla.Ended}, sla.Met},
		{"one still paused", []sla.Verdict{sla.Met, sla.Paused}, sla.Paused},
		{"one still running", []sla.Verdict{sla.Paused, sla.Running, sla.Met}, sla.Running},
		{"one breached", []sla.Verdict{sla.Running, sla.Breached, sla.Met}, sla.Breached},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var timers []sla.Timer
			for _, v := range tc.list {
				timers = append(timers, timer(v))
			}
			assert.Equal(t, tc.want, sla.Overall(timers, now))
		})
	}
	summed := timer(sla.Met)
	summed.Past.Breached = 1
	assert.Equal(t, sla.Breached, sla.Overall([]sla.Timer{summed}, now), "a cycle that was summed up still counts")
}

func TestACaseOfAThousandMessagesStaysSmall(t *testing.T) {
	respond := resolveTarget("4bh", func(x *sla.Target) { x.Cycle = true }, steps("warn", "-1bh"))
	w := watching(t, respond)
	at := cst(t, "2026-01-05 09:00")
	for i := range 1000 {
		kind := "opened"
		if i%3 == 2 {
			kind = "resolved"
		}
		w.on(kind, at.Format("2006-01-02 15:04"))
		at = at.Add(3 * time.Hour)
	}
	assert.LessOrEqual(t, len(w.timers), 8)
	ignored := 0
	for _, tm := range w.timers {
		ignored += len(tm.Ignored)
	}
	assert.LessOrEqual(t, ignored, 8*32)
	assert.Equal(t, 333, w.timers[0].Past.Cycles+len(w.timers)-1)
}
