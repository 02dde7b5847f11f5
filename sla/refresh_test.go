package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// bySeverity has 16 open hours for ordinary cases and 8 for major ones.
func bySeverity(mode sla.ChangeMode) sla.Target {
	return resolveTarget("16bh", func(x *sla.Target) {
		x.OnChange = mode
		x.Terms = []sla.Choice{
			{When: map[string][]string{"severity": {"major", "urgent"}}, Term: sla.Term{Span: sla.BusinessHours(8)}},
			{When: map[string][]string{"severity": {"ordinary"}}, Term: x.Terms[0].Term},
		}
	})
}

func TestAChangedTermOnARunningClock(t *testing.T) {
	for _, tc := range []struct {
		name string
		mode sla.ChangeMode
		due  string
	}{
		{"by default from the start with pauses", "", "11-17 11:00"},
		{"from the start with pauses", sla.ChangeFromStart, "11-17 11:00"},
		{"from the start without pauses", sla.ChangeWithoutPauses, "11-16 17:00"},
		{"from now", sla.ChangeFromNow, "11-17 14:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := watching(t, bySeverity(tc.mode))
			w.facts["severity"] = "ordinary"
			w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resumed", "2026-11-16 12:00").due("11-18 11:00")
			w.facts["severity"] = "major"
			w.refresh("2026-11-16 14:00").due(tc.due)
			assert.Equal(t, "8bh", w.last().Term.String())
			again := w.timers
			w.refresh("2026-11-16 15:00")
			assert.Same(t, &again[0], &w.timers[0], "facts that did not change change nothing")
		})
	}
}

func TestAChangedTermOnAPausedClock(t *testing.T) {
	for mode, due := range map[sla.ChangeMode]string{
		sla.ChangeFromStart: "11-17 14:00", sla.ChangeWithoutPauses: "11-17 10:00", sla.ChangeFromNow: "11-17 15:00",
	} {
		t.Run(string(mode), func(t *testing.T) {
			w := watching(t, bySeverity(mode))
			w.facts["severity"] = "ordinary"
			w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00")
			w.facts["severity"] = "urgent"
			w.refresh("2026-11-16 14:00").verdict(sla.Paused).due("")
			w.on("resumed", "2026-11-16 15:00").due(due)
		})
	}
}

func TestAChangeThatPutsTheDueInThePast(t *testing.T) {
	target := bySeverity("")
	steps("warn", "-2bh")(&target)
	w := watching(t, target)
	w.facts["severity"] = "ordinary"
	w.on("opened", "2026-11-16 09:00")
	assert.Empty(t, w.sweep("2026-11-17 12:00"))
	w.facts["severity"] = "major"
	w.refresh("2026-11-17 12:00")
	assert.Equal(t, []string{"breach@11-16 17:00"}, w.sweep("2026-11-17 12:00"), "the breach once, with the due as its time; no stale warning")
}

func TestAChangeThatMovesTheDueBackTakesTheBreachBack(t *testing.T) {
	w := watching(t, bySeverity(""))
	w.facts["severity"] = "major"
	w.on("opened", "2026-11-16 09:00")
	require.Len(t, w.sweep("2026-11-17 10:00"), 1)
	w.facts["severity"] = "ordinary"
	w.refresh("2026-11-17 10:00").verdict(sla.Running).due("11-17 17:00")
	assert.Equal(t, []string{"breach@11-16 17:00"}, w.restore())
	assert.Equal(t, []string{"breach@11-17 17:00"}, w.sweep("2026-11-18 10:00"))
}

func TestAClockNoTermAppliesToIsIdleUntilOneDoes(t *testing.T) {
	w := watching(t, bySeverity(""))
	w.facts["severity"] = "major"
	w.on("opened", "2026-11-16 09:00")
	w.facts["severity"] = "minor"
	w.refresh("2026-11-16 10:00").verdict(sla.Idle).due("")
	w.facts["severity"] = "ordinary"
	w.refresh("2026-11-16 11:00").verdict(sla.Running).due("11-17 17:00")
}

func TestAnotherPolicyTakesOverRunningClocks(t *testing.T) {
	w := watching(t, resolveTarget("8bh"), resolveTarget("8bh", func(x *sla.Target) { x.Name = "gone" }))
	w.on("opened", "2026-11-16 09:00")
	next := watching(t, resolveTarget("16bh", steps("warn", "-2bh")))
	next.timers = w.timers
	next.refresh("2026-11-16 10:00")
	assert.Equal(t, "11-17 17:00", show(next.timers[0].Due))
	assert.Equal(t, "warn", next.timers[0].NextStep)
	assert.Equal(t, sla.Cancelled, next.timers[1].Verdict, "no armed timer is left of a deleted target")
	assert.Equal(t, []string{"warn@11-17 15:00", "breach@11-17 17:00"}, next.sweep("2026-12-01 00:00"))

	orphan := next.policy.End(w.timers, cst(t, "2026-11-17 10:00"))
	assert.Equal(t, sla.Breached, orphan[1].Verdict, "ending a clock of an unknown target goes by its due")
	_, err := next.policy.Refresh(w.timers, nil, time.Time{})
	require.Error(t, err)
}

