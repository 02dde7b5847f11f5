package preset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a laboratory.
var (
	labClerk     = complaint.Actor{ID: "b1", Name: "苏敏", Role: "agent", Unit: "technical-office"}
	labQuality   = complaint.Actor{ID: "b2", Name: "梁远", Role: "manager", Unit: "quality"}
	labReviewer  = complaint.Actor{ID: "b3", Name: "高岩", Role: "reviewer", Unit: "quality"}
	labKeeper    = complaint.Actor{ID: "b4", Name: "宋萍", Role: "custodian", Unit: "samples"}
	labFirst     = complaint.Actor{ID: "b5", Name: "韩卫", Role: "tester", Unit: "chemistry"}
	labSecond    = complaint.Actor{ID: "b6", Name: "冯雪", Role: "tester", Unit: "chemistry"}
	labSignatory = complaint.Actor{ID: "b7", Name: "于洋", Role: "signatory", Unit: "chemistry"}
	labChemist   = complaint.Actor{ID: "b8", Name: "董立", Role: "supervisor", Unit: "chemistry"}
	labPhysicist = complaint.Actor{ID: "b9", Name: "程光", Role: "supervisor", Unit: "physics"}
	labOffice    = complaint.Actor{ID: "b10", Name: "曹颖", Role: "office-head", Unit: "general-office"}
	labArchivist = complaint.Actor{ID: "b11", Name: "沈静", Role: "archivist", Unit: "general-office"}
	labAnalyst   = complaint.Actor{ID: "b12", Name: "彭涛", Role: "handler", Unit: "physics"}
)

// labObjection is an objection by letter to a report that reached the customer on that day.
func labObjection(received string) complaint.Intake {
	return complaint.Intake{
		Channel: "letter", Complainant: complaint.Person{Name: "恒信食品公司", Phone: "13900000040", Email: "qa@example.com"}, Text: "对铅含量结果有异议",
		Fields: map[string]string{
			"purpose": "object", "matter": "data", "report_no": "JC-2026-0815", "report_received": received,
			"reasons": "与我司自测相差三倍", "grounds": "GB 5009.12 平行样结果",
		},
	}
}

// labComplaint is a general complaint about a department.
func labComplaint(channel, department string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "王工", Phone: "13900000041"}, Text: "催了三次报告",
		Fields: map[string]string{"purpose": "complain", "matter": "delay", "department": department, "fault": "true"},
	}
}

// labTasks are the codes of the open tasks.
func (h *house) labTasks(c *complaint.Case) []string {
	h.Helper()
	var out []string
	for _, t := range h.now(labQuality, c).Tasks {
		if t.Done.IsZero() {
			out = append(out, t.Code)
		}
	}
	return out
}

// inRole is somebody who has a second role, in a unit of its own.
func inRole(a complaint.Actor, role, unit string) complaint.Actor {
	a.Role, a.Unit = role, unit
	return a
}

// labAccepted takes an objection to the investigation, accepted a minute after it came.
func labAccepted(h *house, in complaint.Intake) *complaint.Case {
	h.Helper()
	c := h.register(labClerk, in)
	c = h.do(labClerk, c, complaint.Admit{}, complaint.Assess{}, complaint.Dispatch{Person: labQuality.ID})
	return h.do(labQuality, c, complaint.TakeOn{})
}

// labReviewed brings the preliminary opinion before the quality manager, who decides.
func labReviewed(h *house, c *complaint.Case, decision string) *complaint.Case {
	h.Helper()
	h.complete(labReviewer, labQuality, c, "review", "", "records_sound", "true", "instruments_sound", "false", "process_sound", "true", "opinion", "仪器漂移，建议复测")
	return h.complete(labQuality, labQuality, c, "opinion-approval", decision)
}

