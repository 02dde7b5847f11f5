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

// The people of an estate and of the organisations around it.
var (
	estateOfficer   = complaint.Actor{ID: "e1", Name: "邹敏", Role: "agent", Unit: "property-office"}
	estateWorker    = complaint.Actor{ID: "e2", Name: "熊飞", Role: "handler", Unit: "property-office"}
	estateManager   = complaint.Actor{ID: "e3", Name: "万波", Role: "manager", Unit: "property-office"}
	estateCleaner   = complaint.Actor{ID: "e4", Name: "赖春", Role: "contractor", Unit: "sanitation"}
	estateDeveloper = complaint.Actor{ID: "e5", Name: "钟岳", Role: "developer", Unit: "developer"}
)

// owners are forty people with two who speak for them.
func owners(matter string) complaint.Intake {
	return complaint.Intake{
		Channel: "owners", Complainant: complaint.Person{Name: "业主代表", Phone: "13900000090"}, Complainants: 40,
		Representatives: []complaint.Person{{Name: "代表甲"}, {Name: "代表乙"}},
		Text:            "维修资金从不公示", Fields: map[string]string{"matter": matter},
	}
}

// oneOwner complains alone.
func oneOwner(matter, phone string) complaint.Intake {
	return complaint.Intake{
		Channel: "public-phone", Complainant: complaint.Person{Name: "业主", Phone: phone}, Text: "楼上深夜装修", Fields: map[string]string{"matter": matter},
	}
}

func draft() map[string]string {
	return map[string]string{"named_staff": "邹敏", "public_phone": "400-000-0000", "handling_rate": "100", "document": "CN-2026-01"}
}

// onOffer drafts the pledge, posts it and offers it to the owners.
func (h *house) onOffer(c *complaint.Case) *complaint.Case {
	h.Helper()
	c = h.do(estateManager, c, complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}, complaint.CompleteTask{Task: 1, Values: draft()})
	c = h.do(estateWorker, c, complaint.CompleteTask{Task: 2, Values: map[string]string{"buildings": "1、2、3 栋"}})
	return h.do(estateManager, c, complaint.RecordFinding{Cause: "disclosure", Upheld: true}, complaint.Plan{Goal: "公示账目"},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "pledge"}}}, complaint.Offer{Proposal: 1})
}

// req: R22.1
func TestEstatePledgeOwnersSpeakAsAGroup(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	mute := owners("fund")
	mute.Representatives = nil
	assert.Equal(t, []string{"representatives"}, h.register(estateOfficer, mute).Missing)
	many := owners("access")
	many.Representatives = make([]complaint.Person, 6)
	_, err := h.desk.Register(t.Context(), estateOfficer, many)
	require.ErrorIs(t, err, complaint.ErrInvalid)

	c := h.onOffer(h.register(estateOfficer, owners("patrol")))
	refused := h.refused(estateManager, c, complaint.Reply{Proposal: 1, Accepted: true}, complaint.ErrNotAllowed)
	assert.Equal(t, "consent", refused.Rule)
	h.do(estateManager, c, complaint.Reply{Proposal: 1, Accepted: true, Consent: true})
}

// req: R22.2
func TestEstatePledgeMatters(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	for i, tc := range []struct{ matter, unit string }{
		{"fund", "property-office"},
		{"access", "property-office"},
		{"patrol", "property-office"},
		{"cleaning", "property-office"},
		{"common-parts", "engineering"},
		{"lifts", "engineering"},
		{"pumps", "engineering"},
	} {
		in := oneOwner(tc.matter, fmt.Sprintf("1390000009%d", i))
		in.Channel = []string{"public-phone", "counter", "letter", "owners", "committee"}[i%5]
		c := h.register(estateOfficer, in)
		assert.Equal(t, tc.matter, c.Categories["matter"])
		assert.Equal(t, tc.unit, c.Unit, tc.matter)
	}
	vague := oneOwner("", "13900000089")
	delete(vague.Fields, "matter")
	assert.Equal(t, "other", h.register(estateOfficer, vague).Categories["matter"])
}

