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

// happening is an event of a property test.
type happening struct {
	kind string
	at   time.Time
}

var lawTerms = []string{"8bh", "30h", "2wd", "3wd same", "10d", "4d roll=none", "1mo", "12bh next", "5d eod", "2wd midnight"}

// drawHappenings draws events at distinct times within three weeks, in order.
func drawHappenings(t *rapid.T, kinds ...string) []happening {
	var list []happening
	at := time.Date(2026, time.November, 16, 1, 0, 0, 0, time.UTC)
	for i := range rapid.IntRange(1, 8).Draw(t, "events") {
		at = at.Add(time.Duration(rapid.IntRange(1, 60*60).Draw(t, fmt.Sprint("gap", i))) * time.Minute)
		list = append(list, happening{rapid.SampledFrom(kinds).Draw(t, fmt.Sprint("kind", i)), at})
	}
	return list
}

func applyAll(t require.TestingT, p *sla.Policy, timers []sla.Timer, events []happening, recorded time.Time) []sla.Timer {
	for _, e := range events {
		var err error
		timers, err = p.Apply(timers, sla.Event{Kind: e.kind, At: e.at, Recorded: recorded}, nil)
		require.NoError(t, err)
	}
	return timers
}

// outcome is what a timer says, without how it came to say it.
func outcome(timers []sla.Timer) []string {
	var out []string
	for _, tm := range timers {
		out = append(out, fmt.Sprintf("%d %s %v-%v %v due %v %s %s", tm.Cycle, tm.Verdict, tm.Start, tm.Stop, tm.Pauses, tm.Due, tm.End, tm.Used))
	}
	return out
}

func lawPolicy(t require.TestingT, cal *sla.Calendar, targets ...sla.Target) *sla.Policy {
	p, err := sla.NewPolicy(targets, []*sla.Calendar{cal}, cal.ID())
	require.NoError(t, err)
	return p
}

// Events that come in any order give what they would have given in order.
func TestBackDatedEventsGiveWhatTheOrderWouldHave(t *testing.T) {
	cal := office(t)
	everything := func(x *sla.Target) {
		x.Cycle = true
		x.Reset = []sla.Condition{{Event: "reset"}}
		x.Cancel = []sla.Condition{{Event: "cancelled"}}
		x.Reopen = []sla.Condition{{Event: "reopened"}}
	}
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]sla.ReopenMode{sla.ReopenContinue, sla.ReopenCycle}).Draw(t, "mode")
		target := resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term"), everything, func(x *sla.Target) { x.ReopenMode = mode })
		p := lawPolicy(t, cal, target)
		events := drawHappenings(t, "opened", "opened", "resolved", "resolved", "held", "resumed", "reset", "cancelled", "reopened")
		events[0].kind = "opened"
		recorded := events[len(events)-1].at
		inOrder := applyAll(t, p, nil, events, recorded)

		shuffled := slices.Concat(events[:1], rapid.Permutation(events[1:]).Draw(t, "order"))
		require.Equal(t, outcome(inOrder), outcome(applyAll(t, p, nil, shuffled, recorded)))
	})
}