// labRetested gives both testers' results.
func labRetested(h *house, c *complaint.Case, first, second string) *complaint.Case {
	h.Helper()
	h.complete(labKeeper, labQuality, c, "recode", "", "blind_code", "M-301")
	h.complete(labFirst, labQuality, c, "retest", first, "measured", "0.12")
	return h.complete(labSecond, labQuality, c, "retest", second, "measured", "0.13")
}

// req: R04.1
func TestLaboratoryObjectionWithinTenDaysOfTheReport(t *testing.T) {
	for _, tc := range []struct{ received, now, validity string }{
		{"2026-09-01", "2026-09-11 23:59", "valid"}, // the tenth day, a Friday
		{"2026-09-01", "2026-09-12 00:01", "invalid"},
		{"2026-09-02", "2026-09-14 17:00", "valid"}, // the tenth day is a Saturday: Monday
		{"2026-09-02", "2026-09-15 00:01", "invalid"},
	} {
		h := houseOf(t, preset.Laboratory(), tc.now, nil)
		c := h.register(labClerk, labObjection(tc.received))
		assert.Equal(t, "objection", c.Kind)
		assert.Equal(t, tc.validity, c.Validity, tc.now)
		if tc.validity == "invalid" {
			c = h.do(labQuality, c, complaint.Refuse{Reason: "too-late", Recourse: []string{"authority"}})
			assert.Equal(t, complaint.Refused, c.State)
		}
	}
}

// req: R04.2
func TestLaboratoryObjectionIsMadeInWriting(t *testing.T) {
	for channel, missing := range map[string][]string{"letter": nil, "email": nil, "fax": nil, "phone": {"form_no"}, "counter": {"form_no"}} {
		h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
		in := labObjection("2026-09-01")
		in.Channel = channel
		c := h.register(labClerk, in)
		assert.Equal(t, missing, c.Missing, channel)
		if missing != nil {
			assert.Equal(t, "complete", h.refused(labClerk, c, complaint.Assess{}, complaint.ErrNotAllowed).Rule)
			c = h.do(labClerk, c, complaint.Correct{Fields: map[string]string{"form_no": "YY-009"}}, complaint.Assess{})
			assert.Equal(t, complaint.Assessed, c.State)
		}
	}
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	assert.Empty(t, h.register(labClerk, labComplaint("phone", "physics")).Missing, "a general complaint may be spoken")
}

// req: R04.3
func TestLaboratoryObjectionBringsReasonsAndGrounds(t *testing.T) {
	for _, name := range []string{"reasons", "grounds", "report_no", "report_received"} {
		h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
		in := labObjection("2026-09-01")
		delete(in.Fields, name)
		c := h.register(labClerk, in)
		assert.Equal(t, []string{name}, c.Missing)
		h.refused(labClerk, c, complaint.Assess{}, complaint.ErrNotAllowed)
	}
}

// req: R04.4
func TestLaboratoryObjectionIsAcceptedByTheTechnicalOfficeAndLedByQuality(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	in := labObjection("2026-09-01")
	in.Fields["matter"], in.Fields["department"] = "other", "chemistry"
	c := h.register(labClerk, in)
	assert.Equal(t, "quality", c.Unit, "not the department that made the report")
	assert.Equal(t, []string{"agent", "manager"}, h.refused(labChemist, c, complaint.Admit{}, complaint.ErrForbidden).Who)
	assert.Empty(t, h.told("objection-accepted"))
	c = h.do(labClerk, c, complaint.Admit{})
	assert.Equal(t, []string{"role:manager"}, h.told("objection-accepted"))
	c = h.do(labClerk, c, complaint.Assess{}, complaint.Dispatch{Person: labQuality.ID})
	c = h.do(labQuality, c, complaint.TakeOn{})
	assert.Equal(t, labQuality.ID, c.Owner)

	other := h.register(labClerk, labComplaint("phone", "physics"))
	h.do(labClerk, other, complaint.Admit{})
	assert.Len(t, h.told("objection-accepted"), 1, "a general complaint is not reported to the quality manager")
}

