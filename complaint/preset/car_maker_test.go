package preset_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a car maker.
var (
	makerAgent   = complaint.Actor{ID: "x1", Name: "唐欣", Role: "agent", Unit: "care-centre"}
	makerManager = complaint.Actor{ID: "x2", Name: "贺明", Role: "manager", Unit: "care-centre"}
	makerDealer  = complaint.Actor{ID: "x3", Name: "魏东", Role: "handler", Unit: "dealers"}
	makerRegion  = complaint.Actor{ID: "x4", Name: "姜涛", Role: "supervisor", Unit: "dealers"}
	makerTech    = complaint.Actor{ID: "x5", Name: "范工", Role: "technical-support", Unit: "technical-support"}
	makerBoard   = complaint.Actor{ID: "x6", Name: "毛总", Role: "head", Unit: "care-centre"}
)

// makerIntake is a complaint with signs of a major case; further facts come in pairs.
func makerIntake(signs string, facts ...string) complaint.Intake {
	in := complaint.Intake{
		Channel: "phone", Complainant: complaint.Person{Name: "车主", Phone: "13900000060"}, Text: "三个月修了两次，要求给个说法",
		Fields: inPairs(append([]string{"matter", "product", "dealer", "D0571"}, facts...)...),
	}
	if signs != "" {
		in.Fields["signs"] = signs
	}
	return in
}

// makerTaken is a complaint that a dealer has taken on.
func makerTaken(h *house, in complaint.Intake) *complaint.Case {
	h.Helper()
	c := h.do(makerAgent, h.register(makerAgent, in), complaint.Assess{}, complaint.Dispatch{Person: makerDealer.ID})
	return h.do(makerDealer, c, complaint.TakeOn{})
}

// req: R16.1
func TestCarMakerDissatisfactionAndRequestsAreComplaints(t *testing.T) {
	for purpose, kind := range map[string]string{"": "complaint", "complain": "complaint", "answer": "complaint", "support": "complaint", "ask": "query"} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		in := makerIntake("")
		if purpose != "" {
			in.Fields["purpose"] = purpose
		}
		assert.Equal(t, kind, h.register(makerAgent, in).Kind, purpose)
	}
}

// req: R16.2
func TestCarMakerChannelsOfAComplaint(t *testing.T) {
	major := map[string]bool{"press": true, "tv": true, "radio": true, "net": true}
	for _, channel := range []string{"system", "phone", "fax", "email", "press", "tv", "radio", "net", "letter", "spoken"} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		in := makerIntake("")
		in.Channel = channel
		assert.Equal(t, major[channel], h.register(makerAgent, in).Severity == classify.Major, channel)
	}
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	in := makerIntake("")
	in.Channel = "pigeon"
	_, err := h.desk.Register(t.Context(), makerAgent, in)
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// makerListed registers a case with a sign and checks that it is major and on these lists, and told accordingly.
func makerListed(t *testing.T, sign string, lists ...string) {
	t.Helper()
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	c := h.register(makerAgent, makerIntake(sign))
	assert.Equal(t, classify.Major, c.Severity, sign)
	assert.Equal(t, lists, c.Flags, sign)
	for notice, list := range map[string]string{"on-list": "list-major", "on-class-a": "class-a", "on-class-b": "class-b"} {
		assert.Equal(t, strings.Contains(strings.Join(lists, " "), list), len(h.told(notice)) > 0, "%s %s", sign, notice)
	}
	h.due(c, "key-control", "09-07 14:00")
}

// req: R16.3, R16.4, R16.5, R16.6, R16.7, R16.8, R16.9, R16.10, R16.11, R16.12
func TestCarMakerTenConditionsMakeACaseMajor(t *testing.T) {
	for _, tc := range []struct {
		sign  string
		lists []string
	}{
		{"fire-accident", []string{"list-major", "class-a"}},
		{"airbag", []string{"list-major", "class-a"}},
		{"replace-car", []string{"list-major"}},
		{"return-car", []string{"list-major"}},
		{"new-engine", []string{"list-major"}},
		{"new-gearbox", []string{"list-major"}},
		{"public-body", []string{"list-major", "class-a"}},
		{"driving-safety", []string{"list-major"}},
		{"unlawful", []string{"list-major"}},
		{"key-control", []string{"list-major"}},
	} {
		makerListed(t, tc.sign, tc.lists...)
	}
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	c := h.register(makerAgent, makerIntake(""))
	assert.Equal(t, classify.Ordinary, c.Severity, "none of them")
	assert.Empty(t, c.Flags)
	h.due(c, "key-control", "none")
	h.refused(makerAgent, c, complaint.Correct{Fields: map[string]string{"signs": "airbag,airbag"}}, complaint.ErrInvalid)
	h.refused(makerAgent, c, complaint.Correct{Fields: map[string]string{"signs": "noise"}}, complaint.ErrInvalid)
}

