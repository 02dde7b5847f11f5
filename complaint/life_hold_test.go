package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func march(d int) sla.Date { return sla.Date{Year: 2026, Month: 3, Day: d} }

// A hold (挂起) has a reason of the list, stops what says so, and is dated back by a day within limits.
func TestAHoldIsDatedBackByADayWithinLimits(t *testing.T) {
	hold := func(d int) complaint.Command { return complaint.Hold{Reason: "complainant", Day: march(d)} }
	received := func(b *bench) *complaint.Case {
		in := guest()
		in.Received = day.Add(-21 * hour) // Tuesday the 3rd, 12:00
		return b.take(b.register(in), complaint.Investigating)
	}
	t.Run("not before the receipt, if it is the day of it", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, received(b), hold(3))
		require.Equal(t, c.Received, c.HoldChangedAt)
		require.Zero(t, c.Due("resolve"))
		require.Equal(t, c.Received, b.last(c).Effective)
		b.verify(c.ID)
	})
	t.Run("to the start of the day", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, received(b), hold(4))
		require.Equal(t, "03-04 00:00", at(c.HoldChangedAt))
		b.clock.Set(day.Add(24 * hour))
		c = b.do(worker, c, complaint.Resume{Day: march(5)})
		require.Equal(t, "03-05 00:00", at(c.HoldChangedAt))
		require.Equal(t, "03-05 12:00", at(c.Due("resolve")), "five of eight hours went by on Tuesday")
		b.verify(c.ID)
	})
	for name, tc := range map[string]struct {
		prepare func(b *bench, c *complaint.Case) *complaint.Case
		cmd     complaint.Command
		rule    string
	}{
		"a day before the receipt":   {nil, hold(2), "clock: before_receipt"},
		"a day in the future":        {nil, hold(5), "clock: in_the_future"},
		"a resumption in the future": {func(b *bench, c *complaint.Case) *complaint.Case { return b.do(worker, c, hold(4)) }, complaint.Resume{Day: march(5)}, "clock: in_the_future"},
		"a resumption before the hold": {func(b *bench, c *complaint.Case) *complaint.Case {
			return b.do(worker, c, complaint.Hold{Reason: "complainant"})
		}, complaint.Resume{Day: march(3)}, "clock: before_last_hold"},
		"a day before the last resumption": {func(b *bench, c *complaint.Case) *complaint.Case {
			return b.do(worker, c, complaint.Hold{Reason: "complainant"}, complaint.Resume{})
		}, hold(3), "clock: before_last_hold"},
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t)
			c := received(b)
			if tc.prepare != nil {
				c = tc.prepare(b, c)
			}
			require.Equal(t, tc.rule, b.refuse(worker, c, tc.cmd, complaint.ErrNotAllowed).Rule)
		})
	}
	t.Run("not beyond the back-dating limit", func(t *testing.T) {
		b := setup(t)
		c := received(b)
		b.clock.Set(day.Add(6 * 24 * hour))
		refusal := b.refuse(worker, c, hold(5), complaint.ErrInvalid)
		require.Equal(t, []complaint.FieldError{{Field: "day", Rule: "must lie within the back-dating limit"}}, refusal.Fields)
		b.do(worker, c, hold(9))
	})
	t.Run("by a day or by an instant", func(t *testing.T) {
		b := setup(t)
		c := received(b)
		refusal := b.refuseRequest(complaint.Request{Actor: worker, Case: c.ID, Command: hold(4), At: day.Add(-hour)}, complaint.ErrInvalid)
		require.Equal(t, []complaint.FieldError{{Field: "day", Rule: "instead of an effective time"}}, refusal.Fields)
	})
}

// A stop that is told of late takes back the breach it would have prevented; nothing is unwritten.
func TestAHoldToldOfLateRestoresABreach(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.clock.Set(day.Add(24 * hour))
	b.sweep()
	require.Equal(t, sla.Breached, b.reload(c).Timers("resolve")[0].Verdict)
	c = b.do(worker, c, complaint.Hold{Reason: "complainant", Day: march(4)})
	require.Contains(t, restored(b.last(c)), "resolve/breach")
	require.NotEqual(t, sla.Breached, c.Timers("resolve")[0].Verdict)
	require.NotEmpty(t, b.ticks(c.ID, "resolve"), "that it was recorded stays on record")
	b.verify(c.ID)
}

// asked takes an extension by its handler to the manager.
func asked(b *bench) *complaint.Case {
	b.Helper()
	c := b.do(lead, b.in(complaint.Investigating), complaint.Extend{Target: "resolve", Rule: "plus", Text: "等配件"})
	require.Equal(b, "03-04 18:00", at(c.Due("resolve")), "it is only asked for")
	require.Equal(b, []string{"manager", "boss"}, c.Approvals[0].Roles)
	require.Equal(b, "plus", c.Approvals[0].Extension.Rule)
	require.Equal(b, complaint.Investigating, c.State, "the work goes on")
	require.Equal(b, []string{"approval role:manager"}, told(b.last(c)))
	return c
}

