package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// appealable is a house with a review of its own and an authority outside (R14).
func appealable(pb *playbook.Playbook) {
	months := func(n int) sla.Term { return sla.Term{Span: sla.Months(n)} }
	pb.Fields = append(pb.Fields, playbook.Field{Name: "incident", Label: text("发生日", "day of the matter"), Type: playbook.DateField})
	pb.Kinds = append(pb.Kinds, playbook.Kind{Code: "charge", Label: text("费用", "charge dispute")})
	pb.Appeals = []playbook.AppealRule{
		{Label: text("复核", "review"), Within: sla.Term{Span: sla.Workdays(10)}, OtherUnit: true},
		{
			Body: "authority", Label: text("管理局", "authority"), Role: "manager", Within: sla.Term{Span: sla.Days(60)}, Times: 1,
			NoOutcomeWithin: sla.Term{Span: sla.Workdays(15)}, Answer: sla.Term{Span: sla.Workdays(5)},
			Inadmissible: []playbook.Inadmissibility{
				{Code: "settled", Label: text("已和解", "settled"), If: map[string][]string{"outcome": {"settled"}}},
				{Code: "charge-late", Label: text("过五个月", "five months"), If: map[string][]string{"kind": {"charge"}}, Since: "incident", Term: months(5)},
				{Code: "late", Label: text("过两年", "two years"), Since: "incident", Term: months(24)},
				{Code: "mediated", Label: text("已调解", "mediated"), If: map[string][]string{"tag.mediated": {"yes"}}},
			},
		},
	}
	pb.Targets = append(pb.Targets, sla.Target{
		Name: "outside", Owner: sla.OwnerStatutory, DueFrom: "due", Per: "appeal", Start: on("appealed"), Stop: on("appeal-decided"),
		Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "ladder"}}},
	})
}

// explained is a case that ended with an explanation.
func (b *bench) explained(change func(*complaint.Intake)) *complaint.Case {
	b.Helper()
	in := guest()
	if change != nil {
		change(&in)
	}
	return b.do(worker, b.investigated(b.register(in)), complaint.Resolve{Outcome: "explained"})
}

func TestAnAppealGoesToTheRungAboveAndIsDecidedByAnotherUnit(t *testing.T) {
	b := setup(t, with(appealable))
	c := b.do(lead, b.explained(nil), complaint.Escalate{Text: "x"})
	c = b.do(clerk, c, complaint.Appeal{Text: "不服"})
	require.Equal(t, complaint.UnderReview, c.State)
	require.Equal(t, []string{"appeal role:manager"}, told(b.last(c)), "the lead knew of it, so the next one decides")
	colleague := complaint.Actor{ID: "u33", Role: "lead", Unit: "rooms"}
	require.Equal(t, "handling-unit", b.refuse(colleague, c, complaint.DecideAppeal{Text: "x"}, complaint.ErrForbidden).Rule)
	b.refuse(worker, c, complaint.DecideAppeal{Text: "x"}, complaint.ErrForbidden)
	c = b.do(manager, c, complaint.DecideAppeal{Text: "维持"})
	require.Equal(t, complaint.AppealConfirmed, c.Appeals[0].Decision)
	b.verify(c.ID)
}

