package preset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a public office.
var (
	pledgeClerk      = complaint.Actor{ID: "q1", Name: "霍青", Role: "agent", Unit: "window"}
	pledgeOfficer    = complaint.Actor{ID: "q2", Name: "谷雨", Role: "handler", Unit: "approvals"}
	pledgeSection    = complaint.Actor{ID: "q3", Name: "尹芳", Role: "supervisor", Unit: "approvals"}
	pledgeWatch      = complaint.Actor{ID: "q4", Name: "常明", Role: "manager", Unit: "supervision"}
	pledgeDiscipline = complaint.Actor{ID: "q5", Name: "路正", Role: "discipline", Unit: "supervision"}
)

func citizen(channel, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: "市民", Phone: "13900000070"}, Text: "承诺五天办好的证照，十天没有消息",
		Fields: map[string]string{"matter": matter, "fault": "true"},
	}
}

func (h *house) withApprovals(in complaint.Intake) *complaint.Case {
	h.Helper()
	c := h.do(pledgeClerk, h.register(pledgeClerk, in), complaint.Assess{}, complaint.Dispatch{Person: pledgeOfficer.ID})
	return h.do(pledgeOfficer, c, complaint.TakeOn{})
}

// req: R23.1
func TestPublicPledgeFirstContactAnswers(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	c := h.withApprovals(citizen("counter", "late"))
	assert.Equal(t, "approvals", c.Unit)
	assert.Equal(t, []string{"person:q1"}, h.told("first-contact-answers"))
	c = h.do(pledgeClerk, c, complaint.Respond{Text: "已转审批科，今日给您回音"})
	neighbour := pledgeClerk
	neighbour.ID = "q9"
	h.refused(neighbour, c, complaint.Respond{Text: "不清楚"}, complaint.ErrForbidden)
	h.do(pledgeOfficer, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, []string{"person:q1", "person:q1"}, h.told("first-contact-answers"), "and hears how it ended")
}

