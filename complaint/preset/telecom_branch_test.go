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

// The people of a branch.
var (
	branchClerk   = complaint.Actor{ID: "b1", Name: "樊华", Role: "agent", Unit: "branch-centre"}
	branchNetwork = complaint.Actor{ID: "b2", Name: "卢伟", Role: "handler", Unit: "network"}
	branchLocal   = complaint.Actor{ID: "b3", Name: "丁一", Role: "handler", Unit: "sub-branch"}
	branchLead    = complaint.Actor{ID: "b4", Name: "方敏", Role: "supervisor", Unit: "branch-centre"}
	branchManager = complaint.Actor{ID: "b5", Name: "石磊", Role: "manager", Unit: "branch-centre"}
	branchHead    = complaint.Actor{ID: "b6", Name: "余建", Role: "head", Unit: "branch-centre"}
)

// subscriberOf complains about a matter; each n is somebody else.
func subscriberOf(n int, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: "phone", Complainant: complaint.Person{Name: "用户", Phone: fmt.Sprintf("139%08d", n)}, Text: "信号一直不好", Place: "东城",
		Fields: map[string]string{"matter": matter, "recording": "REC-1"},
	}
}

// erring is an ordinary complaint: an error was made.
func erring(n int, matter string) complaint.Intake {
	in := subscriberOf(n, matter)
	in.Fields["fault"] = "true"
	return in
}

// req: R13.1
func TestTelecomBranchFirstContactFollowsToTheEnd(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c := h.do(branchClerk, h.register(branchClerk, erring(1, "network")), complaint.Assess{}, complaint.Dispatch{Person: branchNetwork.ID})
	assert.Equal(t, branchClerk.ID, c.FirstContact)
	c = h.do(branchNetwork, c, complaint.TakeOn{})
	h.due(c, "resolve", "09-20 18:00") // the Sunday before National Day is worked
	h.at("2026-09-22 10:00")
	assert.Equal(t, []string{"person:b1", "person:b2"}, h.told("resolve-half"))
	assert.Subset(t, h.told("resolve-missed"), []string{"person:b1", "person:b2"})
}

// req: R13.2, R13.3
func TestTelecomBranchClosesWhatIsExplainedAndAccepted(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c := h.register(branchClerk, subscriberOf(1, "charges"))
	assert.Equal(t, "accepted", h.refused(branchClerk, c, complaint.CloseDirectly{Text: "已解释"}, complaint.ErrNotAllowed).Rule)
	c = h.do(branchClerk, c, complaint.Assess{}, complaint.Dispatch{})
	assert.Equal(t, "billing", c.Unit, "what was not settled is recorded and dispatched")

	c = h.register(branchClerk, subscriberOf(2, "charges"))
	c = h.do(branchClerk, c, complaint.CloseDirectly{Accepted: true, Text: "已解释"})
	assert.Equal(t, complaint.Closed, c.State)
	assert.Equal(t, "explained", c.Outcome)
	h.verified(c)
}

// req: R13.4
func TestTelecomBranchOverTheHeadIsDispatchedAtOnceAndReportedUp(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-19 10:00", nil) // a Saturday
	in := subscriberOf(1, "charges")
	in.Fields["over_head"] = "true"
	c := h.register(branchClerk, in)
	assert.Equal(t, []string{"role:supervisor"}, h.told("over-head"))
	assert.Equal(t, 1, c.Level)
	h.refused(branchClerk, c, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed)
	h.due(c, "dispatch-over-head", "09-19 10:30")
	h.at("2026-09-19 10:31")
	assert.Equal(t, sla.Breached, h.verdict(h.now(branchLead, c), "dispatch-over-head"))

	h.due(h.register(branchClerk, subscriberOf(2, "charges")), "dispatch-over-head", "none")
	assert.Len(t, h.told("over-head"), 1)
}

// req: R13.5
func TestTelecomBranchCountsWhatWasOnTime(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	var cases []*complaint.Case
	for n := range 4 {
		c := h.do(branchClerk, h.register(branchClerk, erring(n, "network")), complaint.Assess{}, complaint.Dispatch{Person: branchNetwork.ID})
		cases = append(cases, h.do(branchNetwork, c, complaint.TakeOn{}))
	}
	for _, c := range cases[:3] {
		h.do(branchNetwork, c, complaint.Resolve{Outcome: "upheld"})
	}
	h.at("2026-09-20 18:01")
	h.do(branchNetwork, h.now(branchNetwork, cases[3]), complaint.Resolve{Outcome: "upheld"})
	met := 0
	for c, err := range h.desk.All(t.Context(), branchHead, complaint.Filter{}) {
		require.NoError(t, err)
		if h.verdict(c, "resolve") == sla.Met {
			met++
		}
	}
	assert.Equal(t, 3, met, "three of four were handled on time: 75 %")
}

