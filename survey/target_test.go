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

// req: R21.10, R21.11
func TestReviewSortsTargets(t *testing.T) {
	r := winter(t, unchanged, TopThreeOfFive, 60)
	for _, tc := range []struct {
		name   string
		target Target
		list   string
		clear  bool
	}{
		{"far below", Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.9}, "below", true},
		{"below by chance perhaps", Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.65}, "below", false},
		{"equal meets it", Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.6}, "met", false},
		{"clearly met", Target{Item: "bins", Measure: MeasureSatisfied, AtLeast: 0.8}, "met", true},
		{"a section", Target{Item: "cleaning", Measure: MeasureSatisfied, AtLeast: 0.95}, "below", true},
		{"the whole", Target{Item: "", Measure: MeasureSatisfied, AtLeast: 0.5}, "met", true},
		{"a mean far below", Target{Item: "halls", Measure: MeasureMean, AtLeast: 5}, "below", true},
		{"a mean below by chance perhaps", Target{Item: "halls", Measure: MeasureMean, AtLeast: 3.3}, "below", false},
		{"an index far below", Target{Item: "halls", Measure: MeasureIndex, AtLeast: 99}, "below", true},
		{"an index below by chance perhaps", Target{Item: "halls", Measure: MeasureIndex, AtLeast: 58}, "below", false},
		{"mean of a 0–10 question", Target{Item: "recommend", Measure: MeasureMean, AtLeast: 8.4}, "met", false},
		{"index of the whole", Target{Item: "", Measure: MeasureIndex, AtLeast: 10}, "met", true},
		{"net promoter score", Target{Item: "recommend", Measure: MeasureNPS, AtLeast: 50}, "below", true},
		{"nobody said anything about it", Target{Item: "gate", Measure: MeasureSatisfied, AtLeast: 0}, "no data", false},
		{"nor about the section", Target{Item: "security", Measure: MeasureIndex, AtLeast: 50}, "no data", false},
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
	review, err := analysed(t, scores("halls", 1, 1)...).Result().Review(Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.9})
	require.NoError(t, err)
	assert.True(t, review.Below[0].Small)
}

func TestReviewRefusesAllAtOnce(t *testing.T) {
	_, err := winter(t, unchanged, TopTwoOfFive, 60).Review(
		Target{Item: "pool", Measure: MeasureSatisfied, AtLeast: 0.9},
		Target{Item: "halls", Measure: "happiness", AtLeast: 0.9},
		Target{Item: "halls", Measure: MeasureNPS, AtLeast: 10},
		Target{Item: "recommend", Measure: MeasureSatisfied, AtLeast: 0.9},
		Target{Item: "comment", Measure: MeasureMean, AtLeast: 3},
		Target{Item: "", Measure: MeasureNPS, AtLeast: 30},
		Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 90},
		Target{Item: "halls", Measure: MeasureMean, AtLeast: 0.5},
		Target{Item: "recommend", Measure: MeasureMean, AtLeast: 10.5},
		Target{Item: "halls", Measure: MeasureIndex, AtLeast: math.NaN()},
		Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.9},
	)
	assert.Equal(t, map[string]string{
		"targets[0]": `"pool" is not a section or question`,
		"targets[1]": `"happiness" is not one of satisfied, dissatisfied, mean, index, nps, easy`,
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

// The share of dissatisfied is bounded from above: R21 reports it, and 5 % is
// the most there should be.
//
// req: R21.13
func TestTargetsOfWhichLessIsBetter(t *testing.T) {
	r := winter(t, unchanged, TopThreeOfFive, 60) // 40 of 100 give the halls a bad rating, 5 the bins
	at := func(item string, most float64) Target {
		return Target{Item: item, Measure: MeasureDissatisfied, AtMost: most}
	}
	review, err := r.Review(at("halls", 0.05), at("bins", 0.05), at("bins", 0.04), at("halls", 0.45), at("gate", 0))
	require.NoError(t, err)
	require.Len(t, review.Below, 2)
	require.Len(t, review.Met, 2)
	assert.Equal(t, []Target{at("gate", 0)}, review.NoData)
	assert.True(t, review.Below[0].Clear, "40 % are far above 5 %")
	assert.False(t, review.Below[1].Clear, "5 % and 4 % may be chance")
	assert.Equal(t, at("bins", 0.05), review.Met[0].Target, "equal meets it")
	assert.Equal(t, Wilson(5, 100), review.Met[0].Measured)

	effect, err := review.Below[0].Effect(winter(t, unchanged, TopThreeOfFive, 97))
	require.NoError(t, err)
	assert.True(t, effect.Reached, "3 % are left")
	assert.True(t, effect.Clear)
	assert.Less(t, known(t, effect.Change), 0.0)

	_, err = r.Review(
		Target{Item: "halls", Measure: MeasureDissatisfied, AtLeast: 0.9},
		Target{Item: "halls", Measure: MeasureSatisfied, AtMost: 0.9},
		at("halls", 5), at("halls", math.NaN()), at("recommend", 0.1),
	)
	assert.Equal(t, map[string]string{
		"targets[0]": "dissatisfied has at_most, not at_least: less is better",
		"targets[1]": "satisfied has at_least, not at_most: more is better",
		"targets[2]": "at_most of dissatisfied must lie between 0 and 1, is 5",
		"targets[3]": "at_most of dissatisfied must lie between 0 and 1, is NaN",
		"targets[4]": `"recommend" has no dissatisfied`,
	}, faultsOf(t, err))
}

func TestTargetsOfAPlanAreChecked(t *testing.T) {
	p := quarterly()
	p.Targets = []Target{
		{Measure: MeasureDissatisfied, AtMost: 0.05},
		{Item: "a b", Measure: MeasureSatisfied, AtLeast: 0.9},
		{Measure: "joy"},
		{Measure: MeasureSatisfied, AtLeast: 90},
		{Measure: MeasureNPS, AtLeast: -101},
		{Measure: MeasureIndex, AtLeast: math.NaN()},
		{Measure: MeasureMean, AtMost: 3},
		{Measure: MeasureMean, AtLeast: 10},
	}
	got := faultsOf(t, p.Validate())
	assert.Len(t, got, 6)
	assert.Contains(t, got["targets[1].item"], "letters")
	assert.Contains(t, got["targets[2].measure"], "not one of satisfied, dissatisfied")
	assert.Equal(t, "must lie between 0 and 1, is 90", got["targets[3].at_least"])
	assert.Equal(t, "must lie between -100 and 100, is -101", got["targets[4].at_least"])
	assert.Equal(t, "must lie between 0 and 100, is NaN", got["targets[5].at_least"])
	assert.Contains(t, got["targets[6]"], "at_least, not at_most")
}
