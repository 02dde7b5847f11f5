package sla_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// stored is what comes back from a store.
func stored(t require.TestingT, timers []sla.Timer) []sla.Timer {
	data, err := json.Marshal(timers)
	require.NoError(t, err)
	var back []sla.Timer
	require.NoError(t, json.Unmarshal(data, &back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(data), string(again))
	return back
}

// Whatever happened, a timer that was stored is the timer that was in memory,
// and goes on like it.
func TestAStoredTimerIsTheTimer(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		target := resolveTarget(rapid.SampledFrom(lawTerms).Draw(t, "term"), everything, lawSteps)
		target.ReopenMode = rapid.SampledFrom([]sla.ReopenMode{sla.ReopenContinue, sla.ReopenCycle, sla.ReopenRestart}).Draw(t, "mode")
		p := lawPolicy(t, cal, target)
		events := drawHappenings(t, "opened", "opened", "resolved", "held", "resumed", "reset", "cancelled", "reopened")
		events[0].kind = "opened"
		last := events[len(events)-1].at
		order := slices.Concat(events[:1], rapid.Permutation(events[1:]).Draw(t, "order"))
		var memory, store []sla.Timer
		for _, e := range order {
			memory = applyAll(t, p, memory, []happening{e}, last)
			store = stored(t, applyAll(t, p, store, []happening{e}, last))
			if next, ok := p.Next(memory); ok && next.Ripe(last) {
				memory, store = p.Take(memory, next), stored(t, p.Take(store, next))
			}
			require.Equal(t, memory, store)
		}
	})
}

// FuzzStoredTimers lets a policy work on timers from a store that somebody has
// tampered with: nothing panics, and everything ends.
func FuzzStoredTimers(f *testing.F) {
	for _, s := range []string{
		`{"target":"resolve","cycle":1,"term":"8bh","start":"2026-11-16T01:00:00Z","verdict":"running"}`,
		`{"target":"resolve","cycle":-1,"term":"36525d roll=back","start":"9999-12-31T23:59:59Z","verdict":"lost"}`,
		`{"target":"resolve","term":"2wd","start":"0001-01-01T00:00:00Z","base":"2199-12-31T00:00:00Z","pauses":[{"from":"9000-01-01T00:00:00Z"},{"from":"0001-01-01T00:00:00Z","to":"9999-01-01T00:00:00Z"}]}`,
		`{"target":"resolve","fixed":"9999-12-31T00:00:00Z","fixed_date":"9999-12-31","start":"2026-11-16T01:00:00Z","ignored":[{"at":"2026-11-16T01:00:00Z","role":"forget","later":9000000000},{"at":"2026-11-16T01:00:00Z","role":"unheard","later":-9}]}`,
		`{"target":"resolve","term":"1200mo","start":"2199-12-31T01:00:00Z","extensions":[{"id":1,"shape":"plus","span":"1200mo"},{"id":2,"shape":"none","span":"36525d"},{"id":3,"date":"9999-12-31"}],"taken":[{"step":"late","at":"1900-01-01T00:00:00Z"}]}`,
		`{"target":"gone","term":"876600h","start":"2026-11-16T01:00:00Z","past":{"cycles":-1,"worst":-9223372036854775808},"used":9223372036854775807}`,
		`{"target":"resolve","term":"219150bh","stop":"2026-11-16T01:00:00Z","end":"end","start":"2026-11-17T01:00:00Z","origin":"reopen"}`,
	} {
		f.Add([]byte("["+s+"]"), int64(0))
		f.Add([]byte("["+s+","+s+"]"), int64(7200))
	}
	cal := holidayOffice(f)
	target := resolveTarget("2wd", everything, extensible, steps("half", "-50%", "day", "-1wd", "chief", "+1000%", "head", "+2wd"))
	target.Extensions, target.ExtendLimit = []sla.ExtensionRule{rule("more", sla.ExtendPlus, sla.Days(36525), 9)}, sla.Span{}
	p := lawPolicy(f, cal, target, resolveTarget("8bh", func(x *sla.Target) { x.Name = "other" }))
	f.Fuzz(func(t *testing.T, data []byte, seconds int64) {
		var timers []sla.Timer
		if json.Unmarshal(data, &timers) != nil || len(timers) > 50 {
			return
		}
		at := cst(t, "2026-11-16 09:00").Add(time.Duration(seconds%1e8) * time.Second)
		for _, kind := range []string{"opened", "held", "resolved", "reopened", "reset", "resumed", "cancelled", "opened"} {
			if next, err := p.Apply(timers, sla.Event{Kind: kind, At: at}, nil); err == nil {
				timers = next
			}
			at = at.Add(time.Hour)
		}
		_, _ = p.Extend(timers, "resolve", sla.Extension{Rule: "more", Reason: "x"}, at)
		_, _ = p.WithdrawExtension(timers, "resolve", "", 1, at)
		for _, change := range []func([]sla.Timer, time.Time) ([]sla.Timer, error){
			p.Recalculate,
			func(list []sla.Timer, now time.Time) ([]sla.Timer, error) { return p.Adopt(list, nil, now) },
		} {
			next, err := change(timers, at)
			require.NoError(t, err)
			timers = next
		}
		for range 100 * (len(timers) + 1) {
			next, ok := p.Next(timers)
			if !ok {
				break
			}
			taken := p.Take(timers, next)
			if len(taken) > 0 && &taken[0] == &timers[0] {
				break // of a target that is gone
			}
			timers = taken
		}
		for _, s := range p.Restored(timers) {
			timers = p.Restore(timers, s)
		}
		_ = sla.Overall(p.Revive(p.End(timers, at), at, at), at)
	})
}

