package sla_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// An extension shows the due it moved and the due it gave, for the record.
func TestOldAndNewDueAreLoggedAtAnExtension(t *testing.T) {
	w := watching(t, resolveTarget("15d", extensible))
	w.on("opened", "2026-11-16 10:00").due("12-02 00:00")
	require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex"}))
	require.NoError(t, w.extend("2026-11-18 10:00", sla.Extension{Rule: "more", Date: date(t, "2026-12-20")}))
	shown := func(x sla.Granted) []string {
		return []string{show(x.OldDue), x.OldDate.String(), show(x.NewDue), x.NewDate.String()}
	}
	granted := w.last().Extensions
	assert.Equal(t, []string{"12-02 00:00", "2026-12-01", "12-17 00:00", "2026-12-16"}, shown(granted[0]))
	assert.Equal(t, []string{"12-17 00:00", "2026-12-16", "12-22 00:00", "2026-12-21"}, shown(granted[1]), "the named Sunday rolls")

	timers, err := w.policy.WithdrawExtension(w.timers, "resolve", "", 1, cst(t, "2026-11-19 10:00"))
	require.NoError(t, err)
	assert.Equal(t, shown(granted[0]), shown(timers[0].Extensions[0]), "a withdrawal keeps what was logged")
	assert.Equal(t, w.timers, stored(t, w.timers))

	w = watching(t, resolveTarget("15d", extensible))
	w.on("opened", "2026-11-16 10:00").on("held", "2026-11-18 10:00")
	require.NoError(t, w.extend("2026-11-20 10:00", sla.Extension{Rule: "complex"}))
	assert.Equal(t, []string{"12-04 00:00", "2026-12-03", "12-19 00:00", "2026-12-18"}, shown(w.last().Extensions[0]),
		"of a paused clock the dues if it resumed then")
}

// drawExtended extends a clock a few times, as far as it goes, between events.
func drawExtended(t *rapid.T, p *sla.Policy, events []happening) []sla.Timer {
	timers := applyAll(t, p, nil, events, time.Time{})
	at := events[len(events)-1].at
	for i := range rapid.IntRange(1, 4).Draw(t, "extensions") {
		at = at.Add(time.Duration(rapid.IntRange(1, 60*12).Draw(t, fmt.Sprint("wait", i))) * time.Minute)
		x := sla.Extension{Rule: rapid.SampledFrom([]string{"complex", "more", "holding"}).Draw(t, fmt.Sprint("rule", i)), Reason: "x"}
		timers, _ = p.Extend(timers, "resolve", x, at)
	}
	return timers
}

// Each extension makes the due later, from the due of the one before it, and
// taking all of them back gives the due of a clock that never was extended,
// whether the breach has passed since or not.
func TestLawsOfExtensions(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := resolveTarget(rapid.SampledFrom([]string{"5d", "15d", "10d roll=none", "4wd", "3wd same", "1mo"}).Draw(t, "term"), extensible, lawSteps)
		plain.ExtendLimit = rapid.SampledFrom([]sla.Span{{}, sla.Days(40), sla.Workdays(20)}).Draw(t, "limit")
		p := lawPolicy(t, cal, plain)
		events, end := drawPaused(t)
		before := applyAll(t, p, nil, events, time.Time{})
		timers := drawExtended(t, p, events)
		due := before[0].Due
		for i, x := range timers[0].Extensions {
			require.Equal(t, i+1, x.ID)
			require.Equal(t, due, x.OldDue)
			require.True(t, x.NewDue.After(x.OldDue))
			due = x.NewDue
		}
		require.Equal(t, due, timers[0].Due)

		now := end.AddDate(0, rapid.IntRange(0, 3).Draw(t, "months later"), 0)
		if rapid.Bool().Draw(t, "swept") {
			timers = sweepAll(t, p, timers, now)
		}
		for _, x := range rapid.Permutation(timers[0].Extensions).Draw(t, "order") {
			var err error
			timers, err = p.WithdrawExtension(timers, "resolve", "", x.ID, now)
			require.NoError(t, err)
		}
		require.Equal(t, before[0].Due, timers[0].Due)
		require.Equal(t, before[0].DueDate, timers[0].DueDate)
		for _, s := range p.Restored(timers) {
			require.False(t, s.Past, "a due that moved back leaves the breach right")
		}
		timers = sweepAll(t, p, timers, now)
		breaches := 0
		for _, k := range timers[0].Taken {
			if k.Step == sla.BreachStep {
				breaches++
			}
		}
		require.Equal(t, timers[0].Due.Before(now), breaches == 1, "breached once when the due has passed, and only then")
		require.Equal(t, timers[0].Due.Before(now), timers[0].Verdict == sla.Breached)
	})
}

// sweepAll takes every step that is ripe at now.
func sweepAll(t *rapid.T, p *sla.Policy, timers []sla.Timer, now time.Time) []sla.Timer {
	for range 100 {
		s, ok := p.Next(timers)
		if !ok || !s.Ripe(now) {
			return timers
		}
		timers = p.Take(timers, s)
	}
	t.Fatal("the sweep does not end")
	return nil
}
