package playbook_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestAGoodPlaybookHasNoFaults(t *testing.T) {
	require.NoError(t, rich().Validate())
}

// mutation breaks a good playbook in one place.
type mutation struct {
	name  string
	paths string // of the faults, with spaces between
	spoil func(*playbook.Playbook)
}

// paths are where a playbook's faults are, each once.
func paths(t *testing.T, p *playbook.Playbook) []string {
	t.Helper()
	err := p.Validate()
	if err == nil {
		return nil
	}
	var bad *playbook.InvalidError
	require.ErrorAs(t, err, &bad)
	require.Equal(t, p.ID, bad.ID)
	var out []string
	for _, f := range bad.Faults {
		require.NotEmpty(t, f.Rule, f.Path)
		require.Contains(t, err.Error(), "\n  "+f.Path+": "+f.Rule)
		out = append(out, f.Path)
	}
	require.True(t, slices.IsSorted(out), "faults come in the order of their paths")
	return slices.Compact(out)
}

func run(t *testing.T, rows []mutation) {
	t.Helper()
	for _, m := range rows {
		t.Run(m.name, func(t *testing.T) {
			p := rich()
			m.spoil(p)
			require.Equal(t, strings.Fields(m.paths), paths(t, p))
		})
	}
}

func TestFaultsOfTheHead(t *testing.T) {
	run(t, []mutation{
		{"no id", "id", func(p *playbook.Playbook) { p.ID = "" }},
		{"an id in capitals", "id", func(p *playbook.Playbook) { p.ID = "Inn" }},
		{"no version", "version", func(p *playbook.Playbook) { p.Version = "" }},
		{"a version with a space", "version", func(p *playbook.Playbook) { p.Version = "1 a" }},
		{"a version with an @", "version", func(p *playbook.Playbook) { p.Version = "1@2" }},
		{"a very long version", "version", func(p *playbook.Playbook) { p.Version = strings.Repeat("1", 65) }},
		{"no title", "title", func(p *playbook.Playbook) { p.Title = playbook.Text{} }},
		{"a negative number of returns", "returns", func(p *playbook.Playbook) { p.MaxReturns = -1 }},
		{"a negative number of reopenings", "follow_up.reopen", func(p *playbook.Playbook) { p.FollowUp.MaxReopens = -1 }},
		{"negative thresholds of reminders", "expedite.notify expedite.raise", func(p *playbook.Playbook) { p.Expedite = playbook.ExpeditePolicy{Notify: -1, Raise: -1} }},
		{"answers without a survey", "follow_up.answer", func(p *playbook.Playbook) { p.Survey = nil }},
		{"a bad survey", "survey", func(p *playbook.Playbook) { p.Survey.Sections = nil }},
	})
}

func TestNumberPatterns(t *testing.T) {
	for pattern, good := range map[string]bool{
		"HT{yy}{mm}-{seq:4}": true, "{yyyy}{mm}{dd}{seq:1}": true, "{seq:9}": true, "A/B(C)#{yy}.{seq:3}": true,
		"": false, "HT": false, "HT{yy}{mm}": false, "{seq:0}": false, "{seq:10}": false, "{seq:}": false, "{seq}": false, "{seq:4}HT": false,
		"{seq:2}{seq:2}": false, "{hh}{seq:2}": false, "投诉{seq:2}": false, "{yy {seq:2}": false, "a b{seq:2}": false, "{yy}}{seq:2}": false,
	} {
		t.Run(pattern, func(t *testing.T) {
			p := rich()
			p.Numbers.Pattern = pattern
			if good {
				require.NoError(t, p.Validate())
			} else {
				require.Equal(t, []string{"numbers.pattern"}, paths(t, p))
			}
		})
	}
}

