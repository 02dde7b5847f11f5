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

// The people of a managed estate.
var (
	areaOfficer   = complaint.Actor{ID: "x1", Name: "孔岚", Role: "agent", Unit: "area-2"}
	otherOfficer  = complaint.Actor{ID: "x2", Name: "白帆", Role: "agent", Unit: "area-1"}
	repairStaff   = complaint.Actor{ID: "x3", Name: "崔健", Role: "handler", Unit: "engineering"}
	repairLead    = complaint.Actor{ID: "x4", Name: "康宁", Role: "supervisor", Unit: "engineering"}
	estateService = complaint.Actor{ID: "x5", Name: "毛尖", Role: "manager", Unit: "management-office"}
	estateDirect  = complaint.Actor{ID: "x6", Name: "邱实", Role: "head", Unit: "management-office"}
)

func household(channel, area, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "住户", Phone: "13900000120"}, Place: "2-3-401", Text: "水管渗水三天",
		Fields: map[string]string{"area": area, "matter": matter, "fault": "true"},
	}
}

func (h *house) withOfficer(in complaint.Intake) *complaint.Case {
	h.Helper()
	return h.do(areaOfficer, h.register(areaOfficer, in), complaint.Assess{}, complaint.Dispatch{Person: areaOfficer.ID}, complaint.TakeOn{})
}

// req: R02.1
func TestResidentialOfficerIsTheDeskOfAnArea(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	for i, area := range []string{"area-1", "area-2", "area-3"} {
		in := household("phone", area, "engineering")
		in.Complainant.Phone = fmt.Sprintf("1390000012%d", i)
		assert.Equal(t, area, h.register(estateService, in).Unit)
	}
	elsewhere := household("phone", "", "engineering")
	elsewhere.Complainant.Phone = "13900000125"
	delete(elsewhere.Fields, "area")
	assert.Equal(t, "management-office", h.register(estateService, elsewhere).Unit)

	mine := household("counter", "area-2", "other")
	c := h.withOfficer(mine)
	h.refused(otherOfficer, c, complaint.Respond{Text: "来看过了"}, complaint.ErrForbidden)
	c = h.do(areaOfficer, c, complaint.RecordFinding{Cause: "wear", Upheld: true}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "repair"}}},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, complaint.Resolved, c.State)
	h.verified(c)
}

// req: R02.2
func TestResidentialPlaceAndPhoneAreTold(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	c := h.register(areaOfficer, household("phone", "area-2", "engineering"))
	base := []string{"process", "limit", "contact"}
	assert.Equal(t, "place must be told", h.refused(areaOfficer, c, complaint.Acknowledge{Told: base}, complaint.ErrInvalid).Fields[0].Rule)
	base = append(base, "place")
	assert.Equal(t, "phone must be told", h.refused(areaOfficer, c, complaint.Acknowledge{Told: base}, complaint.ErrInvalid).Fields[0].Rule)
	h.do(areaOfficer, c, complaint.Acknowledge{Told: append(base, "phone")})
}

