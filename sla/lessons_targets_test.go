package sla_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestLessonsOfTargets(t *testing.T) {
	learn(t, []lesson{
		{"any update, even the complainant's comment, restarts the escalation clock or stretches the reopen window", anUpdateRestartsNothing},
		{"a late resolution counted as met because the poller looked late", lateIsLateWhoeverLooked},
		{"a deleted or no longer matching policy leaves armed timers", noOrphanStaysArmed},
		{"hand-over to another unit leaves it no time", theUnitHasAClock},
		{"after hand-over the old unit's target survives", theOldUnitsClockEnds},
		{"a second unanswered message moves the due date", theOldestMessageRules},
		{"what counts as a response is guessed from the channel instead of the kind of event", theKindAnswersNotTheChannel},
		{"breach seen only when somebody opens the case", aBreachIsScheduled},
	})
}

// Further lines that a clock alone can show.
func TestLessonsOfEscalation(t *testing.T) {
	learn(t, []lesson{
		{"the second reminder on one day is lost by de-duplication per day", everyReminderOfADayFires},
		{"work missed while the scheduler was down", missedWorkIsMadeUp},
		{"two nodes fire the same escalation", aStepIsTakenOnce},
		{"merged case goes on escalating", anEndedClockFiresNothing},
	})
}

func anUpdateRestartsNothing(t *testing.T) {
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

func lateIsLateWhoeverLooked(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00").on("resolved", "2026-11-17 09:00").verdict(sla.Breached)
	assert.Empty(t, w.last().Taken, "nobody swept before it was stopped")
}

func noOrphanStaysArmed(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("chief", "+2bh")))
	w.on("opened", "2026-11-16 09:00")
	other := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Name = "another" }))
	other.timers = w.timers
	_, armed := other.refresh("2026-11-16 10:00").policy.Next(other.timers)
	assert.False(t, armed)
	other.verdict(sla.Cancelled)

	w = watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Terms[0].When = map[string][]string{"kind": {"complaint"}} }))
	w.facts["kind"] = "complaint"
	w.on("opened", "2026-11-16 09:00").due("11-16 17:00")
	w.facts["kind"] = "query"
	_, armed = w.refresh("2026-11-16 10:00").policy.Next(w.timers)
	assert.False(t, armed, "no term matches any more")
}

func theUnitHasAClock(t *testing.T) {
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

func theOldUnitsClockEnds(t *testing.T) {
	unit := resolveTarget("8bh", func(x *sla.Target) { x.Owner, x.Per, x.OneLive = sla.OwnerUnit, "assignment", true })
	w := watching(t, unit)
	w.on("opened", "2026-11-16 09:00", "assignment", "1").on("opened", "2026-11-16 11:00", "assignment", "2")
	require.Len(t, w.timers, 2)
	assert.Equal(t, sla.Ended, w.timers[0].Verdict)
	assert.Equal(t, []string{"breach@11-17 11:00"}, w.sweep("2026-12-01 09:00"), "of the new unit only")
}

func theOldestMessageRules(t *testing.T) {
	w := watching(t, resolveTarget("4bh", func(x *sla.Target) { x.Cycle = true }))
	w.on("opened", "2026-11-16 09:00").on("opened", "2026-11-16 12:00").due("11-16 13:00")
	w.on("resolved", "2026-11-16 12:30").on("opened", "2026-11-16 14:00").due("11-17 10:00")
}

func theKindAnswersNotTheChannel(t *testing.T) {
	answer := func(x *sla.Target) {
		x.Stop = []sla.Condition{{Event: "sent", With: map[string][]string{"kind": {"answer", "progress"}}}}
	}
	w := watching(t, resolveTarget("4bh", answer))
	w.on("opened", "2026-11-16 09:00").on("sent", "2026-11-16 09:01", "channel", "email", "kind", "receipt").verdict(sla.Running)
	w.on("sent", "2026-11-16 10:00", "channel", "phone", "kind", "answer").verdict(sla.Met)
}

func aBreachIsScheduled(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	next, ok := w.policy.Next(w.timers)
	require.True(t, ok, "something to wake up for")
	assert.Equal(t, sla.BreachStep, next.Step)
	same(t, cst(t, "2026-11-16 17:00"), next.At)
	assert.False(t, next.Ripe(next.At), "at the very due nothing is late")
	assert.True(t, next.Ripe(next.Wake()))
}

func everyReminderOfADayFires(t *testing.T) {
	w := watching(t, resolveTarget("1h", steps("one", "+1h", "two", "+2h", "three", "+3h")))
	w.on("opened", "2026-11-16 09:00")
	assert.Equal(t, []string{"breach@11-16 10:00", "one@11-16 11:00", "two@11-16 12:00", "three@11-16 13:00"}, w.sweep("2026-11-16 20:00"))
}

func missedWorkIsMadeUp(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-1bh", "chief", "+1wd", "head", "+2wd")))
	w.on("opened", "2026-11-16 09:00")
	assert.Equal(t, []string{"warn@11-16 16:00", "breach@11-16 17:00", "chief@11-17 17:00", "head@11-18 17:00"}, w.sweep("2026-12-31 09:00"))
}

func aStepIsTakenOnce(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	next, _ := w.policy.Next(w.timers)
	once := w.policy.Take(w.timers, next)
	assert.Same(t, &once[0], &w.policy.Take(once, next)[0], "the other node comes too late")
}

func anEndedClockFiresNothing(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("chief", "+1wd")))
	w.on("opened", "2026-11-16 09:00")
	w.timers = w.policy.End(w.timers, cst(t, "2026-11-16 12:00"))
	assert.Empty(t, w.sweep("2027-01-01 09:00"))
	w.verdict(sla.Ended)
}