// req: R23.2, R23.3
func TestPublicPledgeWhatIsLateIsAnsweredFor(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	c := h.withApprovals(citizen("counter", "late"))
	c = h.do(pledgeOfficer, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-16 12:00")})
	h.due(c, "promise", "09-16 12:00")
	h.due(c, "resolve", "09-20 18:00")
	h.at("2026-09-15 09:00")
	c = h.do(pledgeOfficer, c, complaint.Respond{Promise: 1, Text: "证照已制发"}, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, sla.Met, h.verdict(c, "promise"), "earlier than promised")
	assert.Equal(t, sla.Met, h.verdict(c, "resolve"))
	assert.Empty(t, taskCodes(c, false), "nobody has anything to answer for")

	late := citizen("counter", "done-once")
	late.Complainant.Phone = "13900000071"
	d := h.withApprovals(late)
	d = h.do(pledgeOfficer, d, complaint.MakePromise{What: "answer", Due: h.time("2026-09-17 12:00")})
	h.at("2026-09-17 12:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(pledgeWatch, d), "promise"))
	assert.Empty(t, h.now(pledgeWatch, d).Tasks)
	h.at("2026-09-22 09:00")
	d = h.now(pledgeWatch, d)
	assert.Equal(t, sla.Breached, h.verdict(d, "resolve"))
	assert.Equal(t, []string{"accountability"}, taskCodes(d, true))
	answer := complaint.CompleteTask{Task: 1, Values: map[string]string{"answers": "承办人延误，批评教育"}}
	h.refused(pledgeOfficer, d, answer, complaint.ErrForbidden)
	h.refused(pledgeWatch, d, complaint.CompleteTask{Task: 1}, complaint.ErrInvalid)
	d = h.do(pledgeWatch, d, answer)
	assert.Empty(t, taskCodes(d, true))
}

// req: R23.4, R23.5
func TestPublicPledgeExplainsAndListsOnce(t *testing.T) {
	for kind, tag := range map[string]string{"explanation": "explanation-again", "papers": "papers-again"} {
		h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
		c := h.withApprovals(citizen("counter", "papers"))
		c = h.do(pledgeOfficer, c, complaint.Message{In: true, Kind: kind, Text: "要哪些材料"}, complaint.Message{Kind: "progress", Text: "审核中"},
			complaint.Message{Kind: kind, Text: "共三项材料"}, complaint.Message{In: true, Kind: kind, Text: "材料附上"})
		assert.False(t, c.HasTag(tag), "once is what was pledged")
		assert.Empty(t, h.told(tag))
		c = h.do(pledgeOfficer, c, complaint.Message{Kind: kind, Text: "还差一项"})
		assert.True(t, c.HasTag(tag), kind)
		assert.Equal(t, []string{"role:supervisor"}, h.told(tag))
	}
}

// req: R23.6
func TestPublicPledgeDoesThingsOnce(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	c := h.withApprovals(citizen("counter", "done-once"))
	c = h.do(pledgeOfficer, c, complaint.Resolve{Outcome: "upheld"})
	assert.Empty(t, taskCodes(c, true))
	c = h.do(pledgeSection, c, complaint.Reopen{Reason: "not-done"})
	assert.Equal(t, []string{"accountability"}, taskCodes(c, true))
	assert.Equal(t, []string{"role:supervisor"}, h.told("not-done-once"))
	c = h.do(pledgeOfficer, c, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, complaint.Resolved, c.State, "answering for it does not keep the citizen waiting")
}

// req: R23.7
func TestPublicPledgeMakesDocumentsStepsAndFeesKnown(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	c := h.register(pledgeClerk, citizen("counter", "published"))
	all := []string{"documents", "steps", "fees", "limit", "supervision"}
	for i := range all {
		var told []string
		told = append(append(told, all[:i]...), all[i+1:]...)
		refused := h.refused(pledgeClerk, c, complaint.Acknowledge{Told: told}, complaint.ErrInvalid)
		assert.Equal(t, all[i]+" must be told", refused.Fields[0].Rule)
	}
	c = h.do(pledgeClerk, c, complaint.Acknowledge{Told: all})
	assert.ElementsMatch(t, all, c.Told)
}

// req: R23.8
func TestPublicPledgeIsSupervised(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	for i, channel := range []string{"supervision-phone", "supervision-mailbox"} {
		in := citizen(channel, "late")
		in.Complainant.Phone = "1390000008" + string(rune('0'+i))
		assert.Equal(t, "supervision", h.register(pledgeWatch, in).Unit, channel)
		in.Complainant.Phone = "1390000006" + string(rune('0'+i))
		in.AboutUnit = "approvals"
		c := h.register(pledgeWatch, in)
		assert.Equal(t, "supervision", c.Unit, channel)
		h.refused(pledgeSection, c, complaint.Assess{}, complaint.ErrForbidden)
	}
	direct := citizen("counter", "late")
	assert.Equal(t, "approvals", h.register(pledgeClerk, direct).Unit)
	direct.Complainant.Phone, direct.AboutUnit = "13900000082", "approvals"
	assert.Equal(t, "supervision", h.register(pledgeClerk, direct).Unit, "nobody handles what is said about themselves")
}

// req: R23.9
func TestPublicPledgeIntegrityIsAClassOfItsOwn(t *testing.T) {
	for _, conduct := range []string{"gift", "favour", "illegal-fee"} {
		h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
		in := citizen("counter", "late")
		in.Fields["conduct"] = conduct
		c := h.register(pledgeClerk, in)
		assert.Equal(t, "integrity", c.Categories["class"])
		assert.Equal(t, []string{"integrity"}, c.Flags)
		assert.Equal(t, classify.Major, c.Severity)
		assert.Equal(t, "supervision", c.Unit)
		assert.Empty(t, c.Tasks, "whoever took it in does not see the inquiry")
		assert.Equal(t, []string{"integrity"}, taskCodes(h.now(pledgeDiscipline, c), true))
		assert.Equal(t, []string{"role:discipline"}, h.told("task"))
	}
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	c := h.register(pledgeClerk, citizen("counter", "late"))
	assert.Equal(t, "late", c.Categories["class"])
	assert.Empty(t, h.now(pledgeDiscipline, c).Tasks)
	c = h.do(pledgeClerk, c, complaint.Tag{Add: []string{"weekly"}})
	assert.Empty(t, h.now(pledgeDiscipline, c).Tasks)
	c = h.do(pledgeClerk, c, complaint.Tag{Add: []string{"integrity"}})
	assert.Equal(t, []string{"integrity"}, taskCodes(h.now(pledgeDiscipline, c), true), "it may come out later")
}

// req: R23.10
func TestPublicPledgePunishesWhatIsVerified(t *testing.T) {
	for result, tasks := range map[string][]string{"verified": {"integrity", "punishment"}, "not-verified": {"integrity"}} {
		h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
		in := citizen("counter", "late")
		in.Fields["conduct"] = "gift"
		c := h.register(pledgeClerk, in)
		h.refused(pledgeWatch, c, complaint.CompleteTask{Task: 1, Result: result}, complaint.ErrInvalid)
		h.refused(pledgeDiscipline, c, complaint.CompleteTask{Task: 1, Result: "perhaps"}, complaint.ErrInvalid)
		c = h.do(pledgeDiscipline, c, complaint.Note{Text: "已谈话"}, complaint.Attach{Kind: "interview", Text: "谈话记录"},
			complaint.CompleteTask{Task: 1, Result: result})
		assert.Empty(t, h.now(pledgeWatch, c).Tasks, "the head of supervision does not know of it either")
		assert.Equal(t, tasks, taskCodes(c, false))
		if result != "verified" {
			continue
		}
		h.refused(pledgeDiscipline, c, complaint.CompleteTask{Task: 2}, complaint.ErrInvalid)
		c = h.do(pledgeDiscipline, c, complaint.CompleteTask{Task: 2, Values: map[string]string{"measure": "警告"}})
		assert.Empty(t, taskCodes(c, true))
		h.verified(c)
	}
}

// req: R23.11
func TestPublicPledgeEveryComplaintIsAnswered(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	spot := citizen("counter", "explained")
	delete(spot.Fields, "fault")
	h.do(pledgeClerk, h.register(pledgeClerk, spot), complaint.CloseDirectly{Accepted: true, Text: "已当面说明"})
	require.Equal(t, []string{"complainant"}, h.told("answered"))

	worked := citizen("counter", "late")
	worked.Complainant.Phone = "13900000072"
	h.do(pledgeOfficer, h.withApprovals(worked), complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, []string{"complainant"}, h.told("resolved"))

	declined := citizen("counter", "late")
	declined.Complainant.Phone = "13900000073"
	c := h.register(pledgeClerk, declined)
	h.refused(pledgeWatch, c, complaint.Refuse{Reason: "handled"}, complaint.ErrInvalid)
	h.do(pledgeWatch, c, complaint.Refuse{Reason: "handled", Recourse: []string{"review"}})
	assert.Equal(t, []string{"complainant"}, h.told("refused"))

	waits := citizen("counter", "late")
	waits.Complainant.Phone = "13900000074"
	h.register(pledgeClerk, waits)
	h.at("2026-09-22 09:00")
	assert.NotEmpty(t, h.told("resolve-missed"), "nobody is forgotten")
}

// req: R23.1, R23.3, R23.4, R23.5, R23.6, R23.7
func TestPublicPledgeHasAClassForEachSentence(t *testing.T) {
	h := houseOf(t, preset.PublicPledge(), "2026-09-14 10:00", nil)
	for i, tc := range []struct{ matter, unit string }{
		{"first-contact", "supervision"},
		{"late", "approvals"},
		{"explained", "window"},
		{"papers", "window"},
		{"done-once", "approvals"},
		{"published", "supervision"},
		{"fees", "finance"},
		{"integrity", "supervision"},
		{"other", "supervision"},
	} {
		in := citizen([]string{"counter", "letter", "authority"}[i%3], tc.matter)
		in.Complainant.Phone = "1390000021" + string(rune('0'+i))
		c := h.register(pledgeClerk, in)
		assert.Equal(t, tc.matter, c.Categories["class"])
		assert.Equal(t, tc.unit, c.Unit, tc.matter)
	}
}
