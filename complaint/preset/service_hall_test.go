package preset_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a service hall.
var (
	hallStaff   = complaint.Actor{ID: "h1", Name: "陶莉", Role: "agent", Unit: "hall"}
	hallColleag = complaint.Actor{ID: "h2", Name: "柏杨", Role: "agent", Unit: "hall"}
	hallDuty    = complaint.Actor{ID: "h3", Name: "季青", Role: "supervisor", Unit: "hall"}
	hallManager = complaint.Actor{ID: "h4", Name: "安和", Role: "manager", Unit: "hall"}
)

// visitor complains at the counter and signs; what was observed comes as fields.
func visitor(observed map[string]string) complaint.Intake {
	fields := map[string]string{"matter": "efficiency"}
	maps.Copy(fields, observed)
	return complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "客户", Phone: "13900000020"},
		Text: "排队两个小时，窗口只开一个", Fields: fields, Signed: true,
	}
}

// calmed does what stands before every answer.
func (h *house) calmed(a complaint.Actor, c *complaint.Case) *complaint.Case {
	h.Helper()
	for _, task := range c.Tasks {
		if task.Done.IsZero() && task.Blocks {
			c = h.do(a, c, complaint.CompleteTask{Task: task.ID})
		}
	}
	return c
}

// taskCodes are the codes of a case's tasks, in order; only the open ones if so wanted.
func taskCodes(c *complaint.Case, open bool) []string {
	var codes []string
	for _, task := range c.Tasks {
		if !open || task.Done.IsZero() {
			codes = append(codes, task.Code)
		}
	}
	return codes
}

