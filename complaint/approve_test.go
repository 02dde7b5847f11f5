package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestWhatAnApprovalRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"proposing beyond one's authority opens it", complaint.Investigating, worker, complaint.Propose{Compensation: complaint.Yuan(900)}, []string{
			"proposal 1 900.00 CNY pending", "approval 1 needs 1 of [manager boss] by [] ", "tell role:manager approval approval:1",
			"investigating→awaiting_approval",
		}},
		{"approving it", complaint.AwaitingApproval, manager, complaint.Approve{Approval: 1}, []string{
			"approval 1 needs 1 of [manager boss] by [u4] approved", "proposal 1 900.00 CNY ready", "tell person:u2 approved approval:1",
			"awaiting_approval→proposing",
		}},
		{"denying it", complaint.AwaitingApproval, boss, complaint.Deny{Approval: 1, Text: "太多"}, []string{
			"approval 1 needs 1 of [manager boss] by [] denied", "proposal 1 900.00 CNY denied", "tell person:u2 denied approval:1",
			"awaiting_approval→proposing",
		}},
	})
}

func TestWhoMayNotApprove(t *testing.T) {
	boldManager := manager
	runRefused(t, []refused{
		{"a role without the authority", complaint.AwaitingApproval, lead, complaint.Approve{Approval: 1}, complaint.ErrForbidden, "", "authority"},
		{"a role without the grant", complaint.AwaitingApproval, worker, complaint.Approve{Approval: 1}, complaint.ErrForbidden, "", "granted"},
		{"what is not there", complaint.AwaitingApproval, boldManager, complaint.Approve{Approval: 2}, complaint.ErrInvalid, "approval", "no such approval"},
		{"nothing at all", complaint.Investigating, boldManager, complaint.Approve{}, complaint.ErrInvalid, "approval", "no such approval"},
		{"a denial without a reason", complaint.AwaitingApproval, boldManager, complaint.Deny{Approval: 1}, complaint.ErrInvalid, "reason", "required"},
		{"a denial by a role without the authority", complaint.AwaitingApproval, lead, complaint.Deny{Approval: 1, Text: "x"}, complaint.ErrForbidden, "", "authority"},
	})
}

func TestTheAuthorNeverApproves(t *testing.T) {
	b := setup(t)
	c := b.do(manager, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(5000)})
	promoted := manager
	promoted.Role = "boss"
	for _, cmd := range []complaint.Command{complaint.Approve{Approval: 1}, complaint.Deny{Approval: 1, Text: "x"}} {
		refusal := b.refuse(promoted, c, cmd, complaint.ErrForbidden)
		require.Equal(t, "four-eyes", refusal.Rule)
		require.Equal(t, []string{"boss"}, refusal.Who)
	}
	require.Equal(t, complaint.Proposing, b.do(boss, c, complaint.Approve{Approval: 1}).State)
}

func TestADecidedApprovalStaysDecided(t *testing.T) {
	b := setup(t)
	c := b.do(boss, b.in(complaint.AwaitingApproval), complaint.Deny{Approval: 1, Text: "太多"})
	require.Equal(t, complaint.Proposing, c.State)
	require.Equal(t, "decided", b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrNotAllowed).Rule)
	b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed)
	c = b.do(worker, c, complaint.Propose{Compensation: complaint.Yuan(90)}, complaint.Offer{Proposal: 2})
	require.Equal(t, complaint.Negotiating, c.State, "a smaller one goes without asking")
}

// bands asks for more approvers from an amount on.
func bands(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Approval.Need = 1
	pb.Approval.Above = []playbook.Band{{Amount: playbook.Yuan(1000), Need: 2}, {Amount: playbook.Yuan(2000), Need: 3}}
}

func TestHowManyMustApprove(t *testing.T) {
	deputy := complaint.Actor{ID: "u14", Role: "manager", Unit: "office"}
	third := complaint.Actor{ID: "u24", Role: "manager", Unit: "office"}
	for _, tc := range []struct {
		name   string
		amount complaint.Money
		need   int
	}{
		{"below the first band", complaint.Money{Amount: 99999, Currency: "CNY"}, 1},
		{"at the first band", complaint.Yuan(1000), 2},
		{"at the second band", complaint.Yuan(2000), 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, bands)
			c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Compensation: tc.amount})
			require.Equal(t, tc.need, c.Approval(1).Need)
			for i, who := range []complaint.Actor{manager, deputy, third}[:tc.need] {
				require.Equal(t, complaint.AwaitingApproval, c.State, "%d of %d is not enough", i, tc.need)
				if i > 0 {
					again := b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
					require.Equal(t, "approved-already", again.Rule, "one person counts once")
				}
				b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval)
				c = b.do(who, c, complaint.Approve{Approval: 1})
				require.Len(t, c.Approval(1).ApprovedBy, i+1)
			}
			require.Equal(t, complaint.Proposing, c.State)
			require.Equal(t, complaint.ProposalReady, c.Proposal(1).Status)
			b.verify(c.ID)
		})
	}
	t.Run("one denial is enough", func(t *testing.T) {
		b := setup(t, bands)
		c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(1000)})
		c = b.do(manager, c, complaint.Approve{Approval: 1})
		c = b.do(deputy, c, complaint.Deny{Approval: 1, Text: "x"})
		require.Equal(t, complaint.ProposalDenied, c.Proposal(1).Status)
	})
}

func TestAnApprovalLapses(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.AwaitingApproval)
	require.Equal(t, "03-04 18:00", at(c.Approval(1).Expires), "after 8 business hours")
	b.clock.Set(c.Approval(1).Expires)
	require.Empty(t, b.do(clerk, c, complaint.Note{Text: "x"}).Approval(1).Status, "at the very instant it still stands")
	b.clock.Add(1000)
	b.sweep()
	c, err := b.desk.Case(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.Equal(t, complaint.ApprovalLapsed, c.Approval(1).Status)
	require.Equal(t, complaint.ProposalDenied, c.Proposal(1).Status, "silence is no consent")
	require.Equal(t, complaint.Proposing, c.State)
	require.Equal(t, "decided", b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrNotAllowed).Rule)
	require.Contains(t, b.notices(c.ID), "lapse person:u2", "its owner is told")
	b.verify(c.ID)
}

func TestALateApprovalFindsItLapsed(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.AwaitingApproval)
	b.clock.Set(c.Approval(1).Expires.Add(hour))
	refusal := b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrNotAllowed)
	require.Equal(t, "decided", refusal.Rule, "nobody swept, and yet it has lapsed")
}

func TestApprovalsWithoutAnExpiryWait(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Approval.Expires = sla.Span{} })
	c := b.in(complaint.AwaitingApproval)
	b.clock.Add(60 * 24 * hour)
	b.sweep()
	require.Equal(t, complaint.Proposing, b.do(manager, c, complaint.Approve{Approval: 1}).State)
}

func TestTwoApprovalsAtOnce(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.AwaitingApproval), complaint.Propose{Compensation: complaint.Yuan(700)})
	require.Len(t, c.Approvals, 2)
	c = b.do(manager, c, complaint.Deny{Approval: 1, Text: "x"})
	require.Equal(t, complaint.AwaitingApproval, c.State, "the other one still waits")
	c = b.do(manager, c, complaint.Approve{Approval: 2})
	require.Equal(t, complaint.Proposing, c.State)
	b.do(worker, c, complaint.Offer{Proposal: 2})
}
