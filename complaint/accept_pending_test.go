package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// pendingBeside is a case whose first proposal was offered while a dearer one waits for approval.
func pendingBeside(b *bench) *complaint.Case {
	b.Helper()
	c := b.do(worker, b.in(complaint.Negotiating), complaint.Propose{Compensation: complaint.Yuan(900)})
	require.Equal(b, complaint.AwaitingApproval, c.State)
	require.Equal(b, complaint.ProposalOffered, c.Proposal(1).Status)
	require.Equal(b, complaint.ProposalPending, c.Proposal(2).Status)
	return c
}

// What was offered may be taken while something better is still being asked for.
func TestAnOfferIsAcceptedWhileAnotherWaitsForApproval(t *testing.T) {
	b := setup(t)
	c := b.do(worker, pendingBeside(b), complaint.Reply{Proposal: 1, Accepted: true})
	require.Equal(t, complaint.Executing, c.State)
	require.Equal(t, complaint.ProposalAgreed, c.Proposal(1).Status)
	require.Equal(t, complaint.ProposalDenied, c.Proposal(2).Status, "nobody asks for it any more")
	require.Equal(t, complaint.ApprovalLapsed, c.Approvals[0].Status)
	require.Contains(t, told(b.last(c)), "lapsed person:u2")
	require.Contains(t, told(b.last(c)), "lapsed role:manager", "who was asked to decide need not")
	require.True(t, c.Due("approval").IsZero(), "its clock has ended")
	require.Equal(t, "decided", b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrNotAllowed).Rule)
	c = b.do(worker, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	require.Equal(t, complaint.Yuan(80), c.Paid)
	b.verify(c.ID)
}

func TestAnOfferIsAcceptedWhileAnotherIsPrepared(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Negotiating), complaint.Propose{Compensation: complaint.Yuan(90)})
	require.Equal(t, complaint.Proposing, c.State)
	c = b.do(worker, c, complaint.Reply{Proposal: 1, Accepted: true})
	require.Equal(t, complaint.Executing, c.State)
	b.verify(c.ID)
}

func TestWhatAnAcceptanceLeavesAlone(t *testing.T) {
	t.Run("a no: the other one still waits", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, pendingBeside(b), complaint.Reply{Proposal: 1})
		require.Equal(t, complaint.AwaitingApproval, c.State)
		require.Empty(t, c.Approvals[0].Status)
	})
	t.Run("what waits itself is not accepted", func(t *testing.T) {
		b := setup(t)
		c := pendingBeside(b)
		refusal := b.refuse(worker, c, complaint.Reply{Proposal: 2, Accepted: true}, complaint.ErrNeedsApproval)
		require.Equal(t, "approved", refusal.Rule)
	})
	t.Run("an extension that is asked for", func(t *testing.T) {
		b := setup(t)
		c := b.do(lead, pendingBeside(b), complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"})
		c = b.do(worker, c, complaint.Reply{Proposal: 1, Accepted: true})
		require.Equal(t, complaint.ApprovalLapsed, c.Approvals[0].Status)
		require.Empty(t, c.Approvals[1].Status, "the work still has a limit")
		c = b.do(manager, c, complaint.Approve{Approval: 2})
		require.Equal(t, complaint.Executing, c.State)
		b.verify(c.ID)
	})
	t.Run("approvals without an expiry lapse too", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) { pb.Approval.Expires = sla.Span{} }))
		c := b.do(worker, pendingBeside(b), complaint.Reply{Proposal: 1, Accepted: true})
		require.Equal(t, complaint.ApprovalLapsed, c.Approvals[0].Status)
		b.verify(c.ID)
	})
	t.Run("a major case that was not instructed", func(t *testing.T) {
		b := setup(t)
		c := b.do(lead, pendingBeside(b), complaint.Escalate{Severity: classify.Major, Text: "x"})
		require.Equal(t, "instructed", b.refuse(lead, c, complaint.Reply{Proposal: 1, Accepted: true}, complaint.ErrNotAllowed).Rule)
	})
}
