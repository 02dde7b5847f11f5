package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// hold is one pause of a test: from, to; "" for not ended.
type hold struct{ from, to string }

func TestPauses(t *testing.T) {
	for _, tc := range []struct {
		name, term, from string
		holds            []hold
		due, date        string
	}{
		{"open time of a pause is added", "8bh", "2026-11-16 09:00", []hold{{"2026-11-16 10:00", "2026-11-16 12:00"}}, "11-17 11:00", "2026-11-17"},
		{"seconds of a pause are kept", "8bh", "2026-11-16 09:00", []hold{{"2026-11-16 10:00:10", "2026-11-16 10:00:25"}}, "11-17 09:00:15", "2026-11-17"},
		{"closed hours inside a pause do not count", "8bh", "2026-11-16 12:00", []hold{{"2026-11-16 16:00", "2026-11-17 10:00"}}, "11-17 14:00", "2026-11-17"},
		{"a pause outside open time changes nothing", "8bh", "2026-11-20 12:00", []hold{{"2026-11-20 17:00", "2026-11-23 09:00"}}, "11-23 12:00", "2026-11-23"},
		{"two pauses on one day both count", "8bh", "2026-11-16 09:00", []hold{{"2026-11-16 10:00", "2026-11-16 11:00"}, {"2026-11-16 12:00", "2026-11-16 13:00"}}, "11-17 11:00", "2026-11-17"},
		{"a pause in real time", "24h", "2026-11-16 09:00", []hold{{"2026-11-16 18:00", "2026-11-16 20:00"}}, "11-17 11:00", "2026-11-17"},
		{"a pause that begins at the due is too late", "8bh", "2026-11-16 09:00", []hold{{"2026-11-16 17:00", "2026-11-18 09:00"}}, "11-16 17:00", "2026-11-16"},
		{"a pause that has not ended leaves no due", "8bh", "2026-11-16 09:00", []hold{{"2026-11-16 10:00", ""}}, "", ""},
		{"a pause after the due leaves it", "8bh", "2026-11-16 09:00", []hold{{"2026-11-17 10:00", ""}}, "11-16 17:00", "2026-11-16"},

		{"working days land first, then the paused open time is appended", "2wd", "2026-11-16 10:00", []hold{{"2026-11-17 15:00", "2026-11-18 11:00"}}, "11-19 13:00", "2026-11-19"},
		{"and land only once", "2wd same", "2026-11-16 10:00", []hold{{"2026-11-17 15:00", "2026-11-17 16:00"}}, "11-18 11:00", "2026-11-18"},
		{"a pause counts in full when it begins before the due as moved so far", "1wd", "2026-11-16 10:00", []hold{{"2026-11-17 15:00", "2026-11-17 17:00"}, {"2026-11-18 10:00", "2026-11-18 12:00"}}, "11-18 13:00", "2026-11-18"},
		{"a pause after the due as moved so far does not", "1wd", "2026-11-16 10:00", []hold{{"2026-11-17 15:00", "2026-11-17 16:00"}, {"2026-11-18 10:00", "2026-11-18 12:00"}}, "11-18 10:00", "2026-11-18"},
		{"working days and a pause over a weekend", "1wd", "2026-11-20 10:00", []hold{{"2026-11-20 17:00", "2026-11-23 09:00"}}, "11-23 17:00", "2026-11-23"},

		{"two touching pauses are one, which counts in full", "2wd midnight", "2026-11-16 10:00", []hold{{"2026-11-18 20:00", "2026-11-19 18:00"}, {"2026-11-19 18:00", "2026-11-20 10:00"}}, "11-20 10:00", "2026-11-20"},
		{"as it does in one piece", "2wd midnight", "2026-11-16 10:00", []hold{{"2026-11-18 20:00", "2026-11-20 10:00"}}, "11-20 10:00", "2026-11-20"},

		{"calendar days move by the dates of the pause", "10d", "2026-11-16 10:00", []hold{{"2026-11-18 10:00", "2026-11-20 09:00"}}, "12-01 00:00", "2026-11-30"},
		{"a pause within a day moves no date", "10d", "2026-11-16 10:00", []hold{{"2026-11-18 10:00", "2026-11-18 16:00"}}, "11-27 00:00", "2026-11-26"},
		{"the roll applies after the pause", "4d", "2026-11-16 10:00", []hold{{"2026-11-17 10:00", "2026-11-18 10:00"}}, "11-24 00:00", "2026-11-23"},
		{"two pauses that share a date", "10d", "2026-11-16 10:00", []hold{{"2026-11-17 10:00", "2026-11-18 10:00"}, {"2026-11-18 11:00", "2026-11-19 10:00"}}, "12-01 00:00", "2026-11-30"},
		{"a month is moved by dates too", "1mo", "2026-11-16 10:00", []hold{{"2026-11-17 10:00", "2026-11-18 10:00"}}, "12-18 00:00", "2026-12-17"},
		{"a paused calendar-day clock has no due", "10d", "2026-11-16 10:00", []hold{{"2026-11-18 10:00", ""}}, "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := watching(t, resolveTarget(tc.term))
			w.on("opened", tc.from)
			for _, h := range tc.holds {
				w.on("held", h.from)
				if h.to != "" {
					w.on("resumed", h.to)
				}
			}
			w.due(tc.due)
			assert.Equal(t, tc.date, w.last().DueDate.String())
		})
	}
}

