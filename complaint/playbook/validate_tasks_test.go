package playbook_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// withTasks is the good playbook with tasks that use every field of a rule, and a target that watches one of them.
func withTasks() *playbook.Playbook {
	p := rich()
	text := func(name string) playbook.Field { return playbook.Field{Name: name, Type: playbook.TextField} }
	p.Tasks = []playbook.TaskRule{
		{Code: "recode", On: playbook.Investigating, Role: "boss", Records: []playbook.Field{text("blind_code")}, Results: []string{"recoded", "unfit"}},
		{
			Code: "retest", After: []playbook.TaskAfter{{Task: "recode", Results: []string{"recoded"}}}, Unit: "rooms", People: 2, Blind: true,
			Different: []string{"find", "task:recode"}, Results: []string{"right", "wrong"}, Blocks: true, Records: []playbook.Field{text("blind_code")},
			If: map[string][]string{"channel": {"counter"}}, Severities: []classify.Severity{classify.Major},
		},
		{Code: "decide", After: []playbook.TaskAfter{{Task: "retest", Results: []string{"wrong", playbook.ResultDiffers}}}, Party: "maker"},
		{Code: "integrity", Role: "boss", VisibleTo: []string{"boss"}, Records: []playbook.Field{{Name: "suspect", Type: playbook.TextField, Personal: true}}},
	}
	p.Targets = append(p.Targets, sla.Target{
		Name: "integrity", Per: "task", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(1)}}},
		Start: []sla.Condition{{Event: "task-opened", With: map[string][]string{"code": {"integrity"}}}},
		Steps: []sla.Step{{ID: "late", At: sla.AtDue(), Do: map[string]string{"notify": "role:boss"}}},
	})
	return p
}

func TestGoodTasksHaveNoFaults(t *testing.T) {
	require.NoError(t, withTasks().Validate())
	roundTrip(t, withTasks())
}

func TestFaultsOfTasks(t *testing.T) {
	task := func(i int, change func(*playbook.TaskRule)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Tasks[i]) }
	}
	runTasks(t, []mutation{
		{"a code twice", "tasks[1].code tasks[2].after[0].task", task(1, func(x *playbook.TaskRule) { x.Code = "recode" })},
		{"words for a code", "tasks[2].code", task(2, func(x *playbook.TaskRule) { x.Code = "Decide it" })},
		{"in an unknown state", "tasks[0].on", task(0, func(x *playbook.TaskRule) { x.On = "thinking" })},
		{"of a severity there is not", "tasks[1].severities[0]", task(1, func(x *playbook.TaskRule) { x.Severities[0] = 9 })},
		{"on an unknown fact", "tasks[1].if.weather", task(1, func(x *playbook.TaskRule) { x.If["weather"] = []string{"wet"} })},
		{"of an unknown unit", "tasks[1].unit", task(1, func(x *playbook.TaskRule) { x.Unit = "garage" })},
		{"of an unknown role", "tasks[0].role", task(0, func(x *playbook.TaskRule) { x.Role = "king" })},
		{"of a role that may not complete it", "tasks[0].role", task(0, func(x *playbook.TaskRule) { x.Role = "clerk" })},
		{"of a party in words", "tasks[2].party", task(2, func(x *playbook.TaskRule) { x.Party = "The Maker" })},
		{"of fewer than nobody", "tasks[1].people", task(1, func(x *playbook.TaskRule) { x.People = -2; x.Results = nil })},
		{"of a crowd", "tasks[1].people", task(1, func(x *playbook.TaskRule) { x.People = 9 })},
		{"after an unknown task", "tasks[1].after[0].task", task(1, func(x *playbook.TaskRule) { x.After[0].Task = "sleep" })},
		{"after a result there is not", "tasks[1].after[0].results", task(1, func(x *playbook.TaskRule) { x.After[0].Results[0] = "lost" })},
		{"after a difference where one person works", "tasks[1].after[0].results", task(1, func(x *playbook.TaskRule) { x.After[0].Results[0] = "differs" })},
		{"apart from an unknown command", "tasks[1].different[0]", task(1, func(x *playbook.TaskRule) { x.Different[0] = "fnd" })},
		{"apart from an unknown task", "tasks[1].different[1]", task(1, func(x *playbook.TaskRule) { x.Different[1] = "task:sleep" })},
	})
}

