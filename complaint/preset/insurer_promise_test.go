package preset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// The people of an insurer.
var (
	insurerAgent  = complaint.Actor{ID: "i1", Name: "柳青", Role: "agent", Unit: "service-centre"}
	insurerClaims = complaint.Actor{ID: "i2", Name: "向阳", Role: "handler", Unit: "claims"}
	insurerLead   = complaint.Actor{ID: "i3", Name: "尹娜", Role: "supervisor", Unit: "claims"}
)

func policyholder(channel, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "保户", Phone: "13900000700" + matter}, Text: "定损金额偏低",
		Fields: map[string]string{"matter": matter, "fault": "true"},
	}
}

// req: R07.1
func TestInsurerTakesComplaintsDayAndNight(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-10-01 03:00", nil) // National Day
	c := h.register(insurerAgent, policyholder("hotline", "claim"))
	assert.Equal(t, complaint.Registered, c.State)
	h.due(c, "pick-up", "10-01 03:15")
	h.due(h.register(insurerAgent, policyholder("letter", "policy")), "pick-up", "none")
	c = h.do(insurerAgent, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}})
	assert.Equal(t, sla.Met, h.verdict(c, "pick-up"))
}

// req: R07.2
func TestInsurerMakesCasesOfComplaintsOnly(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	for _, call := range []string{"claim", "rescue", "consultation", "follow-up"} {
		in := policyholder("hotline", "claim")
		in.Kind = call
		_, err := h.desk.Register(t.Context(), insurerAgent, in)
		require.ErrorIs(t, err, complaint.ErrInvalid, call)
	}
	c := h.register(insurerAgent, policyholder("hotline", "claim"))
	assert.Equal(t, "complaint", c.Kind)
	stats, err := h.desk.Stats(t.Context(), insurerLead)
	require.NoError(t, err)
	assert.Equal(t, 1, stats.Cases)
}

// req: R07.3
func TestInsurerAnswersDefinitelyWithinThreeWorkingDaysInPrinciple(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	c := h.register(insurerAgent, policyholder("hotline", "claim"))
	h.due(c, "definite-answer", "09-17 18:00")
	c = h.do(insurerAgent, c, complaint.Assess{}, complaint.Dispatch{Person: insurerClaims.ID})
	c = h.do(insurerClaims, c, complaint.TakeOn{}, complaint.Message{Kind: "progress", Text: "在核对定损"})
	h.due(c, "definite-answer", "09-17 18:00") // how it stands is no definite answer
	c = h.do(insurerClaims, c, complaint.Message{Kind: "answer", Text: "按更换件重新定损"})
	assert.Equal(t, sla.Met, h.verdict(c, "definite-answer"))

	// A target, no absolute limit: more time without anybody's leave, and nothing closes when it is missed.
	late := h.register(insurerAgent, policyholder("hotline", "policy"))
	late = h.do(insurerAgent, late, complaint.Assess{}, complaint.Dispatch{Unit: "claims", Person: insurerClaims.ID})
	late = h.do(insurerClaims, late, complaint.TakeOn{}, complaint.Extend{Target: "definite-answer", Rule: "in-principle", Reason: "complex"},
		complaint.Escalate{Role: "manager", Reason: "unsatisfied"})
	assert.Empty(t, late.Approvals)
	h.due(late, "definite-answer", "09-21 18:00")
	h.at("2026-09-21 17:00")
	before := h.now(insurerLead, late).Level
	h.at("2026-09-21 18:01")
	late = h.now(insurerLead, late)
	assert.Equal(t, sla.Breached, h.verdict(late, "definite-answer"))
	assert.Equal(t, []string{"person:i2", "role:supervisor"}, h.told("definite-answer-missed"))
	assert.Equal(t, before, late.Level, "it climbs no ladder, and troubles nobody on it")
	h.do(insurerClaims, late, complaint.Message{Kind: "answer", Text: "迟到的答复"}, complaint.Resolve{Outcome: "upheld"})
}

// req: R07.4
func TestInsurerFollowsUpEverySettledMotorClaim(t *testing.T) {
	claims := preset.InsurerPlans()[0]
	require.NoError(t, claims.Validate())
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	var settled []survey.Event
	for _, key := range []string{"c1", "c2", "c3", "c4", "c5", "c6"} {
		settled = append(settled, survey.Event{Key: key, Person: survey.Person{ID: key}, At: h.mock.Now()})
	}
	h.at("2026-09-30 10:00")
	seen, err := claims.Cover(settled, []survey.Made{{Event: "c2", N: 1, At: h.time("2026-09-16 09:00")}}, h.mock.Now())
	require.NoError(t, err)
	assert.Equal(t, 6, seen.Due, "every one of them")
	assert.Equal(t, 1, seen.Made)
	assert.Equal(t, 5, seen.Missed)
}

// req: R07.5, R07.6
func TestInsurerObjectionInAFollowUpOpensACase(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	in := policyholder("claim-follow-up", "other")
	c := h.register(insurerAgent, in)
	assert.Equal(t, []string{"claim"}, c.Missing, "which claim it is about")
	assert.Equal(t, "claims", c.Unit, "with the unit concerned")
	c = h.do(insurerAgent, c, complaint.Correct{Fields: map[string]string{"claim": "PDAA2026-77"}}, complaint.Assess{}, complaint.Dispatch{Person: insurerClaims.ID})
	h.due(c, "definite-answer", "09-17 18:00") // the customer is answered
	c = h.do(insurerClaims, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "partly"})
	assert.Equal(t, []string{"complainant"}, h.told("resolved"))

	for matter, unit := range map[string]string{"claim": "claims", "rescue": "rescue", "policy": "underwriting", "sales": "sales", "service": "claims"} {
		in := policyholder("claim-follow-up", matter)
		assert.Equal(t, unit, h.register(insurerAgent, in).Unit, matter)
	}
	assert.Equal(t, "service-centre", h.register(insurerAgent, policyholder("web", "other")).Unit, "without a claim it is the desk's")
	h.verified(c)
}