// req: R13.6, R13.7, R13.8, R13.9
func TestTelecomBranchAsksWhatEachChannelHasToBring(t *testing.T) {
	for _, tc := range []struct {
		channel, lacks string
		brought        complaint.Correct
	}{
		{"letter", "letter_file", complaint.Correct{Fields: map[string]string{"letter_file": "档2026-88"}}},
		{"visit", "signature", complaint.Correct{Signed: true}},
		{"phone", "recording", complaint.Correct{Fields: map[string]string{"recording": "REC-7"}}},
		{"web", "checked_on", complaint.Correct{Fields: map[string]string{"checked_on": "2026-09-14"}}},
	} {
		h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
		in := erring(1, "charges")
		in.Channel = tc.channel
		delete(in.Fields, "recording")
		c := h.register(branchClerk, in)
		assert.Equal(t, []string{tc.lacks}, c.Missing, tc.channel)
		assert.Equal(t, "complete", h.refused(branchClerk, c, complaint.Assess{}, complaint.ErrNotAllowed).Rule)
		c = h.do(branchClerk, c, tc.brought, complaint.Assess{}, complaint.Dispatch{})
		assert.Equal(t, complaint.Dispatched, c.State, tc.channel)
	}
}

// seriousCase is major: a newspaper asks.
func seriousCase(h *house) *complaint.Case {
	h.Helper()
	in := erring(1, "network")
	in.Fields["outside"] = "media"
	return h.register(branchClerk, in)
}

// req: R13.10
func TestTelecomBranchReportsMajorCasesLevelByLevel(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-19 20:00", nil) // a Saturday evening
	c := seriousCase(h)
	assert.Equal(t, []string{"role:supervisor"}, h.told("major-up"), "at once")
	h.due(c, "report-up", "09-19 20:30")
	c = h.do(branchClerk, c, complaint.Report{})
	assert.Equal(t, sla.Met, h.verdict(c, "report-up"))
	h.do(branchLead, c, complaint.Report{})
	h.do(branchManager, c, complaint.Report{})
	assert.Equal(t, []string{"role:supervisor", "role:manager", "role:head"}, h.told("report"))

	h = houseOf(t, preset.TelecomBranch(), "2026-09-19 20:00", nil)
	c = seriousCase(h)
	h.at("2026-09-19 21:31")
	assert.Equal(t, 3, h.now(branchHead, c).Level, "without a report it climbs by itself")
}

