package preset_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a factory.
var (
	factorySales    = complaint.Actor{ID: "y1", Name: "任洁", Role: "agent", Unit: "sales"}
	factoryEngineer = complaint.Actor{ID: "y2", Name: "钟亮", Role: "handler", Unit: "quality"}
	factoryQuality  = complaint.Actor{ID: "y3", Name: "谭军", Role: "supervisor", Unit: "quality"}
	factoryShop     = complaint.Actor{ID: "y4", Name: "龚伟", Role: "production", Unit: "manufacturing"}
	factoryOfficer  = complaint.Actor{ID: "y5", Name: "汪琴", Role: "officer", Unit: "gm-office"}
	factoryOffice   = complaint.Actor{ID: "y6", Name: "陶然", Role: "manager", Unit: "gm-office"}
	factoryHead     = complaint.Actor{ID: "y7", Name: "姚总", Role: "head", Unit: "gm-office"}
)

// factoryIntake is a complaint about an order, with the loss of the customer.
func factoryIntake(order string) complaint.Intake {
	return complaint.Intake{
		Channel: "visit", Complainant: complaint.Person{Name: "华电科技", Phone: "13900000070"}, Text: "上线后批量短路", Demand: "补货并赔偿停线损失",
		Fields: map[string]string{
			"order_no": order, "item": "PCB-4L-0815", "quantity": "2000", "shipped_on": "2026-08-20", "reason": "阻焊偏移",
			"loss_caused": "true", "matter": "open-short",
		},
	}
}

// factorySheet is an abnormality that sales found on a visit.
func factorySheet(phone string) complaint.Intake {
	return complaint.Intake{
		Channel: "visit", Complainant: complaint.Person{Name: "华电科技", Phone: phone}, Text: "标签字迹偏淡",
		Fields: map[string]string{"loss_caused": "false", "visited_on": "2026-09-07", "order_no": "P" + phone},
	}
}

// factoryTaken is a complaint that quality investigates.
func factoryTaken(h *house, in complaint.Intake) *complaint.Case {
	h.Helper()
	c := h.do(factoryOfficer, h.register(factorySales, in), complaint.Assess{}, complaint.Dispatch{Person: factoryEngineer.ID})
	return h.do(factoryEngineer, c, complaint.TakeOn{})
}

// What manufacturing and quality record.
func factoryDetails() []string {
	return []string{
		"details", "曝光偏移", "counter_measure", "换菲林", "production_unit", "曝光一线", "shift", "夜班", "operator", "工号118", "produced_on", "2026-08-15",
	}
}

func factoryReport() []string {
	return []string{
		"investigation", "切片分析", "responsible", "曝光组长", "cause", "对位偏移", "handling", "挑选返工", "improvement", "加装对位检测", "prevention", "首件加严",
	}
}

// factoryInquired has manufacturing's details, quality's report, and the office's decision.
func factoryInquired(h *house, c *complaint.Case, improveBy string) *complaint.Case {
	h.Helper()
	h.complete(factoryShop, factoryHead, c, "production-details", "", factoryDetails()...)
	h.complete(factoryEngineer, factoryHead, c, "quality-report", "man-made", factoryReport()...)
	h.complete(factoryOfficer, factoryHead, c, "content-review", "accepted")
	return h.complete(factoryOfficer, factoryHead, c, "responsibility", "", "responsible_unit", "制造部", "improve_by", improveBy)
}

// missingEach holds that a task is not done while one of its values is missing; values come in pairs.
func (h *house) missingEach(a complaint.Actor, c *complaint.Case, id int, result string, values ...string) {
	h.Helper()
	for i := 0; i < len(values); i += 2 {
		rest := append(append([]string{}, values[:i]...), values[i+2:]...)
		refusal := h.refused(a, c, complaint.CompleteTask{Task: id, Result: result, Values: inPairs(rest...)}, complaint.ErrInvalid)
		assert.Equal(h, "values."+values[i], refusal.Fields[0].Field)
	}
}

