package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// More staff: a deputy of the manager, and somebody of another unit who decides nothing by role.
var (
	deputy = complaint.Actor{ID: "u14", Name: "钱进", Role: "manager", Unit: "office"}
	helper = complaint.Actor{ID: "u15", Name: "冯雪", Role: "lead", Unit: "kitchen"}
)

func TestSomebodyIsAskedToDecideInsteadOfWhoMay(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.AwaitingApproval)
	require.Equal(t, "reach", b.refuse(helper, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)
	c = b.do(manager, c, complaint.Delegate{Approval: 1, To: "u15", Text: "出差"})
	require.Equal(t, []complaint.Delegation{{From: "u4", To: "u15"}}, c.Approval(1).Delegations)
	require.Equal(t, []string{"delegated person:u15"}, told(b.last(c)))
	refusal := b.refuse(helper, c, complaint.Delegate{Approval: 1, To: "u9"}, complaint.ErrForbidden)
	require.Equal(t, "delegated", refusal.Rule, "whoever was asked does not ask on")
	require.Equal(t, []string{"manager", "boss"}, refusal.Who)

	c = b.do(helper, c, complaint.Approve{Approval: 1})
	require.Equal(t, complaint.Proposing, c.State)
	require.Equal(t, []string{"u15"}, c.Approval(1).ApprovedBy)
	require.True(t, c.Approval(1).Delegations[0].Used)
	_, err := b.desk.Case(b.ctx, helper, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden, "when it is decided the case is no longer theirs")
	b.verify(c.ID)
}

func TestADelegateMayDeny(t *testing.T) {
	b := setup(t)
	c := b.do(helper, b.do(manager, b.in(complaint.AwaitingApproval), complaint.Delegate{Approval: 1, To: "u15"}), complaint.Deny{Approval: 1, Text: "太多"})
	require.Equal(t, complaint.ProposalDenied, c.Proposal(1).Status)
	b.verify(c.ID)
}

