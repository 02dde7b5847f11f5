package kill

import (
	"fmt"
	"maps"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/sla"
)

// steps compares the steps of time that the ledger of a case records with those that were due. What was due follows from
// the numbers in limits and from the due and the stop of each timer.
type steps struct {
	c         *complaint.Case
	recorded  map[complaint.StepID]bool
	twice     []string
	armed     int
	unchecked int
}

func newSteps(c *complaint.Case) *steps {
	return &steps{c: c, recorded: map[complaint.StepID]bool{}}
}

// take notes a step that an entry records.
func (s *steps) take(id complaint.StepID) {
	id.At, id.Past = id.At.UTC(), false
	if s.recorded[id] {
		s.twice = append(s.twice, fmt.Sprintf("case %s: step %v is recorded twice", s.c.ID, id))
	}
	s.recorded[id] = true
}

// wrong lists the steps that are recorded and were not due, or the other way round. Nothing is due any more.
func (s *steps) wrong() (faults []string) {
	fault := func(what string, id complaint.StepID) {
		faults = append(faults, fmt.Sprintf("case %s: %s %v", s.c.ID, what, id))
	}
	left := maps.Clone(s.recorded)
	for i := range s.c.Clocks {
		tm := &s.c.Clocks[i]
		for id, due := range s.due(tm) {
			if s.recorded[id] {
				delete(left, id)
			} else if due {
				fault("missing", id)
			}
		}
	}
	for id := range left {
		fault("not due", id)
	}
	if !s.c.Wake.IsZero() {
		faults = append(faults, fmt.Sprintf("case %s: still waits for %v", s.c.ID, s.c.Wake))
	}
	return faults
}

// due are the steps of a timer that may be recorded, and whether they must be.
func (s *steps) due(tm *sla.Timer) map[complaint.StepID]bool {
	all := map[complaint.StepID]bool{}
	for _, l := range limits() {
		if l.name != tm.Target {
			continue
		}
		s.armed += len(l.steps)
		for _, a := range l.steps {
			id := complaint.StepID{Target: tm.Target, Instance: tm.Instance, Cycle: tm.Cycle, Step: a.id, At: tm.Due.Add(a.after(l)).UTC()}
			if len(tm.Pauses) > 0 {
				s.held(tm, id, all)
				continue
			}
			if tm.Live() || !id.At.After(tm.Stop) { // at the very stop it may be what stopped it
				all[id] = tm.Live() || id.At.Before(tm.Stop)
			}
		}
	}
	return all
}

// held is about a timer that stood still for a while: a warning may have been given by the due before. While it is live
// each step must be there, at whatever time; once it was stopped the engine's word is taken.
func (s *steps) held(tm *sla.Timer, id complaint.StepID, all map[complaint.StepID]bool) {
	if !tm.Live() {
		s.unchecked++
	}
	found := false
	for r := range s.recorded {
		same := r
		same.At = id.At
		if same == id {
			found, all[r] = true, true
		}
	}
	if !found && tm.Live() && !tm.Held() {
		all[id] = true
	}
}
