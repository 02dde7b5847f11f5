package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// centred lets the office take major cases, whatever the route says.
func centred(pb *playbook.Playbook) { graded(pb, classify.Major).Unit = "office" }

// R11: a case that becomes major while a department has it goes to the unit that takes such cases.
func TestACaseThatBecomesMajorMovesToTheUnitOfItsSeverity(t *testing.T) {
	moved := func(t *testing.T, b *bench, c *complaint.Case) {
		t.Helper()
		require.Equal(t, classify.Major, c.Severity)
		require.Equal(t, "office", c.Unit)
		require.Equal(t, "office", c.Assignment().Unit)
		require.Equal(t, "regraded", c.Assignments[0].EndReason)
		require.Empty(t, c.Owner, "whoever of the office takes it on")
		require.Contains(t, told(b.last(c)), "assigned unit:office")
		units := c.Timers("unit")
		require.Len(t, units, 2)
		require.False(t, units[0].Live(), "the clock of the unit that had it ends")
		require.True(t, units[1].Live(), "and the other unit has one of its own")
		require.True(t, units[1].Start.Equal(c.Assignment().From))
		require.Equal(t, "u4", b.do(manager, c, complaint.TakeOn{}).Owner)
		b.verify(c.ID)
	}
	t.Run("by a person", func(t *testing.T) {
		b := setup(t, with(centred))
		c := b.in(complaint.Investigating)
		b.clock.Add(hour)
		moved(t, b, b.do(lead, c, complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}, Text: "x"}))
	})
	t.Run("by a person who takes it up the ladder", func(t *testing.T) {
		b := setup(t, with(centred))
		c := b.in(complaint.Investigating)
		moved(t, b, b.do(lead, c, complaint.Escalate{Severity: classify.Major, Text: "x"}))
	})
	t.Run("by time", func(t *testing.T) {
		b := setup(t, with(centred), with(func(pb *playbook.Playbook) {
			targeted(pb, "resolve").Steps[0].Do["severity"] = "major"
		}))
		c := b.in(complaint.Investigating)
		b.clock.Add(5 * hour)
		b.sweep()
		c = b.reload(c)
		moved(t, b, c)
		require.True(t, c.Assignment().From.Equal(b.ticks(c.ID, "resolve")[0].Effective), "at the time of the step, whenever it is written")
	})
	t.Run("by an event", func(t *testing.T) {
		b := setup(t, with(centred), reacting(playbook.Reaction{
			Name: "press", On: []sla.Condition{{Event: "tagged", With: map[string][]string{"tag": {"media"}}}},
			Do: map[string]string{"severity": "major"},
		}))
		moved(t, b, b.do(clerk, b.in(complaint.Investigating), complaint.Tag{Add: []string{"media"}}))
	})
}

func TestWhatDoesNotMoveACaseToTheUnitOfItsSeverity(t *testing.T) {
	major := func(j complaint.Judgement) complaint.Command {
		j.Severity = classify.Major
		return complaint.Reclassify{Judgement: j, Text: "x"}
	}
	t.Run("the unit has it already", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) { graded(pb, classify.Major).Unit = "rooms" }))
		c := b.do(lead, b.in(complaint.Investigating), major(complaint.Judgement{}))
		require.Len(t, c.Assignments, 1)
		require.Equal(t, "u2", c.Owner)
	})
	t.Run("a severity that falls", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) { graded(pb, classify.Minor).Unit = "office" }))
		c := b.do(lead, b.in(complaint.Investigating), complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Minor}, Text: "x"})
		require.Len(t, c.Assignments, 1)
		require.Equal(t, "rooms", c.Unit, "whoever has it finishes it")
	})
	t.Run("a person who transferred it since", func(t *testing.T) {
		b := setup(t, with(centred))
		c := b.do(lead, b.in(complaint.Investigating), major(complaint.Judgement{}))
		c = b.do(manager, c, complaint.Transfer{Unit: "kitchen", Text: "x"}, major(complaint.Judgement{Nature: "venting"}))
		require.Equal(t, "kitchen", c.Assignment().Unit, "the severity has not risen again")
	})
	t.Run("the unit complained about", func(t *testing.T) {
		b := setup(t, with(apart), with(func(pb *playbook.Playbook) { graded(pb, classify.Major).Unit = "rooms" }))
		in := aboutRooms()
		c := b.do(clerk, b.register(in), complaint.Assess{}, complaint.Dispatch{Unit: "kitchen"})
		c = b.do(clerk, c, major(complaint.Judgement{}))
		require.Equal(t, "office", c.Assignment().Unit, "the unit above it takes its place")
		b.verify(c.ID)
	})
	t.Run("a case that nobody was given yet has it as the responsible unit", func(t *testing.T) {
		b := setup(t, with(centred), with(func(pb *playbook.Playbook) {
			targeted(pb, "resolve").Steps[0].Do["severity"] = "major"
		}))
		c := b.in(complaint.Assessed)
		b.clock.Add(5 * hour)
		b.sweep()
		c = b.reload(c)
		require.Equal(t, "office", c.Unit)
		require.Empty(t, c.Assignments)
		require.Equal(t, "office", b.do(clerk, c, complaint.Dispatch{}).Assignment().Unit)
		b.verify(c.ID)
	})
	t.Run("a resolved case moves when it is taken up again", func(t *testing.T) {
		b := setup(t, with(centred))
		c := b.do(lead, b.in(complaint.Resolved), complaint.Escalate{Severity: classify.Major, Text: "x"})
		require.Equal(t, "rooms", c.Assignments[len(c.Assignments)-1].Unit)
		c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
		require.Equal(t, "office", c.Assignment().Unit)
		b.verify(c.ID)
	})
	t.Run("a case under review moves when it is handled again", func(t *testing.T) {
		b := setup(t, with(centred))
		c := b.do(manager, b.in(complaint.UnderReview), complaint.Escalate{Severity: classify.Major, Text: "x"})
		n := len(c.Assignments)
		require.Equal(t, "rooms", c.Assignments[n-1].Unit)
		c = b.do(boss, c, complaint.DecideAppeal{Upheld: true, Text: "x"})
		require.Equal(t, "office", c.Assignment().Unit)
		require.Len(t, c.Assignments, n+1)
		b.verify(c.ID)
	})
	t.Run("a case at the bound of its assignments stays, and the step says so", func(t *testing.T) {
		b := setup(t, with(centred), with(func(pb *playbook.Playbook) {
			targeted(pb, "resolve").Steps[0].Do["severity"] = "major"
		}))
		c := b.in(complaint.Investigating)
		for len(c.Assignments) < 40 {
			c = b.do(manager, c, complaint.Transfer{Unit: []string{"kitchen", "rooms"}[len(c.Assignments)%2], Text: "x"})
		}
		b.clock.Add(5 * hour)
		b.sweep()
		c = b.reload(c)
		require.Equal(t, classify.Major, c.Severity)
		require.Len(t, c.Assignments, 40)
		require.Equal(t, "at most 40 assignments", stepped(b.ticks(c.ID, "resolve")[0]).Refused)
		b.verify(c.ID)
	})
}

// stepped is the step of time that an entry records.
func stepped(e *complaint.Entry) (s complaint.SteppedEffect) {
	for _, fx := range e.Effects {
		if x, ok := fx.(complaint.SteppedEffect); ok {
			s = x
		}
	}
	return s
}
