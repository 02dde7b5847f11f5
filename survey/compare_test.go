package survey

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// halves is a survey of groups, each given as satisfied of asked.
func halves(t testing.TB, groups map[string][2]int) Result {
	t.Helper()
	a := analysed(t)
	for name, g := range groups {
		strata(t, a, name, 0, g[1], g[0])
	}
	return a.Result()
}

// The kidney stones of Charig et al. (1986, Br. Med. J. 292:879): better for
// small stones, better for large ones, worse for all together.
func TestSimpsonsParadoxIsSeen(t *testing.T) {
	before := halves(t, map[string][2]int{"small": {234, 270}, "large": {55, 80}})
	after := halves(t, map[string][2]int{"small": {81, 87}, "large": {192, 263}})
	c, err := Compare(before, after, "building", "halls")
	require.NoError(t, err)
	assert.InDelta(t, 273./350-289./350, known(t, c.Overall), 1e-12, "pooled, it got worse")
	require.Len(t, c.Groups, 2)
	assert.Equal(t, "large", c.Groups[0].Value)
	assert.InDelta(t, 192./263-55./80, known(t, c.Groups[0].Change), 1e-12, "among large it got better")
	assert.InDelta(t, 81./87-234./270, known(t, c.Groups[1].Change), 1e-12, "among small too")

	// Mantel–Haenszel, by hand: weights 87·270/357 and 263·80/343.
	w1, w2 := 87*270/357., 263*80/343.
	want := (w1*(81./87-234./270) + w2*(192./263-55./80)) / (w1 + w2)
	assert.InDelta(t, want, known(t, c.Adjusted), 1e-4)
	assert.InDelta(t, 0.0538, known(t, c.Adjusted), 0.0001)
	assert.True(t, c.Reversed)
	assert.Empty(t, c.Unmatched)

	// Greenland & Robins 1985: the variance written out from the counts. A
	// share's variance is taken at the centre of its interval, a little larger.
	variance := func(y1, n1, y0, n0 float64) float64 {
		n := n1 + n0
		return (y1*(n1-y1)*n0*n0*n0 + y0*(n0-y0)*n1*n1*n1) / (n1 * n0 * n * n)
	}
	se := math.Sqrt(variance(81, 87, 234, 270)+variance(192, 263, 55, 80)) / (w1 + w2)
	low, high := bounds(t, c.Adjusted)
	assert.InEpsilon(t, se, (high-low)/2/z95, 0.03)

	data, err := json.Marshal(c)
	require.NoError(t, err)
	var back Comparison
	require.NoError(t, json.Unmarshal(data, &back))
	assert.Equal(t, c, back)
}

// Averaging the rates of the groups would say neither what all said, nor what
// changed: 1/2 here, where nine of ten are satisfied.
func TestRatesAreNeverAveraged(t *testing.T) {
	r := halves(t, map[string][2]int{"tower": {90, 90}, "gatehouse": {0, 10}})
	assert.Equal(t, Wilson(90, 100), find(t, r.Total, "halls").Satisfied)
	assert.InDelta(t, 0.9, known(t, r.Total.Overall.Satisfied), 1e-12)
	assert.InDelta(t, 0.9, known(t, r.Total.Sections[0].Satisfied), 1e-12)
}

func TestCompareWithoutParadox(t *testing.T) {
	same := map[string][2]int{"1": {50, 100}, "2": {80, 100}}
	for _, tc := range []struct {
		name      string
		after     map[string][2]int
		overall   float64
		adjusted  float64
		unmatched []string
	}{
		{"nothing changed", same, 0, 0, nil},
		{"all better by the same", map[string][2]int{"1": {60, 100}, "2": {90, 100}}, 0.1, 0.1, nil},
		{"only the mix changed", map[string][2]int{"1": {100, 200}, "2": {40, 50}}, 140./250 - .65, 0, nil},
		{"a group came and one went", map[string][2]int{"1": {50, 100}, "3": {10, 100}}, .3 - .65, 0, []string{"2", "3"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := Compare(halves(t, same), halves(t, tc.after), "building", "halls")
			require.NoError(t, err)
			assert.InDelta(t, tc.overall, known(t, c.Overall), 1e-12)
			assert.InDelta(t, tc.adjusted, known(t, c.Adjusted), 1e-9)
			assert.False(t, c.Reversed)
			assert.Equal(t, tc.unmatched, c.Unmatched)
		})
	}
	c, err := Compare(halves(t, same), halves(t, map[string][2]int{"3": {1, 2}}), "building", "")
	require.NoError(t, err)
	assert.Equal(t, Estimate{}, c.Adjusted, "nothing in common, nothing to adjust by")
	small, err := Compare(halves(t, same), halves(t, map[string][2]int{"1": {1, 2}}), "building", "cleaning")
	require.NoError(t, err)
	assert.True(t, small.Groups[0].Small)
}

