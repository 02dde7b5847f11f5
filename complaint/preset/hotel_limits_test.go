package preset_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

// resolved takes an ordinary case to its resolution by a lobby manager.
func (h *house) resolved() *complaint.Case {
	h.Helper()
	c := h.register(front, ordinary())
	return h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}, complaint.Resolve{Outcome: "upheld"})
}

func TestHotelFollowUpIsInOtherHands(t *testing.T) {
	h := open(t, 10, 0)
	c := h.resolved()
	assert.Equal(t, "four-eyes", h.refused(lobby, c, complaint.FollowUp{Reached: true}, complaint.ErrForbidden).Rule)
	h.do(lobby2, c, complaint.FollowUp{Reached: true, Satisfied: true})
}

func TestHotelReviewIsInOtherHands(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, ordinary())
	c = h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(floor, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "not-upheld"})
	c = h.do(lobby, c, complaint.Appeal{})
	assert.Equal(t, "four-eyes", h.refused(floor, c, complaint.DecideAppeal{Text: "维持"}, complaint.ErrForbidden).Rule)
	c = h.do(deputy, c, complaint.DecideAppeal{Upheld: true, Text: "重新调查"})
	assert.Equal(t, complaint.Investigating, c.State)

	other := ordinary()
	other.Complainant.Phone = "13800000009"
	c = h.do(floor, h.register(front, other), complaint.Refuse{Reason: "not-ours"})
	c = h.do(lobby, c, complaint.Appeal{})
	assert.Equal(t, "four-eyes", h.refused(floor, c, complaint.DecideAppeal{Text: "维持"}, complaint.ErrForbidden).Rule)
}

// A dissatisfied guest reopens the case twice; the third time it has to go up first.
func TestHotelReopensTwiceThenEscalates(t *testing.T) {
	h := open(t, 10, 0)
	c := h.resolved()
	for range 2 {
		c = h.do(lobby2, c, complaint.FollowUp{Reached: true}, complaint.Reopen{Reason: "unsatisfied"})
		c = h.do(lobby, c, complaint.Resolve{Outcome: "upheld"})
	}
	assert.Equal(t, 2, c.Cycle)
	c = h.do(lobby2, c, complaint.FollowUp{Reached: true})
	assert.Equal(t, []string{"escalate"}, h.refused(lobby2, c, complaint.Reopen{Reason: "unsatisfied"}, complaint.ErrNotAllowed).Allowed)
	c = h.do(lobby2, c, complaint.Escalate{Role: "operations-director", Reason: "unsatisfied"}, complaint.Reopen{Reason: "unsatisfied"})
	assert.Equal(t, 3, c.Level)
}

// Reminders: the second is told to the head of the unit, the third raises the priority.
func TestHotelRemindersAct(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, ordinary())
	c = h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{}, complaint.Expedite{})
	assert.Empty(t, h.told("expedited-often"))
	c = h.do(lobby, c, complaint.Expedite{})
	assert.Equal(t, []string{"role:floor-manager"}, h.told("expedited-often"))
	assert.Zero(t, c.Priority)
	c = h.do(lobby, c, complaint.Expedite{})
	assert.Equal(t, 1, c.Priority)
}

func TestHotelUnitSendsBackOnce(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, ordinary())
	c = h.do(lobby, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(lead, c, complaint.SendBack{Reason: "wrong-unit"})
	c = h.do(lobby, c, complaint.Dispatch{})
	assert.Equal(t, "returns", h.refused(lead, c, complaint.SendBack{Reason: "wrong-unit"}, complaint.ErrNotAllowed).Rule)
}