func TestFaultsOfPeople(t *testing.T) {
	run(t, []mutation{
		{"the engine's own role", "roles[0].code", func(p *playbook.Playbook) {
			p.Roles = append([]playbook.Role{{Code: "system"}}, p.Roles...)
		}},
		{"a role twice", "roles[2]", func(p *playbook.Playbook) { p.Roles = append(p.Roles, p.Roles[0]) }},
		{"a role that is no code", "roles[2]", func(p *playbook.Playbook) { p.Roles = append(p.Roles, playbook.Role{Code: "Night Manager"}) }},
		{"a negative limit", "roles[0].limit", func(p *playbook.Playbook) { p.Roles[0].Limit = playbook.Yuan(-1) }},
		{"a limit without a currency", "roles[0].limit", func(p *playbook.Playbook) { p.Roles[0].Limit.Currency = "" }},
		{"no ladder", "ladder", func(p *playbook.Playbook) { p.Ladder = nil }},
		{"an unknown rung", "ladder[0]", func(p *playbook.Playbook) { p.Ladder = []string{"king", "boss"} }},
		{"a ladder that goes down", "ladder[1]", func(p *playbook.Playbook) { p.Ladder = []string{"boss", "clerk"} }},
		{"a top with a limit", "ladder[1]", func(p *playbook.Playbook) { p.Roles[1].Unlimited = false }},
		{"a grant of an unknown command", "grants[1].commands[1]", func(p *playbook.Playbook) { p.Grants[1].Commands[1] = "asses" }},
		{"a grant to an unknown role", "grants[1].roles[0]", func(p *playbook.Playbook) { p.Grants[1].Roles[0] = "king" }},
		{"a grant of nothing", "grants[1]", func(p *playbook.Playbook) { p.Grants[1].Commands = nil }},
		{"a grant to nobody", "grants[1]", func(p *playbook.Playbook) { p.Grants[1].Roles = nil }},
		{"a grant at a severity there is not", "grants[1].severities[0]", func(p *playbook.Playbook) { p.Grants[1].Severities = []classify.Severity{9} }},
		{"a separation of an unknown command", "separate[0].command", func(p *playbook.Playbook) { p.Separate[0].Command = "sleep" }},
		{"a separation after an unknown command", "separate[0].after[0]", func(p *playbook.Playbook) { p.Separate[0].After = []string{"sleep"} }},
		{"a unit twice", "units[2]", func(p *playbook.Playbook) { p.Units = append(p.Units, p.Units[0]) }},
		{"a unit under an unknown head", "units[0].head", func(p *playbook.Playbook) { p.Units[0].Head = "king" }},
		{"a unit under an unknown unit", "units[1].parent", func(p *playbook.Playbook) { p.Units[1].Parent = "garage" }},
		{"a unit under itself", "units[1].parent", func(p *playbook.Playbook) { p.Units[1].Parent = "rooms" }},
		{"no desk", "desk", func(p *playbook.Playbook) { p.FallbackUnit = "" }},
		{"an unknown desk", "desk", func(p *playbook.Playbook) { p.FallbackUnit = "garage" }},
		{"a negative number of approvers", "approval.need", func(p *playbook.Playbook) { p.Approval.Need = -1 }},
		{"a band that needs nobody", "approval.above[0].need", func(p *playbook.Playbook) { p.Approval.Above[0].Need = 0 }},
		{"bands out of order", "approval.above[1].amount", func(p *playbook.Playbook) {
			p.Approval.Above = append(p.Approval.Above, playbook.Band{Amount: playbook.Yuan(500), Need: 3})
		}},
		{"a band without a currency", "approval.above[0].amount", func(p *playbook.Playbook) { p.Approval.Above[0].Amount.Currency = "" }},
	})
}

func TestFaultsOfIntake(t *testing.T) {
	run(t, []mutation{
		{"no channel", "channels fields[0].required.channels[0]", func(p *playbook.Playbook) { p.Channels = nil }},
		{"a channel that asks for an unknown field", "channels[0].required[0]", func(p *playbook.Playbook) { p.Channels[0].Required[0] = "fone" }},
		{"a field that every intake has", "fields[4].name", func(p *playbook.Playbook) {
			p.Fields = append(p.Fields, playbook.Field{Name: "phone", Type: playbook.TextField})
		}},
		{"a field twice", "fields[4]", func(p *playbook.Playbook) { p.Fields = append(p.Fields, p.Fields[0]) }},
		{"a field of an unknown type", "fields[0].type", func(p *playbook.Playbook) { p.Fields[0].Type = "colour" }},
		{"a code field without values", "fields[1].values", func(p *playbook.Playbook) { p.Fields[1].Values = nil }},
		{"values of a text field", "fields[0].values", func(p *playbook.Playbook) { p.Fields[0].Values = []playbook.Code{code("x")} }},
		{"a value twice", "fields[1].values[1]", func(p *playbook.Playbook) { p.Fields[1].Values[1].Code = "twin" }},
		{"a field required in an unknown channel", "fields[0].required.channels[0]", func(p *playbook.Playbook) { p.Fields[0].Required.Channels[0] = "pigeon" }},
		{"a field required of an unknown kind", "fields[0].required.kinds[0]", func(p *playbook.Playbook) { p.Fields[0].Required.Kinds[0] = "rant" }},
		{"a fact about no date", "facts[0].within", func(p *playbook.Playbook) { p.Facts[0].Within = "room" }},
		{"a fact without a term", "facts[0].term", func(p *playbook.Playbook) { p.Facts[0].Term = sla.Term{} }},
		{"a fact twice", "facts[1]", func(p *playbook.Playbook) { p.Facts = append(p.Facts, p.Facts[0]) }},
		{"no grade", "grades", func(p *playbook.Playbook) { p.Grades = nil }},
		{"an unrated grade", "grades[0].severity", func(p *playbook.Playbook) { p.Grades[0].Severity = classify.Unrated }},
		{"a grade twice", "grades[3].severity", func(p *playbook.Playbook) { p.Grades = append(p.Grades, p.Grades[0]) }},
		{"a grade that asks for an unknown step", "grades[2].steps[0]", func(p *playbook.Playbook) { p.Grades[2].MustPass[0] = "thinking" }},
		{"a grade that asks for an unknown field", "grades[1].required[0]", func(p *playbook.Playbook) { p.Grades[1].Required[0] = "colour" }},
		{"a grade of an unknown unit", "grades[2].unit", func(p *playbook.Playbook) { p.Grades[2].Unit = "garage" }},
		{"a repeat by what nobody knows", "repeat.by[1]", func(p *playbook.Playbook) { p.Repeat.By[1] = "weather" }},
		{"a repeat by an unknown axis", "repeat.by[1]", func(p *playbook.Playbook) { p.Repeat.By[1] = "category.weather" }},
		{"a repeat by a personal field", "repeat.by[1]", func(p *playbook.Playbook) { p.Repeat.By[1] = "passport" }},
		{"a direct close without its outcome", "outcomes", func(p *playbook.Playbook) { p.Outcomes = p.Outcomes[:1] }},
	})
}