// req: R04.6, R04.7
func TestLaboratoryDepartmentsAnswerForThemselvesUntilItIsTooHard(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := h.register(labClerk, labComplaint("phone", "physics"))
	assert.Equal(t, "physics", c.Unit)
	assert.Equal(t, "chemistry", h.register(labClerk, labComplaint("counter", "chemistry")).Unit)
	c = h.do(labClerk, c, complaint.Assess{}, complaint.Dispatch{Person: labPhysicist.ID})
	h.refused(labChemist, c, complaint.TakeOn{}, complaint.ErrForbidden)
	c = h.do(labPhysicist, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "not-upheld"})
	assert.Contains(t, h.labTasks(c), "file-result")
	h.do(labClerk, c, complaint.FollowUp{Reached: true, Satisfied: true})
	h.complete(labClerk, labQuality, c, "explain", "", "letter_no", "H-1")
	assert.Equal(t, "tasks", h.refused(labClerk, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	h.refused(labClerk, c, complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "file-result"), Values: inPairs("result", "x")}, complaint.ErrForbidden)
	h.complete(labPhysicist, labQuality, c, "file-result", "", "result", "报告按约定时间出具")
	assert.Equal(t, []string{"role:agent"}, h.told("result-filed"))
	h.do(labClerk, c, complaint.Close{})

	in := labComplaint("email", "physics")
	in.Complainant.Phone = "13900000049"
	hard := h.register(labClerk, in)
	hard = h.do(labClerk, hard, complaint.Assess{}, complaint.Dispatch{Person: labPhysicist.ID})
	hard = h.do(labPhysicist, hard, complaint.TakeOn{})
	h.refused(labPhysicist, hard, complaint.Plan{People: []string{labChemist.ID}}, complaint.ErrForbidden)
	_, err := h.desk.Case(t.Context(), labChemist, hard.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	hard = h.do(labPhysicist, hard, complaint.Transfer{Unit: "general-office", Person: labOffice.ID, Reason: "too-hard"})
	hard = h.do(labOffice, hard, complaint.Plan{Goal: "查明", People: []string{labChemist.ID, labAnalyst.ID}})
	assert.Equal(t, []string{labChemist.ID, labAnalyst.ID}, hard.Team)
	assert.Equal(t, []string{"person:b8", "person:b12"}, h.told("planned"))
	h.now(labChemist, hard)
	h.do(labOffice, hard, complaint.Resolve{Outcome: "not-upheld"})
	assert.NotContains(t, h.labTasks(hard), "file-result", "the general office files for itself")
}

// req: R04.8
func TestLaboratorySurveyComplaintsGoToTheGeneralOffice(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	assert.Equal(t, "general-office", h.register(labClerk, labComplaint("survey", "physics")).Unit)
}