func TestCompareRefuses(t *testing.T) {
	r := halves(t, map[string][2]int{"1": {5, 10}})
	_, err := Compare(r, r, "street", "halls")
	assert.Contains(t, faultsOf(t, err), "dimension")
	_, err = Compare(r, r, "building", "zoo")
	assert.Len(t, faultsOf(t, err), 2)
	for field, change := range map[string]func(*Result){
		"questionnaire": func(r *Result) { r.Questionnaire = "x" },
		"boxes":         func(r *Result) { r.Boxes = TopTwoOfFive },
	} {
		other := r
		change(&other)
		_, err := Compare(r, other, "building", "halls")
		var mismatch *MismatchError
		require.ErrorAs(t, err, &mismatch)
		assert.Equal(t, field, mismatch.Field)
	}
}

func TestAdjustedCoverage(t *testing.T) {
	const runs = 10_000
	chance, covered := seeded(31), 0
	for range runs {
		var m mantelHaenszel
		m.add(draw(chance.Float64, .6, 40), draw(chance.Float64, .7, 90))
		m.add(draw(chance.Float64, .85, 100), draw(chance.Float64, .95, 30))
		covered += contains(m.difference(), .1)
	}
	assert.InDelta(t, 0.95, float64(covered)/runs, 0.015)
}

// A pool of other questions is another figure: what a new version asks of the
// section, and how it weighs it, must be the same to be compared.
func TestPoolsOfOtherQuestionsAreNotCompared(t *testing.T) {
	version := func(n int, change func(*Questionnaire)) Result {
		q := estate()
		q.Version = n
		change(&q)
		a, err := NewAnalysis(q, TopThreeOfFive, nil)
		require.NoError(t, err)
		for i := range 40 {
			require.NoError(t, a.Add(Response{
				Questionnaire: q.ID, Version: q.Version, Groups: map[string]string{"building": "1"},
				Answers: Answers{q.Sections[0].Questions[0].ID: Score(1 + i%5), "gate": Score(1 + i%3)},
			}))
		}
		return a.Result()
	}
	same := func(*Questionnaire) {}
	fewer := func(q *Questionnaire) { q.Sections[0].Questions = q.Sections[0].Questions[:1] }
	heavier := func(q *Questionnaire) { q.Sections[0].Questions[1].Weight = 9 }
	weightier := func(q *Questionnaire) { q.Sections[0].Weight = 9 }
	for _, tc := range []struct {
		name   string
		change func(*Questionnaire)
		item   string
		m      Measure
		good   bool
	}{
		{"nothing but the number changed", same, "cleaning", MeasureIndex, true},
		{"a question of the section is gone", fewer, "cleaning", MeasureSatisfied, false},
		{"and so from the whole", fewer, "", MeasureMean, false},
		{"another section is untouched", fewer, "security", MeasureSatisfied, true},
		{"a question that stayed is", fewer, "halls", MeasureSatisfied, true},
		{"weights do not enter a share", heavier, "cleaning", MeasureSatisfied, true},
		{"but an index", heavier, "cleaning", MeasureIndex, false},
		{"and the index of the whole", heavier, "", MeasureIndex, false},
		{"so does a section", weightier, "", MeasureIndex, false},
		{"but not in itself", weightier, "cleaning", MeasureIndex, true},
		{"nor in a share", weightier, "", MeasureSatisfied, true},
		{"the weight of a question is not its own", heavier, "halls", MeasureIndex, true},
	} {
		before, after := version(2, same), version(3, tc.change)
		var errs []error
		_, err := NewTrend(tc.item, tc.m, readings(before, after)...)
		errs = append(errs, err)
		review, err := before.Review(Target{Item: tc.item, Measure: tc.m, AtLeast: 1})
		require.NoError(t, err)
		_, err = append(review.Below, review.Met...)[0].Effect(after)
		errs = append(errs, err)
		if tc.m == MeasureSatisfied {
			_, err = Compare(before, after, "building", tc.item)
			errs = append(errs, err)
		}
		for _, err := range errs {
			if tc.good {
				require.NoError(t, err, tc.name)
				continue
			}
			var mismatch *MismatchError
			require.ErrorAs(t, err, &mismatch, tc.name)
			assert.Equal(t, "questions", mismatch.Field, tc.name)
		}
	}
}
