package preset_test

import (
	"crypto/sha256"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a service organisation.
var (
	hotline    = complaint.Actor{ID: "s1", Name: "方晴", Role: "agent", Unit: "service-centre"}
	officer    = complaint.Actor{ID: "s2", Name: "江涛", Role: "handler", Unit: "quality"}
	qualityTop = complaint.Actor{ID: "s3", Name: "田蕊", Role: "supervisor", Unit: "quality"}
	complaints = complaint.Actor{ID: "s4", Name: "薛明", Role: "manager", Unit: "service-centre"}
	principal  = complaint.Actor{ID: "s5", Name: "龚岩", Role: "head", Unit: "service-centre"}
)

// anybody is a complaint by telephone about a product, with an error of ours.
func anybody() complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "顾客", Phone: "13700000001"}, Place: "西街门店",
		Text: "买的净水器一周漏了三次", Demand: "换一台", Mood: "upset",
		Fields: map[string]string{"matter": "quality", "fault": "true", "object": "净水器 R6", "occurred": "2026-09-20"},
	}
}

func serviceHouse(t *testing.T) *house {
	t.Helper()
	return houseOf(t, preset.Service(), "2026-09-21 10:00", nil)
}

// req: R20.2
func TestServiceTakesComplaintsOnManyChannels(t *testing.T) {
	for _, channel := range []string{"hotline", "chat", "email", "suggestion-box", "social", "counter"} {
		h := serviceHouse(t)
		in := anybody()
		in.Channel = channel
		assert.Equal(t, complaint.Registered, h.register(hotline, in).State, channel)
	}
	h := serviceHouse(t)
	in := anybody()
	in.Channel = "pigeon"
	_, err := h.desk.Register(t.Context(), hotline, in)
	assert.ErrorIs(t, err, complaint.ErrInvalid)
}

// req: R20.3, R20.4, R20.5
func TestServiceRecordsWhatWasSaidAndReadsItBack(t *testing.T) {
	h := serviceHouse(t)
	in := anybody()
	in.Channel, in.Fields["private"], in.ReadBack = "counter", "true", true
	c := h.register(hotline, in)
	d, err := h.desk.Details(t.Context(), hotline, c.ID)
	require.NoError(t, err)
	assert.Equal(t, in.Complainant, d.Complainant)
	assert.Equal(t, []string{in.Text, in.Demand}, []string{d.Text, d.Demand})
	assert.Equal(t, "西街门店", c.Place)
	assert.Equal(t, "净水器 R6", d.Fields["object"])
	assert.Equal(t, []string{"2026-09-20", "true"}, []string{c.Fields["occurred"], c.Fields["private"]})
	assert.True(t, c.ReadBack)
	var first complaint.Intake
	for e, err := range h.desk.Ledger(t.Context(), hotline, c.ID) {
		require.NoError(t, err)
		first = e.Command.(complaint.Intake)
		break
	}
	assert.Equal(t, "upset", first.Mood)
}

// req: R20.6
func TestServiceTellsProcessLimitAndContact(t *testing.T) {
	h := serviceHouse(t)
	c := h.register(hotline, anybody())
	h.due(c, "acknowledge", "09-22 18:00")
	c = h.do(hotline, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}})
	assert.Equal(t, sla.Met, h.verdict(c, "acknowledge"))
	assert.ElementsMatch(t, []string{"process", "limit", "contact"}, c.Told)
	assert.Equal(t, []string{"complainant"}, h.told("acknowledged"))
	h.refused(hotline, c, complaint.Acknowledge{Told: []string{"horoscope"}}, complaint.ErrInvalid)
}

// req: R20.7, R20.8
func TestServiceClassifiesAlongThreeAxes(t *testing.T) {
	for _, tc := range []struct {
		name     string
		fields   map[string]string
		people   int
		severity classify.Severity
		scope    string
		content  string
	}{
		{"simple and clear", map[string]string{"matter": "attitude"}, 0, classify.Minor, "individual", "attitude"},
		{"an error of ours", map[string]string{"matter": "charges", "fault": "true"}, 0, classify.Ordinary, "individual", "charges"},
		{"five together", map[string]string{"matter": "efficiency"}, 5, classify.Ordinary, "group", "efficiency"},
		{"a large loss", map[string]string{"matter": "quality", "loss": "5000"}, 0, classify.Major, "individual", "quality"},
		{"twenty together", map[string]string{"matter": "quality"}, 20, classify.Major, "group", "quality"},
		{"media", map[string]string{"outside": "media"}, 0, classify.Major, "individual", "other"},
		{"danger now", map[string]string{"matter": "safety", "safety": "danger"}, 0, classify.Urgent, "individual", "safety"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := serviceHouse(t)
			in := anybody()
			in.Fields, in.Complainants = tc.fields, tc.people
			c := h.register(hotline, in)
			assert.Equal(t, tc.severity, c.Severity)
			assert.Equal(t, tc.scope, c.Scope)
			assert.Equal(t, tc.content, c.Categories["content"])
		})
	}
	h := serviceHouse(t)
	c := h.register(hotline, anybody())
	assert.Equal(t, "quality", c.Unit, "the owner follows from the content")
	c = h.do(hotline, c, complaint.Assess{Judgement: complaint.Judgement{Validity: classify.Valid, Priority: 2}})
	assert.Equal(t, 2, c.Priority)
	assert.Equal(t, classify.Valid, c.Validity)
}

