package preset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a company.
var (
	companyDriver  = complaint.Actor{ID: "g1", Name: "乔安", Role: "employee", Unit: "logistics"}
	companyOfficer = complaint.Actor{ID: "g2", Name: "伍媛", Role: "agent", Unit: "market-development"}
	companyWorker  = complaint.Actor{ID: "g3", Name: "池峰", Role: "handler", Unit: "production"}
	companyLead    = complaint.Actor{ID: "g4", Name: "应勇", Role: "supervisor", Unit: "production"}
	companyDeputy  = complaint.Actor{ID: "g5", Name: "费岩", Role: "manager", Unit: "market-development"}
	companyGeneral = complaint.Actor{ID: "g6", Name: "卓越", Role: "head", Unit: "market-development"}
)

func customer(channel string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "客户公司", Phone: "13900000040"}, Text: "到货的电缆有破皮", Demand: "更换",
		Fields: map[string]string{"matter": "product", "fault": "true", "cause_told": "运输中未加固"},
	}
}

// convened dispatches a complaint and lets the departments agree on whose fault it is.
func (h *house) convened(c *complaint.Case, result string) *complaint.Case {
	h.Helper()
	c = h.do(companyOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: companyWorker.ID, With: []string{"logistics"}})
	for _, task := range c.Tasks {
		if task.Code == "convene" {
			return h.do(companyOfficer, c, complaint.CompleteTask{
				Task: task.ID, Result: result, Values: map[string]string{"cause": "包装", "responsible": "生产技术部"},
			})
		}
	}
	h.Error("nobody is convened")
	return c
}