// req: R22.3, R22.6
func TestEstatePledgeFeesAreHeldBackUntilItBinds(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	in := owners("fund")
	in.Fields["fees_withheld"] = "true"
	c := h.register(estateOfficer, in)
	assert.True(t, c.HasTag("fees-withheld"))
	assert.Equal(t, []string{"role:manager"}, h.told("fees-withheld"))
	c = h.onOffer(c)
	c = h.do(estateManager, c, complaint.Reply{Proposal: 1, Text: "未写明公示日期"})
	assert.False(t, c.HasTag("pledge-binding"), "the owners have not agreed")
	c = h.do(estateManager, c, complaint.Offer{Proposal: 1})
	assert.Empty(t, h.told("fees-due"))
	c = h.do(estateManager, c, complaint.Reply{Proposal: 1, Accepted: true, Consent: true})
	assert.True(t, c.HasTag("pledge-binding"))
	assert.Equal(t, []string{"complainant"}, h.told("fees-due"))
	assert.Equal(t, []string{"role:manager"}, h.told("pledge-binds"))
	c = h.do(estateManager, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"}, complaint.Publish{Where: "notice-board"})
	assert.Equal(t, []string{"pledge"}, c.Reliefs)
	h.verified(c)

	paying := h.register(estateOfficer, owners("access"))
	assert.False(t, paying.HasTag("fees-withheld"))
	paying = h.do(estateManager, h.onOffer(paying), complaint.Reply{Proposal: 1, Accepted: true, Consent: true})
	assert.True(t, paying.HasTag("pledge-binding"))
	assert.Len(t, h.told("fees-due"), 1, "nothing of theirs was held back")
	alone := oneOwner("fund", "13900000098")
	alone.Fields["fees_withheld"] = "true"
	assert.False(t, h.register(estateOfficer, alone).HasTag("fees-withheld"), "one owner is no group")
	single := h.do(estateManager, h.register(estateOfficer, oneOwner("patrol", "13900000088")), complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}}, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	assert.False(t, single.HasTag("pledge-binding"), "an agreement with one owner is no pledge")
}

// req: R22.4
func TestEstatePledgeIsDraftedWithinAMonth(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	c := h.register(estateOfficer, owners("fund"))
	h.due(c, "pledge", "10-14 24:00")
	h.due(c, "resolve", "11-16 24:00") // two months end on a Saturday
	h.due(h.register(estateOfficer, oneOwner("fund", "13900000097")), "pledge", "none")
	h.refused(estateOfficer, c, complaint.CompleteTask{Task: 1, Values: draft()}, complaint.ErrForbidden)
	c = h.do(estateManager, c, complaint.AddTask{Code: "photos"}, complaint.CompleteTask{Task: 2})
	h.due(c, "pledge", "10-14 24:00")
	h.at("2026-10-14 23:59")
	c = h.do(estateManager, c, complaint.CompleteTask{Task: 1, Values: draft()})
	assert.Equal(t, sla.Met, h.verdict(c, "pledge"))

	late := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	d := late.register(estateOfficer, owners("fund"))
	late.at("2026-10-15 00:01")
	assert.Equal(t, sla.Breached, late.verdict(late.now(estateManager, d), "pledge"))
	assert.Equal(t, []string{"role:manager", "role:head"}, late.told("pledge-missed"))
}

