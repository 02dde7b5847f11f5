package survey

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// quarter is a survey in which so many of n people are satisfied with the halls,
// and as many recommend with 10 instead of 7.
func quarter(t testing.TB, n, satisfied int, change ...func(*Questionnaire)) Result {
	t.Helper()
	q := estate()
	for _, c := range change {
		c(&q)
	}
	a, err := NewAnalysis(q, TopThreeOfFive, nil)
	require.NoError(t, err)
	for i := range n {
		answers := Answers{"halls": Score(1), "recommend": Score(7)}
		if i < satisfied {
			answers = Answers{"halls": Score(5), "recommend": Score(10)}
		}
		require.NoError(t, a.Add(Response{Questionnaire: q.ID, Version: q.Version, Answers: answers}))
	}
	return a.Result()
}

// readings names results by month.
func readings(list ...Result) (out []Reading) {
	for i, r := range list {
		out = append(out, Reading{Period: fmt.Sprintf("2026-%02d", i+1), Result: r})
	}
	return out
}

// Maternal drinking and malformation (Graubard & Korn 1987, Biometrics 43:471).
// Cytel publishes the asymptotic p of two sets of scores (StatXact, example 6):
// 0.0078 for the average drinks a day and 0.1765 for equally spaced scores. The
// statistics, and those for 7 drinks in place of 8 as Agresti's introduction to
// categorical data has them, are worked out here from the counts.
func TestCochranArmitageKnownValues(t *testing.T) {
	hits, absent := []int64{48, 38, 5, 1, 1}, []int64{17066, 14464, 788, 126, 37}
	for _, tc := range []struct {
		name      string
		scores    []float64
		square, p float64
	}{
		{"average drinks", []float64{0, .5, 1.5, 4, 8}, 7.079, .0078},
		{"midpoints", []float64{0, .5, 1.5, 4, 7}, 6.57, .0104},
		{"equally spaced", []float64{1, 2, 3, 4, 5}, 1.83, .1765},
	} {
		// By hand: (Σ x·(hits − n·p))² / (p(1 − p)·(Σ n·x² − (Σ n·x)²/Σ n)).
		var n, y, nx, nxx, yx float64
		for i, x := range tc.scores {
			m, h := float64(hits[i]+absent[i]), float64(hits[i])
			n, y, nx, nxx, yx = n+m, y+h, nx+m*x, nxx+m*x*x, yx+h*x
		}
		p := y / n
		byHand := math.Pow(yx-nx*p, 2) / (p * (1 - p) * (nxx - nx*nx/n))
		assert.InDelta(t, tc.square, byHand, 0.005, tc.name)

		l := &fitted{shares: true}
		for i := range hits {
			l.add(tc.scores[i], Wilson(hits[i], hits[i]+absent[i]))
		}
		l.solve()
		got := l.test()
		assert.InEpsilon(t, byHand, got.Z*got.Z, 1e-4, tc.name)
		assert.InDelta(t, tc.p, got.P, 0.0002, tc.name)
		assert.Equal(t, 5, got.Points)
	}
}

// Between two periods it is the pooled two-sample test; z = 2.66 for 48 of 80
// against 56 of 70, by hand: 0.2/√(104/150·46/150·(1/80+1/70)).
func TestTwoPeriodsAreTheTwoSampleTest(t *testing.T) {
	trend, err := NewTrend("halls", MeasureSatisfied, readings(quarter(t, 80, 48), quarter(t, 70, 56))...)
	require.NoError(t, err)
	p := 104. / 150
	assert.InDelta(t, 0.2/math.Sqrt(p*(1-p)*(1./80+1./70)), trend.Test.Z, 1e-6)
	assert.InDelta(t, 0.2, known(t, trend.Slope), 1e-12)
	assert.Equal(t, Change(Wilson(48, 80), Wilson(56, 70)), trend.Last)
}

