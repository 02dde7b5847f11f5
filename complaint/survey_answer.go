package complaint

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/survey"
)

// SurveyForm is what a complainant who shows a token is asked.
type SurveyForm struct {
	Number        string    // of the case
	Until         time.Time // the first instant at which it cannot be answered any more, UTC
	Questionnaire *survey.Questionnaire
}

// SurveyAnswer is what came of an answer by token.
type SurveyAnswer struct {
	Case      CaseID
	Number    string
	Satisfied bool
	Reopened  bool // the case is handled again because of it
}

// SurveyForm returns what an invitation to the survey asks, for whoever shows its token; no actor is needed. It uses nothing
// up. The questionnaire is the caller's own copy.
//
// Errors: those of AnswerSurvey about tokens.
func (d *Desk) SurveyForm(ctx context.Context, token string) (form SurveyForm, err error) {
	defer recovered(&err)
	c, v, err := d.shownBy(ctx, token)
	if err != nil {
		return SurveyForm{}, d.wrap("survey-form", &Request{}, err)
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return SurveyForm{}, d.maybeWrap("survey-form", err)
	}
	pb, err := r.copy()
	if err != nil {
		return SurveyForm{}, d.maybeWrap("survey-form", err)
	}
	return SurveyForm{Number: c.Number, Until: v.Expires, Questionnaire: pb.Survey}, nil
}

// AnswerSurvey records what the complainant answers to the survey, with the token of the invitation and without staff: a
// FollowUp by the actor “complainant”, with everything that follows from one. Whether they are satisfied follows from the
// answers, by playbook.SurveyPolicy. The token opens the survey once, also between nodes; what is refused does not use it
// up. Words of theirs are sealed.
//
// Errors: ErrForbidden for a token that is altered or none of ours; ErrNotAllowed for one that is used, expired or taken
// back, and while the outcome is under review; both wrap a *survey.TokenError where the token is why, and have its reason
// as their rule: token-used. ErrInvalid for answers that do not fit the questionnaire, every fault at once.
func (d *Desk) AnswerSurvey(ctx context.Context, token string, answers survey.Answers) (done SurveyAnswer, err error) {
	defer recovered(&err)
	if err := d.gate.closed(); err != nil {
		return SurveyAnswer{}, d.wrap("answer-survey", &Request{}, err)
	}
	c, v, err := d.shownBy(ctx, token)
	if err != nil {
		return SurveyAnswer{}, d.wrap("answer-survey", &Request{}, err)
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return SurveyAnswer{}, d.wrap("answer-survey", &Request{Case: c.ID}, err)
	}
	req := Request{
		Actor: Actor{ID: Complainant, Role: Complainant, Org: c.Org}, Case: c.ID, Command: r.followUpOf(answers),
	}
	after, err := d.submitAnswer(ctx, &req, v.ID)
	if err != nil {
		return SurveyAnswer{}, d.wrap("answer-survey", &req, err)
	}
	cmd := req.Command.(FollowUp)
	return SurveyAnswer{Case: c.ID, Number: c.Number, Satisfied: cmd.Satisfied, Reopened: after.Cycle > v.Cycle}, nil
}

// submitAnswer takes an answer through the road of every command.
func (d *Desk) submitAnswer(ctx context.Context, req *Request, invitation int) (*Case, error) {
	w, err := d.prepare(req)
	if err != nil {
		return nil, err
	}
	w.invitation = invitation
	leave, err := d.queue.enter(ctx, w.keys()...)
	if err != nil {
		return nil, err
	}
	defer leave()
	res, err := d.run(ctx, w)
	return res.Case, err
}

// followUpOf makes the contact that an answer by token is. Bad ratings are those of five levels, 1 and 2 (差评).
func (r *rules) followUpOf(answers survey.Answers) FollowUp {
	cmd := FollowUp{Reached: true, Satisfied: true, Answers: answers}
	if r.pb.Survey == nil {
		return cmd
	}
	bad := r.pb.Survey.BadRatings(survey.Response{Answers: answers})
	decides := r.pb.Invite.Decides
	if decides == "" {
		cmd.Satisfied = len(bad) == 0
		return cmd
	}
	cmd.Satisfied = !slices.Contains(bad, decides)
	if score, ok := answers[decides].(survey.Score); ok && score >= 1 && score <= 5 {
		cmd.Score = int(score)
	}
	return cmd
}