// req: R04.10, R04.11
func TestLaboratoryDataIsReviewedAndTheOpinionApproved(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	in := labObjection("2026-09-01")
	in.Channel, in.Fields["purpose"] = "phone", "complain"
	doubt := h.register(labClerk, in)
	assert.Equal(t, "data-complaint", doubt.Kind)
	doubt = h.do(labClerk, doubt, complaint.Assess{}, complaint.Dispatch{Person: labQuality.ID})
	assert.Empty(t, h.labTasks(doubt))
	doubt = h.do(labQuality, doubt, complaint.TakeOn{})
	assert.Equal(t, []string{"review"}, h.labTasks(doubt))
	id := openTask(h.now(labQuality, doubt), "review")
	whole := []string{"records_sound", "true", "instruments_sound", "true", "process_sound", "true", "opinion", "结果可信"}
	for i := 0; i < len(whole); i += 2 {
		rest := append(append([]string{}, whole[:i]...), whole[i+2:]...)
		refusal := h.refused(labReviewer, doubt, complaint.CompleteTask{Task: id, Values: inPairs(rest...)}, complaint.ErrInvalid)
		assert.Equal(t, "values."+whole[i], refusal.Fields[0].Field)
	}
	assert.Equal(t, "tasks", h.refused(labQuality, doubt, complaint.Resolve{Outcome: "report-stands"}, complaint.ErrNotAllowed).Rule)
	h.complete(labReviewer, labQuality, doubt, "review", "", whole...)
	assert.Equal(t, []string{"opinion-approval"}, h.labTasks(doubt))
	approval := complaint.CompleteTask{Task: openTask(h.now(labQuality, doubt), "opinion-approval"), Result: "report-stands"}
	h.refused(labReviewer, doubt, approval, complaint.ErrForbidden)
	assert.Equal(t, "different", h.refused(inRole(labReviewer, "manager", "quality"), doubt, approval, complaint.ErrForbidden).Rule, "nobody approves the own opinion")
	h.complete(labQuality, labQuality, doubt, "opinion-approval", "returned")
	assert.Equal(t, []string{"review"}, h.labTasks(doubt), "an opinion that is not approved is worked out again")
	h.complete(labReviewer, labQuality, doubt, "review", "", whole...)
	h.complete(labQuality, labQuality, doubt, "opinion-approval", "report-stands")
	assert.Equal(t, []string{"enter-result"}, h.labTasks(doubt), "no retest without need")

	other := h.register(labClerk, labComplaint("phone", "physics"))
	other = h.do(labClerk, other, complaint.Assess{}, complaint.Dispatch{Person: labPhysicist.ID})
	h.do(labPhysicist, other, complaint.TakeOn{})
	assert.Empty(t, h.labTasks(other), "nothing to review where no data are in doubt")
}

// req: R04.12, R04.14
func TestLaboratoryRetestIsBlindAndByTwoPeopleAtOnce(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "retest")
	assert.Equal(t, []string{"recode"}, h.labTasks(c), "the original sample is used")
	refusal := h.refused(labKeeper, c, complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "recode")}, complaint.ErrInvalid)
	assert.Equal(t, "values.blind_code", refusal.Fields[0].Field)
	h.complete(labKeeper, labQuality, c, "recode", "", "blind_code", "M-301")
	assert.Equal(t, []string{"role:tester"}, h.told("task")[len(h.told("task"))-1:])

	retest := complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "retest"), Result: "wrong", Values: inPairs("measured", "0.12")}
	for _, a := range []complaint.Actor{labKeeper, labReviewer} {
		assert.Equal(t, "different", h.refused(inRole(a, "tester", "chemistry"), c, retest, complaint.ErrForbidden).Rule, "who knows the sample does not test it")
	}
	seen := h.now(labFirst, c)
	assert.Empty(t, seen.Channel, "whoever tests does not see whose sample it is")
	assert.Empty(t, seen.Fields)
	assert.Len(t, seen.Tasks, 1)
	h.do(labFirst, c, retest)
	assert.Equal(t, []string{"retest"}, h.labTasks(c), "one of two has reported")
	assert.Equal(t, "different", h.refused(labFirst, c, retest, complaint.ErrForbidden).Rule, "twice by one is not two")
	assert.Empty(t, h.now(labSecond, c).Tasks[0].Reports, "the second does not see what the first found")
	h.do(labSecond, c, retest)
	assert.Equal(t, []string{"sign-off"}, h.labTasks(c))
	h.verified(c)
}

// req: R04.13
func TestLaboratoryResamplesOnlyWhenSamplingOrTransportWasWrong(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "resample")
	assert.Equal(t, []string{"resample"}, h.labTasks(c))
	h.complete(labKeeper, labQuality, c, "resample", "", "sample_no", "S-2")
	assert.Equal(t, []string{"recode"}, h.labTasks(c), "the new sample is recoded blind, too")
	labRetested(h, c, "right", "right")
	assert.Equal(t, []string{"enter-result"}, h.labTasks(c))
}

