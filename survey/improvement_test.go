package survey

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// carriedOut is an improvement that is done, and not yet checked.
func carriedOut(t testing.TB) Improvement {
	t.Helper()
	i, err := improvement(t).Complete("u17", noon.Add(-time.Hour))
	require.NoError(t, err)
	return i
}

// The way of R15 and R21: found, done, checked at the next survey, found
// ineffective, taken up again, checked again, effective.
//
// req: R21.16, R21.17, R21.18
func TestTheLifeOfAnImprovement(t *testing.T) {
	i := improvement(t).Link("WY-7").Link("WY-9").Link("WY-7").Link("")
	assert.Equal(t, StatusOpen, i.Status())
	assert.Equal(t, []string{"WY-7", "WY-9"}, i.Cases)
	assert.Equal(t, noon, i.Current().Action.Due, "the deadline a host arms")

	done, err := i.Complete("u17", noon)
	require.NoError(t, err)
	assert.Equal(t, StatusDone, done.Status())

	failed, err := done.Check("2026-10", winter(t, unchanged, TopThreeOfFive, 65), noon.AddDate(0, 1, 0))
	require.NoError(t, err)
	assert.Equal(t, StatusIneffective, failed.Status())
	assert.Equal(t, "2026-10", failed.Current().Wave)

	again, err := failed.Reopen(Action{What: "换保洁公司", Owner: "项目部", Due: noon.AddDate(0, 2, 0)})
	require.NoError(t, err)
	assert.Equal(t, StatusOpen, again.Status())
	assert.Len(t, again.Cycles, 2)
	again, err = again.Complete("u18", noon.AddDate(0, 2, 0))
	require.NoError(t, err)
	solved, err := again.Check("2026-12", winter(t, unchanged, TopThreeOfFive, 85), noon.AddDate(0, 3, 0))
	require.NoError(t, err)
	assert.Equal(t, StatusEffective, solved.Status())
	assert.True(t, solved.Current().Effect.Clear)
	assert.False(t, solved.Cycles[0].Effect.Reached, "the first attempt stays on record")
	assert.Equal(t, []string{"WY-7", "WY-9"}, solved.Cases)

	// Nobody's earlier value was changed on the way.
	assert.Equal(t, StatusOpen, i.Status())
	assert.Equal(t, StatusDone, done.Status())
	assert.Equal(t, StatusIneffective, failed.Status())
	assert.Len(t, failed.Cycles, 1)

	for _, want := range []Improvement{i, done, failed, solved} {
		data, err := json.Marshal(want)
		require.NoError(t, err)
		var got Improvement
		require.NoError(t, json.Unmarshal(data, &got))
		assert.Equal(t, want, got)
	}
}

func TestStepsOutOfOrder(t *testing.T) {
	next := winter(t, unchanged, TopThreeOfFive, 85)
	open, done := improvement(t), carriedOut(t)
	effective, err := done.Check("w", next, noon)
	require.NoError(t, err)
	complete := func(i Improvement) (Improvement, error) { return i.Complete("u", noon) }
	check := func(i Improvement) (Improvement, error) { return i.Check("w", next, noon) }
	reopen := func(i Improvement) (Improvement, error) { return i.Reopen(sweep) }
	for _, tc := range []struct {
		name string
		i    Improvement
		step func(Improvement) (Improvement, error)
		want StatusError
	}{
		{"what is not done cannot be checked", open, check, StatusError{"check", StatusOpen}},
		{"nor reopened", open, reopen, StatusError{"reopen", StatusOpen}},
		{"what is done is not done again", done, complete, StatusError{"complete", StatusDone}},
		{"nor reopened before its check", done, reopen, StatusError{"reopen", StatusDone}},
		{"what helped is over", effective, reopen, StatusError{"reopen", StatusEffective}},
		{"and is not done again", effective, complete, StatusError{"complete", StatusEffective}},
		{"nor checked again", effective, check, StatusError{"check", StatusEffective}},
		{"what was never opened cannot be done", Improvement{}, complete, StatusError{"complete", StatusOpen}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.step(tc.i)
			var status *StatusError
			require.ErrorAs(t, err, &status)
			assert.Equal(t, tc.want, *status)
			assert.Equal(t, Improvement{}, got)
		})
	}
	assert.EqualError(t, &StatusError{"check", StatusOpen}, "survey: cannot check an improvement that is open")
	assert.Equal(t, Cycle{}, Improvement{}.Current())
}

