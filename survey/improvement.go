package survey

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Improvement answers a finding (整改): who does what by when, whether it was
// done, and what the next survey said about it. It is a value for the host to
// store; every method gives the next value and leaves the receiver alone. Its
// state follows from its parts, so the two cannot disagree.
type Improvement struct {
	// ID is the host's key, not blank.
	ID      string  `json:"id"`
	Finding Finding `json:"finding"`
	// Cycles are the attempts, the current one last: a measure that did not
	// help is followed by another.
	Cycles []Cycle `json:"cycles"`
	// Cases are ids of cases that belong to it, in the order they were linked.
	Cases []string `json:"cases,omitempty"`
}

// Cycle is one attempt at an improvement.
type Cycle struct {
	Action Action `json:"action"`
	// Done is when the measure was reported carried out, By who reported it.
	Done time.Time `json:"done,omitzero"`
	By   string    `json:"by,omitempty"`
	// Effect is what the next survey said; nil until it has.
	Effect *Effect `json:"effect,omitempty"`
	// Checked is when that was, Wave the survey's period or name.
	Checked time.Time `json:"checked,omitzero"`
	Wave    string    `json:"wave,omitempty"`
}

// Action is a measure: who does what by when.
type Action struct {
	// What is to be done.
	What string `json:"what"`
	// Owner is the person or unit answering for it.
	Owner string `json:"owner"`
	// Due is the deadline, an instant in any zone, for a host to arm.
	Due time.Time `json:"due"`
}

// Status says how an improvement stands.
type Status string

// The states of an improvement.
const (
	StatusOpen        Status = "open"        // to be carried out (整改中)
	StatusDone        Status = "done"        // carried out, the effect not yet checked (待验证)
	StatusEffective   Status = "effective"   // the next survey met the target (有效)
	StatusIneffective Status = "ineffective" // it did not: to be reopened (无效)
)

// StatusError reports a step that the improvement's state does not allow. Find
// it with errors.As.
type StatusError struct {
	// Step is what was tried, Status how the improvement stands.
	Step   string
	Status Status
}

// Error names both.
func (e *StatusError) Error() string {
	return fmt.Sprintf("survey: cannot %s an improvement that is %s", e.Step, e.Status)
}

// check gathers the faults of a measure.
func (a Action) check(bad *faults, path string) {
	if strings.TrimSpace(a.What) == "" {
		bad.add(under(path, "what"), "must not be blank")
	}
	if strings.TrimSpace(a.Owner) == "" {
		bad.add(under(path, "owner"), "must not be blank")
	}
	if a.Due.IsZero() {
		bad.add(under(path, "due"), "must be set")
	}
}

// Improve opens the improvement for a finding. A blank id and the faults of the
// measure, a blank text, a blank owner and a zero deadline, come in one
// [*InvalidError].
func (f Finding) Improve(id string, a Action) (Improvement, error) {
	bad := faults{what: "improvement"}
	if strings.TrimSpace(id) == "" {
		bad.add("id", "must not be blank")
	}
	a.check(&bad, "action")
	if err := bad.err(); err != nil {
		return Improvement{}, err
	}
	return Improvement{ID: id, Finding: f, Cycles: []Cycle{{Action: a}}}, nil
}

// Current is the last cycle; the zero Cycle for an improvement that was not made
// by [Finding.Improve].
func (i Improvement) Current() Cycle {
	if len(i.Cycles) == 0 {
		return Cycle{}
	}
	return i.Cycles[len(i.Cycles)-1]
}

// Status says how the improvement stands.
func (i Improvement) Status() Status {
	switch c := i.Current(); {
	case c.Effect != nil && c.Effect.Reached:
		return StatusEffective
	case c.Effect != nil:
		return StatusIneffective
	case !c.Done.IsZero():
		return StatusDone
	}
	return StatusOpen
}

// Overdue reports whether the measure is not carried out and its deadline has
// passed. The deadline itself is still in time.
func (i Improvement) Overdue(at time.Time) bool {
	return i.Status() == StatusOpen && at.After(i.Current().Action.Due)
}

// Complete reports the measure carried out. A blank reporter and a zero time
// come in an [*InvalidError], another state than open in a [*StatusError].
func (i Improvement) Complete(by string, at time.Time) (Improvement, error) {
	bad := faults{what: "improvement"}
	if strings.TrimSpace(by) == "" {
		bad.add("by", "must not be blank")
	}
	if at.IsZero() {
		bad.add("at", "must be set")
	}
	if err := bad.err(); err != nil {
		return Improvement{}, err
	}
	return i.step("complete", StatusOpen, func(c *Cycle) { c.By, c.Done = by, at })
}

// Reopen begins another cycle with a new measure, after a check that found the
// last one ineffective. A broken measure comes in an [*InvalidError], another
// state in a [*StatusError].
func (i Improvement) Reopen(a Action) (Improvement, error) {
	bad := faults{what: "improvement"}
	a.check(&bad, "action")
	if err := bad.err(); err != nil {
		return Improvement{}, err
	}
	if s := i.Status(); s != StatusIneffective {
		return Improvement{}, &StatusError{Step: "reopen", Status: s}
	}
	i.Cycles = append(slices.Clone(i.Cycles), Cycle{Action: a})
	return i, nil
}

// Link adds a case, once.
func (i Improvement) Link(caseID string) Improvement {
	if caseID != "" && !slices.Contains(i.Cases, caseID) {
		i.Cases = append(slices.Clone(i.Cases), caseID)
	}
	return i
}

// step changes the current cycle, from one state only.
func (i Improvement) step(name string, from Status, change func(*Cycle)) (Improvement, error) {
	if s := i.Status(); s != from || len(i.Cycles) == 0 {
		return Improvement{}, &StatusError{Step: name, Status: s}
	}
	i.Cycles = slices.Clone(i.Cycles)
	change(&i.Cycles[len(i.Cycles)-1])
	return i, nil
}