// A letter may be entered three days late, the opinion book too; nothing later.
func TestHotelBackDatesThreeDays(t *testing.T) {
	h := open(t, 10, 0)
	in := ordinary()
	in.Received = h.mock.Now().Add(-71 * time.Hour)
	h.register(front, in)
	in.Received = h.mock.Now().Add(-5 * 24 * time.Hour)
	_, err := h.desk.Register(t.Context(), front, in)
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// Three guests on one place and matter within two hours are a batch.
func TestHotelBatch(t *testing.T) {
	rule := preset.Hotel().Rules.Batch
	now := time.Date(2026, 10, 12, 19, 0, 0, 0, time.UTC)
	earlier := func(guests ...string) (list []classify.Occurrence) {
		for i, g := range guests {
			list = append(list, classify.Occurrence{Case: g, Customer: g, At: now.Add(-time.Duration(i+1) * 59 * time.Minute)})
		}
		return list
	}
	assert.False(t, rule.Judge(now, "c", "c", earlier("a")).Reached)
	assert.True(t, rule.Judge(now, "c", "c", earlier("a", "b")).First)
	assert.False(t, rule.Judge(now, "c", "c", earlier("a", "a")).Reached, "the same guest twice is no batch")
	assert.False(t, rule.Judge(now.Add(5*time.Minute), "c", "c", earlier("a", "b")).Reached, "the first is too long ago")
}

// mayDo lists the roles granted a command at a severity.
func mayDo(command string, s classify.Severity) []string {
	pb := preset.Hotel()
	var roles []string
	for _, r := range pb.Roles {
		if slices.ContainsFunc(pb.Grants, func(g playbook.Grant) bool {
			return slices.Contains(g.Roles, r.Code) && slices.Contains(g.Commands, command) && (len(g.Severities) == 0 || slices.Contains(g.Severities, s))
		}) {
			roles = append(roles, r.Code)
		}
	}
	return roles
}

// R11: every employee must take a complaint; the lobby manager coordinates; the deputy general manager handles major
// cases in person; the company, here the general manager, instructs.
func TestHotelWhoMayDoWhat(t *testing.T) {
	all := []string{"employee", "front-desk", "area-lead", "lobby-manager", "floor-manager", "dept-head", "operations-director", "deputy-gm", "general-manager"}
	cases := []struct {
		command  string
		severity classify.Severity
		want     []string
	}{
		{"register", classify.Unrated, all},
		{"acknowledge", classify.Urgent, all},
		{"close-directly", classify.Minor, all},
		{"escalate", classify.Minor, all},
		{"propose", classify.Minor, all[1:]},
		{"propose", classify.Ordinary, all[1:]},
		{"propose", classify.Major, all[7:]},
		{"propose", classify.Urgent, all[7:]},
		{"take-on", classify.Major, all[7:]},
		{"take-on", classify.Urgent, []string{"lobby-manager", "floor-manager", "operations-director", "deputy-gm", "general-manager"}},
		{"resolve", classify.Major, all[7:]},
		{"final-decision", classify.Ordinary, all[2:]},
		{"final-decision", classify.Major, all[7:]},
		{"report", classify.Major, all[2:]},
		{"instruct", classify.Major, all[8:]},
		{"assess", classify.Minor, all[3:]},
		{"dispatch", classify.Major, all[3:]},
		{"follow-up", classify.Ordinary, all[3:]},
		{"archive", classify.Minor, all[4:]},
		{"erase", classify.Minor, all[8:]},
	}
	for _, c := range cases {
		t.Run(c.command+" "+c.severity.String(), func(t *testing.T) {
			assert.Equal(t, c.want, mayDo(c.command, c.severity))
		})
	}
}

// Every command of the engine's vocabulary that people give is somebody's.
func TestHotelGrantsEveryCommandToSomebody(t *testing.T) {
	nobodys := []string{"tick", "recalculate", "reseal", "extend", "withdraw-extension", "each-refused", "spare-survey"} // the engine, the operator, and hotels extend nothing
	for _, command := range playbook.Commands() {
		granted := len(mayDo(command, classify.Ordinary)) > 0
		assert.Equal(t, !slices.Contains(nobodys, command), granted, command)
	}
}
