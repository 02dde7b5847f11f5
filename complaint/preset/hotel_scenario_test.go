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

// The people of the scenarios.
var (
	front    = complaint.Actor{ID: "f1", Name: "李敏", Role: "front-desk", Unit: "front-office"}
	lobby    = complaint.Actor{ID: "l1", Name: "周岚", Role: "lobby-manager", Unit: "front-office"}
	lobby2   = complaint.Actor{ID: "l2", Name: "张弛", Role: "lobby-manager", Unit: "front-office"}
	waiter   = complaint.Actor{ID: "e1", Name: "陈露", Role: "employee", Unit: "restaurant"}
	lead     = complaint.Actor{ID: "a1", Name: "戚红", Role: "area-lead", Unit: "restaurant"}
	floor    = complaint.Actor{ID: "m1", Name: "谢云", Role: "floor-manager", Unit: "restaurant"}
	deputy   = complaint.Actor{ID: "d1", Name: "潘毅", Role: "deputy-gm", Unit: "complaint-centre"}
	director = complaint.Actor{ID: "g1", Name: "葛成", Role: "general-manager", Unit: "management"}
)

// open opens the hotel's desk on Wednesday, 30 September 2026: the National Day holiday begins the next day, and Saturday,
// 10 October is a make-up working day.
func open(t *testing.T, hour, minute int) *house {
	t.Helper()
	return houseOf(t, preset.Hotel(), fmt.Sprintf("2026-09-30 %02d:%02d", hour, minute), nil)
}

func TestHotelMinorIsSettledAtTheDesk(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"}, Place: "0917",
		Text: "床头灯有一盏不亮，有空来修一下", Fields: map[string]string{"matter": "room"},
	})
	assert.Equal(t, "HT2609-0001", c.Number)
	assert.Equal(t, classify.Minor, c.Severity)
	assert.Equal(t, "engineering", c.Unit)
	h.due(c, "first-response", "09-30 10:10")
	h.due(c, "next-step", "09-30 10:30")
	h.due(c, "settle-or-promise", "09-30 12:00")
	h.due(c, "resolve", "09-30 14:00")
	h.due(c, "report", "none")

	c = h.do(front, c, complaint.Respond{Text: "马上请工程部来"})
	assert.Equal(t, sla.Met, h.verdict(c, "first-response"))
	assert.Equal(t, sla.Met, h.verdict(c, "next-step"))
	c = h.do(front, c, complaint.CloseDirectly{Text: "灯泡已换，客人满意"})
	assert.Equal(t, complaint.Closed, c.State)
	assert.Equal(t, "explained", c.Outcome)
	assert.Equal(t, sla.Met, h.verdict(c, "resolve"))
	assert.True(t, c.Wake.IsZero(), "no clock of a closed case runs on")
	h.verified(c)
}

func TestHotelWrittenComplaintHasHalfADay(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, complaint.Intake{
		Channel: "letter", Text: "杂志还是去年的", Fields: map[string]string{"matter": "front-desk"},
		Received: h.mock.Now().Add(-time.Hour),
	})
	h.due(c, "first-response", "09-30 21:00")
	h.due(c, "next-step", "10-01 09:00")
}

func ordinary() complaint.Intake {
	return complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "彭思思", Phone: "13800000002"}, Place: "餐厅3F",
		Text: "等了五十分钟，服务员还顶嘴", About: []string{waiter.ID}, AboutUnit: "restaurant", Wanted: complaint.Yuan(800),
		Fields: map[string]string{"matter": "restaurant", "attitude": "true"},
	}
}

// req: R11.12
func TestHotelOrdinaryWithApprovalAboveAuthority(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, ordinary())
	assert.Equal(t, classify.Ordinary, c.Severity)
	h.due(c, "resolve", "10-01 10:00") // 24 h on the desk that never closes, holiday or not
	assert.Equal(t, "direct", h.refused(front, c, complaint.CloseDirectly{}, complaint.ErrNotAllowed).Rule)

	c = h.do(lobby, c, complaint.Respond{Text: "致歉"}, complaint.Assess{}, complaint.Dispatch{Person: lead.ID})
	h.due(c, "take-on", "09-30 10:33")
	assert.Equal(t, "conflict-of-interest", h.refused(waiter, c, complaint.Respond{Text: "不是我"}, complaint.ErrForbidden).Rule)
	h.refused(lead, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed)

	c = h.do(lead, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "conduct", Upheld: true}, complaint.Propose{
		Remedies: []complaint.Remedy{{Relief: "apology"}}, Compensation: complaint.Yuan(800),
	})
	assert.Equal(t, complaint.AwaitingApproval, c.State)
	who := h.refused(lead, c, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval).Who
	assert.Equal(t, []string{"floor-manager", "dept-head", "operations-director", "deputy-gm", "general-manager"}, who)
	assert.Equal(t, "four-eyes", h.refused(lead, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)
	assert.Equal(t, "authority", h.refused(lobby, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden).Rule)

	c = h.do(floor, c, complaint.Approve{Approval: 1})
	c = h.do(lead, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1},
		complaint.Resolve{Outcome: "settled"})
	assert.Equal(t, complaint.Yuan(800), c.Paid)
	h.due(c, "follow-up", "10-01 10:11")
	h.due(c, "auto-close", "10-05 10:11")
	assert.Equal(t, "followed-up", h.refused(lobby, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	c = h.do(lobby, c, complaint.FollowUp{Reached: true, Satisfied: true, Score: 5}, complaint.Close{})
	c = h.do(floor, c, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
	h.verified(c)
}

// req: R11.9, R11.16
func TestHotelUnattendedCaseClimbsTheLadder(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, ordinary())
	levels := map[string]int{"10-01 09:59": 1, "10-01 10:01": 2, "10-01 22:01": 3, "10-02 10:01": 4}
	for _, at := range []string{"10-01 09:59", "10-01 10:01", "10-01 22:01", "10-02 10:01"} {
		when, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+at, h.zone)
		require.NoError(t, err)
		h.mock.Set(when)
		_, err = h.desk.Sweep(t.Context())
		require.NoError(t, err)
		got, err := h.desk.Case(t.Context(), director, c.ID)
		require.NoError(t, err)
		assert.Equal(t, levels[at], got.Level, "at %s", at)
	}
	var told []string
	_, err := h.desk.Deliver(t.Context(), func(_ ctx, n complaint.Notice) error {
		if n.Ref == "target:resolve/rung-3" {
			told = append(told, n.To)
		}
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"role:deputy-gm"}, told, "the fourth rung of the ladder")
}
