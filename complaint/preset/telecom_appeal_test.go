package preset_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// The people of an operator whose users appeal.
var (
	appealAgent   = complaint.Actor{ID: "t1", Name: "殷红", Role: "agent", Unit: "service-centre"}
	appealHandler = complaint.Actor{ID: "t2", Name: "钟诚", Role: "handler", Unit: "finance"}
	appealOfficer = complaint.Actor{ID: "t3", Name: "贺兰", Role: "manager", Unit: "regulatory"}
)

// subscriber complains of a matter that came about on a day.
func subscriber(matter, since string) complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "用户", Phone: "13900001400"}, Text: "多扣了信息费",
		Fields: map[string]string{"matter": matter, "matter-date": since, "fault": "true"},
	}
}

// answeredUser is a complaint that was answered, received and answered at 10:00 of the day before.
func answeredUser(h *house, in complaint.Intake, outcome string) *complaint.Case {
	h.Helper()
	c := h.do(appealAgent, h.register(appealAgent, in), complaint.Assess{}, complaint.Dispatch{Unit: "finance", Person: appealHandler.ID})
	return h.do(appealHandler, c, complaint.TakeOn{}, complaint.Resolve{Outcome: outcome})
}

// req: R14.1, R14.12
func TestTelecomAppealAnswerFollowsTheMeasureOfTheDay(t *testing.T) {
	h := houseOf(t, preset.TelecomAppeal(), "2016-07-29 10:00", nil)
	old := h.register(appealAgent, subscriber("network", "2016-07-20"))
	h.due(old, "cn.telecom.2001.reply", "08-19 18:00") // the fifteenth working day
	h.due(old, "cn.telecom.2016.reply", "none")
	h.mock.Set(h.time("2016-07-30 00:00"))
	in := subscriber("network", "2016-07-20")
	in.Complainant.Phone = "13900001401"
	newer := h.register(appealAgent, in)
	h.due(newer, "cn.telecom.2016.reply", "08-15 24:00") // the fifteenth day is a Sunday
	h.due(newer, "cn.telecom.2001.reply", "none")
	h.mock.Set(h.time("2016-08-19 18:00"))
	h.due(h.now(appealOfficer, old), "cn.telecom.2001.reply", "08-19 18:00")
	h.at("2016-08-19 18:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(appealOfficer, old), "cn.telecom.2001.reply"))
	assert.Contains(t, h.told("not-answered"), "complainant")

	h = houseOf(t, preset.TelecomAppeal(), "2026-09-14 10:00", nil)
	c := h.register(appealAgent, subscriber("charges", "2026-09-01"))
	h.due(c, "cn.telecom.2016.reply", "09-29 24:00")
	c = h.do(appealAgent, c, complaint.Assess{}, complaint.Dispatch{Person: appealHandler.ID})
	c = h.do(appealHandler, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "explained"})
	assert.Equal(t, sla.Met, h.verdict(c, "cn.telecom.2016.reply"))
	h.verified(c)
}

