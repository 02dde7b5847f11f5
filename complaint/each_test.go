package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// gathered registers a lead in investigation and so many members, each of somebody else at another place.
func (b *bench) gathered(n int) (lead *complaint.Case, members []*complaint.Case) {
	b.Helper()
	lead = b.in(complaint.Investigating)
	for i := range n {
		in := guest()
		in.Complainant.Phone, in.Place = "1390000000"+string(rune('0'+i)), "140"+string(rune('0'+i))
		m := b.register(in)
		lead = b.do(clerk, lead, complaint.LinkTo{Case: m.ID, Kind: "batch"})
		members = append(members, b.reload(m))
	}
	return lead, members
}

func TestABatchHasOneOwnerAndItsMembersAreTagged(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(2)
	require.Equal(t, worker.ID, lead.Owner)
	for _, m := range members {
		require.True(t, m.HasTag("batch"))
		require.Equal(t, worker.ID, m.Owner, "the lead's owner")
		require.Equal(t, []complaint.Link{{Kind: "batch-lead", Case: lead.ID}}, m.Links)
		require.Contains(t, b.notices(m.ID), "batched person:u2")
		require.Contains(t, lead.Links, complaint.Link{Kind: "batch", Case: m.ID})
		b.verify(m.ID)
	}
	require.False(t, lead.HasTag("batch"))
	b.verify(lead.ID)
}

func TestSomebodyComplainedAboutDoesNotBecomeAMembersOwner(t *testing.T) {
	b := setup(t)
	lead := b.in(complaint.Investigating)
	in := guest()
	in.Complainant.Phone, in.Place, in.About = "13800000077", "1407", []string{worker.ID}
	m := b.register(in)
	b.do(clerk, lead, complaint.LinkTo{Case: m.ID, Kind: "batch"})
	m = b.reload(m)
	require.True(t, m.HasTag("batch"))
	require.Empty(t, m.Owner)
}

func TestOneCommandForEveryMember(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(3)
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Message{Kind: "progress", Text: "供电局正在抢修"}})
	require.Zero(t, b.reload(members[0]).Contacts, "nothing happens before it is delivered")
	m := new(mail)
	require.Equal(t, 3, b.deliver(m).Carried)
	for _, n := range m.sent {
		require.NotEqual(t, "do", n.Kind, "the host sees none of it")
	}
	for _, x := range members {
		e := b.last(x)
		require.Equal(t, complaint.Message{Kind: "progress"}, e.Command)
		require.Equal(t, lead.ID, e.From, "the member's ledger says where it came from")
		require.Equal(t, manager.ID, e.Actor.ID, "as the same person")
		require.Equal(t, 1, b.reload(x).Contacts)
		b.verify(x.ID)
	}
	require.Zero(t, b.deliver(new(mail)).Carried, "exactly once")
	b.verify(lead.ID)
}

func TestOneCommandForTheNamedMembers(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(3)
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Tag{Add: []string{"power-cut"}}, Members: []complaint.CaseID{members[1].ID}})
	require.Equal(t, 1, b.deliver(new(mail)).Carried)
	for i, m := range members {
		require.Equal(t, i == 1, b.reload(m).HasTag("power-cut"))
	}
}

func TestWhatIsSaidToEveryMemberIsSealedOnTheLead(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(1)
	lead = b.do(manager, lead, complaint.ForEachMember{Command: complaint.Note{Text: mark + "统一口径"}})
	for _, id := range []complaint.CaseID{lead.ID, members[0].ID} {
		b.deliver(new(mail))
		for _, r := range b.records("case/" + string(id)) {
			require.NotContains(t, string(r.Public), mark)
		}
	}
	require.Equal(t, complaint.ForEachMember{Command: complaint.Note{}}, b.last(lead).Command)
	for _, id := range []complaint.CaseID{lead.ID, members[0].ID} {
		var last complaint.Command
		for e, err := range b.desk.LedgerWithDetails(b.ctx, boss, id) {
			require.NoError(t, err)
			last = e.Command
		}
		if each, ok := last.(complaint.ForEachMember); ok {
			last = each.Command
		}
		require.Equal(t, complaint.Note{Text: mark + "统一口径"}, last)
	}
	b.verify(lead.ID)
}

