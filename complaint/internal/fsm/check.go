package fsm

import (
	"fmt"
	"slices"
	"strings"
)

// checker collects the faults of a lifecycle.
type checker struct {
	faults []Fault
	owner  map[edge]string     // the field an edge was first listed in
	place  map[string]string   // the field a state was first mentioned in
	order  []string            // the states in the order of first mention
	next   map[string][]string // where a state leads
	before map[string][]string // what leads to a state
}

// check finds every fault of a lifecycle, in the order of the table; those of the whole graph last.
func check(initial string, finals []string, transitions []Transition, guards map[string]Guard) []Fault {
	c := &checker{
		owner:  make(map[edge]string),
		place:  make(map[string]string),
		next:   make(map[string][]string),
		before: make(map[string][]string),
	}
	c.state("initial", initial)
	c.finals(finals)
	if len(transitions) == 0 {
		c.fault("transitions", "at least one is needed")
	}
	for i, tr := range transitions {
		field := fmt.Sprintf("transitions[%d]", i)
		c.transition(field, tr)
		c.guards(field, tr.Guards, guards)
	}
	c.graph(initial, finals)
	return c.faults
}

// fault notes one fault.
func (c *checker) fault(field, rule string, args ...any) {
	c.faults = append(c.faults, Fault{Field: field, Rule: fmt.Sprintf(rule, args...)})
}

// named notes a blank name, and reports whether there is a name.
func (c *checker) named(field, name string) bool {
	if strings.TrimSpace(name) == "" {
		c.fault(field, "a name is needed")
		return false
	}
	return true
}

// state checks the name of a state and keeps where it was first mentioned.
func (c *checker) state(field, name string) bool {
	if !c.named(field, name) {
		return false
	}
	if _, known := c.place[name]; !known {
		c.place[name] = field
		c.order = append(c.order, name)
	}
	return true
}

// finals checks the names of the final states.
func (c *checker) finals(finals []string) {
	if len(finals) == 0 {
		c.fault("finals", "at least one is needed")
	}
	seen := make(map[string]bool)
	for i, name := range finals {
		field := fmt.Sprintf("finals[%d]", i)
		if c.state(field, name) && seen[name] {
			c.fault(field, "%q is listed twice", name)
		}
		seen[name] = true
	}
}

// transition checks one row and enters it into the graph.
func (c *checker) transition(field string, tr Transition) {
	event := c.named(field+".event", tr.Event)
	to := c.state(field+".to", tr.To)
	if len(tr.From) == 0 {
		c.fault(field+".from", "at least one state is needed")
	}
	for i, from := range tr.From {
		at := fmt.Sprintf("%s.from[%d]", field, i)
		if !c.state(at, from) {
			continue
		}
		if event {
			c.once(at, edge{tr.Event, from})
		}
		if !to {
			continue
		}
		if from == tr.To {
			c.fault(at, "%q leads from %q to itself", tr.Event, from)
		}
		c.next[from] = append(c.next[from], tr.To)
		c.before[tr.To] = append(c.before[tr.To], from)
	}
}

// once notes an event that is listed a second time for a source. The machine would take the last
// one without a word.
func (c *checker) once(at string, e edge) {
	if first, listed := c.owner[e]; listed {
		c.fault(at, "%q from %q is listed already, in %s", e.event, e.from, first)
		return
	}
	c.owner[e] = at
}

// guards checks the guards a row names.
func (c *checker) guards(field string, names []string, known map[string]Guard) {
	seen := make(map[string]bool)
	for i, name := range names {
		at := fmt.Sprintf("%s.guards[%d]", field, i)
		if !c.named(at, name) {
			continue
		}
		guard, ok := known[name]
		switch {
		case !ok:
			c.fault(at, "there is no guard %q", name)
		case guard == nil:
			c.fault(at, "the guard %q has no function", name)
		case seen[name]:
			c.fault(at, "%q is listed twice", name)
		}
		seen[name] = true
	}
}

// graph checks that every state can be reached and can come to an end.
func (c *checker) graph(initial string, finals []string) {
	reached := spread([]string{initial}, c.next)
	ends := spread(finals, c.before)
	for _, name := range c.order {
		if !reached[name] && strings.TrimSpace(initial) != "" {
			c.fault(c.place[name], "%q cannot be reached from %q", name, initial)
		}
		if !ends[name] && len(finals) > 0 {
			c.fault(c.place[name], "%q has no way to a final state", name)
		}
	}
}

// spread gives every state that can be reached from the given ones, themselves included.
func spread(from []string, next map[string][]string) map[string]bool {
	reached := make(map[string]bool)
	for todo := slices.Clone(from); len(todo) > 0; {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !reached[name] {
			reached[name] = true
			todo = append(todo, next[name]...)
		}
	}
	return reached
}
