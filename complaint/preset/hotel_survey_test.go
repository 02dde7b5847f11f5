package preset_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/survey"
)

// letters delivers what waits and returns the invitations to the survey, in Chinese.
func (h *house) letters() []string {
	h.Helper()
	var out []string
	_, err := h.desk.Deliver(h.Context(), func(ctx context.Context, n complaint.Notice) error {
		if n.Kind != playbook.SurveyNotice && n.Kind != playbook.SurveyReminder {
			return nil
		}
		letter, err := h.desk.Render(ctx, n, "zh")
		out = append(out, letter.Subject+"\n"+letter.Body)
		return err
	})
	require.NoError(h, err)
	return out
}

// settledByPhone takes an ordinary complaint to its end, with a follow-up that asks yes or no.
func settledByPhone(h *house) *complaint.Case {
	h.Helper()
	c := h.register(front, ordinary())
	c = h.do(lobby, c, complaint.Respond{Text: "致歉"}, complaint.Assess{}, complaint.Dispatch{Person: lead.ID})
	c = h.do(lead, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "conduct", Upheld: true},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	return h.do(lobby, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.Close{})
}

func TestHotelAsksTheGuestADayAfterTheEnd(t *testing.T) {
	h := open(t, 10, 0)
	c := settledByPhone(h)
	h.at("2026-10-01 09:00")
	assert.Empty(t, h.letters())
	h.at("2026-10-01 11:00")
	sent := h.letters()
	require.Len(t, sent, 1)
	assert.Contains(t, sent[0], "请评价投诉 HT2609-0001 的处理\n彭思思：")
	h.at("2026-10-07 12:00")
	require.Len(t, h.letters(), 1, "reminded once")
	_, token, _ := strings.Cut(sent[0], "只能填写一次：")
	done, err := h.desk.AnswerSurvey(t.Context(), token, survey.Answers{"result": survey.Score(2), "recommend": survey.Score(3)})
	require.NoError(t, err)
	assert.False(t, done.Satisfied, "2 of 5 for the result is a bad rating")
	c = h.do(lobby, c, complaint.Reopen{Reason: "unsatisfied"})
	assert.Equal(t, complaint.Investigating, c.State)
	h.verified(c)
}

func TestHotelDoesNotAskWhatTheGuestHasTold(t *testing.T) {
	h := open(t, 10, 0)
	c := h.do(lobby, settledByPhone(h), complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{"result": survey.Score(4)}})
	assert.Equal(t, "follow-up", c.Invitations[0].Why)
	h.at("2026-10-20 10:00")
	assert.Empty(t, h.letters())
}

func TestHotelDoesNotAskAboutASmallMatter(t *testing.T) {
	h := open(t, 10, 0)
	c := h.register(front, complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"}, Place: "0917",
		Text: "床头灯有一盏不亮，有空来修一下", Fields: map[string]string{"matter": "room"},
	})
	h.do(front, c, complaint.Respond{Text: "马上来"}, complaint.CloseDirectly{Text: "已换"})
	h.at("2026-10-20 10:00")
	assert.Empty(t, h.letters(), "settled on the spot")
}
