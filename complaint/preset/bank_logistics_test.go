package preset_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of the contractor, and the bank's liaison.
var (
	bankOfficer    = complaint.Actor{ID: "b1", Name: "叶澜", Role: "agent", Unit: "complaint-department"}
	bankSupervisor = complaint.Actor{ID: "b2", Name: "贺兰", Role: "supervisor", Unit: "complaint-department"}
	bankHandler    = complaint.Actor{ID: "b3", Name: "阮冬", Role: "handler", Unit: "transport"}
	bankManager    = complaint.Actor{ID: "b4", Name: "梅川", Role: "manager", Unit: "complaint-department"}
	bankLiaison    = complaint.Actor{ID: "b5", Name: "方行", Role: "liaison", Unit: "client"}
)

// teller is somebody of the bank who fills the whole form.
func teller(channel, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "丁柜员", Phone: "13900000130", Address: "支行三楼"},
		Text: "司机态度生硬，晚到二十分钟", Demand: "道歉并准点", Fields: map[string]string{"title": "接送晚点", "matter": matter},
	}
}

func responsibility() map[string]string {
	return map[string]string{"caused_by": "司机王某", "handled_by": "阮冬", "answers": "车辆运输部负责人"}
}

// investigated dispatches a complaint, hands the sheet over and lets the unit report what it found.
func (h *house) investigated(c *complaint.Case, cause string) *complaint.Case {
	h.Helper()
	c = h.do(bankOfficer, c, complaint.Assess{})
	c = h.do(bankSupervisor, c, complaint.Dispatch{Person: bankHandler.ID})
	c = h.do(bankSupervisor, c, complaint.CompleteTask{Task: openTask(c, "handling-sheet"), Values: map[string]string{"given_to": "阮冬"}})
	c = h.do(bankHandler, c, complaint.TakeOn{})
	c = h.do(bankHandler, c, complaint.CompleteTask{
		Task: openTask(c, "unit-result"), Values: map[string]string{"found": "发车晚", "suggestion": "道歉，调整班次"},
	})
	return h.do(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "responsibility"), Result: cause, Values: responsibility()})
}

// reviewed proposes an apology and lets the manager agree.
func (h *house) reviewed(c *complaint.Case) *complaint.Case {
	h.Helper()
	c = h.do(bankOfficer, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}})
	return h.do(bankManager, c, complaint.CompleteTask{
		Task: openTask(c, "review-proposal"), Result: "agreed", Values: map[string]string{"opinion": "同意，即日落实"},
	})
}

// carriedOut takes a reviewed case to its resolution.
func (h *house) carriedOut(c *complaint.Case) *complaint.Case {
	h.Helper()
	c = h.do(bankOfficer, c, complaint.Offer{Proposal: 1, Text: "当面道歉"}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	c = h.do(bankHandler, c, complaint.CompleteTask{Task: openTask(c, "implement")})
	c = h.do(bankManager, c, complaint.CompleteTask{Task: openTask(c, "confirm-result")})
	return h.do(bankOfficer, c, complaint.Resolve{Outcome: "upheld", Text: "班次已调整"})
}

// req: R01.1, R01.2
func TestBankLogisticsDepartmentDoesTheTalking(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.register(bankOfficer, teller("phone", "other"))
	assert.Equal(t, "complaint-department", c.Unit, "what has no unit is the department's own")
	in := teller("phone", "transport")
	in.Complainant.Phone = "13900000131"
	c = h.investigated(h.register(bankOfficer, in), "other")
	assert.Equal(t, "transport", c.Unit)
	for _, cmd := range []complaint.Command{
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}},
		complaint.Respond{Text: "路上堵车"},
		complaint.Message{Kind: "answer", Text: "路上堵车"},
		complaint.Resolve{Outcome: "upheld"},
	} {
		h.refused(bankHandler, c, cmd, complaint.ErrForbidden)
	}
	c = h.do(bankOfficer, c, complaint.RecordFinding{Cause: "schedule", Upheld: true}, complaint.Respond{Text: "正在核实"},
		complaint.Expedite{By: "supervisor"})
	assert.Equal(t, []string{"person:b3"}, h.told("expedited"))
	c = h.do(bankSupervisor, c, complaint.Transfer{Unit: "project-office", Reason: "wrong-unit"})
	assert.Equal(t, "project-office", c.Unit)
	h.do(bankOfficer, c, complaint.Respond{Text: "已转项目部"})
}

