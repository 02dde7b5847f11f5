package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// What goes wrong elsewhere in the life of a case. Reopening, children, numbers and surveys have tests beside the rules
// they are about.

func TestAMergedCaseNoLongerEscalates(t *testing.T) {
	b := setup(t)
	target := b.in(complaint.Investigating)
	b.clock.Add(hour)
	c := b.do(clerk, b.another(), complaint.Expedite{}, complaint.Merge{Into: target.ID})
	start, due := target.Timers("resolve")[0].Start, target.Due("resolve")
	require.True(t, c.Wake.IsZero(), "nothing of it is due any more")
	before := len(b.notices(c.ID))
	b.clock.Add(48 * hour)
	b.sweep()
	merged := b.reload(c)
	require.Equal(t, c.Version, merged.Version, "no step of time is written on it")
	require.Zero(t, merged.Level)
	require.Len(t, b.notices(c.ID), before)
	target = b.reload(target)
	require.True(t, target.Timers("resolve")[0].Start.Equal(start), "the target keeps its own start")
	require.Equal(t, due, target.Timers("resolve")[0].Due, "and its own due")
	require.Equal(t, 2, target.Level, "and escalates by it")
	b.verify(c.ID)
	b.verify(target.ID)
}

func TestADueSetByHandHasAReasonAndATrace(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		targeted(pb, "resolve").Extensions[0] = sla.ExtensionRule{Name: "by-hand", Shape: sla.ExtendPlus, Span: sla.BusinessHours(24), Approver: "manager"}
	}))
	c := b.in(complaint.Investigating)
	byHand := func(day int, why string) complaint.Extend {
		return complaint.Extend{Target: "resolve", Rule: "by-hand", Date: sla.Date{Year: 2026, Month: 3, Day: day}, Text: why}
	}
	require.Equal(t, []string{"reason"}, fields(b.refuse(manager, c, byHand(6, ""), complaint.ErrInvalid)))
	require.Equal(t, []string{"reason"}, fields(b.refuse(manager, c, byHand(6, " \n"), complaint.ErrInvalid)))
	b.refuse(manager, c, byHand(3, "x"), complaint.ErrNotAllowed) // not after the due
	b.refuse(manager, c, byHand(20, "x"), complaint.ErrNotAllowed)
	c = b.do(manager, c, byHand(6, "等配件到货"))
	require.Equal(t, "03-06", c.Due("resolve").In(shanghai).Format("01-02"))
	e := b.last(c)
	require.Equal(t, manager.ID, e.Actor.ID, "who")
	require.Equal(t, 6, e.Command.(complaint.Extend).Date.Day, "what")
	granted := c.Timers("resolve")[0].Extensions
	require.Len(t, granted, 1)
	require.Equal(t, "by-hand", granted[0].Rule)
	for entry, err := range b.desk.LedgerWithDetails(b.ctx, boss, c.ID) {
		require.NoError(t, err)
		if x, ok := entry.Command.(complaint.Extend); ok {
			require.Equal(t, "等配件到货", x.Text, "and why")
		}
	}
	b.verify(c.ID)
}

func TestClosedAndSolvedAreTwoThings(t *testing.T) {
	b := setup(t)
	solved := b.in(complaint.Resolved)
	require.Equal(t, "settled", solved.Outcome)
	require.False(t, solved.State.Ended(), "solved, and not closed yet: the follow-up is due")
	require.True(t, solved.EndedAt.IsZero())
	require.Equal(t, sla.Met, solved.Timers("resolve")[0].Verdict)
	when := solved.OutcomeAt
	b.clock.Add(24 * hour)
	closed := b.do(clerk, solved, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.Close{})
	require.Equal(t, "settled", closed.Outcome)
	require.True(t, closed.OutcomeAt.Equal(when), "closing does not move the time of the outcome")
	require.True(t, closed.EndedAt.Equal(b.clock.Now()))
	require.Equal(t, sla.Met, closed.Timers("resolve")[0].Verdict, "nor make a solution late")

	in := guest()
	in.Complainant.Phone, in.Place = "13800000055", "1409"
	ended := b.do(clerk, b.register(in), complaint.Withdraw{})
	require.True(t, ended.State.Ended(), "closed, and nothing solved")
	require.Equal(t, "withdrawn", ended.Outcome)
	for _, state := range []complaint.State{complaint.Closed, complaint.Withdrawn} {
		page, err := b.desk.Cases(b.ctx, boss, complaint.Query{Filter: complaint.Filter{States: []complaint.State{state}}})
		require.NoError(t, err)
		require.Len(t, page.Cases, 1, "each is counted by itself")
	}
}

