package complaint

import (
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// Resolve ends the work on a case (办结). Every step its severity requires has been passed and no blocking task is open.
type Resolve struct {
	Outcome string `json:"outcome"` // code of the playbook: upheld, settled, explained …
	Text    string `json:"text,omitempty" seal:""`
}

// CloseDirectly settles a complaint at the desk (直接办结): explained or put right on the spot, and accepted.
type CloseDirectly struct {
	Outcome  string `json:"outcome,omitempty"`  // "" is "explained"
	Accepted bool   `json:"accepted,omitempty"` // the complainant accepted it
	Text     string `json:"text,omitempty" seal:""`
}

// Confirm records that the complainant agrees with the outcome.
type Confirm struct {
	Text string `json:"text,omitempty" seal:""`
}

// FollowUp is a contact after the case was resolved (回访). Reached and not satisfied means the case must be reopened or
// escalated: it cannot close against its answer.
type FollowUp struct {
	Reached   bool           `json:"reached"`
	Satisfied bool           `json:"satisfied,omitempty"`
	Score     int            `json:"score,omitempty"`            // 1–5; 0 when not asked
	Effect    string         `json:"effect,omitempty" code:""`   // whether the measure worked: yes, no; "" when not asked (R10)
	Answers   survey.Answers `json:"answers,omitempty"`          // to the playbook's survey, by question
	Comments  survey.Answers `json:"comments,omitempty" seal:""` // the free-text ones; filled from Answers
	Text      string         `json:"text,omitempty" seal:""`
}

// Reopen takes up a resolved or closed case again; its cycle counts up and it is investigated anew.
type Reopen struct {
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty" seal:""`
}

// Close ends a case after its follow-up (结案). Every clock still running ends.
type Close struct {
	Text string `json:"text,omitempty" seal:""`
}

// Archive files an ended case (归档).
type Archive struct{}

// Withdraw ends a case because the complainant takes it back (撤诉).
type Withdraw struct {
	Consent bool   `json:"consent,omitempty"` // of those represented in a joint complaint
	Text    string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Resolve) Name() string { return "resolve" }

// Name implements Command.
func (CloseDirectly) Name() string { return "close-directly" }

// Name implements Command.
func (Confirm) Name() string { return "confirm" }

// Name implements Command.
func (FollowUp) Name() string { return "follow-up" }

// Name implements Command.
func (Reopen) Name() string { return "reopen" }

// Name implements Command.
func (Close) Name() string { return "close" }

// Name implements Command.
func (Archive) Name() string { return "archive" }

// Name implements Command.
func (Withdraw) Name() string { return "withdraw" }

func (cmd Resolve) decide(d *decision) error {
	if !d.outcomeKnown(cmd.Outcome) {
		return invalid("outcome", "not an outcome of this kind of case")
	}
	for _, p := range d.c.Proposals {
		if (p.Status == ProposalAgreed || p.Status == ProposalImposed) && !p.Executed {
			return notAllowed("executed", "execute")
		}
	}
	d.outcome(cmd.Outcome)
	d.tell(d.draft, Complainant, "resolved", "")
	return d.fire(d.draft, "resolve")
}

// outcome sets how the case ended.
func (d *decision) outcome(code string) {
	if d.c.Outcome != code {
		fx := FlaggedEffect{What: "outcome", Text: code, On: code != ""}
		if fx.On {
			fx.At = d.at
		}
		d.emit(fx)
	}
}

func (cmd CloseDirectly) decide(d *decision) error {
	outcome := d.c.closing(cmd.Outcome)
	if !d.outcomeKnown(outcome) {
		return invalid("outcome", "not an outcome of this kind of case")
	}
	policy := d.rules.pb.Direct
	if policy.Accepted && !cmd.Accepted {
		return notAllowed("accepted", "dispatch") // explained and not accepted is a case like any other (R05)
	}
	d.outcome(outcome)
	if err := d.fire(d.draft, "close-directly"); err != nil {
		return err
	}
	if policy.Sample > 0 && sampled(d.c.ID, policy.Sample) {
		d.mark(sampledTag)
		return d.addTask(d.draft, Task{Code: reviewDirect, Role: policy.Reviewer, Different: []string{d.actor.ID}})
	}
	return nil
}

const (
	sampledTag   = "sampled"             // marks a direct close that was drawn for review
	reviewDirect = "review-direct-close" // the task of looking at it
)

// sampled draws one case in n by its id, which is random: nobody can choose which.
func sampled(id CaseID, n int) bool {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return h.Sum64()%uint64(n) == 0
}

func (Confirm) decide(d *decision) error {
	d.count("contacts", d.c.Contacts)
	return nil
}

// prepare moves free-text answers into the sealed part.
func (cmd FollowUp) prepare(*rules) Command {
	given := cmd.Answers
	cmd.Answers = nil
	for q, v := range given {
		to := &cmd.Answers
		if _, text := v.(survey.Text); text {
			to = &cmd.Comments
		}
		*to = maps.Clone(*to)
		if *to == nil {
			*to = survey.Answers{}
		}
		(*to)[q] = v
	}
	return cmd
}

func (cmd FollowUp) decide(d *decision) error {
	switch {
	case cmd.Score < 0 || cmd.Score > 5:
		return invalid("score", "1 to 5")
	case cmd.Score > 0 && !cmd.Reached, cmd.Satisfied && !cmd.Reached, cmd.Effect != "" && !cmd.Reached:
		return invalid("reached", "an answer needs a contact")
	case !slices.Contains([]string{"", "yes", "no"}, cmd.Effect):
		return invalid("effect", "yes or no")
	case cmd.Reached && cmd.Effect == "" && d.rules.pb.FollowUp.Effect && d.invitation == 0:
		return invalid("effect", "required")
	}
	if d.rules.pb.FollowUp.OtherUnit && d.c.handledBy(d.actor.Unit) {
		return forbidden("handling-unit", d.rules.whoMay("follow-up", d.c.Severity)...)
	}
	if err := d.checkAnswers(cmd.Answers, cmd.Comments); err != nil {
		return err
	}
	if err := room(len(d.c.FollowUps), maxParts, "follow-ups"); err != nil {
		return err
	}
	answered := len(cmd.Answers)+len(cmd.Comments) > 0
	d.emit(FollowedEffect{FollowUpResult{
		ID: len(d.c.FollowUps) + 1, At: d.at, By: d.actor.ID, Reached: cmd.Reached, Satisfied: cmd.Satisfied, Score: cmd.Score,
		Cycle: d.c.Cycle, Effect: cmd.Effect, Answered: answered && d.rules.pb.Invite.Invites(), Invitation: d.invitation,
	}})
	d.refresh = true
	if answered {
		if err := d.answers(); err != nil {
			return err
		}
	}
	if cmd.Reached && !cmd.Satisfied {
		d.tell(d.draft, "owner,head", "unsatisfied", "follow-up:"+strconv.Itoa(len(d.c.FollowUps)))
	}
	if d.c.State != Closed && d.c.State != Archived { // one more contact (R03)
		if err := d.move("follow-up"); err != nil {
			return err
		}
	}
	if !cmd.Satisfied {
		d.dissatisfied()
	}
	return nil
}

// attrs tell clocks and reactions how the contact went.
func (cmd FollowUp) attrs() map[string]string {
	return map[string]string{"reached": yes(cmd.Reached), "satisfied": yes(cmd.Satisfied)}
}

// handledBy reports whether a unit has had the case in its hands and not sent it back.
func (c *Case) handledBy(unit string) bool {
	return unit != "" && slices.ContainsFunc(c.Assignments, func(a Assignment) bool {
		return a.Unit == unit && a.EndReason != "returned" && a.EndReason != "ruled"
	})
}

func (cmd Reopen) attrs() map[string]string { return map[string]string{"reason": cmd.Reason} }

func (cmd Reopen) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	if late, err := d.lapsed(d.rules.calendar, d.rules.pb.FollowUp.ReopenWithin, d.c.OutcomeAt); late || err != nil {
		return orRefusal(err, "reopen-window", "register")
	}
	limit := d.rules.pb.FollowUp.MaxReopens
	if limit > 0 && d.c.Cycle >= limit && d.c.Level == 0 {
		return notAllowed("reopened", "escalate")
	}
	if err := d.fire(d.draft, "reopen"); err != nil {
		return err
	}
	d.count("cycle", d.c.Cycle)
	d.outcome("")
	if err := d.handAgain(); err != nil {
		return err
	}
	d.tell(d.draft, "owner", "reopened", "")
	return nil
}

func (Close) decide(d *decision) error { return d.fire(d.draft, "close") }

func (Archive) decide(d *decision) error { return d.fire(d.draft, "archive") }

// lapsed reports whether a term that began at an instant is over. A term of nothing never is: nor is one that had no
// beginning.
func (d *decision) lapsed(cal *sla.Calendar, term sla.Term, from time.Time) (bool, error) {
	if term.Span.IsZero() || from.IsZero() {
		return false, nil
	}
	due, err := term.Due(cal, from)
	if err != nil {
		return false, &Error{Code: ErrInternal, Rule: "term", Err: err}
	}
	return d.at.After(due.At), nil
}

// orRefusal is an error if there was one, else the refusal of a rule.
func orRefusal(err error, rule string, allowed ...string) error {
	if err != nil {
		return err
	}
	return notAllowed(rule, allowed...)
}

func (cmd Withdraw) decide(d *decision) error {
	if err := d.consented(cmd.Consent); err != nil {
		return err
	}
	d.outcome("withdrawn")
	return d.fire(d.draft, "withdraw")
}