// req: R04.15, R04.16, R04.17
func TestLaboratoryResultIsDueInWriting(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-04 10:00", nil)
	c := h.register(labClerk, labObjection("2026-09-01"))
	h.due(c, "objection-result", "none")
	h.at("2026-09-07 10:00")
	c = h.do(labClerk, c, complaint.Admit{})
	h.due(c, "objection-result", "09-22 24:00") // 15 days from the acceptance on the 7th, not from the receipt
	c = h.do(labClerk, c, complaint.Message{Kind: "written-result", Channel: "phone", Text: "口头告知"})
	assert.Equal(t, sla.Running, h.verdict(c, "objection-result"), "said on the telephone is not in writing")
	c = h.do(labClerk, c, complaint.Message{Kind: "progress", Channel: "letter", Text: "正在复测"})
	assert.Equal(t, sla.Running, h.verdict(c, "objection-result"))
	c = h.do(labClerk, c, complaint.Message{Kind: "written-result", Channel: "letter", Text: "维持原报告"})
	assert.Equal(t, sla.Met, h.verdict(c, "objection-result"))

	in := labObjection("2026-09-01")
	in.Complainant.Phone, in.Fields["urgent"] = "13900000042", "true"
	c = h.do(labQuality, h.do(labClerk, c, complaint.Assess{}, complaint.Dispatch{Person: labQuality.ID}), complaint.TakeOn{})
	labReviewed(h, c, "report-stands")
	h.complete(labClerk, labQuality, c, "enter-result", "report-stands")
	c = h.do(labQuality, c, complaint.Resolve{Outcome: "report-stands"})
	c = h.do(labClerk, c, complaint.Reopen{Reason: "unsatisfied"})
	h.due(c, "objection-result", "09-22 24:00") // a new investigation has its own fifteen days
	h.complete(labClerk, labQuality, c, "explain", "", "letter_no", "H-9")
	assert.Equal(t, sla.Met, h.verdict(h.now(labClerk, c), "objection-result"), "the letter is the result in writing")

	urgent := h.do(labClerk, h.register(labClerk, in), complaint.Admit{})
	h.due(urgent, "objection-result", "09-10 18:00") // three working days
	h.at("2026-09-10 18:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(labClerk, urgent), "objection-result"))

	in.Complainant.Phone, in.Fields["urgent"] = "13900000043", "false"
	unsaid := h.do(labClerk, h.register(labClerk, in), complaint.Assess{}, complaint.Dispatch{Person: labQuality.ID})
	h.due(unsaid, "objection-result", "09-28 24:00") // dispatched is accepted, also when nobody said so; the 25th to 27th are holidays

	other := labComplaint("letter", "physics")
	other.Fields["urgent"] = "true"
	h.due(h.do(labClerk, h.register(labClerk, other), complaint.Admit{}), "objection-result", "none")
}

// req: R04.18
func TestLaboratoryRightResultUpholdsTheReport(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labRetested(h, labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "retest"), "right", "right")
	assert.Equal(t, []string{"enter-result"}, h.labTasks(c), "nothing is voided")
	h.complete(labClerk, labQuality, c, "enter-result", "report-stands")
	c = h.do(labQuality, c, complaint.Resolve{Outcome: "report-stands"})
	assert.Equal(t, "report-stands", c.Outcome)
}