// req: R18.1, R18.2
func TestFactoryLossMakesAComplaint(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	sheet := h.register(factorySales, factorySheet("13900000071"))
	assert.Equal(t, "abnormality", sheet.Kind)
	assert.Equal(t, "YC2609-001", sheet.Number)
	assert.True(t, sheet.Wake.IsZero(), "no limit runs for an abnormality sheet")
	sheet = h.do(factorySales, sheet, complaint.CloseDirectly{Accepted: true, Text: "已换标签打印机色带"})
	assert.Equal(t, complaint.Closed, sheet.State)

	c := h.register(factorySales, factoryIntake("P1"))
	assert.Equal(t, "complaint", c.Kind)
	assert.Equal(t, classify.Ordinary, c.Severity)
	assert.Equal(t, "260901", c.Number, "the sheet took no number of a complaint")
	assert.False(t, c.Due("resolve").IsZero())
	assert.Equal(t, "direct", h.refused(factorySales, c, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)

	in := factoryIntake("P2")
	in.Fields["loss_caused"], in.Fields["loss"] = "false", "300"
	assert.Equal(t, "complaint", h.register(factorySales, in).Kind, "an amount is a loss")
	in = factorySheet("13900000072")
	delete(in.Fields, "visited_on")
	bare := h.register(factorySales, in)
	assert.Equal(t, []string{"visited_on"}, bare.Missing, "filled in on a visit")
	h.refused(factorySales, bare, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed)
}

// req: R18.3
func TestFactoryNumbersGoOnAfterNinetyNine(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-29 10:00", nil)
	for i := 1; i <= 101; i++ {
		want := fmt.Sprintf("2609%02d", i)
		require.Equal(t, want, h.register(factorySales, factoryIntake(fmt.Sprint("P", i))).Number)
	}
	h.at("2026-09-30 23:59")
	assert.Equal(t, "2609102", h.register(factorySales, factoryIntake("P102")).Number, "a third digit, and no intake refused")
	h.at("2026-10-01 00:01")
	assert.Equal(t, "261001", h.register(factorySales, factoryIntake("P103")).Number, "each month begins at 1")
	gaps, err := h.desk.NumberGaps(t.Context(), factoryHead)
	require.NoError(t, err)
	assert.Empty(t, gaps)
}

// req: R18.4, R18.5
func TestFactorySalesBringTheOrderAndPassTheResultOn(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	for _, name := range []string{"order_no", "item", "quantity", "shipped_on", "reason"} {
		in := factoryIntake("P" + name)
		delete(in.Fields, name)
		c := h.register(factorySales, in)
		assert.Equal(t, []string{name}, c.Missing)
		assert.Equal(t, "complete", h.refused(factoryOfficer, c, complaint.Assess{}, complaint.ErrNotAllowed).Rule)
	}
	in := factoryIntake("P1")
	in.Demand = ""
	assert.Equal(t, []string{"demand"}, h.register(factorySales, in).Missing)

	c := factoryTaken(h, factoryIntake("P9"))
	h.complete(factorySales, factoryHead, c, "reference", "", "material", "客户切片照片")
	c = factoryInquired(h, c, "2026-09-30")
	c = h.do(factoryEngineer, c, complaint.Resolve{Outcome: "upheld"})
	h.refused(factoryOfficer, c, complaint.CompleteTask{Task: openTask(h.now(factoryHead, c), "pass-on"), Values: inPairs("informed_on", "2026-09-08")}, complaint.ErrForbidden)
	h.complete(factorySales, factoryHead, c, "pass-on", "", "informed_on", "2026-09-08")
}

// req: R18.6, R18.13
func TestFactoryQualityReportsFromCauseToPrevention(t *testing.T) {
	for _, cause := range []string{"quality", "man-made"} {
		h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
		c := factoryTaken(h, factoryIntake("P1"))
		id := openTask(h.now(factoryHead, c), "quality-report")
		h.missingEach(factoryEngineer, c, id, cause, factoryReport()...)
		h.refused(factoryEngineer, c, complaint.CompleteTask{Task: id, Result: "unknown", Values: inPairs(factoryReport()...)}, complaint.ErrInvalid)
		c = h.complete(factoryEngineer, factoryHead, c, "quality-report", cause, factoryReport()...)
		assert.Equal(t, []string{"cause-" + cause}, c.Tags)
		assert.NotContains(t, c.Task(id).Reports[0].Values, "responsible", "names are sealed")
	}
}

// req: R18.7, R18.8, R18.9
func TestFactoryOfficeRegistersReviewsConvenesAndDecides(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	c := h.register(factorySales, factoryIntake("P1"))
	h.refused(factorySales, c, complaint.Assess{}, complaint.ErrForbidden)
	c = h.do(factoryOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: factoryEngineer.ID})
	c = h.do(factoryEngineer, c, complaint.TakeOn{})
	h.refused(factoryEngineer, c, complaint.Plan{People: []string{"y4"}}, complaint.ErrForbidden)
	h.do(factoryOfficer, c, complaint.Plan{Goal: "会审", People: []string{factoryShop.ID, factoryEngineer.ID, factorySales.ID}})
	assert.Equal(t, []string{"person:y4", "person:y2", "person:y1"}, h.told("planned"), "convened")

	h.complete(factoryEngineer, factoryHead, c, "quality-report", "quality", factoryReport()...)
	review := complaint.CompleteTask{Task: openTask(h.now(factoryHead, c), "content-review"), Result: "returned"}
	h.refused(factoryEngineer, c, review, complaint.ErrForbidden)
	assert.Equal(t, "different", h.refused(inRole(factoryEngineer, "officer", "gm-office"), c, review, complaint.ErrForbidden).Rule)
	h.do(factoryOfficer, c, review)
	assert.NotZero(t, openTask(h.now(factoryHead, c), "quality-report"), "written again")
	assert.Zero(t, openTask(h.now(factoryHead, c), "responsibility"))
	h.complete(factoryEngineer, factoryHead, c, "quality-report", "quality", factoryReport()...)
	h.complete(factoryOfficer, factoryHead, c, "content-review", "accepted")
	decided := complaint.CompleteTask{Task: openTask(h.now(factoryHead, c), "responsibility"), Values: inPairs("responsible_unit", "制造部", "improve_by", "2026-09-30")}
	h.refused(factoryShop, c, decided, complaint.ErrForbidden)
	c = h.do(factoryOfficer, c, decided)

	remedies := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "replacement"}}}
	h.refused(factoryEngineer, c, remedies, complaint.ErrForbidden)
	h.do(factoryOfficer, c, remedies)
}

