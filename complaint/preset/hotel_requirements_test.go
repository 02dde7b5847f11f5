package preset_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// porter is an employee with no authority over money.
var porter = complaint.Actor{ID: "e2", Name: "石安", Role: "employee", Unit: "front-office"}

// small is a shortcoming that anybody settles.
func small(matter, phone string) complaint.Intake {
	return complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "客人", Phone: phone}, Place: "0917", Text: "床头灯不亮",
		Fields: map[string]string{"matter": matter},
	}
}

// req: R11.1
func TestHotelEveryEmployeeTakesSettlesOrPassesOn(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(porter, small("room", "13800001101"))
	c = h.do(porter, c, complaint.Respond{Text: "马上换"}, complaint.CloseDirectly{Text: "灯泡已换"})
	assert.Equal(t, complaint.Closed, c.State, "settled")

	d := h.register(porter, small("housekeeping", "13800001102"))
	assert.Equal(t, "housekeeping", d.Unit, "passed to the department concerned")
	d = h.do(porter, d, complaint.Escalate{Reason: "beyond-authority"})
	assert.Equal(t, []string{"role:area-lead"}, h.told("escalated"), "or to the next level")
	h.refused(porter, d, complaint.Propose{Compensation: complaint.Yuan(1)}, complaint.ErrForbidden)

	e := h.register(porter, ordinary())
	assert.Equal(t, "direct", h.refused(porter, e, complaint.CloseDirectly{}, complaint.ErrNotAllowed).Rule, "not theirs to settle")
}

// req: R11.2
func TestHotelComplaintsAreSpokenWrittenPhonedOrBroughtByOthers(t *testing.T) {
	h := open(t, 10, 0)
	for i, channel := range []string{"counter", "phone", "letter", "email", "staff"} {
		in := small("room", fmt.Sprintf("1380000111%d", i))
		in.Channel = channel
		c := h.register(front, in)
		assert.Equal(t, "complaint", c.Kind, channel)
		assert.Empty(t, c.Missing)
	}
	through := small("room", "13800001119")
	through.Channel, through.OnBehalfOf = "authority", complaint.Person{Name: "住客"}
	assert.Equal(t, "complaint", h.register(front, through).Kind)
}

// req: R11.3
func TestHotelLobbyManagerCoordinatesAllDepartments(t *testing.T) {
	h := open(t, 10, 0)
	for i, matter := range []string{"room", "housekeeping", "restaurant", "front-desk", "charge", "security"} {
		c := h.register(lobby, small(matter, fmt.Sprintf("1380000112%d", i)))
		c = h.do(lobby, c, complaint.Respond{Text: "酒店已收到"}, complaint.Assess{}, complaint.Dispatch{}, complaint.Expedite{})
		assert.Equal(t, complaint.Dispatched, c.State, c.Unit)
	}
	c := h.register(front, small("restaurant", "13800001129"))
	stranger := complaint.Actor{ID: "dh", Role: "dept-head", Unit: "housekeeping"}
	assert.Equal(t, "reach", h.refused(stranger, c, complaint.Assess{}, complaint.ErrForbidden).Rule, "a head of department has the own department's")
}

// req: R11.8
func TestHotelComplaintCentreHasAHeadADeputyAndMembers(t *testing.T) {
	at := time.Date(2026, time.September, 30, 0, 0, 0, 0, time.UTC)
	centre := func(absent ...complaint.Absence) *complaint.Staff {
		return &complaint.Staff{Version: "1", People: []complaint.StaffMember{
			{ID: "d1", Role: "deputy-gm", Unit: "complaint-centre", Substitute: "m1", Absent: absent},
			{ID: "m1", Role: "floor-manager", Unit: "restaurant"},
		}}
	}
	h := houseOf(t, preset.Hotel(), "2026-09-30 16:00", centre())
	c := h.register(front, injured())
	require.Equal(t, "complaint-centre", c.Unit)
	h.at("2026-10-01 00:01")
	assert.Contains(t, h.told("breach"), "person:d1", "its head")

	away := houseOf(t, preset.Hotel(), "2026-09-30 16:00", centre(complaint.Absence{From: at, To: at.Add(72 * time.Hour)}))
	away.register(front, injured())
	away.at("2026-10-01 00:01")
	assert.Contains(t, away.told("breach"), "person:m1", "the restaurant manager is the deputy")
	assert.NotContains(t, away.told("breach"), "person:d1")

	supervisor := complaint.Actor{ID: "m2", Role: "floor-manager", Unit: "complaint-centre"}
	member := complaint.Actor{ID: "a2", Role: "area-lead", Unit: "complaint-centre"}
	c = h.do(supervisor, c, complaint.Note{Text: "已联系医院"})
	c = h.do(member, c, complaint.Note{Text: "监控已调取"}, complaint.Report{Role: "deputy-gm"})
	assert.Equal(t, "reach", h.refused(lead, c, complaint.Note{Text: "路过"}, complaint.ErrForbidden).Rule, "an area lead who is no member")
}

// req: R11.13, R11.14
func TestHotelWhoIsNextWhenAuthorityEnds(t *testing.T) {
	head := complaint.Actor{ID: "h1", Role: "dept-head", Unit: "restaurant"}
	for _, tc := range []struct {
		name string
		who  complaint.Actor
		yuan int64
		next []string
	}{
		{"the head of department asks the operations director", head, 2500, []string{"operations-director", "deputy-gm", "general-manager"}},
		{"the floor manager the deputy general manager", floor, 4000, []string{"deputy-gm", "general-manager"}},
	} {
		h := open(t, 10, 0)
		c := h.register(front, ordinary())
		c = h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{Person: tc.who.ID})
		c = h.do(tc.who, c, complaint.TakeOn{}, complaint.Propose{Compensation: complaint.Yuan(tc.yuan)})
		assert.Equal(t, tc.next, h.refused(tc.who, c, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval).Who, tc.name)

		own := ordinary()
		own.Complainant.Phone = "13800001130"
		c = h.do(lobby, h.register(front, own), complaint.Assess{}, complaint.Dispatch{Person: tc.who.ID})
		c = h.do(tc.who, c, complaint.TakeOn{}, complaint.Propose{Compensation: complaint.Yuan(900)}, complaint.Offer{Proposal: 1})
		assert.Equal(t, complaint.Negotiating, c.State, "within the own authority nobody is asked")
	}
}

// req: R11.14
func TestHotelFloorManagerHasTheRestaurantsComplaints(t *testing.T) {
	h := open(t, 10, 0)
	for i, channel := range []string{"counter", "letter", "phone"} {
		in := ordinary()
		in.Channel, in.Complainant.Phone = channel, fmt.Sprintf("1380000114%d", i)
		c := h.register(floor, in)
		assert.Equal(t, "restaurant", c.Unit)
		c = h.do(floor, c, complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}, complaint.Resolve{Outcome: "upheld"})
		assert.Equal(t, sla.Met, h.verdict(c, "resolve"), channel)
	}
	other := h.register(front, small("room", "13800001149"))
	h.do(floor, other, complaint.Note{Text: "餐饮部可派人协助"}) // helps another department

	c := h.resolved()
	c = h.do(lobby2, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.Close{})
	h.refused(lead, c, complaint.Archive{}, complaint.ErrForbidden)
	c = h.do(floor, c, complaint.Note{CaseStudy: true, Text: "案例：等候五十分钟"}, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
}
