package preset_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people behind an app.
var (
	appAgent = complaint.Actor{ID: "a1", Name: "田野", Role: "agent", Unit: "service-centre"}
	appTech  = complaint.Actor{ID: "a2", Name: "康宁", Role: "handler", Unit: "platform"}
	appLead  = complaint.Actor{ID: "a3", Name: "武洁", Role: "supervisor", Unit: "service-centre"}
)

// appUser writes in a live chat; fields are pairs.
func appUser(pairs ...string) complaint.Intake {
	in := complaint.Intake{
		Channel: "chat", Complainant: complaint.Person{Name: "用户", Phone: "13900000600"}, Text: "账单看不到", Fields: map[string]string{},
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		in.Fields[pairs[i]] = pairs[i+1]
	}
	return in
}

// why are the rows of the rules that decided an intake, by dimension, and the ground of invalidity.
func (h *house) why(c *complaint.Case) (rows map[string]string, ground string) {
	h.Helper()
	var class struct {
		ValidityReason string `json:"validity_reason"`
		Because        []struct{ Dimension, Row string }
	}
	for e, err := range h.desk.Ledger(h.Context(), appLead, c.ID) {
		require.NoError(h, err)
		for _, fx := range e.Effects {
			if x, ok := fx.(complaint.ClassifiedEffect); ok && len(x.Because) > 0 {
				require.NoError(h, json.Unmarshal(x.Because, &class))
			}
		}
	}
	rows = map[string]string{}
	for _, b := range class.Because {
		rows[b.Dimension] = b.Row
	}
	return rows, class.ValidityReason
}

// req: R06.1, R06.2, R06.3, R06.4, R06.6, R06.7, R06.8
func TestTelecomAppKeepsKindsApart(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   complaint.Intake
		kind string
		row  string
	}{
		{"looks up a bill", appUser("purpose", "look-up", "matter", "bill"), "query", "looks-up"},
		{"asks about a tariff", appUser("purpose", "ask", "matter", "tariff"), "consultation", "asks"},
		{"cannot use it, elsewhere", appUser("purpose", "fault", "stopped", "true", "fault_in", "elsewhere"), "fault", "reports-fault"},
		{"a fault that does not stop use", appUser("purpose", "fault", "stopped", "false", "fault_in", "network"), "fault", "reports-fault"},
		{"dissatisfied, asks for a solution", appUser("purpose", "complain", "matter", "fees"), "complaint", "complains"},
		{"the network stops normal use", appUser("purpose", "fault", "stopped", "true", "fault_in", "network"), "complaint", "fault-stops-use"},
		{"the platform does", appUser("purpose", "fault", "stopped", "true", "fault_in", "platform"), "complaint", "fault-stops-use"},
		{"the client does", appUser("purpose", "fault", "stopped", "true", "fault_in", "client"), "complaint", "fault-stops-use"},
		{"an application does", appUser("purpose", "fault", "stopped", "true", "fault_in", "application"), "complaint", "fault-stops-use"},
		{"asked, explained, an order, not satisfied", appUser("purpose", "ask", "order", "true", "satisfied", "false"), "complaint", "consultation-converts"},
		{"asked, an order, over the limit", appUser("purpose", "ask", "order", "true", "late", "true"), "complaint", "consultation-converts"},
		{"asked, an order, a poor result", appUser("purpose", "ask", "order", "true", "poor_result", "true"), "complaint", "consultation-converts"},
		{"asked, not satisfied, no order", appUser("purpose", "ask", "order", "false", "satisfied", "false"), "consultation", "asks"},
		{"asked, an order, satisfied", appUser("purpose", "ask", "order", "true", "satisfied", "true"), "consultation", "asks"},
		{"looked up, an order, not satisfied", appUser("purpose", "look-up", "order", "true", "satisfied", "false"), "complaint", "others-convert"},
		{"a fault, an order, over the limit", appUser("purpose", "fault", "fault_in", "elsewhere", "order", "true", "late", "true"), "complaint", "others-convert"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := houseOf(t, preset.TelecomApp(), "2026-09-14 10:00", nil)
			c := h.register(appAgent, tc.in)
			rows, _ := h.why(c)
			assert.Equal(t, tc.kind, c.Kind)
			assert.Equal(t, tc.row, rows["kind"])
		})
	}
}

// req: R06.5
func TestTelecomAppIsReachedByChatAndForum(t *testing.T) {
	h := houseOf(t, preset.TelecomApp(), "2026-09-14 10:00", nil)
	for _, channel := range []string{"chat", "forum"} {
		in := appUser("purpose", "complain")
		in.Channel, in.Complainant.Phone = channel, channel
		assert.Equal(t, channel, h.register(appAgent, in).Channel)
	}
}