// 延期: asked with a reason before the due, decided by somebody of the level, told to the complainant.
func TestAnExtensionIsAskedForDecidedAndTold(t *testing.T) {
	t.Run("granted", func(t *testing.T) {
		b := setup(t)
		c := asked(b)
		require.Equal(t, []string{"manager", "boss"}, b.refuse(worker, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Who)
		require.Equal(t, "asked already", b.refuse(lead, c, complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"}, complaint.ErrNotAllowed).Rule)
		c = b.do(manager, c, complaint.Approve{Approval: 1})
		require.Equal(t, "03-05 18:00", at(c.Due("resolve")))
		require.Contains(t, told(b.last(c)), "extended complainant")
		require.Contains(t, told(b.last(c)), "approved person:u3")
		var dues []string
		for _, e := range b.ledger(c.ID) {
			for _, fx := range e.Effects {
				clocked, _ := fx.(complaint.ClockedEffect)
				for _, timer := range clocked.Timers {
					if timer.Target == "resolve" && !timer.Due.IsZero() {
						dues = append(dues, at(timer.Due))
					}
				}
			}
		}
		require.Equal(t, []string{"03-04 18:00", "03-05 18:00"}, dues, "the ledger tells the old due and the new one")
		c = b.do(manager, c, complaint.WithdrawExtension{Target: "resolve"})
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
		b.verify(c.ID)
	})
	t.Run("by whoever has the level, at once", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Investigating), complaint.Extend{Target: "resolve", Rule: "plus", Text: "等配件"})
		require.Empty(t, c.Approvals)
		require.Equal(t, "03-05 18:00", at(c.Due("resolve")))
		require.Equal(t, []string{"extended complainant"}, told(b.last(c)))
	})
	t.Run("denied", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, asked(b), complaint.Deny{Approval: 1, Text: "不行"})
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
		require.NotContains(t, b.notices(c.ID), "extended complainant")
		b.do(lead, c, complaint.Extend{Target: "resolve", Rule: "plus", Text: "再问"})
		b.verify(c.ID)
	})
	t.Run("nobody is told who gave no name", func(t *testing.T) {
		b := setup(t)
		in := guest()
		in.Complainant = complaint.Person{}
		c := b.do(manager, b.take(b.register(in), complaint.Investigating), complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"})
		require.Empty(t, told(b.last(c)))
	})
	t.Run("not after the due", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Investigating)
		b.clock.Set(day.Add(9*hour + time.Minute))
		require.Equal(t, "clock: asked_after_expiry", b.refuse(lead, c, complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"}, complaint.ErrNotAllowed).Rule)
	})
}

// Asked in time and decided late: the answer counts from when it was asked.
func TestAnExtensionAskedInTimeAndDecidedLate(t *testing.T) {
	later := with(func(pb *playbook.Playbook) { pb.Approval.Expires = sla.Workdays(3) })
	late := func(t *testing.T) (*bench, *complaint.Case) {
		b := setup(t, later)
		c := asked(b)
		b.clock.Set(day.Add(24 * hour))
		b.sweep()
		require.Equal(t, sla.Breached, b.reload(c).Timers("resolve")[0].Verdict)
		return b, c
	}
	t.Run("granted, the breach is restored", func(t *testing.T) {
		b, c := late(t)
		c = b.do(manager, c, complaint.Approve{Approval: 1})
		require.Contains(t, restored(b.last(c)), "resolve/breach")
		require.Equal(t, "03-05 18:00", at(c.Due("resolve")))
		require.NotEqual(t, sla.Breached, c.Timers("resolve")[0].Verdict)
		b.verify(c.ID)
	})
	t.Run("denied, it stays", func(t *testing.T) {
		b, c := late(t)
		c = b.do(manager, c, complaint.Deny{Approval: 1, Text: "不行"})
		require.Empty(t, restored(b.last(c)))
		require.Equal(t, sla.Breached, c.Timers("resolve")[0].Verdict)
		b.verify(c.ID)
	})
}

// The three shapes: to so much in all, so much more, and so much again from a holding response.
func TestTheThreeShapesOfAnExtension(t *testing.T) {
	for shape, due := range map[sla.ExtensionShape]string{
		sla.ExtendTo: "03-05 14:00", sla.ExtendPlus: "03-06 11:00", sla.ExtendHolding: "03-05 14:00",
	} {
		t.Run(string(shape), func(t *testing.T) {
			b := setup(t, with(func(pb *playbook.Playbook) {
				targeted(pb, "resolve").Extensions = []sla.ExtensionRule{{Name: "more", Shape: shape, Span: sla.BusinessHours(map[sla.ExtensionShape]int{
					sla.ExtendTo: 12, sla.ExtendPlus: 10, sla.ExtendHolding: 10,
				}[shape])}}
			}))
			c := b.in(complaint.Investigating)
			b.clock.Add(2 * hour)
			c = b.do(worker, c, complaint.Respond{Text: "需要更多时间"})
			c = b.do(lead, c, complaint.Extend{Target: "resolve", Rule: "more", Text: "x"})
			require.Equal(t, due, at(c.Due("resolve")))
			require.Equal(t, []string{"extended complainant"}, told(b.last(c)))
			b.verify(c.ID)
		})
	}
}
