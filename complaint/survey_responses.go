package complaint

import (
	"context"
	"iter"
	"slices"

	"github.com/redress-go/redress/survey"
)

// SurveyResponses iterates over the answers to the survey in the cases of a filter within the actor's reach, for
// survey.Analysis: one response for each follow-up that carries answers, by token or to staff, of every cycle, in order of
// case and entry. Nothing in it is personal: it names no case, the words of complainants stay sealed and are left out, and
// the groups are those of SurveyGroups, with how it was asked beside them. Responses to another version of the
// questionnaire come too, and name theirs. It ends after the first error.
func (d *Desk) SurveyResponses(ctx context.Context, actor Actor, f Filter) iter.Seq2[survey.Response, error] {
	return func(yield func(survey.Response, error) bool) {
		for c, err := range d.All(ctx, actor, f) {
			if err != nil {
				yield(survey.Response{}, err)
				return
			}
			if len(c.FollowUps) == 0 {
				continue
			}
			if !d.responsesOf(ctx, actor, c, yield) {
				return
			}
		}
	}
}

// responsesOf yields the responses of one case; false ends the walk. The questionnaire is that of the playbook the case
// was pinned to when they were given.
func (d *Desk) responsesOf(ctx context.Context, actor Actor, c *Case, yield func(survey.Response, error) bool) bool {
	var pin Pin
	for e, err := range d.Ledger(ctx, actor, c.ID) {
		if err != nil {
			yield(survey.Response{}, err)
			return false
		}
		for _, fx := range e.Effects {
			switch fx := fx.(type) {
			case OpenedEffect:
				pin = fx.Playbook
			case AdoptedEffect:
				pin = fx.Playbook
			}
		}
		cmd, ok := e.Command.(FollowUp)
		if !ok || len(cmd.Answers) == 0 {
			continue
		}
		r, err := d.rulesOf(ctx, pin)
		if err != nil {
			yield(survey.Response{}, d.maybeWrap("survey-responses", err))
			return false
		}
		if r.pb.Survey != nil && !yield(c.response(r.pb.Survey, e, cmd.Answers), nil) {
			return false
		}
	}
	return true
}

// response is what a follow-up answered. Where a question in words must be answered, leaving out the words makes the
// response a partial one.
func (c *Case) response(q *survey.Questionnaire, e *Entry, answers survey.Answers) survey.Response {
	groups := c.SurveyGroups()
	groups["asked"] = "staff"
	if slices.ContainsFunc(e.Effects, func(fx Effect) bool { f, ok := fx.(FollowedEffect); return ok && f.Invitation > 0 }) {
		groups["asked"] = "token"
	}
	words := slices.ContainsFunc(q.Sections, func(s survey.Section) bool {
		return slices.ContainsFunc(s.Questions, func(x survey.Question) bool { return x.Required && x.Kind == survey.KindText })
	})
	return survey.Response{Questionnaire: q.ID, Version: q.Version, Groups: groups, Partial: words, Answers: answers}
}

// SurveyGroups returns what a case's answers may be grouped by: kind, severity, channel, unit, and category.AXIS. The
// complainants invited are counted with survey.Analysis.Invited in the same groups, by Case.Invitations.
func (c *Case) SurveyGroups() map[string]string {
	groups := map[string]string{"severity": c.Severity.String()}
	for name, value := range map[string]string{"kind": c.Kind, "channel": c.Channel, "unit": c.Unit} {
		if value != "" {
			groups[name] = value
		}
	}
	for axis, code := range c.Categories {
		if code != "" {
			groups["category."+axis] = code
		}
	}
	return groups
}