// req: R22.5
func TestEstatePledgeIsPostedInEachBuilding(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	c := h.register(estateOfficer, owners("fund"))
	c = h.do(estateManager, c, complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}, complaint.Plan{Goal: "公示账目"},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "pledge"}}})
	assert.Equal(t, "tasks", h.refused(estateManager, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	imposed := complaint.FinalDecision{Proposal: 1, Text: "已定", Recourse: []string{"review"}}
	assert.Equal(t, "tasks", h.refused(estateManager, c, imposed, complaint.ErrNotAllowed).Rule)
	pledge := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "pledge"}}}
	assert.Equal(t, "relief", h.refused(estateWorker, c, pledge, complaint.ErrForbidden).Rule, "staff pledge nothing")
	c = h.do(estateManager, c, complaint.CompleteTask{Task: 1, Values: draft()})
	assert.Equal(t, []string{"post-pledge"}, taskCodes(c, true))
	assert.Equal(t, "tasks", h.refused(estateManager, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	h.refused(estateWorker, c, complaint.CompleteTask{Task: 2}, complaint.ErrInvalid)
	c = h.do(estateWorker, c, complaint.CompleteTask{Task: 2, Values: map[string]string{"buildings": "1、2、3 栋"}})
	c = h.do(estateManager, c, complaint.Offer{Proposal: 1})
	assert.Equal(t, complaint.Negotiating, c.State)
}

// req: R22.7
func TestEstatePledgeNamesWhoTakesComplaints(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	c := h.register(estateOfficer, owners("fund"))
	for missing := range draft() {
		values := draft()
		delete(values, missing)
		refused := h.refused(estateManager, c, complaint.CompleteTask{Task: 1, Values: values}, complaint.ErrInvalid)
		assert.Equal(t, "values."+missing, refused.Fields[0].Field)
	}
	refused := h.refused(estateOfficer, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact", "public-phone"}}, complaint.ErrInvalid)
	assert.Equal(t, "named-staff must be told", refused.Fields[0].Rule)
	h.do(estateOfficer, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact", "public-phone", "named-staff"}})
}

// req: R22.8
func TestEstatePledgePhoneIsAnsweredDayAndNight(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-10-04 03:00", nil) // a Sunday night of the National Day week
	c := h.register(estateOfficer, oneOwner("noise", "13900000096"))
	h.due(c, "acknowledge", "10-04 05:00")
	h.at("2026-10-04 05:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(estateManager, c), "acknowledge"))
	refused := h.refused(estateOfficer, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact", "named-staff"}}, complaint.ErrInvalid)
	assert.Equal(t, "public-phone must be told", refused.Fields[0].Rule)
}

// req: R22.9
func TestEstatePledgeHandlesEverything(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	handled := func() (rate float64, overdue int) {
		stats, err := h.desk.Stats(t.Context(), estateManager)
		require.NoError(t, err)
		return float64(stats.Cases-stats.Open) / float64(stats.Cases), stats.Overdue
	}
	first := h.register(estateOfficer, oneOwner("noise", "13900000094"))
	second := h.register(estateOfficer, oneOwner("noise", "13900000095"))
	h.do(estateOfficer, first, complaint.CloseDirectly{Accepted: true, Text: "已上门劝止"})
	for _, reason := range []string{"not-ours", "elsewhere", "no-material", "too-late"} {
		h.refused(estateManager, second, complaint.Refuse{Reason: reason, Recourse: []string{"review"}}, complaint.ErrInvalid)
	}
	h.at("2026-09-21 10:00")
	rate, overdue := handled()
	assert.InDelta(t, 0.5, rate, 1e-9)
	assert.Equal(t, 1, overdue)
	assert.Positive(t, h.now(estateManager, second).Level, "it climbs until somebody handles it")
	h.do(estateOfficer, second, complaint.CloseDirectly{Accepted: true, Text: "已上门劝止"})
	rate, overdue = handled()
	assert.InDelta(t, 1, rate, 1e-9)
	assert.Zero(t, overdue)
}

// req: R22.10
func TestEstatePledgeTakesDisputesBetweenNeighbours(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	for i, matter := range []string{"renovation", "noise"} {
		c := h.register(estateOfficer, oneOwner(matter, fmt.Sprintf("1390000010%d", i)))
		assert.Equal(t, matter, c.Categories["matter"])
		assert.Equal(t, "property-office", c.Unit)
		h.refused(estateManager, c, complaint.Refuse{Reason: "not-ours", Recourse: []string{"court"}}, complaint.ErrInvalid)
	}
}

// req: R22.11, R22.12
func TestEstatePledgeRoutesBetweenOrganisations(t *testing.T) {
	h := houseOf(t, preset.EstatePledge(), "2026-09-14 10:00", nil)
	in := oneOwner("cleaning", "13900000110")
	in.Fields["cleaned_by"] = "office"
	assert.Equal(t, "property-office", h.register(estateOfficer, in).Unit)

	in = oneOwner("cleaning", "13900000111")
	in.Fields["cleaned_by"] = "contractor"
	c := h.register(estateOfficer, in)
	assert.Equal(t, "sanitation", c.Unit)
	c = h.do(estateOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: estateCleaner.ID})
	c = h.do(estateCleaner, c, complaint.TakeOn{})
	for _, mediation := range []complaint.Command{
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}},
		complaint.Respond{Text: "不归我们管"},
		complaint.Message{Kind: "answer", Text: "不归我们管"},
		complaint.FinalDecision{Proposal: 1, Text: "到此为止"},
	} {
		h.refused(estateCleaner, c, mediation, complaint.ErrForbidden)
	}
	h.refused(estateDeveloper, c, complaint.Note{Text: "路过"}, complaint.ErrForbidden)
	plain := oneOwner("cleaning", "13900000116")
	plain.Fields["cleaned_by"] = "contractor"
	done := h.do(estateOfficer, h.register(estateOfficer, plain), complaint.Assess{}, complaint.Dispatch{Person: estateCleaner.ID})
	done = h.do(estateCleaner, done, complaint.TakeOn{}, complaint.Note{Text: "已补扫"}, complaint.RecordFinding{Cause: "missed", Upheld: true}, complaint.Resolve{Outcome: "upheld"})
	assert.Equal(t, complaint.Resolved, done.State, "it does its own work")

	c = h.do(estateOfficer, c, complaint.Tag{Add: []string{"weekly"}})
	assert.Empty(t, h.told("sanitation-dispute"))
	c = h.do(estateOfficer, c, complaint.Tag{Add: []string{"dispute"}})
	assert.Equal(t, []string{"role:developer", "unit:property-office"}, h.told("sanitation-dispute"))
	c = h.do(estateManager, c, complaint.Transfer{Unit: "developer", Person: estateDeveloper.ID, Reason: "wrong-unit"})
	c = h.do(estateDeveloper, c, complaint.Respond{Text: "我们来协调"}, complaint.MakePromise{What: "visit", Due: h.time("2026-09-15 10:00")},
		complaint.Plan{Goal: "现场核实"}, complaint.Attach{Kind: "site", Text: "照片"}, complaint.RecordFinding{Cause: "frequency", Upheld: true},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo"}}}, complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	assert.Equal(t, complaint.Resolved, c.State)
	h.verified(c)

	in = oneOwner("cleaning", "13900000112")
	in.Fields["cleaned_by"], in.Fields["dispute"] = "contractor", "true"
	assert.Equal(t, "developer", h.register(estateOfficer, in).Unit)
	d := h.do(estateOfficer, h.register(estateOfficer, oneOwner("cleaning", "13900000114")), complaint.Tag{Add: []string{"dispute"}})
	assert.Equal(t, "property-office", d.Unit)
	assert.Len(t, h.told("sanitation-dispute"), 2, "the office mediates itself where it cleans")
	in = oneOwner("cleaning", "13900000115")
	in.Fields["cleaned_by"], in.Fields["dispute"] = "office", "true"
	assert.Equal(t, "property-office", h.register(estateOfficer, in).Unit)
	in = oneOwner("patrol", "13900000113")
	in.Fields["cleaned_by"], in.Fields["dispute"] = "contractor", "true"
	assert.Equal(t, "property-office", h.register(estateOfficer, in).Unit, "only cleaning lies with others")
}
