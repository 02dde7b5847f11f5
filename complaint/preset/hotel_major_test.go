package preset_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/sla"
)

func injured() complaint.Intake {
	return complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "梁秀珍", Phone: "13800000003"}, Place: "1011",
		Text: "我母亲在浴室滑倒，手腕骨折，现在在医院", Wanted: complaint.Yuan(8000), Fields: map[string]string{"matter": "safety"},
	}
}

// R11 from end to end: a major case is reported, acted on only after instruction, followed up, and archived only with a
// case study.
//
// req: R11.10, R11.11, R11.15
func TestHotelMajorIsActedOnOnlyAfterInstruction(t *testing.T) {
	h := open(t, 16, 0)
	c := h.register(front, injured())
	assert.Equal(t, classify.Major, c.Severity)
	assert.Equal(t, "complaint-centre", c.Unit, "whatever the route says")
	h.due(c, "first-response", "09-30 16:05")
	h.due(c, "next-step", "09-30 16:10")
	h.due(c, "settle-or-promise", "09-30 24:00")
	h.due(c, "report", "09-30 17:00")
	h.due(c, "resolve", "10-10 18:00") // three working days: 8 and 9 October and the make-up Saturday

	c = h.do(lobby, c, complaint.Respond{Text: "致歉并陪同就医"}, complaint.Assess{}, complaint.Report{Role: "deputy-gm"}, complaint.Dispatch{Person: deputy.ID})
	assert.Equal(t, sla.Met, h.verdict(c, "report"))
	h.due(c, "instruct", "10-01 16:03")
	h.due(c, "take-on", "09-30 16:19")
	assert.Equal(t, []string{"deputy-gm", "general-manager"}, h.refused(lead, c, complaint.TakeOn{}, complaint.ErrForbidden).Who,
		"the deputy general manager handles major cases in person")

	c = h.do(deputy, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "hazard", Upheld: true})
	require.Len(t, c.Tasks, 1)
	assert.Equal(t, "evidence", c.Tasks[0].Code)
	c = h.do(deputy, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "medical"}}, Compensation: complaint.Yuan(4000)})
	assert.Equal(t, complaint.Proposing, c.State, "4000 yuan is within the deputy's own authority")
	assert.Equal(t, "instructed", h.refused(deputy, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	assert.Equal(t, "instructed", h.refused(deputy, c, complaint.Compensate{Amount: complaint.Yuan(100)}, complaint.ErrNotAllowed).Rule)
	assert.Equal(t, []string{"general-manager"}, h.refused(deputy, c, complaint.Instruct{}, complaint.ErrForbidden).Who)

	c = h.do(deputy, c, complaint.Report{Role: "general-manager", Text: "附处理方案"})
	c = h.do(director, c, complaint.Instruct{Text: "同意"})
	assert.Equal(t, sla.Met, h.verdict(c, "instruct"))
	c = h.do(deputy, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1}, complaint.Propose{Compensation: complaint.Yuan(8000)})
	assert.Equal(t, []string{"general-manager"}, h.refused(deputy, c, complaint.Offer{Proposal: 2}, complaint.ErrNeedsApproval).Who)
	c = h.do(director, c, complaint.Approve{Approval: 1})
	c = h.do(deputy, c, complaint.Offer{Proposal: 2}, complaint.Reply{Proposal: 2, Accepted: true}, complaint.Execute{Proposal: 2})
	assert.Equal(t, "tasks", h.refused(deputy, c, complaint.Resolve{Outcome: "settled"}, complaint.ErrNotAllowed).Rule,
		"not while evidence is not secured")
	c = h.do(lobby, c, complaint.CompleteTask{Task: 1, Result: "secured"})
	c = h.do(deputy, c, complaint.Resolve{Outcome: "settled"})
	assert.Equal(t, sla.Met, h.verdict(c, "resolve"))
	require.Len(t, c.Tasks, 2)
	assert.Equal(t, "improvement", c.Tasks[1].Code)
	h.closeAndStudy(c)
}

// closeAndStudy takes a resolved major case to the archive.
func (h *house) closeAndStudy(c *complaint.Case) {
	h.Helper()
	c = h.do(lobby, c, complaint.FollowUp{Reached: true})
	assert.Equal(h, "followed-up", h.refused(lobby, c, complaint.Close{}, complaint.ErrNotAllowed).Rule, "not against the guest's answer")
	c = h.do(lobby2, c, complaint.FollowUp{Reached: true, Satisfied: true, Score: 4}, complaint.Close{})
	assert.Equal(h, "reviewed", h.refused(floor, c, complaint.Archive{}, complaint.ErrNotAllowed).Rule)
	c = h.do(floor, c, complaint.Note{CaseStudy: true, Text: "地垫与扶手：起因、教训、措施"}, complaint.Archive{})
	assert.Equal(h, complaint.Archived, c.State)
	h.verified(c)
}

// R20: danger to life is acted on at once; nobody waits for instruction.
func TestHotelUrgentDoesNotWaitForInstruction(t *testing.T) {
	h := open(t, 23, 30)
	c := h.register(front, complaint.Intake{
		Channel: "phone", Complainant: complaint.Person{Phone: "13800000004"}, Place: "电梯2号", Text: "我们八个人被困在电梯里", Complainants: 8,
		Fields: map[string]string{"matter": "lift"},
	})
	assert.Equal(t, classify.Urgent, c.Severity)
	assert.Equal(t, "group", c.Scope)
	h.due(c, "report", "09-30 23:45")
	h.due(c, "settle-or-promise", "10-01 00:30")
	h.due(c, "resolve", "10-01 23:30")
	c = h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{})
	h.due(c, "take-on", "09-30 23:37")
	c = h.do(lobby, c, complaint.TakeOn{}, complaint.CompleteTask{Task: 1}, complaint.RecordFinding{Cause: "breakdown", Upheld: true})
	c = h.do(deputy, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}}, complaint.Offer{Proposal: 1})
	assert.Equal(t, complaint.Negotiating, c.State)
	assert.False(t, c.Instructed)
}

// A complaint made again is a reminder while the first is handled, and a linked case afterwards.
func TestHotelRecognisesRepeats(t *testing.T) {
	h := open(t, 10, 0)
	first := h.register(front, ordinary())
	h.mock.Add(2 * time.Hour)
	again, err := h.desk.Register(t.Context(), lobby, ordinary())
	require.NoError(t, err)
	assert.Equal(t, complaint.HowExpedited, again.How)
	assert.Equal(t, first.ID, again.Case.ID)

	h.do(lobby, first, complaint.Withdraw{})
	settled := h.register(front, ordinary())
	assert.NotEqual(t, first.ID, settled.ID)
	other := ordinary()
	other.Fields = map[string]string{"matter": "charge", "attitude": "true"}
	assert.NotEqual(t, settled.ID, h.register(front, other).ID, "another matter is another complaint")
}

// A hold for the police stops the clock of the resolution and nothing else.
func TestHotelHoldStopsResolutionOnly(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, ordinary())
	c = h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{}, complaint.Hold{Reason: "police"})
	h.due(c, "resolve", "none")
	h.due(c, "settle-or-promise", "09-30 12:00")
	h.mock.Add(59 * time.Minute)
	c = h.do(lobby, c, complaint.Resume{})
	h.due(c, "resolve", "10-01 11:00") // an hour later than 10:00
}

type ctx = context.Context
