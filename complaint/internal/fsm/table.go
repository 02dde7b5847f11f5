package fsm

import (
	"slices"
	"sync"
)

// Transition is one row of a lifecycle: an event, the states it may fire from, and where it leads.
type Transition struct {
	Event  string   // what happens, such as "assess"
	From   []string // the states it may happen in; no state twice for one event in a whole table
	To     string   // the state afterwards; never one of From
	Guards []string // names of the guards to pass, asked in this order; the first refusal counts
}

// Guard decides whether a transition may fire, from what Fire was given. Nil lets it pass; an error
// stops it and reaches the caller as it is, inside a *Refused. A guard must be safe for concurrent
// use and must change nothing. It may fire another case of the same table.
type Guard func(arg any) error

// Table is a compiled lifecycle: immutable, and safe for concurrent use.
type Table struct {
	initial     string
	finals      []string
	states      []string            // in the order of first mention, initial first
	transitions []Transition        // as given
	rows        map[edge]row        // what each event does in each state
	events      map[string][]string // what may fire from a state, sorted
	machines    sync.Pool           // of *looplab.FSM, each used by one Fire at a time
}

// edge is an event in a state.
type edge struct {
	event, from string
}

// row is what an edge leads to, and the guards in its way.
type row struct {
	to     string
	guards []namedGuard
}

// namedGuard is a guard that can be named in an error.
type namedGuard struct {
	name string
	pass Guard
}

// New compiles a lifecycle and checks it as a whole. The error is a *TableError with every fault at
// once: blank names, an event listed twice for one source, a transition to its own source, a state
// that cannot be reached from initial or cannot reach a final, a guard that is not in guards.
// A final state may have transitions out of it, and guards that no transition names are no fault.
func New(initial string, finals []string, transitions []Transition, guards map[string]Guard) (*Table, error) {
	if faults := check(initial, finals, transitions, guards); len(faults) > 0 {
		return nil, &TableError{Faults: faults}
	}
	t := &Table{
		initial:     initial,
		finals:      slices.Clone(finals),
		states:      states(initial, transitions),
		transitions: make([]Transition, len(transitions)),
		rows:        make(map[edge]row),
		events:      make(map[string][]string),
	}
	for i, tr := range transitions {
		tr.From, tr.Guards = slices.Clone(tr.From), slices.Clone(tr.Guards)
		t.transitions[i] = tr
		t.add(tr, guards)
	}
	for _, events := range t.events {
		slices.Sort(events)
	}
	t.machines.New = t.newMachine
	return t, nil
}

// add enters a transition that has been checked.
func (t *Table) add(tr Transition, guards map[string]Guard) {
	r := row{to: tr.To, guards: make([]namedGuard, len(tr.Guards))}
	for i, name := range tr.Guards {
		r.guards[i] = namedGuard{name: name, pass: guards[name]}
	}
	for _, from := range tr.From {
		t.rows[edge{tr.Event, from}] = r
		t.events[from] = append(t.events[from], tr.Event)
	}
}

// To gives the state an event leads to from a state, by the table alone, no guard asked; false when
// the event cannot fire there or either name is unknown.
func (t *Table) To(event, from string) (string, bool) {
	r, ok := t.rows[edge{event, from}]
	return r.to, ok
}

// Events lists what may fire from a state, guards aside, sorted; empty for an unknown state and for
// an end. The slice is the caller's.
func (t *Table) Events(from string) []string {
	return slices.Clone(t.events[from])
}

// states lists every state in the order of first mention, initial first.
func states(initial string, transitions []Transition) []string {
	seen := map[string]bool{initial: true}
	all := []string{initial}
	mention := func(name string) {
		if !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	for _, tr := range transitions {
		for _, from := range tr.From {
			mention(from)
		}
		mention(tr.To)
	}
	return all
}
