package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// watch drives a policy over a case: a test says what happened when, on an
// office day in China (Monday to Friday 09:00-17:00).
type watch struct {
	t      testing.TB
	policy *sla.Policy
	facts  map[string]string
	timers []sla.Timer
}

// resolveTarget runs from "opened" to "resolved" and pauses on "held".
func resolveTarget(term string, edit ...func(*sla.Target)) sla.Target {
	parsed, err := sla.ParseTerm(term)
	if err != nil {
		panic(err)
	}
	target := sla.Target{
		Name:   "resolve",
		Terms:  []sla.Choice{{Term: parsed}},
		Start:  []sla.Condition{{Event: "opened"}},
		Pause:  []sla.Condition{{Event: "held"}},
		Resume: []sla.Condition{{Event: "resumed"}},
		Stop:   []sla.Condition{{Event: "resolved"}},
	}
	for _, e := range edit {
		e(&target)
	}
	return target
}

// steps gives a target steps written as "id at".
func steps(list ...string) func(*sla.Target) {
	return func(target *sla.Target) {
		for i := 0; i < len(list); i += 2 {
			at, err := sla.ParseOffset(list[i+1])
			if err != nil {
				panic(err)
			}
			target.Steps = append(target.Steps, sla.Step{ID: list[i], At: at})
		}
	}
}

func watchOn(t testing.TB, cal *sla.Calendar, targets ...sla.Target) *watch {
	t.Helper()
	p, err := sla.NewPolicy(targets, []*sla.Calendar{cal}, cal.ID())
	require.NoError(t, err)
	return &watch{t: t, policy: p, facts: map[string]string{}}
}

func watching(t testing.TB, targets ...sla.Target) *watch {
	t.Helper()
	return watchOn(t, office(t), targets...)
}

func (w *watch) fact(name string) string { return w.facts[name] }

// on lets an event happen, with attributes as name, value pairs.
func (w *watch) on(kind, at string, attrs ...string) *watch {
	w.t.Helper()
	return w.late(kind, at, at, attrs...)
}

// late lets an event happen at one time and be written down at another.
func (w *watch) late(kind, at, recorded string, attrs ...string) *watch {
	w.t.Helper()
	ev := sla.Event{Kind: kind, At: cst(w.t, at), Recorded: cst(w.t, recorded), Attrs: map[string]string{}}
	for i := 0; i < len(attrs); i += 2 {
		ev.Attrs[attrs[i]] = attrs[i+1]
	}
	var err error
	w.timers, err = w.policy.Apply(w.timers, ev, w.fact)
	require.NoError(w.t, err)
	return w
}

// sweep takes every step that is ripe at now and returns "step@time" of each.
func (w *watch) sweep(now string) []string {
	w.t.Helper()
	var taken []string
	for range 100 {
		s, ok := w.policy.Next(w.timers)
		if !ok || !s.Ripe(cst(w.t, now)) {
			return taken
		}
		before := w.timers
		w.timers = w.policy.Take(w.timers, s)
		require.NotEqual(w.t, before, w.timers, "a step that is next must be taken")
		taken = append(taken, s.Step+"@"+show(s.At))
	}
	w.t.Fatal("the sweep does not end")
	return nil
}

// restore takes back whatever is no longer warranted.
func (w *watch) restore() []string {
	w.t.Helper()
	var restored []string
	for _, s := range w.policy.Restored(w.timers) {
		w.timers = w.policy.Restore(w.timers, s)
		restored = append(restored, s.Step+"@"+show(s.At))
	}
	require.Empty(w.t, w.policy.Restored(w.timers), "restoring ends it")
	return restored
}

func (w *watch) last() sla.Timer {
	w.t.Helper()
	require.NotEmpty(w.t, w.timers)
	return w.timers[len(w.timers)-1]
}

func (w *watch) refresh(now string) *watch {
	w.t.Helper()
	var err error
	w.timers, err = w.policy.Refresh(w.timers, w.fact, cst(w.t, now))
	require.NoError(w.t, err)
	return w
}

// due requires the last timer's due, "" for none.
func (w *watch) due(want string) *watch {
	w.t.Helper()
	require.Equal(w.t, want, show(w.last().Due))
	return w
}

func (w *watch) verdict(want sla.Verdict) *watch {
	w.t.Helper()
	require.Equal(w.t, want, w.last().Verdict)
	return w
}

// show prints an instant in China as "01-02 15:04", with seconds when there
// are any.
func show(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(time.FixedZone("CST", 8*3600))
	if at.Second() == 0 && at.Nanosecond() == 0 {
		return at.Format("01-02 15:04")
	}
	return at.Format("01-02 15:04:05.999999")
}
