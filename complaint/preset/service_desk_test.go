package preset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a service desk.
var (
	deskAgent   = complaint.Actor{ID: "d1", Name: "孙悦", Role: "agent", Unit: "complaints"}
	deskAgent2  = complaint.Actor{ID: "d2", Name: "白冰", Role: "agent", Unit: "complaints"}
	deskOrders  = complaint.Actor{ID: "d3", Name: "金波", Role: "agent", Unit: "orders"}
	deskLead    = complaint.Actor{ID: "d4", Name: "顾萍", Role: "supervisor", Unit: "complaints"}
	deskManager = complaint.Actor{ID: "d5", Name: "侯亮", Role: "manager", Unit: "complaints"}
)

// shopper complains by telephone; the main points were read back.
func shopper(matter string) complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "夏女士", Phone: "13900000300"}, Text: "收到的杯子是碎的", ReadBack: true,
		Fields: map[string]string{"matter": matter, "fault": "true"},
	}
}

// deskInvestigating is an ordinary case on which somebody of the complaints team works.
func deskInvestigating(h *house) *complaint.Case {
	h.Helper()
	c := h.do(deskAgent, h.register(deskAgent, shopper("order")), complaint.Assess{}, complaint.Dispatch{Person: deskAgent.ID})
	return h.do(deskAgent, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-22 16:00")}, complaint.TakeOn{})
}

// req: R03.1
func TestServiceDeskReadsTheMainPointsBack(t *testing.T) {
	for _, channel := range []string{"hotline", "chat", "counter"} {
		h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
		in := shopper("quality")
		in.Channel, in.ReadBack = channel, false
		c := h.register(deskAgent, in)
		assert.Equal(t, []string{"read_back"}, c.Missing, channel)
		e := h.refused(deskAgent, c, complaint.Assess{}, complaint.ErrNotAllowed)
		assert.Equal(t, "complete", e.Rule)
		c = h.do(deskAgent, c, complaint.Correct{ReadBack: true}, complaint.Assess{})
		assert.Equal(t, complaint.Assessed, c.State)
	}
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	in := shopper("quality")
	in.Channel, in.ReadBack = "letter", false
	assert.Empty(t, h.register(deskAgent, in).Missing, "a letter is read back to nobody")
}

// req: R03.2
func TestServiceDeskAnswersSmallMattersAtOnce(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	in := shopper("order")
	in.Fields = map[string]string{"matter": "order"}
	c := h.register(deskAgent, in)
	h.due(c, "next-promise", "none")
	c = h.do(deskAgent, c, complaint.CloseDirectly{Accepted: true, Text: "已补发订单短信"})
	assert.Equal(t, complaint.Closed, c.State)
	assert.Empty(t, c.Timers("next-promise"), "nobody who has an answer is promised one")

	big := h.register(deskAgent2, complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "唐先生", Phone: "13900000301"}, ReadBack: true,
		Text: "退款迟迟不到账", Fields: map[string]string{"matter": "charges", "fault": "true"},
	})
	assert.Equal(t, "direct", h.refused(deskAgent2, big, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)
}

