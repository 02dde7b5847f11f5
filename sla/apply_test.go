package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestAClockRunsFromStartToStop(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 10:00").due("11-17 10:00").verdict(sla.Running)
	w.on("resolved", "2026-11-16 15:00").verdict(sla.Met)
	tm := w.last()
	assert.Equal(t, 5*time.Hour, tm.Used)
	assert.Equal(t, 19*time.Hour, tm.Margin)
	assert.False(t, tm.Live())
	_, ok := w.policy.Next(w.timers)
	assert.False(t, ok, "a stopped clock wakes nobody")
}

func TestAnActAtTheInstantOfTheLimitIsInTime(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 10:00")
	assert.Empty(t, w.sweep("2026-11-17 10:00"), "no breach is recorded at the very due")
	assert.Equal(t, sla.Running, w.last().Status(cst(t, "2026-11-17 10:00")).State)
	w.on("resolved", "2026-11-17 10:00").verdict(sla.Met)

	w = watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 10:00")
	assert.Equal(t, []string{"breach@11-17 10:00"}, w.sweep("2026-11-17 10:00:00.000001"))
	w.on("resolved", "2026-11-17 10:00:00.000001").verdict(sla.Breached)
	assert.Equal(t, -time.Microsecond, w.last().Margin)
}

func TestALateStopIsBreachedWhoeverLooked(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 10:00").on("resolved", "2026-11-17 11:00").verdict(sla.Breached)
	assert.Empty(t, w.last().Taken, "nobody had recorded the breach")
	assert.Equal(t, -time.Hour, w.last().Margin)
}

func TestAStartWhileTheClockRunsChangesNothing(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 10:00")
	before := w.timers
	w.on("opened", "2026-11-16 12:00")
	assert.Same(t, &before[0], &w.timers[0], "the same slice comes back")
}

func TestAStoppedTargetStaysStopped(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 10:00").on("resolved", "2026-11-16 12:00").on("opened", "2026-11-18 10:00")
	require.Len(t, w.timers, 1)
	w.verdict(sla.Met)
}

func TestEventsAreMatchedByKindAndAttributes(t *testing.T) {
	target := resolveTarget("8bh", func(x *sla.Target) {
		x.Pause = []sla.Condition{{Event: "held", With: map[string][]string{"reason": {"customer", "lab"}, "kind": {"full"}}}}
	})
	for _, tc := range []struct {
		name  string
		attrs []string
		want  sla.Verdict
	}{
		{"all attributes match", []string{"reason", "lab", "kind", "full"}, sla.Paused},
		{"one value is another", []string{"reason", "internal", "kind", "full"}, sla.Running},
		{"one attribute is missing", []string{"reason", "customer"}, sla.Running},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := watching(t, target)
			w.on("opened", "2026-11-16 10:00").on("held", "2026-11-16 11:00", tc.attrs...).verdict(tc.want)
		})
	}
	assert.True(t, target.Pause[0].Matches(sla.Event{Kind: "held", Attrs: map[string]string{"reason": "lab", "kind": "full"}}))
	assert.False(t, target.Pause[0].Matches(sla.Event{Kind: "opened"}))
	assert.False(t, target.Pause[0].Matches(sla.Event{Kind: "held"}))
}

func TestApplyNeverTouchesItsArgument(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-2bh")))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resumed", "2026-11-16 11:00")
	before := w.timers
	frozen := before[0]
	frozenPauses := append([]sla.Pause(nil), before[0].Pauses...)
	w.on("held", "2026-11-16 12:00").on("resumed", "2026-11-16 12:30")
	w.sweep("2026-11-20 09:00")
	w.timers = w.policy.End(w.timers, cst(t, "2026-11-20 10:00"))
	assert.Equal(t, frozen, before[0])
	assert.Equal(t, frozenPauses, before[0].Pauses)
}

func TestApplyRefusesWhatItCannotRead(t *testing.T) {
	promise := sla.Target{Name: "promise", Start: []sla.Condition{{Event: "promised"}}, DueFrom: "by"}
	since := resolveTarget("8bh", func(x *sla.Target) { x.Name, x.Since = "since", "received" })
	w := watching(t, promise, since)
	for name, ev := range map[string]sla.Event{
		"no time":                 {Kind: "promised"},
		"a due that is no time":   {Kind: "promised", At: cst(t, "2026-11-16 10:00"), Attrs: map[string]string{"by": "soon"}},
		"a since that is no time": {Kind: "opened", At: cst(t, "2026-11-16 10:00"), Attrs: map[string]string{"received": "soon"}},
	} {
		t.Run(name, func(t *testing.T) {
			timers, err := w.policy.Apply(nil, ev, nil)
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
			assert.Empty(t, timers)
		})
	}
}

