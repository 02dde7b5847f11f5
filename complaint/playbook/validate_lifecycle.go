package playbook

import (
	"fmt"
	"slices"
)

func (v *validator) lifecycle() {
	before := len(v.faults)
	for i, t := range v.p.Lifecycle {
		at := fmt.Sprintf("lifecycle[%d]", i)
		v.oneOf(at+".event", t.Event, events())
		v.oneOf(at+".to", t.To, States())
		for j, f := range t.From {
			v.oneOf(fmt.Sprintf("%s.from[%d]", at, j), f, States())
		}
		for j, g := range t.Guards {
			v.oneOf(fmt.Sprintf("%s.guards[%d]", at, j), g, Guards())
		}
	}
	if len(v.p.Lifecycle) > 0 && len(v.faults) == before {
		v.paths()
	}
}

// paths asks that the table is one machine: an event leads from a state to one other, every state is reached from
// registered, and archived is reached from every state.
func (v *validator) paths() {
	seen := map[[2]string]bool{}
	forward, back := map[string][]string{}, map[string][]string{}
	states := []string{Registered}
	for i, t := range v.p.Lifecycle {
		at := fmt.Sprintf("lifecycle[%d]", i)
		states = append(states, t.To)
		for j, f := range t.From {
			states = append(states, f)
			forward[f], back[t.To] = append(forward[f], t.To), append(back[t.To], f)
			if seen[[2]string{t.Event, f}] {
				v.fault(fmt.Sprintf("%s.from[%d]", at, j), "%s leads somewhere from %s already", t.Event, f)
			}
			seen[[2]string{t.Event, f}] = true
			if f == t.To {
				v.fault(fmt.Sprintf("%s.from[%d]", at, j), "an event moves to another state")
			}
		}
	}
	reached, ends := walk(Registered, forward), walk(Archived, back)
	slices.Sort(states)
	for _, s := range slices.Compact(states) {
		if !reached[s] {
			v.fault("lifecycle", "%s is never reached", s)
		}
		if !ends[s] {
			v.fault("lifecycle", "nothing leads from %s to %s", s, Archived)
		}
	}
}

// walk returns the states that can be reached from one.
func walk(from string, next map[string][]string) map[string]bool {
	seen, open := map[string]bool{from: true}, []string{from}
	for len(open) > 0 {
		s := open[0]
		open = open[1:]
		for _, to := range next[s] {
			if !seen[to] {
				seen[to] = true
				open = append(open, to)
			}
		}
	}
	return seen
}

// events are the events the engine fires: those of the default life cycle.
func events() []string {
	var out []string
	for _, t := range DefaultLifecycle() {
		out = append(out, t.Event)
	}
	return out
}
