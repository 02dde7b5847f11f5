package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestWhoDecidesAProposal(t *testing.T) {
	for _, tc := range []struct {
		name   string
		who    complaint.Actor
		amount complaint.Money
		roles  []string // who may decide; nil when the author may alone
	}{
		{"a worker within the limit", worker, complaint.Yuan(100), nil},
		{"a worker one fen beyond it", worker, complaint.Money{Amount: 10001, Currency: "CNY"}, []string{"lead", "manager", "boss"}},
		{"a worker beyond the next rung too", worker, complaint.Yuan(501), []string{"manager", "boss"}},
		{"a worker beyond all limits", worker, complaint.Yuan(3001), []string{"boss"}},
		{"a lead within the limit", lead, complaint.Yuan(500), nil},
		{"a lead beyond it", lead, complaint.Yuan(501), []string{"manager", "boss"}},
		{"a manager beyond it", manager, complaint.Yuan(5000), []string{"boss"}},
		{"the boss has none", boss, complaint.Yuan(1_000_000), nil},
		{"a clerk has no money at all", clerk, complaint.Yuan(1), []string{"lead", "manager", "boss"}},
		{"money in a currency nobody has a limit in", worker, complaint.Money{Amount: 1, Currency: "USD"}, []string{"boss"}},
		{"no money needs no authority", clerk, complaint.Money{}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.do(tc.who, b.in(complaint.Investigating), complaint.Propose{
				Remedies: []complaint.Remedy{{Relief: "apology"}}, Compensation: tc.amount,
			})
			p := c.Proposal(1)
			require.Equal(t, tc.amount, p.Total)
			if tc.roles == nil {
				require.Equal(t, complaint.ProposalReady, p.Status)
				require.Equal(t, complaint.Proposing, c.State)
				require.Empty(t, c.Approvals)
				return
			}
			require.Equal(t, complaint.ProposalPending, p.Status)
			require.Equal(t, complaint.AwaitingApproval, c.State)
			require.Equal(t, tc.roles, c.Approval(1).Roles)
			require.Equal(t, []string{"approval role:" + tc.roles[0]}, told(b.last(c)), "the lowest rung that may is told")
			refusal := b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval)
			require.Equal(t, tc.roles, refusal.Who)
		})
	}
}

func TestWhatAProposalCosts(t *testing.T) {
	yuan := complaint.Yuan
	for _, tc := range []struct {
		name     string
		remedies []complaint.Remedy
		extra    complaint.Money
		total    complaint.Money
	}{
		{"money alone", nil, yuan(80), yuan(80)},
		{"a remedy that costs nothing", []complaint.Remedy{{Relief: "apology"}}, complaint.Money{}, complaint.Money{}},
		{"a remedy and money on top", []complaint.Remedy{{Relief: "redo", Money: yuan(30)}}, yuan(50), yuan(80)},
		{"several of one remedy", []complaint.Remedy{{Relief: "redo", Money: yuan(30), Count: 3}}, complaint.Money{}, yuan(90)},
		{"many that cost nothing", []complaint.Remedy{{Relief: "apology", Count: 3}}, complaint.Money{}, complaint.Money{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Remedies: tc.remedies, Compensation: tc.extra})
			require.Equal(t, tc.total, c.Proposal(1).Total)
		})
	}
}

