package sla

import "fmt"

// Policy is a set of targets with the calendars they count with, compiled. It
// is immutable and safe for concurrent use. Its methods never change the
// timers they are given: they return the same slice when nothing changed, and
// a copy otherwise. Timers stay ordered by target, instance and cycle.
type Policy struct {
	targets []*target
	byName  map[string]*target
	byKind  map[string][]listener
}

// target is a compiled Target.
type target struct {
	Target
	order   int
	cal     *Calendar
	choices []choice
	held    []clause
	steps   []Step // with the step at the due, in order of the definition
	retains bool   // whether events without effect may matter later
}

type choice struct {
	when []clause
	term Term
}

// listener is what one target does on one kind of event.
type listener struct {
	target *target
	acts   []act
}

type act struct {
	role role
	with []clause
}

// clause is a name and the values it may have.
type clause struct {
	name   string
	values []string
}

// NewPolicy checks and compiles targets. Calendars are found by id;
// defaultCalendar is the id used by targets that name none. It returns an
// *InvalidError with every fault at once, each with its path.
func NewPolicy(targets []Target, calendars []*Calendar, defaultCalendar string) (*Policy, error) {
	var fs faults
	byID := map[string]*Calendar{}
	for i, c := range calendars {
		switch {
		case c == nil:
			fs.add(fmt.Sprintf("calendars[%d]", i), "must be given", "")
		case byID[c.ID()] != nil:
			fs.add(fmt.Sprintf("calendars[%d]", i), "must have an id of its own", c.ID())
		default:
			byID[c.ID()] = c
		}
	}
	p := &Policy{byName: map[string]*target{}, byKind: map[string][]listener{}}
	for i, def := range targets {
		field := fmt.Sprintf("targets[%d]", i)
		id := def.Calendar
		if id == "" {
			id = defaultCalendar
		}
		if byID[id] == nil {
			fs.add(field+".calendar", "must be the id of a calendar of the policy", id)
		}
		if p.byName[def.Name] != nil {
			fs.add(field+".name", "must be unique", def.Name)
		}
		fs.merge(field, def.Check())
		t := compileTarget(def.clone(), i, byID[id])
		p.targets, p.byName[def.Name] = append(p.targets, t), t
		p.listen(t)
	}
	if err := fs.err(); err != nil {
		return nil, err
	}
	return p, nil
}

func compileTarget(def Target, order int, cal *Calendar) *target {
	t := &target{Target: def, order: order, cal: cal, held: clauses(def.Held)}
	t.retains = def.Cycle || len(def.Reopen) > 0 || len(def.Cancel) > 0
	for _, c := range def.Terms {
		t.choices = append(t.choices, choice{when: clauses(c.When), term: c.Term.normal()})
	}
	atDue := false
	for _, s := range def.Steps {
		atDue = atDue || s.At.IsZero()
		t.steps = append(t.steps, s)
	}
	if !atDue {
		t.steps = append(t.steps, Step{ID: BreachStep})
	}
	return t
}

// listen indexes the target by the kinds of event it reacts to.
func (p *Policy) listen(t *target) {
	own := map[string]*listener{}
	for i, conditions := range t.conditions() {
		for _, c := range conditions {
			l := own[c.Event]
			if l == nil {
				l = &listener{target: t}
				own[c.Event] = l
			}
			l.acts = append(l.acts, act{role: role(i), with: clauses(c.With)})
		}
	}
	for kind, l := range own {
		p.byKind[kind] = append(p.byKind[kind], *l)
	}
}

// Targets returns the definitions, in order; the caller may change the copies.
func (p *Policy) Targets() []Target {
	out := make([]Target, len(p.targets))
	for i, t := range p.targets {
		out[i] = t.Target.clone()
	}
	return out
}

// Target returns the definition of that name.
func (p *Policy) Target(name string) (Target, bool) {
	t := p.byName[name]
	if t == nil {
		return Target{}, false
	}
	return t.Target.clone(), true
}

// Calendar returns the calendar the target of that name counts with, or nil.
func (p *Policy) Calendar(name string) *Calendar {
	if t := p.byName[name]; t != nil {
		return t.cal
	}
	return nil
}

// choose returns the term that applies, or the zero Term.
func (t *target) choose(facts Facts) Term {
	for _, c := range t.choices {
		if facts.matchAll(c.when) {
			return c.term
		}
	}
	return Term{}
}

// step returns the step with that id.
func (t *target) step(id string) (Step, bool) {
	for _, s := range t.steps {
		if s.ID == id {
			return s, true
		}
	}
	return Step{}, false
}