// req: R08.1
func TestServiceHallHasTwoWaysIn(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	said := h.register(hallStaff, visitor(nil))
	h.due(said, "on-the-spot", "09-21 10:30")
	written := visitor(nil)
	written.Channel, written.Signed, written.Complainant.Phone = "opinion-book", false, "13900000021"
	book := h.register(hallStaff, written)
	h.due(book, "on-the-spot", "none")
	assert.Equal(t, []string{"agree"}, taskCodes(book, true), "whoever wrote in the book may have left")
	assert.Equal(t, complaint.Assessed, h.do(hallStaff, book, complaint.Assess{}).State)
	blank := complaint.Intake{Channel: "opinion-book", Complainant: complaint.Person{Name: "某"}, Fields: map[string]string{"matter": "other"}}
	assert.Equal(t, []string{"text"}, h.register(hallStaff, blank).Missing)
	_, err := h.desk.Register(t.Context(), hallStaff, complaint.Intake{Channel: "hotline", Text: "x"})
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// req: R08.2, R08.3, R08.4, R08.5
func TestServiceHallAnswersEachNatureInItsManner(t *testing.T) {
	for _, tc := range []struct {
		nature   string
		observed map[string]string
		tasks    []string
		manner   string
	}{
		{"solution", map[string]string{"firm": "true"}, []string{"calm", "agree"}, "invite to the reception room, calm first → listen → agree → express improvement → act and reply"},
		{"venting", map[string]string{"repetitive": "true"}, []string{"calm"}, "invite to the reception room, calm first → listen"},
		{"expectation", map[string]string{"compares": "true"}, []string{"calm", "agree"}, "invite to the reception room, calm first → agree → express improvement"},
		{"own-defect", map[string]string{"facts": "true"}, []string{"calm", "agree"}, "invite to the reception room, calm first → agree → express improvement"},
	} {
		h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
		c := h.register(hallStaff, visitor(tc.observed))
		assert.Equal(t, tc.nature, c.Nature)
		assert.Equal(t, tc.tasks, taskCodes(c, false), tc.nature)
		for _, other := range []string{"solution", "venting", "expectation", "own-defect"} {
			assert.Equal(t, other == tc.nature, len(h.told("manner-"+other)) == 1, other)
		}
		for _, n := range h.sent {
			if n.Kind != "manner-"+tc.nature {
				continue
			}
			letter, err := h.desk.Render(t.Context(), n, "en")
			require.NoError(t, err)
			assert.Equal(t, tc.manner, letter.Body)
		}
	}
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	angry := h.register(hallStaff, visitor(map[string]string{"compares": "true", "angry": "true"}))
	assert.Equal(t, "solution", angry.Nature, "somebody who is angry does not merely expect something")
	for i, tc := range []struct {
		observed map[string]string
		nature   string
	}{
		{nil, "solution"},
		{map[string]string{"facts": "true", "angry": "true"}, "solution"},
		{map[string]string{"firm": "true", "repetitive": "true"}, "solution"},
		{map[string]string{"firm": "true", "facts": "true"}, "solution"},
	} {
		in := visitor(tc.observed)
		in.Complainant.Phone = fmt.Sprintf("1390000028%d", i)
		in.Fields["matter"] = []string{"attitude", "quality", "charges", "safety"}[i]
		assert.Equal(t, tc.nature, h.register(hallStaff, in).Nature, "%v", tc.observed)
	}
}

// req: R08.6
func TestServiceHallSeesADefectBehindABatch(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	var last *complaint.Case
	for i := range 3 {
		in := visitor(map[string]string{"repetitive": "true"})
		in.Complainant.Phone = fmt.Sprintf("1390000003%d", i)
		assert.Empty(t, h.told("same-defect"), "two customers are no batch")
		last = h.register(hallStaff, in)
	}
	assert.True(t, last.HasTag("batch"))
	assert.Equal(t, []string{"person:h1", "role:supervisor"}, h.told("same-defect"))
	letter, err := h.desk.Render(t.Context(), h.sent[len(h.sent)-1], "zh")
	require.NoError(t, err)
	assert.Contains(t, letter.Body, "我方缺陷")
	last = h.do(hallStaff, last, complaint.Assess{Judgement: complaint.Judgement{Nature: "own-defect"}})
	assert.Equal(t, "own-defect", last.Nature)

	h = houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	for i := range 3 {
		in := visitor(nil)
		in.Complainant.Phone = fmt.Sprintf("1390000003%d", i)
		h.register(hallStaff, in)
		h.mock.Add(61 * time.Minute)
	}
	assert.Empty(t, h.told("same-defect"), "three in two hours and more are no batch")
	seen := h.register(hallStaff, visitor(map[string]string{"batch": "true", "firm": "true"}))
	assert.Equal(t, "own-defect", seen.Nature, "what staff see themselves counts, too")
}

// req: R08.7
func TestServiceHallCalmsFirst(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	c := h.register(hallStaff, visitor(map[string]string{"repetitive": "true"}))
	refused := h.refused(hallStaff, c, complaint.CloseDirectly{Accepted: true, Text: "已倾听"}, complaint.ErrNotAllowed)
	assert.Equal(t, "tasks", refused.Rule)
	c = h.do(hallStaff, c, complaint.CompleteTask{Task: 1}, complaint.CloseDirectly{Accepted: true, Text: "已倾听"})
	assert.Equal(t, complaint.Closed, c.State)

	firm := visitor(map[string]string{"firm": "true"})
	firm.Complainant.Phone = "13900000026"
	d := h.do(hallStaff, h.register(hallStaff, firm), complaint.CompleteTask{Task: 1})
	h.refused(hallStaff, d, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed)
	h.do(hallStaff, d, complaint.CompleteTask{Task: 2}, complaint.CloseDirectly{Accepted: true, Text: "马上加开窗口"})
}

// req: R08.8
func TestServiceHallPassesNobodyOn(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	c := h.register(hallStaff, visitor(map[string]string{"fault": "true"}))
	c = h.do(hallStaff, h.calmed(hallStaff, c), complaint.Assess{}, complaint.Dispatch{Person: hallStaff.ID}, complaint.TakeOn{})
	assert.Equal(t, hallStaff.ID, c.FirstContact)
	for _, a := range []complaint.Actor{hallStaff, hallDuty} {
		h.refused(a, c, complaint.Transfer{Person: hallColleag.ID, Text: "忙不过来"}, complaint.ErrForbidden)
		h.refused(a, c, complaint.SendBack{Text: "不归我管"}, complaint.ErrForbidden)
	}
	h.refused(hallManager, c, complaint.SendBack{Text: "不归我管"}, complaint.ErrForbidden)
	h.refused(hallManager, c, complaint.Transfer{Person: hallColleag.ID, Reason: "wrong-unit"}, complaint.ErrInvalid)
	c = h.do(hallManager, c, complaint.Transfer{Person: hallColleag.ID, Reason: "absence"})
	assert.Equal(t, hallColleag.ID, c.Owner)
	assert.Equal(t, hallStaff.ID, c.FirstContact, "still whoever was spoken to first")
	c = h.do(hallStaff, c, complaint.RecordFinding{Cause: "staffing", Upheld: true},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}}, complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, complaint.Resolved, c.State, "the first contact may take every step to the end")
	assert.Equal(t, []string{"complainant"}, h.told("thanks"))
	assert.Empty(t, h.told("disagrees"), "the customer agreed")
	h.verified(c)
}

