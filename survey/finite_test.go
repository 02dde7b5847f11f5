package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// After the addresses of Cochran 1977, Sampling Techniques, ch. 3: of 3042 a sample
// of 200 has 38 in need of correction. The standard error of the total is worked
// out here, √(N(N − n)·p(1 − p)/(n − 1)) = 81.8; of the share it is 81.8/3042.
func TestFinitePopulationKnownValue(t *testing.T) {
	e := WilsonFinite(38, 200, 3042)
	low, high := bounds(t, e)
	assert.InDelta(t, 0.19, known(t, e), 1e-12)
	se := math.Sqrt(3042 * (3042 - 200) * .19 * .81 / 199)
	assert.InDelta(t, 81.8, se, 0.05)
	assert.InDelta(t, se/3042, (high-low)/2/z95, 0.0003)
}

func TestFinitePopulation(t *testing.T) {
	half := func(e Estimate) float64 { low, high := bounds(t, e); return (high - low) / 2 }
	for _, tc := range []struct {
		name       string
		population int64
		want       float64 // of the half width against an endless population
	}{
		{"unknown", 0, 1},
		{"very large", 1_000_000_000, 1},
		{"ten times the sample", 1000, math.Sqrt(900. / 999)},
		{"twice the sample", 200, math.Sqrt(100. / 199)},
		{"everybody but one", 101, 0.1},
		{"everybody", 100, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.InDelta(t, tc.want, half(WilsonFinite(50, 100, tc.population))/half(Wilson(50, 100)), 0.02)
		})
	}
	assert.Equal(t, Estimate{}, WilsonFinite(50, 100, 99), "more answered than there are")
	assert.Equal(t, Estimate{}, WilsonFinite(50, 100, -5))
	assert.Equal(t, Estimate{}, WilsonFinite(0, 0, 10))
	assert.Equal(t, Wilson(7, 9), WilsonFinite(7, 9, 0))
}

// Samples of 60 drawn without replacement from 100, of whom 70 to 90 are
// satisfied: the interval for endless populations is far too wide, this one is
// right on average (it cannot be right for each: there are few outcomes).
func TestFinitePopulationCoverage(t *testing.T) {
	endless, finite := 0.0, 0.0
	for good := int64(70); good <= 90; good++ {
		truth := float64(good) / 100
		for hits := int64(0); hits <= 60; hits++ {
			p := hypergeometric(hits, 60, good, 100) / 21
			finite += p * float64(contains(WilsonFinite(hits, 60, 100), truth))
			endless += p * float64(contains(Wilson(hits, 60), truth))
		}
	}
	assert.InDelta(t, 0.95, finite, 0.01)
	assert.Greater(t, endless, 0.99)
}

func hypergeometric(hits, n, good, all int64) float64 {
	choose := func(n, k int64) float64 {
		if k < 0 || k > n {
			return math.Inf(-1)
		}
		a, _ := math.Lgamma(float64(n) + 1)
		b, _ := math.Lgamma(float64(k) + 1)
		c, _ := math.Lgamma(float64(n-k) + 1)
		return a - b - c
	}
	return math.Exp(choose(good, hits) + choose(all-good, n-hits) - choose(all, n))
}

func TestAnalysisKnowsItsPopulation(t *testing.T) {
	a := analysed(t, manyResponses(90)...)
	plain := a.Result()
	require.NoError(t, a.Population(100, nil))
	r := a.Result()
	assert.EqualValues(t, 100, r.Total.Population)
	for _, tc := range []struct {
		name        string
		wide, small Estimate
	}{
		{"a question", find(t, plain.Total, "halls").Satisfied, find(t, r.Total, "halls").Satisfied},
		{"a pool", plain.Total.Overall.Satisfied, r.Total.Overall.Satisfied},
		{"a mean", find(t, plain.Total, "halls").Mean, find(t, r.Total, "halls").Mean},
		{"a pooled mean", plain.Total.Overall.Mean, r.Total.Overall.Mean},
	} {
		low, high := bounds(t, tc.wide)
		nearLow, nearHigh := bounds(t, tc.small)
		assert.InDelta(t, math.Sqrt(10./99), (nearHigh-nearLow)/(high-low), 0.03, tc.name)
		assert.InDelta(t, tc.wide.value, tc.small.value, 1e-15, tc.name)
	}
	require.NoError(t, a.Add(reply(Answers{"bins": Score(1)})))
	assert.Contains(t, faultsOf(t, a.Population(-1, nil)), "n")

	over := analysed(t, manyResponses(90)...)
	require.NoError(t, over.Population(50, nil))
	assert.Equal(t, plain.Total.Overall, over.Result().Total.Overall, "a population that cannot be changes nothing")
}