// req: R21.12
func TestTrends(t *testing.T) {
	for _, tc := range []struct {
		name        string
		satisfied   []int
		measure     Measure
		slope       float64
		significant bool
	}{
		{"steadily up", []int{60, 68, 76, 84}, MeasureSatisfied, 0.08, true},
		{"steadily down", []int{84, 76, 68, 60}, MeasureSatisfied, -0.08, true},
		{"up and down again is no trend", []int{70, 80, 80, 70}, MeasureSatisfied, 0, false},
		{"a little, on so few", []int{70, 71, 73, 73}, MeasureSatisfied, 0.011, false},
		{"everybody always satisfied", []int{100, 100, 100}, MeasureSatisfied, 0, false},
		{"nobody ever", []int{0, 0, 0}, MeasureSatisfied, 0, false},
		{"the mean", []int{60, 68, 76, 84}, MeasureMean, 0.32, true},
		{"the Net Promoter Score", []int{10, 30, 50, 70}, MeasureNPS, 20, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var list []Result
			for _, s := range tc.satisfied {
				list = append(list, quarter(t, 100, s))
			}
			item := "halls"
			if tc.measure == MeasureNPS {
				item = "recommend"
			}
			trend, err := NewTrend(item, tc.measure, readings(list...)...)
			require.NoError(t, err)
			assert.InDelta(t, tc.slope, known(t, trend.Slope), math.Abs(tc.slope)*0.06+1e-9)
			assert.Equal(t, tc.significant, trend.Test.Significant(0.05))
			assert.Len(t, trend.Points, len(list))
			low, high := bounds(t, trend.Slope)
			assert.Equal(t, tc.significant, low > 0 || high < 0, "the interval agrees with the test")

			data, err := json.Marshal(trend)
			require.NoError(t, err)
			var back Trend
			require.NoError(t, json.Unmarshal(data, &back))
			assert.Equal(t, trend, back)
		})
	}
}

func TestTrendsWithGaps(t *testing.T) {
	empty := analysed(t).Result()
	trend, err := NewTrend("halls", MeasureSatisfied, readings(quarter(t, 100, 50), empty, quarter(t, 100, 70))...)
	require.NoError(t, err)
	assert.InDelta(t, 0.1, known(t, trend.Slope), 1e-9, "a period without data keeps its place")
	assert.Equal(t, 2, trend.Test.Points)
	assert.InDelta(t, 0.2, known(t, trend.Last), 1e-9)

	trend, err = NewTrend("halls", MeasureSatisfied, readings(empty, quarter(t, 10, 5))...)
	require.NoError(t, err)
	assert.Equal(t, Estimate{}, trend.Slope, "one period is no trend")
	assert.Equal(t, Test{}, trend.Test)
	assert.Equal(t, Estimate{}, trend.Last)
	assert.True(t, trend.Points[1].Small)

	trend, err = NewTrend("halls", MeasureIndex, readings(quarter(t, 100, 50), quarter(t, 100, 70))...)
	require.NoError(t, err)
	assert.InDelta(t, 20, known(t, trend.Slope), 1e-9)
	assert.True(t, trend.Test.Significant(0.01), "the index of one question is its mean on another scale")
	mean, err := NewTrend("halls", MeasureMean, readings(quarter(t, 100, 50), quarter(t, 100, 70))...)
	require.NoError(t, err)
	assert.InDelta(t, mean.Test.Z, trend.Test.Z, 1e-9)

	trend, err = NewTrend("halls", MeasureMean, readings(quarter(t, 9, 9), quarter(t, 9, 9))...)
	require.NoError(t, err)
	assert.Equal(t, Test{}, trend.Test, "means without spread cannot be tested")
	assert.False(t, trend.Test.Significant(1))
}

func TestTrendRefuses(t *testing.T) {
	good := quarter(t, 10, 5)
	for name, tc := range map[string]struct {
		item     string
		m        Measure
		readings []Reading
		path     string
	}{
		"nothing":             {"halls", MeasureMean, nil, "readings"},
		"one period":          {"halls", MeasureMean, readings(good), "readings"},
		"an item there isn't": {"zoo", MeasureMean, readings(good, good), "readings[0]"},
		"a measure not its":   {"halls", MeasureNPS, readings(good, good), "readings[1]"},
		"a period twice":      {"halls", MeasureMean, []Reading{{"Q1", good}, {"Q1", good}}, "readings[1]"},
		"a blank period":      {"halls", MeasureMean, []Reading{{" ", good}, {"Q1", good}}, "readings[0]"},
	} {
		_, err := NewTrend(tc.item, tc.m, tc.readings...)
		assert.Contains(t, faultsOf(t, err), tc.path, name)
	}
	two, err := NewAnalysis(estate(), TopTwoOfFive, nil)
	require.NoError(t, err)
	for name, tc := range map[string]struct {
		other Result
		field string
	}{
		"another questionnaire": {quarter(t, 10, 5, func(q *Questionnaire) { q.ID = "hotel" }), "questionnaire"},
		"another box set":       {two.Result(), "boxes"},
		"another scale": {quarter(t, 0, 0, func(q *Questionnaire) {
			q.Version, q.Sections[0].Questions[0].Kind = 3, KindOneToTen
		}), "kind"},
	} {
		_, err := NewTrend("halls", MeasureMean, readings(good, tc.other)...)
		var mismatch *MismatchError
		require.ErrorAs(t, err, &mismatch, name)
		assert.Equal(t, tc.field, mismatch.Field)
	}
	_, err = NewTrend("halls", MeasureMean, readings(good, quarter(t, 10, 5, func(q *Questionnaire) { q.Version = 3 }))...)
	require.NoError(t, err, "another version with the item on its scale")
}

