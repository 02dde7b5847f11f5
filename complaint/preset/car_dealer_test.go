package preset_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// The people of a car dealer.
var (
	dealerOfficer  = complaint.Actor{ID: "v1", Name: "许晴", Role: "agent", Unit: "relations"}
	dealerManager  = complaint.Actor{ID: "v2", Name: "卢强", Role: "manager", Unit: "relations"}
	dealerContact  = complaint.Actor{ID: "v3", Name: "田勇", Role: "handler", Unit: "workshop"}
	dealerWorkshop = complaint.Actor{ID: "v4", Name: "金磊", Role: "supervisor", Unit: "workshop"}
	dealerSales    = complaint.Actor{ID: "v5", Name: "夏雨", Role: "handler", Unit: "sales"}
	dealerBoss     = complaint.Actor{ID: "v6", Name: "邹凯", Role: "head", Unit: "relations"}
)

// dealerIntake is a complaint about a business; facts come in pairs.
func dealerIntake(phone, matter string, facts ...string) complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "车主", Phone: phone}, Text: "维修后异响没有解决",
		Fields: inPairs(append([]string{"matter", matter, "fault", "true"}, facts...)...),
	}
}

// dealerTaken is a complaint that the workshop's named person has taken on.
func dealerTaken(h *house, in complaint.Intake) *complaint.Case {
	h.Helper()
	c := h.do(dealerOfficer, h.register(dealerOfficer, in), complaint.Assess{}, complaint.Dispatch{Person: dealerContact.ID})
	return h.do(dealerContact, c, complaint.TakeOn{})
}