// req: R16.5, R16.6, R16.7, R16.8
func TestCarMakerDemandsThatTheConditionsAllowAreNotMajor(t *testing.T) {
	for _, sign := range []string{"replace-car", "return-car", "new-engine", "new-gearbox"} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		c := h.register(makerAgent, makerIntake(sign, "entitled", "true"))
		assert.Equal(t, classify.Ordinary, c.Severity, sign)
		assert.Empty(t, c.Flags, sign)
	}
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	assert.Equal(t, classify.Major, h.register(makerAgent, makerIntake("replace-car,airbag", "entitled", "true")).Severity, "another sign still counts")
}

// req: R16.13, R16.15
func TestCarMakerClassA(t *testing.T) {
	for _, sign := range []string{"safety-part", "lawsuit", "press-risk", "written-answer", "police", "car-and-damages", "repeated-repairs", "blockade"} {
		makerListed(t, sign, "class-a")
	}
	makerListed(t, "fire-accident", "list-major", "class-a")
}

// req: R16.14, R16.15
func TestCarMakerClassB(t *testing.T) {
	makerListed(t, "media-pressure", "class-b")
	makerListed(t, "media-pressure,blockade,unlawful", "list-major", "class-a", "class-b")
}

// req: R16.15
func TestCarMakerACaseMayComeOntoAListLater(t *testing.T) {
	for _, list := range []string{"list-major", "class-a", "class-b"} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		c := h.register(makerAgent, makerIntake(""))
		c = h.do(makerAgent, c, complaint.Tag{Add: []string{list}})
		assert.Equal(t, classify.Major, c.Severity, list)
		assert.Equal(t, []string{"role:manager"}, h.told("listed-later"))
	}
}

// req: R16.16
func TestCarMakerComplaintIsValidWhenTheDealerCausedIt(t *testing.T) {
	for _, cause := range []string{"attitude", "management", "skill", "other"} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		c := makerTaken(h, makerIntake(""))
		assert.Empty(t, c.Validity, "nobody knows yet")
		review := complaint.CompleteTask{Task: openTask(h.now(makerBoard, c), "dealer-review"), Result: "caused"}
		h.refused(makerDealer, c, review, complaint.ErrForbidden)
		assert.Equal(t, "tasks", h.refused(makerDealer, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)
		c = h.do(makerAgent, c, review)
		assert.Empty(t, c.Validity)
		c = h.do(makerAgent, c, complaint.CompleteTask{Task: openTask(h.now(makerBoard, c), "dealer-cause"), Values: inPairs("dealer_cause", cause)})
		assert.Equal(t, "valid", c.Validity, cause)
		assert.Contains(t, c.Tags, "against-dealer")
		h.verified(c)
	}
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	bare := makerIntake("")
	delete(bare.Fields, "dealer")
	assert.Equal(t, []string{"dealer"}, h.register(makerAgent, bare).Missing, "against whom it might count")
	next := makerIntake("")
	next.Complainant.Phone = "13900000061"
	c := makerTaken(h, next)
	c = h.do(makerAgent, c, complaint.CompleteTask{Task: openTask(h.now(makerBoard, c), "dealer-review"), Result: "not-dealer"})
	assert.Equal(t, "invalid", c.Validity)
	assert.NotContains(t, c.Tags, "against-dealer")
	h.do(makerDealer, c, complaint.Resolve{Outcome: "upheld"})
}

// req: R16.17
func TestCarMakerComplaintIsValidWhenTheDealerMadeItWorse(t *testing.T) {
	by := []string{"brand", "follow-up", "co-operation", "execution"}
	for i, into := range []string{"repeat", "escalation", "loss", "brand-harm"} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		c := makerTaken(h, makerIntake(""))
		c = h.do(makerAgent, c, complaint.CompleteTask{Task: openTask(h.now(makerBoard, c), "dealer-review"), Result: "worsened"})
		id := openTask(h.now(makerBoard, c), "dealer-conduct")
		refusal := h.refused(makerAgent, c, complaint.CompleteTask{Task: id, Values: inPairs("worsened_by", by[i])}, complaint.ErrInvalid)
		assert.Equal(t, "values.worsened_into", refusal.Fields[0].Field, "conduct alone is not enough")
		c = h.do(makerAgent, c, complaint.CompleteTask{Task: id, Values: inPairs("worsened_by", by[i], "worsened_into", into)})
		assert.Equal(t, "valid", c.Validity, into)
		assert.Contains(t, c.Tags, "against-dealer")
	}
}