// shownBy finds the case and the invitation that a token is for, and asks whether it opens it now.
func (d *Desk) shownBy(ctx context.Context, token string) (*Case, *Invitation, error) {
	kept, _, err := d.invitationOf(ctx, token)
	if err != nil {
		return nil, nil, err
	}
	c, err := d.store.Load(ctx, kept.Case)
	if err != nil {
		return nil, nil, err
	}
	v := find(c.Invitations, kept.Number)
	if v == nil {
		return nil, nil, refusedToken(survey.TokenAltered)
	}
	if reason := v.closed(d.now()); reason != "" {
		return nil, nil, refusedToken(reason)
	}
	return c, v, nil
}

// closed says why an invitation cannot be answered at an instant, "" when it can.
func (v *Invitation) closed(at time.Time) survey.TokenReason {
	switch {
	case !v.Answered.IsZero(), v.Why == byFollowUp:
		return survey.TokenUsed
	case !v.Ended.IsZero():
		return survey.TokenRevoked
	case v.Sent.IsZero():
		return survey.TokenEarly
	case !at.Before(v.Expires):
		return survey.TokenExpired
	}
	return ""
}

// byFollowUp is why an invitation was taken back whose survey was answered to somebody of the house.
const byFollowUp = "follow-up"

// refusedToken is the refusal of a token.
func refusedToken(reason survey.TokenReason) error {
	code := ErrNotAllowed
	if reason == survey.TokenAltered {
		code = ErrForbidden
	}
	return &Error{Code: code, Rule: "token-" + string(reason), Err: &survey.TokenError{Reason: reason}}
}

// mayAnswer asks what an answer by token needs instead of a grant: a case that has ended, also one that was filed
// meanwhile.
func (d *decision) mayAnswer(w *work) error {
	d.invitation = w.invitation
	v := find(d.c.Invitations, w.invitation)
	if v == nil {
		return refusedToken(survey.TokenAltered)
	}
	if reason := v.closed(d.at); reason != "" {
		return refusedToken(reason)
	}
	if !afterward.has(d.c.State) && d.c.State != Archived {
		return d.place(notAllowed("state"), w.spec.name)
	}
	return nil
}

// answers settles the invitations of a cycle whose survey was answered: nobody is asked twice.
func (d *decision) answers() error {
	for _, v := range d.c.Invitations {
		switch {
		case v.ID == d.invitation:
			v.Answered = d.at
			d.emit(InvitedEffect{v})
			if err := d.happen(d.draft, "survey-off", map[string]string{"survey": strconv.Itoa(v.ID)}); err != nil {
				return err
			}
		case v.Cycle == d.c.Cycle && (v.planned() || v.open()):
			if err := d.endInvitation(d.draft, v, byFollowUp); err != nil {
				return err
			}
		}
	}
	return nil
}

// dissatisfied reopens the case of a complainant who is not satisfied with its outcome, where the playbook says that an
// answer by token does. A refusal is recorded, and the answer stands.
func (d *decision) dissatisfied() {
	reason := d.rules.pb.Invite.Reopen
	if d.invitation == 0 || reason == "" {
		return
	}
	given := d.cmd
	refused := d.try(func() error {
		cmd := Reopen{Reason: reason}
		d.cmd = cmd // its reasons are those of reopening
		if !d.rules.fits(vocabulary()[cmd.Name()], d.c.State) {
			return notAllowed("state")
		}
		if err := cmd.decide(d); err != nil {
			return err
		}
		return d.happen(d.draft, cmd.Name(), cmd.attrs())
	})
	d.cmd = given
	d.emit(ReactedEffect{Reaction: playbook.SurveyNotice, Event: given.Name(), Refused: refused})
}