func TestCancelIsForAClockThatShouldNotHaveRun(t *testing.T) {
	target := resolveTarget("8bh", func(x *sla.Target) { x.Cancel = []sla.Condition{{Event: "converted"}} })
	w := watching(t, target)
	w.on("opened", "2026-11-16 10:00").on("converted", "2026-11-20 10:00").verdict(sla.Cancelled)
	assert.Empty(t, w.sweep("2026-12-01 10:00"))
	w.on("opened", "2026-11-23 10:00").verdict(sla.Running)
	assert.Equal(t, 2, w.last().Cycle, "it may start again")
}

func TestClosingTheCaseEndsEveryClockStillRunning(t *testing.T) {
	notice := resolveTarget("2bh", func(x *sla.Target) { x.Name = "notice" })
	w := watching(t, resolveTarget("8bh"), notice)
	w.on("opened", "2026-11-16 10:00")
	ended := w.policy.End(w.timers, cst(t, "2026-11-16 14:00"))
	assert.Equal(t, sla.Ended, ended[0].Verdict, "not yet due")
	assert.Equal(t, sla.Breached, ended[1].Verdict, "past its due")
	_, ok := w.policy.Next(ended)
	assert.False(t, ok, "nothing of the case is due")
	again := w.policy.End(ended, cst(t, "2026-11-17 14:00"))
	assert.Same(t, &ended[0], &again[0], "ending twice changes nothing")
	assert.True(t, w.timers[0].Live(), "the argument is untouched")
}

func TestAResponseClockFollowsTheOldestUnansweredMessage(t *testing.T) {
	respond := sla.Target{
		Name: "respond", Cycle: true, Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(4)}}},
		Start: []sla.Condition{{Event: "in"}},
		Stop:  []sla.Condition{{Event: "out", With: map[string][]string{"kind": {"answer"}}}},
	}
	t.Run("a second message does not move the due", func(t *testing.T) {
		w := watching(t, respond)
		w.on("in", "2026-11-16 09:00").on("in", "2026-11-16 11:00").due("11-16 13:00")
	})
	t.Run("only the kinds it names answer", func(t *testing.T) {
		w := watching(t, respond)
		w.on("in", "2026-11-16 09:00").on("out", "2026-11-16 10:00", "kind", "receipt").verdict(sla.Running)
		w.on("out", "2026-11-16 10:00", "kind", "answer").verdict(sla.Met)
	})
	t.Run("the next message begins a new cycle", func(t *testing.T) {
		w := watching(t, respond)
		w.on("in", "2026-11-16 09:00").on("out", "2026-11-16 14:00", "kind", "answer").verdict(sla.Breached)
		w.on("in", "2026-11-16 15:00").due("11-17 11:00")
		require.Len(t, w.timers, 2)
		assert.Equal(t, sla.Breached, w.timers[0].Verdict, "each cycle keeps its verdict")
		assert.Equal(t, 2, w.timers[1].Cycle)
		assert.Equal(t, sla.Breached, sla.Overall(w.timers, cst(t, "2026-11-16 16:00")), "the case shows the worst")
	})
	t.Run("a back-dated answer leaves the message after it unanswered", func(t *testing.T) {
		w := watching(t, respond)
		w.on("in", "2026-11-16 09:00").on("in", "2026-11-16 12:00")
		w.late("out", "2026-11-16 10:00", "2026-11-16 12:30", "kind", "answer")
		require.Len(t, w.timers, 2)
		assert.Equal(t, sla.Met, w.timers[0].Verdict)
		w.due("11-16 16:00").verdict(sla.Running)
	})
	t.Run("a back-dated message answered since rings no bell", func(t *testing.T) {
		w := watching(t, respond)
		w.on("in", "2026-11-16 12:00").on("out", "2026-11-16 12:10", "kind", "answer")
		w.on("out", "2026-11-16 13:00", "kind", "answer")
		w.late("in", "2026-11-16 12:30", "2026-11-16 14:00").verdict(sla.Met)
		require.Len(t, w.timers, 2)
	})
}