func TestAMemberThatRefusesIsReportedOnTheLead(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(2)
	b.do(clerk, members[0], complaint.Withdraw{})
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Hold{Reason: "complainant"}})
	require.Equal(t, 2, b.deliver(new(mail)).Carried)
	require.Empty(t, b.reload(members[0]).HoldReason)
	require.Equal(t, "complainant", b.reload(members[1]).HoldReason)
	e := b.last(lead)
	require.Equal(t, "system", e.Actor.ID)
	require.Equal(t, complaint.MemberRefused{Member: members[0].ID, Entry: e.Seq - 1, Command: "hold", Rule: "state"}, e.Command)
	require.Equal(t, []string{"each-refused person:u2"}, told(e))
	b.clock.Add(hour)
	b.deliver(new(mail))
	require.Equal(t, e.Seq, b.last(lead).Seq, "once, and not tried again")
	b.verify(lead.ID)
}

func TestAMemberRefusesByItsOwnRules(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   func(*complaint.Intake)
		cmd  complaint.Command
		rule string
	}{
		{"whoever is complained about there", func(in *complaint.Intake) { in.About = []string{manager.ID} }, complaint.Note{Text: "x"}, "conflict-of-interest"},
		{"an outcome it does not know", nil, complaint.Resolve{Outcome: "lost"}, "outcome: not an outcome of this kind of case"},
		{"a state that does not let it", nil, complaint.Archive{}, "state"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			lead := b.in(complaint.Investigating)
			in := guest()
			in.Complainant.Phone, in.Place = "13800000077", "1407"
			if tc.in != nil {
				tc.in(&in)
			}
			m := b.register(in)
			lead = b.do(clerk, lead, complaint.LinkTo{Case: m.ID, Kind: "batch"})
			if tc.cmd.Name() == "resolve" {
				b.do(clerk, b.reload(m), complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
				b.do(worker, m, complaint.TakeOn{})
			}
			b.do(manager, lead, complaint.ForEachMember{Command: tc.cmd})
			b.deliver(new(mail))
			require.Equal(t, tc.rule, b.last(lead).Command.(complaint.MemberRefused).Rule)
		})
	}
}

func TestEachRefuses(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(1)
	alone := b.another()
	for _, tc := range []struct {
		name  string
		who   complaint.Actor
		c     *complaint.Case
		cmd   complaint.ForEachMember
		code  error
		field string
		rule  string
	}{
		{"no command", manager, lead, complaint.ForEachMember{}, complaint.ErrInvalid, "command.do", ""},
		{"what names a part of one case", manager, lead, complaint.ForEachMember{Command: complaint.Approve{Approval: 1}}, complaint.ErrInvalid, "command", "each"},
		{"what one complainant says", manager, lead, complaint.ForEachMember{Command: complaint.Withdraw{}}, complaint.ErrInvalid, "command", "each"},
		{"itself", manager, lead, complaint.ForEachMember{Command: complaint.ForEachMember{Command: complaint.Note{Text: "x"}}}, complaint.ErrInvalid, "command", "each"},
		{"a promise of one case", manager, lead, complaint.ForEachMember{Command: complaint.Respond{Promise: 1}}, complaint.ErrInvalid, "command.promise", ""},
		{"a code that is none", manager, lead, complaint.ForEachMember{Command: complaint.Assess{Judgement: complaint.Judgement{Scope: "无"}}}, complaint.ErrInvalid, "command.scope", ""},
		{"a case that is no member", manager, lead, complaint.ForEachMember{Command: complaint.Admit{}, Members: []complaint.CaseID{members[0].ID, alone.ID}}, complaint.ErrInvalid, "members[1]", ""},
		{"a case without members", manager, alone, complaint.ForEachMember{Command: complaint.Admit{}}, complaint.ErrNotAllowed, "", "members"},
		{"whoever is not granted it", worker, lead, complaint.ForEachMember{Command: complaint.Note{Text: "x"}}, complaint.ErrForbidden, "", "granted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			refusal := b.refuse(tc.who, tc.c, tc.cmd, tc.code)
			require.Equal(t, tc.rule, refusal.Rule)
			if tc.field != "" {
				require.Equal(t, []string{tc.field}, fields(refusal))
			}
			if tc.rule == "members" {
				require.Equal(t, []string{"link"}, refusal.Allowed)
			}
		})
	}
}