// req: R01.4
func TestBankLogisticsLiaisonOnEachCase(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	for i, channel := range []string{"phone", "email", "counter", "other"} {
		in := teller(channel, "cleaning")
		in.Complainant.Phone = fmt.Sprintf("1390000014%d", i)
		c := h.register(bankOfficer, in)
		assert.Contains(t, taskCodes(c, true), "liaison")
		assert.Len(t, h.told("task"), i+1)
		h.refused(bankHandler, c, complaint.CompleteTask{Task: openTask(c, "liaison")}, complaint.ErrForbidden)
		c = h.do(bankLiaison, c, complaint.Attach{Kind: "record", Text: "当日用车登记"}, complaint.CompleteTask{Task: openTask(c, "liaison")})
		assert.Equal(t, 1, c.Evidence)
	}
	assert.Equal(t, []string{"unit:client", "unit:client", "unit:client", "unit:client"}, h.told("task"))
}

// req: R01.5
func TestBankLogisticsKeepsTheRecording(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	in := teller("counter", "transport")
	in.Fields["recorded_place"] = "true"
	c := h.reviewed(h.investigated(h.register(bankOfficer, in), "other"))
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	keep := complaint.CompleteTask{Task: openTask(c, "keep-recording")}
	h.refused(bankOfficer, c, keep, complaint.ErrInvalid)
	keep.Values = map[string]string{"kept_at": "档案室硬盘 3 号"}
	c = h.do(bankOfficer, c, complaint.Attach{Kind: "video", Hash: complaint.Hash{1}}, keep, complaint.Offer{Proposal: 1})
	assert.Equal(t, []string{"video"}, c.Collected)
	in = teller("phone", "transport")
	in.Complainant.Phone = "13900000132"
	assert.NotContains(t, taskCodes(h.register(bankOfficer, in), true), "keep-recording")
}

// req: R01.6, R01.12
func TestBankLogisticsLedgerHasFourGroups(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.investigated(h.register(bankOfficer, teller("counter", "transport")), "service-quality")
	c = h.do(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "explain")}, complaint.RecordFinding{Cause: "late-departure", Unit: "transport", Upheld: true})
	c = h.carriedOut(h.reviewed(c))
	sheet, err := h.desk.Sheet(t.Context(), bankSupervisor, c.ID)
	require.NoError(t, err)
	assert.Equal(t, "丁柜员", sheet.Complainant.Person.Name)
	assert.Equal(t, "13900000130", sheet.Complainant.Person.Phone)
	assert.Equal(t, "支行三楼", sheet.Complainant.Person.Address)
	assert.Equal(t, "2026-09-14 10:00", sheet.Complainant.Received.Format("2006-01-02 15:04"))
	assert.Equal(t, map[string]string{"matter": "transport"}, sheet.Content.Categories)
	assert.Equal(t, "司机态度生硬，晚到二十分钟", sheet.Content.Problem)
	assert.Equal(t, "道歉并准点", sheet.Content.Demand)
	assert.Equal(t, "late-departure", sheet.Content.Findings[0].Cause)
	assert.Equal(t, "叶澜", sheet.Handling.First)
	assert.Equal(t, "阮冬", sheet.Handling.Assignments[0].Person)
	assert.Equal(t, "投诉人答复", sheet.Handling.Steps[len(sheet.Handling.Steps)-5].What.ZH)
	assert.Equal(t, "投诉成立", sheet.Result.Outcome.ZH)
	assert.Equal(t, "道歉", sheet.Result.Reliefs[0].ZH)
	told := sheet.Result.Told[0]
	assert.Equal(t, "叶澜 提出方案", told.Who+" "+told.What.ZH)

	form := sheet.Markdown("zh")
	for _, item := range []string{"接送晚点", "丁柜员", "支行三楼", "2026-09-14 10:00", c.Number, "现场", "13900000130", "晚到二十分钟", "道歉并准点", "受理人", "YH-TS-01"} {
		assert.Contains(t, form, item)
	}
}

