package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// R13, R15: a reminder comes from the complainant or from a supervisor, and is answered.
func TestAReminderIsCountedAndAnswered(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Targets = append(pb.Targets, sla.Target{
			Name: "reminder", Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(1)}}}, Cycle: true,
			Start: on("expedite"), Stop: on("respond"),
			Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "head"}}},
		})
	}))
	c := b.do(clerk, b.in(complaint.Investigating), complaint.Expedite{By: "complainant", Text: "怎么还没人来"})
	require.Equal(t, 1, c.Expedites)
	require.Equal(t, "03-04 10:00", at(c.Due("reminder")))
	b.clock.Add(hour / 2)
	c = b.do(clerk, c, complaint.Expedite{})
	require.Equal(t, "03-04 10:00", at(c.Due("reminder")), "the oldest unanswered one rules")
	c = b.do(worker, c, complaint.Respond{Text: "马上到"})
	require.Equal(t, sla.Met, c.Timers("reminder")[0].Verdict)

	c = b.do(manager, c, complaint.Expedite{By: "supervisor", Text: "督办"})
	require.Equal(t, 3, c.Expedites)
	require.Equal(t, complaint.Expedite{By: "supervisor"}, b.last(c).Command)
	b.clock.Add(2 * hour)
	b.sweep()
	clocks := b.reload(c).Timers("reminder")
	require.Len(t, clocks, 2, "each is answered on its own")
	require.Equal(t, sla.Breached, clocks[1].Verdict)
	require.Contains(t, told(b.ticks(c.ID, "reminder")[0]), "breach role:lead")
	b.verify(c.ID)
}

// Reminders act: the head hears at the second, priority rises at the third, the ladder is climbed from the fourth on.
func TestRemindersNotifyRaiseAndEscalate(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Expedite = playbook.ExpeditePolicy{Notify: 2, Raise: 3, Level: 4} }))
	c := b.in(complaint.Investigating)
	for n, want := range []struct {
		told            []string
		priority, level int
	}{
		{[]string{"expedited person:u2"}, 0, 0},
		{[]string{"expedited person:u2", "expedited-often role:lead"}, 0, 0},
		{[]string{"expedited person:u2", "expedited-often role:lead"}, 1, 0},
		{[]string{"expedited person:u2", "expedited-often role:lead", "expedited-often role:lead"}, 2, 1},
		{[]string{"expedited person:u2", "expedited-often role:lead", "expedited-often role:manager"}, 3, 2},
		{[]string{"expedited person:u2", "expedited-often role:lead", "expedited-often role:boss"}, 4, 3},
		{[]string{"expedited person:u2", "expedited-often role:lead"}, 5, 3},
	} {
		c = b.do(clerk, c, complaint.Expedite{})
		require.Equal(t, want.told, told(b.last(c)), n+1)
		require.Equal(t, want.priority, c.Priority, n+1)
		require.Equal(t, want.level, c.Level, n+1)
	}
	b.verify(c.ID)
}

// R13: the same again while it is handled is a reminder; a new work order after it, which says why.
func TestAComplaintThatComesAgainSaysWhy(t *testing.T) {
	again := with(func(pb *playbook.Playbook) { pb.Repeat.Reason = true })
	t.Run("while it is handled nobody asks", func(t *testing.T) {
		b := setup(t, again)
		c := b.in(complaint.Investigating)
		reg, err := b.desk.Register(b.ctx, clerk, guest())
		require.NoError(t, err)
		require.Equal(t, complaint.HowExpedited, reg.How)
		require.Equal(t, c.ID, reg.Case.ID)
		require.Equal(t, 1, reg.Case.Expedites)
		require.Empty(t, reg.Case.Missing)
	})
	t.Run("after it the reason is asked for", func(t *testing.T) {
		b := setup(t, again)
		first := b.in(complaint.Closed)
		c := b.register(guest())
		require.Equal(t, []complaint.Link{{Kind: "repeat-of", Case: first.ID}}, c.Links)
		require.Equal(t, []string{"dissatisfaction"}, c.Missing)
		refusal := b.refuse(clerk, c, complaint.Assess{}, complaint.ErrNotAllowed)
		require.Equal(t, "complete", refusal.Rule)
		require.Equal(t, []string{"dissatisfaction"}, fields(refusal))
		c = b.do(clerk, c, complaint.Correct{Complainant: complaint.Person{Name: "王先生"}})
		require.Equal(t, []string{"dissatisfaction"}, c.Missing, "it is not forgotten by another correction")
		c = b.do(clerk, c, complaint.Correct{Dissatisfaction: "too-little"}, complaint.Assess{})
		require.Equal(t, "too-little", c.Dissatisfaction)
		require.Equal(t, complaint.Assessed, c.State)
		b.verify(c.ID)
		b.verify(first.ID)
	})
	t.Run("or said at once", func(t *testing.T) {
		b := setup(t, again)
		b.in(complaint.Closed)
		in := guest()
		in.Dissatisfaction = "too-little"
		require.Empty(t, b.register(in).Missing)
	})
	t.Run("a first complaint has nothing to say about it", func(t *testing.T) {
		b := setup(t, again)
		require.Empty(t, b.register(guest()).Missing)
	})
}
