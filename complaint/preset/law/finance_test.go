package law_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

const decide = "cn.fin.2020.decide"

// bankDesk is a branch of a bank under the rule of 2020, on 22 September 2026: 15 days end in the holiday, on 8 October.
func bankDesk(t *testing.T) (*desk, *complaint.Case) {
	t.Helper()
	d := open(t, laid(t, law.Options{}, branch(), some(t, "cn.fin.2020", "cn.bank.2012")...), "2026-09-22")
	c := d.receive("")
	require.Equal(t, "2026-10-08", due(c, decide))
	require.Equal(t, "2026-09-30", due(c, "settle"), "the bank's own limit stays beside it")
	return d, c
}

func extend(rule string) complaint.Command {
	return complaint.Extend{Target: decide, Rule: rule, Text: "情况复杂"}
}

// told are the recipients of a kind of notice among those that wait.
func (d *desk) told(kind string) []string {
	d.Helper()
	var out []string
	_, err := d.Deliver(d.Context(), func(_ context.Context, n complaint.Notice) error {
		if n.Kind == kind {
			out = append(out, n.To)
		}
		return nil
	})
	require.NoError(d, err)
	return out
}

// 15 days, to 30 if complex, 30 more if specially complex: 60 at most, the last step approved at the top, the complainant
// told each time.
func TestBanksExtendTwiceUpToSixtyDays(t *testing.T) {
	d, c := bankDesk(t)
	c = d.do(agent, c, extend("complex"))
	assert.Equal(t, "2026-10-22", due(c, decide), "to 30 days in all")
	assert.Contains(t, d.told("extended"), "complainant")
	assert.Equal(t, "clock: count_exhausted", d.refused(agent, c, extend("complex")))

	c = d.do(agent, c, extend("special"))
	assert.Equal(t, "2026-10-22", due(c, decide), "nothing moves before it is approved")
	require.Len(t, c.Approvals, 1)
	assert.NotContains(t, d.told("extended"), "complainant")
	assert.Equal(t, complaint.ErrForbidden, codeOf(t, d, agent, c, complaint.Approve{Approval: 1}))
	c = d.do(boss, c, complaint.Approve{Approval: 1})
	assert.Equal(t, "2026-11-23", due(c, decide), "60 days end on Saturday 21 November")
	assert.Contains(t, d.told("extended"), "complainant")
	assert.Equal(t, "clock: count_exhausted", d.refused(boss, c, extend("special")))
}

func codeOf(t *testing.T, d *desk, a complaint.Actor, c *complaint.Case, cmd complaint.Command) error {
	t.Helper()
	_, err := d.Do(t.Context(), a, c.ID, cmd)
	var e *complaint.Error
	require.ErrorAs(t, err, &e)
	return e.Code
}

func TestBanksExtendBeforeTheDueOnly(t *testing.T) {
	d, c := bankDesk(t)
	d.mock.Set(c.Due(decide).Add(time.Second))
	assert.Equal(t, "clock: asked_after_expiry", d.refused(boss, c, extend("complex")))
}

// An appraisal outside is not counted; any other hold is.
func TestAnAppraisalStopsTheLegalClock(t *testing.T) {
	d, c := bankDesk(t)
	d.mock.Add(3 * 24 * time.Hour)
	c = d.do(agent, c, complaint.Hold{Reason: "appraisal"})
	assert.Empty(t, due(c, decide))
	assert.Equal(t, []string{"complainant"}, d.told("appraisal"))
	assert.NotEmpty(t, due(c, "settle"), "our own clock does not say so")
	d.mock.Add(10 * 24 * time.Hour)
	c = d.do(agent, c, complaint.Resume{})
	assert.Equal(t, "2026-10-19", due(c, decide), "ten days later is Saturday the 17th")
	assert.Equal(t, complaint.ErrInvalid, codeOf(t, d, agent, c, complaint.Hold{Reason: "police"}), "no law added that reason")
}

// A withdrawal ends the procedure the same day: nothing runs and nothing fires.
func TestAWithdrawalEndsTheLegalClock(t *testing.T) {
	d, c := bankDesk(t)
	c = d.do(agent, c, complaint.Withdraw{})
	assert.Equal(t, sla.Ended, c.Timers(decide)[0].Verdict)
	assert.Equal(t, d.mock.Now().UTC(), c.EndedAt)
	list, err := d.Deadlines(t.Context(), boss, c.ID)
	require.NoError(t, err)
	assert.Empty(t, list)
}

// The clock stops when the outcome is given, and a breach climbs the ladder.
func TestTheLegalClockStopsOnTheOutcomeAndEscalates(t *testing.T) {
	d, c := bankDesk(t)
	d.mock.Set(c.Due(decide))
	done := d.handled(c)
	assert.Equal(t, sla.Met, done.Timers(decide)[0].Verdict, "at the very instant is in time")

	d, c = bankDesk(t)
	d.mock.Set(c.Due(decide).Add(time.Minute))
	_, err := d.Sweep(t.Context())
	require.NoError(t, err)
	c, err = d.Case(t.Context(), boss, c.ID)
	require.NoError(t, err)
	assert.Equal(t, sla.Breached, c.Timers(decide)[0].Verdict)
	assert.Equal(t, 1, c.Level)
	assert.NotEmpty(t, d.told("quarter"))
}

// A query is no complaint: the clock is there, idle, and runs once the query has become one.
func TestTheLawIsAboutComplaints(t *testing.T) {
	d := open(t, laid(t, law.Options{}, branch(), some(t, "cn.fin.2020")...), "2026-09-22")
	c := d.receive("", func(in *complaint.Intake) { in.Kind = "query" })
	assert.Equal(t, sla.Idle, c.Timers(decide)[0].Verdict)
	d.mock.Add(2 * 24 * time.Hour)
	c = d.do(boss, c, complaint.Assess{}, complaint.Convert{Kind: "complaint"})
	assert.Equal(t, "2026-10-08", due(c, decide), "counted from the receipt")
}

func TestTheTopRungDecidesTheLastExtension(t *testing.T) {
	p := laid(t, law.Options{}, branch(), some(t, "cn.fin.2020")...)
	rules := p.Target(decide).Extensions
	i := slices.IndexFunc(rules, func(x sla.ExtensionRule) bool { return x.Name == "special" })
	assert.Equal(t, "boss", rules[i].Approver, "the top of the ladder stands for the head office")
	assert.Equal(t, sla.Days(60), p.Target(decide).ExtendLimit)
	p = laid(t, law.Options{Approver: "agent"}, branch(), some(t, "cn.fin.2020")...)
	assert.Equal(t, "agent", p.Target(decide).Extensions[i].Approver)
	assert.Equal(t, "head-office", one(t, law.All(), "cn.fin.2020").Limits[0].Target.Extensions[i].Approver, "the data keeps its word")
}