// req: R08.9
func TestServiceHallAimsAtSatisfaction(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	c := h.calmed(hallStaff, h.register(hallStaff, visitor(map[string]string{"fault": "true"})))
	refused := h.refused(hallStaff, c, complaint.CloseDirectly{Text: "已加开窗口"}, complaint.ErrNotAllowed)
	assert.Equal(t, "accepted", refused.Rule)
	c = h.do(hallStaff, c, complaint.CloseDirectly{Accepted: true, Text: "已加开窗口"})
	assert.Equal(t, complaint.Closed, c.State)
	h.verified(c)
}

// req: R08.10
func TestServiceHallCustomersSign(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	in := visitor(nil)
	in.Signed = false
	c := h.register(hallStaff, in)
	assert.Equal(t, []string{"signature"}, c.Missing)
	refused := h.refused(hallStaff, c, complaint.Assess{}, complaint.ErrNotAllowed)
	assert.Equal(t, "complete", refused.Rule)
	c = h.do(hallStaff, c, complaint.Correct{Signed: true}, complaint.Assess{})
	assert.True(t, c.Signed)

	silent := visitor(nil)
	silent.Text, silent.Complainant.Phone = "", "13900000022"
	assert.Equal(t, []string{"text"}, h.register(hallStaff, silent).Missing, "what was said is recorded")
}

// req: R08.11
func TestServiceHallAnswersOnTheSpot(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 12:10", nil)
	c := h.calmed(hallStaff, h.register(hallStaff, visitor(nil)))
	h.due(c, "on-the-spot", "09-21 12:40")
	c = h.do(hallStaff, c, complaint.Report{Role: "supervisor", Text: "能否加开窗口"})
	c = h.do(hallDuty, c, complaint.Instruct{Text: "可以，现在就开"})
	h.due(c, "on-the-spot", "09-21 12:40")
	h.at("2026-09-21 12:39")
	c = h.do(hallStaff, c, complaint.CloseDirectly{Accepted: true, Text: "已加开窗口"})
	assert.Equal(t, sla.Met, h.verdict(c, "on-the-spot"), "answered at 12:40, after asking a superior")

	late := visitor(nil)
	late.Complainant.Phone = "13900000023"
	second := h.calmed(hallStaff, h.register(hallStaff, late))
	h.at("2026-09-21 12:55")
	assert.Equal(t, []string{"unit:hall", "unit:hall"}, h.told("on-the-spot-half"), "each after a quarter of an hour")
	h.at("2026-09-21 13:11")
	assert.Equal(t, sla.Breached, h.verdict(h.now(hallDuty, second), "on-the-spot"))
	assert.Contains(t, h.told("on-the-spot-missed"), "role:supervisor")
}

