package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

var (
	satisfied   = complaint.FollowUp{Reached: true, Satisfied: true}
	unsatisfied = complaint.FollowUp{Reached: true}
	unreached   = complaint.FollowUp{}
)

// R10: the contact after handling is made by another unit than the one that handled it.
func TestAFollowUpIsMadeByAnotherUnit(t *testing.T) {
	other := with(func(pb *playbook.Playbook) { pb.FollowUp.OtherUnit = true })
	colleague := complaint.Actor{ID: "u33", Role: "lead", Unit: "rooms"}
	b := setup(t, other)
	c := b.in(complaint.Resolved)
	refusal := b.refuse(colleague, c, satisfied, complaint.ErrForbidden)
	require.Equal(t, "handling-unit", refusal.Rule, "although not by whoever resolved it")
	require.Equal(t, []string{"clerk", "lead", "manager", "boss"}, refusal.Who)
	require.Equal(t, complaint.FollowingUp, b.do(clerk, c, satisfied).State)
	b.verify(c.ID)

	b = setup(t, other)
	c = b.do(worker, b.in(complaint.Dispatched), complaint.SendBack{Reason: "wrong-unit"})
	c = b.do(cook, b.do(clerk, c, complaint.Dispatch{Unit: "kitchen"}), complaint.TakeOn{}, complaint.Resolve{Outcome: "explained"})
	chief := complaint.Actor{ID: "u7", Role: "lead", Unit: "kitchen"}
	require.Equal(t, "handling-unit", b.refuse(chief, c, satisfied, complaint.ErrForbidden).Rule)
	asks := complaint.Actor{ID: "u34", Role: "manager", Unit: "rooms"}
	b.do(asks, c, satisfied) // who sent it back did not handle it
}

// R03: at least one or two further contacts. R10: the effect is checked. Nobody is called for ever.
func TestHowManyContactsAFollowUpTakes(t *testing.T) {
	for _, tc := range []struct {
		name   string
		policy playbook.FollowUpPolicy
		made   []complaint.Command
		closes bool
	}{
		{"none was made", playbook.FollowUpPolicy{}, nil, false},
		{"one", playbook.FollowUpPolicy{}, []complaint.Command{satisfied}, true},
		{"one of two", playbook.FollowUpPolicy{Contacts: 2}, []complaint.Command{satisfied}, false},
		{"two of two", playbook.FollowUpPolicy{Contacts: 2}, []complaint.Command{satisfied, satisfied}, true},
		{"satisfied first, not later", playbook.FollowUpPolicy{Contacts: 2}, []complaint.Command{satisfied, unsatisfied}, false},
		{"an attempt that reached nobody", playbook.FollowUpPolicy{}, []complaint.Command{unreached}, true},
		{"one attempt of three", playbook.FollowUpPolicy{Attempts: 3}, []complaint.Command{unreached}, false},
		{"three attempts of three", playbook.FollowUpPolicy{Attempts: 3}, []complaint.Command{unreached, unreached, unreached}, true},
		{"reached at the second attempt", playbook.FollowUpPolicy{Attempts: 3}, []complaint.Command{unreached, satisfied}, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, with(func(pb *playbook.Playbook) { pb.FollowUp = tc.policy }))
			c := b.do(clerk, b.in(complaint.Resolved), tc.made...)
			if tc.closes {
				require.Equal(t, complaint.Closed, b.do(clerk, c, complaint.Close{}).State)
			} else {
				require.Equal(t, "followed-up", b.refuse(clerk, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
			}
			b.verify(c.ID)
		})
	}
}

func TestAFollowUpChecksTheEffect(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.FollowUp.Effect = true }))
	c := b.in(complaint.Resolved)
	for rule, cmd := range map[string]complaint.FollowUp{
		"required":  satisfied,
		"yes or no": {Reached: true, Satisfied: true, Effect: "perhaps"},
	} {
		require.Equal(t, []complaint.FieldError{{Field: "effect", Rule: rule}}, b.refuse(clerk, c, cmd, complaint.ErrInvalid).Fields)
	}
	require.Equal(t, []string{"reached"}, fields(b.refuse(clerk, c, complaint.FollowUp{Effect: "yes"}, complaint.ErrInvalid)))
	c = b.do(clerk, c, unreached, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "no"})
	require.Equal(t, "no", c.FollowUps[1].Effect)
	b.verify(c.ID)
}

// R03, R04: a complainant who is not satisfied is heard: the unit knows, the case does not close.
func TestAnUnsatisfiedAnswerIsToldAndDoesNotClose(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.Resolved), unsatisfied)
	require.Equal(t, []string{"unsatisfied person:u2", "unsatisfied role:lead"}, told(b.last(c)))
	refusal := b.refuse(clerk, c, complaint.Close{}, complaint.ErrNotAllowed)
	require.Equal(t, []string{"reopen", "follow-up", "escalate"}, refusal.Allowed)
	c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
	require.Equal(t, complaint.Investigating, c.State)
	b.verify(c.ID)
}

// R03: also after the case was closed.
func TestALaterContactIsRecordedOnAClosedCase(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.Closed), unsatisfied)
	require.Equal(t, complaint.Closed, c.State)
	require.Len(t, c.FollowUps, 2)
	require.Contains(t, told(b.last(c)), "unsatisfied role:lead")
	require.Equal(t, complaint.Investigating, b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"}).State)
	b.verify(c.ID)
}