func TestFaultsOfLists(t *testing.T) {
	run(t, []mutation{
		{"a kind twice", "kinds[1]", func(p *playbook.Playbook) { p.Kinds[1].Code = "complaint" }},
		{"a message that is no code", "messages[0]", func(p *playbook.Playbook) { p.Messages[0].Code = "A question" }},
		{"a relief without a code", "reliefs[0]", func(p *playbook.Playbook) { p.Reliefs[0].Code = "" }},
		{"an outcome twice", "outcomes[2]", func(p *playbook.Playbook) { p.Outcomes = append(p.Outcomes, p.Outcomes[0]) }},
		{"a reason of an unknown command", "reasons[0].command", func(p *playbook.Playbook) { p.Reasons[0].Command = "sleep" }},
		{"a reason that is no code", "reasons[0].code", func(p *playbook.Playbook) { p.Reasons[0].Code = "waiting for it" }},
		{"a reason twice", "reasons[1]", func(p *playbook.Playbook) { p.Reasons = append(p.Reasons, p.Reasons[0]) }},
		{"a task in an unknown state", "tasks[0].on", func(p *playbook.Playbook) { p.Tasks[0].On = "thinking" }},
		{"a task of an unknown unit", "tasks[0].unit", func(p *playbook.Playbook) { p.Tasks[0].Unit = "garage" }},
		{"a task without a code", "tasks[0].code", func(p *playbook.Playbook) { p.Tasks[0].Code = "" }},
		{"rules that do not compile", "rules.tables[1].default", func(p *playbook.Playbook) { p.Rules.Tables[1].Default = "huge" }},
		{"rules that send to an unknown unit", "rules.units[1]", func(p *playbook.Playbook) { p.Units = p.Units[:1]; p.Grades[2].Unit, p.Tasks[0].Unit = "", "" }},
		{"rules that read a field of the trade as another type", "rules.fields[2]", func(p *playbook.Playbook) {
			p.Rules.Fields = append(p.Rules.Fields, classify.Field{Name: "arrival", Type: classify.TypeNumber})
		}},
		{"rules that read a personal field as a public one", "rules.fields[2]", func(p *playbook.Playbook) {
			p.Rules.Fields = append(p.Rules.Fields, classify.Field{Name: "passport", Type: classify.TypeText})
		}},
		{"rules that read what no intake has", "rules.fields[2]", func(p *playbook.Playbook) {
			p.Rules.Fields = append(p.Rules.Fields, classify.Field{Name: "weather", Type: classify.TypeBool})
		}},
	})
}

func TestEveryFaultAtOnce(t *testing.T) {
	p := rich()
	p.ID, p.Calendar, p.FallbackUnit, p.Ladder[0], p.Reasons[0].Command = "", "holidays", "garage", "king", "sleep"
	p.Roles[0].Limit = playbook.Money{Amount: math.MinInt64, Currency: "CNY"}
	require.Equal(t, []string{"calendar", "desk", "id", "ladder[0]", "reasons[0].command", "roles[0].limit"}, paths(t, p))
	require.ErrorContains(t, p.Validate(), `playbook "": 6 faults`)
	require.Error(t, (&playbook.Playbook{}).Validate(), "an empty one is no reason to panic")
}

func TestAMisspeltWordGetsASuggestion(t *testing.T) {
	p := rich()
	p.Grants[1].Commands[1] = "asses"
	require.ErrorContains(t, p.Validate(), `unknown "asses", did you mean "assess"?`)
	p.Grants[1].Commands[1] = "zzz"
	require.ErrorContains(t, p.Validate(), `unknown "zzz"`)
	require.NotContains(t, p.Validate().Error(), "did you mean")
}
