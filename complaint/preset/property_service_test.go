package preset_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of an estate.
var (
	receptionist = complaint.Actor{ID: "p1", Name: "何静", Role: "agent", Unit: "reception"}
	caretaker    = complaint.Actor{ID: "p2", Name: "罗刚", Role: "handler", Unit: "management"}
	estateLead   = complaint.Actor{ID: "p3", Name: "邓洁", Role: "supervisor", Unit: "management"}
	estateHead   = complaint.Actor{ID: "p4", Name: "严峻", Role: "manager", Unit: "reception"}
	opsOfficer   = complaint.Actor{ID: "p5", Name: "施文", Role: "operations", Unit: "operations-management"}
)

func resident(channel, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "业主", Phone: "13900000010"}, Place: "3-1-502",
		Text: "楼道灯坏了一周没人修", Fields: map[string]string{"matter": matter, "fault": "true"},
	}
}

// req: R10.1
func TestPropertyServiceHasThreeClasses(t *testing.T) {
	h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
	for matter, unit := range map[string]string{"own": "management", "construction": "engineering", "outside": "liaison"} {
		in := resident("counter", matter)
		in.Complainant.Phone = "13900000" + fmt.Sprint(100+len(matter))
		c := h.register(receptionist, in)
		assert.Equal(t, matter, c.Categories["class"])
		assert.Equal(t, unit, c.Unit, matter)
	}
}

// req: R10.2
func TestPropertyServiceSettledOnTheSpotIsReportedAfterwards(t *testing.T) {
	h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
	in := resident("counter", "own")
	delete(in.Fields, "fault")
	c := h.register(receptionist, in)
	c = h.do(receptionist, c, complaint.CloseDirectly{Text: "灯泡当场更换", Accepted: true})
	assert.Equal(t, complaint.Closed, c.State)
	assert.Equal(t, sla.Met, h.verdict(c, "inform-superior"), "settled in time, so nobody waits for the superior")
	assert.Equal(t, []string{"role:supervisor"}, h.told("settled-on-the-spot"))
}

// req: R10.3
func TestPropertyServiceSuperiorKnowsWithinTwoHours(t *testing.T) {
	h := houseOf(t, preset.PropertyService(), "2026-09-21 21:30", nil)
	c := h.register(receptionist, resident("counter", "own"))
	h.due(c, "inform-superior", "09-21 23:30")
	h.due(c, "decision", "none")
	c = h.do(receptionist, c, complaint.Assess{}, complaint.Dispatch{Person: caretaker.ID})
	c = h.do(caretaker, c, complaint.Report{Role: "supervisor"})
	assert.Equal(t, sla.Met, h.verdict(c, "inform-superior"))
	h.due(c, "decision", "09-22 14:00") // four open hours from Monday night: Tuesday until noon, and one after lunch
	h.do(estateLead, c, complaint.Instruct{Text: "今晚先换应急灯"})

	late := h.register(receptionist, resident("counter", "outside"))
	h.at("2026-09-22 23:59")
	assert.Equal(t, sla.Breached, h.verdict(h.now(estateHead, late), "inform-superior"))
}

// req: R10.4
func TestPropertyServiceResultIsOnRecordTheSameDay(t *testing.T) {
	h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
	c := h.register(receptionist, resident("counter", "own"))
	c = h.do(receptionist, c, complaint.Assess{}, complaint.Dispatch{Person: caretaker.ID})
	c = h.do(caretaker, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "maintenance", Upheld: true},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "repair"}}}, complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Accepted: true})
	h.due(c, "record-result", "none")
	c = h.do(caretaker, c, complaint.Execute{Proposal: 1})
	h.due(c, "record-result", "09-21 24:00")
	c = h.do(caretaker, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, sla.Met, h.verdict(c, "record-result"))
}

// req: R10.5
func TestPropertyServiceLettersReachReceptionWithinAnHour(t *testing.T) {
	for _, channel := range []string{"letter", "phone", "email"} {
		h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
		c := h.register(receptionist, resident(channel, "construction"))
		h.due(c, "to-reception", "09-21 11:00")
		h.due(c, "inform-superior", "none")
		c = h.do(receptionist, c, complaint.Assess{}, complaint.Dispatch{})
		assert.Equal(t, "engineering", c.Unit)
		assert.Equal(t, sla.Met, h.verdict(c, "to-reception"))
	}
}

// req: R10.6
func TestPropertyServiceHardCasesAreReportedAtOnce(t *testing.T) {
	for _, channel := range []string{"company", "group", "authority"} {
		h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
		h.register(receptionist, resident(channel, "own"))
		assert.Equal(t, []string{"role:manager"}, h.told("from-above"), channel)
	}
	h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
	c := h.register(receptionist, resident("counter", "own"))
	assert.Empty(t, h.told("from-above"))
	c = h.do(receptionist, c, complaint.Tag{Add: []string{"hard"}})
	assert.Equal(t, []string{"role:manager"}, h.told("hard-case"))
	h.do(caretaker, c, complaint.Report{Role: "manager"})
	h.do(estateHead, c, complaint.Instruct{Text: "由工程部牵头，三日内拿出方案"})
}

// req: R10.7, R10.8
func TestPropertyServiceOperationsFollowsUpAndArchives(t *testing.T) {
	h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
	c := h.register(receptionist, resident("phone", "own"))
	c = h.do(receptionist, c, complaint.Assess{}, complaint.Dispatch{Person: caretaker.ID})
	c = h.do(caretaker, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "upheld"})
	h.due(c, "follow-up", "09-24 24:00")

	asked := complaint.FollowUp{Reached: true, Satisfied: true, Score: 5, Effect: "yes"}
	h.refused(caretaker, c, asked, complaint.ErrForbidden)
	h.refused(estateHead, c, asked, complaint.ErrForbidden)
	inside := complaint.Actor{ID: "p6", Role: "operations", Unit: "management"}
	assert.Equal(t, "handling-unit", h.refused(inside, c, asked, complaint.ErrForbidden).Rule, "not somebody of the unit that handled it")
	h.refused(opsOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.ErrInvalid)
	h.refused(opsOfficer, c, complaint.Close{}, complaint.ErrNotAllowed)
	c = h.do(opsOfficer, c, asked, complaint.Close{})
	assert.Equal(t, sla.Met, h.verdict(c, "follow-up"))
	h.refused(estateHead, c, complaint.Archive{}, complaint.ErrForbidden)
	c = h.do(opsOfficer, c, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
	h.verified(c)
}

// req: R10.9
func TestPropertyServiceFormIsControlled(t *testing.T) {
	h := houseOf(t, preset.PropertyService(), "2026-09-21 10:00", nil)
	c := h.register(receptionist, resident("phone", "own"))
	sheet, err := h.desk.Sheet(t.Context(), receptionist, c.ID)
	assert.NoError(t, err)
	assert.Contains(t, sheet.Markdown("zh"), "WY-KF-08")
	assert.Contains(t, sheet.Markdown("zh"), "A/0")
	assert.Contains(t, sheet.Markdown("zh"), "2026-01-01")
}
