package preset_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// req: R12.2
func TestCompanyLearnsTheSameOnEveryChannel(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	for i, channel := range []string{"letter", "fax", "phone", "email", "counter", "association", "forwarded"} {
		c := h.register(companyOfficer, complaint.Intake{Channel: channel, Complainant: complaint.Person{Name: "客户", Phone: fmt.Sprintf("1390000020%d", i)}})
		assert.Equal(t, []string{"cause_told", "demand", "text"}, c.Missing, channel)
	}
	for i, tc := range []struct{ matter, unit string }{
		{"product", "production"}, {"service", "sales"}, {"delivery", "logistics"}, {"charges", "finance"}, {"other", "market-development"},
	} {
		in := customer("phone")
		in.Complainant.Phone, in.Fields["matter"] = fmt.Sprintf("1390000021%d", i), tc.matter
		c := h.register(companyOfficer, in)
		assert.Equal(t, tc.unit, c.Unit)
		assert.Equal(t, tc.matter, c.Categories["matter"])
		assert.NotContains(t, c.Fields, "cause_told", "what the customer says is sealed")
	}
}

// req: R12.3, R12.9
func TestCompanyPlansAndFollowsUpWhateverTheSeverity(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	for i, tc := range []struct {
		observed map[string]string
		severity string
	}{{nil, "minor"}, {map[string]string{"fault": "true"}, "ordinary"}, {map[string]string{"safety": "harmed"}, "major"}, {map[string]string{"safety": "danger"}, "urgent"}} {
		in := customer("phone")
		in.Complainant.Phone = fmt.Sprintf("1390000022%d", i)
		delete(in.Fields, "fault")
		for k, v := range tc.observed {
			in.Fields[k] = v
		}
		c := h.register(companyOfficer, in)
		assert.Equal(t, tc.severity, c.Severity.String())
		c = h.do(companyOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: companyWorker.ID})
		c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo"}}})
		if tc.severity != "minor" {
			assert.Equal(t, "planned", h.refused(companyWorker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
			c = h.do(companyWorker, c, complaint.Plan{Goal: "更换"})
		}
		assert.Equal(t, "tasks", h.refused(companyWorker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule, "convened first")
		noCause := complaint.CompleteTask{Task: 1, Result: "ours", Values: map[string]string{"responsible": "生产"}}
		h.refused(companyOfficer, c, noCause, complaint.ErrInvalid)
		noCause.Values["cause"] = "包装"
		c = h.do(companyWorker, h.do(companyOfficer, c, noCause), complaint.Resolve{Outcome: "upheld"})
		h.due(c, "follow-up", "09-17 18:00")
		assert.Equal(t, "followed-up", h.refused(companyOfficer, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	}
	assert.Empty(t, h.told("disputed"))
}

// req: R12.6, R12.12
func TestCompanyFirstContactMayHelp(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	c := h.register(companyDriver, customer("counter"))
	c = h.do(companyDriver, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}}, complaint.Correct{Place: "三号库"},
		complaint.MakePromise{What: "answer", Due: h.time("2026-09-15 10:00")}, complaint.Message{Kind: "progress", Text: "已转生产部"},
		complaint.Escalate{Reason: "unsatisfied"})
	c = h.convened(c, "ours")
	c = h.do(companyLead, c, complaint.RecordFinding{Cause: "loading", People: []string{companyDriver.ID}, Upheld: true})
	c = h.do(companyDriver, c, complaint.Appeal{Finding: 1, Text: "按规程装车"})
	assert.Equal(t, []string{"role:head"}, h.told("appeal"))

	c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "更换"}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo"}}},
		complaint.Offer{Proposal: 1})
	before := len(h.told("first-contact-follows"))
	c = h.do(companyWorker, c, complaint.Reply{Proposal: 1, Accepted: true})
	assert.Len(t, h.told("first-contact-follows"), before+1, "how the customer answered")
	c = h.do(companyDriver, c, complaint.CompleteTask{Task: 1})
	c = h.do(companyWorker, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "upheld"})
	h.do(companyLead, c, complaint.Reopen{Reason: "not-done"})
	assert.GreaterOrEqual(t, len(h.told("first-contact-follows")), before+3, "resolved, and taken up again")
}

// req: R12.11
func TestCompanyNoVerdictWithoutAFaultOfOurs(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	for i, result := range []string{"customer", "ours"} {
		in := customer("phone")
		in.Complainant.Phone = fmt.Sprintf("1390000023%d", i)
		c := h.convened(h.register(companyOfficer, in), result)
		c = h.do(companyWorker, c, complaint.TakeOn{}, complaint.Plan{Goal: "帮助"}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "explanation"}}},
			complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
		if result == "customer" {
			h.due(c, "verdict", "none")
			assert.Empty(t, h.told("verdict-wanted"))
		}
	}
	h.at("2026-09-16 18:01")
	assert.Equal(t, []string{"role:supervisor", "role:head"}, h.told("verdict-missed"))
}

// req: R12.7, R12.13
func TestCompanyWhatIsLeftLyingIsSeen(t *testing.T) {
	h := houseOf(t, preset.Company(), "2026-09-14 10:00", nil)
	in := customer("phone")
	in.Deadline = h.time("2026-09-14 16:00")
	c := h.register(companyOfficer, in)
	c = h.do(companyOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: companyWorker.ID})
	c = h.do(companyWorker, c, complaint.SendBack{Reason: "wrong-unit"})
	assert.Equal(t, complaint.Dispatched, c.State, "asked for, not yet ruled on")
	assert.Equal(t, "wrong-unit", c.Returning)
	h.at("2026-09-15 18:01")
	assert.Equal(t, []string{"role:manager", "role:head"}, h.told("ruling-missed"))
	c = h.now(companyDeputy, c)
	assert.Equal(t, 1, c.Priority)
	h.refused(companyDeputy, c, complaint.CompleteTask{Task: 2, Result: "whatever"}, complaint.ErrInvalid)
}