func TestKeepInLoopStartsAnewAtEachAnswer(t *testing.T) {
	loop := sla.Target{
		Name: "loop", Cycle: true, Terms: []sla.Choice{{Term: sla.Term{Span: sla.Workdays(2)}}},
		Start: []sla.Condition{{Event: "out"}}, Reset: []sla.Condition{{Event: "out"}}, Stop: []sla.Condition{{Event: "in"}},
	}
	w := watching(t, loop)
	w.on("out", "2026-11-16 10:00").due("11-18 17:00")
	w.on("out", "2026-11-17 10:00").due("11-19 17:00")
	require.Len(t, w.timers, 2)
	assert.Equal(t, sla.Met, w.timers[0].Verdict)
	assert.Equal(t, sla.ByReset, w.timers[1].Origin)
	w.on("in", "2026-11-17 11:00").verdict(sla.Met)
	w.on("out", "2026-11-17 12:00").due("11-19 17:00")
	assert.Len(t, w.timers, 3)
}

func TestOldCyclesAreSummedUp(t *testing.T) {
	respond := resolveTarget("1h", func(x *sla.Target) { x.Cycle = true })
	w := watching(t, respond)
	at := cst(t, "2026-11-16 09:00")
	for i := range 20 {
		w.on("opened", at.Format("2006-01-02 15:04"))
		w.on("resolved", at.Add(time.Duration(40+i)*time.Minute+time.Minute).Format("2006-01-02 15:04"))
		at = at.Add(2 * time.Hour)
	}
	assert.LessOrEqual(t, len(w.timers), 8, "the case stays small")
	past := w.timers[0].Past
	assert.Equal(t, 12, past.Cycles)
	assert.Equal(t, past.Cycles, past.Met+past.Breached)
	assert.Equal(t, 20, w.last().Cycle)
	assert.Equal(t, 8*time.Minute, past.Worst)
	before := w.timers
	w.late("opened", "2026-11-16 08:00", "2026-11-20 08:00")
	assert.Equal(t, before, w.timers, "what is summed up is not run again")
}

func TestAUnitClockHasOneInstancePerAssignment(t *testing.T) {
	unit := sla.Target{
		Name: "unit", Owner: sla.OwnerUnit, Per: "assignment", OneLive: true, Cycle: true,
		Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(4)}}},
		Start: []sla.Condition{{Event: "dispatched"}}, Pause: []sla.Condition{{Event: "held"}}, Stop: []sla.Condition{{Event: "handled"}},
	}
	w := watching(t, unit)
	w.on("dispatched", "2026-11-16 09:00", "assignment", "a1")
	w.on("dispatched", "2026-11-16 11:00", "assignment", "a2").due("11-16 15:00")
	require.Len(t, w.timers, 2)
	assert.Equal(t, sla.Ended, w.timers[0].Verdict, "the old unit's clock does not survive the hand-over")
	w.on("dispatched", "2026-11-16 12:00")
	assert.Len(t, w.timers, 2, "a start without the attribute starts nothing")
	assert.Empty(t, w.last().Ignored)
	w.on("held", "2026-11-16 12:00").verdict(sla.Paused)
	assert.Equal(t, sla.Ended, w.timers[0].Verdict)
	w.on("handled", "2026-11-16 13:00", "assignment", "a2").verdict(sla.Met)
}

func TestInstancesAreOrderedAndIndependent(t *testing.T) {
	unit := sla.Target{
		Name: "unit", Per: "assignment", Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(4)}}},
		Start: []sla.Condition{{Event: "dispatched"}}, Stop: []sla.Condition{{Event: "handled"}},
	}
	w := watching(t, unit, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	w.on("dispatched", "2026-11-16 11:00", "assignment", "b").on("dispatched", "2026-11-16 10:00", "assignment", "a")
	var order []string
	for _, tm := range w.timers {
		order = append(order, tm.Target+"/"+tm.Instance)
	}
	assert.Equal(t, []string{"unit/a", "unit/b", "resolve/"}, order)
	w.on("handled", "2026-11-16 12:00", "assignment", "a")
	assert.Equal(t, sla.Met, w.timers[0].Verdict)
	assert.Equal(t, sla.Running, w.timers[1].Verdict)
	w.on("handled", "2026-11-16 12:30")
	assert.Equal(t, sla.Met, w.timers[1].Verdict, "an event without the attribute touches every running instance")
}

func TestAPromiseCarriesItsOwnDue(t *testing.T) {
	promise := sla.Target{
		Name: "promise", Per: "promise", DueFrom: "by",
		Start: []sla.Condition{{Event: "promised"}}, Stop: []sla.Condition{{Event: "kept"}},
	}
	w := watching(t, promise)
	w.on("promised", "2026-11-16 09:00", "promise", "p1", "by", "2026-11-16T15:00:00+08:00").due("11-16 15:00")
	w.on("promised", "2026-11-16 09:00", "promise", "p2", "by", "2026-11-18").due("11-19 00:00")
	assert.Equal(t, "2026-11-18", w.last().DueDate.String(), "the date people see")
	w.on("promised", "2026-11-16 09:00", "promise", "p3")
	assert.Len(t, w.timers, 2, "a promise without a time is no clock")
	assert.Equal(t, []string{"breach@11-16 15:00"}, w.sweep("2026-11-16 16:00"))
	w.on("kept", "2026-11-17 10:00", "promise", "p2").verdict(sla.Met)
}

