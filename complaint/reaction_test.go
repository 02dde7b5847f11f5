package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// reacting gives the house reactions.
func reacting(list ...playbook.Reaction) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) { pb.Reactions = append(pb.Reactions, list...) }
}

// reacted returns the reactions of an entry, with what was refused: "third expedite", "filing close followed-up".
func reacted(e *complaint.Entry) []string {
	var out []string
	for _, fx := range e.Effects {
		if r, ok := fx.(complaint.ReactedEffect); ok {
			line := r.Reaction + " " + r.Event
			if r.Refused != "" {
				line += " refused: " + r.Refused
			}
			out = append(out, line)
		}
	}
	return out
}

func TestTheThirdReminderEscalatesAtOnce(t *testing.T) {
	b := setup(t, reacting(playbook.Reaction{
		Name: "third-reminder", On: on("expedite"), If: map[string][]string{"expedites": {"3"}},
		Do: map[string]string{"level": "next", "notify": "ladder", "priority": "2", "tag": "pressing"},
	}))
	c := b.in(complaint.Investigating)
	for range 2 {
		c = b.do(clerk, c, complaint.Expedite{})
		require.Empty(t, reacted(b.last(c)), "not before the third")
	}
	c = b.do(clerk, c, complaint.Expedite{})
	require.Equal(t, []string{"third-reminder expedite"}, reacted(b.last(c)))
	require.Contains(t, told(b.last(c)), "third-reminder role:lead", "the notice has the reaction's name")
	require.Equal(t, 1, c.Level)
	require.Equal(t, 3, c.Priority, "one by the policy of reminders, two by the reaction")
	require.True(t, c.HasTag("pressing"))
	c = b.do(clerk, c, complaint.Expedite{})
	require.Empty(t, reacted(b.last(c)))
	b.verify(c.ID)
}

func TestTheSecondReopeningEscalates(t *testing.T) {
	b := setup(t, reacting(playbook.Reaction{
		Name: "again-and-again", On: on("reopen"), If: map[string][]string{"cycle": {"2", "3"}},
		Do: map[string]string{"level": "next", "severity": "major"},
	}))
	c := b.in(complaint.Resolved)
	c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
	require.Zero(t, c.Level)
	c = b.do(worker, c, complaint.Resolve{Outcome: "upheld"})
	c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
	require.Equal(t, 1, c.Level)
	require.Equal(t, classify.Major, c.Severity)
	b.verify(c.ID)
}

func TestMediaAttentionEscalatesByEvent(t *testing.T) {
	media := playbook.Reaction{
		Name: "in-the-press", On: []sla.Condition{{Event: "tagged", With: map[string][]string{"tag": {"media"}}}},
		Do: map[string]string{"severity": "major", "notify": "role:boss,head"},
	}
	b := setup(t, reacting(media))
	c := b.in(complaint.Investigating)
	due := c.Due("resolve")
	c = b.do(clerk, c, complaint.Tag{Add: []string{"vip"}})
	require.Empty(t, reacted(b.last(c)), "another tag is no matter")
	c = b.do(clerk, c, complaint.Tag{Add: []string{"media"}})
	require.Equal(t, classify.Major, c.Severity)
	require.True(t, c.Due("resolve").After(due), "the clock has the term of the new severity")
	require.Equal(t, []string{"in-the-press role:boss", "in-the-press role:lead"}, told(b.last(c)))
	b.verify(c.ID)
}

func TestAReactionOpensATask(t *testing.T) {
	b := setup(t, reacting(playbook.Reaction{Name: "look", On: on("find"), Do: map[string]string{"task": "photos"}}),
		func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Tasks[0].Severities = nil
			pb.Tasks[0].On = "proposing"
		})
	c := b.do(worker, b.in(complaint.Investigating), complaint.RecordFinding{Cause: "old-pipe", Upheld: true})
	require.Len(t, c.Tasks, 1)
	require.Equal(t, "photos", c.Tasks[0].Code)
	b.verify(c.ID)
}

func TestAReactionStartsNoFurtherReaction(t *testing.T) {
	chain := func(name, event, tag string) playbook.Reaction {
		return playbook.Reaction{Name: name, On: []sla.Condition{{Event: event}}, Do: map[string]string{"tag": tag}}
	}
	b := setup(t, reacting(chain("first", "note", "noted"), chain("second", "tagged", "tagged")))
	c := b.do(clerk, b.in(complaint.Investigating), complaint.Note{Text: "客人来电"})
	require.Equal(t, []string{"first note"}, reacted(b.last(c)))
	require.False(t, c.HasTag("tagged"))
	c = b.do(clerk, c, complaint.Tag{Add: []string{"x"}})
	require.Equal(t, []string{"second tagged"}, reacted(b.last(c)), "a person's tag does")
	b.verify(c.ID)
}

func TestAReactionClosesWhenTheRulesAllowIt(t *testing.T) {
	b := setup(t, reacting(playbook.Reaction{Name: "done", On: on("follow-up"), Do: map[string]string{"command": "close", "notify": "owner"}}))
	c := b.do(clerk, b.in(complaint.Resolved), complaint.FollowUp{Reached: true, Satisfied: true})
	require.Equal(t, complaint.Closed, c.State)
	b.verify(c.ID)

	c = b.do(clerk, b.take(b.another(), complaint.Resolved), complaint.FollowUp{Reached: true})
	require.Equal(t, complaint.FollowingUp, c.State, "not against the answer of the guest")
	require.Equal(t, []string{"done follow-up refused: followed-up"}, reacted(b.last(c)))
	require.Contains(t, told(b.last(c)), "done person:u2", "the rest is done all the same")
	b.verify(c.ID)
}

func TestAReactionThatFindsNobodySaysSo(t *testing.T) {
	react := reacting(playbook.Reaction{Name: "hear", On: on("note"), Do: map[string]string{"notify": "role:lead"}})
	away := &complaint.Staff{Version: "s1", People: []complaint.StaffMember{{
		ID: "u3", Role: "lead", Unit: "rooms", Absent: []complaint.Absence{{From: day, To: day.Add(24 * hour)}},
	}}}
	b := setup(t, react, staffed(away))
	c := b.do(clerk, b.register(guest()), complaint.Note{Text: "客人来电"})
	require.Equal(t, []string{"hear nobody"}, told(b.last(c)))
	require.Equal(t, []string{"hear note"}, reacted(b.last(c)))
	m := new(mail)
	b.deliver(m)
	for _, n := range m.sent {
		require.NotEqual(t, complaint.Nobody, n.To, "it is in the ledger, not in the post")
	}
	b.verify(c.ID)
}

func TestASecretTaskStartsNoReaction(t *testing.T) {
	b := setup(t, reacting(playbook.Reaction{Name: "tell-tale", On: on("task-opened"), Do: map[string]string{"notify": "owner"}}),
		func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Tasks = []playbook.TaskRule{{Code: "integrity", Label: text("廉洁", "integrity"), On: "proposing", VisibleTo: []string{"boss"}, Role: "boss"}}
		})
	c := b.in(complaint.Investigating)
	c = b.do(boss, c, complaint.AddTask{Code: "integrity"})
	require.Empty(t, reacted(b.last(c)))
	c = b.do(boss, c, complaint.AddTask{Code: "photos"})
	require.Equal(t, []string{"tell-tale task-opened"}, reacted(b.last(c)), "any other task does")
	b.verify(c.ID)
}
