package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// offering changes how the house negotiates.
func offering(p playbook.NegotiationPolicy) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) { pb.Offers = p }
}

func pay(yuan int64) complaint.Propose { return complaint.Propose{Compensation: complaint.Yuan(yuan)} }

func TestTheFirstOfferWaitsForEnoughProposals(t *testing.T) {
	b := setup(t, offering(playbook.NegotiationPolicy{Proposals: 3}))
	c := b.do(worker, b.in(complaint.Investigating), pay(30), pay(900), pay(50))
	refusal := b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed)
	require.Equal(t, "proposals", refusal.Rule, "one of the three waits for approval")
	require.Equal(t, []string{"propose"}, refusal.Allowed)
	c = b.do(manager, c, complaint.Deny{Approval: 1, Text: "太多"})
	b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed)
	c = b.do(worker, c, pay(70), complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1})
	c = b.do(worker, c, complaint.Offer{Proposal: 3}, complaint.Reply{Proposal: 3, Accepted: true}, complaint.Execute{Proposal: 3}, complaint.Resolve{Outcome: "settled"})
	b.verify(c.ID)

	c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
	require.Zero(t, c.Rounds, "another cycle negotiates anew")
	require.Equal(t, "proposals", b.refuse(worker, c, complaint.Offer{Proposal: 4}, complaint.ErrNotAllowed).Rule, "what was agreed before is not one of the three")
	b.do(lead, c, pay(10), complaint.Offer{Proposal: 4})
}

func TestSeveralProposalsInOrder(t *testing.T) {
	b := setup(t, offering(playbook.NegotiationPolicy{InOrder: true}))
	c := b.do(worker, b.in(complaint.Investigating), pay(900), pay(20), pay(40), pay(60))
	refusal := b.refuse(worker, c, complaint.Offer{Proposal: 3}, complaint.ErrNotAllowed)
	require.Equal(t, "order", refusal.Rule)
	require.Equal(t, []complaint.FieldError{{Field: "proposal", Rule: "2 first"}}, refusal.Fields, "the first one waits for approval")
	require.Equal(t, []string{"offer"}, refusal.Allowed)
	c = b.do(manager, c, complaint.Deny{Approval: 1, Text: "x"})
	c = b.do(worker, c, complaint.Offer{Proposal: 2})
	refusal = b.refuse(worker, c, complaint.Offer{Proposal: 3}, complaint.ErrNotAllowed)
	require.Equal(t, "order", refusal.Rule, "the next one is offered after it was rejected")
	require.Equal(t, []string{"reply", "final-decision"}, refusal.Allowed)
	c = b.do(worker, c, complaint.Reply{Proposal: 2})
	b.refuse(worker, c, complaint.Offer{Proposal: 2}, complaint.ErrNotAllowed)
	b.refuse(worker, c, complaint.Offer{Proposal: 4}, complaint.ErrNotAllowed)
	c = b.do(worker, c, complaint.Offer{Proposal: 3}, complaint.Reply{Proposal: 3}, complaint.Offer{Proposal: 4}, complaint.Reply{Proposal: 4})
	c = b.do(worker, c, complaint.Offer{Proposal: 3}, complaint.Reply{Proposal: 3, Accepted: true})
	require.Equal(t, complaint.Executing, c.State, "once all were rejected any may come again")
	b.verify(c.ID)
}

func TestRoundsLeaveOnlyAFinalDecision(t *testing.T) {
	b := setup(t, offering(playbook.NegotiationPolicy{Rounds: 2}))
	c := b.do(worker, b.in(complaint.Investigating), pay(20), pay(40))
	for i := 1; i <= 2; i++ {
		c = b.do(worker, c, complaint.Offer{Proposal: i}, complaint.Reply{Proposal: i})
		require.Equal(t, i, c.Rounds)
	}
	for _, n := range []int{1, 2} {
		refusal := b.refuse(worker, c, complaint.Offer{Proposal: n}, complaint.ErrNotAllowed)
		require.Equal(t, "rounds", refusal.Rule)
		require.Equal(t, []string{"final-decision"}, refusal.Allowed)
	}
	options, err := b.desk.Options(b.ctx, worker, c.ID)
	require.NoError(t, err)
	for _, o := range options {
		if o.Command == "offer" {
			require.Equal(t, "rounds", o.Rule, "who asks what may be done is told beforehand")
		}
	}
	c = b.do(lead, c, complaint.FinalDecision{Proposal: 2, Text: "理由"})
	require.Equal(t, complaint.ProposalImposed, c.Proposal(2).Status)
	b.verify(c.ID)
}

