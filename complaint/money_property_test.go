package complaint_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// till is a play about money: people of every rank on two cases of one complainant.
type till struct {
	*oracle
	b     *bench
	cases []*complaint.Case
	books []*account
}

func openTill(t *testing.T, rt *rapid.T) *till {
	b := &bench{T: t, ctx: t.Context()}
	pb := house()
	b.openHouse(rt, memstore.New(), limited, generous, bands, func(_ *complaint.Config, opened *playbook.Playbook) {
		opened.Limits[0].Amount, opened.Limits[1].Amount = complaint.Yuan(900), complaint.Yuan(4000)
		pb = opened
	})
	p := &till{oracle: &oracle{TestingT: rt, pb: pb}, b: b}
	for _, room := range []string{"1", "2"} {
		p.cases = append(p.cases, b.visit(room))
		p.books = append(p.books, &account{apart: map[string]int64{}, votes: map[int]*voting{}})
	}
	return p
}

var cashiers = []complaint.Actor{
	worker, lead, manager, deputy, boss, helper,
	{ID: "u25", Role: "boss", Unit: "office"},
	{ID: "u26", Role: "manager", Unit: "office"},
}

// next lists what moves a case on from where it stands, so that a play gets somewhere.
func next(s complaint.State) []string {
	switch s {
	case complaint.AwaitingApproval:
		return []string{"approve", "approve", "delegate"}
	case complaint.Proposing:
		return []string{"offer", "offer", "impose", "propose"}
	case complaint.Negotiating:
		return []string{"reply", "reply", "counter", "take up", "impose"}
	case complaint.Executing:
		return []string{"execute", "execute", "resolve"}
	case complaint.Resolved, complaint.Closed:
		return []string{"reopen"}
	}
	return []string{"propose", "compensate"}
}

// command draws one thing somebody might do.
func (p *till) command(rt *rapid.T, c *complaint.Case) complaint.Command {
	last := func(n int) int { return max(n-rapid.SampledFrom([]int{0, 0, 0, 1, 2, 9}).Draw(rt, "back"), 0) }
	money := func() complaint.Money {
		return complaint.Yuan(rapid.SampledFrom([]int64{1, 60, 90, 100, 300, 500, 900, 1000, 2000, 2900}).Draw(rt, "yuan"))
	}
	remedies := func() []complaint.Remedy {
		kind := rapid.SampledFrom([]string{"redo", "compensation", "compensation", "goodwill", "special"}).Draw(rt, "kind")
		return []complaint.Remedy{{Relief: "apology"}, {Relief: kind, Money: money()}}
	}
	proposal, approval := last(len(c.Proposals)), last(len(c.Approvals))
	what := rapid.SampledFrom([]string{
		"propose", "take up", "approve", "deny", "delegate", "offer", "reply", "counter", "impose", "execute", "compensate", "resolve", "reopen",
	}).Draw(rt, "what")
	if rapid.IntRange(0, 3).Draw(rt, "astray") > 0 {
		what = rapid.SampledFrom(next(c.State)).Draw(rt, "next")
	}
	switch what {
	case "propose":
		return complaint.Propose{Remedies: remedies()}
	case "take up":
		return complaint.Propose{InReplyTo: max(proposal, 1)}
	case "approve":
		return complaint.Approve{Approval: approval}
	case "deny":
		return complaint.Deny{Approval: approval, Text: "x"}
	case "delegate":
		return complaint.Delegate{Approval: approval, To: rapid.SampledFrom(cashiers).Draw(rt, "to").ID}
	case "offer":
		return complaint.Offer{Proposal: proposal}
	case "reply":
		return complaint.Reply{Proposal: proposal, Accepted: true}
	case "counter":
		return complaint.Reply{Proposal: proposal, Counter: remedies()}
	case "impose":
		return complaint.FinalDecision{Proposal: proposal, Text: "x"}
	case "execute":
		return complaint.Execute{Proposal: proposal}
	case "compensate":
		return complaint.Compensate{Amount: money(), Relief: remedies()[1].Relief}
	case "resolve":
		return complaint.Resolve{Outcome: "settled"}
	}
	return complaint.Reopen{Reason: "unsatisfied"}
}

