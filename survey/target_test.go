package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// winter is a survey of 100 people: halls 60 % satisfied, bins 95 %, and a Net
// Promoter Score of 20.
func winter(t testing.TB, change func(*Questionnaire), boxes BoxSet, satisfied int) Result {
	q := estate()
	change(&q)
	a, err := NewAnalysis(q, boxes, nil)
	require.NoError(t, err)
	for i := range 100 {
		r := Response{Questionnaire: q.ID, Version: q.Version, Answers: Answers{
			"halls": Score(2), "bins": Score(4), "recommend": Score(8),
		}}
		if i < satisfied {
			r.Answers["halls"] = Score(4)
		}
		if i < 5 {
			r.Answers["bins"] = Score(1)
		}
		if i < 20 {
			r.Answers["recommend"] = Score(10)
		}
		require.NoError(t, a.Add(r))
	}
	return a.Result()
}

func unchanged(*Questionnaire) {}

func TestReviewSortsTargets(t *testing.T) {
	r := winter(t, unchanged, TopThreeOfFive, 60)
	for _, tc := range []struct {
		name   string
		target Target
		list   string
		clear  bool
	}{
		{"far below", Target{"halls", MeasureSatisfied, 0.9}, "below", true},
		{"below by chance perhaps", Target{"halls", MeasureSatisfied, 0.65}, "below", false},
		{"equal meets it", Target{"halls", MeasureSatisfied, 0.6}, "met", false},
		{"clearly met", Target{"bins", MeasureSatisfied, 0.8}, "met", true},
		{"a section", Target{"cleaning", MeasureSatisfied, 0.95}, "below", true},
		{"the whole", Target{"", MeasureSatisfied, 0.5}, "met", true},
		{"a mean far below", Target{"halls", MeasureMean, 5}, "below", true},
		{"a mean below by chance perhaps", Target{"halls", MeasureMean, 3.3}, "below", false},
		{"an index has no interval to be clear by", Target{"halls", MeasureIndex, 99}, "below", false},
		{"mean of a 0–10 question", Target{"recommend", MeasureMean, 8.4}, "met", false},
		{"index of the whole", Target{"", MeasureIndex, 10}, "met", false},
		{"net promoter score", Target{"recommend", MeasureNPS, 50}, "below", true},
		{"nobody said anything about it", Target{"gate", MeasureSatisfied, 0}, "no data", false},
		{"nor about the section", Target{"security", MeasureIndex, 50}, "no data", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			review, err := r.Review(tc.target)
			require.NoError(t, err)
			switch tc.list {
			case "no data":
				assert.Equal(t, Review{NoData: []Target{tc.target}}, review)
				return
			case "below":
				review.Met, review.Below = review.Below, review.Met
			}
			assert.Empty(t, review.Below)
			assert.Empty(t, review.NoData)
			require.Len(t, review.Met, 1)
			f := review.Met[0]
			assert.Equal(t, tc.target, f.Target)
			assert.Equal(t, tc.clear, f.Clear)
			assert.Equal(t, []any{"estate", 2, TopThreeOfFive, false}, []any{f.Questionnaire, f.Version, f.Boxes, f.Small})
		})
	}
}

func TestReviewMarksSmallCells(t *testing.T) {
	review, err := analysed(t, scores("halls", 1, 1)...).Result().Review(Target{"halls", MeasureSatisfied, 0.9})
	require.NoError(t, err)
	assert.True(t, review.Below[0].Small)
}

func TestReviewRefusesAllAtOnce(t *testing.T) {
	_, err := winter(t, unchanged, TopTwoOfFive, 60).Review(
		Target{"pool", MeasureSatisfied, 0.9},
		Target{"halls", "happiness", 0.9},
		Target{"halls", MeasureNPS, 10},
		Target{"recommend", MeasureSatisfied, 0.9},
		Target{"comment", MeasureMean, 3},
		Target{"", MeasureNPS, 30},
		Target{"halls", MeasureSatisfied, 90},
		Target{"halls", MeasureMean, 0.5},
		Target{"recommend", MeasureMean, 10.5},
		Target{"halls", MeasureIndex, math.NaN()},
		Target{"halls", MeasureSatisfied, 0.9},
	)
	assert.Equal(t, map[string]string{
		"targets[0]": `"pool" is not a section or question`,
		"targets[1]": `"happiness" is not one of satisfied, mean, index, nps, easy`,
		"targets[2]": `"halls" has no nps`,
		"targets[3]": `"recommend" has no satisfied`,
		"targets[4]": `"comment" has no mean`,
		"targets[5]": `"" has no nps`,
		"targets[6]": "at_least of satisfied must lie between 0 and 1, is 90",
		"targets[7]": "at_least of mean must lie between 1 and 5, is 0.5",
		"targets[8]": "at_least of mean must lie between 0 and 10, is 10.5",
		"targets[9]": "at_least of index must lie between 0 and 100, is NaN",
	}, faultsOf(t, err))
}