// R12: whoever took a complaint in keeps following it, hears of every step, and reaches it to the end.
func TestTheFirstContactStaysInvolvedToTheEnd(t *testing.T) {
	b := setup(t, reacting(playbook.Reaction{
		Name: "progress", On: []sla.Condition{{Event: playbook.EventEnter}}, Do: map[string]string{"notify": "first"},
	}), staffed(crew(nil)), with(func(pb *playbook.Playbook) {
		pb.Grants[1].Commands = append(pb.Grants[1].Commands, "register")
	}))
	first := complaint.Actor{ID: "u8", Role: "worker", Unit: "kitchen"}
	reg, err := b.desk.Register(b.ctx, first, guest())
	require.NoError(t, err)
	c := reg.Case
	require.Equal(t, "u8", c.FirstContact)
	told8 := func() (n int) {
		for _, x := range b.notices(c.ID) {
			if x == "progress person:u8" {
				n++
			}
		}
		return n
	}
	steps := 1 // being registered is one
	require.Equal(t, steps, told8())
	for _, step := range mainLine() {
		if c.State == complaint.Closed {
			break
		}
		for _, cmd := range step.cmds {
			was := c.State
			c = b.do(step.who, c, cmd)
			if c.State != was {
				steps++
			}
			require.Equal(t, steps, told8(), "after %s", cmd.Name())
			b.do(first, c, complaint.Note{Text: "跟进"}) // of another unit, and still in reach
			seen, err := b.desk.Case(b.ctx, first, c.ID)
			require.NoError(t, err)
			require.Equal(t, c.State, seen.State)
		}
		require.Equal(t, "u8", c.FirstContact, "whoever has the case")
	}
	require.Greater(t, steps, 6)
	b.verify(c.ID)
}

// An authority that steps in, a threat, a demand for much money: what happens escalates at once, whoever has the case.
func TestAnAuthorityAndAThreatEscalateByEvent(t *testing.T) {
	raise := func(name string, on sla.Condition, facts map[string][]string) playbook.Reaction {
		return playbook.Reaction{Name: name, On: []sla.Condition{on}, If: facts, Do: map[string]string{"level": "3", "severity": "major", "notify": "ladder"}}
	}
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Channels = append(pb.Channels, playbook.Channel{Code: "authority", Label: text("主管部门", "authority")})
		pb.Messages = append(pb.Messages, playbook.Code{Code: "threat", Label: text("威胁", "threat")})
	}), reacting(
		raise("from-above", sla.Condition{Event: "register"}, map[string][]string{"channel": {"authority"}}),
		raise("threatened", sla.Condition{Event: "message", With: map[string][]string{"kind": {"threat"}}}, nil),
	))
	in := guest()
	in.Channel = "authority"
	c := b.register(in)
	require.Equal(t, 3, c.Level)
	require.Equal(t, classify.Major, c.Severity)
	require.Contains(t, told(b.last(c)), "from-above role:boss")

	c = b.another()
	require.Zero(t, c.Level, "by any other channel it does not rise")
	c = b.do(clerk, c, complaint.Message{In: true, Kind: "question", Text: "怎样了"})
	require.Zero(t, c.Level)
	c = b.do(clerk, c, complaint.Message{In: true, Kind: "threat", Text: "我要找媒体"})
	require.Equal(t, 3, c.Level)
	require.Contains(t, told(b.last(c)), "threatened role:boss")
	b.verify(c.ID)
}
