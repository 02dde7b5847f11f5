package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// surveying adds a good survey policy to a playbook.
func surveying(p *playbook.Playbook) {
	p.Reasons = append(p.Reasons, playbook.Reason{Command: "reopen", Code: "unsatisfied", Label: text("不满意", "not satisfied")})
	p.Invite = playbook.SurveyPolicy{
		Valid: sla.Days(14), On: playbook.Resolved, If: map[string][]string{"kind": {"complaint"}, "outcome": {"upheld"}},
		After: sla.Term{Span: sla.Workdays(1)}, Sample: 2, CoolDown: sla.Days(90), Remind: sla.Days(5), Decides: "overall", Reopen: "unsatisfied",
	}
	p.Templates = []playbook.Template{
		{Notice: playbook.SurveyNotice, Body: text("{number}：{survey}，{survey-until} 前", "{number}: {survey} before {survey-until}")},
		{Notice: playbook.SurveyReminder, Body: text("{survey}", "{survey}")},
	}
}

func TestAGoodSurveyPolicyHasNoFaults(t *testing.T) {
	p := rich()
	surveying(p)
	require.NoError(t, p.Validate())
	roundTrip(t, p)
	p.Invite = playbook.SurveyPolicy{Valid: sla.Hours(1)}
	require.NoError(t, p.Validate(), "all but the time is optional")
	require.True(t, p.Invite.Invites())
	require.False(t, rich().Invite.Invites())
	data, err := rich().Encode()
	require.NoError(t, err)
	require.NotContains(t, string(data), `"invite"`, "a playbook that invites nobody has the bytes it had before")
}

func TestFaultsOfASurveyPolicy(t *testing.T) {
	set := func(change func(*playbook.SurveyPolicy)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { surveying(p); change(&p.Invite) }
	}
	run(t, []mutation{
		{"invited to nothing", "follow_up.answer survey", func(p *playbook.Playbook) { surveying(p); p.Survey, p.Invite.Decides = nil, "" }},
		{"for no time", "invite.valid", set(func(p *playbook.SurveyPolicy) { p.Valid = sla.Span{} })},
		{"for nothing of an hour", "invite.valid", set(func(p *playbook.SurveyPolicy) { p.Valid, p.Remind = sla.Hours(0), sla.Span{} })},
		{"at an end that is none", "invite.on", set(func(p *playbook.SurveyPolicy) { p.On = playbook.Withdrawn })},
		{"on an unknown fact", "invite.if.weather", set(func(p *playbook.SurveyPolicy) { p.If = map[string][]string{"weather": {"wet"}} })},
		{"of an unknown kind", "invite.if.kind", set(func(p *playbook.SurveyPolicy) { p.If = map[string][]string{"kind": {"praise"}} })},
		{"one in fewer than none", "invite.sample", set(func(p *playbook.SurveyPolicy) { p.Sample = -1 })},
		{"spared for nothing of a day", "invite.cool_down", set(func(p *playbook.SurveyPolicy) { p.CoolDown = sla.Days(0) })},
		{"reminded when it is over", "invite.remind", set(func(p *playbook.SurveyPolicy) { p.Remind = sla.Days(14) })},
		{"decided by an unknown question", "invite.decides", set(func(p *playbook.SurveyPolicy) { p.Decides = "weather" })},
		{"reopened for an unknown reason", "invite.reopen", set(func(p *playbook.SurveyPolicy) { p.Reopen = "waiting" })},
		{"beside a target of the engine's name", "invite", func(p *playbook.Playbook) {
			surveying(p)
			p.Targets[0].Name = "survey"
		}},
		{"a letter without the token", "templates[0].body.en", func(p *playbook.Playbook) {
			surveying(p)
			p.Templates[0].Body.EN = "{number}"
		}},
		{"a reminder without the token", "templates[1].body.zh", func(p *playbook.Playbook) {
			surveying(p)
			p.Templates[1].Body.ZH = "请回答"
		}},
		{"a token in another letter", "templates[2].body.zh.survey", func(p *playbook.Playbook) {
			surveying(p)
			p.Templates = append(p.Templates, playbook.Template{Notice: "resolved", Body: playbook.Text{ZH: "{survey}"}})
		}},
	})
}