// req: R18.8
func TestFactoryOpinionsAreVoicedAndPassedOn(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	c := factoryTaken(h, factoryIntake("P1"))
	h.do(factoryQuality, c, complaint.Note{Text: "建议先隔离库存"})
	assert.Equal(t, []string{"person:y2", "role:supervisor", "role:officer"}, h.told("opinion"))
	other := h.register(factorySales, factoryIntake("P2"))
	h.do(factorySales, other, complaint.Note{Text: "客户催促"})
	assert.Len(t, h.told("opinion"), 3, "not before it is being handled")
}

// req: R18.10, R18.14
func TestFactoryReportsWhatIsOverdue(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	c := factoryTaken(h, factoryIntake("P1"))
	h.due(c, "resolve", "09-14 18:00")
	h.due(c, "production-details", "09-09 18:00")
	h.due(c, "quality-report", "09-10 18:00")
	h.at("2026-09-09 18:00")
	assert.Empty(t, h.told("production-details-overdue"), "in time until the last instant")
	h.at("2026-09-09 18:01")
	assert.Equal(t, []string{"person:y2", "role:supervisor", "role:officer", "role:manager"}, h.told("production-details-overdue"))
	assert.Empty(t, h.told("production-details-reported"))
	h.at("2026-09-14 09:00")
	assert.Equal(t, []string{"role:head"}, h.told("production-details-reported"))
	h.at("2026-09-14 18:01")
	assert.Contains(t, h.told("resolve-overdue"), "role:officer")
	assert.Equal(t, sla.Breached, h.verdict(h.now(factoryHead, c), "quality-report"))
}

