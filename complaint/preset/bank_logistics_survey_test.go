package preset_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/survey"
)

// bankAnswers are all scores of a questionnaire, with the transport section as given.
func bankAnswers(transport survey.Score) survey.Answers {
	out := survey.Answers{}
	for _, s := range preset.BankLogistics().Survey.Sections {
		for _, q := range s.Questions {
			switch {
			case q.Kind == survey.KindText:
			case s.ID == "transport":
				out[q.ID] = transport
			default:
				out[q.ID] = survey.Score(5)
			}
		}
	}
	return out
}

// req: R01.3, R01.23
func TestBankLogisticsAnalysesEveryQuarterAndImproves(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	for i, matter := range []string{"transport", "transport", "cleaning"} {
		in := teller("phone", matter)
		in.Complainant.Phone = fmt.Sprintf("1390000019%d", i)
		h.register(bankOfficer, in)
	}
	stats, err := h.desk.Stats(t.Context(), bankManager)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"transport": 2, "cleaning": 1}, stats.ByUnit)

	plan, questions := preset.BankLogisticsSurvey(), *preset.BankLogistics().Survey
	require.NoError(t, plan.Validate())
	assert.Equal(t, questions.ID, plan.Questionnaire)
	from := h.time("2026-01-01 00:00")
	waves := plan.Waves(from, from.AddDate(1, 0, 0))
	require.Len(t, waves, 4, "a quarter each")
	var people []survey.Person
	for i := range 600 {
		people = append(people, survey.Person{ID: fmt.Sprint(i), Groups: map[string]string{"building": fmt.Sprint(i % 4)}})
	}
	draw, err := plan.Draw(waves[0], people)
	require.NoError(t, err)
	assert.Len(t, draw.Chosen, 100)

	analysis, err := survey.NewAnalysis(questions, plan.Boxes, nil)
	require.NoError(t, err)
	for i := range 100 {
		score := survey.Score(5)
		if i < 11 {
			score = 2
		}
		require.NoError(t, analysis.Add(survey.Response{Questionnaire: questions.ID, Version: 1, Answers: bankAnswers(score)}))
	}
	review, err := analysis.Result().Review(plan.Targets...)
	require.NoError(t, err)
	require.Len(t, review.Below, 1, "89 of 100 are satisfied with transport")
	assert.Equal(t, "transport", review.Below[0].Target.Item)
	assert.Len(t, review.Met, 5)
	improvement, err := review.Below[0].Improve("2026-Q1/transport", survey.Action{
		What: "班次提前十分钟", Owner: "transport", Due: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC),
	})
	require.NoError(t, err)
	assert.Equal(t, survey.StatusOpen, improvement.Status())
}

// req: R01.23
func TestBankLogisticsAsksAfterEachCase(t *testing.T) {
	h := houseOf(t, preset.BankLogistics(), "2026-09-14 10:00", nil)
	c := h.carriedOut(h.reviewed(h.investigated(h.register(bankOfficer, teller("phone", "transport")), "other")))
	assert.Empty(t, h.told("survey"))
	c = h.do(bankSupervisor, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{})
	h.mock.Add(time.Minute)
	_, err := h.desk.Sweep(t.Context())
	require.NoError(t, err)

	token := ""
	_, err = h.desk.Deliver(t.Context(), func(_ context.Context, n complaint.Notice) error {
		if n.Kind != "survey" {
			return nil
		}
		letter, err := h.desk.Render(t.Context(), n, "en")
		_, token, _ = strings.Cut(letter.Body, ": ")
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, token)
	_, err = h.desk.AnswerSurvey(t.Context(), token, bankAnswers(5))
	require.NoError(t, err)
	c = h.now(bankManager, c)
	require.Len(t, c.FollowUps, 2)
	assert.True(t, c.FollowUps[1].Satisfied)
	_, err = h.desk.AnswerSurvey(t.Context(), token, bankAnswers(5))
	require.ErrorIs(t, err, complaint.ErrNotAllowed, "once")
}