func TestTheMoneyLimitIsCumulativePerCase(t *testing.T) {
	// settled is a case on which the worker has paid 80 of the 100 a worker may grant.
	settled := func(b *bench) *complaint.Case {
		c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(80)},
			complaint.Propose{Compensation: complaint.Yuan(70)}, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true},
			complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
		return b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
	}
	t.Run("a new proposal counts what was paid", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, settled(b), complaint.Propose{Compensation: complaint.Yuan(21)})
		require.Equal(t, complaint.ProposalPending, c.Proposal(3).Status)
		require.Equal(t, complaint.AwaitingApproval, c.State)
	})
	t.Run("up to the limit it may be granted", func(t *testing.T) {
		b := setup(t)
		require.Equal(t, complaint.Proposing, b.do(worker, settled(b), complaint.Propose{Compensation: complaint.Yuan(20)}).State)
	})
	t.Run("an old proposal that was ready before is beyond it now", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, settled(b), complaint.Propose{Compensation: complaint.Yuan(1)})
		b.refuse(worker, c, complaint.Offer{Proposal: 2}, complaint.ErrNeedsApproval)
	})
	t.Run("goodwill counts too", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, b.in(complaint.Investigating), complaint.Compensate{Amount: complaint.Yuan(60)})
		refusal := b.refuse(worker, c, complaint.Compensate{Amount: complaint.Yuan(41)}, complaint.ErrNeedsApproval)
		require.Equal(t, []string{"lead", "manager", "boss"}, refusal.Who)
		c = b.do(worker, c, complaint.Compensate{Amount: complaint.Yuan(40)})
		require.Equal(t, complaint.Yuan(100), c.Paid)
	})
	t.Run("goodwill paid while a proposal was on its way", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, b.in(complaint.Executing), complaint.Compensate{Amount: complaint.Yuan(90)})
		b.refuse(worker, c, complaint.Execute{Proposal: 1}, complaint.ErrNeedsApproval)
		c = b.do(lead, c, complaint.Execute{Proposal: 1})
		require.Equal(t, complaint.Yuan(170), c.Paid, "whoever may grant the sum carries it out")
	})
}

func TestAProposalIsRefused(t *testing.T) {
	propose := func(remedies ...complaint.Remedy) complaint.Command { return complaint.Propose{Remedies: remedies} }
	runRefused(t, []refused{
		{"of nothing", complaint.Investigating, worker, complaint.Propose{}, complaint.ErrInvalid, "remedies", "required"},
		{"of an unknown remedy", complaint.Investigating, worker, propose(complaint.Remedy{Relief: "apology"}, complaint.Remedy{Relief: "car"}), complaint.ErrInvalid, "remedies[1].kind", "unknown code"},
		{"of a negative count", complaint.Investigating, worker, propose(complaint.Remedy{Relief: "apology", Count: -1}), complaint.ErrInvalid, "remedies[0].count", "not negative"},
		{"in two currencies", complaint.Investigating, worker, complaint.Propose{
			Remedies: []complaint.Remedy{{Relief: "redo", Money: complaint.Money{Amount: 5, Currency: "USD"}}}, Compensation: complaint.Yuan(5),
		}, complaint.ErrInvalid, "compensation", "one currency, no overflow"},
		{"of more than there is", complaint.Investigating, worker, propose(complaint.Remedy{Relief: "redo", Money: complaint.Money{Amount: 1 << 62, Currency: "CNY"}, Count: 3}), complaint.ErrInvalid, "remedies[0].money", "one currency, no overflow"},
		{"in another currency than was paid", complaint.Resolved, worker, complaint.Compensate{Amount: complaint.Money{Amount: 5, Currency: "USD"}}, complaint.ErrInvalid, "amount", "currency of the case"},
		{"goodwill of nothing", complaint.Investigating, worker, complaint.Compensate{}, complaint.ErrInvalid, "amount", "positive"},
		{"goodwill of an unknown kind", complaint.Investigating, worker, complaint.Compensate{Amount: complaint.Yuan(1), Relief: "car"}, complaint.ErrInvalid, "relief", "unknown code"},
	})
}

func TestPeopleOfOneRankDoNotApproveForEachOther(t *testing.T) {
	b := setup(t)
	c := b.do(lead, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(501)})
	peer := complaint.Actor{ID: "u33", Role: "lead", Unit: "rooms"}
	refusal := b.refuse(peer, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
	require.Equal(t, "authority", refusal.Rule)
	require.Equal(t, []string{"manager", "boss"}, refusal.Who)
}

func TestAnActorsOwnLevelCountsBeforeTheRoles(t *testing.T) {
	b := setup(t)
	senior := lead
	senior.Level = 3
	c := b.do(senior, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(501)})
	require.Equal(t, []string{"boss"}, c.Approval(1).Roles, "a manager does not rank above a lead of level 3")
}

func TestTheTopOfTheLadderDecidesForItself(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Roles = append(pb.Roles, playbook.Role{Code: "owner", Label: text("业主", "owner"), Level: 9, AllUnits: true})
		pb.Grants[0].Roles = append(pb.Grants[0].Roles, "owner")
	})
	owner := complaint.Actor{ID: "u8", Role: "owner"}
	c := b.do(owner, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(5000)})
	require.Equal(t, []string{"boss"}, c.Approval(1).Roles, "nobody ranks above: the top of the ladder decides")
}
