package sla_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// everything lets a target listen for every kind of event.
func everything(x *sla.Target) {
	x.Cycle = true
	x.Reset = []sla.Condition{{Event: "reset"}}
	x.Cancel = []sla.Condition{{Event: "cancelled"}}
	x.Reopen = []sla.Condition{{Event: "reopened"}}
}

// Events at one instant keep the order in which they were told, also when an
// event of before makes everything run again.
func TestWhatHappensAtOneInstantKeepsItsOrder(t *testing.T) {
	cal := office(t)
	kinds := []string{"opened", "opened", "resolved", "resolved", "held", "resumed", "reset", "cancelled", "reopened"}
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]sla.ReopenMode{sla.ReopenContinue, sla.ReopenCycle}).Draw(t, "mode")
		p := lawPolicy(t, cal, resolveTarget("8bh", everything, func(x *sla.Target) { x.ReopenMode = mode }))
		at := time.Date(2026, time.November, 16, 1, 0, 0, 0, time.UTC)
		events := []happening{{"opened", at}}
		at = at.Add(time.Hour)
		for i := range rapid.IntRange(1, 8).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, fmt.Sprint("gap", i))) * time.Hour)
			events = append(events, happening{rapid.SampledFrom(kinds).Draw(t, fmt.Sprint("kind", i)), at})
		}
		once := applyAll(t, p, nil, events, at)
		again := applyAll(t, p, once, []happening{{"resumed", events[0].at.Add(time.Minute)}}, at)
		require.Equal(t, outcome(once), outcome(again), "%v", events)
	})
}

// A hold that ended with the stop is not ended by a resume when everything
// runs again.
func TestAHoldThatEndedWithTheStopLeavesNoResume(t *testing.T) {
	w := watching(t, resolveTarget("8bh", everything))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("held", "2026-11-16 12:00")
	w.on("resolved", "2026-11-16 12:00").on("reopened", "2026-11-16 12:00")
	want := w.last().Pauses
	require.Len(t, want, 2, "the hold, and the gap between stop and reopening")
	w.late("resumed", "2026-11-16 09:30", "2026-11-16 13:00")
	assert.Equal(t, want, w.last().Pauses)
}

func TestARestartedClockForgetsWhatItIgnored(t *testing.T) {
	w := watching(t, resolveTarget("8bh", everything, func(x *sla.Target) { x.ReopenMode = sla.ReopenRestart }))
	w.on("opened", "2026-11-16 09:00").on("opened", "2026-11-16 10:00").on("resolved", "2026-11-16 11:00")
	w.on("reopened", "2026-11-16 12:00").on("held", "2026-11-16 15:00").due("")
	w.late("resumed", "2026-11-16 14:00", "2026-11-16 16:00")
	same(t, cst(t, "2026-11-16 12:00"), w.last().Start)
}

func TestForgottenPausesDoNotComeBack(t *testing.T) {
	target := bySeverity(sla.ChangeWithoutPauses)
	target.Cycle = true
	start := func(t *testing.T) *watch {
		w := watching(t, target)
		w.facts["severity"] = "ordinary"
		return w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("held", "2026-11-16 11:00")
	}
	change := func(w *watch) *watch {
		w.facts["severity"] = "major"
		return w.refresh("2026-11-16 14:00")
	}
	t.Run("with a hold told twice", func(t *testing.T) {
		w := change(start(t).on("resumed", "2026-11-16 12:00")).due("11-16 17:00")
		w.late("opened", "2026-11-16 13:00", "2026-11-16 15:00").due("11-16 17:00")
	})
	t.Run("with a resume told late", func(t *testing.T) {
		w := change(start(t)).due("")
		w.late("resumed", "2026-11-16 12:00", "2026-11-16 15:00").due("11-16 17:00")
	})
	t.Run("after any number of events that change nothing", func(t *testing.T) {
		w := change(start(t).on("resumed", "2026-11-16 12:00"))
		at := cst(t, "2026-11-16 14:30")
		for range 100 {
			at = at.Add(time.Minute)
			w.on("opened", at.Format("2006-01-02 15:04"))
		}
		w.due("11-16 17:00").late("opened", "2026-11-16 13:00", "2026-11-16 17:00").due("11-16 17:00")
		assert.LessOrEqual(t, len(w.last().Ignored), 32)
	})
	t.Run("and what was used counts them as used", func(t *testing.T) {
		w := change(start(t)).verdict(sla.Paused)
		assert.Equal(t, 5*time.Hour, w.last().Used, "from 09:00 to the change at 14:00")
	})
}

