package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestWhatHoldsRecord(t *testing.T) {
	runRecorded(t, []recorded{
		{"a hold is a flag with its reason", complaint.Investigating, worker, complaint.Hold{Reason: "complainant"}, []string{"holds 1", "on-hold true complainant"}},
		{"an extension tells the complainant", complaint.Investigating, manager, complaint.Extend{Target: "resolve", Rule: "plus", Text: "等配件"}, []string{
			"tell complainant extended target:resolve",
		}},
	})
}

func TestHoldsAndExtensionsRefuse(t *testing.T) {
	extend := func(x complaint.Extend) complaint.Command { return x }
	runRefused(t, []refused{
		{"a hold without a reason", complaint.Investigating, worker, complaint.Hold{Text: "等"}, complaint.ErrInvalid, "reason", "required"},
		{"a hold for a reason not on the list", complaint.Investigating, worker, complaint.Hold{Reason: "lazy"}, complaint.ErrInvalid, "reason", "unknown code"},
		{"resuming what is not held", complaint.Investigating, worker, complaint.Resume{}, complaint.ErrNotAllowed, "", "not on hold"},
		{"an extension without a reason", complaint.Investigating, manager, extend(complaint.Extend{Target: "resolve", Rule: "plus"}), complaint.ErrInvalid, "reason", "required"},
		{"an extension with a blank reason", complaint.Investigating, manager, extend(complaint.Extend{Target: "resolve", Rule: "plus", Text: "  "}), complaint.ErrInvalid, "reason", "required"},
		{"an extension by no rule", complaint.Investigating, manager, extend(complaint.Extend{Target: "resolve", Rule: "minus", Text: "x"}), complaint.ErrInvalid, "rule", "unknown extension rule"},
		{"an extension of no target", complaint.Investigating, manager, extend(complaint.Extend{Target: "lunch", Rule: "plus", Text: "x"}), complaint.ErrInvalid, "rule", "unknown extension rule"},
		{"an extension of more than the rule gives", complaint.Investigating, manager, extend(complaint.Extend{Target: "resolve", Rule: "plus", Span: sla.BusinessHours(9), Text: "x"}), complaint.ErrNotAllowed, "", "clock: beyond_limit"},
		{"an extension of a clock that has stopped", complaint.Resolved, manager, extend(complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"}), complaint.ErrNotAllowed, "", "clock: no_running_timer"},
		{"withdrawing an extension there is not", complaint.Investigating, manager, complaint.WithdrawExtension{Target: "resolve"}, complaint.ErrNotAllowed, "", "clock: no_such_extension"},
		{"withdrawing one of a clock that does not run", complaint.Resolved, manager, complaint.WithdrawExtension{Target: "resolve"}, complaint.ErrInvalid, "target", "no such running clock"},
	})
}

func TestAHoldPausesTheClocksThatSaySo(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
	b.clock.Add(2 * hour)
	c = b.do(worker, c, complaint.Hold{Reason: "complainant"})
	require.Equal(t, "complainant", c.HoldReason)
	require.Zero(t, c.Due("resolve"), "a paused clock has no due")
	require.False(t, c.Due("unit").IsZero(), "the unit's own clock does not pause: its data does not say so")
	b.refuse(worker, c, complaint.Hold{Reason: "complainant"}, complaint.ErrNotAllowed)
	b.clock.Add(24 * hour)
	c = b.do(worker, c, complaint.Resume{})
	require.Empty(t, c.HoldReason)
	require.Equal(t, "03-05 18:00", at(c.Due("resolve")), "six business hours were left at 11:00")
	b.verify(c.ID)
}

func TestNothingIsBreachedWhileWaitingForTheComplainant(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Investigating), complaint.Respond{}, complaint.Hold{Reason: "complainant"})
	b.clock.Add(40 * 24 * hour)
	b.sweep()
	c = b.do(worker, c, complaint.Resolve{Outcome: "explained"})
	require.Equal(t, sla.Met, c.Timers("resolve")[0].Verdict, "from held straight to resolved")
}

func TestAHoldMayBeDatedBack(t *testing.T) {
	for _, tc := range []struct {
		name string
		at   time.Time
		err  error
	}{
		{"to when it began", day.Add(2 * hour), nil},
		{"to before the last resume", day.Add(hour / 2), complaint.ErrNotAllowed},
		{"to before the receipt", day.Add(-hour), complaint.ErrInvalid},
		{"into the future", day.Add(9 * hour), complaint.ErrInvalid},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.do(worker, b.in(complaint.Investigating), complaint.Hold{Reason: "complainant"})
			b.clock.Add(hour)
			c = b.do(worker, c, complaint.Resume{})
			b.clock.Add(4 * hour)
			req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Hold{Reason: "complainant"}, At: tc.at}
			if tc.err != nil {
				b.refuseRequest(req, tc.err)
				return
			}
			res, err := b.desk.Submit(b.ctx, req)
			require.NoError(t, err)
			b.clock.Add(24 * hour)
			c = b.do(worker, res.Case, complaint.Resume{})
			require.Equal(t, "03-06 12:00", at(c.Due("resolve")), "held 09:00 to 10:00 and from 11:00 on: 7 h were left the next day at 14:00")
			b.verify(c.ID)
		})
	}
}

func TestExtensions(t *testing.T) {
	long := func(_ *complaint.Config, pb *playbook.Playbook) {
		x := &pb.Targets[1].Extensions[0]
		x.Max = 3
		pb.Targets[1].ExtendLimit = sla.BusinessHours(24)
	}
	extend := func(span sla.Span) complaint.Command {
		return complaint.Extend{Target: "resolve", Rule: "plus", Span: span, Text: "等配件"}
	}
	t.Run("moves the due by what the rule gives", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Investigating), extend(sla.Span{}))
		require.Equal(t, "03-05 18:00", at(c.Due("resolve")))
		x := c.Timers("resolve")[0].Extensions
		require.Len(t, x, 1)
	})
	t.Run("or by less", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Investigating), extend(sla.BusinessHours(2)))
		require.Equal(t, "03-05 11:00", at(c.Due("resolve")))
	})
	t.Run("once, when the rule says no more", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Investigating), extend(sla.BusinessHours(1)))
		require.Equal(t, "clock: count_exhausted", b.refuse(manager, c, extend(sla.BusinessHours(1)), complaint.ErrNotAllowed).Rule)
	})
	t.Run("all together within the limit", func(t *testing.T) {
		b := setup(t, long)
		c := b.do(manager, b.in(complaint.Investigating), extend(sla.Span{}), extend(sla.Span{}))
		require.Equal(t, "03-06 18:00", at(c.Due("resolve")))
		b.refuse(manager, c, extend(sla.BusinessHours(1)), complaint.ErrNotAllowed)
	})
	t.Run("not after the due", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Investigating)
		b.clock.Set(c.Due("resolve").Add(time.Minute))
		b.refuse(manager, c, extend(sla.Span{}), complaint.ErrNotAllowed)
	})
	t.Run("can be withdrawn", func(t *testing.T) {
		b := setup(t, long)
		c := b.in(complaint.Investigating)
		due := c.Due("resolve")
		c = b.do(manager, c, extend(sla.BusinessHours(2)), extend(sla.BusinessHours(3)), complaint.WithdrawExtension{Target: "resolve"})
		require.Equal(t, "03-05 11:00", at(c.Due("resolve")), "the last one first")
		c = b.do(manager, c, complaint.WithdrawExtension{Target: "resolve", ID: 1})
		require.Equal(t, due, c.Due("resolve"))
		b.verify(c.ID)
	})
}
