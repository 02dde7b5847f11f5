package sla_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestStepsAreCountedFromTheDue(t *testing.T) {
	for _, tc := range []struct{ name, term, at, want string }{
		{"before, in open time", "8bh", "-30bm", "11-17 11:30"},
		{"before, in open time over a night", "8bh", "-4bh", "11-16 16:00"},
		{"before, in real time", "8bh", "-4h", "11-17 08:00"},
		{"at the due", "8bh", "0", "11-17 12:00"},
		{"after, in open time over a night", "8bh", "+6bh", "11-18 10:00"},
		{"after, in real time", "8bh", "+90m", "11-17 13:30"},
		{"a share of the term", "8bh", "-25%", "11-17 10:00"},
		{"half of the term", "8bh", "-50%", "11-16 16:00"},
		{"a share after the due", "8bh", "+50%", "11-17 16:00"},
		{"the whole term", "8bh", "-100%", "11-16 12:00"},
		{"a share of real time", "10h", "-50%", "11-16 17:00"},
		{"a share of working days falls into open time", "2wd", "-50%", "11-17 14:30"},
		{"a share of calendar days falls into open time", "7d", "-50%", "11-19 10:30"},
		{"working days keep the clock time", "3wd", "-1wd", "11-18 17:00"},
		{"working days after skip the weekend", "4wd", "+1wd", "11-23 17:00"},
		{"working days from midnight stay at midnight", "10d", "-1wd", "11-26 00:00"},
		{"calendar days keep the clock time", "3wd", "-2d", "11-17 17:00"},
		{"weeks keep the clock time", "3wd", "+1w", "11-26 17:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := watching(t, resolveTarget(tc.term, steps("s", tc.at)))
			w.on("opened", "2026-11-16 12:00")
			taken := w.sweep("2027-01-01 00:00")
			assert.Contains(t, taken, "s@"+tc.want)
		})
	}
}

func TestAPercentStepIgnoresPauses(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-25%")))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 15:30").on("resumed", "2026-11-16 16:30").due("11-17 10:00")
	assert.Equal(t, []string{"warn@11-16 15:00"}, w.sweep("2026-11-16 17:00"),
		"a pause after it does not move a warning already given")
	w = watching(t, resolveTarget("8bh", steps("warn", "-25%")))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 14:00").on("resumed", "2026-11-16 16:00")
	assert.Empty(t, w.sweep("2026-11-16 20:00"))
	assert.Equal(t, []string{"warn@11-17 09:00"}, w.sweep("2026-11-17 09:00"),
		"six hours of eight are used at closing time; the warning comes at the opening, not at night")
}

func TestAWarningAtTheEndOfAPauseComesThen(t *testing.T) {
	w := watching(t, resolveTarget("10h", steps("warn", "-9h")))
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-16 10:00").on("resumed", "2026-11-16 12:00").due("11-16 21:00")
	assert.Equal(t, []string{"warn@11-16 12:00"}, w.sweep("2026-11-16 12:00"), "not when the pause began")
}

func TestEachStepFiresAtMostOnce(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-2bh")))
	w.on("opened", "2026-11-16 09:00")
	s, ok := w.policy.Next(w.timers)
	require.True(t, ok)
	once := w.policy.Take(w.timers, s)
	twice := w.policy.Take(once, s)
	assert.Same(t, &once[0], &twice[0])
	assert.Len(t, twice[0].Taken, 1)
	other := s
	other.At = other.At.Add(1)
	assert.Same(t, &w.timers[0], &w.policy.Take(w.timers, other)[0], "another time is another step")
	other = s
	other.Target = "unknown"
	assert.Same(t, &w.timers[0], &w.policy.Take(w.timers, other)[0])
	assert.Same(t, &w.timers[0], &w.policy.Restore(w.timers, other)[0])
	assert.Same(t, &w.timers[0], &w.policy.Restore(w.timers, s)[0], "what was not taken cannot be restored")
}