// req: R01.12, R01.13
func TestBankLogisticsFormIsFilledWhateverTheChannel(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-10-04 03:00", nil) // a Sunday night of the National Day week
	for i, channel := range []string{"phone", "email", "counter", "other"} {
		empty := complaint.Intake{Channel: channel, OnBehalfOf: complaint.Person{Phone: fmt.Sprint(i)}}
		c := h.register(bankOfficer, empty)
		assert.Equal(t, []string{"address", "authority", "contact", "demand", "name", "text", "title"}, c.Missing, channel)
		full := teller(channel, "cleaning")
		full.Complainant.Phone = fmt.Sprintf("1390000015%d", i)
		c = h.register(bankOfficer, full)
		assert.Empty(t, c.Missing)
		h.due(c, "acknowledge", "10-04 03:30")
	}
	_, err := h.desk.Register(t.Context(), bankOfficer, complaint.Intake{Channel: "hotline", Text: "x"})
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// req: R01.7
func TestBankLogisticsRecordsAtOnce(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	in := teller("counter", "cleaning")
	in.Received = h.time("2026-09-14 07:59")
	_, err := h.desk.Register(t.Context(), bankOfficer, in)
	require.ErrorIs(t, err, complaint.ErrInvalid)
	in.Received = h.time("2026-09-14 08:00")
	h.due(h.register(bankOfficer, in), "acknowledge", "09-14 08:30")
}

// req: R01.8
func TestBankLogisticsKeepsConfidence(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.register(bankOfficer, teller("phone", "transport"))
	_, err := h.desk.Details(t.Context(), bankLiaison, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	sheet, err := h.desk.Sheet(t.Context(), bankLiaison, c.ID)
	require.NoError(t, err)
	assert.True(t, sheet.Masked)
	masked := sheet.Markdown("zh")
	for _, secret := range []string{"丁柜员", "13900000130", "支行三楼", "司机态度", "接送晚点"} {
		assert.NotContains(t, masked, secret)
	}
	stranger := complaint.Actor{ID: "b9", Name: "路人", Role: "handler", Unit: "cleaning"}
	_, err = h.desk.Case(t.Context(), stranger, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	details, err := h.desk.Details(t.Context(), bankOfficer, c.ID)
	require.NoError(t, err)
	assert.Equal(t, "丁柜员", details.Complainant.Name)
}

// req: R01.9, R01.21
func TestBankLogisticsReviewsBeforeTheReply(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.investigated(h.register(bankOfficer, teller("phone", "transport")), "other")
	c = h.do(bankOfficer, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}})
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	imposed := complaint.FinalDecision{Proposal: 1, Text: "到此为止", Recourse: []string{"review"}}
	assert.Equal(t, "tasks", h.refused(bankSupervisor, c, imposed, complaint.ErrNotAllowed).Rule)
	review := complaint.CompleteTask{Task: openTask(c, "review-proposal"), Result: "revise"}
	h.refused(bankManager, c, review, complaint.ErrInvalid)
	review.Values = map[string]string{"opinion": "须附班次调整方案"}
	h.refused(bankOfficer, c, review, complaint.ErrForbidden)
	c = h.do(bankManager, c, review)
	assert.Equal(t, []string{"unit:complaint-department"}, h.told("proposal-returned"))
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule, "to be revised, and seen again")
	c = h.do(bankOfficer, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}, {Relief: "improvement"}}})
	review.Task, review.Result = openTask(c, "review-proposal"), "agreed"
	c = h.do(bankManager, c, review)

	c = h.do(bankOfficer, c, complaint.Offer{Proposal: 2}, complaint.Reply{Proposal: 2, Accepted: true}, complaint.Execute{Proposal: 2})
	resolve := complaint.Resolve{Outcome: "upheld"}
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, resolve, complaint.ErrNotAllowed).Rule)
	h.refused(bankManager, c, complaint.CompleteTask{Task: openTask(c, "implement")}, complaint.ErrForbidden)
	c = h.do(bankHandler, c, complaint.CompleteTask{Task: openTask(c, "implement")})
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, resolve, complaint.ErrNotAllowed).Rule, "carried out, not confirmed")
	h.refused(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "confirm-result")}, complaint.ErrForbidden)
	c = h.do(bankManager, c, complaint.CompleteTask{Task: openTask(c, "confirm-result")})
	c = h.do(bankOfficer, c, resolve)
	assert.Equal(t, complaint.Resolved, c.State)
	h.verified(c)
}