func TestACustomersDeadlineOrElseATerm(t *testing.T) {
	target := resolveTarget("5wd", func(x *sla.Target) { x.DueFrom = "wanted_by" })
	w := watching(t, target)
	w.on("opened", "2026-11-16 09:00").due("11-23 17:00")
	w = watching(t, target)
	w.on("opened", "2026-11-16 09:00", "wanted_by", "2026-11-17T12:00:00+08:00").due("11-17 12:00")
	assert.True(t, w.last().Term.IsZero())
}

func TestACustomerClockCountsFromReceiptHoweverLateItIsAttached(t *testing.T) {
	target := resolveTarget("8bh", func(x *sla.Target) {
		x.Since = "received"
		x.Start = []sla.Condition{{Event: "assessed"}}
	}, steps("half", "-50%", "warn", "-1bh"))
	w := watching(t, target)
	w.facts["received"] = "2026-11-16T09:00:00+08:00"
	w.on("assessed", "2026-11-16 14:00").due("11-16 17:00")
	assert.Equal(t, []string{"warn@11-16 16:00"}, w.sweep("2026-11-16 17:00"), "the warning already passed is dropped")
	w = watching(t, target)
	w.on("assessed", "2026-11-16 14:00").due("11-17 14:00")
}

func TestATermThatComesLateStillCountsFromTheStart(t *testing.T) {
	target := resolveTarget("8bh", func(x *sla.Target) {
		x.Terms = []sla.Choice{
			{When: map[string][]string{"severity": {"major"}}, Term: sla.Term{Span: sla.BusinessHours(4)}},
			{When: map[string][]string{"severity": {"ordinary"}}, Term: sla.Term{Span: sla.BusinessHours(8)}},
		}
	}, steps("warn", "-2bh"))
	w := watching(t, target)
	w.on("opened", "2026-11-16 09:00").verdict(sla.Idle).due("")
	w.on("held", "2026-11-16 10:00").on("resumed", "2026-11-16 11:00")
	assert.Empty(t, w.sweep("2026-11-30 09:00"), "an idle clock fires nothing")
	w.facts["severity"] = "major"
	w.refresh("2026-11-16 15:00").verdict(sla.Running).due("11-16 14:00")
	assert.Equal(t, []string{"breach@11-16 14:00"}, w.sweep("2026-11-16 15:00"),
		"a due in the past is breached once, with the due as its time, and the warning is dropped")
	w.on("resolved", "2026-11-16 16:00").verdict(sla.Breached)
}

func TestAnIdleClockMayStop(t *testing.T) {
	w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Terms[0].When = map[string][]string{"severity": {"major"}} }))
	w.on("opened", "2026-11-16 09:00").on("resolved", "2026-11-16 10:00").verdict(sla.Idle)
	assert.Equal(t, sla.Idle, sla.Overall(w.timers, cst(t, "2026-12-16 10:00")))
}

func TestAClockThatStartsDuringAHoldBeginsPaused(t *testing.T) {
	w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Held = map[string][]string{"hold": {"customer"}} }))
	w.facts["hold"] = "customer"
	w.on("opened", "2026-11-16 09:00").verdict(sla.Paused).due("")
	w.on("resumed", "2026-11-16 10:00").due("11-17 10:00")
	w.late("held", "2026-11-16 09:30", "2026-11-16 11:00").due("11-17 10:00")
}

func TestRevivingUndoesTheEnd(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-2bh")), resolveTarget("8bh", func(x *sla.Target) { x.Name = "held" }))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00")
	before := w.timers
	ended := w.policy.End(before, cst(t, "2026-11-16 12:00"))
	w.timers = w.policy.Revive(ended, cst(t, "2026-11-16 12:00"), cst(t, "2026-11-18 09:00"))
	w.verdict(sla.Paused).on("resumed", "2026-11-18 10:00").due("11-18 17:00")
	assert.False(t, ended[0].Live(), "the argument is untouched")
	other := w.policy.Revive(ended, cst(t, "2026-11-16 13:00"), cst(t, "2026-11-18 09:00"))
	assert.Same(t, &ended[0], &other[0], "clocks that ended at another time stay ended")
}
