package preset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a front desk.
var (
	phoneAgent   = complaint.Actor{ID: "q1", Name: "米娜", Role: "agent", Unit: "front-desk"}
	phoneManager = complaint.Actor{ID: "q2", Name: "祝平", Role: "manager", Unit: "front-desk"}
)

// caller rings; each n is somebody else.
func caller(n int, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "来电用户", Phone: fmt.Sprintf("139%08d", n)}, Text: "打不通",
		Fields: map[string]string{"matter": matter},
	}
}

// phone is a front desk with its scripts.
type phone struct {
	*house
	pb *playbook.Playbook
	n  int
}

func phoneDesk(t *testing.T) *phone {
	t.Helper()
	pb := preset.TelecomDesk()
	return &phone{house: houseOf(t, pb, "2026-09-14 10:00", nil), pb: pb}
}

// answers pairs the questions of a scene with what a caller would say: y, n, or ? for unknown.
func (p *phone) answers(scene, said string) map[string]classify.Answer {
	p.Helper()
	i := slices.IndexFunc(p.pb.Scripts, func(s playbook.Script) bool { return s.ID == scene })
	require.GreaterOrEqual(p, i, 0, scene)
	require.Len(p, p.pb.Scripts[i].Questions, len(said), scene)
	out := map[string]classify.Answer{}
	for k, a := range said {
		out[p.pb.Scripts[i].Questions[k].ID] = map[rune]classify.Answer{'y': classify.Yes, 'n': classify.No, '?': classify.DontKnow}[a]
	}
	return out
}

// call takes a new caller through a scene as the dialogue asks, and assesses the case by the answers.
func (p *phone) call(scene, said string) *complaint.Case {
	p.Helper()
	p.n++
	return p.assess(p.register(phoneAgent, caller(p.n, "other")), scene, said)
}

func (p *phone) assess(c *complaint.Case, scene, said string) *complaint.Case {
	p.Helper()
	dialogue, ok := p.pb.Dialogue(scene)
	require.True(p, ok)
	would, heard := p.answers(scene, said), map[string]classify.Answer{}
	var asked []complaint.Asked
	for {
		turn, err := dialogue.Next(heard)
		require.NoError(p, err)
		if turn.Done {
			break
		}
		heard[turn.Question] = would[turn.Question]
		asked = append(asked, complaint.Asked{Question: turn.Question, Answer: would[turn.Question]})
	}
	return p.do(phoneAgent, c, complaint.Assess{Script: scene, Answers: asked})
}

// closes checks that the desk closes the case itself, and that no severity of its own would let it.
func (p *phone) closes(c *complaint.Case, verdict string) *complaint.Case {
	p.Helper()
	assert.Equal(p, verdict, c.Diagnosis.Verdict)
	assert.Equal(p, playbook.CloseAtDesk, c.Diagnosis.Action)
	c = p.do(phoneAgent, c, complaint.CloseDirectly{Accepted: true})
	assert.Equal(p, complaint.Closed, c.State)
	assert.Equal(p, "explained", c.Outcome)
	assert.Empty(p, c.Promises)
	return c
}

