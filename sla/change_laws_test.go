package sla_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// changing is a target whose term a fact chooses.
func changing(first, second string, mode sla.ChangeMode) sla.Target {
	return resolveTarget(first, lawSteps, func(x *sla.Target) {
		term, err := sla.ParseTerm(second)
		if err != nil {
			panic(err)
		}
		x.OnChange, x.Cycle = mode, true
		x.Terms = append([]sla.Choice{{When: map[string][]string{"severity": {"major"}}, Term: term}}, x.Terms...)
	})
}

func major(name string) string {
	return map[string]string{"severity": "major"}[name]
}

// pausesOnly draws a clock that is opened and then held and resumed.
func pausesOnly(t *rapid.T) []happening {
	events := drawHappenings(t, "held", "resumed")
	return slices.Insert(events, 0, happening{"opened", events[0].at.Add(-time.Hour)})
}

// A changed term counts as if it had been there from the start, as if it had
// been without the pauses, or as if the clock had started at the change.
func TestAChangedTermCountsLikeOneThatWasAlwaysThere(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		first, second := rapid.SampledFrom(lawTerms).Draw(t, "first"), rapid.SampledFrom(lawTerms).Draw(t, "second")
		if first == second {
			return
		}
		mode := rapid.SampledFrom([]sla.ChangeMode{"", sla.ChangeWithoutPauses, sla.ChangeFromNow}).Draw(t, "mode")
		events := pausesOnly(t)
		at := events[len(events)-1].at.Add(time.Minute)
		p := lawPolicy(t, cal, changing(first, second, mode))
		changed, err := p.Refresh(applyAll(t, p, nil, events, time.Time{}), major, at)
		require.NoError(t, err)

		again, held := events, false
		for _, e := range events[1:] {
			held = e.kind == "held"
		}
		switch mode {
		case sla.ChangeWithoutPauses:
			again = events[:1]
		case sla.ChangeFromNow:
			again = []happening{{"opened", at}}
		}
		if held && len(again) == 1 {
			again = append(slices.Clone(again), happening{"held", at})
		}
		q := lawPolicy(t, cal, resolveTarget(second, lawSteps))
		want := applyAll(t, q, nil, again, time.Time{})
		resume := happening{"resumed", at.Add(5 * time.Hour)}
		got := applyAll(t, p, changed, []happening{resume}, time.Time{})
		want = applyAll(t, q, want, []happening{resume}, time.Time{})
		require.Equal(t, want[0].Due, got[0].Due)
		require.Equal(t, want[0].DueDate, got[0].DueDate)
	})
}

// What is told after a change but happened before it counts as if it had been
// told in time.
func TestEventsToldAfterAChangeOfTerm(t *testing.T) {
	cal := office(t)
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]sla.ChangeMode{"", sla.ChangeWithoutPauses, sla.ChangeFromNow}).Draw(t, "mode")
		target := changing("16bh", rapid.SampledFrom([]string{"8bh", "4d", "2wd", "30h"}).Draw(t, "term"), mode)
		target.Cycle = rapid.Bool().Draw(t, "cycle")
		p := lawPolicy(t, cal, target)
		events := pausesOnly(t)
		at := events[len(events)-1].at.Add(time.Minute)
		after := []happening{{"held", at.Add(time.Hour)}, {"resumed", at.Add(3 * time.Hour)}}
		run := func(before, late []happening) []sla.Timer {
			timers, err := p.Refresh(applyAll(t, p, nil, before, time.Time{}), major, at)
			require.NoError(t, err)
			timers = applyAll(t, p, timers, late, at)
			return applyAll(t, p, timers, after, at.Add(3*time.Hour))
		}
		split := rapid.IntRange(1, len(events)).Draw(t, "told in time")
		late := events[split:]
		if target.Cycle { // a plain target is told its holds and resumes in order
			late = rapid.Permutation(late).Draw(t, "order")
		}
		require.Equal(t, outcome(run(events, nil)), outcome(run(events[:split], late)), fmt.Sprint(late))
	})
}

// A calendar that was repaired or extended gives live clocks what they would
// have had with it from the first day; those that stopped keep what they have.
func TestANewerCalendarGivesWhatItWouldHaveGiven(t *testing.T) {
	old, newer := office(t), holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		target := resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term"), lawSteps, func(x *sla.Target) { x.Cycle = true })
		p, q := lawPolicy(t, old, target), lawPolicy(t, newer, target)
		at := time.Date(2026, time.September, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60*24*15).Draw(t, "start")) * time.Minute)
		events := []happening{{"opened", at}}
		for i := range rapid.IntRange(0, 5).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.IntRange(1, 60*60).Draw(t, fmt.Sprint("gap", i))) * time.Minute)
			events = append(events, happening{rapid.SampledFrom([]string{"held", "resumed", "resolved", "opened"}).Draw(t, fmt.Sprint("kind", i)), at})
		}
		before := applyAll(t, p, nil, events, time.Time{})
		after, err := q.Recalculate(before, at)
		require.NoError(t, err)
		want := applyAll(t, q, nil, events, time.Time{})
		require.Len(t, after, len(want))
		for i := range after {
			if !after[i].Live() {
				require.Equal(t, before[i], after[i])
				continue
			}
			require.Equal(t, outcome(want[i:i+1]), outcome(after[i:i+1]))
		}
		again, err := q.Recalculate(after, at.Add(time.Hour))
		require.NoError(t, err)
		require.Equal(t, after, again)
	})
}