// req: R14.2, R14.4, R14.10
func TestTelecomAppealOfWhoIsNotSatisfied(t *testing.T) {
	for body, there := range map[string]string{"telecom-appeal": "true", "national-appeal": "false"} {
		h := houseOf(t, preset.TelecomAppeal(), "2026-09-14 10:00", nil)
		in := subscriber("charges", "2026-09-01")
		in.Fields["province_body"] = there
		c := answeredUser(h, in, "explained")
		other := map[string]string{"telecom-appeal": "national-appeal", "national-appeal": "telecom-appeal"}[body]
		h.refused(appealHandler, c, complaint.Appeal{Body: other}, complaint.ErrInvalid)
		c = h.do(appealHandler, c, complaint.Appeal{Body: body})
		h.due(c, "cn.telecom.2016.answer", "10-14 24:00") // the body's own thirty days

		require.Len(t, c.Tasks, 1)
		assert.Equal(t, "mediation", c.Tasks[0].Code)
		assert.Equal(t, []string{"party:appeal-body", "unit:regulatory"}, h.told("task"))
		note := map[string]string{"mediation_note": "双方各让一步"}
		h.refused(appealOfficer, c, complaint.CompleteTask{Task: 1, Result: "opinion"}, complaint.ErrInvalid)
		h.refused(appealOfficer, c, complaint.CompleteTask{Task: 1, Result: "refund", Values: note}, complaint.ErrInvalid)
		c = h.do(appealOfficer, c, complaint.CompleteTask{Task: 1, Result: "opinion", Values: note})
		assert.True(t, c.HasTag("mediated"), "an opinion was issued")
		c = h.do(appealOfficer, c, complaint.DecideAppeal{Upheld: true, Text: "应退还信息费"})
		assert.Equal(t, sla.Met, h.verdict(c, "cn.telecom.2016.answer"))
		assert.Equal(t, complaint.AppealOverturned, c.Appeals[0].Decision)
		h.verified(c)
	}
}

// req: R14.3
func TestTelecomAppealOfWhoHeardNothing(t *testing.T) {
	for _, tc := range []struct{ received, early, late string }{
		{"2016-07-29 10:00", "2016-08-19 18:00", "2016-08-19 18:01"}, // 15 working days
		{"2026-09-14 10:00", "2026-09-30 00:00", "2026-09-30 00:01"}, // 15 days
	} {
		h := houseOf(t, preset.TelecomAppeal(), tc.received, nil)
		c := h.register(appealAgent, subscriber("network", tc.received[:10]))
		h.mock.Set(h.time(tc.early))
		h.refused(appealOfficer, c, complaint.Appeal{Body: "telecom-appeal"}, complaint.ErrNotAllowed)
		h.mock.Set(h.time(tc.late))
		c = h.do(appealOfficer, c, complaint.Appeal{Body: "telecom-appeal"})
		assert.Len(t, c.Appeals, 1, tc.received)
	}
}

// req: R14.5, R14.6, R14.9
func TestTelecomAppealWindows(t *testing.T) {
	for _, tc := range []struct {
		matter, since string
		bar           string
	}{
		{"charges", "2026-04-14", ""}, // five months before 14 September
		{"charges", "2026-04-13", "appeal: charges-late"},
		{"charges", "2024-01-01", "appeal: charges-late"},
		{"network", "2026-04-13", ""},
		{"network", "2024-09-14", ""}, // two years before
		{"network", "2024-09-13", "appeal: late"},
		{"service", "2023-01-01", "appeal: late"},
	} {
		h := houseOf(t, preset.TelecomAppeal(), "2026-09-14 10:00", nil)
		c := answeredUser(h, subscriber(tc.matter, tc.since), "explained")
		appeal := complaint.Appeal{Body: "telecom-appeal"}
		if tc.bar == "" {
			assert.Len(t, h.do(appealHandler, c, appeal).Appeals, 1, "%s %s", tc.matter, tc.since)
		} else {
			assert.Equal(t, tc.bar, h.refused(appealHandler, c, appeal, complaint.ErrNotAllowed).Rule, "%s %s", tc.matter, tc.since)
		}
	}
	h := houseOf(t, preset.TelecomAppeal(), "2026-09-14 10:00", nil)
	in := subscriber("charges", "")
	delete(in.Fields, "matter-date")
	assert.Equal(t, []string{"matter-date"}, h.register(appealAgent, in).Missing, "the rule needs the day")
}