func TestTrendWithinOneResult(t *testing.T) {
	a := analysed(t)
	for i := range 400 {
		score := Score(1)
		if i%100 < 50+i/100*10 {
			score = 5
		}
		require.NoError(t, a.Add(replyIn(Answers{"halls": score}, ByPeriod, fmt.Sprint("2026-Q", i/100+1), "building", "x")))
	}
	trend, err := a.Result().Trend(ByPeriod, "halls", MeasureSatisfied)
	require.NoError(t, err)
	assert.Len(t, trend.Points, 4)
	assert.Equal(t, "2026-Q1", trend.Points[0].Period)
	assert.InDelta(t, 0.1, known(t, trend.Slope), 1e-6)
	assert.Equal(t, Label{"楼道", "Halls"}, trend.Title)

	_, err = a.Result().Trend("street", "halls", MeasureSatisfied)
	assert.Contains(t, faultsOf(t, err), "readings")
	_, err = a.Result().Trend(ByPeriod, "zoo", MeasureSatisfied)
	faultsOf(t, err)
	whole, err := a.Result().Trend(ByPeriod, "", MeasureSatisfied)
	require.NoError(t, err)
	assert.Equal(t, estate().Title, whole.Title)
	section, err := a.Result().Trend(ByPeriod, "cleaning", MeasureSatisfied)
	require.NoError(t, err)
	assert.Equal(t, Label{"保洁", "Cleaning"}, section.Title)
}

// Simulated where nothing changes: one test in twenty finds something.
func TestTrendTestKeepsItsLevel(t *testing.T) {
	const runs = 20_000
	chance := seeded(23)
	found := map[string]float64{}
	for range runs {
		shares, scores := &fitted{shares: true}, &fitted{}
		for x := range 6 {
			shares.add(float64(x), draw(chance.Float64, .85, 80))
			var n, total, squares int64
			for range 80 {
				s := 1 + chance.Int64N(5)
				n, total, squares = n+1, total+s, squares+s*s
			}
			scores.add(float64(x), meanOf(n, total, squares, 1))
		}
		for name, l := range map[string]*fitted{"shares": shares, "means": scores} {
			l.solve()
			if l.test().Significant(0.05) {
				found[name]++
			}
		}
	}
	assert.InDelta(t, 0.05, found["shares"]/runs, 0.007)
	assert.InDelta(t, 0.05, found["means"]/runs, 0.007)
}

func TestTrendsMirror(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 20), 2, 6).Draw(rt, "satisfied")
		var there, back []Result
		for i := range counts {
			there = append(there, quarter(t, 20, counts[i]))
			back = append(back, quarter(t, 20, counts[len(counts)-1-i]))
		}
		up, err := NewTrend("halls", MeasureSatisfied, readings(there...)...)
		require.NoError(rt, err)
		down, err := NewTrend("halls", MeasureSatisfied, readings(back...)...)
		require.NoError(rt, err)
		require.InDelta(rt, up.Slope.value, -down.Slope.value, 1e-9)
		require.InDelta(rt, up.Test.Z, -down.Test.Z, 1e-6)
		require.InDelta(rt, up.Test.P, down.Test.P, 1e-6)
		require.False(rt, math.IsNaN(up.Test.Z) || math.IsNaN(up.Slope.low))
	})
}

// A bound that was cut off at the end of the scale makes a period no surer: the
// longer side of the interval tells what it is worth.
func TestACutIntervalIsNotASureOne(t *testing.T) {
	whole, cut := &fitted{}, &fitted{}
	whole.add(0, between(3, 4.5, 6, 10))
	cut.add(0, between(3, 4.5, 5, 10))
	assert.InDelta(t, whole.w[0], cut.w[0], 1e-12)
}