// req: R13.11, R13.12
func TestTelecomBranchPlansAndWordsMajorCasesFirst(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c := seriousCase(h)
	codes := func(c *complaint.Case) (out []string) {
		for _, task := range c.Tasks {
			out = append(out, task.Code)
		}
		return out
	}
	assert.Equal(t, []string{"preliminary-plan", "contain"}, codes(c))
	answer := complaint.Message{Kind: "answer", Text: "正在核实"}
	assert.Equal(t, "worded", h.refused(branchClerk, c, answer, complaint.ErrNotAllowed).Rule, "nothing is said before the emergency wording")
	c = h.do(branchLead, c, complaint.ReleaseWording{Text: "我们已成立专班，将尽快公布结果"})
	c = h.do(branchClerk, c, answer, complaint.Assess{}, complaint.Dispatch{Person: branchNetwork.ID})
	c = h.do(branchLead, c, complaint.CompleteTask{Task: 1})
	assert.Equal(t, []string{"preliminary-plan", "contain", "handling-plan"}, codes(c), "the handling plan follows the preliminary one")
	c = h.do(branchNetwork, c, complaint.TakeOn{}, complaint.Plan{Goal: "恢复覆盖"}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	done := complaint.Resolve{Outcome: "settled"}
	for _, task := range c.Tasks {
		assert.True(t, task.Blocks, task.Code)
	}
	c = h.do(branchLead, c, complaint.CompleteTask{Task: 3})
	assert.Equal(t, "tasks", h.refused(branchNetwork, c, done, complaint.ErrNotAllowed).Rule, "nobody says yet that it does not spread")
	c = h.do(branchLead, c, complaint.CompleteTask{Task: 2})
	c = h.do(branchNetwork, c, done)
	h.verified(c)

	minor := h.register(branchClerk, erring(2, "network"))
	assert.Empty(t, minor.Tasks)
	h.do(branchClerk, minor, answer)
}

// req: R13.13
func TestTelecomBranchRepeatWhileInHandIsAReminder(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c := h.do(branchClerk, h.register(branchClerk, erring(1, "network")), complaint.Assess{}, complaint.Dispatch{Person: branchNetwork.ID})
	c = h.do(branchNetwork, c, complaint.TakeOn{})
	reg, err := h.desk.Register(t.Context(), branchClerk, erring(1, "network"))
	require.NoError(t, err)
	assert.Equal(t, complaint.HowExpedited, reg.How)
	assert.Equal(t, c.ID, reg.Case.ID)
	assert.Equal(t, []string{"unit:branch-centre"}, h.told("repeat-in-hand"), "fed back to whoever dispatched it")
	h.due(reg.Case, "tell-progress", "09-14 12:03")
	h.due(reg.Case, "urge-handler", "09-14 12:03")
	c = h.do(branchClerk, c, complaint.Message{Kind: "progress", Text: "网络部正在勘测"})
	assert.Equal(t, sla.Met, h.verdict(c, "tell-progress"))
	h.due(c, "urge-handler", "09-14 12:03")
	c = h.do(branchClerk, c, complaint.Expedite{By: "complainant"})
	h.due(c, "urge-handler", "09-14 12:03") // the customer's own reminder is none of ours
	c = h.do(branchLead, c, complaint.Expedite{By: "supervisor", Text: "请尽快"})
	assert.Equal(t, sla.Met, h.verdict(c, "urge-handler"))
	assert.Equal(t, []string{"person:b2", "person:b2", "person:b2"}, h.told("expedited"), "the handling unit hears of each")
	assert.Equal(t, 3, c.Expedites)
}

// req: R13.14
func TestTelecomBranchRepeatAfterwardsIsANewOrderWithAReason(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c := h.do(branchClerk, h.register(branchClerk, erring(1, "network")), complaint.Assess{}, complaint.Dispatch{Person: branchNetwork.ID})
	c = h.do(branchNetwork, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "explained"})
	again := h.register(branchClerk, erring(1, "network"))
	assert.NotEqual(t, c.Number, again.Number)
	assert.Equal(t, []complaint.Link{{Kind: "repeat-of", Case: c.ID}}, again.Links)
	assert.Equal(t, []string{"dissatisfaction"}, again.Missing)
	h.refused(branchClerk, again, complaint.Assess{}, complaint.ErrNotAllowed)
	again = h.do(branchClerk, again, complaint.Correct{Dissatisfaction: "still-weak"}, complaint.Assess{})
	assert.Equal(t, "still-weak", again.Dissatisfaction)

	other := h.register(branchClerk, erring(1, "charges"))
	assert.Empty(t, other.Links, "another matter is no repeat")
}

// req: R13.15, R13.16
func TestTelecomBranchBatchHasOnePersonAndIsTagged(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	var cases []*complaint.Case
	for n := range 5 {
		assert.Empty(t, h.told("batch-report"), "%d complaints are no batch", n)
		cases = append(cases, h.register(branchClerk, erring(n, "network")))
	}
	lead := cases[4]
	assert.True(t, lead.HasTag("batch"))
	assert.Equal(t, []string{"unit:network", "unit:sub-branch", "role:manager"}, h.told("batch-report"), "the departments and the manager")
	lead = h.do(branchClerk, lead, complaint.Assess{}, complaint.Dispatch{Person: branchNetwork.ID})
	for _, c := range cases[:4] {
		lead = h.do(branchClerk, lead, complaint.LinkTo{Case: c.ID, Kind: "batch"})
	}
	for _, c := range cases {
		c = h.now(branchClerk, c)
		assert.True(t, c.HasTag("batch"), "every order is tagged")
		assert.Equal(t, branchNetwork.ID, c.Owner, "one person has them all")
	}
	require.Len(t, lead.Tasks, 1)
	assert.Equal(t, "batch-emergency", lead.Tasks[0].Code)
	h.refused(branchNetwork, lead, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden)
	lead = h.do(branchLead, lead, complaint.CompleteTask{Task: 1})
	h.refused(branchLead, lead, complaint.CompleteTask{Task: 2}, complaint.ErrInvalid) // the record is detailed
	lead = h.do(branchLead, lead, complaint.CompleteTask{Task: 2, Values: map[string]string{"batch_cause": "光缆被挖断", "batch_customers": "240"}})
	h.verified(lead)

	elsewhere := erring(9, "network")
	elsewhere.Place = "西城"
	assert.False(t, h.register(branchClerk, elsewhere).HasTag("batch"))
}

