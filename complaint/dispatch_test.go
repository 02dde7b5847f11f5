package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestWhatDispatchRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"to a unit", complaint.Assessed, clerk, complaint.Dispatch{Unit: "rooms"}, []string{
			"assignment 1 rooms  ", "class complaint ordinary rooms", "tell unit:rooms assigned assignment:1", "assessed→dispatched",
		}},
		{"to a person", complaint.Assessed, clerk, complaint.Dispatch{Unit: "rooms", Person: "u2"}, []string{
			"assignment 1 rooms u2 ", "class complaint ordinary rooms", "owner u2", "tell person:u2 assigned assignment:1", "assessed→dispatched",
		}},
		{"to the responsible unit when none is named", complaint.Assessed, clerk, complaint.Dispatch{}, []string{
			"assignment 1 desk  ", "tell unit:desk assigned assignment:1", "assessed→dispatched",
		}},
		{"whoever takes it on is in charge", complaint.Dispatched, worker, complaint.TakeOn{}, []string{
			"assignment 1 rooms u2 ", "owner u2", "dispatched→investigating",
		}},
		{"sending back returns it to the first contact", complaint.Investigating, worker, complaint.SendBack{Reason: "wrong-unit"}, []string{
			"assignment 1 rooms u2 returned", "owner ", "returns 1", "tell person:u1 returned wrong-unit", "investigating→assessed",
		}},
		{"a ruling for the unit that has it", complaint.Dispatched, manager, complaint.Ruling{Unit: "rooms"}, []string{"ruled true"}},
		{"a ruling for another unit", complaint.Investigating, manager, complaint.Ruling{Unit: "kitchen"}, []string{
			"ruled true", "assignment 1 rooms u2 ruled", "assignment 2 kitchen  ", "class complaint ordinary kitchen", "owner ",
			"tell unit:kitchen assigned assignment:2",
		}},
		{"a ruling before dispatch names the responsible unit", complaint.Assessed, manager, complaint.Ruling{Unit: "kitchen"}, []string{
			"ruled true", "class complaint ordinary kitchen",
		}},
		{"a transfer to another person", complaint.Investigating, lead, complaint.Transfer{Person: "u6", Text: "休假"}, []string{
			"assignment 1 rooms u2 transferred", "assignment 2 rooms u6 ", "owner u6", "tell person:u6 assigned assignment:2",
		}},
		{"a transfer to another unit", complaint.Investigating, lead, complaint.Transfer{Unit: "kitchen", Text: "早餐"}, []string{
			"assignment 1 rooms u2 transferred", "assignment 2 kitchen  ", "class complaint ordinary kitchen", "owner ",
			"tell unit:kitchen assigned assignment:2",
		}},
		{"recusal without anybody on duty gives it back to the unit", complaint.Investigating, worker, complaint.Recuse{Text: "亲属"}, []string{
			"barred [u2]", "assignment 1 rooms u2 recused", "assignment 2 rooms  ", "owner ", "tell unit:rooms assigned assignment:2",
		}},
	})
}

func TestDispatchRefuses(t *testing.T) {
	runRefused(t, []refused{
		{"an unknown unit", complaint.Assessed, clerk, complaint.Dispatch{Unit: "garage"}, complaint.ErrInvalid, "unit", "unknown code"},
		{"sending back without a reason", complaint.Dispatched, worker, complaint.SendBack{}, complaint.ErrInvalid, "reason", "required"},
		{"a ruling for nobody", complaint.Dispatched, manager, complaint.Ruling{}, complaint.ErrInvalid, "unit", "required"},
		{"a transfer without a reason", complaint.Dispatched, lead, complaint.Transfer{Unit: "kitchen"}, complaint.ErrInvalid, "reason", "required"},
		{"a transfer to where it is", complaint.Investigating, lead, complaint.Transfer{Person: "u2", Text: "x"}, complaint.ErrInvalid, "person", "already there"},
		{"a transfer to an unknown unit", complaint.Dispatched, lead, complaint.Transfer{Unit: "garage", Text: "x"}, complaint.ErrInvalid, "unit", "unknown code"},
	})
}

func TestACaseIsSentBackOnce(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Dispatched), complaint.SendBack{Reason: "wrong-unit"})
	require.Equal(t, complaint.Assessed, c.State)
	require.Equal(t, 1, c.Returns)
	require.Nil(t, c.Assignment())
	c = b.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
	refusal := b.refuse(worker, c, complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed)
	require.Equal(t, "returns", refusal.Rule)
	require.Equal(t, []string{"ruling", "transfer"}, refusal.Allowed, "what may be done instead")
}