func TestMissedStepsAreMadeUpInFullWithTheirTimes(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("chief", "+1wd", "warn", "-1bh", "late", "0", "head", "+2bh")))
	w.on("opened", "2026-11-16 09:00")
	want := []string{"warn@11-16 16:00", "late@11-16 17:00", "head@11-17 11:00", "chief@11-17 17:00"}
	assert.Equal(t, want, w.sweep("2026-12-01 00:00"), "after two weeks without a process")

	hourly := watching(t, resolveTarget("8bh", steps("chief", "+1wd", "warn", "-1bh", "late", "0", "head", "+2bh")))
	hourly.on("opened", "2026-11-16 09:00")
	var got []string
	for at := cst(t, "2026-11-16 09:00"); at.Before(cst(t, "2026-11-18 00:00")); at = at.Add(3600e9) {
		got = append(got, hourly.sweep(at.Format("2006-01-02 15:04"))...)
	}
	assert.Equal(t, want, got, "the schedule of sweeps does not matter")
	assert.Equal(t, w.timers, hourly.timers)
}

func TestAWarningBeforeTheStartIsDropped(t *testing.T) {
	w := watching(t, resolveTarget("1bh", steps("warn", "-2bh", "begin", "-100%")))
	w.on("opened", "2026-11-16 10:00")
	assert.Equal(t, []string{"begin@11-16 10:00", "breach@11-16 11:00"}, w.sweep("2026-11-17 10:00"))
}

func TestStepsAtOneTimeComeInADefinedOrder(t *testing.T) {
	first := resolveTarget("8bh", steps("b", "-1bh", "a", "-1bh"))
	second := resolveTarget("7bh", func(x *sla.Target) { x.Name = "second" })
	w := watching(t, first, second)
	w.on("opened", "2026-11-16 09:00")
	assert.Equal(t, []string{"b@11-16 16:00", "a@11-16 16:00", "breach@11-16 16:00", "breach@11-16 17:00"}, w.sweep("2026-11-17 10:00"),
		"a breach is past its time by one microsecond, so a warning of the same time comes first")
}

func TestAStepKnowsItsDefinitionAndItsCondition(t *testing.T) {
	target := resolveTarget("8bh", func(x *sla.Target) {
		x.Steps = []sla.Step{{ID: "warn", At: sla.Before(sla.BusinessHours(1)), If: map[string][]string{"state": {"open"}}, Do: map[string]string{"notice": "handler"}}}
	})
	w := watching(t, target)
	w.on("opened", "2026-11-16 09:00")
	s, _ := w.policy.Next(w.timers)
	step, ok := w.policy.Step(s)
	require.True(t, ok)
	assert.Equal(t, "handler", step.Do["notice"])
	assert.False(t, step.Applies(w.fact))
	w.facts["state"] = "open"
	assert.True(t, step.Applies(w.fact))
	assert.False(t, step.Applies(nil), "nothing is known")
	assert.True(t, sla.Step{}.Applies(nil), "no condition always holds")
	_, ok = w.policy.Step(sla.Scheduled{Target: "resolve", Step: "unknown"})
	assert.False(t, ok)
	_, ok = w.policy.Step(sla.Scheduled{Target: "unknown"})
	assert.False(t, ok)
	breach, ok := w.policy.Step(sla.Scheduled{Target: "resolve", Step: sla.BreachStep})
	assert.True(t, ok, "every target has a step at its due")
	assert.True(t, breach.At.IsZero())
}

func TestStatusForPeople(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	tm := w.last()
	in, out := tm.Status(cst(t, "2026-11-16 16:00")), tm.Status(cst(t, "2026-11-16 18:00"))
	assert.Equal(t, sla.Running, in.State)
	assert.Equal(t, "1h0m0s", in.Left.String())
	assert.Equal(t, sla.Breached, out.State, "late whether or not anybody recorded it")
	assert.Equal(t, "-1h0m0s", out.Left.String())
	assert.Equal(t, sla.Breached, sla.Overall(w.timers, cst(t, "2026-11-16 18:00")))
	w.on("resolved", "2026-11-16 16:30")
	assert.Equal(t, "30m0s", w.last().Status(cst(t, "2027-01-01 00:00")).Left.String())
	assert.Equal(t, sla.Met, sla.Overall(w.timers, cst(t, "2027-01-01 00:00")))
}