// dispatches checks that the desk may not close the case, where it goes and when the caller hears from us.
func (p *phone) dispatches(c *complaint.Case, verdict, unit, promise string) *complaint.Case {
	p.Helper()
	assert.Equal(p, verdict, c.Diagnosis.Verdict)
	assert.Equal(p, "verdict", p.refused(phoneAgent, c, complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)
	c = p.do(phoneAgent, c, complaint.Dispatch{})
	assert.Equal(p, complaint.Dispatched, c.State)
	assert.Equal(p, unit, c.Assignment().Unit)
	p.due(c, "promise", promise)
	return c
}

// collected are the units that a case is reported to at intervals. One direct close in twenty is drawn for review, by a tag
// that is left out here.
func collected(c *complaint.Case) (units []string) {
	for _, tag := range c.Tags {
		if unit, ok := strings.CutPrefix(tag, playbook.CollectTag("")); ok {
			units = append(units, unit)
		}
	}
	return units
}

// reply is what the desk says under a verdict: the wording in English, its variables filled in. An id of "" is the one the
// meaning names.
func (p *phone) reply(scene, verdict, id string, values map[string]string) string {
	p.Helper()
	dialogue, ok := p.pb.Dialogue(scene)
	require.True(p, ok)
	if id == "" {
		i := slices.IndexFunc(p.pb.Scripts, func(s playbook.Script) bool { return s.ID == scene })
		id = p.pb.Scripts[i].Meaning(verdict).Reply
	}
	for _, r := range dialogue.Replies(verdict) {
		if r.ID == id {
			said, err := dialogue.Fill(r.Say, values)
			require.NoError(p, err)
			return said.EN
		}
	}
	require.Failf(p, "no reply", "%s under %s", id, verdict)
	return ""
}

// req: R05.1, R05.2
func TestTelecomDeskScenesInFiveGroups(t *testing.T) {
	p := phoneDesk(t)
	for matter, unit := range map[string]string{
		"interconnection": "network-department", "charges": "billing", "network": "network-department", "service": "maintenance-centre",
		"handset": "local-service", "other": "front-desk",
	} {
		p.n++
		c := p.register(phoneAgent, caller(p.n, matter))
		assert.Equal(t, matter, c.Categories["group"])
		assert.Equal(t, unit, c.Unit, "ordinary dispatch")
	}
	require.Len(t, p.pb.Scripts, 8)
	for _, s := range p.pb.Scripts {
		dialogue, _ := p.pb.Dialogue(s.ID)
		paths, all := dialogue.Paths(10_000)
		require.True(t, all)
		for _, path := range paths {
			m := s.Meaning(path.Verdict)
			require.NotNil(t, m, "%s %s", s.ID, path.Verdict)
			if m.Action == playbook.CloseAtDesk || m.Unit != "" {
				assert.NotEmpty(t, dialogue.Replies(path.Verdict), "%s %s: something to say", s.ID, path.Verdict)
			}
		}
	}
}

// req: R05.3
func TestTelecomDeskAnswersThatFitNoRuleAreDispatched(t *testing.T) {
	for scene, said := range map[string]string{
		"interconnection": "???", "subscribed-content": "????", "messages": "?????", "weak-signal": "?", "roaming": "?", "ring-back-tone": "??",
		"busy-hours": "???", "handset-fault": "??",
	} {
		p := phoneDesk(t)
		promise := map[bool]string{true: "09-16 18:00", false: "none"}[scene == "messages"]
		p.dispatches(p.call(scene, said), "dispatch", "front-desk", promise)
	}
}

// req: R05.4, R05.5, R05.6
func TestTelecomDeskInterconnection(t *testing.T) {
	p := phoneDesk(t)
	c := p.closes(p.call("interconnection", "ynn"), "fault")
	assert.Equal(t, []string{"market-operations"}, collected(c))
	for _, said := range []string{"nnn", "yyn", "yny", "y?n", "nyy"} {
		c := p.dispatches(p.call("interconnection", said), "dispatch", "front-desk", "none")
		assert.Empty(t, collected(c), said)
	}
	page, err := p.desk.Cases(t.Context(), phoneManager, complaint.Query{Filter: complaint.Filter{Tag: playbook.CollectTag("market-operations")}})
	require.NoError(t, err)
	assert.Len(t, page.Cases, 1, "what is reported at intervals")
}

// req: R05.7, R05.8, R05.9
func TestTelecomDeskInterconnectionReplies(t *testing.T) {
	p := phoneDesk(t)
	other := map[string]string{"operator": "North Mobile", "hotline": "10099"}
	low, symptoms := p.reply("interconnection", "fault", "low-rate", other), p.reply("interconnection", "fault", "symptoms", other)
	assert.NotEqual(t, low, symptoms)
	assert.Contains(t, low, "busy")
	for _, said := range []string{low, symptoms} {
		assert.Contains(t, said, "North Mobile")
		assert.Contains(t, said, "10099")
	}
	refund := p.reply("interconnection", "fault", "refund", nil)
	for _, why := range []string{"no refund", "two networks", "basic service", "preferential"} {
		assert.Contains(t, refund, why)
	}
	deadline := p.reply("interconnection", "fault", "deadline", nil)
	assert.Contains(t, deadline, "cannot name a date")
	assert.Contains(t, deadline, "try again")
	assert.Contains(t, deadline, "stay in touch")
}

// req: R05.10, R05.11, R05.12, R05.13, R05.14
func TestTelecomDeskSubscribedContent(t *testing.T) {
	p := phoneDesk(t)
	explained := p.reply("subscribed-content", "explained", "explain", map[string]string{
		"service": "the weather service", "price": "3", "free_until": "31 August", "cancel_code": "TD", "port": "10620",
	})
	for _, what := range []string{"the weather service", "3 yuan", "31 August", "TD to 10620", "first five digits"} {
		assert.Contains(t, explained, what)
	}
	p.closes(p.call("subscribed-content", "nyyn"), "explained")
	c := p.dispatches(p.call("subscribed-content", "nynn"), "provider", "content-provider", "09-15 18:00")
	assert.Contains(t, p.reply("subscribed-content", "provider", "", nil), "1 working day")
	c = p.do(phoneManager, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "not-upheld"})

	again := p.register(phoneAgent, caller(p.n, "other"))
	again = p.do(phoneAgent, again, complaint.Correct{Dissatisfaction: "still-disputes"})
	again = p.dispatches(p.assess(again, "subscribed-content", "nyny"), "again", "content-provider", "09-15 18:00")
	assert.Equal(t, []complaint.Link{{Kind: "repeat-of", Case: c.ID}}, again.Links)
	assert.Equal(t, p.reply("subscribed-content", "provider", "", nil), p.reply("subscribed-content", "again", "", nil), "the same reply")

	p.dispatches(p.call("subscribed-content", "yyyn"), "dispatch", "front-desk", "none")
	p.verified(again)
}

