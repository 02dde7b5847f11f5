package playbook

import (
	"reflect"
	"slices"
	"strings"

	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// SurveyTarget is the name of the engine's own target of invitations, in a playbook that invites.
const SurveyTarget = "survey"

// invite checks whom a playbook invites to its survey, and when.
func (v *validator) invite() {
	p := &v.p.Invite
	switch {
	case reflect.ValueOf(*p).IsZero():
		return
	case !p.Invites():
		v.fault("invite.valid", "required where somebody is to be invited")
	case v.p.Survey == nil:
		v.fault("survey", "required: it is what the invitation asks")
	}
	v.oneOf("invite.on", p.On, []string{"", Closed, Resolved})
	v.facts("invite.if", p.If)
	if !p.After.Span.IsZero() {
		v.leaf("invite.after", p.After.Check())
	}
	v.positive("invite.valid", p.Valid)
	v.positive("invite.cool_down", p.CoolDown)
	v.positive("invite.remind", p.Remind)
	if p.Sample < 0 {
		v.fault("invite.sample", "not negative")
	}
	if p.Remind.Unit() == p.Valid.Unit() && p.Remind.N() >= p.Valid.N() && p.Invites() {
		v.fault("invite.remind", "before the invitation is over")
	}
	if p.Decides != "" && v.p.Survey != nil && !fiveLevels(v.p.Survey, p.Decides) {
		v.fault("invite.decides", "%q is not a question of the survey on the five-level scale", p.Decides)
	}
	if p.Reopen != "" && !slices.ContainsFunc(v.p.Reasons, func(r Reason) bool { return r.Command == "reopen" && r.Code == p.Reopen }) {
		v.fault("invite.reopen", "%q is not one of the reasons to reopen", p.Reopen)
	}
	for i := range v.p.Targets {
		if v.p.Targets[i].Name == SurveyTarget {
			v.fault("invite", "targets[%d] has the name of the engine's own target, %q", i, SurveyTarget)
		}
	}
}

// positive checks a span that may be left out.
func (v *validator) positive(path string, s sla.Span) {
	if s.IsZero() {
		return
	}
	v.leaf(path, sla.Term{Span: s}.Check())
	if s.N() <= 0 {
		v.fault(path, "more than nothing")
	}
}

// fiveLevels reports whether a question of a survey is asked on the scale of very satisfied to very dissatisfied.
func fiveLevels(q *survey.Questionnaire, id string) bool {
	return slices.ContainsFunc(q.Sections, func(s survey.Section) bool {
		return slices.ContainsFunc(s.Questions, func(x survey.Question) bool { return x.ID == id && x.Kind == survey.KindScale5 })
	})
}

// invites reports whether a notice is an invitation or its reminder.
func invites(notice string) bool { return notice == SurveyNotice || notice == SurveyReminder }

// token checks that every text of an invitation hands over the token: without it nobody could answer.
func (v *validator) token(at string, t *Template) {
	if !invites(t.Notice) {
		return
	}
	for path, text := range map[string]string{".body.zh": t.Body.ZH, ".body.en": t.Body.EN} {
		if text != "" && !strings.Contains(text, "{survey}") {
			v.fault(at+path, "names {survey}: without it nobody can answer")
		}
	}
}
