package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestFaultsOfClocks(t *testing.T) {
	target := func(change func(*sla.Target)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Targets[0]) }
	}
	do := func(step int, what, value string) func(*playbook.Playbook) {
		return target(func(x *sla.Target) { x.Steps[step].Do = map[string]string{what: value} })
	}
	run(t, []mutation{
		{"a default calendar there is not", "calendar", func(p *playbook.Playbook) { p.Calendar = "holidays" }},
		{"a calendar in no zone", "calendars[0]", func(p *playbook.Playbook) { p.Calendars[0].Zone = "Asia/Nowhere" }},
		{"a calendar that is never open", "calendars[0]", func(p *playbook.Playbook) { p.Calendars[0].Week = nil }},
		{"a target on an unknown calendar", "targets", target(func(x *sla.Target) { x.Calendar = "holidays" })},
		{"a target twice", "targets", func(p *playbook.Playbook) { p.Targets = append(p.Targets, p.Targets[0]) }},
		{"a target of the engine's own name", "targets[1].name", func(p *playbook.Playbook) {
			own := p.Targets[0]
			own.Name = "promise"
			p.Targets = append(p.Targets, own)
		}},
		{"a start at an unknown event", "targets[0].start[0].event", target(func(x *sla.Target) { x.Start[0].Event = "registered" })},
		{"a pause at an unknown event", "targets[0].pause[0].event", target(func(x *sla.Target) { x.Pause[0].Event = "holiday" })},
		{"a stop in an unknown state", "targets[0].stop[0].with.state", target(func(x *sla.Target) { x.Stop[0].With["state"] = []string{"resolvd"} })},
		{"a condition on an attribute the event has not", "targets[0].stop[0].with.colour", target(func(x *sla.Target) { x.Stop[0].With["colour"] = []string{"red"} })},
		{"a term on an unknown fact", "targets[0].terms[0].when.weather", target(func(x *sla.Target) { x.Terms[0].When = map[string][]string{"weather": {"wet"}} })},
		{"a term on a severity there is not", "targets[0].terms[0].when.severity", target(func(x *sla.Target) { x.Terms[0].When["severity"] = []string{"majr"} })},
		{"a held on an unknown fact", "targets[0].held.weather", target(func(x *sla.Target) { x.Held = map[string][]string{"weather": {"wet"}} })},
		{"a step on an unknown fact", "targets[0].steps[1].if.weather", target(func(x *sla.Target) { x.Steps[1].If = map[string][]string{"weather": {"wet"}} })},
		{"a step that does what nobody can", "targets[0].steps[0].do.sing", do(0, "sing", "loud")},
		{"a step that tells an unknown role", "targets[0].steps[0].do.notify", do(0, "notify", "role:king")},
		{"a step that tells an unknown word", "targets[0].steps[0].do.notify", do(0, "notify", "owner,everybody")},
		{"a step that tells nobody", "targets[0].steps[0].do.notify", do(0, "notify", "")},
		{"a step to a severity there is not", "targets[0].steps[0].do.severity", do(0, "severity", "huge")},
		{"a step to a level that is no number", "targets[0].steps[0].do.level", do(0, "level", "up")},
		{"a step above the ladder", "targets[0].steps[0].do.level", do(0, "level", "3")},
		{"a step to a priority that is no number", "targets[0].steps[0].do.priority", do(0, "priority", "high")},
		{"a step with a command that time may not give", "targets[0].steps[0].do.command", do(0, "command", "resolve")},
		{"an extension by an unknown role", "targets[0].extensions[0].approver", target(func(x *sla.Target) { x.Extensions[0].Approver = "king" })},
		{"an extension of another kind of time", "targets", target(func(x *sla.Target) { x.Extensions[0].Span = sla.BusinessHours(2) })},
	})
}

func TestFaultsOfALifeCycle(t *testing.T) {
	row := func(change func(*playbook.Transition)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { change(&p.Lifecycle[0]) }
	}
	run(t, []mutation{
		{"an event the engine never fires", "lifecycle[26].event", func(p *playbook.Playbook) {
			p.Lifecycle = append(p.Lifecycle, playbook.Transition{Event: "think", From: []string{"assessed"}, To: "closed"})
		}},
		{"an unknown guard", "lifecycle[0].guards[0]", row(func(r *playbook.Transition) { r.Guards[0] = "lucky" })},
		{"from an unknown state", "lifecycle[0].from[1]", row(func(r *playbook.Transition) { r.From = append(r.From, "dreaming") })},
		{"to an unknown state", "lifecycle[26].to", func(p *playbook.Playbook) {
			p.Lifecycle = append(p.Lifecycle, playbook.Transition{Event: "appeal", From: []string{"archived"}, To: "dreaming"})
		}},
	})
	t.Run("one event from one state to two", func(t *testing.T) {
		p := rich()
		p.Lifecycle = append(p.Lifecycle, playbook.Transition{Event: "assess", From: []string{"registered"}, To: "closed"})
		require.Error(t, p.Validate(), "a playbook that no desk can run is not valid")
	})
	t.Run("a state nobody reaches", func(t *testing.T) {
		p := rich()
		p.Lifecycle = p.Lifecycle[:len(p.Lifecycle)-5] // nothing leads to review any more, and yet something leads out
		p.Lifecycle = append(p.Lifecycle, playbook.Transition{Event: "uphold", From: []string{"under_review"}, To: "investigating"})
		require.Error(t, p.Validate())
	})
	t.Run("a state nobody leaves", func(t *testing.T) {
		p := rich()
		p.Lifecycle = []playbook.Transition{{Event: "assess", From: []string{"registered"}, To: "assessed"}}
		require.Error(t, p.Validate())
	})
}