// req: R14.7, R14.9
func TestTelecomAppealNotOfWhatIsSettledAndCarriedOut(t *testing.T) {
	h := houseOf(t, preset.TelecomAppeal(), "2026-09-14 10:00", nil)
	c := h.do(appealAgent, h.register(appealAgent, subscriber("charges", "2026-09-01")), complaint.Assess{}, complaint.Dispatch{Person: appealHandler.ID})
	c = h.do(appealHandler, c, complaint.TakeOn{}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "refund"}}},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	h.refused(appealHandler, c, complaint.Resolve{Outcome: "settled"}, complaint.ErrNotAllowed) // agreed is not carried out
	c = h.do(appealHandler, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	assert.Equal(t, "appeal: settled", h.refused(appealHandler, c, complaint.Appeal{Body: "telecom-appeal"}, complaint.ErrNotAllowed).Rule)
}

// req: R14.8, R14.9
func TestTelecomAppealNotOfWhatWasMediated(t *testing.T) {
	for result, bar := range map[string]string{"opinion": "appeal: mediated", "failed": ""} {
		h := houseOf(t, preset.TelecomAppeal(), "2026-09-14 10:00", nil)
		c := h.do(appealHandler, answeredUser(h, subscriber("charges", "2026-09-01"), "explained"), complaint.Appeal{Body: "telecom-appeal"})
		c = h.do(appealOfficer, c, complaint.CompleteTask{Task: 1, Result: result, Values: map[string]string{"mediation_note": "调解"}},
			complaint.DecideAppeal{Upheld: true, Text: "重新处理"}, complaint.Reopen{Reason: "new-facts"})
		c = h.do(appealHandler, c, complaint.Resolve{Outcome: "not-upheld"})
		again := complaint.Appeal{Body: "telecom-appeal"}
		if bar == "" {
			assert.Len(t, h.do(appealHandler, c, again).Appeals, 2)
		} else {
			assert.Equal(t, bar, h.refused(appealHandler, c, again, complaint.ErrNotAllowed).Rule)
		}
	}
}

// req: R14.11
func TestTelecomAppealsOfAQuarterAreFound(t *testing.T) {
	h := houseOf(t, preset.TelecomAppeal(), "2026-06-29 10:00", nil)
	for n := range 4 {
		in := subscriber("network", "2026-06-01")
		in.Complainant.Phone = fmt.Sprintf("139%08d", n)
		c := answeredUser(h, in, "explained")
		if n < 3 {
			h.do(appealHandler, c, complaint.Appeal{Body: "telecom-appeal"})
		}
		h.mock.Add(24 * time.Hour)
	}
	page, err := h.desk.Cases(t.Context(), appealOfficer, complaint.Query{Filter: complaint.Filter{
		Tag: playbook.CollectTag("authority"), ReceivedFrom: h.time("2026-04-01 00:00"), ReceivedTo: h.time("2026-07-01 00:00"),
	}})
	require.NoError(t, err)
	assert.Len(t, page.Cases, 2, "the third came in July, the fourth user did not appeal")
}

// The law of the trade can be laid over each telecom preset as it is: the company's own limits are within it, on every day of
// the year. A longer one is a fault that names the article.
func TestTelecomPresetsAreWithinTheLaw(t *testing.T) {
	for _, p := range []*playbook.Playbook{preset.TelecomDesk(), preset.TelecomApp(), preset.TelecomBranch(), preset.TelecomAppeal()} {
		laid, err := law.Lay(p, law.For("CN", "telecom")...)
		require.NoError(t, err, p.ID)
		require.NoError(t, laid.Validate(), p.ID)
		laid.Target("resolve").Terms = []sla.Choice{{Term: sla.Term{Span: sla.Workdays(15)}}}
		faults := laid.Unlawful()
		require.NotEmpty(t, faults, "fifteen working days are not fifteen days")
		assert.Contains(t, faults[0].Rule, "Art 10(4)")
	}
}

// So it is with the measure of the financial trade.
func TestInsurerPromiseIsWithinTheLaw(t *testing.T) {
	laid, err := law.Lay(preset.InsurerPromise(), law.For("CN", "insurance")...)
	require.NoError(t, err)
	require.NoError(t, laid.Validate())
}