// req: R20.9
func TestServiceSettlesWhatIsSimpleAtOnceAndInvestigatesTheRest(t *testing.T) {
	h := serviceHouse(t)
	in := anybody()
	in.Fields = map[string]string{"matter": "attitude"}
	c := h.register(hotline, in)
	h.refused(hotline, c, complaint.CloseDirectly{Text: "已解释"}, complaint.ErrNotAllowed) // nobody said that they accept it
	c = h.do(hotline, c, complaint.CloseDirectly{Text: "已解释", Accepted: true})
	assert.Equal(t, complaint.Closed, c.State)

	in = anybody()
	in.Complainant.Phone = "13700000002"
	c = h.register(hotline, in)
	assert.Equal(t, "direct", h.refused(hotline, c, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)
}

// req: R20.10
func TestServiceDispatchesToANamedPerson(t *testing.T) {
	h := serviceHouse(t)
	c := h.register(hotline, anybody())
	c = h.do(hotline, c, complaint.Assess{}, complaint.Dispatch{Person: officer.ID})
	assert.Equal(t, officer.ID, c.Owner)
	h.due(c, "take-on", "09-21 15:02") // four open hours with the lunch break
	c = h.do(officer, c, complaint.TakeOn{})
	assert.Equal(t, sla.Met, h.verdict(c, "take-on"))
}

// req: R20.11, R20.12
func TestServiceInvestigatesByAPlan(t *testing.T) {
	h := serviceHouse(t)
	in := anybody()
	in.Fields["loss"] = "8000"
	c := h.register(hotline, in)
	require.Equal(t, classify.Major, c.Severity)
	c = h.do(hotline, c, complaint.Assess{}, complaint.Dispatch{Person: officer.ID})
	c = h.do(officer, c, complaint.TakeOn{}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "repair"}}})
	assert.Equal(t, "planned", h.refused(officer, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	c = h.do(officer, c, complaint.Plan{
		Goal: "查明漏水原因", Method: "拆检与询问", People: []string{officer.ID, qualityTop.ID}, Needs: []string{"record", "interview", "site"},
		Until: h.time("2026-09-23 18:00"),
	}, complaint.RecordFinding{Cause: "sealing", Unit: "quality", Upheld: true})
	assert.Equal(t, []string{officer.ID, qualityTop.ID}, c.Team)
	assert.Equal(t, "quality", c.Findings[0].Unit)
	c = h.do(officer, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	assert.Equal(t, "evidence", h.refused(officer, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
	for _, kind := range []string{"record", "interview", "site"} {
		c = h.do(officer, c, complaint.Attach{Title: kind, Kind: kind, Hash: complaint.Hash(sha256.Sum256([]byte(kind)))})
	}
	c = h.do(officer, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, complaint.Resolved, c.State)
	h.verified(c)
}

// investigated takes a complaint to where a proposal is made.
func investigated(h *house) *complaint.Case {
	h.Helper()
	c := h.register(hotline, anybody())
	c = h.do(hotline, c, complaint.Assess{}, complaint.Dispatch{Person: officer.ID})
	return h.do(officer, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "sealing", Unit: "quality", Upheld: true})
}

// req: R20.13, R20.14
func TestServiceProposesEveryKindOfRemedyWithinItsAuthority(t *testing.T) {
	h := serviceHouse(t)
	c := investigated(h)
	h.refused(officer, c, complaint.Offer{Proposal: 1}, complaint.ErrInvalid) // nothing was proposed
	c = h.do(officer, c, complaint.Propose{Remedies: []complaint.Remedy{
		{Relief: "apology"},
		{Relief: "explanation"},
		{Relief: "refund"},
		{Relief: "discount"},
		{Relief: "gift"},
		{Relief: "redo"},
		{Relief: "repair"},
		{Relief: "improvement"},
	}, Compensation: complaint.Yuan(200)})
	assert.Equal(t, complaint.Proposing, c.State, "200 yuan are the handler's own authority")
	c = h.do(officer, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "refund"}}, Compensation: complaint.Yuan(201)})
	assert.Equal(t, complaint.AwaitingApproval, c.State)
	assert.Equal(t, []string{"supervisor", "manager", "head"}, h.refused(officer, c, complaint.Offer{Proposal: 2}, complaint.ErrNeedsApproval).Who)
	h.refused(officer, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
	c = h.do(qualityTop, c, complaint.Approve{Approval: 1})
	assert.Equal(t, complaint.Proposing, c.State)
	c = h.do(qualityTop, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "refund"}}, Compensation: complaint.Yuan(1500)})
	assert.Equal(t, "four-eyes", h.refused(qualityTop, c, complaint.Approve{Approval: 2}, complaint.ErrForbidden).Rule, "nobody approves their own")
}

