package fsm

import (
	"fmt"
	"strings"
)

// NotAllowed says that an event cannot fire from a state, and what can.
type NotAllowed struct {
	Event   string   // what was asked for
	From    string   // the state it was asked for in
	Allowed []string // what may fire from that state, sorted; empty at an end and for an unknown state
}

// Error names the event, the state and what may fire instead.
func (e *NotAllowed) Error() string {
	if len(e.Allowed) == 0 {
		return fmt.Sprintf("fsm: %q is not allowed in state %q, and nothing else is", e.Event, e.From)
	}
	return fmt.Sprintf("fsm: %q is not allowed in state %q, only %s", e.Event, e.From, strings.Join(e.Allowed, ", "))
}

// Refused says that a guard stopped a transition. It wraps the guard's error as it is.
type Refused struct {
	Event string // what was asked for
	From  string // the state it was asked for in
	Guard string // the guard that said no
	Err   error  // what it said, never nil
}

// Error names the event, the state and the guard, and ends with the guard's own words.
func (e *Refused) Error() string {
	return fmt.Sprintf("fsm: %q in state %q stopped by %q: %v", e.Event, e.From, e.Guard, e.Err)
}

// Unwrap gives the guard's error.
func (e *Refused) Unwrap() error {
	return e.Err
}

// Panicked says that a guard panicked, which is a defect in the guard. Nothing has moved.
type Panicked struct {
	Event string // what was asked for
	From  string // the state it was asked for in
	Value any    // what the guard panicked with
	Stack []byte // where, as runtime/debug prints it
}

// Error names the event, the state and the value, without the stack.
func (e *Panicked) Error() string {
	return fmt.Sprintf("fsm: a guard of %q in state %q panicked: %v", e.Event, e.From, e.Value)
}

// Unwrap gives the value the guard panicked with if that is an error, and nil otherwise.
func (e *Panicked) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Disagreed says that the machine did something else than the table says, which is a defect of this
// package or of the machine. The table counts: nothing has moved.
type Disagreed struct {
	Event  string // what was asked for
	From   string // the state it was asked for in
	Want   string // where the table leads
	Got    string // where the machine went
	Detail string // what the machine said
}

// Error names the event and both states.
func (e *Disagreed) Error() string {
	return fmt.Sprintf("fsm: %q in state %q leads to %q, but the machine went to %q (%s)",
		e.Event, e.From, e.Want, e.Got, e.Detail)
}

// TableError lists every fault of a lifecycle.
type TableError struct {
	Faults []Fault // in the order of the table, those of the whole graph last
}

// Fault is one fault of a lifecycle.
type Fault struct {
	Field string // where, such as "transitions[3].from[0]"
	Rule  string // the rule that does not hold there, in English, with the names concerned
}

// Error lists the faults, one a line.
func (e *TableError) Error() string {
	var b strings.Builder
	b.WriteString("fsm: the lifecycle is not sound:")
	for _, f := range e.Faults {
		fmt.Fprintf(&b, "\n\t%s: %s", f.Field, f.Rule)
	}
	return b.String()
}
