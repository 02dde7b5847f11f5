package complaint

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/sla"
)

// Tick takes one step of time: a warning, a breach, a rung of the ladder, a promise that fell due. The engine submits
// it itself, in due order, before any other command and in Sweep; its effective time is the step's scheduled time.
type Tick struct{ StepID }

// StepID identifies a step of time: it is recorded once.
type StepID struct {
	Target   string    `json:"target"`
	Instance string    `json:"instance,omitempty"`
	Cycle    int       `json:"cycle,omitempty"`
	Step     string    `json:"step"`
	At       time.Time `json:"at"`             // when it was scheduled, UTC
	Past     bool      `json:"past,omitempty"` // taken only after that instant: an act at the very instant is in time
}

// stepOf names a scheduled step.
func stepOf(s sla.Scheduled) StepID {
	return StepID{s.Target, s.Instance, s.Cycle, s.Step, s.At, s.Past}
}

func (s StepID) scheduled() sla.Scheduled {
	return sla.Scheduled{Target: s.Target, Instance: s.Instance, Cycle: s.Cycle, Step: s.Step, At: s.At, Past: s.Past}
}

// Name implements Command.
func (Tick) Name() string { return "tick" }

func (cmd Tick) decide(d *decision) error {
	on := d.draft
	step, ok := on.rules.policy.Step(cmd.scheduled())
	if !ok {
		return &Error{Code: ErrInternal, Rule: "step", Err: errUnknownStep}
	}
	on.timers = on.rules.policy.Take(on.timers, cmd.scheduled())
	done := SteppedEffect{StepID: cmd.StepID}
	if step.Do["survey"] != "" {
		if err := d.surveyStep(cmd.Instance); err != nil {
			return err
		}
	} else if step.Applies(on.facts) {
		d.doStep(step, &done)
	}
	on.emit(done)
	return nil
}

// doStep carries out what a step asks for.
func (d *decision) doStep(step sla.Step, taken *SteppedEffect) {
	if step.Do["lapse"] == "approval" {
		d.lapse(taken.Instance)
	}
	did := d.doings(step.Do, taken.Step, "target:"+taken.Target+"/"+taken.Step)
	taken.Told, taken.Nobody, taken.Refused = did.told, did.nobody, did.refused
}

// raiseLevel moves the case up the ladder: to the next rung, or to a rung by number if that is higher.
func (d *decision) raiseLevel(v string) {
	to := d.c.Level + 1
	if n, err := strconv.Atoi(v); err == nil {
		to = n
	}
	to = min(to, len(d.rules.pb.Ladder))
	if to > d.c.Level {
		d.emit(CountedEffect{What: "level", Value: to})
		d.refresh = true
	}
}

// ruleOf is the name of the rule that refused.
func ruleOf(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Rule != "" {
		return e.Rule
	}
	return strings.TrimPrefix(err.Error(), "redress: ")
}

// lapse lets an approval that nobody decided in time count as denied.
func (d *decision) lapse(instance string) {
	id, _ := strconv.Atoi(instance)
	a := d.c.Approval(id)
	if a == nil || a.Status != ApprovalPending {
		return
	}
	lapsed := *a
	lapsed.Status = ApprovalLapsed
	d.emit(ApprovalEffect{lapsed})
	_ = d.decided(lapsed, ProposalDenied, "deny") // a life cycle without the row leaves the case where it is
}