// req: R08.12
func TestServiceHallStatesTheTimeNeeded(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	c := h.register(hallStaff, visitor(nil))
	c = h.do(hallStaff, c, complaint.Assess{}, complaint.Dispatch{Person: hallStaff.ID}, complaint.Plan{Goal: "查排班", Needs: []string{"signed-time"}},
		complaint.MakePromise{What: "answer", Due: h.time("2026-09-22 16:00")},
		complaint.Attach{Kind: "signed-time", Text: "客户已在答复时限单上签字"})
	assert.Equal(t, sla.Met, h.verdict(c, "on-the-spot"))
	assert.Equal(t, []string{"signed-time"}, c.Collected)
	h.due(c, "promise", "09-22 16:00")
	h.at("2026-09-22 16:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(hallStaff, c), "promise"))

	other := visitor(nil)
	other.Complainant.Phone = "13900000027"
	d := h.do(hallStaff, h.register(hallStaff, other), complaint.Respond{Text: "今天窗口少，已加开"})
	assert.Equal(t, sla.Met, h.verdict(d, "on-the-spot"), "an answer is better than a time")
}

// req: R08.13, R08.14
func TestServiceHallGoesToTheNextSuperior(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	c := h.calmed(hallStaff, h.register(hallStaff, visitor(map[string]string{"fault": "true"})))
	c = h.do(hallStaff, c, complaint.Assess{}, complaint.Dispatch{Person: hallStaff.ID}, complaint.TakeOn{},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}}, complaint.Offer{Proposal: 1})
	assert.Empty(t, h.told("disagrees"))
	c = h.do(hallStaff, c, complaint.Reply{Proposal: 1, Text: "道歉不够"})
	require.Equal(t, []string{"person:h1"}, h.told("disagrees"))
	letter, err := h.desk.Render(t.Context(), h.sent[len(h.sent)-1], "zh")
	require.NoError(t, err)
	assert.Contains(t, letter.Body, "耐心解释")

	c = h.do(hallStaff, c, complaint.Propose{Compensation: complaint.Yuan(51)})
	assert.Equal(t, complaint.AwaitingApproval, c.State)
	refused := h.refused(hallStaff, c, complaint.Offer{Proposal: 2}, complaint.ErrNeedsApproval)
	assert.Equal(t, "supervisor", refused.Who[0])
	h.refused(hallStaff, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
	c = h.do(hallDuty, c, complaint.Approve{Approval: 1})
	c = h.do(hallStaff, c, complaint.Offer{Proposal: 2}, complaint.Escalate{Reason: "beyond-authority"})
	assert.Equal(t, 1, c.Level)
	c = h.do(hallStaff, c, complaint.Escalate{Reason: "unsatisfied"})
	assert.Equal(t, 2, c.Level)
	assert.Equal(t, []string{"role:supervisor", "role:manager"}, h.told("escalated"))
}

// req: R08.15
func TestServiceHallThanksAndApologises(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	c := h.calmed(hallStaff, h.register(hallStaff, visitor(nil)))
	assert.Empty(t, h.told("thanks"))
	h.do(hallStaff, c, complaint.CloseDirectly{Accepted: true, Text: "已加开窗口"})
	require.Equal(t, []string{"complainant"}, h.told("thanks"))
	last := h.sent[len(h.sent)-1]
	letter, err := h.desk.Render(t.Context(), last, "zh")
	require.NoError(t, err)
	assert.Contains(t, letter.Subject, "感谢")
	assert.Contains(t, letter.Body, "深表歉意")
}

// req: R08.16
func TestServiceHallReportsSignsOfEscalationAtOnce(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-21 10:00", nil)
	quiet := h.register(hallStaff, visitor(nil))
	assert.Equal(t, 0, quiet.Level)
	quiet = h.do(hallStaff, quiet, complaint.Tag{Add: []string{"regular"}})
	assert.Equal(t, 0, quiet.Level)
	grown := h.do(hallStaff, quiet, complaint.Tag{Add: []string{"escalating"}})
	assert.Equal(t, []int{1, 1}, []int{grown.Level, grown.Priority})
	assert.Equal(t, []string{"role:supervisor"}, h.told("escalating"))

	in := visitor(map[string]string{"signs": "true"})
	in.Complainant.Phone = "13900000024"
	loud := h.register(hallStaff, in)
	assert.Equal(t, []int{1, 1}, []int{loud.Level, loud.Priority})
	assert.Equal(t, []string{"role:supervisor"}, h.told("escalating-at-intake"))
}

// req: R08.17
func TestServiceHallRecordsAreEnteredInTime(t *testing.T) {
	h := houseOf(t, preset.ServiceHall(), "2026-09-22 09:00", nil)
	yesterday := visitor(nil)
	yesterday.Received = h.time("2026-09-21 15:00")
	assert.Equal(t, yesterday.Received.UTC(), h.register(hallStaff, yesterday).Received)
	old := visitor(nil)
	old.Complainant.Phone, old.Received = "13900000025", h.time("2026-09-18 15:00")
	_, err := h.desk.Register(t.Context(), hallStaff, old)
	require.ErrorIs(t, err, complaint.ErrInvalid)
}
