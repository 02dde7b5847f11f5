package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// generous lets lead and manager give goodwill, and the boss alone special cases (R16), both counted apart.
func generous(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Reliefs = append(
		pb.Reliefs,
		playbook.Relief{Code: "goodwill", Label: text("善意", "goodwill"), OutsideLimit: true, Roles: []string{"lead", "manager"}},
		playbook.Relief{Code: "special", Label: text("特殊", "special case"), OutsideLimit: true, Roles: []string{"boss"}},
		playbook.Relief{Code: "suite", Label: text("套房", "a night in the suite"), Roles: []string{"manager", "boss"}},
	)
}

func TestGoodwillIsCountedApart(t *testing.T) {
	b := setup(t, generous)
	c := b.do(worker, b.in(complaint.Investigating), complaint.Compensate{Amount: complaint.Yuan(90)})
	c = b.do(lead, c, complaint.Compensate{Amount: complaint.Yuan(450), Relief: "goodwill"}, complaint.Compensate{Amount: complaint.Yuan(450), Relief: "goodwill"})
	c = b.do(boss, c, complaint.Compensate{Amount: complaint.Yuan(9000), Relief: "special"})
	require.Equal(t, complaint.Yuan(90), c.Paid)
	require.Equal(t, []complaint.ReliefTotal{{Relief: "goodwill", Total: complaint.Yuan(900)}, {Relief: "special", Total: complaint.Yuan(9000)}}, c.Apart)
	c = b.do(worker, c, complaint.Compensate{Amount: complaint.Yuan(10)})
	require.Equal(t, complaint.Yuan(100), c.Paid, "what was given apart has not used up anybody's authority")
	require.Len(t, c.Apart, 2)
	require.Equal(t, "authority", b.refuse(worker, c, complaint.Compensate{Amount: complaint.Yuan(1)}, complaint.ErrNeedsApproval).Rule)
	b.verify(c.ID)
}

func TestAProposalWithGoodwill(t *testing.T) {
	b := setup(t, generous)
	mixed := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "goodwill", Money: complaint.Yuan(400), Count: 2}}, Compensation: complaint.Yuan(450)}
	c := b.do(lead, b.in(complaint.Investigating), mixed)
	p := c.Proposal(1)
	require.Equal(t, complaint.ProposalReady, p.Status, "only the compensation counts against the lead's 500")
	require.Equal(t, complaint.Yuan(1250), p.Total)
	require.Equal(t, complaint.Yuan(450), p.AuthorityAmount)
	require.Equal(t, []complaint.ReliefTotal{{Relief: "goodwill", Total: complaint.Yuan(800)}}, p.Apart)
	c = b.do(worker, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	require.Equal(t, complaint.Yuan(450), c.Paid)
	require.Equal(t, []complaint.ReliefTotal{{Relief: "goodwill", Total: complaint.Yuan(800)}}, c.Apart)
	require.Equal(t, []string{"goodwill", "compensation"}, c.Reliefs)
	b.verify(c.ID)
}

func TestOnlySomeRolesGiveARelief(t *testing.T) {
	goodwill := []complaint.Remedy{{Relief: "goodwill", Money: complaint.Yuan(1)}}
	for _, tc := range []struct {
		name string
		who  complaint.Actor
		cmd  complaint.Command
		may  []string
	}{
		{"goodwill outside a proposal", worker, complaint.Compensate{Amount: complaint.Yuan(1), Relief: "goodwill"}, []string{"lead", "manager"}},
		{"goodwill by the boss, who is not named", boss, complaint.Compensate{Amount: complaint.Yuan(1), Relief: "goodwill"}, []string{"lead", "manager"}},
		{"goodwill in a proposal", worker, complaint.Propose{Remedies: goodwill}, []string{"lead", "manager"}},
		{"a special case by the manager", manager, complaint.Compensate{Amount: complaint.Yuan(1), Relief: "special"}, []string{"boss"}},
		{"a thing without a price", lead, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "suite"}}}, []string{"manager", "boss"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, generous)
			refusal := b.refuse(tc.who, b.in(complaint.Investigating), tc.cmd, complaint.ErrForbidden)
			require.Equal(t, "relief", refusal.Rule)
			require.Equal(t, tc.may, refusal.Who)
		})
	}
	t.Run("asked for by the complainant, taken up by who may", func(t *testing.T) {
		b := setup(t, generous)
		c := b.do(worker, b.in(complaint.Negotiating), complaint.Reply{Proposal: 1, Counter: goodwill})
		require.Equal(t, "relief", b.refuse(worker, c, complaint.Propose{InReplyTo: 2}, complaint.ErrForbidden).Rule)
		c = b.do(lead, c, complaint.Propose{InReplyTo: 2})
		require.Equal(t, complaint.ProposalReady, c.Proposal(3).Status)
	})
	t.Run("in one currency", func(t *testing.T) {
		b := setup(t, generous)
		c := b.do(lead, b.in(complaint.Investigating), complaint.Compensate{Amount: complaint.Yuan(1), Relief: "goodwill"})
		dollar := complaint.Money{Amount: 1, Currency: "USD"}
		b.refuse(lead, c, complaint.Compensate{Amount: dollar, Relief: "goodwill"}, complaint.ErrInvalid)
		b.refuse(lead, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "goodwill", Money: dollar}}}, complaint.ErrInvalid)
	})
}
