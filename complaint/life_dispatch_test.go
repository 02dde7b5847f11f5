package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// cook is a worker of another unit.
var cook = complaint.Actor{ID: "u9", Role: "worker", Unit: "kitchen"}

// R20: dispatch is to a unit, then to a named person, and the unit accepts within a limit; if it does not, its head hears.
func TestAUnitAcceptsWithinALimit(t *testing.T) {
	accept := with(func(pb *playbook.Playbook) {
		pb.Targets = append(pb.Targets, sla.Target{
			Name: "accept", Owner: sla.OwnerUnit, Per: "assignment", OneLive: true,
			Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(1)}}},
			Start: on("assigned"), Stop: append(on("take-on"), on("unassigned")...),
			Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "head", "level": "next"}}},
		})
	})
	t.Run("accepted in time", func(t *testing.T) {
		b := setup(t, accept)
		c := b.do(clerk, b.in(complaint.Assessed), complaint.Dispatch{Unit: "rooms"})
		require.Empty(t, c.Owner, "the unit has it, nobody in it yet")
		require.Equal(t, "03-04 10:00", at(c.Due("accept")))
		b.clock.Add(hour)
		c = b.do(worker, c, complaint.TakeOn{})
		require.Equal(t, sla.Met, c.Timers("accept")[0].Verdict)
		require.Equal(t, "u2", c.Owner)
		require.Equal(t, day.Add(hour), c.Assignment().TakenOn)
	})
	t.Run("not accepted", func(t *testing.T) {
		b := setup(t, accept)
		c := b.in(complaint.Dispatched)
		b.clock.Add(2 * hour)
		b.sweep()
		c = b.reload(c)
		require.Equal(t, 1, c.Level)
		require.Contains(t, b.notices(c.ID), "breach role:lead")
		c = b.do(worker, c, complaint.TakeOn{})
		require.Equal(t, sla.Breached, c.Timers("accept")[0].Verdict)
		b.verify(c.ID)
	})
	t.Run("the next unit has its own limit", func(t *testing.T) {
		b := setup(t, accept)
		c := b.in(complaint.Dispatched)
		b.clock.Add(hour / 2)
		c = b.do(manager, c, complaint.Transfer{Unit: "kitchen", Text: "早餐"})
		require.Equal(t, "03-04 10:30", at(c.Due("accept")))
		b.clock.Add(hour / 2)
		b.sweep()
		require.Empty(t, b.ticks(c.ID, "accept"), "the first unit is not blamed for what it no longer has")
	})
}

// ruledReturns is a house in which a return is asked for, and a ruling decides.
var ruledReturns = with(func(pb *playbook.Playbook) { pb.ReturnsNeedRuling, pb.MaxReturns = true, 2 })

// ⟦退单⟧: sent back with a reason, a limited number of times, decided by a co-ordinator, never after a ruling.
func TestAReturnIsAskedForAndRuledOn(t *testing.T) {
	asked := func(t *testing.T) (*bench, *complaint.Case) {
		b := setup(t, ruledReturns)
		c := b.do(worker, b.in(complaint.Investigating), complaint.SendBack{Reason: "wrong-unit"})
		require.Equal(t, complaint.Investigating, c.State, "it is only asked for")
		require.Equal(t, "wrong-unit", c.Returning)
		require.Equal(t, "u2", c.Owner)
		require.Equal(t, []string{"return-asked person:u1", "return-asked unit:desk"}, told(b.last(c)))
		refusal := b.refuse(worker, c, complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed)
		require.Equal(t, "returning", refusal.Rule)
		require.Equal(t, []string{"ruling"}, refusal.Allowed)
		refusal = b.refuse(worker, c, complaint.Ruling{}, complaint.ErrForbidden)
		require.Equal(t, []string{"clerk", "lead", "manager", "boss"}, refusal.Who)
		return b, c
	}
	t.Run("let go", func(t *testing.T) {
		b, c := asked(t)
		c = b.do(clerk, c, complaint.Ruling{Text: "同意退回"})
		require.Equal(t, complaint.Assessed, c.State)
		require.Nil(t, c.Assignment())
		require.Empty(t, c.Owner)
		require.Empty(t, c.Returning)
		require.Equal(t, 1, c.Returns)
		b.verify(c.ID)
	})
	t.Run("kept", func(t *testing.T) {
		b, c := asked(t)
		c = b.do(manager, c, complaint.Ruling{Unit: "rooms", Text: "就是你们"})
		require.Equal(t, complaint.Investigating, c.State)
		require.Equal(t, "u2", c.Owner)
		require.Empty(t, c.Returning)
		require.Zero(t, c.Returns)
		require.Contains(t, told(b.last(c)), "ruled unit:rooms")
		require.Equal(t, "ruled", b.refuse(worker, c, complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed).Rule)
		b.verify(c.ID)
	})
	t.Run("moved", func(t *testing.T) {
		b, c := asked(t)
		c = b.do(manager, c, complaint.Ruling{Unit: "kitchen", Text: "归厨房"})
		require.Equal(t, "kitchen", c.Assignment().Unit)
		require.Equal(t, "ruled", c.Assignments[0].EndReason)
		require.Empty(t, c.Returning)
		require.Equal(t, "ruled", b.refuse(cook, c, complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed).Rule)
		b.verify(c.ID)
	})
	t.Run("what goes to another unit meanwhile is not asked for any more", func(t *testing.T) {
		b, c := asked(t)
		c = b.do(manager, c, complaint.Transfer{Unit: "kitchen", Text: "早餐"})
		require.Empty(t, c.Returning)
		refusal := b.refuse(manager, c, complaint.Ruling{}, complaint.ErrInvalid)
		require.Equal(t, []complaint.FieldError{{Field: "unit", Rule: "required"}}, refusal.Fields)
		b.verify(c.ID)
	})
	t.Run("nor what was settled meanwhile", func(t *testing.T) {
		b, c := asked(t)
		c = b.do(worker, c, complaint.Resolve{Outcome: "explained"})
		require.Empty(t, c.Returning)
		b.verify(c.ID)
	})
}