// req: R01.10, R01.11
func TestBankLogisticsLedgerIsArchivedAndProves(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.carriedOut(h.reviewed(h.investigated(h.register(bankOfficer, teller("phone", "transport")), "other")))
	c = h.do(bankSupervisor, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	c = h.do(bankManager, c, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
	h.at("2028-09-14 10:00")
	found := 0
	for again, err := range h.desk.All(t.Context(), bankOfficer, complaint.Filter{Number: c.Number}) {
		require.NoError(t, err)
		assert.Equal(t, c.ID, again.ID)
		found++
	}
	assert.Equal(t, 1, found)
	sheet, err := h.desk.Sheet(t.Context(), bankOfficer, c.ID)
	require.NoError(t, err)
	assert.Equal(t, "丁柜员", sheet.Complainant.Person.Name)
	h.verified(c)
	n := 0
	for entry, err := range h.desk.Ledger(t.Context(), bankOfficer, c.ID) {
		require.NoError(t, err)
		assert.NotEmpty(t, entry.Actor.ID, "whoever acted is named")
		assert.False(t, entry.Hash.IsZero())
		n++
	}
	assert.Greater(t, n, 15)
}

// req: R01.14
func TestBankLogisticsResponsibilityThreeTimesOver(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.register(bankOfficer, teller("phone", "transport"))
	c = h.do(bankOfficer, c, complaint.Assess{})
	c = h.do(bankHandler, h.do(bankSupervisor, c, complaint.Dispatch{Person: bankHandler.ID}), complaint.TakeOn{})
	for missing := range responsibility() {
		values := responsibility()
		delete(values, missing)
		refused := h.refused(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "responsibility"), Result: "other", Values: values}, complaint.ErrInvalid)
		assert.Equal(t, "values."+missing, refused.Fields[0].Field)
	}
	h.refused(bankHandler, c, complaint.CompleteTask{Task: openTask(c, "responsibility"), Result: "other", Values: responsibility()}, complaint.ErrForbidden)
	c = h.do(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "responsibility"), Result: "other", Values: responsibility()})
	assert.NotContains(t, taskCodes(c, true), "responsibility")
}

// req: R01.15
func TestBankLogisticsServiceQualityIsExplainedAndImproved(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.investigated(h.register(bankOfficer, teller("phone", "transport")), "service-quality")
	assert.Equal(t, []string{"unit:transport", "role:supervisor"}, h.told("service-to-improve"))
	c = h.reviewed(c)
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule, "first it is explained")
	h.refused(bankHandler, c, complaint.CompleteTask{Task: openTask(c, "explain")}, complaint.ErrForbidden)
	c = h.do(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "explain")}, complaint.Offer{Proposal: 1})
	c = h.do(bankHandler, c, complaint.CompleteTask{Task: openTask(c, "improve"), Text: "班次提前十分钟"})
	h.due(c, "project-limit", "none")

	in := teller("phone", "transport")
	in.Complainant.Phone = "13900000133"
	other := h.investigated(h.register(bankOfficer, in), "other")
	assert.Equal(t, []string{"liaison"}, taskCodes(other, true))
}