// req: R05.15, R05.16, R05.17, R05.18, R05.19
func TestTelecomDeskMessages(t *testing.T) {
	p := phoneDesk(t)
	for _, said := range []string{"yynyy", "ynn??", "nnn??", "yyy??", "nyy??", "yny??"} {
		assert.Empty(t, collected(p.closes(p.call("messages", said), "close")), said)
	}
	c := p.closes(p.call("messages", "yynny"), "coverage")
	assert.Equal(t, []string{"market-operations"}, collected(c), "listed under dispatch, closed with the place collected")
	assert.Contains(t, p.reply("messages", "coverage", "", map[string]string{"place": "Dongcheng"}), "Dongcheng")
	p.dispatches(p.call("messages", "yynyn"), "prefix", "support-centre", "09-16 18:00")
	assert.Contains(t, p.reply("messages", "prefix", "", nil), "2 working days")
	for _, said := range []string{"yynnn", "nynyy", "nynnn"} {
		p.dispatches(p.call("messages", said), "dispatch", "front-desk", "09-16 18:00")
	}
}

// req: R05.19
func TestTelecomDeskOverlapsAreSettledInTheData(t *testing.T) {
	p := phoneDesk(t)
	i := slices.IndexFunc(p.pb.Scripts, func(s playbook.Script) bool { return s.ID == "messages" })
	assert.Equal(t, classify.HitUnique, p.pb.Scripts[i].Hit)
	assert.Equal(t, "all", p.call("messages", "yynyy").Diagnosis.Row, "the rule that stands first decides")
	for _, a := range p.pb.Scripts[i].Accepted {
		assert.NotEmpty(t, a.Reason)
	}
	p.pb.Scripts[i].Accepted = p.pb.Scripts[i].Accepted[1:]
	var bad *playbook.InvalidError
	require.ErrorAs(t, p.pb.Validate(), &bad)
	assert.Equal(t, "scripts[2].script.rows[2]", bad.Faults[0].Path, "the validator points at the rule, and at the answers that fit two")
	assert.Contains(t, bad.Faults[0].Rule, `"no-notices":"yes"`)
}

// req: R05.20
func TestTelecomDeskWeakSignalGoesToTheBranch(t *testing.T) {
	p := phoneDesk(t)
	c := p.dispatches(p.call("weak-signal", "y"), "branch", "branch", "none")
	require.Len(t, c.Tasks, 1)
	assert.Equal(t, "call-back", c.Tasks[0].Code)
	assert.Equal(t, "branch", c.Tasks[0].Unit)
	assert.Equal(t, []string{"unit:branch"}, p.told("task"))
	assert.Contains(t, p.reply("weak-signal", "branch", "", map[string]string{"branch": "the East branch"}), "call you back")
}

