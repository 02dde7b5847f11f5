package preset_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a group.
var (
	groupEmployee  = complaint.Actor{ID: "h1", Name: "白露", Role: "employee", Unit: "sales"}
	groupLocal     = complaint.Actor{ID: "h2", Name: "谷雨", Role: "agent", Unit: "local-service"}
	groupLocalTop  = complaint.Actor{ID: "h3", Name: "霜降", Role: "supervisor", Unit: "local-service"}
	groupAssistant = complaint.Actor{ID: "h4", Name: "立夏", Role: "assistant", Unit: "co-ordination-centre"}
	groupRelations = complaint.Actor{ID: "h5", Name: "秋分", Role: "specialist", Unit: "co-ordination-centre"}
	groupCentreTop = complaint.Actor{ID: "h6", Name: "冬至", Role: "manager", Unit: "co-ordination-centre"}
	groupPersonnel = complaint.Actor{ID: "h7", Name: "惊蛰", Role: "personnel", Unit: "human-resources"}
	groupStaff     = complaint.Actor{ID: "h8", Name: "芒种", Role: "handler", Unit: "group-office"}
)

// opinionOf is what somebody says about a matter, at a local company.
func opinionOf(relation, concern string) complaint.Intake {
	return complaint.Intake{
		Channel: "local", Complainant: complaint.Person{Name: "当事人", Phone: "13900001900"}, Text: "合同约定的绿化一直没有做", Demand: "补做",
		Fields: map[string]string{"relation": relation, "concern": concern, "matter": "design", "hurt": "interests", "fault": "true"},
	}
}

func groupHouse(t *testing.T) *house {
	t.Helper()
	return houseOf(t, preset.EstateGroup(), "2026-09-14 10:00", nil)
}

// registerAll registers intakes as those of different people.
func (h *house) registerAll(a complaint.Actor, list ...complaint.Intake) []*complaint.Case {
	h.Helper()
	out := make([]*complaint.Case, len(list))
	for i, in := range list {
		in.Complainant.Phone = fmt.Sprintf("139000019%02d", 60+i)
		out[i] = h.register(a, in)
	}
	return out
}