// req: R02.3
func TestResidentialVerifiedTheSameDay(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-19 20:00", nil) // a Saturday
	early := household("phone", "area-2", "engineering")
	early.Received = h.time("2026-09-19 17:59")
	_, err := h.desk.Register(t.Context(), areaOfficer, early)
	require.ErrorIs(t, err, complaint.ErrInvalid, "recorded at once")
	early.Received = h.time("2026-09-19 18:00")
	c := h.withOfficer(early)
	h.due(c, "verify", "09-19 24:00")
	c = h.do(areaOfficer, c, complaint.RecordFinding{Cause: "pipe", Unit: "engineering", Upheld: true})
	assert.Equal(t, sla.Met, h.verdict(c, "verify"))

	late := household("phone", "area-2", "security")
	late.Complainant.Phone = "13900000126"
	d := h.withOfficer(late)
	h.at("2026-09-20 00:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(estateDirect, d), "verify"))
}

// req: R02.4, R02.5
func TestResidentialDirectorDecides(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	c := h.withOfficer(household("phone", "area-2", "engineering"))
	assert.Equal(t, []string{"engineering"}, c.Advisers)
	assert.Empty(t, h.told("what-was-found"))
	c = h.do(areaOfficer, c, complaint.RecordFinding{Cause: "pipe", Upheld: true})
	assert.Equal(t, []string{"unit:engineering", "role:head"}, h.told("what-was-found"))

	h.due(c, "decision", "none")
	c = h.do(areaOfficer, c, complaint.Report{Role: "head", Text: "须开挖，片区无法解决"})
	assert.Equal(t, []string{"unit:engineering", "role:head"}, h.told("not-solved"))
	h.due(c, "decision", "09-15 18:00")
	for _, a := range []complaint.Actor{areaOfficer, estateService} {
		h.refused(a, c, complaint.Instruct{Text: "由工程部开挖"}, complaint.ErrForbidden)
	}
	c = h.do(estateDirect, c, complaint.Instruct{Text: "由工程部开挖"}, complaint.Transfer{Unit: "engineering", Person: repairStaff.ID, Reason: "wrong-unit"})
	assert.Equal(t, sla.Met, h.verdict(c, "decision"))
	c = h.do(repairStaff, c, complaint.Resolve{Outcome: "upheld"})
	h.verified(c)
}

// req: R02.6
func TestResidentialSuggestionsAreTheDirectorsToDecide(t *testing.T) {
	for _, result := range []string{"adopted", "corrective-plan"} {
		h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
		in := household("counter", "area-2", "cleaning")
		in.Fields["purpose"], in.Text = "suggest", "建议增设分类垃圾桶"
		c := h.register(areaOfficer, in)
		assert.Equal(t, "suggestion", c.Kind)
		h.due(c, "verify", "none")
		answer := complaint.CloseDirectly{Accepted: true, Outcome: result, Text: "已采纳"}
		assert.Equal(t, "tasks", h.refused(areaOfficer, c, answer, complaint.ErrNotAllowed).Rule)
		h.refused(areaOfficer, c, complaint.CompleteTask{Task: 1, Result: result}, complaint.ErrForbidden)
		h.refused(estateService, c, complaint.CompleteTask{Task: 1, Result: result}, complaint.ErrForbidden)
		h.refused(estateDirect, c, complaint.CompleteTask{Task: 1, Result: "ignored"}, complaint.ErrInvalid)
		c = h.do(estateDirect, c, complaint.CompleteTask{Task: 1, Result: result})
		h.refused(areaOfficer, c, complaint.CloseDirectly{Accepted: true, Outcome: "explained"}, complaint.ErrInvalid)
		c = h.do(areaOfficer, c, answer)
		assert.Equal(t, result, c.Outcome)
	}
}

// req: R02.7
func TestResidentialSuggestionsArePosted(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	in := household("counter", "area-2", "cleaning")
	in.Fields["purpose"] = "suggest"
	c := h.register(areaOfficer, in)
	c = h.do(estateDirect, c, complaint.CompleteTask{Task: 1, Result: "adopted"})
	h.due(c, "post-measures", "none")
	c = h.do(areaOfficer, c, complaint.CloseDirectly{Accepted: true, Outcome: "adopted"})
	h.due(c, "post-measures", "09-20 18:00")
	h.refused(estateService, c, complaint.Publish{Where: "notice-board", Named: true}, complaint.ErrInvalid)
	assert.False(t, c.HasTag("award-priority"))
	c = h.do(estateService, c, complaint.Publish{Where: "notice-board", Named: true, Consent: true, Text: "采纳住户建议，增设分类垃圾桶"})
	assert.True(t, c.HasTag("award-priority"))
	assert.Equal(t, []string{"role:head"}, h.told("suggested"))
	assert.Equal(t, sla.Met, h.verdict(c, "post-measures"))

	other := household("phone", "area-2", "engineering")
	other.Complainant.Phone = "13900000127"
	d := h.do(areaOfficer, h.withOfficer(other), complaint.Resolve{Outcome: "upheld"})
	h.due(d, "post-measures", "none")
	d = h.do(estateService, d, complaint.Publish{Where: "notice-board"})
	assert.False(t, d.HasTag("award-priority"), "a complaint is no suggestion")
}

// req: R02.8
func TestResidentialResultGoesToResidentAndDirector(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	c := h.withOfficer(household("phone", "area-2", "engineering"))
	assert.Empty(t, h.told("result-to-director"))
	h.do(areaOfficer, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, []string{"complainant"}, h.told("resolved"))
	assert.Equal(t, []string{"role:head"}, h.told("result-to-director"))

	small := household("phone", "area-2", "other")
	delete(small.Fields, "fault")
	small.Complainant.Phone = "13900000128"
	h.do(areaOfficer, h.register(areaOfficer, small), complaint.CloseDirectly{Accepted: true, Text: "当场处理"})
	assert.Equal(t, []string{"complainant"}, h.told("result-to-resident"))
	assert.Len(t, h.told("result-to-director"), 2)
}

// req: R02.9
func TestResidentialNoCaseIsLeftOpen(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	c := h.withOfficer(household("phone", "area-2", "engineering"))
	h.at("2026-09-30 10:00")
	c = h.now(estateDirect, c)
	assert.Positive(t, c.Level, "it climbs")
	assert.Contains(t, h.told("resolve-missed"), "role:supervisor")
	assert.Equal(t, "outcome", h.refused(areaOfficer, c, complaint.Resolve{}, complaint.ErrInvalid).Fields[0].Field, "without an answer it does not end")
	c = h.do(areaOfficer, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, "followed-up", h.refused(estateService, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	h.do(estateService, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"})
	h.at("2026-10-20 10:00")
	stats, err := h.desk.Stats(t.Context(), estateDirect)
	require.NoError(t, err)
	assert.Equal(t, 1, stats.Cases)
	assert.Zero(t, stats.Open)
}

// req: R02.10
func TestResidentialMisconduct(t *testing.T) {
	for _, conduct := range []string{"buck-passing", "obstruction", "favour"} {
		h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
		in := household("phone", "area-2", "engineering")
		in.Fields["conduct"], in.About = conduct, []string{areaOfficer.ID}
		c := h.register(estateService, in)
		assert.Equal(t, []string{"integrity"}, c.Flags, conduct)
		h.refused(areaOfficer, c, complaint.Assess{}, complaint.ErrForbidden)
		assert.Empty(t, taskCodes(h.now(repairLead, c), false), "heads of department do not know of the inquiry")
		c = h.now(estateDirect, c)
		require.Equal(t, []string{"integrity"}, taskCodes(c, true))
		c = h.do(estateDirect, c, complaint.CompleteTask{Task: 1, Result: "verified"})
		assert.Equal(t, []string{"punishment"}, taskCodes(c, true))
	}
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	assert.Empty(t, h.now(estateDirect, h.register(areaOfficer, household("phone", "area-2", "engineering"))).Tasks)
}