func TestAStoredTimerOfAnyAgeOrLibraryIsCounted(t *testing.T) {
	w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.Cycle = true }))
	require.NoError(t, json.Unmarshal([]byte(`[{"target":"resolve","cycle":1,"term":"8bh","start":"2026-11-16T01:00:00Z",
		"pauses":[{"from":"2026-11-16T02:00:00Z"}],"verdict":"paused","unheard":{"of":1},
		"ignored":[{"at":"2026-11-16T03:00:00Z","role":"unheard"}]}]`), &w.timers))
	w.late("resumed", "2026-11-16 13:00", "2026-11-16 14:00").late("held", "2026-11-16 12:30", "2026-11-16 14:00")
	w.due("11-17 12:00")
	assert.Equal(t, []sla.Pause{{From: utc(t, "2026-11-16T02:00:00Z"), To: utc(t, "2026-11-16T05:00:00Z")}}, w.last().Pauses, "an event of a kind unheard of does nothing")
}

func TestAStoredExtensionToADateThatHadPassedIsCounted(t *testing.T) {
	w := watching(t, resolveTarget("8h"))
	require.NoError(t, json.Unmarshal([]byte(`[{"target":"resolve","cycle":1,"term":"8h","start":"2026-11-16T01:00:00Z","verdict":"running",
		"extensions":[{"id":1,"shape":"to","date":"2026-11-10","at":"2026-11-16T02:00:00Z"},{"id":2,"shape":"plus","span":"3h"}]}]`), &w.timers))
	timers, err := w.policy.Recalculate(w.timers, cst(t, "2026-11-16 11:00"))
	require.NoError(t, err)
	assert.Equal(t, "11-11 03:00", show(timers[0].Due))
}

// Numbers nobody can mean are refused before anything is counted with them.
func TestAbsurdAmountsAreRefusedNotCounted(t *testing.T) {
	for _, text := range []string{"1000000000000000000h", "9223372036854775807s", "9223372036854775808s", "99999999999999999999999d", "1000000000000000000mo"} {
		_, err := sla.ParseTerm(text)
		faultsOf(t, err)
		_, err = sla.ParseOffset("+" + text)
		faultsOf(t, err)
		_, err = sla.ParseTarget([]byte(`{"name":"x","terms":[{"term":"` + text + `"}]}`))
		faultsOf(t, err)
		require.Error(t, json.Unmarshal([]byte(`{"term":"`+text+`"}`), new(sla.Timer)))
		require.Error(t, json.Unmarshal([]byte(`{"extensions":[{"span":"`+text+`"}]}`), new(sla.Timer)))
	}
	for _, term := range []sla.Term{
		{Span: sla.Hours(math.MaxInt)},
		{Span: sla.Days(1), Cutoff: sla.CutoffAt(1<<32, 0)},
		{Span: sla.Days(1), Cutoff: sla.CutoffAt(0, -1)},
		{Span: sla.Days(1), Cutoff: sla.CutoffAt(24, 1)},
	} {
		_, err := term.Due(office(t), cst(t, "2026-11-16 09:00"))
		faultsOf(t, err)
	}
	for _, at := range []sla.Offset{sla.PercentAfter(1<<32 + 50), sla.PercentBefore(-5), sla.PercentBefore(math.MinInt), sla.After(sla.Hours(math.MinInt))} {
		faultsOf(t, resolveTarget("8bh", func(x *sla.Target) { x.Steps = []sla.Step{{ID: "s", At: at}} }).Check())
	}
}

func TestAClockHasAtMostAThousandPauses(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	at := cst(t, "2026-01-05 09:00")
	tell := func(kind string) error {
		at = at.Add(time.Minute)
		timers, err := w.policy.Apply(w.timers, sla.Event{Kind: kind, At: at}, nil)
		w.timers = timers
		return err
	}
	require.NoError(t, tell("opened"))
	for range 1000 {
		require.NoError(t, tell("held"))
		require.NoError(t, tell("resumed"))
	}
	before := w.timers
	assert.Equal(t, []string{"event"}, faultsOf(t, tell("held")))
	assert.Same(t, &before[0], &w.timers[0], "and it is left as it was")
	require.NoError(t, tell("resolved"))
}

func TestDatesOutOfAnyCalendarDoNoHarm(t *testing.T) {
	c := office(t)
	for _, year := range []int{-1 << 62, -1 << 40, -5_879_611, -1, 0, 10_000, 5_881_580, 1 << 31, 1 << 40, 1<<62 - 1} {
		d := sla.Date{Year: year, Month: 5, Day: 5}
		for _, n := range []int{0, 1, -1, 1 << 30, -1 << 30, 1 << 62, -1 << 62} {
			_, _ = c.AddWorkdays(d, n), c.Workday(d.AddDays(n))
			_, _ = c.WorkdaysBetween(d, d.AddDays(n)), c.EndOfDay(d)
			_, _ = c.DayOpen(d)
			_, _ = c.StartOfDay(d.AddMonths(n)), d.Weekday()
		}
		assert.Equal(t, year > 2026, d.After(date(t, "2026-01-01")), fmt.Sprint(year))
		assert.Equal(t, year < 2026, d.Before(date(t, "2026-01-01")), fmt.Sprint(year))
	}
	for _, n := range []int{1 << 40, math.MaxInt} {
		assert.True(t, date(t, "2026-01-01").AddDays(n).After(date(t, "9999-12-31")))
		assert.True(t, date(t, "2026-01-01").AddMonths(n).After(date(t, "9999-12-31")))
		assert.Equal(t, "0001-01-01", date(t, "2026-01-01").AddDays(-n).String())
		assert.Equal(t, "0001-01-01", date(t, "2026-01-01").AddMonths(-n).String())
	}
	assert.Equal(t, "9999-12-31", date(t, "9999-11-30").AddDays(31).String())
}
