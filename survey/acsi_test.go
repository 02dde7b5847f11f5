package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// american is the three items of the ACSI, weighed as the State of Ohio does
// (verint.com, ACSI score and its calculation), and the effort question.
func american() Questionnaire {
	en := func(s string) Label { return Label{EN: s} }
	return Questionnaire{
		ID: "acsi", Version: 1, Title: en("ACSI"),
		Sections: []Section{
			{ID: "acsi", Title: en("ACSI"), Questions: []Question{
				{ID: "overall", Kind: KindOneToTen, Text: en("Overall"), Weight: 3885},
				{ID: "expected", Kind: KindOneToTen, Text: en("Expectations"), Weight: 3190},
				{ID: "ideal", Kind: KindOneToTen, Text: en("Ideal"), Weight: 2925},
			}},
			{ID: "ces", Title: en("Effort"), Questions: []Question{{ID: "effort", Kind: KindScale7, Text: en("Easy")}}},
		},
	}
}

func TestACSI(t *testing.T) {
	published := [3]float64{.3885, .3190, .2925}
	third := [3]float64{1. / 3, 1. / 3, 1. / 3}
	for _, tc := range []struct {
		name           string
		means, weights [3]float64
		want           float64
	}{
		{"lowest", [3]float64{1, 1, 1}, published, 0},
		{"highest", [3]float64{10, 10, 10}, published, 100},
		{"unweighted is (S − 3) / 27 · 100", [3]float64{8, 7, 6}, third, (8 + 7 + 6 - 3) / 27. * 100},
		// .3885·7.2/9 + .3190·6.4/9 + .2925·5.9/9, by hand.
		{"published weights", [3]float64{8.2, 7.4, 6.9}, published, 72.939},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := ACSI(tc.means, tc.weights)
			require.NoError(t, err)
			assert.InDelta(t, tc.want, got, 0.001)
		})
	}
}

func TestACSIRefuses(t *testing.T) {
	_, err := ACSI([3]float64{0.9, 10.1, math.NaN()}, [3]float64{.5, .4, .2})
	assert.Equal(t, map[string]string{
		"means[0]": "must lie between 1 and 10, is 0.9", "means[1]": "must lie between 1 and 10, is 10.1",
		"means[2]": "must lie between 1 and 10, is NaN", "weights": "must add up to 1, not 1.1",
	}, faultsOf(t, err))
	_, err = ACSI([3]float64{5, 5, 5}, [3]float64{-1, 1, math.Inf(1)})
	assert.Len(t, faultsOf(t, err), 3)
	_, err = ACSI([3]float64{5, 5, 5}, [3]float64{1, math.NaN(), 0})
	assert.Contains(t, faultsOf(t, err), "weights")
}

func TestSectionOfTheThreeItemsIsTheACSI(t *testing.T) {
	a, err := NewAnalysis(american(), TopTwoOfFive, nil)
	require.NoError(t, err)
	for _, s := range [][4]Score{{9, 8, 7, 6}, {7, 7, 6, 7}, {10, 5, 9, 2}} {
		require.NoError(t, a.Add(Response{Questionnaire: "acsi", Version: 1, Answers: Answers{
			"overall": s[0], "expected": s[1], "ideal": s[2], "effort": s[3],
		}}))
	}
	r := a.Result().Total
	want, err := ACSI([3]float64{26. / 3, 20. / 3, 22. / 3}, [3]float64{.3885, .3190, .2925})
	require.NoError(t, err)
	assert.InDelta(t, want, known(t, r.Sections[0].Index), 1e-9)
	assert.InDelta(t, want, known(t, r.Overall.Index), 1e-9, "a section without an index has no weight")
	assert.EqualValues(t, 9, r.Sections[0].Index.N())
	assert.Equal(t, Estimate{}, r.Overall.Satisfied, "no five-level answers, no satisfied share")
}

// The Customer Effort Score both ways: mean on 1 to 7, and share of 5 to 7.
func TestCustomerEffortScore(t *testing.T) {
	a, err := NewAnalysis(american(), TopTwoOfFive, nil)
	require.NoError(t, err)
	for _, s := range []Score{7, 6, 5, 5, 4, 1} {
		require.NoError(t, a.Add(Response{Questionnaire: "acsi", Version: 1, Answers: Answers{"effort": s}}))
	}
	q := find(t, a.Result().Total, "effort")
	assert.Equal(t, Wilson(4, 6), q.Easy)
	assert.InDelta(t, 28./6, known(t, q.Mean), 1e-12)
	assert.Equal(t, []int64{1, 0, 0, 1, 2, 1, 1}, q.Scores)
	assert.Equal(t, Estimate{}, q.Index)
	for _, bad := range []Score{0, 8} {
		err := a.Add(Response{Questionnaire: "acsi", Version: 1, Answers: Answers{"effort": bad}})
		assert.Contains(t, faultsOf(t, err)["answers.effort"], "between 1 and 7")
	}
	assert.Contains(t, faultsOf(t, a.Add(Response{Questionnaire: "acsi", Version: 1, Answers: Answers{"overall": Score(0)}}))["answers.overall"], "between 1 and 10")
}
