package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

var lawSteps = steps("half", "-50%", "warn", "-2bh", "day", "-1wd", "chief", "+4bh")

// drawPaused draws a clock that was opened and paused up to twice, and the
// instant at which nothing of that is left.
func drawPaused(t *rapid.T) (events []happening, end time.Time) {
	at := time.Date(2026, time.September, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60*24*15).Draw(t, "start")) * time.Minute)
	events = []happening{{"opened", at}}
	for range rapid.IntRange(0, 2).Draw(t, "pauses") {
		for _, kind := range []string{"held", "resumed"} {
			at = at.Add(time.Duration(rapid.IntRange(1, 60*30).Draw(t, kind)) * time.Minute)
			events = append(events, happening{kind, at})
		}
	}
	return events, at
}

// sameClock requires two clocks to say the same, whatever their pauses.
func sameClock(t *rapid.T, a, b sla.Timer) {
	for _, tm := range []*sla.Timer{&a, &b} {
		tm.Pauses, tm.Ignored = nil, nil
	}
	require.Equal(t, a, b)
}

func TestAPauseInTouchingHalvesIsOnePause(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		p := lawPolicy(t, cal, resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term"), lawSteps))
		events, from := drawPaused(t)
		mid := from.Add(time.Duration(rapid.Int64Range(1, int64(40*time.Hour)).Draw(t, "first half")).Truncate(time.Microsecond))
		to := mid.Add(time.Duration(rapid.Int64Range(1, int64(40*time.Hour)).Draw(t, "second half")).Truncate(time.Microsecond))
		before := applyAll(t, p, nil, events, time.Time{})
		whole := applyAll(t, p, before, []happening{{"held", from}, {"resumed", to}}, time.Time{})
		halves := applyAll(t, p, before, []happening{{"held", from}, {"resumed", mid}, {"held", mid}, {"resumed", to}}, time.Time{})
		sameClock(t, whole[0], halves[0])
	})
}

func TestAPauseOutsideOpenTimeChangesNothing(t *testing.T) {
	cal := holidayOffice(t)
	terms := []string{"8bh", "90bm", "30bh", "12bh next", "8bh start=open", "2wd", "7wd", "3wd same", "2wd midnight", "5wd next"}
	rapid.Check(t, func(t *rapid.T) {
		p := lawPolicy(t, cal, resolveTarget(rapid.SampledFrom(terms).Draw(t, "term"), lawSteps))
		events, at := drawPaused(t)
		closed, _ := cal.NextClose(at)
		open, _ := cal.NextOpen(closed)
		from := closed.Add(time.Duration(rapid.Int64Range(0, int64(open.Sub(closed))).Draw(t, "from")).Truncate(time.Microsecond))
		to := from.Add(time.Duration(rapid.Int64Range(0, int64(open.Sub(from))).Draw(t, "to")).Truncate(time.Microsecond))
		without := applyAll(t, p, nil, events, time.Time{})
		with := applyAll(t, p, without, []happening{{"held", from}, {"resumed", to}}, time.Time{})
		sameClock(t, without[0], with[0])
	})
}

func TestAPolicyReadsInstantsNotZones(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		target := resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term"), lawSteps, func(x *sla.Target) { x.Cycle = true })
		p := lawPolicy(t, cal, target)
		events := drawHappenings(t, "opened", "resolved", "held", "resumed")
		events[0].kind = "opened"
		zone, err := time.LoadLocation(rapid.SampledFrom(oddZones).Draw(t, "written in"))
		require.NoError(t, err)
		here := applyAll(t, p, nil, events, time.Time{})
		for i := range events {
			events[i].at = events[i].at.In(zone)
		}
		require.Equal(t, here, applyAll(t, p, nil, events, time.Time{}))
	})
}
