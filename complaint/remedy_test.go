package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// remedies lets the house give every kind of remedy.
func remedies(_ *complaint.Config, pb *playbook.Playbook) {
	for _, kind := range []string{"explanation", "refund", "discount", "gift", "repair", "replacement", "promise"} {
		pb.Reliefs = append(pb.Reliefs, playbook.Relief{Code: kind, Label: text(kind, kind)})
	}
}

func TestRemediesOfEveryKind(t *testing.T) {
	b := setup(t, remedies)
	offered := []complaint.Remedy{
		{Relief: "apology"},
		{Relief: "explanation"},
		{Relief: "refund", Money: complaint.Yuan(30)},
		{Relief: "discount", Money: complaint.Yuan(10)},
		{Relief: "gift", Money: complaint.Yuan(5), Count: 3},
		{Relief: "redo"},
		{Relief: "repair", Due: day.Add(24 * hour)},
		{Relief: "replacement", Count: 2},
		{Relief: "promise", Due: day.Add(48 * hour)},
	}
	c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Remedies: offered, Compensation: complaint.Yuan(20)})
	require.Equal(t, complaint.Yuan(75), c.Proposal(1).Total, "pieces count")
	c = b.do(worker, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	require.Equal(t, complaint.Yuan(75), c.Paid)
	require.Equal(t, []string{
		"apology", "explanation", "refund", "discount", "gift", "redo", "repair", "replacement", "promise", "compensation",
	}, c.Reliefs)
	b.verify(c.ID)
}

// repairing takes a case to the offer of a repair by tomorrow.
func (b *bench) repairing() *complaint.Case {
	b.Helper()
	c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Remedies: []complaint.Remedy{
		{Relief: "repair", Due: day.Add(24 * hour)}, {Relief: "apology"},
	}})
	return b.do(worker, c, complaint.Offer{Proposal: 1})
}

func TestARemedyWithATimeIsAPromise(t *testing.T) {
	agree, impose := complaint.Command(complaint.Reply{Proposal: 1, Accepted: true}), complaint.Command(complaint.FinalDecision{Proposal: 1, Text: "x"})
	for name, cmd := range map[string]complaint.Command{"agreed": agree, "imposed": impose} {
		t.Run(name, func(t *testing.T) {
			b := setup(t, remedies)
			c := b.repairing()
			require.Empty(t, c.Promises, "an offer promises nothing")
			c = b.do(lead, c, cmd)
			require.Equal(t, []complaint.Promise{{ID: 1, What: "repair", Due: day.Add(24 * hour), Proposal: 1}}, c.Promises)
			require.Equal(t, day.Add(24*hour), c.Due("promise"))
			b.clock.Add(hour)
			c = b.do(worker, c, complaint.Execute{Proposal: 1})
			require.Equal(t, day.Add(hour), c.Promises[0].Kept, "carrying it out keeps it")
			require.Equal(t, sla.Met, c.Timers("promise")[0].Verdict)
			b.verify(c.ID)
		})
	}
	t.Run("broken when it is not carried out in time", func(t *testing.T) {
		b := setup(t, remedies)
		c := b.do(worker, b.repairing(), agree)
		b.clock.Set(day.Add(25 * hour))
		b.sweep()
		require.Len(t, b.ticks(c.ID, "promise"), 1)
		c = b.do(worker, c, complaint.Execute{Proposal: 1})
		require.Equal(t, sla.Breached, c.Timers("promise")[0].Verdict)
		b.verify(c.ID)
	})
	t.Run("told anew, the new time is kept", func(t *testing.T) {
		b := setup(t, remedies)
		c := b.do(lead, b.do(worker, b.repairing(), agree), complaint.MakePromise{What: "repair", Due: day.Add(30 * hour), Replaces: 1})
		b.clock.Set(day.Add(26 * hour))
		c = b.do(worker, c, complaint.Execute{Proposal: 1})
		require.Equal(t, day.Add(26*hour), c.Promises[1].Kept)
		require.Zero(t, c.Due("promise"))
		b.verify(c.ID)
	})
	t.Run("kept before by an answer, it stays kept", func(t *testing.T) {
		b := setup(t, remedies)
		c := b.do(worker, b.repairing(), agree, complaint.Respond{Promise: 1})
		b.clock.Add(hour)
		require.Equal(t, day, b.do(worker, c, complaint.Execute{Proposal: 1}).Promises[0].Kept)
	})
}

func TestARemedyInThePast(t *testing.T) {
	b := setup(t, remedies)
	c := b.in(complaint.Investigating)
	late := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}, {Relief: "repair", Due: day}}}
	require.Equal(t, []complaint.FieldError{{Field: "remedies[1].by", Rule: "in the future"}}, b.refuse(worker, c, late, complaint.ErrInvalid).Fields)
	late.Remedies[1].Due = day.Add(hour)
	c = b.do(worker, c, late)
	b.clock.Add(hour)
	refusal := b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed)
	require.Equal(t, "by", refusal.Rule, "nobody offers what can no longer be done in time")
	require.Equal(t, []string{"propose"}, refusal.Allowed)
	require.Equal(t, "by", b.refuse(lead, c, complaint.FinalDecision{Proposal: 1, Text: "x"}, complaint.ErrNotAllowed).Rule)
}
