package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// Whoever is kept away (回避), for whatever reason, has no hand in the case.
func TestWhoIsKeptAwayNeitherHandlesApprovesNorReviews(t *testing.T) {
	for _, tc := range []struct {
		name string
		rule string // of the refusals
		keep func(b *bench, c *complaint.Case) *complaint.Case
	}{
		{"complained about", "conflict-of-interest", func(b *bench, c *complaint.Case) *complaint.Case {
			return b.do(clerk, c, complaint.Correct{About: []string{"u3"}})
		}},
		{"stepped down", "recused", func(b *bench, c *complaint.Case) *complaint.Case {
			return b.do(lead, c, complaint.Recuse{Text: "亲属"})
		}},
		{"declared by somebody else", "recused", func(b *bench, c *complaint.Case) *complaint.Case {
			return b.do(manager, c, complaint.Recuse{Person: "u3", Text: "有利害关系"})
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(crew(nil)))
			c := tc.keep(b, b.in(complaint.Investigating))
			refuse := func(cmd complaint.Command, rule string) {
				t.Helper()
				who := lead
				if rule == "conflict-of-interest" && tc.rule == "recused" {
					who = manager
				}
				refusal := b.refuse(who, c, cmd, complaint.ErrForbidden)
				require.Equal(t, rule, refusal.Rule, cmd.Name())
				require.NotEmpty(t, refusal.Who, cmd.Name())
			}
			refuse(complaint.RecordFinding{Cause: "x"}, tc.rule)
			refuse(complaint.Transfer{Unit: "rooms", Person: "u3", Text: "x"}, "conflict-of-interest")
			refuse(complaint.AddTask{Code: "photos", Person: "u3"}, "conflict-of-interest")
			refuse(complaint.Plan{Goal: "x", People: []string{"u3"}}, "conflict-of-interest")
			c = b.do(worker, c, complaint.Propose{Compensation: complaint.Yuan(300)})
			refuse(complaint.Approve{Approval: 1}, tc.rule)
			c = b.do(manager, c, complaint.Approve{Approval: 1}, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
			c = b.do(manager, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"}, complaint.Appeal{})
			refuse(complaint.DecideAppeal{Text: "x"}, tc.rule)
			for _, n := range b.notices(c.ID) {
				require.NotContains(t, n, "person:u3", "nor told as somebody who handles it")
			}
			b.verify(c.ID)
		})
	}
}

func TestWhoStepsDownHandsTheCaseOn(t *testing.T) {
	b := setup(t, staffed(crew(map[string]string{"rooms": "u8"})))
	c := b.do(manager, b.in(complaint.Investigating), complaint.Recuse{Person: "u2", Text: "亲属"})
	require.Equal(t, "u8", c.Owner)
	require.Equal(t, []string{"u2"}, c.Recused)
	require.Equal(t, "recused", b.refuse(worker, c, complaint.TakeOn{}, complaint.ErrForbidden).Rule)
	require.Equal(t, "recused", b.refuse(manager, c, complaint.Recuse{Person: "u2"}, complaint.ErrNotAllowed).Rule, "once is for good")
	c = b.do(worker, c, complaint.Note{Text: "交接记录"})
	require.Equal(t, "recused", c.Assignments[0].EndReason)
	b.verify(c.ID)
}

// apart is a house that keeps the unit complained about away.
func apart(pb *playbook.Playbook) {
	pb.Conflict.Unit = true
	pb.Units[1].Parent = "office" // of the rooms
}

func aboutRooms() complaint.Intake {
	in := guest()
	in.AboutUnit = "rooms"
	return in
}

func TestTheUnitComplainedAboutDoesNotHandleIt(t *testing.T) {
	routed := func(t *testing.T, change ...func(*complaint.Config, *playbook.Playbook)) *bench {
		t.Helper()
		return setup(t, append([]func(*complaint.Config, *playbook.Playbook){ruled, with(apart)}, change...)...)
	}
	leak := aboutRooms()
	leak.Text = "天花板漏水"
	t.Run("the route goes to the unit above it", func(t *testing.T) {
		b := routed(t)
		c := b.register(leak)
		require.Equal(t, "office", c.Unit)
		require.Equal(t, "office", b.take(c, complaint.Assessed).Unit)
	})
	t.Run("or to the desk", func(t *testing.T) {
		b := routed(t, with(func(pb *playbook.Playbook) { pb.Units[1].Parent = "" }))
		require.Equal(t, "desk", b.register(leak).Unit)
	})
	t.Run("it is not given the case", func(t *testing.T) {
		b := routed(t)
		c := b.take(b.register(leak), complaint.Assessed)
		for _, cmd := range []complaint.Command{complaint.Dispatch{Unit: "rooms"}, complaint.Dispatch{Unit: "office", With: []string{"rooms"}}, complaint.Ruling{Unit: "rooms"}} {
			refusal := b.refuse(manager, c, cmd, complaint.ErrForbidden)
			require.Equal(t, "conflict-of-interest", refusal.Rule)
		}
		c = b.do(clerk, c, complaint.Dispatch{})
		require.Equal(t, "office", c.Assignment().Unit)
		b.refuse(manager, c, complaint.Transfer{Unit: "rooms", Text: "x"}, complaint.ErrForbidden)
	})
	t.Run("its people may only step down, answer and note", func(t *testing.T) {
		b := routed(t, with(func(pb *playbook.Playbook) { pb.Roles[2].AllUnits = true })) // leads reach every case
		c := b.do(clerk, b.take(b.register(leak), complaint.Assessed), complaint.Dispatch{})
		for _, cmd := range []complaint.Command{complaint.TakeOn{}, complaint.RecordFinding{Cause: "x"}, complaint.Escalate{Text: "x"}} {
			require.Equal(t, "conflict-of-interest", b.refuse(lead, c, cmd, complaint.ErrForbidden).Rule, cmd.Name())
		}
		b.do(lead, c, complaint.Respond{Text: "我们的说明"}, complaint.Note{Text: "记录"}, complaint.Recuse{})
	})
	t.Run("or what the playbook lists", func(t *testing.T) {
		b := routed(t, with(func(pb *playbook.Playbook) {
			pb.Roles[2].AllUnits = true
			pb.Conflict.Commands = []string{"approve", "deny", "decide-appeal"}
		}))
		c := b.do(clerk, b.take(b.register(leak), complaint.Assessed), complaint.Dispatch{})
		c = b.do(lead, c, complaint.TakeOn{})
		c = b.do(clerk, c, complaint.Propose{Compensation: complaint.Yuan(300)})
		require.Equal(t, "conflict-of-interest", b.refuse(lead, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)
	})
	t.Run("nobody of it is told as the one who decides", func(t *testing.T) {
		b := routed(t, staffed(crew(map[string]string{"": "u3"}, "u7")))
		c := b.do(clerk, b.take(b.register(leak), complaint.Assessed), complaint.Dispatch{}, complaint.Escalate{Text: "x"}, complaint.Expedite{})
		for _, n := range b.notices(c.ID) {
			require.NotContains(t, n, "person:u3")
			require.NotContains(t, n, "unit:rooms")
		}
		b.verify(c.ID)
	})
}

func TestAUnitComplainedAboutLaterLosesTheCase(t *testing.T) {
	t.Run("at once", func(t *testing.T) {
		b := setup(t, with(apart))
		c := b.do(clerk, b.in(complaint.Investigating), complaint.Correct{AboutUnit: "rooms"})
		require.Equal(t, "office", c.Assignment().Unit)
		require.Equal(t, "avoided", c.Assignments[0].EndReason)
		require.Empty(t, c.Owner)
		require.Equal(t, "u4", b.do(manager, c, complaint.TakeOn{}).Owner)
		b.verify(c.ID)
	})
	t.Run("before it was dispatched", func(t *testing.T) {
		b := setup(t, with(apart))
		c := b.do(clerk, b.in(complaint.Assessed), complaint.Reclassify{Judgement: complaint.Judgement{Unit: "rooms"}, Text: "x"})
		c = b.do(clerk, c, complaint.Correct{AboutUnit: "rooms"})
		require.Equal(t, "office", c.Unit)
		require.Equal(t, "office", b.do(clerk, c, complaint.Dispatch{}).Assignment().Unit)
	})
	t.Run("and does not get it back when it is reopened", func(t *testing.T) {
		b := setup(t, with(apart))
		c := b.do(clerk, b.in(complaint.Closed), complaint.Correct{AboutUnit: "rooms"})
		c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
		require.Equal(t, "office", c.Assignment().Unit)
		b.verify(c.ID)
	})
}

// R11: also the conflict known before anybody was given the case.
func TestAConflictKnownAtIntakeIsDeclaredBeforeDispatch(t *testing.T) {
	b := setup(t, staffed(crew(nil))) // a clerk ranks with a worker
	c := b.do(clerk, b.in(complaint.Registered), complaint.Recuse{Person: "u2", Text: "亲属"}, complaint.Assess{})
	require.Equal(t, "conflict-of-interest", b.refuse(clerk, c, complaint.Dispatch{Unit: "rooms", Person: "u2"}, complaint.ErrForbidden).Rule)
	c = b.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
	require.Equal(t, "recused", b.refuse(worker, c, complaint.TakeOn{}, complaint.ErrForbidden).Rule)
	b.verify(c.ID)
}
