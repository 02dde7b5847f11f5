package complaint

import (
	"maps"
	"strconv"

	"github.com/redress-go/redress/survey"
)

// Resolve ends the work on a case (办结). Every step its severity requires has been passed and no blocking task is open.
type Resolve struct {
	Outcome string `json:"outcome"` // code of the playbook: upheld, settled, explained …
	Text    string `json:"text,omitempty" seal:""`
}

// CloseDirectly settles a complaint at the desk (直接办结): explained or put right on the spot, and accepted.
type CloseDirectly struct {
	Outcome string `json:"outcome,omitempty"` // "" is "explained"
	Text    string `json:"text,omitempty" seal:""`
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
	Text string `json:"text,omitempty" seal:""`
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
	if !hasCode(d.rules.pb.Outcomes, cmd.Outcome) {
		return invalid("outcome", "unknown code")
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
		d.emit(Flagged{What: "outcome", Text: code, On: code != ""})
	}
}

func (cmd CloseDirectly) decide(d *decision) error {
	outcome := cmd.Outcome
	if outcome == "" {
		outcome = "explained"
	}
	if !hasCode(d.rules.pb.Outcomes, outcome) {
		return invalid("outcome", "unknown code")
	}
	d.outcome(outcome)
	return d.fire(d.draft, "close-directly")
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
	case cmd.Score > 0 && !cmd.Reached, cmd.Satisfied && !cmd.Reached:
		return invalid("reached", "an answer needs a contact")
	}
	if err := d.rules.checkAnswers(cmd.Answers, cmd.Comments); err != nil {
		return err
	}
	if err := room(len(d.c.FollowUps), maxParts, "follow-ups"); err != nil {
		return err
	}
	d.emit(Followed{FollowedUp{
		ID: len(d.c.FollowUps) + 1, At: d.at, By: d.actor.ID, Reached: cmd.Reached, Satisfied: cmd.Satisfied, Score: cmd.Score,
		Cycle: d.c.Cycle,
	}})
	d.refresh = true
	if cmd.Reached && !cmd.Satisfied {
		d.tell(d.draft, "owner,head", "unsatisfied", "follow-up:"+strconv.Itoa(len(d.c.FollowUps)))
	}
	return d.move("follow-up")
}

func (cmd Reopen) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	limit := d.rules.pb.FollowUp.Reopen
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

func (Withdraw) decide(d *decision) error {
	d.outcome("withdrawn")
	return d.fire(d.draft, "withdraw")
}