// Hand-overs told in any order end each unit's clock at the next hand-over.
func TestHandOversInAnyOrder(t *testing.T) {
	cal := office(t)
	unit := resolveTarget("8bh", func(x *sla.Target) { x.Owner, x.Per, x.OneLive = sla.OwnerUnit, "assignment", true })
	p := lawPolicy(t, cal, unit)
	rapid.Check(t, func(t *rapid.T) {
		var events []sla.Event
		at := time.Date(2026, time.November, 16, 1, 0, 0, 0, time.UTC)
		for i := range rapid.IntRange(2, 6).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.IntRange(1, 20).Draw(t, fmt.Sprint("gap", i))) * time.Hour)
			ev := sla.Event{Kind: "opened", At: at, Attrs: map[string]string{"assignment": fmt.Sprint(i)}}
			if i > 0 && rapid.Bool().Draw(t, fmt.Sprint("is stop", i)) {
				ev.Kind, ev.Attrs = "resolved", map[string]string{"assignment": fmt.Sprint(rapid.IntRange(0, i-1).Draw(t, fmt.Sprint("of", i)))}
			}
			events = append(events, ev)
		}
		run := func(list []sla.Event) (timers []sla.Timer) {
			for _, ev := range list {
				ev.Recorded = at
				before, was := timers, stored(t, timers)
				var err error
				timers, err = p.Apply(timers, ev, nil)
				require.NoError(t, err)
				require.Equal(t, was, stored(t, before), "the argument is untouched")
			}
			return timers
		}
		order := rapid.Permutation(events).Draw(t, "order")
		slices.SortStableFunc(order, func(a, b sla.Event) int { // a stop is told after the starts
			switch {
			case a.Kind == b.Kind:
				return 0
			case a.Kind == "opened":
				return -1
			}
			return 1
		})
		require.Equal(t, outcome(run(events)), outcome(run(order)), "%v", order)
	})
}

func TestALateHoldOfTheCaseReachesAClockThatHasStoppedSince(t *testing.T) {
	unit := resolveTarget("8bh", func(x *sla.Target) { x.Per = "assignment" })
	w := watching(t, unit)
	w.on("opened", "2026-11-16 09:00", "assignment", "1").on("resolved", "2026-11-16 16:00", "assignment", "1")
	w.late("held", "2026-11-16 10:00", "2026-11-16 17:00").late("resumed", "2026-11-16 12:00", "2026-11-16 17:00")
	assert.Equal(t, 5*time.Hour, w.last().Used)
}

func TestAStartThatMovesTakesTermAndDueWithIt(t *testing.T) {
	target := resolveTarget("5wd", func(x *sla.Target) { x.DueFrom = "by" })
	w := watching(t, target)
	w.on("opened", "2026-11-16 10:00").late("opened", "2026-11-16 09:00", "2026-11-16 11:00", "by", "2026-11-18").due("11-19 00:00")
	assert.True(t, w.last().Term.IsZero())
	w = watching(t, target)
	w.on("opened", "2026-11-16 10:00", "by", "2026-11-18").late("opened", "2026-11-16 09:00", "2026-11-16 11:00").due("11-23 17:00")
}

func TestAResetToldTwiceIsOneResetWhateverTheZoneOfItsDue(t *testing.T) {
	loop := resolveTarget("8bh", func(x *sla.Target) {
		x.Cycle, x.DueFrom, x.Terms = true, "by", nil
		x.Reset = []sla.Condition{{Event: "opened"}}
	})
	w := watching(t, loop)
	for range 2 {
		w.on("opened", "2026-11-16 10:00", "by", "2026-11-18T10:00:00+08:00")
	}
	assert.Len(t, w.timers, 1)
}
