package sla_test

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestEveryFaultOfAPolicyIsReportedAtOnce(t *testing.T) {
	bad := sla.Target{
		Owner: "nobody", ReopenMode: "maybe", OnChange: "never", OneLive: true, Calendar: "mars",
		Terms: []sla.Choice{
			{Term: sla.Term{Span: sla.Hours(2), Landing: sla.LandClose}},
			{When: map[string][]string{"severity": nil}, Term: sla.Term{}},
		},
		Pause: []sla.Condition{{With: map[string][]string{"": {"x"}}}},
		Held:  map[string][]string{"hold": {}},
		Steps: []sla.Step{
			{At: sla.Before(sla.Months(1))},
			{ID: "a", If: map[string][]string{"state": nil}},
			{ID: "a"},
			{ID: sla.BreachStep, At: sla.After(sla.Hours(1))},
		},
		Extensions: []sla.ExtensionRule{
			{Name: "x", Shape: "sideways", Span: sla.Hours(1), Max: -1},
			{Name: "x", Span: sla.Days(3)},
			{Name: "y", Shape: sla.ExtendTo},
		},
		ExtendLimit: sla.Days(3),
	}
	dueFrom := sla.Target{
		Name: "promise", DueFrom: "by", Start: []sla.Condition{{Event: "promised"}}, ExtendLimit: sla.Days(9),
		Extensions: []sla.ExtensionRule{{Name: "x", Shape: sla.ExtendTo, Span: sla.Days(3)}},
	}
	cal := office(t)
	_, err := sla.NewPolicy([]sla.Target{bad, {Name: "b", Start: []sla.Condition{{Event: "e"}}}, dueFrom, dueFrom}, []*sla.Calendar{cal, cal, nil}, "test")
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	var fields []string
	for _, f := range inv.Faults {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{
		"calendars[1]", "calendars[2]",
		"targets[0].calendar", "targets[0].name", "targets[0].owner", "targets[0].reopen_mode", "targets[0].on_change",
		"targets[0].one_live", "targets[0].start", "targets[0].pause[0].event", "targets[0].pause[0].with.",
		"targets[0].held.hold",
		"targets[0].terms[0].term.landing", "targets[0].terms[1].term.span", "targets[0].terms[1].when.severity", "targets[0].terms[1]",
		"targets[0].steps[0].id", "targets[0].steps[0].at.offset", "targets[0].steps[1].if.state", "targets[0].steps[2].id", "targets[0].steps[3].at",
		"targets[0].extensions[0].shape", "targets[0].extensions[0].max",
		"targets[0].extensions[1].name", "targets[0].extensions[1].shape", "targets[0].extensions[1].span",
		"targets[0].extensions[2].span", "targets[0].extend_limit",
		"targets[1].terms",
		"targets[2].extensions[0].shape", "targets[2].extend_limit",
		"targets[3].name", "targets[3].extensions[0].shape", "targets[3].extend_limit",
	}, fields, "%v", err)
}

func TestAPolicyCannotBeChangedThroughItsTargets(t *testing.T) {
	target := resolveTarget("8bh", func(x *sla.Target) {
		x.Pause[0].With = map[string][]string{"reason": {"customer"}}
		x.Steps = []sla.Step{{ID: "warn", At: sla.Before(sla.Hours(1)), Do: map[string]string{"notice": "handler"}}}
	})
	w := watching(t, target)
	want, ok := w.policy.Target("resolve")
	require.True(t, ok)
	target.Pause[0].With["reason"][0] = "x"
	target.Steps[0].Do["notice"] = "x"
	got := w.policy.Targets()
	got[0].Steps[0].Do["notice"] = "y"
	again, _ := w.policy.Target("resolve")
	assert.Equal(t, want, again)
	assert.Equal(t, "handler", again.Steps[0].Do["notice"])
	_, ok = w.policy.Target("unknown")
	assert.False(t, ok)
	assert.Equal(t, "test", w.policy.Calendar("resolve").ID())
	assert.Nil(t, w.policy.Calendar("unknown"))
}

func TestATargetMayHaveItsOwnCalendar(t *testing.T) {
	always, err := sla.Always("always", shanghai)
	require.NoError(t, err)
	own := resolveTarget("8bh", func(x *sla.Target) { x.Name, x.Calendar = "own", "always" })
	p, err := sla.NewPolicy([]sla.Target{resolveTarget("8bh"), own}, []*sla.Calendar{office(t), always}, "test")
	require.NoError(t, err)
	timers, err := p.Apply(nil, sla.Event{Kind: "opened", At: cst(t, "2026-11-20 16:00")}, nil)
	require.NoError(t, err)
	assert.Equal(t, "11-23 16:00", show(timers[0].Due))
	assert.Equal(t, "11-21 00:00", show(timers[1].Due))
	assert.Equal(t, "always@1", timers[1].Calendar)
}