// req: R21.17
func TestImprovementRefuses(t *testing.T) {
	_, err := Finding{}.Improve(" ", Action{What: " "})
	assert.Equal(t, map[string]string{
		"id": "must not be blank", "action.what": "must not be blank", "action.owner": "must not be blank", "action.due": "must be set",
	}, faultsOf(t, err))
	_, err = improvement(t).Complete("", time.Time{})
	assert.Len(t, faultsOf(t, err), 2)
	_, err = improvement(t).Reopen(Action{})
	assert.Len(t, faultsOf(t, err), 3)
	_, err = carriedOut(t).Check("", winter(t, unchanged, TopThreeOfFive, 85), time.Time{})
	assert.Len(t, faultsOf(t, err), 2)

	_, err = carriedOut(t).Check("w", analysed(t).Result(), noon)
	assert.Contains(t, faultsOf(t, err)["next"], "nobody answered", "no survey decides nothing")
	_, err = carriedOut(t).Check("w", winter(t, unchanged, TopTwoOfFive, 85), noon)
	var mismatch *MismatchError
	require.ErrorAs(t, err, &mismatch)
}

func TestTheEffectIsMeasuredOnTheSameScale(t *testing.T) {
	_, err := improvement(t).Finding.Effect(quarter(t, 0, 0, func(q *Questionnaire) {
		q.Version, q.Sections[0].Questions[0].Kind = 3, KindOneToTen
	}))
	var mismatch *MismatchError
	require.ErrorAs(t, err, &mismatch)
	assert.Equal(t, MismatchError{"kind", "scale-5", "scale-1-10"}, *mismatch)
}

// req: R21.17
func TestOverdue(t *testing.T) {
	assert.False(t, improvement(t).Overdue(noon), "the deadline itself is in time")
	assert.True(t, improvement(t).Overdue(noon.Add(1)))
	assert.False(t, carriedOut(t).Overdue(noon.AddDate(1, 0, 0)))
}

// req: R21.19
func TestSuggestedFollowUps(t *testing.T) {
	all := Callback{Detractors: true, Hard: true}
	q := estate()
	q.Sections[1].Questions = append(q.Sections[1].Questions, Question{ID: "effort", Kind: KindScale7, Text: Label{ZH: "省力", EN: "Effort"}})
	for _, tc := range []struct {
		name    string
		answers Answers
		rule    Callback
		want    *Suggestion
	}{
		{"satisfied", Answers{"halls": Score(3), "recommend": Score(9), "effort": Score(7)}, all, nil},
		{"bad ratings, in the order asked", Answers{"gate": Score(1), "bins": Score(2), "halls": Score(2)}, Callback{}, &Suggestion{
			Person: "r001", Occasion: "2026-Q3", Questions: []string{"halls", "bins", "gate"}, Sections: []string{"cleaning", "security"}, Worst: 1,
		}},
		{"a detractor, if asked for", Answers{"recommend": Score(6)}, all, &Suggestion{
			Person: "r001", Occasion: "2026-Q3", Questions: []string{"recommend"}, Sections: []string{"general"}, Worst: 6,
		}},
		{"only then", Answers{"recommend": Score(0)}, Callback{Hard: true}, nil},
		{"too much effort, if asked for", Answers{"effort": Score(3)}, all, &Suggestion{
			Person: "r001", Occasion: "2026-Q3", Questions: []string{"effort"}, Sections: []string{"security"}, Worst: 3,
		}},
		{"only then", Answers{"effort": Score(1)}, Callback{Detractors: true}, nil},
		{"not applicable is not bad", Answers{"halls": NotApplicable{}}, all, nil},
		{"nor what does not fit", Answers{"halls": Score(-3), "contact": Score(1)}, all, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			i, _ := invited(t)
			got, ok := q.Suggest(reply(tc.answers), i, tc.rule)
			require.Equal(t, tc.want != nil, ok)
			if ok {
				assert.Equal(t, *tc.want, got)
			}
		})
	}
	i, _ := invited(t, func(p *Plan) { p.Anonymous = true })
	_, ok := q.Suggest(reply(Answers{"halls": Score(1)}), i, all)
	assert.False(t, ok, "anonymous is anonymous")
}

// A survey from before the measure was carried out cannot show its effect.
//
// req: R21.18
func TestAMeasureIsNotCheckedBeforeItIsDone(t *testing.T) {
	done, err := improvement(t).Complete("班长", noon)
	require.NoError(t, err)
	next := winter(t, unchanged, TopThreeOfFive, 90)
	_, err = done.Check("2026-10", next, noon.Add(-1))
	assert.Contains(t, faultsOf(t, err)["at"], "before the measure was done")
	_, err = done.Check("2026-10", next, noon)
	require.NoError(t, err)
}