func TestADelegateNeedsTheGrant(t *testing.T) {
	b := setup(t)
	c := b.do(manager, b.in(complaint.AwaitingApproval), complaint.Delegate{Approval: 1, To: "u12"})
	colleague := complaint.Actor{ID: "u12", Role: "worker", Unit: "rooms"}
	require.Equal(t, "granted", b.refuse(colleague, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)
}

// twoMust asks for two people on every approval.
func twoMust(_ *complaint.Config, pb *playbook.Playbook) { pb.Approval.Need = 2 }

func TestNobodyDecidesTwiceNotEvenThroughSomebody(t *testing.T) {
	twice := func(b *bench, who complaint.Actor, c *complaint.Case) {
		b.Helper()
		require.Equal(b, "approved-already", b.refuse(who, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)
	}
	start := func(b *bench, from ...complaint.Actor) *complaint.Case {
		c := b.in(complaint.AwaitingApproval)
		for _, a := range from {
			c = b.do(a, c, complaint.Delegate{Approval: 1, To: "u15"})
		}
		return c
	}
	t.Run("who asked, after who was asked", func(t *testing.T) {
		b := setup(t, twoMust)
		c := b.do(helper, start(b, manager), complaint.Approve{Approval: 1})
		twice(b, manager, c)
		require.Equal(t, complaint.Proposing, b.do(deputy, c, complaint.Approve{Approval: 1}).State)
	})
	t.Run("who was asked, after who asked", func(t *testing.T) {
		b := setup(t, twoMust)
		c := b.do(manager, start(b, manager), complaint.Approve{Approval: 1})
		twice(b, helper, c)
		require.Equal(t, "approved-already", b.refuse(helper, c, complaint.Deny{Approval: 1, Text: "x"}, complaint.ErrForbidden).Rule)
	})
	t.Run("who was asked by two", func(t *testing.T) {
		b := setup(t, twoMust)
		c := b.do(helper, start(b, manager, deputy), complaint.Approve{Approval: 1})
		twice(b, helper, c)
		b.do(deputy, c, complaint.Approve{Approval: 1})
	})
	t.Run("two who were asked by one", func(t *testing.T) {
		b := setup(t, twoMust)
		c := b.do(manager, start(b, manager), complaint.Delegate{Approval: 1, To: "u16"})
		other := helper
		other.ID = "u16"
		twice(b, other, b.do(helper, c, complaint.Approve{Approval: 1}))
	})
	t.Run("who may, and was asked too", func(t *testing.T) {
		b := setup(t, twoMust)
		c := b.do(manager, b.in(complaint.AwaitingApproval), complaint.Delegate{Approval: 1, To: "u14"})
		c = b.do(deputy, c, complaint.Approve{Approval: 1})
		twice(b, deputy, c)
		require.Equal(t, complaint.Proposing, b.do(manager, c, complaint.Approve{Approval: 1}).State, "the deputy decided for herself")
	})
	t.Run("who has decided asks nobody any more", func(t *testing.T) {
		b := setup(t, twoMust)
		c := b.do(manager, b.in(complaint.AwaitingApproval), complaint.Approve{Approval: 1})
		require.Equal(t, "approved-already", b.refuse(manager, c, complaint.Delegate{Approval: 1, To: "u15"}, complaint.ErrForbidden).Rule)
		require.Equal(t, "approved-already", b.refuse(deputy, c, complaint.Delegate{Approval: 1, To: "u4"}, complaint.ErrForbidden).Rule)
	})
}

func TestWhoIsNotAskedToDecide(t *testing.T) {
	runRefused(t, []refused{
		{"nobody", complaint.AwaitingApproval, manager, complaint.Delegate{Approval: 1}, complaint.ErrInvalid, "to", "required"},
		{"oneself", complaint.AwaitingApproval, manager, complaint.Delegate{Approval: 1, To: "u4"}, complaint.ErrInvalid, "to", "another person"},
		{"for an approval there is not", complaint.AwaitingApproval, manager, complaint.Delegate{Approval: 2, To: "u15"}, complaint.ErrInvalid, "approval", "no such approval"},
		{"the author", complaint.AwaitingApproval, manager, complaint.Delegate{Approval: 1, To: "u2"}, complaint.ErrForbidden, "", "four-eyes"},
		{"by somebody who may not decide", complaint.AwaitingApproval, lead, complaint.Delegate{Approval: 1, To: "u15"}, complaint.ErrForbidden, "", "authority"},
		{"a name in words", complaint.AwaitingApproval, manager, complaint.Delegate{Approval: 1, To: string(make([]byte, 65))}, complaint.ErrInvalid, "to", "at most 64 bytes"},
	})
	t.Run("the same person twice", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.AwaitingApproval), complaint.Delegate{Approval: 1, To: "u15"})
		require.Equal(t, "delegated", b.refuse(manager, c, complaint.Delegate{Approval: 1, To: "u15"}, complaint.ErrNotAllowed).Rule)
	})
	t.Run("the author hands on nothing", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Investigating), pay(5000))
		promoted := manager
		promoted.Role = "boss"
		require.Equal(t, "four-eyes", b.refuse(promoted, c, complaint.Delegate{Approval: 1, To: "u15"}, complaint.ErrForbidden).Rule)
	})
	t.Run("who is not on the staff", func(t *testing.T) {
		b := setup(t, crewed(complaint.StaffMember{ID: "u4", Role: "manager", Unit: "office"}))
		c := b.in(complaint.AwaitingApproval)
		require.Equal(t, []complaint.FieldError{{Field: "to", Rule: "unknown person"}}, b.refuse(manager, c, complaint.Delegate{Approval: 1, To: "u99"}, complaint.ErrInvalid).Fields)
	})
}

// crewed gives the house a staff.
func crewed(people ...complaint.StaffMember) func(*complaint.Config, *playbook.Playbook) {
	return func(cfg *complaint.Config, _ *playbook.Playbook) {
		cfg.Staff = func() *complaint.Staff { return &complaint.Staff{Version: "s1", People: people} }
	}
}

func TestWhoIsComplainedAboutNeitherApprovesNorIsAsked(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Conflict.Unit = true }, crewed(
		complaint.StaffMember{ID: "u2", Role: "worker", Unit: "rooms"}, complaint.StaffMember{ID: "u4", Role: "manager", Unit: "office"},
		complaint.StaffMember{ID: "u15", Role: "lead", Unit: "kitchen"}, complaint.StaffMember{ID: "u16", Role: "lead", Unit: "kitchen"},
		complaint.StaffMember{ID: "u17", Role: "lead", Unit: "office"},
	))
	in := guest()
	in.About, in.AboutUnit = []string{"u4"}, "kitchen"
	c := b.do(worker, b.take(b.register(in), complaint.Investigating), pay(900))
	require.Equal(t, "conflict-of-interest", b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)
	for _, to := range []string{"u4", "u15"} {
		refusal := b.refuse(deputy, c, complaint.Delegate{Approval: 1, To: to}, complaint.ErrForbidden)
		require.Equal(t, "conflict-of-interest", refusal.Rule, to)
		require.Equal(t, []string{"manager", "boss"}, refusal.Who)
	}
	c = b.do(deputy, c, complaint.Delegate{Approval: 1, To: "u17"})
	c = b.do(complaint.Actor{ID: "u17", Role: "lead", Unit: "office"}, c, complaint.Approve{Approval: 1})
	require.Equal(t, complaint.Proposing, c.State)
	b.verify(c.ID)
}