// req: R07.7
func TestInsurerTellsProcessAndTime(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	c := h.register(insurerAgent, policyholder("counter", "policy"))
	for _, told := range [][]string{nil, {"process"}, {"limit", "contact"}} {
		assert.Equal(t, "told", h.refused(insurerAgent, c, complaint.Acknowledge{Told: told}, complaint.ErrInvalid).Rule)
	}
	c = h.do(insurerAgent, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}})
	assert.Equal(t, []string{"process", "limit", "contact"}, c.Told)
}

// req: R07.8
func TestInsurerNamesThePapersOnce(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	c := h.register(insurerAgent, policyholder("counter", "claim"))
	papers := complaint.Message{Kind: "documents", Text: "身份证、行驶证、维修发票"}
	c = h.do(insurerAgent, c, papers)
	assert.Empty(t, h.told("papers-asked-again"))
	h.do(insurerAgent, c, complaint.Message{Kind: "question", Text: "方便时回电"})
	assert.Empty(t, h.told("papers-asked-again"))
	h.do(insurerAgent, c, papers)
	assert.Equal(t, []string{"role:supervisor"}, h.told("papers-asked-again"), "a second list is looked into")
}

// req: R07.9, R07.10
func TestInsurerExplainsOnTheSpotWhatItRefuses(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	c := h.register(insurerAgent, policyholder("counter", "other"))
	h.due(c, "on-the-spot", "09-14 10:30")
	h.refused(insurerAgent, c, complaint.Refuse{Recourse: []string{"court"}}, complaint.ErrInvalid) // not without a reason
	c = h.do(insurerAgent, c, complaint.Refuse{Reason: "not-ours", Recourse: []string{"authority"}, Text: "此为社保经办事项"})
	assert.Equal(t, complaint.Refused, c.State)
	assert.Equal(t, sla.Met, h.verdict(c, "on-the-spot"))
	assert.Equal(t, []string{"person:i1"}, h.told("refused-at-the-counter"), "whoever took it tells it face to face")
	letter, err := h.desk.Render(t.Context(), h.sent[len(h.sent)-1], "zh")
	require.NoError(t, err)
	assert.NotEmpty(t, letter.Body)

	c = h.register(insurerAgent, policyholder("letter", "sales"))
	h.do(insurerAgent, c, complaint.Refuse{Reason: "not-ours", Recourse: []string{"authority"}})
	assert.Len(t, h.told("refused-at-the-counter"), 1, "nobody stands there who wrote a letter")
}

// req: R07.11
func TestInsurerPutsUrgentMattersFirst(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-14 10:00", nil)
	in := policyholder("hotline", "rescue")
	in.Fields["safety"] = "danger"
	c := h.register(insurerAgent, in)
	assert.Equal(t, "urgent", c.Severity.String())
	assert.Equal(t, 9, c.Priority)
	assert.Zero(t, h.register(insurerAgent, policyholder("hotline", "claim")).Priority)
}

// req: R07.12, R07.13
func TestInsurerKeepsWhatItPromisesOnHolidaysToo(t *testing.T) {
	h := houseOf(t, preset.InsurerPromise(), "2026-09-28 10:00", nil)
	c := h.do(insurerAgent, h.register(insurerAgent, policyholder("counter", "claim")), complaint.Assess{}, complaint.Dispatch{Person: insurerClaims.ID})
	c = h.do(insurerClaims, c, complaint.TakeOn{}, complaint.MakePromise{What: "visit", Due: h.time("2026-10-02 10:00")},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo", Due: h.time("2026-10-03 12:00")}}},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	h.due(c, "promise", "10-02 10:00") // an appointment on a holiday
	h.at("2026-10-02 09:55")
	c = h.do(insurerClaims, c, complaint.Respond{Promise: 1, Text: "已上门查勘"})
	assert.Equal(t, sla.Met, c.Timers("promise")[0].Verdict)
	h.at("2026-10-03 12:01")
	c = h.now(insurerClaims, c)
	assert.Equal(t, sla.Breached, h.verdict(c, "promise"), "the remedy was agreed for noon")
	assert.Equal(t, []string{"person:i2", "role:supervisor"}, h.told("breach"))
}

// req: R07.14
func TestInsurerVisitsCustomersDrawnByLot(t *testing.T) {
	visits := preset.InsurerPlans()[1]
	require.NoError(t, visits.Validate())
	h := houseOf(t, preset.InsurerPromise(), "2026-01-01 00:00", nil)
	var people []survey.Person
	for i := range 400 {
		people = append(people, survey.Person{ID: string(rune('A'+i/26)) + string(rune('a'+i%26))})
	}
	waves := visits.Waves(h.mock.Now(), h.time("2027-01-01 00:00"))
	require.Len(t, waves, 4)
	drawn := map[string]int{}
	for _, w := range waves {
		d, err := visits.Draw(w, people)
		require.NoError(t, err)
		require.Len(t, d.Chosen, 50)
		for _, id := range d.Chosen {
			drawn[id]++
		}
	}
	assert.Greater(t, len(drawn), 120, "each quarter others: nobody knows when it is their turn")
}
