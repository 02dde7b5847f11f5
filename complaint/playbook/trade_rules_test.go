package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// signs is a field of several codes.
func signs(values ...string) playbook.Field {
	f := playbook.Field{Name: "signs", Label: text("迹象", "signs"), Type: playbook.CodesField}
	for _, v := range values {
		f.Values = append(f.Values, code(v))
	}
	return f
}

func TestFaultsOfAFieldOfSeveralCodes(t *testing.T) {
	add := func(f playbook.Field, as classify.Type) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			p.Fields = append(p.Fields, f)
			p.Rules.Fields = append(p.Rules.Fields, classify.Field{Name: "signs", Type: as, Codes: classify.Codes("fire")})
		}
	}
	run(t, []mutation{
		{"without values", "fields[4].values", add(signs(), classify.TypeTags)},
		{"a value twice", "fields[4].values[1]", add(signs("fire", "fire"), classify.TypeTags)},
		{"read as one code", "rules.fields[2]", add(signs("fire"), classify.TypeCode)},
	})
	p := rich()
	add(signs("fire", "airbag"), classify.TypeTags)(p)
	require.NoError(t, p.Validate())
}

func TestCodesAreSplitAtCommas(t *testing.T) {
	f := signs("fire", "airbag")
	for value, want := range map[string][]string{"": nil, "fire": {"fire"}, "airbag,fire": {"airbag", "fire"}} {
		got, ok := f.SplitCodes(value)
		require.True(t, ok, value)
		require.Equal(t, want, got)
	}
	for _, value := range []string{"smoke", "fire,fire", "fire, airbag", "fire,", ","} {
		_, ok := f.SplitCodes(value)
		require.False(t, ok, value)
	}
}

func TestFaultsOfADueThatNobodyCarries(t *testing.T) {
	due := func(from, event string, with map[string][]string) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			p.Tasks[0].Records = []playbook.Field{
				{Name: "correct_by", Label: text("期限", "by"), Type: playbook.DateField},
				{Name: "note", Label: text("备注", "note"), Type: playbook.TextField},
				{Name: "birthday", Label: text("生日", "birthday"), Type: playbook.DateField, Personal: true},
			}
			p.Tasks = append(p.Tasks, playbook.TaskRule{Code: "other", Label: text("其他", "other")})
			p.Targets = append(p.Targets, sla.Target{Name: "own", DueFrom: from, Start: []sla.Condition{{Event: event, With: with}}})
		}
	}
	code := func(c string) map[string][]string { return map[string][]string{"code": {c}} }
	run(t, []mutation{
		{"an attribute the event has not", "targets[1].due_from", due("until", "promise", nil)},
		{"a record of another task", "targets[1].due_from", due("correct_by", "task-done", code("other"))},
		{"a record of a task that is only opened", "targets[1].due_from", due("correct_by", "task-opened", code("photos"))},
		{"a record that is no date", "targets[1].due_from", due("note", "task-done", code("photos"))},
		{"a personal date", "targets[1].due_from", due("birthday", "task-done", code("photos"))},
	})
	for _, good := range []func(*playbook.Playbook){
		due("until", "plan", nil), due("correct_by", "task-done", code("photos")), due("correct_by", "task-done", nil),
	} {
		p := rich()
		good(p)
		require.NoError(t, p.Validate())
	}
}

func TestNumbersByKind(t *testing.T) {
	kinds := func(kind, pattern string) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { p.Numbers.Kinds = map[string]string{kind: pattern} }
	}
	run(t, []mutation{
		{"of an unknown kind", "numbers.kinds.report", kinds("report", "R{seq:2}")},
		{"without a running number", "numbers.kinds.query", kinds("query", "Q{yy}")},
		{"like the others", "numbers.kinds.query", kinds("query", "IN{yyyy}{mm}-{seq:4}")},
	})
	p := rich()
	kinds("query", "Q{yy}{seq:3}")(p)
	require.NoError(t, p.Validate())
	require.Equal(t, "Q{yy}{seq:3}", p.Numbers.PatternOf("query"))
	require.Equal(t, "IN{yyyy}{mm}-{seq:4}", p.Numbers.PatternOf("complaint"))
}

func TestFaultsOfReliefsWithConditionsAndOfValidity(t *testing.T) {
	run(t, []mutation{
		{"a relief on an unknown fact", "reliefs[0].if.weather", func(p *playbook.Playbook) { p.Reliefs[0].If = map[string][]string{"weather": {"wet"}} }},
		{"a validity that is none", "targets[0].steps[0].do.validity", func(p *playbook.Playbook) {
			p.Targets[0].Steps[0].Do = map[string]string{"validity": "maybe"}
		}},
	})
	p := rich()
	p.Reliefs[0].If = map[string][]string{"tag.agreed": {"yes"}}
	p.Targets[0].Steps[0].Do = map[string]string{"validity": "invalid"}
	require.NoError(t, p.Validate())
}
