package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// telling adds good rules about notices to a playbook.
func telling(p *playbook.Playbook) {
	p.Reactions = []playbook.Reaction{{
		Name: "in-the-press", On: []sla.Condition{{Event: "tagged", With: map[string][]string{"tag": {"media"}}}},
		If: map[string][]string{"severity": {"ordinary", "major"}},
		Do: map[string]string{"notify": "head,role:boss", "level": "next", "severity": "major", "priority": "1", "tag": "watched", "task": "photos"},
	}}
	p.Templates = []playbook.Template{
		{Notice: "acknowledged", To: []string{"complainant"}, Subject: text("{number}", "{number}"), Body: text("{complainant}您好，{due.resolve} 前答复", "Dear {complainant}, by {due.resolve}")},
		{Notice: "late", Body: text("{number} 逾期 {field.room}", "{number} is late {field.room}"), Urgent: true},
		{Notice: "in-the-press", Body: text("{number}", "{number}")},
		{Notice: playbook.DigestNotice, Subject: text("{count} 条", "{count}"), Body: text("{list}", "{list}")},
	}
	p.Quiet = playbook.QuietPolicy{Calendar: "office", Severities: []string{"major"}, To: []string{"complainant"}}
	p.Digest = playbook.DigestPolicy{Window: sla.Minutes(15), To: []string{"person"}}
}

func TestGoodNoticesHaveNoFaults(t *testing.T) {
	p := rich()
	telling(p)
	require.NoError(t, p.Validate())
}

func TestFaultsOfNotices(t *testing.T) {
	told := func(change func(*playbook.Playbook)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { telling(p); change(p) }
	}
	react := func(change func(*playbook.Reaction)) func(*playbook.Playbook) {
		return told(func(p *playbook.Playbook) { change(&p.Reactions[0]) })
	}
	do := func(what, value string) func(*playbook.Playbook) {
		return react(func(r *playbook.Reaction) { r.Do = map[string]string{what: value} })
	}
	write := func(change func(*playbook.Template)) func(*playbook.Playbook) {
		return told(func(p *playbook.Playbook) { change(&p.Templates[0]) })
	}
	run(t, []mutation{
		{"a reaction without a name", "reactions[0] templates[2].notice", react(func(r *playbook.Reaction) { r.Name = "" })},
		{"a reaction named as a notice of the engine", "reactions[0].name templates[2].notice", react(func(r *playbook.Reaction) { r.Name = "assigned" })},
		{"a reaction twice", "reactions[1]", told(func(p *playbook.Playbook) { p.Reactions = append(p.Reactions, p.Reactions[0]) })},
		{"a reaction to nothing", "reactions[0].on", react(func(r *playbook.Reaction) { r.On = nil })},
		{"a reaction to an unknown event", "reactions[0].on[0].event", react(func(r *playbook.Reaction) { r.On[0] = sla.Condition{Event: "tag-added"} })},
		{"a reaction to the passing of time", "reactions[0].on[0].event", react(func(r *playbook.Reaction) { r.On[0] = sla.Condition{Event: "tick"} })},
		{"a reaction on what the event has not", "reactions[0].on[0].with.colour", react(func(r *playbook.Reaction) { r.On[0].With["colour"] = []string{"red"} })},
		{"a reaction on an unknown fact", "reactions[0].if.weather", react(func(r *playbook.Reaction) { r.If = map[string][]string{"weather": {"wet"}} })},
		{"a reaction that does nothing", "reactions[0].do", react(func(r *playbook.Reaction) { r.Do = nil })},
		{"a reaction that does what nobody can", "reactions[0].do.sing", do("sing", "loud")},
		{"a reaction that tells an unknown role", "reactions[0].do.notify", do("notify", "role:king")},
		{"a reaction with a tag that is no code", "reactions[0].do.tag", do("tag", "In the press")},
		{"a reaction with an unknown task", "reactions[0].do.task", do("task", "fotos")},
		{"a reaction with a command it may not give", "reactions[0].do.command", do("command", "resolve")},
		{"a text for an unknown notice", "templates[0].notice", write(func(x *playbook.Template) { x.Notice = "acknowleged" })},
		{"a text for an unknown recipient", "templates[0].to[0]", write(func(x *playbook.Template) { x.To[0] = "guest" })},
		{"a text without words", "templates[0].body", write(func(x *playbook.Template) { x.Body = playbook.Text{} })},
		{"a subject of two lines", "templates[0].subject.en", write(func(x *playbook.Template) { x.Subject.EN = "a\nb" })},
		{"a variable there is not", "templates[0].body.en.numbr", write(func(x *playbook.Template) { x.Body.EN = "{numbr}" })},
		{"a target there is not", "templates[0].body.zh.due.resolv", write(func(x *playbook.Template) { x.Body.ZH = "{due.resolv}" })},
		{"a field there is not", "templates[0].body.en.field.rom", write(func(x *playbook.Template) { x.Body.EN = "{field.rom}" })},
		{"a brace that is not closed", "templates[0].body.en", write(func(x *playbook.Template) { x.Body.EN = "{number" })},
		{"a variable of a case in a digest", "templates[3].body.en.number", told(func(p *playbook.Playbook) { p.Templates[3].Body.EN = "{number}" })},
		{"a text that is never used", "templates[4]", told(func(p *playbook.Playbook) { p.Templates = append(p.Templates, p.Templates[1]) })},
		{"quiet hours by an unknown calendar", "quiet.calendar", told(func(p *playbook.Playbook) { p.Quiet.Calendar = "night" })},
		{"quiet hours without a calendar", "quiet.to", told(func(p *playbook.Playbook) { p.Quiet.Calendar = "" })},
		{"quiet hours with a severity there is not", "quiet.severities[0]", told(func(p *playbook.Playbook) { p.Quiet.Severities[0] = "huge" })},
		{"quiet hours for an unknown recipient", "quiet.to[0]", told(func(p *playbook.Playbook) { p.Quiet.To[0] = "guest" })},
		{"a digest of working time", "digest.window", told(func(p *playbook.Playbook) { p.Digest.Window = sla.BusinessHours(1) })},
		{"a digest of nothing", "digest.window", told(func(p *playbook.Playbook) { p.Digest.Window = sla.Minutes(0) })},
		{"a digest of two days", "digest.window", told(func(p *playbook.Playbook) { p.Digest.Window = sla.Hours(48) })},
		{"a digest for an unknown recipient", "digest.to[0]", told(func(p *playbook.Playbook) { p.Digest.To[0] = "guest" })},
	})
}

func TestAMisspeltVariableIsRecognised(t *testing.T) {
	p := rich()
	telling(p)
	p.Templates[0].Body.EN = "{numbr}"
	require.ErrorContains(t, p.Validate(), `templates[0].body.en.numbr: unknown "numbr", did you mean "number"?`)
}

func TestExpand(t *testing.T) {
	value := func(name string) string { return "<" + name + ">" }
	for text, want := range map[string]string{
		"": "", "plain": "plain", "{a}": "<a>", "x{a}y{b.c}z": "x<a>y<b.c>z", "{a": "{a", "a}": "a}", "{}": "<>",
	} {
		require.Equal(t, want, playbook.ExpandTemplate(text, value), text)
	}
}