// req: R01.16
func TestBankLogisticsLimitByTheNatureOfTheMatter(t *testing.T) {
	for _, tc := range []struct{ matter, due string }{
		{"cleaning", "09-15 18:00"}, {"conference", "09-15 18:00"}, {"transport", "09-15 18:00"}, {"project-office", "09-16 18:00"}, {"engineering", "09-17 18:00"},
	} {
		at := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
		c := at.register(bankOfficer, teller("phone", tc.matter))
		worker := bankHandler
		worker.Unit = tc.matter
		c = at.do(bankOfficer, c, complaint.Assess{})
		c = at.do(worker, at.do(bankSupervisor, c, complaint.Dispatch{Person: worker.ID}), complaint.TakeOn{})
		at.due(c, "tell-limit", "none")
		c = at.do(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "responsibility"), Result: "project-manager", Values: responsibility()})
		at.due(c, "project-limit", tc.due)
		at.due(c, "tell-limit", "09-14 15:04")
		c = at.do(bankOfficer, c, complaint.MakePromise{What: "answer", Due: at.time("2026-09-15 18:00")})
		assert.Equal(t, sla.Met, at.verdict(c, "tell-limit"))
		require.Equal(t, []string{"complainant"}, at.told("limit-told"))
		letter, err := at.desk.Render(t.Context(), at.sent[len(at.sent)-1], "zh")
		require.NoError(t, err)
		assert.Contains(t, letter.Body, "2026-09-15 18:00")
		at.at("2026-09-18 09:00")
		assert.Equal(t, sla.Breached, at.verdict(at.now(bankManager, c), "project-limit"), tc.matter)
	}
}

// req: R01.17
func TestBankLogisticsResponsibleUnit(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	for i, tc := range []struct{ matter, words, unit string }{
		{"cleaning", "x", "cleaning"},
		{"project-office", "x", "project-office"},
		{"engineering", "x", "engineering"},
		{"conference", "x", "conference"},
		{"transport", "x", "transport"},
		{"", "会议室投影打不开", "conference"},
		{"", "三楼卫生间没人打扫", "cleaning"},
		{"", "空调漏水", "engineering"},
		{"", "班车提前开走了", "transport"},
		{"", "不知道找谁", "complaint-department"},
		{"engineering", "班车的空调坏了", "engineering"},
		{"other", "班车上捡到钥匙", "complaint-department"},
	} {
		in := teller("phone", tc.matter)
		in.Complainant.Phone, in.Text = fmt.Sprintf("139000017%02d", i), tc.words
		if tc.matter == "" {
			delete(in.Fields, "matter")
		}
		assert.Equal(t, tc.unit, h.register(bankOfficer, in).Unit, tc.words)
	}
}

// req: R01.18
func TestBankLogisticsHandsOverTheSheet(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.do(bankOfficer, h.register(bankOfficer, teller("phone", "transport")), complaint.Assess{})
	h.refused(bankOfficer, c, complaint.Dispatch{Person: bankHandler.ID}, complaint.ErrForbidden)
	c = h.do(bankSupervisor, c, complaint.Dispatch{Person: bankHandler.ID})
	assert.Equal(t, bankHandler.ID, c.Owner)
	hand := complaint.CompleteTask{Task: openTask(c, "handling-sheet")}
	h.refused(bankSupervisor, c, hand, complaint.ErrInvalid)
	hand.Values = map[string]string{"given_to": "阮冬"}
	h.refused(bankOfficer, c, hand, complaint.ErrForbidden)
	c = h.do(bankSupervisor, c, hand)
	sheet, err := h.desk.Sheet(t.Context(), bankHandler, c.ID)
	require.NoError(t, err)
	assert.Equal(t, "司机态度生硬，晚到二十分钟", sheet.Content.Problem, "the responsible person has the whole sheet")
	c = h.do(bankHandler, c, complaint.TakeOn{}, complaint.Plan{Goal: "查明晚到原因", Method: "调取行车记录", Needs: []string{"video"}})
	assert.Equal(t, 1, c.Plans, "and investigates in the unit's own way")
}

