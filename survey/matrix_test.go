package survey

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// martilla is the car dealer of Martilla & James (1977, J. Marketing 41:77):
// mean importance and performance of fourteen attributes on four-point scales,
// with the lines at their means; the quadrants follow from the figures.
var martilla = []struct {
	importance, performance float64
	quadrant                Quadrant
}{
	{3.83, 2.63, Concentrate}, // job done right the first time
	{3.63, 2.73, Concentrate}, // fast action on complaints
	{3.60, 3.15, KeepUp},      // prompt warranty work
	{3.56, 3.00, KeepUp},      // able to do any job needed
	{3.41, 3.05, KeepUp},      // service available when needed
	{3.41, 3.29, KeepUp},      // courteous and friendly service
	{3.38, 3.03, KeepUp},      // car ready when promised
	{3.37, 3.11, KeepUp},      // perform only necessary work
	{3.29, 2.00, Concentrate}, // low prices on service
	{3.27, 3.02, KeepUp},      // clean up after service work
	{2.52, 2.25, LowPriority}, // convenient to home
	{2.43, 2.49, LowPriority}, // convenient to work
	{2.37, 2.35, LowPriority}, // courtesy buses and rental cars
	{2.05, 3.33, Overkill},    // send out maintenance notices
}

func TestMatrixOfMartillaAndJames(t *testing.T) {
	m := Matrix{}
	for i, a := range martilla {
		m.Items = append(m.Items, MatrixItem{ID: fmt.Sprint(i + 1), Importance: a.importance, Performance: a.performance})
	}
	require.NoError(t, m.divide(nil))
	assert.InDelta(t, 3.15, m.ImportanceCut, 0.01)
	assert.InDelta(t, 2.82, m.PerformanceCut, 0.01)
	for i, a := range martilla {
		assert.Equal(t, a.quadrant, m.Items[i].Quadrant, "attribute %d", i+1)
	}
}

// rated is a survey with the means given.
func rated(t testing.TB) Result {
	t.Helper()
	return analysed(t,
		reply(Answers{"halls": Score(5), "bins": Score(2), "gate": Score(4)}),
		reply(Answers{"halls": Score(4), "bins": Score(1), "gate": Score(4)})).Result()
}

func TestMatrixByStatedImportance(t *testing.T) {
	m, err := rated(t).Matrix(map[string]float64{"halls": 90, "bins": 80, "gate": 10}, nil)
	require.NoError(t, err)
	assert.InDelta(t, 60, m.ImportanceCut, 1e-9)
	assert.InDelta(t, 10./3, m.PerformanceCut, 1e-9)
	got := map[string]Quadrant{}
	for _, i := range m.Items {
		got[i.ID] = i.Quadrant
		assert.True(t, i.Small)
	}
	assert.Equal(t, map[string]Quadrant{"halls": KeepUp, "bins": Concentrate, "gate": Overkill}, got)
	assert.Equal(t, Label{"楼道", "Halls"}, m.Items[0].Title)

	five, zero := 5.0, 0.0
	m, err = rated(t).Matrix(map[string]float64{"cleaning": 1, "gate": 0}, &Cut{Importance: &zero, Performance: &five})
	require.NoError(t, err)
	assert.Equal(t, Concentrate, m.Items[1].Quadrant, "on a line is above it")
	m, err = rated(t).Matrix(map[string]float64{"cleaning": 1, "gate": -1}, &Cut{Importance: &zero, Performance: &five})
	require.NoError(t, err)
	assert.Equal(t, LowPriority, m.Items[1].Quadrant)

	data, err := json.Marshal(m)
	require.NoError(t, err)
	var back Matrix
	require.NoError(t, json.Unmarshal(data, &back))
	assert.Equal(t, m, back)
}

func TestMatrixRefuses(t *testing.T) {
	r := rated(t)
	inf := math.Inf(1)
	for name, tc := range map[string]struct {
		importance map[string]float64
		cut        *Cut
		path       string
	}{
		"an item there is not":      {map[string]float64{"zoo": 1, "halls": 2}, nil, "importance.zoo"},
		"an item without a mean":    {map[string]float64{"comment": 1}, nil, "importance.comment"},
		"the whole":                 {map[string]float64{"": 1}, nil, "importance."},
		"an importance that is NaN": {map[string]float64{"halls": math.NaN()}, nil, "importance.halls"},
		"a line nowhere":            {map[string]float64{"halls": 1}, &Cut{Performance: &inf}, "cut"},
		"nothing at all":            {map[string]float64{}, nil, "importance"},
		"nothing that was answered": {map[string]float64{"recommend": 1}, nil, "importance"},
		"no anchor to derive from":  {nil, nil, "importance"},
	} {
		_, err := r.Matrix(tc.importance, tc.cut)
		assert.Contains(t, faultsOf(t, err), tc.path, name)
	}
	_, err := analysed(t, reply(Answers{"halls": Score(5), "recommend": Score(9)})).Result().Matrix(map[string]float64{"halls": 1, "recommend": 1}, nil)
	var mismatch *MismatchError
	require.ErrorAs(t, err, &mismatch)
	assert.Equal(t, "kind", mismatch.Field, "five points cannot be compared with ten")
}

