package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// recoded takes a case to two testers at work on a sample with a blind code.
func recoded(t *testing.T) (*bench, *complaint.Case) {
	b := setup(t, laboratory)
	c := b.do(lead, b.in(complaint.Investigating), complaint.RecordFinding{Cause: "reading"}, complaint.AddTask{Code: "recode"})
	b.do(keeper, c, complaint.CompleteTask{Task: pending(b, c, "recode"), Result: "recoded", Values: map[string]string{"blind_code": "X-77"}})
	return b, b.reload(c)
}

func tested(b *bench, c *complaint.Case, result string) complaint.CompleteTask {
	return complaint.CompleteTask{Task: pending(b, c, "retest"), Result: result, Values: map[string]string{"lead_mg": "0.12"}}
}

func TestBlindRetestByTwoPeopleAtOnce(t *testing.T) {
	b, c := recoded(t)
	require.Equal(t, map[string]string{"blind_code": "X-77"}, c.Task(1).Reports[0].Values)
	require.Equal(t, []string{"u3", "k1"}, c.Task(2).Different, "who found the cause and who recoded may not test")
	require.Contains(t, b.notices(c.ID), "task unit:lab")

	seen := b.do(tester, c, tested(b, c, "wrong"))
	require.Zero(t, b.reload(c).Task(2).Done, "one of two has reported")
	require.Equal(t, []string{"t1"}, by(seen.Task(2)), "a tester sees their own part")
	require.Equal(t, "different", b.refuse(tester, c, tested(b, c, "wrong"), complaint.ErrForbidden).Rule, "twice by one is not two")

	other, err := b.desk.Case(b.ctx, second, c.ID)
	require.NoError(t, err)
	require.Empty(t, by(other.Task(2)), "the second tester does not see what the first found")
	seen = b.do(second, c, tested(b, c, "wrong"))
	require.Equal(t, complaint.Investigating, seen.State)
	require.Empty(t, seen.Channel, "nor does the last answer show the case")
	require.Equal(t, "wrong", b.reload(c).Task(2).Result)
	_, err = b.desk.Case(b.ctx, tester, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden, "the work is done, and so is the reach")
	b.verify(c.ID)
}

func by(t *complaint.Task) []string {
	var out []string
	for _, r := range t.Reports {
		out = append(out, r.By)
	}
	return out
}

func TestRetestResultsThatDifferAreDecidedByTheSignatory(t *testing.T) {
	b, c := recoded(t)
	b.do(tester, c, tested(b, c, "right"))
	b.do(third, c, tested(b, c, "wrong"))
	c = b.reload(c)
	require.Equal(t, playbook.ResultDiffers, c.Task(2).Result)
	require.Equal(t, "arbitrate", c.Task(3).Code)
	b.do(signatory, c, complaint.CompleteTask{Task: 3, Result: "right"})
	require.Len(t, b.reload(c).Tasks, 3, "the report stands: nothing is voided")
	b.verify(c.ID)
}

func TestAWrongReportIsVoidedAndReissued(t *testing.T) {
	b, c := recoded(t)
	b.do(tester, c, tested(b, c, "wrong"))
	b.do(second, c, tested(b, c, "wrong"))
	number := func(no string) complaint.CompleteTask {
		code := map[string]string{"R-1": "void", "R-1A": "reissue"}[no]
		return complaint.CompleteTask{Task: pending(b, c, code), Values: map[string]string{"report_no": no}}
	}
	require.Equal(t, "role", b.refuse(lead, c, number("R-1"), complaint.ErrForbidden).Rule)
	refusal := b.refuse(worker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed)
	require.Equal(t, "tasks", refusal.Rule, "the wrong report still stands")
	b.do(signatory, c, number("R-1"))
	b.do(signatory, c, number("R-1A"))
	c = b.reload(c)
	require.Equal(t, "R-1A", c.Task(4).Reports[0].Values["report_no"], "the new number is on record")
	require.Equal(t, complaint.Resolved, b.do(worker, c, complaint.Resolve{Outcome: "upheld"}).State)
	b.verify(c.ID)
}

func TestAnUnfitSampleIsTakenAnew(t *testing.T) {
	b := setup(t, laboratory)
	c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "recode"})
	b.do(keeper, c, complaint.CompleteTask{Task: 1, Result: "unfit", Values: map[string]string{"blind_code": "X-1"}})
	require.Equal(t, "resample", b.reload(c).Task(2).Code)
	b.do(keeper, c, complaint.CompleteTask{Task: 2, Values: map[string]string{"blind_code": "X-2"}})
	c = b.reload(c)
	require.Equal(t, "retest", c.Task(3).Code)
	require.Equal(t, []string{"k1"}, c.Task(3).Different, "the same keeper twice is one person")
	b.verify(c.ID)
}

func TestATesterSeesTheTaskOnly(t *testing.T) {
	b, c := recoded(t)
	seen, err := b.desk.Case(b.ctx, tester, c.ID)
	require.NoError(t, err)
	clocks := c.Timers("retest-limit")
	require.Len(t, clocks, 1)
	want := c.Tasks[1]
	want.Different = nil
	require.Equal(t, &complaint.Case{
		ID: c.ID, Org: c.Org, Number: c.Number, Version: c.Version, Playbook: c.Playbook, State: c.State,
		Tasks: []complaint.Task{want}, Clocks: clocks,
	}, seen)
	for _, l := range append(looks(), look{"plain ledger", func(b *bench, a complaint.Actor, id complaint.CaseID) error {
		for _, err := range b.desk.Ledger(b.ctx, a, id) {
			return err
		}
		return nil
	}}) {
		var refusal *complaint.Error
		require.ErrorAs(t, l.read(b, tester, c.ID), &refusal, l.name)
		require.Equal(t, "blind", refusal.Rule, l.name)
		require.Equal(t, []string{"clerk", "manager", "boss"}, refusal.Who, l.name)
	}
	page, err := b.desk.Cases(b.ctx, tester, complaint.Query{})
	require.NoError(t, err)
	require.Equal(t, []*complaint.Case{seen}, page.Cases)
	require.Equal(t, "blind", b.refuse(tester, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrForbidden).Rule)
	next, err := b.desk.Options(b.ctx, tester, c.ID)
	require.NoError(t, err)
	var may []string
	for _, o := range next {
		if o.OK {
			may = append(may, o.Command)
		}
	}
	require.Equal(t, []string{"complete-task", "attach"}, may)
	require.Equal(t, c.ID, b.do(tester, c, complaint.Attach{Hash: complaint.Hash{3}, Task: 2}).ID)
	b.verify(c.ID)
}

func TestATaskHasALimitOfItsOwn(t *testing.T) {
	b, c := recoded(t)
	b.clock.Add(37 * hour)
	b.sweep()
	require.Contains(t, b.notices(c.ID), "soon role:manager")
	require.NotContains(t, b.notices(c.ID), "breach role:boss")
	b.clock.Add(12 * hour)
	b.sweep()
	c = b.reload(c)
	require.Contains(t, b.notices(c.ID), "breach role:boss")
	clock := c.Timers("retest-limit")[0]
	require.Equal(t, "2", clock.Instance)
	require.Equal(t, sla.Breached, clock.Verdict)
	b.do(tester, c, tested(b, c, "right"))
	require.True(t, b.reload(c).Timers("retest-limit")[0].Live(), "half a retest stops nothing")
	b.do(second, c, tested(b, c, "right"))
	require.False(t, b.reload(c).Timers("retest-limit")[0].Live())
	b.verify(c.ID)
}