// req: R18.11
func TestFactoryFollowsTheImprovementToItsVerifiedEffect(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	c := factoryInquired(h, factoryTaken(h, factoryIntake("P1")), "2026-09-24")
	h.due(c, "improvement", "09-24 24:00") // the day the office decided
	c = h.do(factoryEngineer, c, complaint.Resolve{Outcome: "upheld"})
	c = h.do(factorySales, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"})
	h.complete(factorySales, factoryHead, c, "pass-on", "", "informed_on", "2026-09-08")
	improve := []string{"done_what", "加装对位检测"}
	h.complete(factoryShop, factoryHead, c, "improvement", "", improve...)
	h.refused(factoryShop, c, complaint.CompleteTask{Task: openTask(h.now(factoryHead, c), "quality-check"), Result: "passed"}, complaint.ErrForbidden)
	h.complete(factoryEngineer, factoryHead, c, "quality-check", "failed")
	h.complete(factoryShop, factoryHead, c, "improvement", "", improve...)
	h.complete(factoryEngineer, factoryHead, c, "quality-check", "passed")
	h.complete(factoryOfficer, factoryHead, c, "effect", "not-effective")
	h.at("2026-09-25 00:01")
	assert.Contains(t, h.told("improvement-overdue"), "role:officer")
	assert.Equal(t, "tasks", h.refused(factoryOfficer, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	h.complete(factoryShop, factoryHead, c, "improvement", "", improve...)
	h.complete(factoryEngineer, factoryHead, c, "quality-check", "passed")
	c = h.complete(factoryOfficer, factoryHead, c, "effect", "effective")
	assert.Equal(t, sla.Breached, h.verdict(c, "improvement"))
	assert.Equal(t, complaint.Closed, h.do(factoryOfficer, c, complaint.Close{}).State)
	h.verified(c)
}

// req: R18.12
func TestFactoryManufacturingGivesTheDetailsOfTheShopFloor(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	c := factoryTaken(h, factoryIntake("P1"))
	id := openTask(h.now(factoryHead, c), "production-details")
	h.missingEach(factoryShop, c, id, "", factoryDetails()...)
	h.refused(factoryEngineer, c, complaint.CompleteTask{Task: id, Values: inPairs(factoryDetails()...)}, complaint.ErrForbidden)
	assert.Equal(t, "tasks", h.refused(factoryEngineer, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
	c = h.complete(factoryShop, factoryHead, c, "production-details", "", factoryDetails()...)
	assert.Equal(t, "夜班", c.Task(id).Reports[0].Values["shift"])
	assert.NotContains(t, c.Task(id).Reports[0].Values, "operator", "who it was is sealed")
}

// req: R18.14
func TestFactoryAuthorityAndReturnsOfGoods(t *testing.T) {
	h := houseOf(t, preset.Factory(), "2026-09-07 10:00", nil)
	c := factoryInquired(h, factoryTaken(h, factoryIntake("P1")), "2026-09-30")
	c = h.do(factoryOfficer, c, complaint.Propose{Compensation: complaint.Yuan(5001)})
	assert.Equal(t, complaint.AwaitingApproval, c.State)
	assert.Equal(t, []string{"manager", "head"}, h.refused(factoryOfficer, c, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval).Who)
	c = h.do(factoryOffice, c, complaint.Deny{Approval: 1, Reason: "too-much"})

	goods := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "return-goods", Count: 1000}}}
	h.refused(factoryOfficer, c, goods, complaint.ErrNotAllowed)
	c = h.do(factoryOfficer, c, complaint.Tag{Add: []string{"return-asked"}})
	approval := complaint.CompleteTask{Task: openTask(h.now(factoryHead, c), "return-approval"), Result: "approved"}
	h.refused(factoryOfficer, c, approval, complaint.ErrForbidden)
	c = h.do(factoryOffice, c, approval)
	h.do(factoryOfficer, c, goods)

	denied := factoryInquired(h, factoryTaken(h, factoryIntake("P2")), "2026-09-30")
	h.do(factoryOfficer, denied, complaint.Tag{Add: []string{"return-asked"}})
	h.complete(factoryOffice, factoryHead, denied, "return-approval", "denied")
	assert.Equal(t, "relief return-goods", h.refused(factoryOfficer, denied, goods, complaint.ErrNotAllowed).Rule)
}
