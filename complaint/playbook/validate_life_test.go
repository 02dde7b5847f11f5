package playbook_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// lively is a good playbook with every rule about how cases are brought, closed, promised and appealed.
func lively(spoil func(*playbook.Playbook)) func(*playbook.Playbook) {
	return func(p *playbook.Playbook) {
		p.Proxies, p.Tell, p.Recourse, p.Evidence = []playbook.Code{code("heir")}, []playbook.Code{code("limit")}, []playbook.Code{code("court")}, []playbook.Code{code("video")}
		p.Joint = playbook.JointPolicy{From: 5, Representatives: 2, Consent: true}
		p.Direct = playbook.DirectPolicy{Accepted: true, Sample: 10, Reviewer: "boss"}
		p.Conflict = playbook.ConflictPolicy{Unit: true, Commands: []string{"approve", "decide-appeal"}}
		p.Promise, p.ReturnsNeedRuling = playbook.PromisePolicy{Notify: 2}, true
		p.FollowUp.Contacts, p.FollowUp.ReopenWithin = 2, sla.Term{Span: sla.Workdays(10)}
		p.Kinds[1].Outcomes, p.Kinds[1].Direct = []string{"explained"}, true
		p.Grades[0].Required = []string{"read_back", "signature", "authority"}
		p.Appeals = []playbook.AppealRule{
			{Label: text("复核", "review"), Within: sla.Term{Span: sla.Days(10)}},
			{
				Body: "authority", Label: text("管理局", "authority"), Role: "boss", Times: 1, States: []string{playbook.Closed},
				NoOutcomeWithin: sla.Term{Span: sla.Workdays(15)}, Answer: sla.Term{Span: sla.Workdays(5)}, Inadmissible: []playbook.Inadmissibility{
					{Code: "late", Label: text("过期", "late"), If: map[string][]string{"kind": {"complaint"}, "field.bed": {"twin"}, "tag.mediated": {"yes"}}, Since: "arrival", Term: sla.Term{Span: sla.Months(5)}},
				},
			},
		}
		spoil(p)
	}
}

func TestALifeWithEveryRuleHasNoFaults(t *testing.T) {
	p := rich()
	lively(func(*playbook.Playbook) {})(p)
	require.NoError(t, p.Validate())
}

func TestFaultsOfALife(t *testing.T) {
	var rows []mutation
	for _, m := range append(faultsOfHowItIsBrought(), faultsOfAppeals()...) {
		rows = append(rows, mutation{m.name, m.paths, lively(m.spoil)})
	}
	run(t, rows)
}

func faultsOfHowItIsBrought() []mutation {
	twice := []playbook.Code{code("a"), code("a")}
	return []mutation{
		{"a proxy twice", "proxies[1]", func(p *playbook.Playbook) { p.Proxies = twice }},
		{"something told twice", "tell[1]", func(p *playbook.Playbook) { p.Tell = twice }},
		{"a recourse twice", "recourse[1]", func(p *playbook.Playbook) { p.Recourse = twice }},
		{"a kind of evidence in words", "evidence[0]", func(p *playbook.Playbook) { p.Evidence[0].Code = "Video tape" }},
		{"fewer than none complain together", "joint.from", func(p *playbook.Playbook) { p.Joint.From = -1 }},
		{"fewer than no representatives", "joint.representatives", func(p *playbook.Playbook) { p.Joint.Representatives = -1 }},
		{"a negative sample", "direct.sample", func(p *playbook.Playbook) { p.Direct.Sample = -1 }},
		{"a sample nobody reviews", "direct.reviewer", func(p *playbook.Playbook) { p.Direct.Reviewer = "" }},
		{"a reviewer there is not", "direct.reviewer", func(p *playbook.Playbook) { p.Direct.Reviewer = "king" }},
		{"a reviewer who may not", "direct.reviewer", func(p *playbook.Playbook) { p.Direct.Reviewer = "clerk" }},
		{"an unknown command kept from a unit", "conflict.commands[1]", func(p *playbook.Playbook) { p.Conflict.Commands[1] = "sleep" }},
		{"nobody beside the only unit", "conflict.unit", func(p *playbook.Playbook) {
			p.Units, p.Tasks, p.Rules, p.Facts, p.Repeat.By = p.Units[:1], nil, nil, nil, nil
			p.Grades[2].Unit = ""
		}},
		{"a negative number of promises", "promise.again", func(p *playbook.Playbook) { p.Promise.Notify = -1 }},
		{"a negative threshold of reminders", "expedite.level", func(p *playbook.Playbook) { p.Expedite.Level = -1 }},
		{"a negative number of contacts", "follow_up.contacts", func(p *playbook.Playbook) { p.FollowUp.Contacts = -1 }},
		{"a negative number of attempts", "follow_up.attempts", func(p *playbook.Playbook) { p.FollowUp.Attempts = -1 }},
		{"a window that cannot be counted", "follow_up.window", func(p *playbook.Playbook) { p.FollowUp.ReopenWithin.Landing = 99 }},
		{"an unknown outcome of a kind", "kinds[1].outcomes[0]", func(p *playbook.Playbook) { p.Kinds[1].Outcomes[0] = "magic" }},
		{"a direct close without an outcome", "outcomes", func(p *playbook.Playbook) {
			p.Kinds[1].Outcomes, p.Outcomes, p.Grades[0].Direct = nil, p.Outcomes[:1], false
		}},
		{"a severity that asks for an unknown field", "grades[0].required[0]", func(p *playbook.Playbook) { p.Grades[0].Required[0] = "read-back" }},
		{"returns nobody may rule on", "ruled", func(p *playbook.Playbook) { p.Grants[0].Commands = without("ruling") }},
		{"an extension nobody may grant", "targets[0].extensions[0].approver", func(p *playbook.Playbook) {
			p.Grants[0].Commands = without("approve", "extend")
			p.Grants[1].Commands = []string{"extend"}
		}},
	}
}