// req: R12.1
func TestCompanyChannels(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	for i, channel := range []string{"letter", "fax", "phone", "email", "counter", "association"} {
		in := customer(channel)
		in.Complainant.Phone = "1390000005" + string(rune('0'+i))
		c := h.register(companyOfficer, in)
		assert.Empty(t, c.Missing, channel)
	}
	_, err := h.desk.Register(t.Context(), companyOfficer, complaint.Intake{Channel: "chat", Text: "x"})
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// req: R12.2
func TestCompanyRegistersWithContentReasonAndDemand(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.register(companyOfficer, complaint.Intake{
		Channel: "forwarded", Complainant: complaint.Person{Name: "客户公司", Phone: "13900000041"},
	})
	assert.Equal(t, []string{"cause_told", "demand", "text"}, c.Missing)
	assert.Equal(t, "market-development", c.Unit)
	h.refused(companyOfficer, c, complaint.Assess{}, complaint.ErrNotAllowed)
	c = h.do(companyOfficer, c, complaint.Correct{
		Text: "货到晚了", Demand: "赔偿", Personal: map[string]string{"cause_told": "司机绕路"},
	}, complaint.Assess{})
	assert.Equal(t, complaint.Assessed, c.State)
}

// req: R12.3
func TestCompanyConvenesTheDepartments(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.register(companyOfficer, customer("phone"))
	c = h.do(companyOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: companyWorker.ID, With: []string{"logistics"}})
	assert.Equal(t, []string{"contribution", "convene"}, taskCodes(c, true))
	c = h.do(companyWorker, c, complaint.TakeOn{})
	assert.Equal(t, "planned", h.refused(companyWorker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
	c = h.do(companyWorker, c, complaint.Plan{Goal: "查明破皮原因", People: []string{companyDriver.ID}})
	assert.Equal(t, "tasks", h.refused(companyWorker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)

	incomplete := complaint.CompleteTask{Task: 2, Result: "ours", Values: map[string]string{"cause": "包装"}}
	h.refused(companyOfficer, c, incomplete, complaint.ErrInvalid)
	unknown := complaint.CompleteTask{Task: 2, Values: map[string]string{"cause": "包装", "responsible": "生产技术部"}}
	h.refused(companyOfficer, c, unknown, complaint.ErrInvalid)
	unknown.Result = "ours"
	c = h.do(companyOfficer, c, unknown)
	assert.Equal(t, "tasks", h.refused(companyWorker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule, "logistics still has to contribute")
	c = h.do(companyDriver, c, complaint.CompleteTask{Task: 1})
	c = h.do(companyWorker, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, complaint.Resolved, c.State)
}

// req: R12.4
func TestCompanyMarketDevelopmentUrges(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.convened(h.register(companyOfficer, customer("phone")), "ours")
	h.do(companyOfficer, c, complaint.Expedite{By: "supervisor", Text: "客户等着复工"})
	assert.Equal(t, []string{"person:g3"}, h.told("expedited"))
}

// req: R12.5
func TestCompanyMarketDevelopmentRegistersTheResult(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.convened(h.register(companyOfficer, customer("phone")), "ours")
	c = h.do(companyDriver, c, complaint.CompleteTask{Task: 1})
	c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "更换"}, complaint.Resolve{Outcome: "upheld"})
	require.Equal(t, []string{"improvement"}, taskCodes(c, true))
	assert.Equal(t, "market-development", c.Tasks[2].Unit)
	c = h.do(companyOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"})
	for _, a := range []complaint.Actor{companyWorker, companyLead} {
		h.refused(a, c, complaint.Close{Text: "已更换"}, complaint.ErrForbidden)
	}
	c = h.do(companyOfficer, c, complaint.CompleteTask{Task: 3, Text: "改用双层包装"}, complaint.Close{Text: "已更换"}, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
	h.verified(c)

	none := customer("phone")
	none.Complainant.Phone = "13900000042"
	d := h.convened(h.register(companyOfficer, none), "customer")
	d = h.do(companyDriver, d, complaint.CompleteTask{Task: 1})
	d = h.do(companyWorker, d, complaint.TakeOn{}, complaint.Plan{Goal: "解释"}, complaint.CompleteTask{Task: 3}, complaint.Resolve{Outcome: "explained"})
	assert.Empty(t, taskCodes(d, true), "nothing of ours to improve")
}

// req: R12.6
func TestCompanyFirstContactStaysToTheEnd(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.register(companyDriver, customer("counter"))
	assert.Equal(t, companyDriver.ID, c.FirstContact)
	c = h.do(companyOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: companyWorker.ID})
	c = h.do(companyDriver, c, complaint.Respond{Text: "已转生产部处理"}, complaint.Attach{Kind: "record", Text: "送货单"})
	stranger := companyDriver
	stranger.ID = "g9"
	h.refused(stranger, c, complaint.Note{Text: "路过"}, complaint.ErrForbidden)
	c = h.do(companyOfficer, c, complaint.CompleteTask{Task: 1, Result: "ours", Values: map[string]string{"cause": "包装", "responsible": "生产"}})
	c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "更换"}, complaint.Resolve{Outcome: "upheld"})
	c = h.do(companyOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	h.do(companyDriver, c, complaint.Note{Text: "客户来电致谢"})
	assert.Equal(t, []string{"person:g1", "person:g1", "person:g1"}, h.told("first-contact-follows"), "dispatched, resolved, closed")
}

// req: R12.7
func TestCompanyFirstContactSharesResponsibility(t *testing.T) {
	for _, tc := range []struct {
		name   string
		result string
		shares bool
	}{{"without a good reason", "no-reason", true}, {"with one", "good-reason", false}} {
		h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
		in := customer("counter")
		in.Deadline = h.time("2026-09-16 12:00")
		c := h.convened(h.register(companyDriver, in), "ours")
		h.due(c, "customer-deadline", "09-16 12:00")
		h.at("2026-09-16 12:00")
		assert.Empty(t, h.told("customer-deadline-missed"), "on the stroke is in time")
		h.at("2026-09-16 12:01")
		c = h.now(companyDeputy, c)
		assert.Equal(t, sla.Breached, h.verdict(c, "customer-deadline"))
		assert.Equal(t, []string{"person:g1", "person:g3", "role:supervisor"}, h.told("customer-deadline-missed"))
		require.Equal(t, "missed-deadline", c.Tasks[2].Code)
		h.refused(companyDriver, c, complaint.CompleteTask{Task: 3, Result: "good-reason"}, complaint.ErrForbidden)
		c = h.do(companyDeputy, c, complaint.CompleteTask{Task: 3, Result: tc.result})
		assert.Equal(t, tc.shares, c.HasTag("first-contact-shares"), tc.name)
		assert.Equal(t, tc.shares, len(h.told("shares-responsibility")) == 1, tc.name)
	}
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.register(companyDriver, customer("counter"))
	h.due(c, "customer-deadline", "none")
	h.at("2026-09-30 10:00")
	assert.Empty(t, h.told("customer-deadline-missed"), "the customer set none")
}

// req: R12.8
func TestCompanyFirstContactSolvesAtOnce(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	in := customer("counter")
	delete(in.Fields, "fault")
	c := h.register(companyDriver, in)
	c = h.do(companyDriver, c, complaint.CloseDirectly{Accepted: true, Text: "当场补送一卷"})
	assert.Equal(t, complaint.Closed, c.State)
	assert.Equal(t, sla.Met, h.verdict(c, "resolve"))

	hard := customer("counter")
	hard.Complainant.Phone = "13900000043"
	d := h.register(companyDriver, hard)
	assert.Equal(t, "direct", h.refused(companyDriver, d, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)
}

// req: R12.9
func TestCompanySolvesUntilTheCustomerIsSatisfied(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	in := customer("phone")
	in.Deadline = h.time("2026-09-18 17:00")
	c := h.convened(h.register(companyOfficer, in), "ours")
	c = h.do(companyDriver, c, complaint.CompleteTask{Task: 1})
	c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "更换"}, complaint.Respond{Text: "周三更换"})
	for range 3 {
		c = h.do(companyWorker, c, complaint.Resolve{Outcome: "upheld"})
		c = h.do(companyOfficer, c, complaint.FollowUp{Reached: true, Effect: "no"})
		assert.Equal(t, "followed-up", h.refused(companyOfficer, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
		c = h.do(companyLead, c, complaint.Reopen{Reason: "unsatisfied"})
		if c.Assignment().TakenOn.IsZero() {
			c = h.do(companyWorker, c, complaint.TakeOn{})
		}
	}
	c = h.do(companyWorker, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, sla.Met, h.verdict(c, "customer-deadline"))
	c = h.do(companyOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	assert.Equal(t, complaint.Closed, c.State)
	assert.Equal(t, 3, c.Cycle)
}

// req: R12.10
func TestCompanyExplainsWhatIsTheCustomersOwnFault(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.convened(h.register(companyOfficer, customer("phone")), "customer")
	assert.Equal(t, []string{"contribution", "explain"}, taskCodes(c, true))
	assert.False(t, c.HasTag("our-fault"))
	c = h.do(companyDriver, c, complaint.CompleteTask{Task: 1})
	c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "解释"})
	assert.Equal(t, "tasks", h.refused(companyWorker, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed).Rule)
	c = h.do(companyWorker, c, complaint.CompleteTask{Task: 3, Text: "已说明敷设方法并派人指导"}, complaint.Resolve{Outcome: "explained"})
	assert.Equal(t, complaint.Resolved, c.State)
}

// req: R12.11, R12.12
func TestCompanyVerdictAndAppeal(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.convened(h.register(companyOfficer, customer("phone")), "ours")
	assert.True(t, c.HasTag("our-fault"))
	c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "更换"}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo"}}},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	h.due(c, "verdict", "none")
	c = h.do(companyWorker, c, complaint.Execute{Proposal: 1})
	h.due(c, "verdict", "09-16 18:00")
	assert.Equal(t, []string{"role:supervisor", "role:head"}, h.told("verdict-wanted"))

	verdict := complaint.RecordFinding{Cause: "packing", Unit: "production", People: []string{companyWorker.ID}, Upheld: true}
	h.refused(companyWorker, c, verdict, complaint.ErrForbidden)
	h.refused(companyOfficer, c, verdict, complaint.ErrForbidden)
	c = h.do(companyLead, c, verdict)
	assert.Equal(t, sla.Met, h.verdict(c, "verdict"))

	h.refused(companyLead, c, complaint.Appeal{Finding: 1}, complaint.ErrForbidden)
	c = h.do(companyWorker, c, complaint.Appeal{Finding: 1, Text: "是按图纸包装的"})
	assert.Equal(t, []string{"role:head"}, h.told("appeal"))
	h.refused(companyDeputy, c, complaint.DecideAppeal{Appeal: 1, Upheld: true, Text: "属实"}, complaint.ErrForbidden)
	c = h.do(companyGeneral, c, complaint.DecideAppeal{Appeal: 1, Upheld: true, Text: "属实，改由设计负责"})
	assert.Equal(t, complaint.AppealOverturned, c.Appeals[0].Decision)
	assert.Equal(t, complaint.Executing, c.State, "the customer's case goes on")
	h.verified(c)

	alone := customer("phone")
	alone.Complainant.Phone = "13900000044"
	d := h.convened(h.register(companyOfficer, alone), "ours")
	h.do(companyGeneral, d, verdict)
}

// req: R12.13
func TestCompanyDisputedResponsibility(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.convened(h.register(companyOfficer, customer("phone")), "disputed")
	assert.Equal(t, []string{"role:manager", "role:head"}, h.told("disputed"), "with the customer")
	h.due(c, "ruling", "09-15 18:00")
	h.refused(companyLead, c, complaint.Ruling{Unit: "production"}, complaint.ErrForbidden)
	c = h.do(companyDeputy, c, complaint.Ruling{Unit: "production"})
	assert.Equal(t, sla.Met, h.verdict(c, "ruling"))

	between := customer("phone")
	between.Complainant.Phone = "13900000045"
	d := h.register(companyOfficer, between)
	d = h.do(companyOfficer, d, complaint.Assess{}, complaint.Dispatch{Person: companyWorker.ID})
	d = h.do(companyWorker, d, complaint.SendBack{Reason: "wrong-unit"})
	assert.Len(t, h.told("disputed"), 4, "between departments")
	h.due(d, "ruling", "09-15 18:00")
	assert.Equal(t, "production", d.Unit, "it stays where it is until somebody rules")
	d = h.do(companyGeneral, d, complaint.Ruling{Unit: "logistics"})
	assert.Equal(t, "logistics", d.Unit)
	h.verified(d)
}

// req: R12.14
func TestCompanyFiveWorkingDays(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	for _, severity := range []string{"", "error", "danger"} {
		in := customer("phone")
		in.Complainant.Phone = "1390000006" + string(rune('0'+len(severity)))
		delete(in.Fields, "fault")
		switch severity {
		case "error":
			in.Fields["fault"] = "true"
		case "danger":
			in.Fields["safety"] = "danger"
		}
		c := h.register(companyDriver, in)
		h.due(c, "resolve", "09-20 18:00") // Sunday the 20th makes up for a day of the National Day week
		h.refused(companyLead, c, complaint.Extend{Target: "resolve", Rule: "complex", Reason: "complex"}, complaint.ErrInvalid)
	}

	days := preset.Company()
	for i := range days.Targets {
		if days.Targets[i].Name == "resolve" {
			days.Targets[i].Terms = []sla.Choice{{Term: sla.Term{Span: sla.Days(5)}}}
		}
	}
	days.Version = "1-calendar-days"
	calendar := houseOf(t, days, "2026-09-14 10:00", nil)
	calendar.due(calendar.register(companyDriver, customer("phone")), "resolve", "09-20 24:00")
}