// A reopened clock goes on, begins anew, or begins another cycle: all three are wanted.
func TestTheThreeWaysToReopenAClock(t *testing.T) {
	for mode, want := range map[sla.ReopenMode]struct {
		due    string
		clocks int
	}{
		sla.ReopenContinue: {"03-05 17:00", 1}, // six of eight hours were left
		sla.ReopenRestart:  {"03-06 10:00", 1},
		sla.ReopenCycle:    {"03-06 10:00", 2},
	} {
		t.Run(string(mode), func(t *testing.T) {
			b := setup(t, with(func(pb *playbook.Playbook) { targeted(pb, "resolve").ReopenMode = mode }))
			c := b.in(complaint.Investigating)
			b.clock.Add(2 * hour)
			c = b.do(worker, c, complaint.Resolve{Outcome: "explained"})
			b.clock.Set(day.Add(25 * hour)) // Thursday, 10:00
			c = b.do(clerk, c, unsatisfied, complaint.Reopen{Reason: "unsatisfied"})
			require.Equal(t, want.due, at(c.Due("resolve")))
			require.Len(t, c.Timers("resolve"), want.clocks)
			require.Equal(t, 1, c.Cycle)
			b.verify(c.ID)
		})
	}
}

// The reopen window counts from the outcome; nothing the complainant says meanwhile stretches it.
func TestAReopenWindowIsNotStretchedByAComment(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.FollowUp.ReopenWithin = sla.Term{Span: sla.Workdays(3)} }))
	reopen := complaint.Reopen{Reason: "unsatisfied"}
	last := time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC) // Monday, close of business: the third working day
	t.Run("the last instant is in it", func(t *testing.T) {
		c := b.in(complaint.Resolved)
		b.clock.Set(last)
		require.Equal(t, complaint.Investigating, b.do(clerk, c, reopen).State)
	})
	b.clock.Set(day)
	in := guest()
	in.Place = "1310"
	c := b.take(b.register(in), complaint.Resolved)
	b.clock.Set(last.Add(-hour))
	c = b.do(clerk, c, complaint.Message{In: true, Kind: "question", Text: "还有个问题"}, satisfied)
	b.clock.Set(last.Add(time.Second))
	refusal := b.refuse(clerk, c, reopen, complaint.ErrNotAllowed)
	require.Equal(t, "reopen-window", refusal.Rule)
	require.Equal(t, []string{"register"}, refusal.Allowed, "a complaint that comes again is a new one")
	b.verify(c.ID)
}

func TestAThirdReopeningNeedsEscalation(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Resolved)
	for range 2 {
		c = b.do(worker, b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"}), complaint.Resolve{Outcome: "explained"})
	}
	require.Equal(t, "reopened", b.refuse(clerk, c, complaint.Reopen{Reason: "unsatisfied"}, complaint.ErrNotAllowed).Rule)
	c = b.do(lead, c, complaint.Escalate{Text: "第三次"})
	require.Equal(t, 3, b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"}).Cycle)
	b.verify(c.ID)
}

// 撤诉: it ends at once, whatever was waiting.
func TestWithdrawingEndsEverythingAtOnce(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(900)}, complaint.Hold{Reason: "complainant"})
	c = b.do(clerk, c, complaint.MakePromise{Due: day.Add(hour)}, complaint.Withdraw{Text: "算了"})
	require.Equal(t, complaint.Withdrawn, c.State)
	require.Equal(t, "withdrawn", c.Outcome)
	require.Empty(t, c.HoldReason)
	require.Nil(t, c.Assignment())
	require.Zero(t, c.Wake)
	for _, timer := range c.Clocks {
		require.False(t, timer.Live(), timer.Target)
	}
	b.clock.Add(100 * hour)
	require.Zero(t, b.sweep().Steps)
	require.Equal(t, "state", b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrNotAllowed).Rule)
	b.verify(c.ID)
}

// R07, R14: a refusal has a reason of the list and says where to turn.
func TestARefusalHasATypedReasonAndNamesRecourse(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Recourse = of("association", "court") }))
	c := b.register(guest())
	for _, tc := range []struct {
		cmd         complaint.Refuse
		field, rule string
	}{
		{complaint.Refuse{Recourse: []string{"court"}}, "reason", "required"},
		{complaint.Refuse{Reason: "boring", Recourse: []string{"court"}}, "reason", "unknown code"},
		{complaint.Refuse{Reason: "not-ours"}, "recourse", "required"},
		{complaint.Refuse{Reason: "not-ours", Recourse: []string{"court", "moon"}}, "recourse[1]", "unknown code"},
	} {
		require.Equal(t, []complaint.FieldError{{Field: tc.field, Rule: tc.rule}}, b.refuse(clerk, c, tc.cmd, complaint.ErrInvalid).Fields)
	}
	c = b.do(clerk, c, complaint.Refuse{Reason: "not-ours", Recourse: []string{"association"}, Text: "请联系协会"})
	require.Equal(t, complaint.Refused, c.State)
	require.Equal(t, "not-ours", c.Outcome)
	require.Contains(t, told(b.last(c)), "refused complainant")
	require.Equal(t, []string{"association"}, b.last(c).Command.(complaint.Refuse).Recourse)
	b.verify(c.ID)
}
