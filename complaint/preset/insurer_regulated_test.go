package preset_test

import (
	"context"
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

// The people of an insurer under the regulation.
var (
	regOfficer   = complaint.Actor{ID: "i1", Name: "金秋", Role: "agent", Unit: "consumer-protection"}
	regHandler   = complaint.Actor{ID: "i2", Name: "银杏", Role: "handler", Unit: "claims"}
	regClaims    = complaint.Actor{ID: "i3", Name: "铁林", Role: "supervisor", Unit: "claims"}
	regSales     = complaint.Actor{ID: "i4", Name: "铜川", Role: "supervisor", Unit: "sales"}
	regProtector = complaint.Actor{ID: "i5", Name: "水云", Role: "manager", Unit: "consumer-protection"}
	regExecutive = complaint.Actor{ID: "i6", Name: "火原", Role: "head", Unit: "consumer-protection"}
)

// regDecide is the legal time limit.
const regDecide = "cn.fin.2020.decide"

// regDispute is a dispute with the insurer about a claim.
func regDispute() complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "投保人", Phone: "13900000900"}, Text: "拒赔理由不成立", Demand: "赔付",
		Fields: map[string]string{"recipient": "institution", "against": "insurer", "matter": "claims", "fault": "true"},
	}
}

func regHouse(t *testing.T) *house {
	t.Helper()
	return houseOf(t, preset.InsurerRegulated(), "2026-09-22 10:00", nil)
}

// claimed hands a dispute to the claims department, which takes it on.
func (h *house) claimed() *complaint.Case {
	h.Helper()
	c := h.register(regOfficer, regDispute())
	c = h.do(regOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: regHandler.ID})
	return h.do(regHandler, c, complaint.TakeOn{})
}