func TestANewerHolidayTableMovesTheDue(t *testing.T) {
	table := func(version, through string, holidays ...sla.Holiday) *sla.Calendar {
		return office(t, func(s *sla.CalendarSpec) {
			s.Version, s.KnownThrough, s.Holidays = version, through, holidays
		})
	}
	old := watchOn(t, table("2026", "2026-12-31"), resolveTarget("5wd"))
	old.on("opened", "2026-12-30 10:00").due("01-06 17:00")
	assert.True(t, old.last().Provisional)
	assert.Equal(t, "test@2026", old.last().Calendar)

	newer := watchOn(t, table("2027", "2027-12-31", sla.Holiday{Date: "2027-01-01"}), resolveTarget("5wd"))
	timers, err := newer.policy.Recalculate(old.timers, cst(t, "2026-12-31 10:00"))
	require.NoError(t, err)
	newer.timers = timers
	newer.due("01-07 17:00")
	assert.False(t, newer.last().Provisional)
	assert.Equal(t, "test@2027", newer.last().Calendar)
	again, err := newer.policy.Recalculate(timers, cst(t, "2027-01-01 10:00"))
	require.NoError(t, err)
	assert.Same(t, &timers[0], &again[0])
	assert.True(t, old.last().Provisional, "the argument is untouched")
}

func TestReopening(t *testing.T) {
	reopening := func(mode sla.ReopenMode) *watch {
		w := watching(t, resolveTarget("8bh", func(x *sla.Target) {
			x.Reopen, x.ReopenMode = []sla.Condition{{Event: "reopened"}}, mode
		}, steps("warn", "-2bh")))
		w.on("opened", "2026-11-16 09:00").on("resolved", "2026-11-16 14:00").verdict(sla.Met)
		return w.on("reopened", "2026-11-18 10:00")
	}
	t.Run("continue goes on where it stopped", func(t *testing.T) {
		for _, mode := range []sla.ReopenMode{"", sla.ReopenContinue} {
			w := reopening(mode).due("11-18 13:00").verdict(sla.Running)
			require.Len(t, w.timers, 1)
			w.on("resolved", "2026-11-18 11:00").verdict(sla.Met)
			assert.Equal(t, 6*time.Hour, w.last().Used, "the time between is not counted")
		}
	})
	t.Run("restart begins the same cycle anew", func(t *testing.T) {
		w := reopening(sla.ReopenRestart).due("11-19 10:00")
		require.Len(t, w.timers, 1)
		assert.Equal(t, 1, w.last().Cycle)
		w.late("held", "2026-11-16 10:00", "2026-11-18 11:00").due("11-19 10:00")
	})
	t.Run("a new cycle leaves the old verdict", func(t *testing.T) {
		w := reopening(sla.ReopenCycle).due("11-19 10:00")
		require.Len(t, w.timers, 2)
		assert.Equal(t, sla.Met, w.timers[0].Verdict)
		assert.Equal(t, sla.ByReopen, w.last().Origin)
		assert.Equal(t, []string{"warn@11-18 16:00", "breach@11-19 10:00"}, w.sweep("2026-12-01 00:00"))
	})
	t.Run("a clock ended with its case may be reopened too", func(t *testing.T) {
		w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Reopen = []sla.Condition{{Event: "reopened"}} }))
		w.on("opened", "2026-11-16 09:00")
		w.timers = w.policy.End(w.timers, cst(t, "2026-11-16 12:00"))
		w.on("reopened", "2026-11-17 09:00").due("11-17 14:00")
	})
	t.Run("a breach stays a breach when continued", func(t *testing.T) {
		w := watching(t, resolveTarget("2bh", func(x *sla.Target) { x.Reopen = []sla.Condition{{Event: "reopened"}} }))
		w.on("opened", "2026-11-16 09:00")
		w.sweep("2026-11-16 12:00")
		w.on("resolved", "2026-11-16 13:00").on("reopened", "2026-11-17 09:00").verdict(sla.Breached).due("11-16 11:00")
		assert.Empty(t, w.sweep("2026-11-30 09:00"), "and is not recorded again")
	})
	t.Run("a hold does not outlive the stop", func(t *testing.T) {
		w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Reopen = []sla.Condition{{Event: "reopened"}} }))
		w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resolved", "2026-11-16 12:00")
		w.on("reopened", "2026-11-17 09:00").due("11-17 16:00").verdict(sla.Running)
	})
	t.Run("reopening what runs changes nothing", func(t *testing.T) {
		w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Reopen = []sla.Condition{{Event: "reopened"}} }))
		w.on("opened", "2026-11-16 09:00").on("reopened", "2026-11-16 10:00").due("11-16 17:00")
	})
}

func TestAResetStartsTheClockOnNewMaterial(t *testing.T) {
	w := watching(t, resolveTarget("15d", func(x *sla.Target) { x.Reset = []sla.Condition{{Event: "new_facts"}} }))
	w.on("opened", "2026-11-16 10:00").on("new_facts", "2026-11-20 10:00").due("12-08 00:00")
	require.Len(t, w.timers, 2)
	w.late("resolved", "2026-11-18 10:00", "2026-11-21 10:00")
	require.Len(t, w.timers, 1, "a stop before the reset leaves nothing to reset")
	w.verdict(sla.Met)
}