// req: R01.19, R01.20
func TestBankLogisticsDeskAndUnitFormTheProposalTogether(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.do(bankOfficer, h.register(bankOfficer, teller("phone", "transport")), complaint.Assess{})
	c = h.do(bankSupervisor, c, complaint.Dispatch{Person: bankHandler.ID})
	c = h.do(bankSupervisor, c, complaint.CompleteTask{Task: openTask(c, "handling-sheet"), Values: map[string]string{"given_to": "阮冬"}})
	c = h.do(bankHandler, c, complaint.TakeOn{})
	h.due(c, "progress", "09-15 18:00")
	h.at("2026-09-15 17:00")
	c = h.do(bankHandler, c, complaint.Note{Text: "已调取记录"})
	h.due(c, "progress", "09-16 18:00")
	h.at("2026-09-16 18:01")
	assert.Equal(t, []string{"person:b3", "unit:complaint-department"}, h.told("progress-missed"))

	c = h.do(bankOfficer, c, complaint.CompleteTask{Task: openTask(c, "responsibility"), Result: "other", Values: responsibility()})
	c = h.reviewed(c)
	h.due(c, "progress", "none")
	assert.Equal(t, "tasks", h.refused(bankOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule, "the unit has not spoken yet")
	report := complaint.CompleteTask{Task: openTask(c, "unit-result"), Values: map[string]string{"found": "发车晚"}}
	h.refused(bankHandler, c, report, complaint.ErrInvalid)
	report.Values["suggestion"] = "道歉，调整班次"
	h.refused(bankOfficer, c, report, complaint.ErrForbidden)
	c = h.do(bankHandler, c, report)
	c = h.do(bankOfficer, c, complaint.Offer{Proposal: 1})
	assert.Equal(t, complaint.Negotiating, c.State)
}

// req: R01.22
func TestBankLogisticsNothingSkipsTheSteps(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	for i, observed := range []map[string]string{nil, {"fault": "true"}, {"safety": "harmed"}, {"safety": "danger"}} {
		in := teller("phone", "transport")
		in.Complainant.Phone = fmt.Sprintf("1390000018%d", i)
		for k, v := range observed {
			in.Fields[k] = v
		}
		c := h.register(bankOfficer, in)
		assert.Equal(t, []string{"minor", "ordinary", "major", "urgent"}[i], c.Severity.String())
		assert.Equal(t, "direct", h.refused(bankOfficer, c, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)
		c = h.investigated(c, "other")
		refused := h.refused(bankOfficer, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed)
		assert.Equal(t, "steps", refused.Rule)
		assert.Equal(t, "proposing", refused.Fields[0].Field)
	}
}

// req: R01.9, R01.14, R01.18, R01.20
func TestBankLogisticsEachStepHoldsTheReply(t *testing.T) {
	for _, left := range []string{"handling-sheet", "unit-result", "responsibility", "review-proposal", ""} {
		h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
		c := h.do(bankOfficer, h.register(bankOfficer, teller("phone", "transport")), complaint.Assess{})
		c = h.do(bankSupervisor, c, complaint.Dispatch{Person: bankHandler.ID})
		c = h.do(bankHandler, c, complaint.TakeOn{})
		c = h.do(bankOfficer, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}})
		for _, step := range []struct {
			who    complaint.Actor
			code   string
			result string
			values map[string]string
		}{
			{bankSupervisor, "handling-sheet", "", map[string]string{"given_to": "阮冬"}},
			{bankHandler, "unit-result", "", map[string]string{"found": "发车晚", "suggestion": "道歉"}},
			{bankOfficer, "responsibility", "other", responsibility()},
			{bankManager, "review-proposal", "agreed", map[string]string{"opinion": "同意"}},
		} {
			if step.code != left {
				c = h.do(step.who, c, complaint.CompleteTask{Task: openTask(c, step.code), Result: step.result, Values: step.values})
			}
		}
		if left != "" {
			assert.Equal(t, "tasks", h.refused(bankOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule, left)
			continue
		}
		assert.Equal(t, complaint.Negotiating, h.do(bankOfficer, c, complaint.Offer{Proposal: 1}).State)
	}
}