// req: R09.1
func TestInsurerRegulatedSolvesDisputes(t *testing.T) {
	h := regHouse(t)
	c := h.claimed()
	assert.Equal(t, "complaint", c.Kind)
	h.due(c, regDecide, "10-08 24:00")
	h.refused(regHandler, c, complaint.Resolve{Outcome: "reported"}, complaint.ErrInvalid)
	c = h.do(regHandler, c, complaint.Propose{Compensation: complaint.Yuan(150)}, complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	assert.Equal(t, sla.Met, h.verdict(c, regDecide))
	h.verified(c)
}

// req: R09.2
func TestInsurerRegulatedReportsOnSuspectedViolations(t *testing.T) {
	h := regHouse(t)
	in := regDispute()
	in.Fields["recipient"], in.Fields["matter"] = "regulator", "sales"
	c := h.register(regOfficer, in)
	assert.Equal(t, []string{"violation", "consumer-protection"}, []string{c.Kind, c.Unit})
	assert.Equal(t, []string{"role:manager"}, h.told("violation-told"))
	h.due(c, regDecide, "none")
	c = h.do(regOfficer, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(regProtector, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "conduct"})
	h.refused(regProtector, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrInvalid)
	assert.Equal(t, "tasks", h.refused(regProtector, c, complaint.Resolve{Outcome: "reported"}, complaint.ErrNotAllowed).Rule)
	h.refused(regOfficer, c, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden)
	c = h.do(regProtector, c, complaint.CompleteTask{Task: 1}, complaint.Resolve{Outcome: "reported"})
	assert.Equal(t, complaint.Resolved, c.State)

	dispute := regHouse(t)
	d := dispute.register(regOfficer, regDispute())
	assert.Empty(t, taskCodes(d, true))
	assert.Empty(t, dispute.told("violation-told"))
}

// req: R09.3
func TestInsurerRegulatedAgainstWhom(t *testing.T) {
	h := regHouse(t)
	for i, tc := range []struct{ against, unit string }{{"insurer", "claims"}, {"intermediary", "intermediaries"}, {"practitioner", "sales"}} {
		in := regDispute()
		in.Fields["against"], in.Complainant.Phone = tc.against, fmt.Sprintf("1390000091%d", i)
		assert.Equal(t, tc.unit, h.register(regOfficer, in).Unit, tc.against)
	}
	in := regDispute()
	delete(in.Fields, "against")
	in.Complainant.Phone = "13900000920"
	c := h.register(regOfficer, in)
	assert.Equal(t, []string{"against"}, c.Missing)
	h.refused(regOfficer, c, complaint.Assess{}, complaint.ErrNotAllowed)
	in.Fields["against"], in.Complainant.Phone = "neighbour", "13900000921"
	_, err := h.desk.Register(t.Context(), regOfficer, in)
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// What it is about decides where it goes, unless whom it is against does.
func TestInsurerRegulatedMatters(t *testing.T) {
	h := regHouse(t)
	for i, tc := range []struct{ matter, unit string }{
		{"sales", "sales"}, {"claims", "claims"}, {"policies", "policies"}, {"charges", "consumer-protection"}, {"service", "consumer-protection"},
	} {
		in := regDispute()
		in.Fields["matter"], in.Complainant.Phone = tc.matter, fmt.Sprintf("1390000093%d", i)
		c := h.register(regOfficer, in)
		assert.Equal(t, []string{tc.matter, tc.unit}, []string{c.Categories["content"], c.Unit})
	}
}

// req: R09.4
func TestInsurerRegulatedIsFairAndConvenient(t *testing.T) {
	for _, channel := range []string{"hotline", "counter", "web", "app", "letter", "email"} {
		h := regHouse(t)
		bare := complaint.Intake{Channel: channel, Text: "收费不明", Fields: map[string]string{"against": "insurer"}}
		assert.Empty(t, h.register(regOfficer, bare).Missing, "no paper is asked for on %s", channel)
	}
	h := regHouse(t)
	in := regDispute()
	in.AboutUnit = "claims"
	c := h.register(regOfficer, in)
	assert.Equal(t, "consumer-protection", c.Unit, "not the department complained about")
	c = h.do(regOfficer, c, complaint.Assess{})
	assert.Equal(t, "conflict-of-interest", h.refused(regOfficer, c, complaint.Dispatch{Unit: "claims"}, complaint.ErrForbidden).Rule)

	about := regDispute()
	about.About, about.Complainant.Phone = []string{regClaims.ID}, "13900000922"
	d := h.register(regOfficer, about)
	assert.Equal(t, "conflict-of-interest", h.refused(regClaims, d, complaint.Assess{}, complaint.ErrForbidden).Rule)
}

// req: R09.5
func TestInsurerRegulatedHasNamedADepartment(t *testing.T) {
	h := regHouse(t)
	in := regDispute()
	delete(in.Fields, "matter")
	c := h.register(regOfficer, in)
	assert.Equal(t, "consumer-protection", c.Unit)
	h.at("2026-10-09 00:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(regProtector, c), regDecide))
	assert.Contains(t, h.told("breach"), "role:manager", "its head hears of what is late")
}

// req: R09.6
func TestInsurerRegulatedIsSupervised(t *testing.T) {
	h := regHouse(t)
	in := regDispute()
	in.Channel = "local-office"
	c := h.register(regOfficer, in)
	assert.Equal(t, []string{"area_department"}, c.Missing, "which department has the area")
	assert.Equal(t, []string{"role:manager"}, h.told("from-the-regulator"))
	assert.Equal(t, 1, c.Priority)
	c = h.do(regOfficer, c, complaint.Correct{Fields: map[string]string{"area_department": "消费者权益保护处"}}, complaint.Assess{})

	national := regDispute()
	national.Channel, national.Complainant.Phone = "bureau", "13900000923"
	assert.Empty(t, h.register(regOfficer, national).Missing)
	assert.Len(t, h.told("from-the-regulator"), 2)
	direct := regDispute()
	direct.Complainant.Phone = "13900000924"
	d := h.register(regOfficer, direct)
	assert.Len(t, h.told("from-the-regulator"), 2, "nobody passed it on")
	h.do(regProtector, d, complaint.Refuse{Reason: "handled", Recourse: []string{"local-office"}})

	c = h.do(regOfficer, c, complaint.Dispatch{Person: regHandler.ID})
	c = h.do(regHandler, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "not-upheld"})
	c = h.do(regClaims, c, complaint.Appeal{Body: "local-office"}, complaint.Appeal{Body: "bureau"})
	assert.Equal(t, []string{"local-office", "bureau"}, []string{c.Appeals[0].Body, c.Appeals[1].Body})
	assert.Equal(t, complaint.Resolved, c.State, "it is recorded beside the state")
	h.refused(regClaims, c, complaint.Appeal{Body: "court"}, complaint.ErrInvalid)
}

// req: R09.7, R09.8
func TestInsurerRegulatedDecidesInFifteenDaysAndExtendsToSixty(t *testing.T) {
	h := regHouse(t)
	c := h.claimed()
	h.due(c, regDecide, "10-08 24:00") // the fifteenth day, 7 October, is a holiday
	c = h.do(regHandler, c, complaint.Extend{Target: regDecide, Rule: "complex", Reason: "complex"})
	h.due(c, regDecide, "10-22 24:00")
	assert.Equal(t, []string{"complainant"}, h.told("extended"))
	h.refused(regHandler, c, complaint.Extend{Target: regDecide, Rule: "complex", Reason: "complex"}, complaint.ErrNotAllowed)

	c = h.do(regHandler, c, complaint.Extend{Target: regDecide, Rule: "special", Reason: "complex"})
	h.due(c, regDecide, "10-22 24:00")
	for _, a := range []complaint.Actor{regClaims, regProtector} {
		h.refused(a, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
	}
	c = h.do(regExecutive, c, complaint.Approve{Approval: 1})
	h.due(c, regDecide, "11-23 24:00") // sixty days end on a Saturday
	assert.Equal(t, []string{"complainant", "complainant"}, h.told("extended"), "told each time")
	h.refused(regExecutive, c, complaint.Extend{Target: regDecide, Rule: "special", Reason: "complex"}, complaint.ErrNotAllowed)
	h.at("2026-11-23 23:59")
	c = h.do(regHandler, h.now(regExecutive, c), complaint.Resolve{Outcome: "explained"})
	assert.Equal(t, sla.Met, h.verdict(c, regDecide))
	h.verified(c)
}

// The complainant is told the day that the law gives.
//
// req: R09.7
func TestInsurerRegulatedTellsTheLegalDay(t *testing.T) {
	h := regHouse(t)
	h.do(regOfficer, h.register(regOfficer, regDispute()), complaint.Acknowledge{Told: []string{"process", "limit", "contact"}})
	var body string
	_, err := h.desk.Deliver(t.Context(), func(ctx context.Context, n complaint.Notice) error {
		letter, err := h.desk.Render(ctx, n, "en")
		if n.Kind == "acknowledged" {
			body = letter.Body
		}
		return err
	})
	require.NoError(t, err)
	assert.Contains(t, body, "by 2026-10-08 24:00 at the latest")
}

// req: R09.9
func TestInsurerRegulatedAppraisalDoesNotCount(t *testing.T) {
	h := regHouse(t)
	c := h.claimed()
	h.mock.Add(3 * 24 * time.Hour)
	c = h.do(regHandler, c, complaint.Hold{Reason: "appraisal"})
	h.due(c, regDecide, "none")
	assert.Equal(t, []string{"complainant"}, h.told("appraisal"))
	h.mock.Add(10 * 24 * time.Hour)
	c = h.do(regHandler, c, complaint.Resume{})
	h.due(c, regDecide, "10-19 24:00") // ten days later is Saturday the 17th
	c = h.do(regHandler, c, complaint.Hold{Reason: "waiting-complainant"})
	h.due(c, regDecide, "10-19 24:00")
	assert.Len(t, h.told("appraisal"), 1, "that was none")
}

// req: R09.10
func TestInsurerRegulatedWithdrawalEndsTheSameDay(t *testing.T) {
	h := regHouse(t)
	c := h.do(regHandler, h.claimed(), complaint.Withdraw{})
	assert.Equal(t, complaint.Withdrawn, c.State)
	assert.Equal(t, "2026-09-22", c.EndedAt.In(h.zone).Format(time.DateOnly))
	assert.Equal(t, sla.Ended, h.verdict(c, regDecide))
	h.at("2026-12-31 10:00")
	assert.Empty(t, h.told("breach"), "nothing falls due any more")
}

// req: R09.7
func TestInsurerRegulatedCarriesTheMeasureInForce(t *testing.T) {
	p := preset.InsurerRegulated()
	require.NotNil(t, p.Law("cn.fin.2020"))
	assert.Equal(t, "银保监会令2020年第3号", p.Law("cn.fin.2020").Number)
	for _, l := range p.Laws {
		for _, limit := range l.Limits {
			assert.NotEqual(t, playbook.Unverified, limit.Confidence, limit.ID)
		}
	}
	twice, err := law.Lay(p, law.On(law.For("CN", "insurance"), sla.Date{Year: 2026, Month: time.September, Day: 22})...)
	require.NoError(t, err)
	require.NoError(t, twice.Validate())
	assert.Equal(t, p.Law("cn.fin.2020"), twice.Law("cn.fin.2020"), "laid already, and not twice")
	for _, t2 := range p.Targets {
		assert.True(t, t2.Name == regDecide || t2.Owner != sla.OwnerStatutory, t2.Name)
	}

	loose := preset.InsurerRegulated()
	loose.Version = "1-loose"
	for i := range loose.Targets {
		if loose.Targets[i].Name == regDecide {
			loose.Targets[i].Terms[0].Term = sla.Term{Span: sla.Workdays(15)}
		}
	}
	assert.ErrorContains(t, loose.Validate(), "cn.fin.2020", "fifteen working days are not fifteen days")
}

// A review is another department's: who decided does not look at it again.
//
// req: R09.4
func TestInsurerRegulatedReviewIsInOtherHands(t *testing.T) {
	h := regHouse(t)
	c := h.do(regHandler, h.claimed(), complaint.Resolve{Outcome: "not-upheld"})
	c = h.do(regSales, c, complaint.Appeal{Text: "请上级核查"})
	assert.Equal(t, complaint.UnderReview, c.State)
	review := complaint.DecideAppeal{Upheld: true, Text: "应予赔付"}
	inside := regProtector
	inside.Unit = "claims"
	h.refused(inside, c, review, complaint.ErrForbidden)
	c = h.do(regProtector, c, review)
	assert.Equal(t, complaint.Investigating, c.State)
}