func TestAnApproverWhoIsAwayHasASubstitute(t *testing.T) {
	away := []complaint.Absence{{From: day.Add(-hour), To: day.Add(99 * hour)}}
	crew := []complaint.StaffMember{
		{ID: "u2", Role: "worker", Unit: "rooms"},
		{ID: "u4", Role: "manager", Unit: "office", Absent: away},
		{ID: "u5", Role: "boss", Unit: "office"},
	}
	b := setup(t, crewed(crew...))
	c := b.do(worker, b.in(complaint.Investigating), pay(900))
	require.Contains(t, told(b.last(c)), "approval person:u5", "the next who may decide")
	crew = append(crew, complaint.StaffMember{ID: "u19", Role: "clerk", Unit: "office"})
	crew[1].Substitute = "u19"
	b = setup(t, crewed(crew...))
	c = b.do(worker, b.in(complaint.Investigating), pay(900))
	require.Contains(t, told(b.last(c)), "approval person:u19", "the substitute of who is away comes before that")
	crew[1].Substitute = ""
	crew[2].Absent = away
	duty := func(cfg *complaint.Config, _ *playbook.Playbook) {
		cfg.Staff = func() *complaint.Staff {
			return &complaint.Staff{Version: "s2", People: append(crew, complaint.StaffMember{ID: "u18", Unit: "office"}), Duty: map[string]string{"": "u18"}}
		}
	}
	b = setup(t, duty)
	c = b.do(worker, b.in(complaint.Investigating), pay(900))
	require.Contains(t, told(b.last(c)), "approval person:u18", "whoever is on duty")
	b = setup(t, crewed(crew[:3]...))
	c = b.do(worker, b.in(complaint.Investigating), pay(900))
	require.Contains(t, told(b.last(c)), "approval nobody", "and never silently nobody")
}

func TestAnExtensionWaitsForAnApproval(t *testing.T) {
	extend := complaint.Extend{Target: "resolve", Rule: "plus", Text: "等配件"}
	b := setup(t)
	c := b.do(lead, b.in(complaint.AwaitingApproval), extend)
	require.Equal(t, "03-04 18:00", at(c.Due("resolve")), "not yet")
	require.Equal(t, complaint.ExtensionRequest{Target: "resolve", Rule: "plus"}, c.Approval(2).Extension)
	require.Equal(t, 1, c.Approval(2).Need)
	require.Equal(t, "four-eyes", b.refuse(lead, c, complaint.Approve{Approval: 2}, complaint.ErrForbidden).Rule)
	c = b.do(manager, c, complaint.Approve{Approval: 2})
	require.Equal(t, "03-05 18:00", at(c.Due("resolve")))
	require.Equal(t, complaint.AwaitingApproval, c.State, "the proposal still waits")
	c = b.do(manager, c, complaint.Approve{Approval: 1})
	require.Equal(t, complaint.Proposing, c.State)
	b.verify(c.ID)

	b = setup(t)
	c = b.do(manager, b.do(lead, b.in(complaint.AwaitingApproval), extend), complaint.Approve{Approval: 1})
	require.Equal(t, complaint.Proposing, c.State, "an extension that waits holds nothing up")
	c = b.do(manager, c, complaint.Deny{Approval: 2, Text: "不同意"})
	require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
	require.Contains(t, told(b.last(c)), "denied person:u3")
	b.verify(c.ID)
}

func TestAnExtensionNobodyDecidedLapses(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Approval.Expires = sla.Hours(2) })
	c := b.do(lead, b.in(complaint.Investigating), complaint.Extend{Target: "resolve", Rule: "plus", Text: "等"})
	b.clock.Add(3 * hour)
	b.sweep()
	c = b.reload(c)
	require.Equal(t, complaint.ApprovalLapsed, c.Approval(1).Status)
	require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
	require.Equal(t, complaint.Investigating, c.State)
	b.verify(c.ID)
}