func TestAPausedClockFiresNothing(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-2bh")))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").verdict(sla.Paused)
	assert.Empty(t, w.sweep("2026-12-16 10:00"), "it does not breach while waiting for the customer")
	assert.Equal(t, time.Hour, w.last().Used, "what was used stands still")
	s := w.last().Status(cst(t, "2026-12-16 10:00"))
	assert.Equal(t, sla.Status{State: sla.Paused}, s)
	w.on("resumed", "2026-12-16 10:00").due("12-16 17:00")
	assert.Equal(t, []string{"warn@12-16 15:00"}, w.sweep("2026-12-16 16:00"))
}

func TestAStopWhilePausedKeepsTheWait(t *testing.T) {
	w := watching(t, resolveTarget("2bh"))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resolved", "2026-11-18 10:00").verdict(sla.Met)
	assert.Equal(t, time.Hour, w.last().Used)
	w.due("11-18 11:00")
	assert.Equal(t, time.Hour, w.last().Margin)
}

func TestHoldingTwiceOrResumingWhatIsNotHeldChangesNothing(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	before := w.timers
	w.on("resumed", "2026-11-16 09:30")
	assert.Equal(t, before, w.timers)
	w.on("held", "2026-11-16 10:00").on("held", "2026-11-16 10:30").on("resumed", "2026-11-16 11:00").due("11-17 10:00")
}

func TestAPauseAfterABreachLeavesTheBreach(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("chief", "+2bh", "head", "+2wd")))
	w.on("opened", "2026-11-16 09:00")
	w.sweep("2026-11-17 09:00")
	w.on("held", "2026-11-17 10:00").verdict(sla.Breached)
	assert.True(t, w.last().Held())
	assert.Empty(t, w.sweep("2026-11-30 09:00"), "the ladder waits too")
	w.on("resumed", "2026-11-18 10:00")
	assert.Equal(t, []string{"chief@11-18 11:00", "head@11-18 17:00"}, w.sweep("2026-11-30 09:00"), "and does not count the wait")
}

func TestABackDatedPauseTakesTheBreachBack(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	require.Equal(t, []string{"breach@11-16 17:00"}, w.sweep("2026-11-17 10:00"))
	w.verdict(sla.Breached)
	w.late("held", "2026-11-16 15:00", "2026-11-17 11:00").verdict(sla.Paused)
	assert.Equal(t, []string{"breach@11-16 17:00"}, w.restore())
	w.on("resumed", "2026-11-17 12:00").due("11-17 14:00").verdict(sla.Running)
	assert.Equal(t, []string{"breach@11-17 14:00"}, w.sweep("2026-11-18 10:00"), "it may breach again, later")
}

func TestABackDatedStopTakesTheBreachBack(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-1bh", "late", "0", "chief", "+1bh")))
	w.on("opened", "2026-11-16 09:00")
	require.Equal(t, []string{"warn@11-16 16:00", "late@11-16 17:00", "chief@11-17 10:00"}, w.sweep("2026-11-17 10:00"))
	w.late("resolved", "2026-11-16 17:00", "2026-11-17 11:00").verdict(sla.Met)
	assert.Equal(t, []string{"late@11-16 17:00", "chief@11-17 10:00"}, w.restore(), "the warning was right")
	assert.Len(t, w.last().Taken, 1)
	w.verdict(sla.Met)
}

func TestABackDatedStopAfterTheDueKeepsTheBreach(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("late", "0", "chief", "+4bh")))
	w.on("opened", "2026-11-16 09:00")
	require.Len(t, w.sweep("2026-11-18 10:00"), 2)
	w.late("resolved", "2026-11-17 10:00", "2026-11-18 11:00").verdict(sla.Breached)
	assert.Equal(t, []string{"chief@11-17 13:00"}, w.restore(), "only the ladder after the stop was wrong")
}

func TestTheEarlierOfTwoStopsCounts(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00").on("resolved", "2026-11-17 09:30").verdict(sla.Breached)
	w.late("resolved", "2026-11-16 16:00", "2026-11-17 10:00").verdict(sla.Met)
	assert.Equal(t, time.Hour, w.last().Margin)
}

func TestAPromiseIsMovedByAPauseInRealTime(t *testing.T) {
	w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Terms, x.DueFrom = nil, "by" }))
	w.on("opened", "2026-11-16 09:00", "by", "2026-11-16T18:00:00+08:00")
	w.on("held", "2026-11-16 10:00").due("").on("resumed", "2026-11-16 20:00").due("11-17 04:00")
}