func TestFaultsOfTaskRecords(t *testing.T) {
	record := func(change func(*playbook.Field)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Tasks[0].Records[0]) }
	}
	runTasks(t, []mutation{
		{"a field of an unknown type", "tasks[0].records[0].type", record(func(f *playbook.Field) { f.Type = "colour" })},
		{"a code field without values", "tasks[0].records[0].values", record(func(f *playbook.Field) { f.Type = playbook.CodeField })},
		{"a field without a name", "tasks[0].records[0]", record(func(f *playbook.Field) { f.Name = "" })},
		{"required in an unknown channel", "tasks[0].records[0].required.channels[0]", record(func(f *playbook.Field) {
			f.Required = &playbook.Applies{Channels: []string{"pigeon"}}
		})},
		{"personal here and public there", "tasks[0].records[0].personal tasks[1].records[0].personal", record(func(f *playbook.Field) { f.Personal = true })},
		{"a field twice", "tasks[0].records[1]", func(p *playbook.Playbook) { p.Tasks[0].Records = append(p.Tasks[0].Records, p.Tasks[0].Records[0]) }},
		{"a result in words", "tasks[0].results[1]", func(p *playbook.Playbook) { p.Tasks[0].Results[1] = "Not fit" }},
		{"a result twice", "tasks[0].results[1]", func(p *playbook.Playbook) { p.Tasks[0].Results[1] = "recoded" }},
		{"the engine's own result", "tasks[0].results[1]", func(p *playbook.Playbook) { p.Tasks[0].Results[1] = "differs" }},
	})
}

func TestNothingGivesAHiddenTaskAway(t *testing.T) {
	hidden := func(change func(*playbook.TaskRule)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Tasks[3]) }
	}
	notify := func(to string) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { p.Targets[1].Steps[0].Do["notify"] = to }
	}
	reacts := func(event string, codes ...string) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			p.Reactions = []playbook.Reaction{{
				Name: "tell-tale", On: []sla.Condition{{Event: event, With: map[string][]string{"code": codes}}}, Do: map[string]string{"notify": "role:boss"},
			}}
		}
	}
	runTasks(t, []mutation{
		{"it does not block", "tasks[3].blocks", hidden(func(x *playbook.TaskRule) { x.Blocks = true })},
		{"it is done by somebody who sees it", "tasks[3].role targets[1].steps[0].do.notify", hidden(func(x *playbook.TaskRule) { x.VisibleTo = []string{"clerk"} })},
		{"somebody who sees it may complete it", "tasks[3].sees targets[1].steps[0].do.notify", hidden(func(x *playbook.TaskRule) { x.Role, x.VisibleTo = "", []string{"clerk"} })},
		{"it is kept to roles there are", "tasks[3].sees[1]", hidden(func(x *playbook.TaskRule) { x.VisibleTo = append(x.VisibleTo, "king") })},
		{"it is kept to a few", "tasks[3].sees", hidden(func(x *playbook.TaskRule) { x.VisibleTo = slices.Repeat(x.VisibleTo, 9) })},
		{"no task that all see names its doers", "tasks[1].different[0]", func(p *playbook.Playbook) { p.Tasks[1].Different[0] = "task:integrity" }},
		{"its clock tells nobody else", "targets[1].steps[0].do.notify", notify("role:boss,owner")},
		{"not even a role", "targets[1].steps[0].do.notify", notify("role:clerk")},
		{"no reaction waits for it to open", "reactions[0].on[0].with.code", reacts("task-opened", "integrity")},
		{"nor for its end, among others", "reactions[0].on[0].with.code", reacts("task-done", "retest", "integrity")},
		{"nor does one that watches every task", "targets[1].steps[0].do.notify", func(p *playbook.Playbook) {
			p.Targets[1].Start[0].With = nil
			notify("ladder")(p)
		}},
	})
}

func runTasks(t *testing.T, rows []mutation) {
	t.Helper()
	for _, m := range rows {
		t.Run(m.name, func(t *testing.T) {
			p := withTasks()
			m.spoil(p)
			require.Equal(t, slices.Sorted(slices.Values(strings.Fields(m.paths))), paths(t, p))
		})
	}
}

func TestAReactionToTasksThatAllMaySee(t *testing.T) {
	p := withTasks()
	p.Reactions = []playbook.Reaction{{
		Name: "look", On: []sla.Condition{{Event: "task-done", With: map[string][]string{"code": {"retest"}}}, {Event: "task-opened"}},
		Do: map[string]string{"notify": "owner"},
	}}
	require.NoError(t, p.Validate())
}