// The ranks 1 to 5 against 2, 1, 4, 3, 5: Σd² = 4, so by Spearman's formula
// r = 1 − 6·4/(5·24) = 0.8 exactly.
func TestDerivedImportance(t *testing.T) {
	a, err := NewAnalysis(anchored(), TopThreeOfFive, nil)
	require.NoError(t, err)
	for i, y := range []Score{2, 1, 4, 3, 5} {
		x := Score(i + 1)
		require.NoError(t, a.Add(reply(Answers{"halls": x, "bins": 6 - x, "gate": Score(3), "recommend": y})))
	}
	require.NoError(t, a.Add(reply(Answers{"halls": Score(1)})), "without the anchor it does not enter")
	r := a.Result()
	halls := find(t, r.Total, "halls").Importance
	assert.InDelta(t, 0.8, known(t, halls), 1e-12)
	assert.EqualValues(t, 5, halls.N())
	low, high := bounds(t, halls)
	// Fisher: atanh(0.8) = 1.0986, ± 1.96/√2.
	assert.InDelta(t, math.Tanh(1.0986-1.3859), low, 0.001)
	assert.InDelta(t, math.Tanh(1.0986+1.3859), high, 0.001)
	assert.InDelta(t, -0.8, known(t, find(t, r.Total, "bins").Importance), 1e-12)
	assert.Equal(t, Estimate{}, find(t, r.Total, "gate").Importance, "no spread, no correlation")
	assert.Equal(t, Estimate{}, find(t, r.Total, "recommend").Importance, "nor of the anchor with itself")
	assert.Equal(t, "recommend", r.Anchor)

	m, err := r.Matrix(nil, nil)
	require.NoError(t, err)
	assert.Len(t, m.Items, 2)
	assert.InDelta(t, 0, m.ImportanceCut, 1e-12)
}

func TestCorrelationOfPerfectAnswersAndOfFew(t *testing.T) {
	e := correlation([]int64{5, 0, 0, 5}, 2)
	assert.InDelta(t, 1, known(t, e), 1e-12)
	_, _, ok := e.Interval()
	assert.False(t, ok, "a perfect agreement of few is not a certain one: Fisher's interval has no width there")
	assert.Equal(t, Estimate{}, correlation([]int64{1, 1, 0, 1}, 2), "three people")
}

// The correlation from the table equals the one from the pairs.
func TestCorrelationEqualsTheSlowOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 60).Draw(t, "n")
		table := make([]int64, 5*11)
		var xs, ys []float64
		for range n {
			x, y := rapid.IntRange(0, 4).Draw(t, "x"), rapid.IntRange(0, 10).Draw(t, "y")
			table[x*11+y]++
			xs, ys = append(xs, float64(x)), append(ys, float64(y))
		}
		mean := func(v []float64) (m float64) {
			for _, x := range v {
				m += x / float64(len(v))
			}
			return m
		}
		mx, my := mean(xs), mean(ys)
		var sxy, sxx, syy float64
		for i := range xs {
			sxy += (xs[i] - mx) * (ys[i] - my)
			sxx += (xs[i] - mx) * (xs[i] - mx)
			syy += (ys[i] - my) * (ys[i] - my)
		}
		got, ok := correlation(table, 11).Value()
		if sxx < 1e-9 || syy < 1e-9 {
			require.False(t, ok)
			return
		}
		require.InDelta(t, sxy/math.Sqrt(sxx*syy), got, 1e-9)
	})
}

func TestMatrixChartNumbersItems(t *testing.T) {
	m, err := rated(t).Matrix(map[string]float64{"halls": 90, "bins": 80, "gate": 10}, nil)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, m.WriteSVG(&b, Bilingual))
	assert.Contains(t, b.String(), "重点改进 improve first")
	assert.Contains(t, b.String(), ">楼道 Halls<")
}