// req: R20.15, R20.16, R20.17
func TestServiceNegotiatesUntilAgreementOrAFinalDecision(t *testing.T) {
	h := serviceHouse(t)
	c := investigated(h)
	gift := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "gift"}}}
	c = h.do(officer, c, gift, complaint.Offer{Proposal: 1, Text: "依据三包规定"}, complaint.Reply{Proposal: 1},
		gift, complaint.Offer{Proposal: 2}, complaint.Reply{Proposal: 2})
	assert.Equal(t, 2, c.Rounds)
	h.refused(officer, c, complaint.Execute{Proposal: 2}, complaint.ErrNotAllowed)
	last := complaint.FinalDecision{Proposal: 2, Text: "维持换芯方案，理由已书面说明", Recourse: []string{"review", "association"}}
	h.refused(officer, c, last, complaint.ErrForbidden)
	h.refused(qualityTop, c, complaint.FinalDecision{Proposal: 2, Recourse: []string{"review"}}, complaint.ErrInvalid)
	c = h.do(qualityTop, c, last)
	assert.Equal(t, complaint.Executing, c.State)
	h.do(officer, c, complaint.Execute{Proposal: 2})

	h = serviceHouse(t)
	c = investigated(h)
	c = h.do(officer, c, gift, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	assert.Equal(t, complaint.Executing, c.State)
	h.do(officer, c, complaint.Execute{Proposal: 1})
}

// req: R20.1
func TestServiceKeepsConfidence(t *testing.T) {
	pb := preset.Service()
	pb.Roles = append(pb.Roles, playbook.Role{Code: "auditor", Level: 1, AllUnits: true})
	h := houseOf(t, pb, "2026-09-21 10:00", nil)
	c := h.register(hotline, anybody())
	auditor := complaint.Actor{ID: "x", Role: "auditor", Unit: "finance"}
	_, err := h.desk.Details(t.Context(), auditor, c.ID)
	assert.ErrorIs(t, err, complaint.ErrForbidden, "a role that is not let see does not")
	_, err = h.desk.Details(t.Context(), complaint.Actor{ID: "y", Role: "handler", Unit: "finance"}, c.ID)
	assert.ErrorIs(t, err, complaint.ErrForbidden, "nor a unit that has nothing to do with it")
	for e, err := range h.desk.Ledger(t.Context(), auditor, c.ID) {
		require.NoError(t, err)
		assert.Empty(t, e.Command.(complaint.Intake).Complainant)
	}
}

// req: R20.18
func TestServiceFollowsUpClosesAndImproves(t *testing.T) {
	h := serviceHouse(t)
	c := investigated(h)
	c = h.do(officer, c, complaint.Resolve{Outcome: "upheld"})
	h.due(c, "follow-up", "09-24 18:00")
	h.due(c, "auto-close", "10-06 10:05")
	assert.Equal(t, "followed-up", h.refused(complaints, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	c = h.do(hotline, c, complaint.FollowUp{Reached: true, Effect: "no"})
	assert.Equal(t, "followed-up", h.refused(complaints, c, complaint.Close{}, complaint.ErrNotAllowed).Rule, "nothing closes against its answer")
	c = h.do(complaints, c, complaint.Reopen{Reason: "unsatisfied"})
	c = h.do(officer, c, complaint.Resolve{Outcome: "settled"})
	c = h.do(hotline, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"})
	c = h.do(complaints, c, complaint.Close{})
	c = h.do(principal, c, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
	h.verified(c)
}

// A letter about an extension names the limit that was extended, not another one.
func TestServiceTellsTheLimitThatWasExtended(t *testing.T) {
	pb := preset.Service()
	pb.Targets[0].Terms = []sla.Choice{{Term: sla.Term{Span: sla.Workdays(1)}}}
	pb.Targets[0].Extensions = []sla.ExtensionRule{{Name: "complex", Shape: sla.ExtendPlus, Span: sla.Workdays(5)}}
	h := houseOf(t, pb, "2026-09-21 10:00", nil)
	c := h.register(hotline, anybody())
	h.do(complaints, c, complaint.Extend{Target: "acknowledge", Rule: "complex", Reason: "complex"})
	require.Equal(t, []string{"complainant"}, h.told("extended"))
	letter, err := h.desk.Render(t.Context(), h.sent[len(h.sent)-1], "en")
	require.NoError(t, err)
	assert.Contains(t, letter.Body, "is now "+h.now(complaints, c).Due("acknowledge").In(h.zone).Format("2006-01-02 15:04"))
}

// While an outcome is under review nothing closes the case by itself.
func TestServiceDoesNotCloseWhatIsUnderReview(t *testing.T) {
	h := serviceHouse(t)
	c := h.do(officer, investigated(h), complaint.Resolve{Outcome: "upheld"})
	h.due(c, "auto-close", "10-06 10:05")
	c = h.do(officer, c, complaint.Appeal{})
	assert.Equal(t, complaint.UnderReview, c.State)
	h.due(c, "auto-close", "none")
	h.at("2026-10-20 10:00")
	assert.Equal(t, complaint.UnderReview, h.now(complaints, c).State)
}
