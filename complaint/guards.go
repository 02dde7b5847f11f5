package complaint

import (
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
)

// guarded is what a guard looks at.
type guarded struct {
	*decision
	on *draft
}

// guardFuncs returns the guards a transition may name (see playbook.Guards). Each refuses with the rule's name.
func guardFuncs() map[string]func(*guarded) error {
	return map[string]func(*guarded) error{
		"complete":    guardComplete,
		"rated":       guardRated,
		"steps":       guardSteps,
		"instructed":  guardInstructed,
		"planned":     guardPlanned,
		"evidence":    guardEvidence,
		"worded":      guardWorded,
		"approved":    guardApproved,
		"tasks":       guardTasks,
		"direct":      guardDirect,
		"followed-up": guardFollowedUp,
		"reviewed":    guardReviewed,
		"children":    guardChildren,
	}
}

func (g *guarded) grade() *playbook.Grade { return g.on.rules.grade(g.on.c.Severity) }

// guardComplete holds back a case that lacks required fields, and names them.
func guardComplete(g *guarded) error {
	if len(g.on.c.Missing) == 0 {
		return nil
	}
	err := &Error{Code: ErrNotAllowed, Rule: "complete", Allowed: []string{"correct"}}
	for _, f := range g.on.c.Missing {
		err.Fields = append(err.Fields, FieldError{f, "required before assessment"})
	}
	return err
}

func guardRated(g *guarded) error {
	if g.on.c.Severity == 0 {
		return notAllowed("rated", "assess", "reclassify")
	}
	return nil
}

// guardSteps asks for the states that the severity requires (R20: complex cases are formally investigated).
func guardSteps(g *guarded) error {
	var missing []FieldError
	for _, s := range g.grade().MustPass {
		if !g.on.c.HasPassed(State(s)) {
			missing = append(missing, FieldError{s, "step required by the severity"})
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return &Error{Code: ErrNotAllowed, Rule: "steps", Fields: missing, Allowed: g.on.rules.allowedIn(g.on.c.State)}
}

// guardInstructed holds a severity that is acted on only after instruction (R11: major cases are reported first).
func guardInstructed(g *guarded) error {
	if g.grade().Instruction && !g.on.c.Instructed {
		return &Error{
			Code: ErrNotAllowed, Rule: "instructed", Allowed: []string{"report", "instruct"},
			Who: g.on.rules.whoMay("instruct", g.on.c.Severity),
		}
	}
	return nil
}

// guardPlanned holds a severity that is acted on only by a plan (R11, R13: a plan before action).
func guardPlanned(g *guarded) error {
	if g.grade().Plan && g.on.c.Plans == 0 {
		return notAllowed("planned", "plan")
	}
	return nil
}

// guardEvidence asks for every kind of evidence that the plan needs (R20).
func guardEvidence(g *guarded) error {
	var lacking []FieldError
	for _, kind := range g.on.c.Needs {
		if !slices.Contains(g.on.c.Collected, kind) {
			lacking = append(lacking, FieldError{kind, "evidence the plan asks for"})
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	return &Error{Code: ErrNotAllowed, Rule: "evidence", Fields: lacking, Allowed: []string{"attach", "plan"}}
}

// guardWorded keeps a severity silent outside until its wording was released (R13, R15: one wording).
func guardWorded(g *guarded) error {
	if g.grade().Wording && !g.on.c.WordingReleased {
		return &Error{
			Code: ErrNotAllowed, Rule: "worded", Allowed: []string{"release"}, Who: g.on.rules.whoMay("release", g.on.c.Severity),
		}
	}
	return nil
}

// mayLetOut asks whether anything may be said outside about the case.
func (d *decision) mayLetOut() error { return guardWorded(&guarded{d, d.draft}) }

// guardApproved asks whether the proposal at hand may be carried out.
func guardApproved(g *guarded) error {
	for _, p := range g.on.c.Proposals {
		if p.Status == ProposalPending && p.ID == proposalOf(g.cmd) {
			return &Error{Code: ErrNeedsApproval, Rule: "approved", Who: g.on.approvers(p.Approval)}
		}
	}
	return nil
}

func guardTasks(g *guarded) error {
	open := slices.ContainsFunc(g.on.c.Tasks, func(t Task) bool { return t.Blocks && t.Done.IsZero() })
	if open {
		return notAllowed("tasks", "complete-task")
	}
	return nil
}

// guardDirect lets the desk close only what its severity or kind allows (直接办结). Where a script was put to the caller,
// its verdict says (R05).
func guardDirect(g *guarded) error {
	switch g.on.c.diagnosed() {
	case playbook.CloseAtDesk:
		return nil
	case playbook.DispatchUnit:
		return notAllowed("verdict", "dispatch", "assess")
	}
	kind := g.on.rules.kinds[g.on.c.Kind]
	if !g.grade().Direct && (kind == nil || !kind.Direct) {
		return notAllowed("direct", g.on.rules.allowedIn(g.on.c.State)...)
	}
	return nil
}

// guardFollowedUp asks for a follow-up where the severity does; a case may not close as satisfied against its answer.
func guardFollowedUp(g *guarded) error {
	if g.on.c.satisfaction() == "no" {
		return notAllowed("followed-up", "reopen", "follow-up", "escalate")
	}
	tried, reached := 0, 0
	for _, f := range g.on.c.FollowUps {
		if f.Cycle == g.on.c.Cycle {
			tried++
			if f.Reached {
				reached++
			}
		}
	}
	policy := g.on.rules.pb.FollowUp
	if g.grade().FollowUp && reached < max(policy.Contacts, 1) && tried-reached < max(policy.Attempts, 1) {
		return notAllowed("followed-up", "follow-up")
	}
	return nil
}

// guardReviewed asks for a case study where the severity does (R11: cases become training material), and for the review
// of a direct close that was drawn for one.
func guardReviewed(g *guarded) error {
	if t := g.on.c.unreviewed(); t != nil {
		return &Error{Code: ErrNotAllowed, Rule: "reviewed", Allowed: []string{"complete-task"}, Who: g.on.rules.doersOf(t, g.on.c.Severity)}
	}
	if g.grade().CaseStudy && !g.on.c.HasTag(caseStudy) && g.on.c.State == Closed {
		return notAllowed("reviewed", "note")
	}
	return nil
}

// unreviewed is the open task of looking at how a closed case was closed at the desk, nil when there is none.
func (c *Case) unreviewed() *Task {
	if c.State != Closed {
		return nil
	}
	for i := range c.Tasks {
		if t := &c.Tasks[i]; t.Code == reviewDirect && t.Done.IsZero() {
			return t
		}
	}
	return nil
}

// caseStudy is the tag of a case whose study was written.
const caseStudy = "case-study"

// guardChildren keeps a case open while a case split from it or batched under it is open.
func guardChildren(g *guarded) error {
	if open := g.open(g.on.c); len(open) > 0 {
		return stillOpen(open)
	}
	return nil
}
