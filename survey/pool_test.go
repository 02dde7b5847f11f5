package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// poolOf counts people given as {satisfied, answered}.
func poolOf(people ...[2]int64) pooled {
	var c pooled
	for _, p := range people {
		c.add(&person{answered: p[1], satisfied: p[0]})
	}
	return c
}

func TestPooledShareOfOneQuestionIsWilson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SliceOfN(rapid.Int64Range(0, 1), 1, 60).Draw(t, "satisfied")
		var c pooled
		hits := int64(0)
		for _, s := range people {
			c.add(&person{answered: 1, satisfied: s})
			hits += s
		}
		want, got := Wilson(hits, int64(len(people))), c.share(c.satisfied, 1)
		require.InDelta(t, want.value, got.value, 1e-12)
		require.InDelta(t, want.low, got.low, 1e-9)
		require.InDelta(t, want.high, got.high, 1e-9)
	})
}

func TestPooledInterval(t *testing.T) {
	t.Run("people who answer everything alike count once", func(t *testing.T) {
		var alike pooled
		for i := range int64(60) {
			alike.add(&person{answered: 8, satisfied: 8 * min(i%4, 1)})
		}
		got, once := alike.share(alike.satisfied, 1), Wilson(45, 60)
		assert.InDelta(t, once.low, got.low, 0.003)
		assert.InDelta(t, once.high, got.high, 0.003)
		assert.EqualValues(t, 480, got.N())
	})
	t.Run("when all agree each person counts once", func(t *testing.T) {
		c := poolOf([2]int64{5, 5}, [2]int64{5, 5})
		got := c.share(c.satisfied, 1)
		want := Wilson(2, 2)
		assert.InDelta(t, want.low, got.low, 1e-12)
		assert.EqualValues(t, 10, got.N())
	})
	t.Run("one person is one person, however many questions", func(t *testing.T) {
		c := poolOf([2]int64{3, 4})
		got := c.share(c.satisfied, 1)
		assert.Equal(t, shareOf(3, 4, 1), got)
		assert.Less(t, got.low, 0.2)
	})
	t.Run("nobody answered is no data", func(t *testing.T) {
		var c pooled
		assert.Equal(t, Estimate{}, c.share(c.satisfied, 1))
	})
	t.Run("never narrower than independent answers", func(t *testing.T) {
		c := poolOf([2]int64{1, 2}, [2]int64{1, 2}, [2]int64{1, 2}, [2]int64{1, 2})
		got := c.share(c.satisfied, 1)
		assert.GreaterOrEqual(t, got.high-got.low, Wilson(4, 8).high-Wilson(4, 8).low-1e-12)
	})
}

// Simulated, seeded: every person leans one way, so their answers resemble each
// other. Counting the answers as independent covers the truth far too rarely.
func TestPooledCoverage(t *testing.T) {
	const runs = 4000
	for _, tc := range []struct {
		name      string
		people    int
		questions int64
		slack     float64
	}{
		{"60 people, 10 questions", 60, 10, 0.015},
		{"200 people, 5 questions", 200, 5, 0.015},
		{"15 people, 8 questions", 15, 8, 0.03},
	} {
		t.Run(tc.name, func(t *testing.T) {
			chance := seeded(11)
			covered, naive := 0, 0
			const truth = 0.85 // of people with leaning 0.95 (three of four) or 0.55
			for range runs {
				var c pooled
				for range tc.people {
					leaning := 0.95
					if chance.Float64() < 0.25 {
						leaning = 0.55
					}
					p := person{answered: 1 + chance.Int64N(tc.questions)}
					for range p.answered {
						if chance.Float64() < leaning {
							p.satisfied++
						}
					}
					c.add(&p)
				}
				covered += contains(c.share(c.satisfied, 1), truth)
				naive += contains(Wilson(c.satisfied.count, c.answered), truth)
			}
			assert.InDelta(t, 0.95, float64(covered)/runs, tc.slack)
			assert.Less(t, float64(naive)/runs, 0.92, "the simulation has no likeness to allow for")
			t.Logf("pooled %.3f, as if independent %.3f", float64(covered)/runs, float64(naive)/runs)
		})
	}
}

func contains(e Estimate, truth float64) int {
	if low, high, ok := e.Interval(); ok && low <= truth && truth <= high {
		return 1
	}
	return 0
}

func TestStudentQuantile(t *testing.T) {
	for f, want := range map[float64]float64{1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764, 5: 2.5706, 10: 2.2281, 30: 2.0423, 1e9: 1.9600} {
		assert.InEpsilon(t, want, student95(f), 0.01, "f=%v", f)
	}
}

func TestPooledSumsStayExactAtAMillion(t *testing.T) {
	var c pooled
	for range 1_000_000 {
		c.add(&person{answered: 40, satisfied: 39, total: 160})
	}
	e := c.share(c.satisfied, 1)
	require.False(t, math.IsNaN(e.low) || math.IsNaN(e.high))
	assert.InDelta(t, 0.975, known(t, e), 1e-12)
}

// Three people with two answers each, their means 3, 4 and 5: the mean of the
// pool is that of three independent means, 4 ± t(2)·√(1/3), within the scale.
func TestPooledMeanCountsPeople(t *testing.T) {
	var c pooled
	for _, total := range []int64{6, 8, 10} {
		c.add(&person{answered: 2, total: total})
	}
	e := c.mean(1)
	low, high := bounds(t, e)
	assert.InDelta(t, 4, known(t, e), 1e-12)
	assert.InDelta(t, 4-4.3027*math.Sqrt(1./3), low, 0.001)
	assert.InDelta(t, 5, high, 1e-12)
	assert.EqualValues(t, 6, e.N())

	var one pooled
	one.add(&person{answered: 2, total: 9})
	_, _, ok := one.mean(1).Interval()
	assert.False(t, ok, "one person has no spread")
}

// Three people who all answer 5, 4 and 4 differ in nothing: what rounding leaves
// of their spread is not an interval.
func TestPeopleWhoDoNotDifferGiveTheMeanNoInterval(t *testing.T) {
	for people := 2; people <= 60; people++ {
		var c pooled
		for range people {
			c.add(&person{answered: 3, total: 13, satisfied: 2})
		}
		e := c.mean(1)
		_, _, ok := e.Interval()
		assert.False(t, ok, "%d people: %s", people, e)
		assert.InDelta(t, 3*float64(people), c.effective(c.satisfied), 1e-9)
	}
}