// req: R05.21, R05.22, R05.23
func TestTelecomDeskRoaming(t *testing.T) {
	p := phoneDesk(t)
	dialogue, _ := p.pb.Dialogue("roaming")
	first, err := dialogue.Fill(dialogue.Script().Say, nil)
	require.NoError(t, err)
	assert.Contains(t, first.EN, "differs between tariffs", "one explanation for all, before anything is asked")
	p.closes(p.call("roaming", "y"), "explained")
	c := p.dispatches(p.call("roaming", "n"), "home-network", "home-network", "09-16 18:00")
	assert.Contains(t, p.reply("roaming", "home-network", "dispatch", nil), "2 working days")
	for _, verdict := range []string{"explained", "home-network"} {
		assert.Contains(t, p.reply("roaming", verdict, "purchase", nil), "place of purchase")
	}
	p.at("2026-09-16 18:01")
	assert.Equal(t, sla.Breached, p.verdict(p.now(phoneManager, c), "promise"))
}

// req: R05.24, R05.25, R05.26
func TestTelecomDeskRingBackTone(t *testing.T) {
	p := phoneDesk(t)
	p.closes(p.call("ring-back-tone", "y?"), "answered")
	p.closes(p.call("ring-back-tone", "ny"), "handled")
	p.dispatches(p.call("ring-back-tone", "nn"), "maintenance", "maintenance-centre", "none")
	assert.Contains(t, p.reply("ring-back-tone", "maintenance", "", nil), "maintenance centre")

	dialogue, _ := p.pb.Dialogue("ring-back-tone")
	assert.Len(t, dialogue.Replies("answered"), 6)
	for entry, figures := range map[string][]string{
		"fees-monthly": {"5 yuan a month post-paid", "0.16 yuan a day pre-paid", "0.5 to 5 yuan", "3 changes a month are free", "0.5 to 1.5 yuan"},
		"fees-call":    {"0.22 yuan for the first 3 minutes", "0.11 yuan a minute"},
		"scope":        {"Customers of"}, "use-password": {"password"}, "use-register": {"only by calling"}, "use-default": {"number 3", "set as default"},
	} {
		said := p.reply("ring-back-tone", "answered", entry, nil)
		for _, f := range figures {
			assert.Contains(t, said, f, entry)
		}
	}
	assert.Contains(t, p.reply("ring-back-tone", "answered", "fees-monthly", map[string]string{"monthly": "6"}), "6 yuan a month", "a price that changes")
}

// req: R05.27, R05.28
func TestTelecomDeskBusyHours(t *testing.T) {
	p := phoneDesk(t)
	c := p.closes(p.call("busy-hours", "yyy"), "congestion")
	assert.Contains(t, p.told("task"), "unit:network-department", "the department hears of it")
	assert.Equal(t, []string{"network-department"}, collected(c))
	assert.Contains(t, p.reply("busy-hours", "congestion", "", map[string]string{"days": "New Year's Eve and New Year's Day"}), "outside the peak")
	for _, said := range []string{"nyy", "yny", "yyn"} {
		assert.Empty(t, p.dispatches(p.call("busy-hours", said), "dispatch", "front-desk", "none").Tasks, said)
	}
}

// req: R05.29, R05.30
func TestTelecomDeskHandset(t *testing.T) {
	p := phoneDesk(t)
	dialogue, _ := p.pb.Dialogue("handset-fault")
	turn, err := dialogue.Next(nil)
	require.NoError(t, err)
	assert.Equal(t, "subscription", turn.Question, "the data are looked at first")
	p.closes(p.call("handset-fault", "yy"), "restriction")
	shop := map[string]string{"repair_point": "the shop in East Street"}
	for _, what := range []string{"switch the call restriction off", "the shop in East Street"} {
		assert.Contains(t, p.reply("handset-fault", "restriction", "", shop), what)
	}
	p.dispatches(p.call("handset-fault", "yn"), "repair", "local-service", "none")
	assert.Contains(t, p.reply("handset-fault", "repair", "", shop), "the shop in East Street")
	p.dispatches(p.call("handset-fault", "ny"), "dispatch", "front-desk", "none")
}