// see asks the oracle about a command that the engine has taken, and keeps its books.
func (p *till) see(by complaint.Actor, cmd complaint.Command, a *account, after *complaint.Case, now time.Time) {
	switch cmd := cmd.(type) {
	case complaint.Propose:
		remedies := cmd.Remedies
		if cmd.InReplyTo > 0 {
			remedies = a.proposals[cmd.InReplyTo-1].remedies
		}
		cents, _ := p.price(by, remedies)
		made := &drafted{by: by, remedies: remedies, cents: cents, sum: a.paid + cents, over: p.over(cents, now)}
		made.approval = after.Proposals[len(after.Proposals)-1].Approval
		a.proposals = append(a.proposals, made)
		if made.approval > 0 {
			a.votes[made.approval] = &voting{}
		}
	case complaint.Approve:
		p.vote(a, by, cmd.Approval)
	case complaint.Delegate:
		a.votes[cmd.Approval].handed = append(a.votes[cmd.Approval].handed, handing{by, cmd.To})
	case complaint.Reply:
		if cmd.Counter != nil {
			a.proposals = append(a.proposals, &drafted{remedies: cmd.Counter})
		}
	case complaint.Offer:
		p.allows(a, by, a.proposals[cmd.Proposal-1], now)
	case complaint.FinalDecision:
		p.allows(a, by, a.proposals[cmd.Proposal-1], now)
	case complaint.Execute:
		made := a.proposals[cmd.Proposal-1]
		p.allows(a, by, made, now)
		_, apart := p.price(made.by, made.remedies)
		p.pay(a, made.cents, apart, now)
	case complaint.Compensate:
		cents, apart := p.price(by, []complaint.Remedy{{Relief: cmd.Relief, Money: cmd.Amount}})
		p.allows(a, by, &drafted{by: by, cents: cents, sum: -1}, now)
		p.pay(a, cents, apart, now)
	}
}

// step lets somebody do something, and compares.
func (p *till) step(rt *rapid.T) {
	i := rapid.IntRange(0, len(p.cases)-1).Draw(rt, "case")
	by, cmd := rapid.SampledFrom(cashiers).Draw(rt, "who"), p.command(rt, p.cases[i])
	p.b.clock.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 1, 5, 24 * 4}).Draw(rt, "hours")) * hour)
	now := p.b.clock.Now().UTC()
	after, err := p.b.desk.Do(p.b.ctx, by, p.cases[i].ID, cmd)
	if err != nil {
		var refusal *complaint.Error
		require.ErrorAs(rt, err, &refusal)
		require.NotErrorIs(rt, err, complaint.ErrInternal)
		require.True(rt, refusal.Rule != "" || len(refusal.Fields) > 0, "a refusal names its rule")
		if errors.Is(err, complaint.ErrForbidden) || errors.Is(err, complaint.ErrNeedsApproval) {
			require.NotEmpty(rt, refusal.Who, "and who may")
		}
		return
	}
	p.cases[i] = after
	a := p.books[i]
	p.see(by, cmd, a, after, now)
	require.Equal(rt, a.paid, after.Paid.Amount)
	apart := map[string]int64{}
	for _, s := range after.Apart {
		apart[s.Relief] = s.Total.Amount
	}
	require.Equal(rt, a.apart, apart)
}

func TestMoneyNeverExceedsAuthorityAndApprovals(t *testing.T) {
	moved := 0
	rapid.Check(t, func(rt *rapid.T) {
		p := openTill(t, rt)
		for range rapid.IntRange(60, 120).Draw(rt, "steps") {
			p.step(rt)
		}
		for _, c := range p.cases {
			p.b.verify(c.ID)
		}
		moved += p.moved
	})
	least := 100
	if testing.Short() { // a fifth of the plays
		least = 5
	}
	require.Greater(t, moved, least, "money has moved, or the play proves nothing")
}
