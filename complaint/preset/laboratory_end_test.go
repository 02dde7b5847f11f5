package preset_test

import (
	"context"
	"strings"
	"testing"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/survey"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// labFeedback delivers the invitation that waits, in Chinese, and returns its token.
func labFeedback(h *house) string {
	h.Helper()
	var token string
	_, err := h.desk.Deliver(h.Context(), func(ctx context.Context, n complaint.Notice) error {
		if n.Kind != playbook.SurveyNotice {
			return nil
		}
		letter, err := h.desk.Render(ctx, n, "zh")
		_, token, _ = strings.Cut(letter.Body, "再次核查：")
		return err
	})
	require.NoError(h, err)
	require.NotEmpty(h, token, "the opinion is asked in writing")
	return token
}

// req: R04.22, R04.23
func TestLaboratoryInvestigatesUntilTheComplainantIsSatisfied(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "report-stands")
	h.complete(labClerk, labQuality, c, "enter-result", "report-stands")
	for cycle := 1; cycle <= 3; cycle++ {
		c = h.do(labQuality, c, complaint.Resolve{Outcome: "report-stands"})
		h.at(h.mock.Now().In(h.zone).Add(60 * 1e9).Format("2006-01-02 15:04"))
		done, err := h.desk.AnswerSurvey(t.Context(), labFeedback(h), survey.Answers{"result": survey.Score(2)})
		require.NoError(t, err)
		assert.False(t, done.Satisfied)
		c = h.now(labClerk, c)
		assert.Equal(t, complaint.Investigating, c.State, "not satisfied: investigated again")
		assert.Equal(t, cycle, c.Cycle)
		assert.Contains(t, h.labTasks(c), "review")
		labReviewed(h, c, "report-stands")
		h.complete(labClerk, labQuality, c, "enter-result", "report-stands")
		h.complete(labClerk, labQuality, c, "explain", "", "letter_no", "H")
	}
	c = h.do(labQuality, c, complaint.Resolve{Outcome: "report-stands"})
	h.complete(labClerk, labQuality, c, "explain", "", "letter_no", "H")
	assert.Equal(t, "followed-up", h.refused(labClerk, c, complaint.Close{}, complaint.ErrNotAllowed).Rule, "nobody was asked yet")
	c = h.do(labClerk, c, complaint.FollowUp{Reached: true})
	assert.Equal(t, "followed-up", h.refused(labClerk, c, complaint.Close{}, complaint.ErrNotAllowed).Rule, "not against a no")
	c = h.do(labClerk, c, complaint.FollowUp{Reached: true, Satisfied: true})
	h.complete(labClerk, labQuality, c, "forms", "", "objection_form", "1", "intake_form", "2", "handling_form", "3", "feedback_form", "4")
	assert.Equal(t, complaint.Closed, h.do(labClerk, c, complaint.Close{}).State)
	h.verified(c)
}

// req: R04.24
func TestLaboratoryLossIsCompensatedByNegotiation(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "report-stands")
	h.complete(labClerk, labQuality, c, "enter-result", "report-corrected")
	c = h.do(labQuality, c, complaint.RecordFinding{Cause: "instrument", Upheld: true},
		complaint.Propose{Compensation: complaint.Yuan(1000)}, complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Wanted: complaint.Yuan(3000)}, complaint.Propose{InReplyTo: 2}, complaint.Offer{Proposal: 3},
		complaint.Reply{Proposal: 3, Accepted: true}, complaint.Execute{Proposal: 3})
	assert.Equal(t, complaint.Yuan(3000), c.Paid)
	assert.Equal(t, 2, c.Rounds)
}

// req: R04.5, R04.9, R04.26
func TestLaboratoryFilesTheFourFormsWithTheArchivist(t *testing.T) {
	h := houseOf(t, preset.Laboratory(), "2026-09-07 10:00", nil)
	c := labReviewed(h, labAccepted(h, labObjection("2026-09-01")), "report-stands")
	h.complete(labClerk, labQuality, c, "enter-result", "report-stands")
	for _, form := range []string{"objection-form", "intake-form", "handling-form", "feedback-form"} {
		c = h.do(labClerk, c, complaint.Attach{Kind: form, Hash: complaint.Hash{1}})
	}
	assert.Len(t, c.Collected, 4)
	c = h.do(labQuality, c, complaint.Resolve{Outcome: "report-stands"})
	h.complete(labClerk, labQuality, c, "explain", "", "letter_no", "H-4")
	c = h.do(labClerk, c, complaint.FollowUp{Reached: true, Satisfied: true})
	assert.Equal(t, "tasks", h.refused(labClerk, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	forms := []string{"objection_form", "1", "intake_form", "2", "handling_form", "3", "feedback_form", "4"}
	for i := 0; i < len(forms); i += 2 {
		rest := append(append([]string{}, forms[:i]...), forms[i+2:]...)
		cmd := complaint.CompleteTask{Task: openTask(h.now(labQuality, c), "forms"), Values: inPairs(rest...)}
		assert.Equal(t, "values."+forms[i], h.refused(labClerk, c, cmd, complaint.ErrInvalid).Fields[0].Field)
	}
	h.complete(labClerk, labQuality, c, "forms", "", forms...)
	c = h.do(labClerk, c, complaint.Close{})
	h.due(c, "file", "10-08 24:00") // a month is up on 7 October, in the holiday
	h.refused(labQuality, c, complaint.Archive{}, complaint.ErrForbidden)
	h.refused(labOffice, c, complaint.Archive{}, complaint.ErrForbidden)
	h.at("2026-10-09 09:00")
	assert.Contains(t, h.told("file-missed"), "role:archivist")
	c = h.do(labArchivist, c, complaint.Archive{})
	assert.Equal(t, complaint.Archived, c.State)
	h.verified(c)
}
