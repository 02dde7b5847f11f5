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

// req: R02.1, R02.4
func TestResidentialAreaAndResponsibleUnit(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	n := 0
	for _, area := range []string{"area-1", "area-2", "area-3"} {
		for matter, unit := range map[string]string{"security": "security", "cleaning": "cleaning", "engineering": "engineering", "charges": "finance", "other": ""} {
			n++
			in := household("phone", area, matter)
			in.Complainant.Phone = fmt.Sprintf("139000003%02d", n)
			c := h.register(estateService, in)
			assert.Equal(t, area, c.Unit)
			assert.Equal(t, matter, c.Categories["matter"])
			if unit == "" {
				assert.Empty(t, c.Advisers)
				continue
			}
			assert.Equal(t, []string{unit}, c.Advisers, area+" "+matter)
		}
	}
	nowhere := household("phone", "", "security")
	nowhere.Complainant.Phone = "13900000331"
	delete(nowhere.Fields, "area")
	c := h.register(estateService, nowhere)
	assert.Empty(t, c.Advisers)
	assert.Equal(t, "management-office", c.Unit)
}

// req: R02.3, R02.5, R02.7
func TestResidentialWhatIsLeftLyingIsSeen(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	in := household("phone", "area-2", "engineering")
	in.Fields["purpose"] = "request"
	c := h.withOfficer(in)
	h.due(c, "verify", "09-14 24:00")
	h.do(areaOfficer, c, complaint.Report{Role: "head"})
	h.at("2026-09-15 00:01")
	assert.Equal(t, []string{"person:x1", "role:supervisor"}, h.told("verify-missed")[:2])
	h.at("2026-09-15 18:01")
	assert.Equal(t, []string{"role:head"}, h.told("decision-missed"))

	idea := household("counter", "area-2", "cleaning")
	idea.Complainant.Phone, idea.Fields["purpose"] = "13900000332", "suggest"
	s := h.register(areaOfficer, idea)
	s = h.do(estateDirect, s, complaint.CompleteTask{Task: 1, Result: "adopted"})
	h.do(areaOfficer, s, complaint.CloseDirectly{Accepted: true, Outcome: "adopted"})
	small := household("phone", "area-2", "other")
	small.Complainant.Phone = "13900000333"
	delete(small.Fields, "fault")
	d := h.do(areaOfficer, h.register(areaOfficer, small), complaint.CloseDirectly{Accepted: true, Text: "当场处理"})
	assert.Equal(t, sla.Met, h.verdict(d, "verify"), "solved is verified")
	h.due(d, "post-measures", "none")
	h.at("2026-09-25 10:00")
	assert.Equal(t, []string{"role:manager", "role:head"}, h.told("post-measures-missed"))
}

// req: R02.8, R02.9
func TestResidentialEvenMinorCasesAreFollowedUp(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	in := household("phone", "area-2", "engineering")
	delete(in.Fields, "fault")
	c := h.do(areaOfficer, h.withOfficer(in), complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, "minor", c.Severity.String())
	h.due(c, "follow-up", "09-17 18:00")
	assert.Equal(t, "followed-up", h.refused(estateService, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)

	in.Complainant.Phone = "13900000334"
	before := len(h.told("result-to-director"))
	h.do(estateService, h.register(areaOfficer, in), complaint.Refuse{Reason: "handled", Recourse: []string{"review"}})
	assert.Len(t, h.told("result-to-director"), before+1)
	assert.Equal(t, []string{"complainant"}, h.told("refused"))
}

// req: R02.10
func TestResidentialMisconductFoundLater(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	c := h.withOfficer(household("phone", "area-2", "engineering"))
	c = h.do(areaOfficer, c, complaint.Tag{Add: []string{"leak"}})
	assert.Empty(t, h.now(estateDirect, c).Tasks)
	c = h.do(areaOfficer, c, complaint.Tag{Add: []string{"integrity"}})
	assert.Empty(t, c.Tasks, "nobody but the director knows of the inquiry")
	c = h.now(estateDirect, c)
	require.Equal(t, []string{"integrity"}, taskCodes(c, true))
	h.refused(estateDirect, c, complaint.CompleteTask{Task: 1, Result: "perhaps"}, complaint.ErrInvalid)
	h.refused(estateService, c, complaint.CompleteTask{Task: 1, Result: "verified"}, complaint.ErrInvalid)
	c = h.do(estateDirect, c, complaint.CompleteTask{Task: 1, Result: "verified"})
	assert.Empty(t, h.now(areaOfficer, c).Tasks)
	h.refused(estateDirect, c, complaint.CompleteTask{Task: 2}, complaint.ErrInvalid)
	c = h.do(estateDirect, c, complaint.CompleteTask{Task: 2, Values: map[string]string{"measure": "通报批评"}})
	assert.Empty(t, taskCodes(c, true))
	h.verified(c)

	in := household("phone", "area-2", "security")
	in.Complainant.Phone, in.Fields["conduct"] = "13900000335", "favour"
	d := h.do(estateDirect, h.register(estateService, in), complaint.CompleteTask{Task: 1, Result: "not-verified"})
	assert.Empty(t, taskCodes(d, true), "nothing to punish")
}

// req: R02.12, R02.13
func TestResidentialOnlyVisitsPromiseAndRefer(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	answered := h.do(areaOfficer, h.register(areaOfficer, raised(41, "ask")), complaint.Respond{Text: "停水到下午四点"})
	assert.Equal(t, sla.Met, h.verdict(answered, "answer-or-promise"))
	closed := h.do(areaOfficer, h.register(areaOfficer, raised(42, "ask")), complaint.CloseDirectly{Accepted: true, Text: "已说明"})
	assert.Equal(t, sla.Met, h.verdict(closed, "answer-or-promise"))
	called := household("phone", "area-2", "engineering")
	called.Fields["purpose"] = "ask"
	h.due(h.register(areaOfficer, called), "answer-or-promise", "none")
	h.register(areaOfficer, raised(43, "ask"))
	h.at("2026-09-15 00:01")
	assert.Equal(t, []string{"unit:area-2", "role:supervisor"}, h.told("answer-or-promise-missed"))

	for i, channel := range []string{"visit", "meeting", "event", "questionnaire", "phone"} {
		in := raised(50+i, "complain")
		in.Channel, in.Fields["safety"] = channel, "danger"
		c := h.register(areaOfficer, in)
		assert.Equal(t, "urgent", c.Severity.String())
		assert.Equal(t, channel != "phone", c.Level == 1, channel)
	}
}