func TestACaseIsNotSentBackAfterARuling(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.MaxReturns = 9 })
	c := b.do(manager, b.in(complaint.Dispatched), complaint.Ruling{Unit: "rooms"})
	require.True(t, c.Ruled)
	require.Equal(t, "ruled", b.refuse(worker, c, complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed).Rule)
}

func TestAPlaybookMayForbidSendingBack(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.MaxReturns = 0 })
	require.Equal(t, "returns", b.refuse(worker, b.in(complaint.Dispatched), complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed).Rule)
}

func TestEachUnitHasAClockOfItsOwn(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	require.Equal(t, "03-04 14:00", at(c.Due("unit")))
	resolve := c.Due("resolve")
	b.clock.Add(2 * hour)
	c = b.do(lead, c, complaint.Transfer{Unit: "kitchen", Text: "早餐"})
	require.Equal(t, "03-04 16:00", at(c.Due("unit")), "the next unit has its whole time")
	require.Equal(t, resolve, c.Due("resolve"), "the complainant's limit stays")
	live := 0
	for _, timer := range c.Timers("unit") {
		if timer.Live() {
			live++
		}
	}
	require.Equal(t, 1, live, "the old unit's clock has ended")
	b.verify(c.ID)
}

func TestNobodyComplainedAboutHandlesTheCase(t *testing.T) {
	in := guest()
	in.About = []string{"u2", "u3"}
	b := setup(t)
	c := b.take(b.register(in), complaint.Assessed)
	refuse := func(who complaint.Actor, cmd complaint.Command) {
		t.Helper()
		refusal := b.refuse(who, c, cmd, complaint.ErrForbidden)
		require.Equal(t, "conflict-of-interest", refusal.Rule, cmd.Name())
	}
	refuse(clerk, complaint.Dispatch{Unit: "rooms", Person: "u2"})
	c = b.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
	refuse(worker, complaint.TakeOn{})
	refuse(lead, complaint.TakeOn{})
	refuse(lead, complaint.Note{Text: "x"})
	refuse(clerk, complaint.Transfer{Person: "u3", Text: "x"})
	refuse(clerk, complaint.AddTask{Code: "photos", Person: "u2"})
	refuse(clerk, complaint.Plan{People: []string{"u9", "u3"}})
	other := complaint.Actor{ID: "u6", Role: "worker", Unit: "rooms"}
	c = b.do(other, c, complaint.TakeOn{}, complaint.Propose{Compensation: complaint.Yuan(300)})
	refuse(lead, complaint.Approve{Approval: 1})
	c = b.do(manager, c, complaint.Approve{Approval: 1}, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true},
		complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "upheld"})
	refuse(lead, complaint.FollowUp{Reached: true, Satisfied: true})
	require.Equal(t, complaint.Closed, b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.Close{}).State)
}

func TestSomebodyComplainedAboutLaterLosesTheCase(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.Investigating), complaint.Correct{About: []string{"u2"}})
	b.refuse(worker, c, complaint.Note{Text: "x"}, complaint.ErrForbidden)
	require.Empty(t, c.Owner, "it is the unit's again")
	require.Equal(t, "avoided", c.Assignments[0].EndReason)
	require.Equal(t, "u3", b.do(lead, c, complaint.TakeOn{}).Owner)
}

func TestTermsFollowWhoHasIt(t *testing.T) {
	quick := func(fact, value string) func(*complaint.Config, *playbook.Playbook) {
		return func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Targets[1].Terms = append([]sla.Choice{{
				When: map[string][]string{fact: {value}}, Term: sla.Term{Span: sla.BusinessHours(4)},
			}}, pb.Targets[1].Terms...)
		}
	}
	t.Run("the unit", func(t *testing.T) {
		b := setup(t, quick("unit", "rooms"))
		c := b.in(complaint.Assessed)
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
		c = b.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
		require.Equal(t, "03-04 14:00", at(c.Due("resolve")))
		require.Equal(t, "03-04 18:00", at(b.do(lead, c, complaint.Transfer{Unit: "kitchen", Text: "x"}).Due("resolve")))
	})
	t.Run("whether a person has it", func(t *testing.T) {
		b := setup(t, quick("owned", "yes"))
		c := b.in(complaint.Dispatched)
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
		c = b.do(worker, c, complaint.TakeOn{})
		require.Equal(t, "03-04 14:00", at(c.Due("resolve")))
		c = b.do(lead, c, complaint.Transfer{Unit: "rooms", Person: "u6", Text: "x"})
		require.Equal(t, "03-04 14:00", at(c.Due("resolve")))
		require.Equal(t, "03-04 18:00", at(b.do(complaint.Actor{ID: "u6", Role: "worker", Unit: "rooms"}, c, complaint.Recuse{}).Due("resolve")))
	})
}