// fromMinistry is an escalated complaint of a Sunday.
func fromMinistry(n int, channel string) complaint.Intake {
	in := subscriberOf(n, "service")
	in.Channel = channel
	return in
}

// req: R13.17, R13.18, R13.19
func TestTelecomBranchTakesEscalatedCasesEveryDay(t *testing.T) {
	staff := &complaint.Staff{
		Version: "1", Duty: map[string]string{"sub-branch": branchLocal.ID},
		People: []complaint.StaffMember{
			{ID: branchClerk.ID, Role: "agent", Unit: "branch-centre"},
			{ID: branchLocal.ID, Role: "handler", Unit: "sub-branch"},
			{ID: branchLead.ID, Role: "supervisor", Unit: "branch-centre"},
			{ID: branchManager.ID, Role: "manager", Unit: "branch-centre"},
		},
	}
	for n, channel := range []string{"ministry", "group", "administration", "association"} {
		h := houseOf(t, preset.TelecomBranch(), "2026-10-01 16:30", staff) // National Day
		c := h.register(branchClerk, fromMinistry(n, channel))
		h.due(c, "dispatch-escalated", "10-02 09:30") // eight hours a day: half an hour today, half tomorrow
		c = h.do(branchClerk, c, complaint.Assess{}, complaint.Dispatch{})
		assert.Equal(t, sla.Met, h.verdict(c, "dispatch-escalated"))
		assert.Equal(t, []string{"person:b3"}, h.told("assigned"), "a named person of the department, on a holiday too")
		h.due(c, "named-person", "10-02 09:32")
		h.due(c, "sender-answer", "10-13 18:00") // the limit is on the order: five working days
		c = h.do(branchLocal, c, complaint.TakeOn{})
		assert.Equal(t, sla.Met, h.verdict(c, "named-person"))
	}
	h := houseOf(t, preset.TelecomBranch(), "2026-10-01 16:30", staff)
	in := fromMinistry(1, "ministry")
	in.Deadline = h.time("2026-10-05 12:00")
	h.due(h.register(branchClerk, in), "sender-answer", "10-05 12:00") // as the sender prescribes
	plain := h.register(branchClerk, subscriberOf(2, "service"))
	h.due(plain, "dispatch-escalated", "none")
	h.due(plain, "sender-answer", "none")
}

// req: R13.20, R13.21
func TestTelecomBranchTakerFollowsAndCentreReportsToTheSender(t *testing.T) {
	h := houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c := h.do(branchClerk, h.register(branchClerk, fromMinistry(1, "administration")), complaint.Assess{}, complaint.Dispatch{Person: branchLocal.ID})
	c = h.do(branchLocal, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "staff", Upheld: true})
	assert.Equal(t, []string{"person:b1", "person:b1"}, h.told("taker-hears"), "assigned, then taken on")
	require.Len(t, c.Tasks, 1)
	assert.Equal(t, "check-material", c.Tasks[0].Code)
	assert.Equal(t, "tasks", h.refused(branchLocal, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
	h.refused(branchLocal, c, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden)
	c = h.do(branchManager, c, complaint.CompleteTask{Task: 1})
	h.due(c, "sender-answer", "09-20 18:00")
	c = h.do(branchManager, c, complaint.CompleteTask{Task: 2})
	assert.Equal(t, sla.Met, h.verdict(c, "sender-answer"))
	c = h.do(branchLocal, c, complaint.Resolve{Outcome: "upheld"})
	assert.Len(t, h.told("taker-hears"), 5, "checked, reported, resolved")
	h.verified(c)

	h = houseOf(t, preset.TelecomBranch(), "2026-09-14 10:00", nil)
	c = h.do(branchClerk, h.register(branchClerk, fromMinistry(1, "administration")), complaint.Assess{}, complaint.Dispatch{Person: branchLocal.ID})
	h.at("2026-09-20 18:01")
	assert.Contains(t, h.told("sender-answer-missed"), "person:b1", "the taker tracks it to the end")
	plain := h.do(branchClerk, h.register(branchClerk, subscriberOf(2, "service")), complaint.Assess{}, complaint.Dispatch{Person: branchLocal.ID})
	assert.Empty(t, h.do(branchLocal, plain, complaint.TakeOn{}).Tasks)
	assert.NotEqual(t, c.ID, plain.ID)
}