func faultsOfAppeals() []mutation {
	outside := func(change func(*playbook.AppealRule)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Appeals[1]) }
	}
	bar := func(change func(*playbook.Inadmissibility)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Appeals[1].Inadmissible[0]) }
	}
	return []mutation{
		{"a body twice", "appeals[1].body", outside(func(a *playbook.AppealRule) { a.Body = "" })},
		{"a body in words", "appeals[1].body", outside(func(a *playbook.AppealRule) { a.Body = "The Authority" })},
		{"an unknown role", "appeals[1].role", outside(func(a *playbook.AppealRule) { a.Role = "king" })},
		{"a role that may not decide", "appeals[1].role", outside(func(a *playbook.AppealRule) { a.Role = "clerk" })},
		{"a negative number of times", "appeals[1].times", outside(func(a *playbook.AppealRule) { a.Times = -1 })},
		{"an unknown state", "appeals[1].states", outside(func(a *playbook.AppealRule) { a.States[0] = "asleep" })},
		{"a window that cannot be counted", "appeals[1].within", outside(func(a *playbook.AppealRule) { a.Within = sla.Term{Span: sla.Days(1), Landing: 99} })},
		{"a silence that cannot be counted", "appeals[1].silent", outside(func(a *playbook.AppealRule) { a.NoOutcomeWithin.Landing = 99 })},
		{"an answer that cannot be counted", "appeals[1].answer", outside(func(a *playbook.AppealRule) { a.Answer.Landing = 99 })},
		{"a bar twice", "appeals[1].bars[1]", outside(func(a *playbook.AppealRule) { a.Inadmissible = append(a.Inadmissible, a.Inadmissible[0]) })},
		{"a bar without a condition", "appeals[1].bars[0]", bar(func(b *playbook.Inadmissibility) { b.If, b.Since = nil, "" })},
		{"a bar of an unknown fact", "appeals[1].bars[0].when.weather", bar(func(b *playbook.Inadmissibility) { b.If["weather"] = []string{"bad"} })},
		{"a bar of a personal field", "appeals[1].bars[0].when.field.passport", bar(func(b *playbook.Inadmissibility) { b.If["field.passport"] = []string{"E1"} })},
		{"a bar of an axis there is not", "appeals[1].bars[0].when.category.colour", bar(func(b *playbook.Inadmissibility) { b.If["category.colour"] = []string{"red"} })},
		{"a bar since no date", "appeals[1].bars[0].since", bar(func(b *playbook.Inadmissibility) { b.Since = "room" })},
		{"a bar without a term", "appeals[1].bars[0].term", bar(func(b *playbook.Inadmissibility) { b.Term = sla.Term{} })},
	}
}

// without is every command but some.
func without(out ...string) []string {
	return slices.DeleteFunc(playbook.Commands(), func(cmd string) bool { return slices.Contains(out, cmd) })
}