// R20: one unit leads, others contribute; it is not resolved before they have.
func TestOneUnitLeadsAndOthersContribute(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Assessed)
	for field, with := range map[string][]string{"unknown code": {"garage"}, "another unit": {"rooms"}} {
		refusal := b.refuse(clerk, c, complaint.Dispatch{Unit: "rooms", With: with}, complaint.ErrInvalid)
		require.Equal(t, []complaint.FieldError{{Field: "with[0]", Rule: field}}, refusal.Fields)
	}
	refusal := b.refuse(clerk, c, complaint.Dispatch{Unit: "rooms", With: []string{"kitchen", "kitchen"}}, complaint.ErrInvalid)
	require.Equal(t, []string{"with[1]"}, fields(refusal))

	c = b.do(clerk, c, complaint.Dispatch{Unit: "rooms", With: []string{"kitchen"}})
	require.Equal(t, "rooms", c.Assignment().Unit)
	require.Contains(t, told(b.last(c)), "task unit:kitchen")
	c = b.do(worker, c, complaint.TakeOn{})
	refusal = b.refuse(worker, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed)
	require.Equal(t, "tasks", refusal.Rule)
	require.Equal(t, []string{"complete-task"}, refusal.Allowed)
	c = b.do(cook, c, complaint.Note{Text: "看过了"}, complaint.CompleteTask{Task: 1, Result: "done"})
	b.refuse(cook, c, complaint.Note{Text: "x"}, complaint.ErrForbidden)
	c = b.do(worker, c, complaint.Resolve{Outcome: "explained"})
	require.Equal(t, complaint.Resolved, c.State)
	b.verify(c.ID)
}

// R19: expert advisers reach the case and are told of it.
func TestAdvisersReachTheCaseAndAreTold(t *testing.T) {
	b := setup(t, ruled, with(func(pb *playbook.Playbook) { pb.Rules.Routes.Rows[0].Advisers = []string{"kitchen"} }))
	in := guest()
	in.Text = "天花板漏水"
	c := b.take(b.register(in), complaint.Dispatched)
	require.Equal(t, []string{"kitchen"}, c.Advisers)
	require.Contains(t, told(b.last(c)), "advise unit:kitchen")
	b.do(cook, c, complaint.Note{Text: "看看管道"})
	b.verify(c.ID)
}

// The unit's limit runs beside the complainant's, per assignment.
func TestAUnitClockEndsAtHandOverAndTheNextUnitGetsAFreshOne(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	whole := c.Due("resolve")
	b.clock.Add(2 * hour)
	c = b.do(worker, c, complaint.SendBack{Reason: "wrong-unit"})
	require.Zero(t, c.Due("unit"))
	require.Equal(t, whole, c.Due("resolve"), "the complainant waits all the same")
	b.clock.Add(hour + hour)
	c = b.do(clerk, c, complaint.Dispatch{Unit: "kitchen"})
	require.Equal(t, "03-04 17:00", at(c.Due("unit")), "four business hours from 13:00")
	require.Equal(t, whole, c.Due("resolve"))
	clocks := c.Timers("unit")
	require.Len(t, clocks, 2)
	require.Equal(t, "1", clocks[0].Instance)
	require.False(t, clocks[0].Live())
	b.verify(c.ID)
}

// Never silently nobody: a substitute, a duty owner, else it is on record that there was nobody.
func TestAnAbsentOwnersWorkIsNeverNobodys(t *testing.T) {
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
		want  []string
	}{
		{"a substitute", crew(nil, "u2"), []string{"person:u6"}},
		{"the duty owner", crew(map[string]string{"rooms": "u8"}, "u2", "u6"), []string{"person:u8"}},
		{"on record", crew(nil, "u2", "u6"), nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(tc.staff))
			c := b.do(clerk, b.in(complaint.Assessed), complaint.Dispatch{Unit: "rooms", Person: "u2"})
			b.clock.Add(hour)
			b.sweep()
			ticks := b.ticks(c.ID, "respond")
			require.Len(t, ticks, 1)
			for _, fx := range ticks[0].Effects {
				if s, ok := fx.(complaint.SteppedEffect); ok {
					require.Equal(t, tc.want, s.Told)
					require.Equal(t, tc.want == nil, s.Nobody)
				}
			}
			b.verify(c.ID)
		})
	}
}

// The severity names a unit that takes such cases whatever the route says.
func TestASeverityMayHaveAUnitOfItsOwn(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { graded(pb, classify.Major).Unit = "office" }))
	c := b.do(clerk, b.register(guest()), complaint.Assess{Judgement: complaint.Judgement{Severity: classify.Major}}, complaint.Dispatch{})
	require.Equal(t, "office", c.Assignment().Unit)
	b.verify(c.ID)
}