func TestTargetJSONIsStrictAndRoundTrips(t *testing.T) {
	text := `{"name":"resolve","owner":"statutory","terms":[{"when":{"severity":["major"]},"term":"2wd same"},{"term":"15d"}],` +
		`"start":[{"event":"opened"}],"pause":[{"event":"held","with":{"reason":["appraisal"]}}],"stop":[{"event":"resolved"}],` +
		`"reopen":[{"event":"reopened"}],"reopen_mode":"cycle","on_change":"now",` +
		`"extensions":[{"name":"complex","shape":"to","span":"30d","max":1,"approver":"head"}],"extend_limit":"60d",` +
		`"steps":[{"id":"warn","at":"-25%","if":{"state":["open"]},"do":{"notice":"handler"}},{"id":"breach","at":"0"}]}`
	target, err := sla.ParseTarget([]byte(text))
	require.NoError(t, err)
	require.NoError(t, target.Check())
	data, err := json.Marshal(target)
	require.NoError(t, err)
	assert.JSONEq(t, text, string(data))
	for name, bad := range map[string]string{
		"unknown field":  `{"name":"x","terms":[{"terms":"2wd"}]}`,
		"bare number":    `{"name":"x","terms":[{"term":"15"}]}`,
		"trailing value": text + `{}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sla.ParseTarget([]byte(bad))
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
		})
	}
}

func TestTimerJSONIsCompactAndStable(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-2bh")))
	w.on("opened", "2026-11-16 09:00")
	data, err := json.Marshal(w.timers)
	require.NoError(t, err)
	assert.Equal(t, `[{"target":"resolve","cycle":1,"term":"8bh","calendar":"test@1","start":"2026-11-16T01:00:00Z",`+
		`"due":"2026-11-16T09:00:00Z","due_date":"2026-11-16","verdict":"running","next_step":"warn","next_at":"2026-11-16T07:00:00Z"}]`, string(data))
	w.sweep("2026-11-16 15:30")
	w.on("held", "2026-11-16 16:00")
	require.NoError(t, w.extendNothing())
	data, err = json.Marshal(w.timers)
	require.NoError(t, err)
	assert.Equal(t, `[{"target":"resolve","cycle":1,"term":"8bh","calendar":"test@1","start":"2026-11-16T01:00:00Z",`+
		`"pauses":[{"from":"2026-11-16T08:00:00Z"}],"verdict":"paused","used":25200000000000,`+
		`"taken":[{"step":"warn","at":"2026-11-16T07:00:00Z"}]}]`, string(data))
	var back []sla.Timer
	require.NoError(t, json.Unmarshal(data, &back))
	resumed, err := w.policy.Apply(back, sla.Event{Kind: "resumed", At: cst(t, "2026-11-16 16:30")}, nil)
	require.NoError(t, err)
	w.on("resumed", "2026-11-16 16:30")
	assert.Equal(t, w.timers, resumed, "a stored timer goes on like one in memory")
}

// extendNothing asks for an extension the target does not have.
func (w *watch) extendNothing() error {
	if w.extend("2026-11-16 16:10", sla.Extension{Rule: "none"}) == nil {
		w.t.Fatal("must be refused")
	}
	return nil
}

func TestAPolicyIsSafeForConcurrentUse(t *testing.T) {
	w := watching(t, resolveTarget("8bh", steps("warn", "-2bh")))
	w.on("opened", "2026-11-16 09:00")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				s, _ := w.policy.Next(w.timers)
				taken := w.policy.Take(w.timers, s)
				_, err := w.policy.Apply(taken, sla.Event{Kind: "held", At: cst(t, "2026-11-16 16:00")}, nil)
				assert.NoError(t, err)
			}
		})
	}
	wg.Wait()
}

func FuzzParseTarget(f *testing.F) {
	f.Add([]byte(`{"name":"x","terms":[{"term":"2wd same"}],"start":[{"event":"opened"}],"steps":[{"id":"warn","at":"-25%"}]}`))
	f.Add([]byte(`{"name":"x","due_from":"by","start":[{"event":"opened"}],"extensions":[{"name":"e","shape":"plus","span":"3d"}]}`))
	cal := office(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		target, err := sla.ParseTarget(data)
		if err != nil {
			return
		}
		target.Calendar = ""
		p, err := sla.NewPolicy([]sla.Target{target}, []*sla.Calendar{cal}, "test")
		if err != nil {
			return
		}
		ev := sla.Event{Kind: target.Start[0].Event, At: cst(t, "2026-11-16 09:00"), Attrs: map[string]string{target.Per: "1"}}
		timers, err := p.Apply(nil, ev, nil)
		if err != nil {
			return
		}
		for range 100 {
			s, ok := p.Next(timers)
			if !ok {
				return
			}
			timers = p.Take(timers, s)
		}
		if _, ok := p.Next(timers); ok && len(target.Steps) < 100 {
			t.Fatalf("the steps of %s never end", data)
		}
	})
}