// The outcome stands, is replaced, or the case is handled again.
func TestAnAppealIsConfirmedAmendedOrOverturned(t *testing.T) {
	for _, tc := range []struct {
		cmd      complaint.DecideAppeal
		decision complaint.AppealDecision
		state    complaint.State
		outcome  string
		cycle    int
	}{
		{complaint.DecideAppeal{Text: "维持"}, complaint.AppealConfirmed, complaint.Closed, "explained", 0},
		{complaint.DecideAppeal{Text: "改判", Upheld: true, Outcome: "upheld"}, complaint.AppealAmended, complaint.Closed, "upheld", 0},
		{complaint.DecideAppeal{Text: "重办", Upheld: true}, complaint.AppealOverturned, complaint.Investigating, "", 1},
	} {
		t.Run(string(tc.decision), func(t *testing.T) {
			b := setup(t, with(appealable))
			c := b.do(clerk, b.explained(nil), complaint.Appeal{})
			require.Equal(t, []string{"outcome"}, fields(b.refuse(boss, c, complaint.DecideAppeal{Text: "x", Outcome: "upheld"}, complaint.ErrInvalid)))
			require.Equal(t, []string{"outcome"}, fields(b.refuse(boss, c, complaint.DecideAppeal{Text: "x", Upheld: true, Outcome: "magic"}, complaint.ErrInvalid)))
			c = b.do(boss, c, tc.cmd)
			require.Equal(t, tc.decision, c.Appeals[0].Decision)
			require.Equal(t, tc.state, c.State)
			require.Equal(t, tc.outcome, c.Outcome)
			require.Equal(t, tc.cycle, c.Cycle)
			require.Contains(t, told(b.last(c)), "appeal-decided complainant")
			b.verify(c.ID)
		})
	}
}

// R14: whether an appeal is admitted is checked by rule, and the refusal says which one.
func TestAnAppealNotAdmittedNamesTheRule(t *testing.T) {
	outside, own := complaint.Appeal{Body: "authority"}, complaint.Appeal{}
	matter := func(date, kind string) func(*complaint.Intake) {
		return func(in *complaint.Intake) {
			in.Kind, in.Fields = kind, map[string]string{"incident": date}
		}
	}
	const twoDays, never = 2 * 24 * hour, time.Duration(0)
	for _, tc := range []struct {
		name   string
		change func(*complaint.Intake)
		then   []complaint.Command // by the clerk
		wait   time.Duration
		cmd    complaint.Appeal
		rule   string
	}{
		{"in time, and the first", nil, nil, never, own, ""},
		{"our review on the last day", nil, nil, 14*24*hour + 9*hour, own, ""},
		{"our review after it", nil, nil, 14*24*hour + 9*hour + time.Second, own, "appeal too late"},
		{"outside on the last day", nil, nil, 60 * 24 * hour, outside, ""},
		{"outside after it", nil, nil, 62 * 24 * hour, outside, "appeal too late"},
		{"a second time outside", nil, []complaint.Command{outside}, never, outside, "appealed already"},
		{"a charge less than five months ago", matter("2025-10-10", "charge"), nil, never, outside, ""},
		{"a charge more than five months ago", matter("2025-10-01", "charge"), nil, never, outside, "appeal: charge-late"},
		{"anything else that long ago", matter("2025-10-01", "complaint"), nil, never, outside, ""},
		{"anything more than two years ago", matter("2024-03-01", "complaint"), nil, never, outside, "appeal: late"},
		{"a case that was mediated", nil, []complaint.Command{complaint.Tag{Add: []string{"mediated"}}}, twoDays, outside, "appeal: mediated"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, with(appealable))
			c := b.do(clerk, b.explained(tc.change), tc.then...)
			b.clock.Add(tc.wait)
			if tc.rule == "" {
				require.NotEmpty(t, b.do(clerk, c, tc.cmd).Appeals)
			} else {
				refusal := b.refuse(clerk, c, tc.cmd, complaint.ErrNotAllowed)
				require.Equal(t, tc.rule, refusal.Rule)
				require.NotEmpty(t, refusal.Allowed)
			}
			b.verify(c.ID)
		})
	}
	t.Run("settled by agreement and executed", func(t *testing.T) {
		b := setup(t, with(appealable))
		require.Equal(t, "appeal: settled", b.refuse(clerk, b.in(complaint.Resolved), outside, complaint.ErrNotAllowed).Rule)
	})
	t.Run("a body the playbook does not know", func(t *testing.T) {
		b := setup(t, with(appealable))
		require.Equal(t, []string{"outside"}, fields(b.refuse(clerk, b.explained(nil), complaint.Appeal{Body: "moon"}, complaint.ErrInvalid)))
	})
	t.Run("once a cycle, where the playbook says no more", func(t *testing.T) {
		b := setup(t, with(appealable))
		c := b.do(boss, b.do(clerk, b.explained(nil), own), complaint.DecideAppeal{Text: "维持"})
		require.Equal(t, "appealed already", b.refuse(clerk, c, own, complaint.ErrNotAllowed).Rule)
		c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
		c = b.do(worker, c, complaint.Resolve{Outcome: "explained"})
		require.Len(t, b.do(clerk, c, own).Appeals, 2, "a new outcome may be appealed against")
	})
	t.Run("only in the states the playbook names", func(t *testing.T) {
		b := setup(t, with(appealable), with(func(pb *playbook.Playbook) { pb.Appeals[1].States = []string{"closed"} }))
		require.Equal(t, "appeal state", b.refuse(clerk, b.explained(nil), outside, complaint.ErrNotAllowed).Rule)
	})
}