// req: R03.3
func TestServiceDeskGivesATime(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	c := h.do(deskAgent, h.register(deskAgent, shopper("order")), complaint.Assess{}, complaint.Dispatch{})
	h.due(c, "next-promise", "09-21 10:32")
	c = h.do(deskAgent, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-21 16:00")})
	assert.Equal(t, sla.Met, h.verdict(c, "next-promise"))
	h.due(c, "promise", "09-21 16:00")

	in := shopper("quality")
	in.Complainant.Phone = "13900000302"
	late := h.do(deskAgent, h.register(deskAgent, in), complaint.Assess{}, complaint.Dispatch{})
	h.at("2026-09-21 11:00")
	assert.Equal(t, sla.Breached, h.verdict(h.now(deskLead, late), "next-promise"))
	assert.Contains(t, h.told("next-promise-missed"), "role:supervisor")
}

// req: R03.4, R03.5
func TestServiceDeskAnswersAtThePromisedTimeUntilItIsSolved(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	c := deskInvestigating(h)
	c = h.do(deskAgent, c, complaint.Message{Kind: "progress", Text: "还在核对物流"})
	h.due(c, "promise", "09-22 16:00") // news in between is not the answer
	h.due(c, "next-promise", "none")

	h.at("2026-09-22 15:59")
	c = h.do(deskAgent, c, complaint.Message{Kind: "progress", Promise: 1, Text: "承运商尚未回复"}) // 16:00, whatever the progress
	assert.Equal(t, sla.Met, h.verdict(c, "promise"))
	h.due(c, "promise", "none")
	h.due(c, "next-promise", "09-22 16:30") // it is not solved, so another time is owed
	c = h.do(deskAgent, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-23 16:00")})
	assert.Equal(t, sla.Met, h.verdict(c, "next-promise"))

	h.at("2026-09-23 16:01")
	c = h.now(deskAgent, c)
	assert.Equal(t, sla.Breached, h.verdict(c, "promise"), "nobody called")
	assert.Equal(t, []string{"person:d1", "role:supervisor"}, h.told("breach"))
	c = h.do(deskAgent, c, complaint.Respond{Promise: 2, Text: "今天确认破损，安排补发"})
	h.due(c, "next-promise", "09-23 16:32") // late or not: until it is solved the next time is owed
	c = h.do(deskAgent, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-24 16:00")})
	c = h.do(deskAgent, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-25 16:00"), Replaces: 3})
	h.due(c, "promise", "09-25 16:00")
	h.due(c, "next-promise", "none")
	c = h.do(deskAgent, c, complaint.MakePromise{What: "call", Due: h.time("2026-09-24 12:00")}, complaint.Respond{Promise: 5})
	h.due(c, "next-promise", "none") // the answer of the 25th is owed still
	c = h.do(deskAgent, c, complaint.Resolve{Outcome: "explained"})
	h.due(c, "next-promise", "none")
	h.verified(c)
}

// req: R03.6, R03.7, R03.8, R03.9
func TestServiceDeskMakesGoodInOrder(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	offer := func(kind string) complaint.Propose {
		return complaint.Propose{Remedies: []complaint.Remedy{{Relief: kind}}}
	}
	c := h.do(deskAgent, deskInvestigating(h), complaint.RecordFinding{Cause: "transport", Upheld: true}, offer("redo"), offer("refund"))
	require.Len(t, c.Tasks, 1)
	assert.Equal(t, "apology", c.Tasks[0].Code)
	assert.Equal(t, "proposals", h.refused(deskAgent, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule, "two are not several")
	c = h.do(deskAgent, c, offer("gift"), offer("discount"))
	assert.Equal(t, "order", h.refused(deskAgent, c, complaint.Offer{Proposal: 2}, complaint.ErrNotAllowed).Rule, "the best first")
	c = h.do(deskAgent, c, complaint.Offer{Proposal: 1})
	assert.Equal(t, "order", h.refused(deskAgent, c, complaint.Offer{Proposal: 2}, complaint.ErrNotAllowed).Rule, "the next one only on objection")
	c = h.do(deskAgent, c, complaint.Reply{Proposal: 1}, complaint.Offer{Proposal: 2}, complaint.Reply{Proposal: 2}, complaint.Offer{Proposal: 3})
	h.refused(deskAgent, c, complaint.Execute{Proposal: 3}, complaint.ErrNotAllowed)
	c = h.do(deskAgent, c, complaint.Reply{Proposal: 3, Accepted: true}, complaint.Execute{Proposal: 3})
	assert.Equal(t, "tasks", h.refused(deskAgent, c, complaint.Resolve{Outcome: "settled"}, complaint.ErrNotAllowed).Rule, "nobody apologised yet")
	c = h.do(deskAgent, c, complaint.CompleteTask{Task: 1}, complaint.Resolve{Outcome: "settled"})
	assert.True(t, c.HasTag("apologised"))
	h.verified(c)
}

// req: R03.6
func TestServiceDeskApologisesOnlyForItsOwnFault(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	c := h.do(deskAgent, deskInvestigating(h), complaint.RecordFinding{Cause: "misuse"}, complaint.Resolve{Outcome: "not-upheld"})
	assert.Empty(t, c.Tasks)
}

// req: R03.10
func TestServiceDeskAsksTwiceAfterwards(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	c := h.do(deskAgent, deskInvestigating(h), complaint.Resolve{Outcome: "explained"})
	h.due(c, "follow-up", "09-24 18:00")
	asked := complaint.FollowUp{Reached: true, Satisfied: true}
	h.refused(deskAgent, c, asked, complaint.ErrForbidden) // not who resolved it
	assert.Equal(t, "followed-up", h.refused(deskLead, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	c = h.do(deskAgent2, c, asked)
	h.due(c, "second-contact", "09-29 18:00") // 25 September is a holiday
	assert.Equal(t, "followed-up", h.refused(deskLead, c, complaint.Close{}, complaint.ErrNotAllowed).Rule, "one contact is not two")
	c = h.do(deskAgent2, c, asked)
	assert.Equal(t, sla.Met, h.verdict(c, "second-contact"))
	h.due(c, "second-contact", "none")
	assert.Equal(t, complaint.Closed, h.do(deskLead, c, complaint.Close{}).State)

	small := shopper("order")
	small.Complainant.Phone, small.Fields = "13900000304", map[string]string{"matter": "order"}
	c = h.do(deskAgent, h.register(deskAgent, small), complaint.Assess{}, complaint.Dispatch{Person: deskAgent.ID})
	assert.Equal(t, "minor", c.Severity.String())
	c = h.do(deskAgent, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "explained"})
	assert.Equal(t, "followed-up", h.refused(deskLead, c, complaint.Close{}, complaint.ErrNotAllowed).Rule, "a minor one, too")

	// Whoever was answered at once is asked in writing.
	in := shopper("order")
	in.Complainant.Phone, in.Fields = "13900000303", map[string]string{"matter": "order"}
	h.do(deskAgent, h.register(deskAgent, in), complaint.CloseDirectly{Accepted: true})
	assert.Len(t, h.letters(), 1)
}

// req: R03.11
func TestServiceDeskTellsEachStepUnasked(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	c := h.do(deskAgent, h.register(deskAgent, shopper("order")), complaint.Acknowledge{Told: []string{"process", "limit", "contact"}}, complaint.Assess{})
	assert.Equal(t, []string{"complainant"}, h.told("acknowledged"))
	assert.Empty(t, h.told("step-dispatched"))
	c = h.do(deskAgent, c, complaint.Dispatch{Person: deskAgent.ID})
	assert.Equal(t, []string{"complainant"}, h.told("step-dispatched"))
	c = h.do(deskAgent, c, complaint.TakeOn{})
	assert.Equal(t, []string{"complainant"}, h.told("step-investigating"))
	for _, kind := range []string{"redo", "refund", "gift"} {
		c = h.do(deskAgent, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: kind}}})
	}
	assert.Equal(t, []string{"complainant"}, h.told("step-proposing"), "once, not once a proposal")
	c = h.do(deskAgent, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	assert.Equal(t, []string{"complainant"}, h.told("offer"))
	assert.Equal(t, []string{"complainant"}, h.told("step-executing"))
	h.do(deskAgent, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	assert.Equal(t, []string{"complainant"}, h.told("resolved"))
}

// req: R03.12, R03.13
func TestServiceDeskHasThreeLevelsAndTheComplaintsTeamOwns(t *testing.T) {
	h := houseOf(t, preset.ServiceDesk(), "2026-09-21 10:00", nil)
	for matter, adviser := range map[string][]string{"order": {"orders"}, "attitude": {"service"}, "charges": nil} {
		in := shopper(matter)
		in.Complainant.Phone += matter
		c := h.register(deskOrders, in)
		assert.Equal(t, "complaints", c.Unit, matter)
		assert.Equal(t, adviser, c.Advisers, matter)
	}
	c := deskInvestigating(h)
	other := complaint.Actor{ID: "d6", Name: "尤佳", Role: "agent", Unit: "service"}
	h.refused(other, c, complaint.RecordFinding{Cause: "transport"}, complaint.ErrForbidden)

	pay := func(yuan int64) complaint.Propose { return complaint.Propose{Compensation: complaint.Yuan(yuan)} }
	c = h.do(deskAgent, c, pay(100))
	assert.Equal(t, complaint.Proposing, c.State, "a hundred is an agent's own")
	c = h.do(deskAgent, c, pay(101))
	assert.Equal(t, complaint.AwaitingApproval, c.State)
	h.refused(deskAgent2, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
	c = h.do(deskLead, c, complaint.Approve{Approval: 1})
	c = h.do(deskAgent, c, pay(1001))
	h.refused(deskLead, c, complaint.Approve{Approval: 2}, complaint.ErrForbidden)
	c = h.do(deskManager, c, complaint.Approve{Approval: 2})
	h.verified(c)
}