// locally takes a customer's complaint to its resolution by a local company.
func (h *house) locally() *complaint.Case {
	h.Helper()
	c := h.register(groupLocal, opinionOf("owner", "company"))
	c = h.do(groupLocal, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(groupLocalTop, c, complaint.TakeOn{})
	c = h.do(groupLocal, c, complaint.Expedite{By: "supervisor", Text: "业主等答复"})
	return h.do(groupLocalTop, c, complaint.Resolve{Outcome: "upheld"})
}

// req: R19.1
func TestEstateGroupWhatAComplaintIs(t *testing.T) {
	h := groupHouse(t)
	for _, tc := range []struct{ relation, channel, hurt, kind string }{
		{"owner", "head-office", "dignity", "complaint"},
		{"owner", "letter", "interests", "complaint"},
		{"prospect", "forum", "need", "complaint"},
		{"employee", "internal", "interests", "complaint"},
		{"shareholder", "mailbox", "dignity", "complaint"},
		{"partner", "centre-phone", "need", "complaint"},
		{"owner", "forum", "nothing", "opinion"},
		{"employee", "internal", "nothing", "opinion"},
	} {
		in := opinionOf(tc.relation, "other")
		in.Channel, in.Fields["hurt"] = tc.channel, tc.hurt
		in.Complainant.Phone = "139" + fmt.Sprint(len(tc.relation)*1000000+len(tc.channel)*10000+len(tc.hurt)*100+len(tc.kind))
		assert.Equal(t, tc.kind, h.register(groupAssistant, in).Kind, "%v", tc)
	}
}

// req: R19.2, R19.3
func TestEstateGroupComplainants(t *testing.T) {
	h := groupHouse(t)
	axis := preset.EstateGroup().Rules.Axes[0]
	for relation, class := range map[string]string{
		"owner": "customer", "prospect": "customer", "met": "customer",
		"supplier": "non-customer", "employee": "non-customer", "shareholder": "non-customer", "partner": "non-customer",
	} {
		in := opinionOf(relation, "other")
		in.Complainant.Phone = "1391900" + fmt.Sprint(1000+len(relation)*10+len(class))
		c := h.register(groupAssistant, in)
		assert.Equal(t, relation, c.Categories["complainant"])
		assert.Equal(t, []string{class, relation}, axis.Path(c.Categories["complainant"]))
	}
	in := opinionOf("", "other")
	delete(in.Fields, "relation")
	assert.Equal(t, "met", h.register(groupAssistant, in).Categories["complainant"], "met in the course of work")
}

// req: R19.4
func TestEstateGroupContents(t *testing.T) {
	h := groupHouse(t)
	for i, content := range []string{"construction", "design", "sales", "property", "customer-service", "other"} {
		in := opinionOf("owner", "company")
		in.Fields["matter"], in.Complainant.Phone = content, fmt.Sprintf("1390000192%d", i)
		assert.Equal(t, content, h.register(groupLocal, in).Categories["content"])
	}
}

// req: R19.5
func TestEstateGroupLocalCompaniesClassifyAndReplyInTime(t *testing.T) {
	h := groupHouse(t)
	c := h.register(groupLocal, opinionOf("owner", "company"))
	assert.Equal(t, "local-service", c.Unit)
	h.due(c, "reply", "09-17 18:00")
	c = h.do(groupLocal, c, complaint.Assess{Judgement: complaint.Judgement{Categories: map[string]string{"content": "property"}}, Text: "绿化归物业"})
	assert.Equal(t, "property", c.Categories["content"])
	c = h.do(groupLocal, c, complaint.Message{Kind: "progress", Text: "正在核实"})
	h.due(c, "reply", "09-17 18:00")
	c = h.do(groupLocal, c, complaint.Message{Kind: "answer", Text: "下月补植"})
	assert.Equal(t, sla.Met, h.verdict(c, "reply"))

	silent := h.registerAll(groupLocal, opinionOf("prospect", "company"), opinionOf("shareholder", "company"))
	h.due(silent[1], "reply", "none")
	h.at("2026-09-17 18:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(groupCentreTop, silent[0]), "reply"))
	assert.Equal(t, []string{"unit:local-service", "role:supervisor"}, h.told("reply-missed"))
}

// req: R19.6, R19.7, R19.22
func TestEstateGroupLocalCompaniesTrackAndLearn(t *testing.T) {
	h := groupHouse(t)
	c := h.locally()
	assert.Equal(t, []string{"person:h3"}, h.told("expedited"), "it is tracked")
	c = h.do(groupLocal, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	require.Equal(t, []string{"analysis"}, taskCodes(c, true))
	assert.Equal(t, "local-service", c.Tasks[0].Unit)
	h.due(c, "analysis", "09-28 18:00") // ten working days, Sunday the 20th among them; the 25th is a holiday
	h.refused(groupLocal, c, complaint.CompleteTask{Task: 1, Result: "share"}, complaint.ErrInvalid)
	lesson := complaint.CompleteTask{Task: 1, Result: "share", Values: map[string]string{"lesson": "交付前核对绿化清单"}}
	c = h.do(groupLocal, c, lesson)
	assert.Equal(t, sla.Met, h.verdict(c, "analysis"))

	require.Equal(t, []string{"share-knowledge"}, taskCodes(c, true), "the centre shares what was learnt")
	h.refused(groupLocal, c, complaint.CompleteTask{Task: 2}, complaint.ErrForbidden)
	assert.Empty(t, h.told("knowledge-shared"))
	h.do(groupRelations, c, complaint.CompleteTask{Task: 2, Text: "已发各公司"})
	assert.Equal(t, []string{"role:agent", "role:supervisor"}, h.told("knowledge-shared"))

	own := groupHouse(t)
	d := own.do(groupLocal, own.locally(), complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	lesson.Result = "local"
	own.at("2026-09-28 18:01")
	assert.Equal(t, []string{"role:supervisor", "role:specialist"}, own.told("analysis-missed"))
	d = own.do(groupLocal, d, lesson)
	assert.Empty(t, taskCodes(d, true), "nothing worth sharing")

	office := groupHouse(t)
	e := office.do(groupRelations, office.register(groupAssistant, opinionOf("owner", "rules")), complaint.Assess{}, complaint.Dispatch{})
	e = office.do(groupStaff, e, complaint.TakeOn{}, complaint.Resolve{Outcome: "upheld"})
	e = office.do(groupRelations, e, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	assert.Empty(t, e.Tasks, "no case of a local company")
}

// req: R19.8
func TestEstateGroupDisciplineIsAnotherRule(t *testing.T) {
	h := groupHouse(t)
	c := h.register(groupLocal, opinionOf("owner", "staff"))
	c = h.do(groupLocal, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(groupLocalTop, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "conduct", Upheld: true})
	assert.Empty(t, taskCodes(c, true), "the local company does not see it")
	c = h.do(groupLocalTop, c, complaint.Resolve{Outcome: "upheld"})
	c = h.do(groupLocal, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	assert.Equal(t, complaint.Closed, c.State, "and does not wait for it")
	seen := h.now(groupPersonnel, c)
	id := openTask(seen, "discipline")
	h.refused(groupLocalTop, c, complaint.CompleteTask{Task: id, Values: map[string]string{"hr_file": "HR-1"}}, complaint.ErrInvalid)
	h.refused(groupPersonnel, c, complaint.CompleteTask{Task: id}, complaint.ErrInvalid)
	h.do(groupPersonnel, c, complaint.CompleteTask{Task: id, Values: map[string]string{"hr_file": "HR-1"}})

	ethics := groupHouse(t)
	in := opinionOf("owner", "ethics")
	f := ethics.do(groupRelations, ethics.register(groupAssistant, in), complaint.Assess{}, complaint.Dispatch{})
	f = ethics.do(groupPersonnel, f, complaint.TakeOn{}, complaint.RecordFinding{Cause: "bribe"})
	assert.Empty(t, f.Tasks, "nothing was found")
	f = ethics.do(groupPersonnel, f, complaint.RecordFinding{Cause: "bribe", Upheld: true})
	openTask(f, "discipline")

	plain := groupHouse(t)
	d := plain.register(groupLocal, opinionOf("owner", "company"))
	d = plain.do(groupLocal, d, complaint.Assess{}, complaint.Dispatch{})
	d = plain.do(groupLocalTop, d, complaint.TakeOn{}, complaint.RecordFinding{Cause: "delay", Upheld: true})
	_, err := plain.desk.Case(t.Context(), groupPersonnel, d.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden, "nobody's conduct: human resources have nothing to do with it")
}

// req: R19.9, R19.10, R19.11, R19.12, R19.13, R19.14
func TestEstateGroupResponsibilityTable(t *testing.T) {
	h := groupHouse(t)
	for i, tc := range []struct {
		name, relation, concern, headOffice, unit string
	}{
		{"an employee's own rights", "employee", "own-rights", "", "staff-committee"},
		{"somebody else's word on them", "partner", "own-rights", "", "group-office"},
		{"attitude at the head office", "supplier", "staff", "true", "human-resources"},
		{"work quality at the head office, by a customer", "owner", "staff", "true", "human-resources"},
		{"attitude elsewhere, by a customer", "owner", "staff", "", "local-service"},
		{"not staff, at the head office", "supplier", "other", "true", "group-office"},
		{"ethics or law, anywhere", "owner", "ethics", "", "human-resources"},
		{"ethics or law, at the head office", "employee", "ethics", "true", "human-resources"},
		{"group rules", "employee", "rules", "", "group-office"},
		{"group processes, by a customer", "owner", "rules", "", "group-office"},
		{"a shareholder", "shareholder", "company", "", "group-office"},
		{"no class: a supplier about a local company", "supplier", "company", "", "group-office"},
		{"no class: something else", "owner", "other", "", "group-office"},
		{"a customer about a local company", "prospect", "company", "", "local-service"},
	} {
		in := opinionOf(tc.relation, tc.concern)
		in.Channel, in.Complainant.Phone = "mailbox", fmt.Sprintf("139000019%02d", 30+i)
		if tc.headOffice != "" {
			in.Fields["head_office"] = tc.headOffice
		}
		assert.Equal(t, tc.unit, h.register(groupAssistant, in).Unit, tc.name)
	}
	about := opinionOf("shareholder", "rules")
	about.Fields["against"] = "group-office"
	assert.Equal(t, "co-ordination-centre", h.register(groupAssistant, about).Unit, "not to whom it is about")
}

// rulesOf are the detailed rules of a unit that were final on a day, filed by their author.
func rulesOf(final string) complaint.Intake {
	return complaint.Intake{
		Channel: "internal", Complainant: complaint.Person{Name: "营销管理部", ID: "unit-sales"}, Text: "营销投诉实施细则",
		Fields: map[string]string{"purpose": "file", "final_on": final},
	}
}

// req: R19.15
func TestEstateGroupDetailedRulesAreFiledWithinTwoWorkingDays(t *testing.T) {
	h := houseOf(t, preset.EstateGroup(), "2026-09-18 10:00", nil) // a Friday; Sunday the 20th makes up for a holiday
	c := h.register(groupEmployee, rulesOf("2026-09-18"))
	assert.Equal(t, []string{"rules", "group-office"}, []string{c.Kind, c.Unit})
	h.due(c, "file-rules", "09-21 18:00")
	h.due(c, "resolve", "none")
	c = h.do(groupEmployee, c, complaint.Attach{Kind: "detailed-rules", Title: "细则.pdf", Hash: complaint.Hash{1}})
	assert.Equal(t, sla.Met, h.verdict(c, "file-rules"))
	c = h.do(groupCentreTop, c, complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}, complaint.Resolve{Outcome: "filed"})
	assert.Equal(t, complaint.Resolved, c.State)
	assert.Empty(t, h.told("filed-late"))

	owing := houseOf(t, preset.EstateGroup(), "2026-09-18 10:00", nil)
	d := owing.register(groupEmployee, rulesOf("2026-09-18"))
	owing.at("2026-09-21 18:01")
	assert.Equal(t, sla.Breached, owing.verdict(owing.now(groupCentreTop, d), "file-rules"))
	assert.Equal(t, []string{"person:h1", "role:manager"}, owing.told("file-rules-missed"))

	for received, late := range map[string]bool{"2026-09-21 23:00": false, "2026-09-22 09:00": true} {
		told := houseOf(t, preset.EstateGroup(), received, nil)
		e := told.register(groupEmployee, rulesOf("2026-09-18"))
		assert.Equal(t, late, len(told.told("filed-late")) > 0, received)
		assert.Empty(t, e.Missing)
	}
	undated := rulesOf("2026-09-18")
	delete(undated.Fields, "final_on")
	undated.Complainant.ID = "unit-design"
	blank := h.register(groupEmployee, undated)
	assert.Equal(t, []string{"final_on"}, blank.Missing)
	assert.Empty(t, blank.Flags, "not late before the day is known")
	old := opinionOf("owner", "company")
	old.Fields["final_on"], old.Complainant.Phone = "2026-01-05", "13900001995"
	assert.NotContains(t, h.register(groupLocal, old).Flags, "filed-late", "no rules at all")
}

// req: R19.16, R19.19
func TestEstateGroupCentreTakesComplaintsItself(t *testing.T) {
	for _, channel := range []string{"forum", "centre-phone", "mailbox", "head-office"} {
		h := groupHouse(t)
		in := opinionOf("owner", "other")
		in.Channel = channel
		c := h.register(groupAssistant, in)
		assert.Equal(t, []string{"role:assistant"}, h.told("centre-intake"), channel)
		h.refused(groupAssistant, c, complaint.Assess{}, complaint.ErrForbidden)
		c = h.do(groupRelations, c, complaint.Assess{}, complaint.Dispatch{Unit: "group-office"})
		h.refused(groupRelations, c, complaint.Ruling{Unit: "local-service"}, complaint.ErrForbidden)
		c = h.do(groupCentreTop, c, complaint.Ruling{Unit: "local-service"})
		assert.Equal(t, "local-service", c.Unit)
	}
	h := groupHouse(t)
	h.register(groupLocal, opinionOf("owner", "company"))
	assert.Empty(t, h.told("centre-intake"), "a local company took it")
}

// req: R19.16
func TestEstateGroupCentreIsNeverWithoutAnAssistant(t *testing.T) {
	at := time.Date(2026, time.September, 14, 0, 0, 0, 0, time.UTC)
	away := []complaint.Absence{{From: at, To: at.Add(24 * time.Hour)}}
	people := []complaint.StaffMember{
		{ID: "h4", Role: "assistant", Unit: "co-ordination-centre", Absent: away},
		{ID: "h9", Role: "assistant", Unit: "co-ordination-centre"},
	}
	in := opinionOf("owner", "other")
	in.Channel = "forum"
	two := houseOf(t, preset.EstateGroup(), "2026-09-14 10:00", &complaint.Staff{Version: "1", People: people})
	two.register(groupRelations, in)
	assert.NotEmpty(t, two.told("centre-intake"), "the other one is there")

	none := houseOf(t, preset.EstateGroup(), "2026-09-14 10:00", &complaint.Staff{Version: "1", People: people[:1]})
	c := none.register(groupRelations, in)
	assert.Empty(t, none.told("centre-intake"))
	nobody := false
	for e, err := range none.desk.Ledger(t.Context(), groupCentreTop, c.ID) {
		require.NoError(t, err)
		for _, fx := range e.Effects {
			n, ok := fx.(complaint.NoticedEffect)
			nobody = nobody || ok && n.Notice == "centre-intake" && n.To == complaint.Nobody
		}
	}
	assert.True(t, nobody, "that nobody was there stands in the ledger")
}

// req: R19.17, R19.21
func TestEstateGroupExpertsAdvise(t *testing.T) {
	late := groupHouse(t)
	waits := late.register(groupLocal, opinionOf("owner", "company"))
	late.do(groupLocal, waits, complaint.Tag{Add: []string{"expert-legal"}})
	late.at("2026-09-20 18:01")
	assert.Equal(t, []string{"role:expert", "role:specialist"}, late.told("opinion-missed"))
	for _, tc := range []struct{ subject, department string }{
		{"legal", "法务部"}, {"construction", "工程管理部"}, {"design", "规划设计部"}, {"sales", "营销管理部"}, {"property", "物业管理部"}, {"media", "品牌传播部"},
	} {
		h := groupHouse(t)
		expert := complaint.Actor{ID: "x-" + tc.subject, Role: "expert", Unit: tc.subject}
		c := h.register(groupLocal, opinionOf("owner", "company"))
		c = h.do(groupLocal, c, complaint.Assess{}, complaint.Dispatch{Person: groupLocalTop.ID})
		h.refused(expert, c, complaint.Note{Text: "路过"}, complaint.ErrForbidden)
		c = h.do(groupLocal, c, complaint.Tag{Add: []string{"vip"}})
		assert.Empty(t, c.Tasks, "nobody asked for advice")
		c = h.do(groupLocal, c, complaint.Tag{Add: []string{"expert-" + tc.subject}})
		assert.Len(t, c.Tasks, 1)
		assert.Equal(t, []string{"role:specialist"}, h.told("ask-"+tc.subject), "the centre brings them together")
		id := openTask(c, "opinion-"+tc.subject)
		assert.Equal(t, tc.subject, c.Task(id).Unit)
		h.due(c, "opinion", "09-20 18:00")
		opinion := complaint.CompleteTask{Task: id, Values: map[string]string{"opinion": "依据充分"}}
		h.refused(groupLocal, c, opinion, complaint.ErrForbidden)
		h.refused(expert, c, complaint.CompleteTask{Task: id}, complaint.ErrInvalid)
		c = h.do(groupLocalTop, c, complaint.TakeOn{}, complaint.AddTask{Code: "photos"}, complaint.CompleteTask{Task: id + 1})
		assert.Equal(t, sla.Running, h.verdict(c, "opinion"), "something else was done")
		assert.Empty(t, h.told("expert-answered"))
		c = h.do(expert, c, opinion)
		assert.Equal(t, sla.Met, h.verdict(c, "opinion"))
		assert.Equal(t, []string{"person:h3", "role:specialist"}, h.told("expert-answered"))
		for _, u := range preset.EstateGroup().Units {
			if u.Code == tc.subject {
				assert.Equal(t, tc.department, u.Label.ZH)
			}
		}
	}
}

// req: R19.18
func TestEstateGroupCentreIsKnown(t *testing.T) {
	h := groupHouse(t)
	c := h.register(groupLocal, opinionOf("owner", "company"))
	for _, public := range []string{"public-phone", "public-mailbox"} {
		told := []string{"process", "limit", "contact", map[string]string{"public-phone": "public-mailbox", "public-mailbox": "public-phone"}[public]}
		assert.Equal(t, public+" must be told", h.refused(groupLocal, c, complaint.Acknowledge{Told: told}, complaint.ErrInvalid).Fields[0].Rule)
	}
	h.do(groupLocal, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact", "public-phone", "public-mailbox"}})
	assert.Empty(t, h.told("centre-contacts"))
	in := opinionOf("prospect", "company")
	in.Channel, in.Complainant.Phone = "staff", "13900001981"
	h.register(groupEmployee, in)
	assert.Equal(t, []string{"person:h1"}, h.told("centre-contacts"), "an employee anywhere in the group")
	in.Channel, in.Complainant.Phone = "internal", "13900001982"
	h.register(groupEmployee, in)
	assert.Len(t, h.told("centre-contacts"), 2, "or one who complains")
}

// req: R19.20
func TestEstateGroupCentreWatchesTheMedia(t *testing.T) {
	h := groupHouse(t)
	in := opinionOf("owner", "company")
	in.Channel = "media"
	c := h.register(groupAssistant, in)
	assert.Equal(t, classify.Major, c.Severity)
	assert.True(t, c.HasTag("media"))
	assert.Equal(t, []string{"role:manager"}, h.told("in-the-media"))
	quiet := h.registerAll(groupLocal, opinionOf("owner", "rules"))[0]
	assert.Equal(t, classify.Ordinary, quiet.Severity)
	assert.False(t, quiet.HasTag("media"))
}

// req: R19.23
func TestEstateGroupStaffSendTheUnclearToTheCentre(t *testing.T) {
	h := groupHouse(t)
	in := opinionOf("owner", "company")
	in.Channel, in.Fields["unclear"] = "staff", "true"
	assert.Equal(t, "co-ordination-centre", h.register(groupEmployee, in).Unit)

	c := h.registerAll(groupAssistant, opinionOf("owner", "rules"))[0]
	c = h.do(groupRelations, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(groupStaff, c, complaint.TakeOn{}, complaint.Transfer{Unit: "co-ordination-centre", Reason: "unclear"})
	assert.Equal(t, "co-ordination-centre", c.Unit)
	assert.Equal(t, []string{"role:specialist"}, h.told("sent-to-centre"))
	h.verified(c)

	away := opinionOf("owner", "rules")
	away.Complainant.Phone = "13900001996"
	d := h.do(groupRelations, h.register(groupAssistant, away), complaint.Assess{}, complaint.Dispatch{Person: groupStaff.ID})
	h.do(groupStaff, d, complaint.TakeOn{}, complaint.Transfer{Person: "h10", Reason: "absence"})
	assert.Len(t, h.told("sent-to-centre"), 1, "that one is clear")
}