// R14: also while no answer came within 15 working days.
func TestSilenceMayBeAppealedAgainstOutside(t *testing.T) {
	b := setup(t, with(appealable))
	c := b.in(complaint.Investigating)
	outside := complaint.Appeal{Body: "authority"}
	b.clock.Set(time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)) // the close of the 15th working day
	require.Equal(t, "state", b.refuse(clerk, c, outside, complaint.ErrNotAllowed).Rule)
	b.clock.Add(time.Second)
	c = b.do(clerk, c, outside)
	require.Equal(t, complaint.Investigating, c.State, "we go on")
	require.Equal(t, "state", b.refuse(clerk, c, complaint.Appeal{}, complaint.ErrNotAllowed).Rule, "silence is no outcome to review ourselves")
	require.Equal(t, []string{"outcome"}, fields(b.refuse(manager, c, complaint.DecideAppeal{Upheld: true, Outcome: "upheld", Text: "x"}, complaint.ErrInvalid)))
	c = b.do(manager, c, complaint.DecideAppeal{Upheld: true, Text: "限期答复"})
	require.False(t, c.Appeals[0].Decided.IsZero(), "a body outside does not wait for us")
	require.Equal(t, complaint.Investigating, c.State)
	b.verify(c.ID)
}

// The answer that a body outside wants is a deadline like any other.
func TestTheDeadlineOfABodyOutsideIsWatched(t *testing.T) {
	b := setup(t, with(appealable))
	c := b.do(clerk, b.explained(nil), complaint.Appeal{Body: "authority"})
	require.Equal(t, complaint.Resolved, c.State)
	require.Equal(t, "03-11 18:00", at(c.Due("outside")), "five working days, as the playbook says")
	require.Equal(t, []string{"appeal role:manager"}, told(b.last(c)))
	require.Equal(t, "reviewer", b.refuse(boss, c, complaint.DecideAppeal{Text: "x"}, complaint.ErrForbidden).Rule)
	b.clock.Set(day.Add(8 * 24 * hour))
	b.sweep()
	require.Len(t, b.ticks(c.ID, "outside"), 1)
	c = b.do(manager, c, complaint.DecideAppeal{Upheld: true, Outcome: "upheld", Text: "管理局改判"})
	require.Equal(t, "upheld", c.Outcome)
	require.Equal(t, complaint.Resolved, c.State)
	require.Equal(t, sla.Breached, c.Timers("outside")[0].Verdict)
	b.verify(c.ID)

	b = setup(t, with(appealable))
	c = b.do(clerk, b.explained(nil), complaint.Appeal{Body: "authority", Due: day.Add(30 * hour)})
	require.Equal(t, day.Add(30*hour), c.Due("outside"), "or the day it names")
	c = b.do(manager, c, complaint.DecideAppeal{Text: "维持"})
	require.Equal(t, sla.Met, c.Timers("outside")[0].Verdict)
}