// A plain target needs no memory of events without effect, as long as holds
// and resumes come in order, which the host sees to.
func TestBackDatedStartsAndStopsOfAPlainTarget(t *testing.T) {
	cal := office(t)
	rapid.Check(t, func(t *rapid.T) {
		p := lawPolicy(t, cal, resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term")))
		events := drawHappenings(t, "resolved", "held", "resumed")
		start := happening{"opened", events[0].at.Add(-time.Minute)}
		events = slices.Insert(events, 0, start)
		recorded := events[len(events)-1].at
		inOrder := applyAll(t, p, nil, events, recorded)
		var holds, stops []happening
		for _, e := range events[1:] {
			if e.kind == "resolved" {
				stops = append(stops, e)
			} else {
				holds = append(holds, e)
			}
		}
		order := slices.Concat(events[:1], holds)
		for i, s := range stops {
			order = slices.Insert(order, rapid.IntRange(1, len(order)).Draw(t, fmt.Sprint("stop", i)), s)
		}
		got := applyAll(t, p, nil, order, recorded)
		require.Equal(t, inOrder[0].Verdict, got[0].Verdict)
		require.Equal(t, inOrder[0].Due, got[0].Due)
		require.Equal(t, inOrder[0].Used, got[0].Used)
	})
}

func TestEventsToldTwiceChangeNothing(t *testing.T) {
	cal := office(t)
	rapid.Check(t, func(t *rapid.T) {
		target := resolveTarget("8bh", func(x *sla.Target) {
			x.Cycle = rapid.Bool().Draw(t, "cycle")
			x.Reset = []sla.Condition{{Event: "reset"}}
		})
		p := lawPolicy(t, cal, target)
		events := drawHappenings(t, "opened", "resolved", "held", "resumed", "reset")
		events[0].kind = "opened"
		once := applyAll(t, p, nil, events, time.Time{})
		for _, e := range events {
			twice := applyAll(t, p, once, []happening{e}, time.Time{})
			require.Equal(t, outcome(once), outcome(twice), "%v", e)
		}
	})
}

// A pause more never makes a due earlier.
func TestAPauseNeverMakesADueEarlier(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		p := lawPolicy(t, cal, resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term")))
		start := time.Date(2026, time.September, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60*24*15).Draw(t, "start")) * time.Minute)
		events := []happening{{"opened", start}}
		at := start
		for i := range rapid.IntRange(1, 4).Draw(t, "pauses") {
			for _, kind := range []string{"held", "resumed"} {
				at = at.Add(time.Duration(rapid.IntRange(0, 60*30).Draw(t, fmt.Sprint(kind, i))) * time.Minute)
				events = append(events, happening{kind, at})
			}
		}
		with := applyAll(t, p, nil, events, time.Time{})[0]
		k := 1 + 2*rapid.IntRange(0, len(events)/2-1).Draw(t, "left out")
		without := applyAll(t, p, nil, slices.Delete(slices.Clone(events), k, k+2), time.Time{})[0]
		if with.Due.Before(without.Due) {
			t.Fatalf("due %v with %v, due %v without", with.Due, with.Pauses, without.Due)
		}
	})
}

// Whatever happens in between, a step is recorded once for each scheduled
// time, never before its time, and the schedule of sweeps leaves no trace.
func TestStepsAreRecordedOnceWhateverTheSweeps(t *testing.T) {
	cal := office(t)
	rapid.Check(t, func(t *rapid.T) {
		target := resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term"),
			steps("half", "-50%", "warn", "-2bh", "day", "-1wd", "late", "0", "chief", "+4bh", "head", "+2wd"))
		target.Cycle = rapid.Bool().Draw(t, "cycle")
		p := lawPolicy(t, cal, target)
		events := drawHappenings(t, "opened", "resolved", "held", "resumed")
		events[0].kind = "opened"
		run := func(eager bool) ([]sla.Timer, []string) {
			var timers []sla.Timer
			var log []string
			sweep := func(now time.Time) {
				for {
					s, ok := p.Next(timers)
					if !ok || !s.Ripe(now) {
						return
					}
					log = append(log, fmt.Sprint(s.Cycle, s.Step, s.At))
					timers = p.Take(timers, s)
				}
			}
			for i, e := range events {
				if eager && i > 0 {
					for at := events[i-1].at; at.Before(e.at); at = at.Add(7 * time.Hour) {
						sweep(at)
					}
				}
				sweep(e.at) // every command catches up first
				timers = applyAll(t, p, timers, []happening{e}, time.Time{})
				require.Empty(t, p.Restored(timers), "nothing told in time takes anything back")
			}
			sweep(events[len(events)-1].at.AddDate(1, 0, 0))
			return timers, log
		}
		lazy, lazyLog := run(false)
		eager, eagerLog := run(true)
		require.Equal(t, lazyLog, eagerLog)
		require.Equal(t, lazy, eager)
		seen := slices.Clone(lazyLog)
		slices.Sort(seen)
		require.Len(t, slices.Compact(seen), len(lazyLog), "each once")
	})
}