func TestACounterOfferIsRecordedAndTakenUp(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Negotiating), complaint.Reply{
		Proposal: 1, Counter: []complaint.Remedy{{Relief: "redo"}}, Wanted: complaint.Yuan(600),
	})
	asked := c.Proposal(2)
	require.Equal(t, complaint.ProposalAsked, asked.Status)
	require.Equal(t, "complainant", asked.By)
	require.Equal(t, 1, asked.InReplyTo)
	require.Equal(t, complaint.Yuan(600), asked.Total)
	require.Equal(t, []complaint.Remedy{{Relief: "redo"}, {Relief: "compensation", Money: complaint.Yuan(600)}}, asked.Remedies)
	require.Equal(t, complaint.ProposalRejected, c.Proposal(1).Status)
	refusal := b.refuse(worker, c, complaint.Offer{Proposal: 2}, complaint.ErrNotAllowed)
	require.Equal(t, "proposal asked", refusal.Rule, "nobody offers what was asked for without taking it up")
	require.Equal(t, []string{"propose"}, refusal.Allowed)

	c = b.do(worker, c, complaint.Propose{InReplyTo: 2})
	require.Equal(t, complaint.AwaitingApproval, c.State, "it needs the authority that anything of that price needs")
	require.Equal(t, asked.Remedies, c.Proposal(3).Remedies)
	require.Equal(t, "u2", c.Proposal(3).By)
	require.Equal(t, 2, c.Proposal(3).InReplyTo)
	require.Equal(t, "taken up", b.refuse(worker, c, complaint.Propose{InReplyTo: 2}, complaint.ErrNotAllowed).Rule)
	c = b.do(manager, c, complaint.Deny{Approval: 1, Text: "太多"})
	c = b.do(lead, c, complaint.Propose{InReplyTo: 2})
	c = b.do(manager, c, complaint.Approve{Approval: 2})
	c = b.do(worker, c, complaint.Offer{Proposal: 4}, complaint.Reply{Proposal: 4, Accepted: true}, complaint.Execute{Proposal: 4})
	require.Equal(t, complaint.Yuan(600), c.Paid)
	require.Equal(t, 2, c.Rounds)
	b.verify(c.ID)
}

func TestCounterOffersAreRefused(t *testing.T) {
	runRefused(t, []refused{
		{"with a yes", complaint.Negotiating, worker, complaint.Reply{Proposal: 1, Accepted: true, Wanted: complaint.Yuan(1)}, complaint.ErrInvalid, "counter", "only with a no"},
		{"of an unknown remedy", complaint.Negotiating, worker, complaint.Reply{Proposal: 1, Counter: []complaint.Remedy{{Relief: "moon"}}}, complaint.ErrInvalid, "counter[0].kind", "unknown code"},
		{"in two currencies", complaint.Negotiating, worker, complaint.Reply{
			Proposal: 1, Counter: []complaint.Remedy{{Relief: "redo", Money: complaint.Yuan(1)}}, Wanted: complaint.Money{Amount: 1, Currency: "USD"},
		}, complaint.ErrInvalid, "wanted", "one currency, no overflow"},
		{"of a long list", complaint.Negotiating, worker, complaint.Reply{Proposal: 1, Counter: make([]complaint.Remedy, 13)}, complaint.ErrInvalid, "counter", "at most 12"},
		{"taken up though there is none", complaint.Negotiating, worker, complaint.Propose{InReplyTo: 7}, complaint.ErrInvalid, "answers.proposal", "no such proposal"},
		{"taken up though it is ours", complaint.Negotiating, worker, complaint.Propose{InReplyTo: 1}, complaint.ErrNotAllowed, "", "proposal offered"},
		{"taken up with other remedies", complaint.Negotiating, worker, complaint.Propose{InReplyTo: 1, Compensation: complaint.Yuan(1)}, complaint.ErrInvalid, "remedies", "come with the counter-offer"},
	})
}

func TestAFinalDecisionSaysWhereToTurn(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Recourse = []playbook.Code{{Code: "association", Label: text("消协", "consumers' association")}, {Code: "court", Label: text("法院", "court")}}
	})
	c := b.in(complaint.Negotiating)
	refusal := b.refuse(lead, c, complaint.FinalDecision{Proposal: 1, Text: "理由"}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "recourse", Rule: "required"}}, refusal.Fields)
	refusal = b.refuse(lead, c, complaint.FinalDecision{Proposal: 1, Text: "理由", Recourse: []string{"court", "moon"}}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "recourse[1]", Rule: "unknown code"}}, refusal.Fields)
	c = b.do(lead, c, complaint.FinalDecision{Proposal: 1, Text: "理由", Recourse: []string{"association", "court"}})
	require.Contains(t, said(b.last(c)), "tell complainant final-decision proposal:1;recourse:association,court")
	require.Equal(t, complaint.Executing, c.State)
	b.verify(c.ID)
}

func TestAnAgreementOfManyNeedsTheirConsent(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Joint = playbook.JointPolicy{From: 5, Consent: true}
	})
	in := guest()
	in.Complainants = 5
	c := b.take(b.register(in), complaint.Negotiating)
	require.Equal(t, "consent", b.refuse(worker, c, complaint.Reply{Proposal: 1, Accepted: true}, complaint.ErrNotAllowed).Rule)
	c = b.do(worker, c, complaint.Reply{Proposal: 1, Accepted: true, Consent: true})
	require.Equal(t, complaint.Executing, c.State)
	b.verify(c.ID)
}