// Student's interval of a mean, worked by hand. Scores 1 to
// 5 once each: mean 3, s² = 2.5, t(4) = 2.776, half width 2.776·√(2.5/5).
func TestMeanInterval(t *testing.T) {
	low, high := bounds(t, find(t, analysed(t, scores("bins", 1, 2, 3, 4, 5)...).Result().Total, "bins").Mean)
	assert.InDelta(t, 3-2.776*math.Sqrt(.5), low, 0.01)
	assert.InDelta(t, 3+2.776*math.Sqrt(.5), high, 0.01)
	for name, list := range map[string][]Score{"one score": {4}, "all the same": {4, 4, 4, 4}} {
		mean := find(t, analysed(t, scores("bins", list...)...).Result().Total, "bins").Mean
		_, _, ok := mean.Interval()
		assert.False(t, ok, name+" says nothing about the spread")
		assert.InDelta(t, 4, known(t, mean), 1e-12)
	}
}

func TestMeanCoverage(t *testing.T) {
	const runs = 20_000
	chance, covered := seeded(3), 0
	for range runs {
		var n, total, squares int64
		for range 40 {
			s := 5 - int64(math.Pow(chance.Float64(), 2)*5) // 1 to 5, leaning high
			n, total, squares = n+1, total+s, squares+s*s
		}
		truth := 0.0
		for s := 1.; s <= 5; s++ { // P(s) = √((6−s)/5) − √((5−s)/5)
			truth += s * (math.Sqrt((6-s)/5) - math.Sqrt((5-s)/5))
		}
		covered += contains(meanOf(n, total, squares, 1), truth)
	}
	assert.InDelta(t, 0.95, float64(covered)/runs, 0.01)
}

func TestDifferenceOfProductsIsExact(t *testing.T) {
	assert.InDelta(t, -1, difference(1<<40+1, 1<<40-1, 1<<40, 1<<40), 0)
	assert.Zero(t, difference(1<<61, 9, 9, 1<<61))
	assert.InEpsilon(t, math.Ldexp(1, 122), difference(1<<61, 1<<61, 0, 0), 1e-15)
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.Int64Range(0, 1<<30)
		a, b, c, d := small.Draw(t, "a"), small.Draw(t, "b"), small.Draw(t, "c"), small.Draw(t, "d")
		require.InDelta(t, float64(a*b-c*d), difference(a, b, c, d), 0)
	})
}

func TestMeansOfManyDoNotOverflow(t *testing.T) {
	n := int64(maxCount)
	mean := meanOf(n, 9*n+1, 81*n+19, 1) // one ten among nines
	low, high := bounds(t, mean)
	assert.Less(t, high-low, 1e-10)
	_, _, ok := meanOf(n, 9*n, 81*n, 1).Interval()
	assert.False(t, ok)
}

// A mean lies on its scale, so its interval does: three answers on 1 to 5 do not
// say that the mean may be 9.
func TestMeanIntervalStaysOnTheScale(t *testing.T) {
	mean := find(t, analysed(t, scores("bins", 5, 5, 1)...).Result().Total, "bins").Mean
	low, high := bounds(t, mean)
	assert.InDelta(t, 1, low, 1e-12)
	assert.InDelta(t, 5, high, 1e-12)
	assert.InDelta(t, 11./3, known(t, mean), 1e-12)
}
