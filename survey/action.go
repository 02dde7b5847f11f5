package survey

import (
	"strings"
	"time"
)

// Action is an improvement (整改措施) that answers a finding: who does what by
// when. It is a value for the host to store and watch; whether it helped is for
// the next survey to say, see [Action.Check].
type Action struct {
	Finding Finding `json:"finding"`
	// What is to be done.
	What string `json:"what"`
	// Owner is the person or unit answering for it.
	Owner string `json:"owner"`
	// Due is the deadline, an instant in any zone.
	Due time.Time `json:"due"`
}

// Action makes the improvement for a finding. A blank text, a blank owner and a
// zero deadline come in one [*InvalidError].
func (f Finding) Action(what, owner string, due time.Time) (Action, error) {
	bad := faults{what: "action"}
	if strings.TrimSpace(what) == "" {
		bad.add("what", "must not be blank")
	}
	if strings.TrimSpace(owner) == "" {
		bad.add("owner", "must not be blank")
	}
	if due.IsZero() {
		bad.add("due", "must be set")
	}
	if err := bad.err(); err != nil {
		return Action{}, err
	}
	return Action{Finding: f, What: what, Owner: owner, Due: due}, nil
}

// Effect is what the next survey says about an action (效果验证).
type Effect struct {
	// Before and After are the figure in the two surveys.
	Before Estimate `json:"before"`
	After  Estimate `json:"after"`
	// Change is After less Before; see [Change]. No data when the next survey
	// has none: then nothing is shown, neither success nor failure.
	Change Estimate `json:"change"`
	// Reached says that the target is met now.
	Reached bool `json:"reached"`
	// Clear says that the change, up or down, is beyond chance. Never set where
	// the figure carries no interval.
	Clear bool `json:"clear"`
	// Small says that fewer people answered than MinCell in either survey.
	Small bool `json:"small"`
}

// Check compares the figure behind the action with the same figure of a later
// survey. The questionnaire may have a new version as long as the item is still
// asked; a [*MismatchError] refuses another questionnaire or box set, an
// [*InvalidError] an item that is gone.
func (a Action) Check(next Result) (Effect, error) {
	f := a.Finding
	if next.Questionnaire != f.Questionnaire {
		return Effect{}, &MismatchError{Field: "questionnaire", Have: f.Questionnaire, Got: next.Questionnaire}
	}
	if next.Boxes != f.Boxes {
		return Effect{}, &MismatchError{Field: "boxes", Have: string(f.Boxes), Got: string(next.Boxes)}
	}
	after, small, rule := next.measure(f.Target)
	if rule != "" {
		bad := faults{what: "check"}
		bad.add("target", rule)
		return Effect{}, bad.err()
	}
	effect := Effect{Before: f.Measured, After: after, Change: Change(f.Measured, after), Small: f.Small || small}
	value, ok := after.Value()
	effect.Reached = ok && value >= f.Target.AtLeast
	low, high, ranged := effect.Change.Interval()
	effect.Clear = ranged && (low > 0 || high < 0)
	return effect, nil
}