// dealerResolved ends an ordinary complaint well, up to the follow-up.
func dealerResolved(h *house, in complaint.Intake) *complaint.Case {
	h.Helper()
	c := h.do(dealerContact, dealerTaken(h, in), complaint.RecordFinding{Cause: "workmanship", Upheld: true}, complaint.Resolve{Outcome: "upheld"})
	c = h.do(dealerOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"})
	return h.complete(dealerWorkshop, dealerBoss, c, "corrective-report", "", "cause", "装配间隙", "correction", "增加终检")
}

// req: R15.1, R15.2
func TestCarDealerCentreHasEveryComplaintAndPassesItOn(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	for matter, unit := range map[string]string{"sales": "sales", "service": "workshop", "other": "relations"} {
		c := h.register(dealerOfficer, dealerIntake("1390000005"+matter[:1], matter))
		assert.Equal(t, matter, c.Categories["business"])
		assert.Equal(t, unit, c.Unit)
	}
	c := h.register(dealerOfficer, dealerIntake("13900000059", "service"))
	h.refused(dealerWorkshop, c, complaint.Assess{}, complaint.ErrForbidden)
	c = h.do(dealerOfficer, c, complaint.Assess{}, complaint.Dispatch{Unit: "workshop", Person: dealerContact.ID, With: []string{"parts"}})
	assert.Equal(t, "workshop", c.Unit)
	assert.Equal(t, "parts", c.Task(1).Unit, "another department contributes")
	h.refused(dealerSales, c, complaint.TakeOn{}, complaint.ErrForbidden)
	c = h.do(dealerContact, c, complaint.TakeOn{})
	assert.Equal(t, "tasks", h.refused(dealerContact, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
}

// req: R15.3
func TestCarDealerResultIsBackWithinTheTimeSet(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := dealerTaken(h, dealerIntake("13900000050", "service"))
	h.due(c, "result-back", "09-10 18:00")
	h.due(c, "set-time", "none")
	until := h.time("2026-09-08 12:00")
	h.refused(dealerContact, c, complaint.Plan{Until: until}, complaint.ErrForbidden)
	c = h.do(dealerOfficer, c, complaint.Plan{Until: until})
	h.due(c, "set-time", "09-08 12:00")
	h.at("2026-09-08 12:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(dealerOfficer, c), "set-time"))
	assert.Contains(t, h.told("set-time-missed"), "person:v3")
	c = h.do(dealerContact, c, complaint.Report{Role: "manager", Text: "已更换减震器"})
	assert.Equal(t, sla.Met, h.verdict(c, "result-back"))
	c = h.do(dealerOfficer, c, complaint.Plan{Until: h.time("2026-09-11 12:00")})
	h.due(c, "set-time", "09-11 12:00")
	c = h.do(dealerContact, c, complaint.Report{Role: "manager"})
	assert.Equal(t, sla.Met, h.verdict(c, "set-time"), "a new time is a new clock")
}

// req: R15.5
func TestCarDealerOnePersonOfADepartmentTakesItsComplaints(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := h.do(dealerOfficer, h.register(dealerOfficer, dealerIntake("13900000050", "service")), complaint.Assess{}, complaint.Dispatch{})
	h.refused(dealerWorkshop, c, complaint.TakeOn{}, complaint.ErrForbidden)
	assert.Equal(t, dealerContact.ID, h.do(dealerContact, c, complaint.TakeOn{}).Owner)
}

// req: R15.6
func TestCarDealerTracksMajorAndHardCasesToTheEnd(t *testing.T) {
	for name, change := range map[string]func(*complaint.Intake){
		"a claim for compensation": func(in *complaint.Intake) { in.Wanted = complaint.Yuan(1) },
		"a customer at the door":   func(in *complaint.Intake) { in.Fields["at_door"] = "true" },
	} {
		h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
		in := dealerIntake("13900000050", "service")
		change(&in)
		c := dealerTaken(h, in)
		assert.Equal(t, classify.Major, c.Severity, name)
		assert.Equal(t, []string{"role:agent"}, h.told("tracked-major"))
		h.due(c, "tracking", "09-08 18:00")
		h.at("2026-09-08 10:00")
		c = h.do(dealerContact, c, complaint.Report{Role: "manager"})
		assert.Len(t, h.told("tracked-major"), 2)
		h.due(c, "tracking", "09-09 18:00")
		h.at("2026-09-09 18:01")
		assert.Contains(t, h.told("tracking-missed"), "role:manager")
		c = h.do(dealerOfficer, c, complaint.Plan{Goal: "一次解决"})
		h.complete(dealerOfficer, dealerBoss, c, "responsibility", "", "cause", "装配", "responsible_unit", "workshop")
		h.do(dealerManager, c, complaint.ReleaseWording{Text: "统一口径"})
		c = h.do(dealerContact, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo"}}}, complaint.Offer{Proposal: 1},
			complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
		assert.Len(t, h.told("tracked-major"), 6, "offer, reply, execution, end")
		h.due(c, "tracking", "none")
	}
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := dealerTaken(h, dealerIntake("13900000050", "service"))
	assert.Equal(t, classify.Ordinary, c.Severity)
	h.due(c, "tracking", "none")
	c = h.do(dealerOfficer, c, complaint.Tag{Add: []string{"hard"}})
	h.due(c, "tracking", "09-08 18:00")
	assert.Empty(t, h.told("tracked-major"))
	h.do(dealerContact, c, complaint.Report{Role: "manager"})
	assert.Equal(t, []string{"role:agent"}, h.told("tracked-hard"))
}

// req: R15.7
func TestCarDealerQueriesKeyHardAndIrregularCases(t *testing.T) {
	for _, tag := range []string{"key", "hard", "irregular"} {
		h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
		c := dealerTaken(h, dealerIntake("13900000050", "service"))
		assert.Zero(t, openTask(h.now(dealerBoss, c), "query"))
		c = h.do(dealerOfficer, c, complaint.Tag{Add: []string{tag}})
		assert.Equal(t, []string{"person:v3", "role:supervisor"}, h.told("queried"))
		assert.Equal(t, 1, c.Priority)
		h.complete(dealerContact, dealerBoss, c, "query", "", "explanation", "备件延迟")
		accepted := complaint.CompleteTask{Task: openTask(h.now(dealerBoss, c), "supervision"), Result: "accepted"}
		h.refused(dealerContact, c, accepted, complaint.ErrForbidden)
		assert.Equal(t, "different", h.refused(inRole(dealerContact, "manager", "relations"), c, accepted, complaint.ErrForbidden).Rule)
		h.complete(dealerManager, dealerBoss, c, "supervision", "again")
		assert.NotZero(t, openTask(h.now(dealerBoss, c), "query"), "queried again")
		assert.Equal(t, "tasks", h.refused(dealerContact, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
		h.complete(dealerContact, dealerBoss, c, "query", "", "explanation", "已到货")
		h.complete(dealerManager, dealerBoss, c, "supervision", "accepted")
		h.do(dealerContact, c, complaint.Resolve{Outcome: "upheld"})
	}
}

// req: R15.8
func TestCarDealerSpeaksOutsideInOneWording(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := dealerTaken(h, dealerIntake("13900000050", "service", "outside", "media"))
	for _, cmd := range []complaint.Command{complaint.Respond{Text: "正在核实"}, complaint.Message{Kind: "answer", Channel: "hotline"}} {
		assert.Equal(t, "worded", h.refused(dealerContact, c, cmd, complaint.ErrNotAllowed).Rule)
	}
	h.refused(dealerContact, c, complaint.ReleaseWording{Text: "x"}, complaint.ErrForbidden)
	c = h.do(dealerManager, c, complaint.ReleaseWording{Text: "已成立专项小组，三日内公布"})
	h.do(dealerContact, c, complaint.Respond{Text: "已成立专项小组"})
}

// req: R15.9
func TestCarDealerCollectsCorrectiveReports(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := h.do(dealerContact, dealerTaken(h, dealerIntake("13900000050", "service")), complaint.Resolve{Outcome: "upheld"})
	c = h.do(dealerOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"})
	assert.Equal(t, "tasks", h.refused(dealerOfficer, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	h.due(c, "corrective-report", "09-14 18:00")
	assert.Empty(t, h.told("correction-reported"))
	h.complete(dealerWorkshop, dealerBoss, c, "corrective-report", "", "cause", "漏装", "correction", "双人复核")
	assert.Equal(t, []string{"role:agent"}, h.told("correction-reported"))
	h.do(dealerOfficer, c, complaint.Close{})

	in := dealerIntake("13900000051", "service")
	unfounded := h.do(dealerContact, dealerTaken(h, in), complaint.Resolve{Outcome: "not-upheld"})
	assert.Zero(t, openTask(h.now(dealerBoss, unfounded), "corrective-report"), "nothing to correct")
}

// req: R15.10
func TestCarDealerInvestigatesAndEstablishesResponsibility(t *testing.T) {
	for name, facts := range map[string][]string{
		"repeated": {"repeated", "2"}, "over the head": {"over_head", "true"}, "major": {"safety", "harmed"},
		"service accident": {"accident", "true"}, "media": {"outside", "media"},
	} {
		h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
		c := dealerTaken(h, dealerIntake("13900000050", "service", facts...))
		assert.Equal(t, classify.Major, c.Severity, name)
		id := openTask(h.now(dealerBoss, c), "responsibility")
		require.NotZero(t, id, name)
		refusal := h.refused(dealerOfficer, c, complaint.CompleteTask{Task: id, Values: inPairs("cause", "x")}, complaint.ErrInvalid)
		assert.Equal(t, "values.responsible_unit", refusal.Fields[0].Field)
		h.refused(dealerContact, c, complaint.CompleteTask{Task: id, Values: inPairs("cause", "x", "responsible_unit", "y")}, complaint.ErrForbidden)
		whole := complaint.CompleteTask{Task: id, Values: inPairs("cause", "x", "responsible_unit", "y")}
		assert.Equal(t, "different", h.refused(inRole(dealerContact, "agent", "relations"), c, whole, complaint.ErrForbidden).Rule, "not by who handles it")
		c = h.do(dealerOfficer, c, complaint.Plan{Goal: "查明"})
		c = h.do(dealerContact, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}})
		assert.Equal(t, "tasks", h.refused(dealerContact, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule, name)
		h.complete(dealerOfficer, dealerBoss, c, "responsibility", "", "cause", "工艺", "responsible_unit", "workshop")
		h.do(dealerContact, c, complaint.Resolve{Outcome: "upheld"})
	}
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := dealerTaken(h, dealerIntake("13900000050", "service", "repeated", "1"))
	assert.Equal(t, classify.Ordinary, c.Severity)
	assert.Zero(t, openTask(h.now(dealerBoss, c), "responsibility"))
	c = h.do(dealerContact, c, complaint.Resolve{Outcome: "upheld"})
	c = h.do(dealerManager, c, complaint.Reopen{Reason: "unsatisfied"})
	assert.Equal(t, classify.Major, c.Severity, "what comes back is repeated")
	assert.Equal(t, []string{"role:manager"}, h.told("repeated"))
}

// req: R15.11
func TestCarDealerMeasuresSatisfactionAndPublishesIt(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	c := h.do(dealerOfficer, dealerResolved(h, dealerIntake("13900000050", "service")), complaint.Close{})
	h.at("2026-09-08 09:00")
	assert.Empty(t, h.letters())
	h.at("2026-09-08 11:00")
	var token string
	_, err := h.desk.Deliver(t.Context(), func(ctx context.Context, n complaint.Notice) error {
		if n.Kind != playbook.SurveyNotice {
			return nil
		}
		letter, err := h.desk.Render(ctx, n, "zh")
		_, token, _ = strings.Cut(letter.Body, "只能填写一次：")
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, token)
	done, err := h.desk.AnswerSurvey(t.Context(), token, survey.Answers{"result": survey.Score(5)})
	require.NoError(t, err)
	assert.True(t, done.Satisfied)
	h.refused(dealerContact, c, complaint.Publish{Where: "notice-board"}, complaint.ErrForbidden)
	assert.Contains(t, h.do(dealerManager, c, complaint.Publish{Where: "notice-board", Text: "九月满意度"}).Tags, "published")
}

// req: R15.12
func TestCarDealerGathersHotTopics(t *testing.T) {
	for _, channel := range []string{"follow-up", "secret-visit", "authority"} {
		h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
		in := dealerIntake("13900000050", "service")
		in.Channel = channel
		assert.Contains(t, h.register(dealerOfficer, in).Tags, "hot-topic", channel)
	}
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	assert.False(t, h.register(dealerOfficer, dealerIntake("13900000051", "service")).HasTag("hot-topic"), "one customer")
	assert.False(t, h.register(dealerOfficer, dealerIntake("13900000052", "service")).HasTag("hot-topic"), "two customers")
	assert.False(t, h.register(dealerOfficer, dealerIntake("13900000054", "sales")).HasTag("hot-topic"), "another business")
	h.mock.Add(29 * 24 * time.Hour)
	assert.True(t, h.register(dealerOfficer, dealerIntake("13900000053", "service")).HasTag("hot-topic"), "three within 30 days")
}

// req: R15.4, R15.13, R15.14, R15.15
func TestCarDealerCorrectsHotTopicsByADeadlineAndChecksTheEffect(t *testing.T) {
	h := houseOf(t, preset.CarDealer(), "2026-09-07 10:00", nil)
	in := dealerIntake("13900000050", "service")
	in.Channel = "secret-visit"
	c := dealerResolved(h, in)
	assert.Zero(t, openTask(h.now(dealerBoss, c), "quality-meeting"))
	c = h.do(dealerOfficer, c, complaint.Close{})
	h.due(c, "quality-meeting", "10-08 24:00") // a month, and the holiday after it
	meeting := complaint.CompleteTask{Task: openTask(h.now(dealerBoss, c), "quality-meeting"), Values: inPairs("responsible_unit", "workshop")}
	assert.Equal(t, "values.correct_by", h.refused(dealerManager, c, meeting, complaint.ErrInvalid).Fields[0].Field, "a correction has a deadline")
	h.at("2026-09-15 10:00")
	c = h.complete(dealerManager, dealerBoss, c, "quality-meeting", "", "responsible_unit", "workshop", "correct_by", "2026-09-24")
	h.due(c, "correction", "09-24 24:00")
	h.at("2026-09-25 00:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(dealerBoss, c), "correction"))
	assert.Contains(t, h.told("correction-missed"), "role:manager")
	c = h.complete(dealerWorkshop, dealerBoss, c, "correction", "", "correction", "增加试车环节")
	h.due(c, "effect-check", "10-26 24:00") // the month after: 25 October is a Sunday
	check := complaint.CompleteTask{Task: openTask(h.now(dealerBoss, c), "effect-check"), Result: "effective"}
	h.refused(dealerWorkshop, c, check, complaint.ErrForbidden)
	assert.Equal(t, "different", h.refused(inRole(dealerWorkshop, "agent", "relations"), c, check, complaint.ErrForbidden).Rule, "not by who corrected it")
	c = h.complete(dealerOfficer, dealerBoss, c, "effect-check", "not-effective")
	assert.NotZero(t, openTask(h.now(dealerBoss, c), "correction"), "corrected again")
	assert.Zero(t, openTask(h.now(dealerBoss, c), "assessment"))
	assert.False(t, c.Due("correction").IsZero())
	c = h.complete(dealerWorkshop, dealerBoss, c, "correction", "", "correction", "更换供应商")
	c = h.complete(dealerOfficer, dealerBoss, c, "effect-check", "effective")
	h.refused(dealerOfficer, c, complaint.CompleteTask{Task: openTask(h.now(dealerBoss, c), "assessment"), Values: inPairs("score", "85")}, complaint.ErrForbidden)
	h.complete(dealerManager, dealerBoss, c, "assessment", "", "score", "85")
	assert.Contains(t, h.told("assessed"), "role:head")
	h.verified(c)
}