// req: R04.19, R04.25
func TestLaboratoryWrongReportIsVoidedAndIssuedAnew(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labRetested(h, labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "retest"), "right", "wrong")
	assert.Equal(t, []string{"arbitrate"}, h.labTasks(c), "results that differ are decided")
	h.complete(labSignatory, labQuality, c, "arbitrate", "wrong")
	assert.Equal(t, []string{"sign-off"}, h.labTasks(c))
	h.refused(labQuality, c, complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "sign-off"), Result: "approved"}, complaint.ErrForbidden)
	c = h.complete(labSignatory, labQuality, c, "sign-off", "approved")
	assert.Equal(t, []string{"void", "nonconformity"}, h.labTasks(c), "a wrong report is nonconforming work")
	assert.Contains(t, c.Tags, "nonconforming")
	void := complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "void"), Values: inPairs("void_report_no", "JC-2026-0815")}
	assert.Equal(t, "values.stamped", h.refused(labClerk, c, void, complaint.ErrInvalid).Fields[0].Field)
	h.complete(labClerk, labQuality, c, "void", "", "void_report_no", "JC-2026-0815", "stamped", "2026-09-08")
	reissue := complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "reissue"), Values: inPairs("new_report_no", "JC-2026-0815G")}
	assert.Equal(t, "values.change_mark", h.refused(labSignatory, c, reissue, complaint.ErrInvalid).Fields[0].Field)
	h.complete(labSignatory, labQuality, c, "reissue", "", "new_report_no", "JC-2026-0815G", "change_mark", "第1次更改")
	assert.Equal(t, "tasks", h.refused(labQuality, c, complaint.Resolve{Outcome: "report-corrected"}, complaint.ErrNotAllowed).Rule)
	h.complete(labClerk, labQuality, c, "enter-result", "report-corrected")
	c = h.do(labQuality, c, complaint.Resolve{Outcome: "report-corrected"})
	assert.Contains(t, h.labTasks(c), "inform")
	h.complete(labQuality, labQuality, c, "nonconformity", "", "nonconformity_no", "NC-7")
	assert.Contains(t, h.labTasks(c), "corrective-action")
	h.verified(c)
}

// req: R04.25
func TestLaboratoryNonconformingWorkOpensTheProcedures(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := h.register(labClerk, labComplaint("phone", "physics"))
	c = h.do(labClerk, c, complaint.Assess{}, complaint.Dispatch{Person: labPhysicist.ID})
	c = h.do(labPhysicist, c, complaint.TakeOn{})
	assert.Empty(t, h.labTasks(c))
	c = h.do(labClerk, c, complaint.Tag{Add: []string{"nonconforming"}})
	assert.Equal(t, []string{"nonconformity"}, h.labTasks(c))
	assert.Equal(t, []string{"role:manager"}, h.told("nonconforming-work"))
	h.complete(labQuality, labQuality, c, "nonconformity", "", "nonconformity_no", "NC-8")
	assert.Equal(t, []string{"corrective-action"}, h.labTasks(c))
}

// req: R04.20, R04.21
func TestLaboratoryAnswersInWriting(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	taken := func(phone string) *complaint.Case {
		in := labComplaint("phone", "physics")
		in.Complainant.Phone = phone
		c := h.do(labClerk, h.register(labClerk, in), complaint.Assess{}, complaint.Dispatch{Person: labPhysicist.ID})
		return h.do(labPhysicist, c, complaint.TakeOn{})
	}
	unfounded := h.do(labPhysicist, taken("13900000043"), complaint.RecordFinding{Cause: "none"}, complaint.Resolve{Outcome: "not-upheld"})
	assert.Equal(t, []string{"explain", "file-result"}, h.labTasks(unfounded))
	assert.Empty(t, h.told("explained-in-writing"))
	h.complete(labClerk, labQuality, unfounded, "explain", "", "letter_no", "H-2")
	assert.Equal(t, []string{"complainant"}, h.told("explained-in-writing"))

	founded := h.do(labPhysicist, taken("13900000044"), complaint.RecordFinding{Cause: "planning", Upheld: true})
	assert.Equal(t, []string{"measures"}, h.labTasks(founded))
	assert.Equal(t, "tasks", h.refused(labPhysicist, founded, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule, "measures come first")
	h.complete(labPhysicist, labQuality, founded, "measures", "", "measure", "调整排样计划")
	h.do(labPhysicist, founded, complaint.Resolve{Outcome: "upheld"})
	assert.Empty(t, h.told("told-in-writing"))
	h.complete(labClerk, labQuality, founded, "inform", "", "letter_no", "H-3")
	assert.Equal(t, []string{"complainant"}, h.told("told-in-writing"))
	assert.Len(t, h.told("explained-in-writing"), 1)
}
