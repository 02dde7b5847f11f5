package complaint

import (
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Invitation asks the complainant to answer the survey (满意度调查邀请), by playbook.SurveyPolicy: at most one in a cycle of
// the case, whatever happens in it. It holds no token and no digest of one; those are beside the case. All times are UTC.
type Invitation struct {
	ID       int       `json:"id"`
	Cycle    int       `json:"cycle,omitempty"`   // of the case, which it asks about
	Due      time.Time `json:"due"`               // when it is to leave
	Sent     time.Time `json:"sent,omitzero"`     // when it was put on its way; it leaves with the next delivery
	Expires  time.Time `json:"expires,omitzero"`  // the first instant at which it cannot be answered any more
	Reminded time.Time `json:"reminded,omitzero"` // when the reminder was put on its way
	Answered time.Time `json:"answered,omitzero"` // when the complainant answered by token
	Ended    time.Time `json:"ended,omitzero"`    // when it was taken back unanswered
	Why      string    `json:"why,omitempty"`     // why it was: the state the case went on to, follow-up, cool-down, erased
}

func (v Invitation) number() int { return v.ID }

// planned reports whether an invitation is still to leave.
func (v *Invitation) planned() bool { return v.Sent.IsZero() && v.Ended.IsZero() }

// open reports whether an invitation that has left is neither answered nor taken back.
func (v *Invitation) open() bool { return !v.Sent.IsZero() && v.Answered.IsZero() && v.Ended.IsZero() }

// InvitedEffect adds or replaces an invitation to the survey.
type InvitedEffect struct{ Invitation }

// Name implements Effect.
func (InvitedEffect) Name() string { return "invited" }

func (fx InvitedEffect) apply(c *Case) { c.Invitations = put(c.Invitations, fx.Invitation) }

// SpareSurvey records that an invitation did not leave, because the complainant was asked about another case a short time
// ago (免打扰). It is the engine's own: Deliver finds it out when the invitation would leave.
type SpareSurvey struct {
	Invitation int `json:"invitation"`
}

// Name implements Command.
func (SpareSurvey) Name() string { return "spare-survey" }

func (cmd SpareSurvey) decide(d *decision) error {
	v := find(d.c.Invitations, cmd.Invitation)
	if v == nil || !v.open() {
		return notAllowed("invitation")
	}
	return d.endInvitation(d.draft, *v, "cool-down")
}

// surveyTarget is the engine's own target of a playbook that invites: due when an invitation leaves, and again when its
// reminder does.
func surveyTarget() sla.Target {
	event := func(kind string) []sla.Condition { return []sla.Condition{{Event: kind}} }
	return sla.Target{
		Name: playbook.SurveyTarget, Owner: sla.OwnerUnit, DueFrom: "at", Per: "survey", Cycle: true,
		Start: event("survey-due"), Stop: event("survey-done"), Cancel: event("survey-off"),
		Steps: []sla.Step{{ID: "send", Do: map[string]string{"survey": "send"}}},
	}
}

// surveys follows a case into a state: an end is followed by an invitation, work that goes on takes back what is out. A
// review only keeps back what has not left: the outcome may stand.
func (d *decision) surveys(on *draft, to State) error {
	switch to {
	case Resolved, Closed:
		return d.planInvitation(on, to)
	case FollowingUp, Archived:
		return nil
	}
	for _, v := range on.c.Invitations {
		if v.planned() || v.open() && to != UnderReview {
			if err := d.endInvitation(on, v, string(to)); err != nil {
				return err
			}
		}
	}
	return nil
}

// planInvitation plans the invitation of the cycle, or sends it, when the playbook invites to the survey of such a case.
func (d *decision) planInvitation(on *draft, to State) error {
	p := &on.rules.pb.Invite
	if !p.Invites() || to == Resolved && p.On != playbook.Resolved || !on.asks(p) {
		return nil
	}
	v := Invitation{ID: len(on.c.Invitations) + 1, Cycle: on.c.Cycle, Due: d.when(on)}
	if last := on.c.invitation(); last != nil {
		if !last.Sent.IsZero() || last.Ended.IsZero() {
			return nil // once a cycle
		}
		v.ID = last.ID // it was taken back before it left
	}
	if v.ID > maxParts {
		return nil // the case has no room, and ends all the same
	}
	if p.After.Span.IsZero() {
		return d.sendInvitation(on, v)
	}
	due, err := p.After.Due(on.rules.calendar, v.Due)
	if err != nil {
		return &Error{Code: ErrInternal, Rule: "term", Err: err}
	}
	v.Due = stamp(due.At)
	on.emit(InvitedEffect{v})
	return d.surveyDue(on, v.ID, v.Due)
}

// asks reports whether the complainant of a case that ends now is one to be asked.
func (d *draft) asks(p *playbook.SurveyPolicy) bool {
	answered := slices.ContainsFunc(d.c.FollowUps, func(f FollowUpResult) bool { return f.Answered && f.Cycle == d.c.Cycle })
	return !d.c.Anonymous && !answered && (p.Sample < 2 || drawn(d.c.ID, p.Sample)) && (sla.Step{If: p.If}).Applies(d.facts)
}

// drawn draws one case in n for the survey, by its id; not the ones that are drawn for review.
func drawn(id CaseID, n int) bool {
	h := fnv.New64a()
	_, _ = h.Write([]byte("survey/" + string(id)))
	return h.Sum64()%uint64(n) == 0
}

// invitation is the one of the case's present cycle, nil when there is none.
func (c *Case) invitation() *Invitation {
	for i := range c.Invitations {
		if c.Invitations[i].Cycle == c.Cycle {
			return &c.Invitations[i]
		}
	}
	return nil
}

// surveyStep takes a step of an invitation's clock: it leaves, or is repeated once.
func (d *decision) surveyStep(instance string) error {
	id, _ := strconv.Atoi(instance)
	v := find(d.c.Invitations, id)
	if err := d.happen(d.draft, "survey-done", map[string]string{"survey": instance}); err != nil || v == nil {
		return err
	}
	switch {
	case v.planned():
		return d.sendInvitation(d.draft, *v)
	case v.open():
		next := *v
		next.Reminded = d.at
		d.emit(InvitedEffect{next})
		d.notice(playbook.SurveyReminder, Complainant, surveyRef+instance)
	}
	return nil
}

// surveyRef begins the reference of a notice to an invitation.
const surveyRef = "survey:"

// sendInvitation puts an invitation on its way, and sets the clock of its reminder.
func (d *decision) sendInvitation(on *draft, v Invitation) error {
	p, at := &on.rules.pb.Invite, d.when(on)
	var err error
	if v.Expires, err = on.rules.after(p.Valid, at); err != nil {
		return err
	}
	v.Sent = at
	on.emit(InvitedEffect{v})
	on.notice(playbook.SurveyNotice, Complainant, surveyRef+strconv.Itoa(v.ID))
	if p.Remind.IsZero() {
		return nil
	}
	remind, err := on.rules.after(p.Remind, at)
	if err != nil || !remind.Before(v.Expires) {
		return err
	}
	return d.surveyDue(on, v.ID, remind)
}

// surveyDue sets the clock of an invitation.
func (d *decision) surveyDue(on *draft, id int, at time.Time) error {
	return d.happen(on, "survey-due", map[string]string{"survey": strconv.Itoa(id), "at": at.Format(timeFormat)})
}

// endInvitation takes an invitation back, and stops its clock.
func (d *decision) endInvitation(on *draft, v Invitation, why string) error {
	v.Ended, v.Why = d.when(on), why
	on.emit(InvitedEffect{v})
	return d.happen(on, "survey-off", map[string]string{"survey": strconv.Itoa(v.ID)})
}