// req: R16.18
func TestCarMakerSpecialCaseWarrantyIsAgreedCaseByCase(t *testing.T) {
	special := []complaint.Remedy{{Relief: "special-warranty", Money: complaint.Yuan(8000)}}
	for _, facts := range [][]string{{"quality_cause", "false", "in_warranty", "false"}, {"quality_cause", "true", "in_warranty", "true"}, {"in_warranty", "false"}, {"quality_cause", "true"}} {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		c := h.do(makerAgent, makerTaken(h, makerIntake("", facts...)), complaint.Tag{Add: []string{"special-case"}})
		assert.Zero(t, openTask(h.now(makerBoard, c), "special-case"), "%v is no special case", facts)
		h.refused(makerTech, c, complaint.Propose{Remedies: special}, complaint.ErrNotAllowed)
	}
	open := func() (*house, *complaint.Case) {
		h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
		c := makerTaken(h, makerIntake("", "quality_cause", "true", "in_warranty", "false"))
		assert.Equal(t, "relief special-warranty", h.refused(makerTech, c, complaint.Propose{Remedies: special}, complaint.ErrNotAllowed).Rule)
		return h, h.do(makerAgent, c, complaint.Tag{Add: []string{"special-case"}})
	}
	h, c := open()
	id := openTask(h.now(makerBoard, c), "special-case")
	agreed := complaint.CompleteTask{Task: id, Result: "agreed", Values: inPairs("share", "p70")}
	h.refused(makerRegion, c, agreed, complaint.ErrForbidden)
	h.refused(makerTech, c, complaint.CompleteTask{Task: id, Result: "agreed", Values: inPairs("share", "p100")}, complaint.ErrInvalid)
	c = h.do(makerTech, c, agreed)
	assert.Equal(t, "relief", h.refused(makerDealer, c, complaint.Propose{Remedies: special}, complaint.ErrForbidden).Rule)
	c = h.do(makerTech, c, complaint.Propose{Remedies: special})
	assert.Equal(t, complaint.ProposalReady, c.Proposal(1).Status)

	h, c = open()
	c = h.do(makerTech, c, complaint.CompleteTask{Task: openTask(h.now(makerBoard, c), "special-case"), Result: "declined", Values: inPairs("share", "none")})
	h.refused(makerTech, c, complaint.Propose{Remedies: special}, complaint.ErrNotAllowed)
}

// req: R16.19, R16.20
func TestCarMakerGoodwillIsApprovedAndBothAreCountedApart(t *testing.T) {
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	c := makerTaken(h, makerIntake("", "quality_cause", "true", "in_warranty", "false"))
	for _, a := range []complaint.Actor{makerDealer, makerRegion, makerTech} {
		refusal := h.refused(a, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "goodwill", Money: complaint.Yuan(500)}}}, complaint.ErrForbidden)
		assert.Equal(t, []string{"manager", "head"}, refusal.Who)
	}
	c = h.do(makerAgent, c, complaint.Tag{Add: []string{"special-case"}})
	c = h.do(makerTech, c, complaint.CompleteTask{Task: openTask(h.now(makerBoard, c), "special-case"), Result: "agreed", Values: inPairs("share", "p50")},
		complaint.Compensate{Amount: complaint.Yuan(8000), Relief: "special-warranty"})
	c = h.do(makerManager, c, complaint.Compensate{Amount: complaint.Yuan(500), Relief: "goodwill"}, complaint.Compensate{Amount: complaint.Yuan(200)})
	assert.Equal(t, complaint.Yuan(200), c.Paid)
	assert.Equal(t, []complaint.ReliefTotal{
		{Relief: "special-warranty", Total: complaint.Yuan(8000)}, {Relief: "goodwill", Total: complaint.Yuan(500)},
	}, c.Apart)
	h.verified(c)
}

// req: R16.12
func TestCarMakerMajorCasesAreUnderKeyControl(t *testing.T) {
	h := houseOf(t, preset.CarMaker(), "2026-09-07 10:00", nil)
	c := h.register(makerAgent, makerIntake("key-control"))
	h.at("2026-09-07 14:01")
	assert.Contains(t, h.told("key-control-missed"), "role:head")
	c = h.do(makerAgent, c, complaint.Assess{}, complaint.Dispatch{Person: makerDealer.ID})
	c = h.do(makerDealer, c, complaint.TakeOn{}, complaint.Report{Role: "manager"})
	assert.Equal(t, sla.Breached, h.verdict(c, "key-control"))
	assert.Equal(t, "worded", h.refused(makerDealer, c, complaint.Respond{Text: "x"}, complaint.ErrNotAllowed).Rule)
	c = h.do(makerManager, c, complaint.ReleaseWording{Text: "统一口径"})
	h.do(makerDealer, c, complaint.Respond{Text: "统一口径"})
}
