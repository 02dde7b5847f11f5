package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// strata adds n people of each building, so many of whom are satisfied.
func strata(t testing.TB, a *Analysis, building string, population, n, satisfied int) {
	t.Helper()
	require.NoError(t, a.Population(population, map[string]string{"building": building}))
	for i := range n {
		score := Score(1)
		if i < satisfied {
			score = 5
		}
		require.NoError(t, a.Add(replyIn(Answers{"halls": score}, "building", building)))
	}
}

// The households of Scheaffer, Mendenhall & Ott, Elementary Survey Sampling, ch. 5:
// of 155, 62 and 93, 20, 8 and 12 are asked, and 16, 2 and 6 say yes. Share and
// variance are worked out here: 0.60 and 0.0045, Σ N(N − n)·p(1 − p)/(n − 1) / 310².
func TestStratifiedKnownValue(t *testing.T) {
	a := analysed(t)
	strata(t, a, "town A", 155, 20, 16)
	strata(t, a, "town B", 62, 8, 2)
	strata(t, a, "rural", 93, 12, 6)
	e, err := a.Stratified("building", "halls")
	require.NoError(t, err)
	low, high := bounds(t, e)
	assert.InDelta(t, 0.60, known(t, e), 0.0005)
	variance := (155*135*.8*.2/19 + 62*54*.25*.75/7 + 93*81*.5*.5/11) / (310 * 310)
	assert.InDelta(t, 0.0045, variance, 0.0001)
	assert.InDelta(t, math.Sqrt(variance), (high-low)/2/z95, 0.004)
	assert.EqualValues(t, 40, e.N())
}

// A small building asked in full, a large one in part: pooling what came back
// would let the small one speak for the large one.
func TestStratifiedIsNotPooled(t *testing.T) {
	a := analysed(t)
	strata(t, a, "small", 100, 100, 100)
	strata(t, a, "large", 900, 100, 50)
	assert.InDelta(t, 0.75, known(t, a.Result().Total.Overall.Satisfied), 1e-12)
	for _, item := range []string{"", "cleaning", "halls"} {
		e, err := a.Stratified("building", item)
		require.NoError(t, err)
		assert.InDelta(t, 0.1*1+0.9*0.5, known(t, e), 1e-12, item)
	}
}

func TestStratifiedCoverage(t *testing.T) {
	const runs = 20_000
	chance, covered := seeded(17), 0
	truth := 0.2*.95 + 0.8*.7
	for range runs {
		covered += contains(weighed([]stratum{
			{200_000, draw(chance.Float64, .95, 80)}, {800_000, draw(chance.Float64, .7, 60)},
		}), truth)
	}
	assert.InDelta(t, 0.95, float64(covered)/runs, 0.015)
}

func TestStratifiedRefuses(t *testing.T) {
	a := analysed(t)
	strata(t, a, "1", 100, 10, 5)
	strata(t, a, "2", 0, 10, 5)
	strata(t, a, "3", 100, 0, 0)
	_, err := a.Stratified("building", "halls")
	assert.ErrorContains(t, err, `"2" needs`, "without a population")
	assert.ErrorContains(t, err, `"3" needs`, "without answers")
	_, err = a.Stratified("street", "halls")
	assert.Contains(t, faultsOf(t, err)["dimension"], "no groups")
	_, err = a.Stratified("building", "recommend")
	assert.Contains(t, faultsOf(t, err)["item"], "no satisfied")
	_, err = a.Stratified("building", "zoo")
	assert.Contains(t, faultsOf(t, err), "item")
}

// One stratum is no stratification, and strata that are alike are one sample.
func TestWeighedSharesHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 500).Draw(t, "n")
		share := Wilson(rapid.Int64Range(0, n).Draw(t, "hits"), n)
		one := weighed([]stratum{{1000, share}})
		require.InDelta(t, share.value, one.value, 1e-12)
		low, high, ok := one.Interval()
		require.True(t, ok)
		require.LessOrEqual(t, low, share.low+1e-9)
		require.GreaterOrEqual(t, high, share.high-1e-9)
		two := weighed([]stratum{{500, share}, {500, share}})
		require.Less(t, two.high-two.low, high-low)
	})
}

// The interval of a share says how many answers it is worth, so stored results
// can be weighed and tested.
func TestEffectiveNumberIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 1_000_000).Draw(t, "n")
		hits := rapid.Int64Range(0, n).Draw(t, "hits")
		design := rapid.Float64Range(0.05, 1).Draw(t, "design")
		want := float64(n) * design
		require.InEpsilon(t, want, effectiveOf(shareOf(hits, n, want)), 1e-4)
	})
	assert.InDelta(t, 10, effectiveOf(WilsonFinite(5, 10, 10)), 1e-12, "everybody answered: at least themselves")
}

// Where everybody of a stratum answered, nothing about it is unsure: the
// interval is that of the other stratum alone, shrunk to its part of the people.
func TestACensusOfAStratumAddsNoDoubt(t *testing.T) {
	a := analysed(t)
	strata(t, a, "small", 100, 100, 50)
	strata(t, a, "large", 300, 100, 50)
	e, err := a.Stratified("building", "halls")
	require.NoError(t, err)
	low, high := bounds(t, e)
	assert.InDelta(t, 0.5, known(t, e), 1e-12)
	half := halfWidth(t, find(t, a.Result().Groups[0].Breakdown, "halls").Satisfied)
	assert.InEpsilon(t, 0.75*half, (high-low)/2, 0.01)

	b := analysed(t)
	strata(t, b, "one", 10, 10, 9)
	strata(t, b, "two", 30, 30, 3)
	all, err := b.Stratified("building", "halls")
	require.NoError(t, err)
	low, high = bounds(t, all)
	assert.InDelta(t, 0.3, known(t, all), 1e-12)
	assert.InDelta(t, 0, high-low, 1e-12, "everybody was heard")
}

func halfWidth(t *testing.T, e Estimate) float64 { low, high := bounds(t, e); return (high - low) / 2 }

// Strata that differ from each other cannot make the answers worth more than they
// are: 200 answers are at most 200.
func TestStratifiedIsNeverWorthMoreThanItsAnswers(t *testing.T) {
	e := weighed([]stratum{{500_000, Wilson(100, 100)}, {500_000, Wilson(0, 100)}})
	assert.InDelta(t, 0.5, known(t, e), 1e-12)
	assert.InDelta(t, halfWidth(t, Wilson(100, 200)), halfWidth(t, e), 1e-4)
}
