package survey

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The interval of an index of one question is that of its mean on 0 to 100.
func TestIndexOfOneQuestionHasTheIntervalOfItsMean(t *testing.T) {
	b := analysed(t, scores("bins", 5, 4, 4, 3, 5, 2, 4, 5, 3, 4)...).Result().Total
	low, high := bounds(t, find(t, b, "bins").Mean)
	for _, index := range []Estimate{find(t, b, "bins").Index, b.Sections[0].Index, b.Overall.Index} {
		gotLow, gotHigh := bounds(t, index)
		assert.InDelta(t, (low-1)*25, gotLow, 1e-9)
		assert.InDelta(t, (high-1)*25, gotHigh, 1e-9)
	}
}

// By hand: halls weighs 2 and bins 1 in their section, so its index lies within
// the two sides, weighed, of the two means.
func TestIndexAddsTheSidesOfItsQuestions(t *testing.T) {
	a := analysed(t)
	for i := range 40 {
		require.NoError(t, a.Add(reply(Answers{"halls": Score(2 + i%3), "bins": Score(2 + i/2%3), "gate": Score(3 + i%2)})))
	}
	b := a.Result().Total
	half := func(id string) float64 { return halfWidth(t, find(t, b, id).Mean) * 25 }
	section := (2*half("halls") + half("bins")) / 3
	assert.InDelta(t, section, halfWidth(t, b.Sections[0].Index), 1e-9)
	assert.InDelta(t, (3*section+half("gate"))/4, halfWidth(t, b.Overall.Index), 1e-9)
	assert.InDelta(t, known(t, b.Sections[0].Index), (b.Sections[0].Index.low+b.Sections[0].Index.high)/2, 1e-9)
}

// One question whose answers are all the same hides how unsure the index is.
func TestIndexWithoutAnInterval(t *testing.T) {
	a := analysed(t)
	for i := range 40 {
		require.NoError(t, a.Add(reply(Answers{"halls": Score(2 + i%3), "bins": Score(4)})))
	}
	b := a.Result().Total
	for _, index := range []Estimate{b.Sections[0].Index, b.Overall.Index} {
		_, _, ok := index.Interval()
		assert.False(t, ok)
		known(t, index)
	}
	_, _, ok := find(t, b, "halls").Index.Interval()
	assert.True(t, ok)

	first := analysed(t)
	for i := range 40 {
		require.NoError(t, first.Add(reply(Answers{"halls": Score(4), "bins": Score(2 + i%3)})))
	}
	_, _, ok = first.Result().Total.Sections[0].Index.Interval()
	assert.False(t, ok, "whichever of the questions it is")
}

// A good part of everybody narrows the index as it narrows the mean.
func TestIndexKnowsItsPopulation(t *testing.T) {
	a := analysed(t, manyResponses(90)...)
	wide := halfWidth(t, find(t, a.Result().Total, "halls").Index)
	require.NoError(t, a.Population(100, nil))
	b := a.Result().Total
	assert.Less(t, halfWidth(t, find(t, b, "halls").Index), wide/2)
	assert.InDelta(t, 25*halfWidth(t, find(t, b, "halls").Mean), halfWidth(t, find(t, b, "halls").Index), 1e-9)
}

// Simulated, seeded: never below 95 %, whether the answers of a person have
// nothing to do with each other or are all the same.
func TestIndexCoverage(t *testing.T) {
	const runs, people = 2000, 40
	for name, alike := range map[string]bool{"alike": true, "apart": false} {
		chance, covered := seeded(51), 0
		for range runs {
			var m mixture
			sums := [3][2]int64{}
			for range people {
				first := 1 + chance.Int64N(5)
				for q := range sums {
					s := first
					if !alike {
						s = 1 + chance.Int64N(5)
					}
					sums[q][0], sums[q][1] = sums[q][0]+s, sums[q][1]+s*s
				}
			}
			for q, s := range sums {
				m.add(meanOf(people, s[0], s[1], 1), int64(1+q))
			}
			index := m.estimate()
			covered += contains(index, 3)
		}
		if got := float64(covered) / runs; alike {
			assert.InDelta(t, 0.95, got, 0.015, name)
		} else {
			assert.Greater(t, got, 0.99, name)
		}
	}
}