// req: R06.6, R06.8
func TestTelecomAppConvertsWithItsHistory(t *testing.T) {
	h := houseOf(t, preset.TelecomApp(), "2026-09-14 10:00", nil)
	c := h.register(appAgent, appUser("purpose", "ask", "matter", "tariff"))
	h.due(c, "standard-limit", "09-15 18:00")
	h.due(c, "resolve", "none")
	c = h.do(appAgent, c, complaint.Message{Kind: "answer", Text: "套餐说明"}, complaint.Assess{}, complaint.Dispatch{})
	h.at("2026-09-15 18:01")
	c = h.now(appLead, c)
	assert.True(t, c.HasTag("over-time"))
	assert.Contains(t, h.told("standard-limit-missed"), "role:supervisor")
	before := c.Version
	c = h.do(appLead, c, complaint.Convert{Kind: "complaint"})
	assert.Equal(t, "complaint", c.Kind)
	assert.Equal(t, complaint.Registered, c.State, "it begins as a complaint does")
	assert.True(t, c.HasTag("converted"))
	assert.Contains(t, h.told("converted"), "complainant")
	h.due(c, "resolve", "09-16 18:00") // two working days since it first came
	h.due(c, "standard-limit", "none")
	assert.Equal(t, before+1, c.Version, "one more entry of the same case: the history stays")
	var kinds []string
	for e, err := range h.desk.Ledger(t.Context(), appLead, c.ID) {
		require.NoError(t, err)
		for _, fx := range e.Effects {
			if class, ok := fx.(complaint.ClassifiedEffect); ok {
				kinds = append(kinds, class.Kind)
			}
		}
	}
	assert.Equal(t, []string{"consultation", "complaint"}, kinds)
	h.verified(c)

	for purpose, due := range map[string]string{"look-up": "09-15 18:32", "fault": "09-17 18:02"} {
		in := appUser("purpose", purpose)
		in.Complainant.Phone = purpose
		h.due(h.register(appAgent, in), "standard-limit", due)
	}
}

// req: R06.9
func TestTelecomAppTellsTheTierOfTheSource(t *testing.T) {
	tiers := map[string]string{
		"hotline": "province", "hall": "province", "chat": "province", "forum": "province",
		"group-hotline": "group", "group-site": "group", "media": "group", "microblog": "group",
	}
	h := houseOf(t, preset.TelecomApp(), "2026-09-14 10:00", nil)
	for channel, tier := range tiers {
		in := appUser("purpose", "complain")
		in.Channel, in.Complainant.Phone = channel, channel
		assert.Equal(t, tier, h.register(appAgent, in).Categories["tier"], channel)
	}
}

// req: R06.10, R06.11, R06.12, R06.13, R06.14
func TestTelecomAppIsInvalidOnFiveGroundsOnly(t *testing.T) {
	nobody := appUser("purpose", "complain")
	nobody.Complainant = complaint.Person{}
	for _, tc := range []struct {
		in     complaint.Intake
		ground string
	}{
		{nobody, "anonymous"},
		{appUser("purpose", "complain", "related", "false"), "unrelated"},
		{appUser("purpose", "complain", "verifiable", "false"), "vague"},
		{appUser("purpose", "complain", "reachable", "false"), "unreachable"},
		{appUser("purpose", "complain", "ours", "false"), "out-of-scope"},
		{appUser("purpose", "complain"), ""},
		{appUser("purpose", "complain", "related", "true", "verifiable", "true", "reachable", "true", "ours", "true"), ""},
		{appUser("purpose", "complain", "upset", "true"), ""},
	} {
		h := houseOf(t, preset.TelecomApp(), "2026-09-14 10:00", nil)
		c := h.register(appAgent, tc.in)
		_, ground := h.why(c)
		assert.Equal(t, tc.ground, ground)
		assert.Equal(t, map[bool]string{true: "valid", false: "invalid"}[tc.ground == ""], c.Validity, tc.ground)
	}
}

// req: R06.15
func TestTelecomAppMaliceIsFoundAndNeverAssumed(t *testing.T) {
	h := houseOf(t, preset.TelecomApp(), "2026-09-14 10:00", nil)
	c := h.register(appAgent, appUser("purpose", "complain", "matter", "app", "verifiable", "false"))
	assert.NotContains(t, c.Flags, "malicious", "what cannot be verified is not malicious")
	c = h.do(appAgent, c, complaint.Assess{}, complaint.Dispatch{Person: appTech.ID})
	c = h.do(appTech, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "other"})
	assert.False(t, c.HasTag("malicious"))
	c = h.do(appTech, c, complaint.RecordFinding{Cause: "malicious", Text: "截图系伪造"})
	assert.True(t, c.HasTag("malicious"))
	assert.Equal(t, []string{"role:manager"}, h.told("malice-found"))

	in := appUser("purpose", "complain", "malice_found", "true")
	in.Complainant.Phone = "13900000601"
	known := h.register(appAgent, in)
	assert.Contains(t, known.Flags, "malicious")
	assert.Equal(t, "valid", known.Validity, "malice is no ground of invalidity")
	assert.Equal(t, sla.Running, h.verdict(known, "resolve"))
}
