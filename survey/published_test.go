package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wald is the textbook interval, for comparison.
func wald(hits, n int64) Estimate {
	p := float64(hits) / float64(n)
	half := z95 * math.Sqrt(p*(1-p)/float64(n))
	return between(p-half, p, p+half, n)
}

// plainPromoter is the Net Promoter Score with its textbook interval.
func plainPromoter(promoters, passives, detractors int64) Estimate {
	n := float64(promoters + passives + detractors)
	p, d := float64(promoters)/n, float64(detractors)/n
	half := z95 * math.Sqrt((p+d-(p-d)*(p-d))/n)
	return between(100*(p-d-half), 100*(p-d), 100*(p-d+half), int64(n))
}

// The table of coverages the intervals were chosen by: nominal 95 %, each cell
// within a point. Here each is computed exactly over all outcomes.
func TestTheTableOfCoverages(t *testing.T) {
	for _, row := range []struct {
		n                                                          int64
		wald90, wilson90, wald98, wilson98, plainNPS, nps, halfNPS float64
	}{
		{10, .650, .931, .183, .983, .653, .932, 46},
		{30, .813, .976, .453, .978, .856, .960, 27},
		{100, .931, .935, .865, .951, .913, .956, 15},
		{400, .952, .946, .893, .955, .941, .953, 7},
	} {
		share := func(p float64, of func(hits, n int64) Estimate) float64 {
			return binomialCoverage(row.n, p, func(hits int64) Estimate { return of(hits, row.n) })
		}
		assert.InDelta(t, row.wald90, share(.9, wald), 0.01, "n=%d", row.n)
		assert.InDelta(t, row.wilson90, share(.9, Wilson), 0.01, "n=%d", row.n)
		assert.InDelta(t, row.wald98, share(.98, wald), 0.01, "n=%d", row.n)
		assert.InDelta(t, row.wilson98, share(.98, Wilson), 0.01, "n=%d", row.n)
		assert.InDelta(t, row.plainNPS, promoterCoverageOf(row.n, .9, .03, plainPromoter), 0.01, "n=%d", row.n)
		assert.InDelta(t, row.nps, promoterCoverageOf(row.n, .9, .03, NetPromoter), 0.01, "n=%d", row.n)

		// Half width of the plain score at p = 0.6, d = 0.15, in points.
		half := 100 * z95 * math.Sqrt((.75-.45*.45)/float64(row.n))
		assert.InDelta(t, row.halfNPS, half, 0.6, "n=%d", row.n)
	}
}

// "±5 points need 842 answers at p = 0.6, d = 0.15": one answer fewer does not do.
func TestAnswersForFivePoints(t *testing.T) {
	half := func(n float64) float64 { return 100 * z95 * math.Sqrt((.75-.45*.45)/n) }
	assert.LessOrEqual(t, half(842), 5.0)
	assert.Greater(t, half(841), 5.0)
	low, high := bounds(t, NetPromoter(505, 211, 126))
	assert.InDelta(t, 5, (high-low)/2, 0.05)
}

// The same coverages simulated, seeded: the exact sums and the dice agree.
func TestSimulatedCoverage(t *testing.T) {
	const runs = 20_000
	for _, tc := range []struct {
		n    int
		p    float64
		want float64
	}{{10, .9, .931}, {30, .9, .976}, {100, .9, .935}, {400, .9, .946}, {10, .98, .983}, {30, .98, .978}, {100, .98, .951}, {400, .98, .955}} {
		chance, covered := seeded(41), 0
		for range runs {
			covered += contains(draw(chance.Float64, tc.p, tc.n), tc.p)
		}
		assert.InDelta(t, tc.want, float64(covered)/runs, 0.01, "n=%d p=%v", tc.n, tc.p)
	}
}

// Rocks 2016, Am. Stat. 70:365, as Lewis and Sauro restate it (measuringu.com, NPS
// confidence intervals): three answers more, ¾ of them promoters and ¾ detractors,
// and the variance of the difference of two proportions. The figures are worked
// out here in fractions: 19 promoters, 10 passives, 7 detractors.
func TestNetPromoterByHand(t *testing.T) {
	p, d := 79./156, 31./156 // (19 + ¾)/39 and (7 + ¾)/39
	half := 100 * 1.959964 * math.Sqrt((p+d-(p-d)*(p-d))/39)
	e := NetPromoter(19, 10, 7)
	low, high := bounds(t, e)
	assert.InDelta(t, 100./3, known(t, e), 1e-9)
	assert.InDelta(t, 100*48./156-half, low, 1e-3)
	assert.InDelta(t, 100*48./156+half, high, 1e-3)
	assert.InDelta(t, 6.25, low, 0.005)
	assert.InDelta(t, 55.29, high, 0.005)
}

// Reichheld (2003, Harv. Bus. Rev. 81(12):46) defines the score; the arithmetic
// on a hundred answers: 70 promoters, 10 detractors, 60 points.
func TestNetPromoterDefinition(t *testing.T) {
	a := analysed(t)
	for i := range 100 {
		score := Score(9 + i%2)
		switch {
		case i >= 90:
			score = Score(i % 7)
		case i >= 70:
			score = Score(7 + i%2)
		}
		require.NoError(t, a.Add(reply(Answers{"recommend": score})))
	}
	assert.InDelta(t, 60, known(t, find(t, a.Result().Total, "recommend").NPS), 1e-12)
}

// Pooling scores of groups: 50 and −20 points average to 15, yet the people
// behind them to 43 (regulations: pool counts, never average scores).
func TestNetPromoterIsPooled(t *testing.T) {
	a := analysed(t)
	add := func(group string, promoters, detractors, n int) {
		for i := range n {
			score := Score(8)
			switch {
			case i < promoters:
				score = 10
			case i < promoters+detractors:
				score = 0
			}
			require.NoError(t, a.Add(replyIn(Answers{"recommend": score}, "site", group)))
		}
	}
	add("large", 60, 10, 100)
	add("small", 2, 4, 10)
	r := a.Result()
	assert.InDelta(t, 50, known(t, find(t, r.Groups[0].Breakdown, "recommend").NPS), 1e-12)
	assert.InDelta(t, -20, known(t, find(t, r.Groups[1].Breakdown, "recommend").NPS), 1e-12)
	assert.InDelta(t, 100*48/110., known(t, find(t, r.Total, "recommend").NPS), 1e-12)
}

// Kish 1965: the design effect of equal clusters is 1 + (m − 1)·ρ. Ten answers
// of each person that are all alike are worth one: effective n = people.
func TestKishDesignEffect(t *testing.T) {
	var c pooled
	for i := range int64(200) {
		c.add(&person{answered: 10, satisfied: 10 * (i % 2)})
	}
	assert.InEpsilon(t, 200, c.effective(c.satisfied), 0.03)
	var d pooled
	for range 200 {
		d.add(&person{answered: 10, satisfied: 5})
	}
	assert.InDelta(t, 2000, d.effective(d.satisfied), 1e-9, "never more than the answers")
}
