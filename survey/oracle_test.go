package survey

import (
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// oracle computes figures the slow way, from a list of all responses, sharing
// nothing with the counting in tally.go.
type oracle struct {
	q         Questionnaire
	responses []Response
	lowest    Score
}

// five gives the scores of each response to the five-level questions named.
func (o oracle) five(ids map[string]bool) (people [][]Score) {
	for _, r := range o.responses {
		var mine []Score
		for id, value := range r.Answers {
			if s, ok := value.(Score); ok && ids[id] {
				mine = append(mine, s)
			}
		}
		if mine != nil {
			people = append(people, mine)
		}
	}
	return people
}

// share pools one sort of scores, with the variance between persons written out
// person by person.
func (o oracle) share(people [][]Score, counts func(Score) bool) Estimate {
	var hits, all float64
	perPerson := make([][2]float64, len(people))
	for i, mine := range people {
		for _, s := range mine {
			perPerson[i][1]++
			if counts(s) {
				perPerson[i][0]++
			}
		}
		hits += perPerson[i][0]
		all += perPerson[i][1]
	}
	if all == 0 {
		return Estimate{}
	}
	p, spread := hits/all, 0.0
	for _, x := range perPerson {
		spread += math.Pow(x[0]-p*x[1], 2)
	}
	k := float64(len(people))
	effective := k
	if p > 0 && p < 1 && k > 1 {
		effective = all
		if spread > 1e-9 {
			few := student95(all-1) / student95(k-1)
			effective = math.Min(all, p*(1-p)*all*all/spread*few*few)
		}
	}
	return shareOf(int64(hits), int64(all), effective)
}

// index weighs means of questions, then of sections.
func (o oracle) index() (whole float64, ok bool) {
	var total, weights float64
	for _, s := range o.q.Sections {
		var inner, innerWeights float64
		for _, q := range s.Questions {
			sum, n := 0.0, 0.0
			for _, mine := range o.five(map[string]bool{q.ID: q.Kind == KindScale5}) {
				sum, n = sum+float64(mine[0]), n+1
			}
			if n > 0 {
				w := math.Max(1, float64(q.Weight))
				inner, innerWeights = inner+w*(sum/n-1)/4*100, innerWeights+w
			}
		}
		if innerWeights > 0 {
			w := math.Max(1, float64(s.Weight))
			total, weights = total+w*inner/innerWeights, weights+w
		}
	}
	return total / weights, weights > 0
}

func requireSame(t require.TestingT, want, got Estimate, name string) {
	require.Equal(t, want.n, got.n, name)
	require.InDelta(t, want.value, got.value, 1e-9, name)
	require.InDelta(t, want.low, got.low, 1e-6, name)
	require.InDelta(t, want.high, got.high, 1e-6, name)
}

func TestStreamedFiguresEqualTheSlowOnes(t *testing.T) {
	pools := map[string]map[string]bool{
		"":         {"halls": true, "bins": true, "gate": true},
		"cleaning": {"halls": true, "bins": true},
		"security": {"gate": true},
		"general":  {},
	}
	rapid.Check(t, func(rt *rapid.T) {
		responses := rapid.SliceOfN(anyResponse(), 0, 50).Draw(rt, "responses")
		boxes := rapid.SampledFrom([]BoxSet{TopTwoOfFive, TopThreeOfFive}).Draw(rt, "boxes")
		a, err := NewAnalysis(estate(), boxes, nil)
		require.NoError(rt, err)
		for _, r := range responses {
			require.NoError(rt, a.Add(r))
		}
		o := oracle{q: estate(), responses: responses, lowest: map[BoxSet]Score{TopTwoOfFive: 4, TopThreeOfFive: 3}[boxes]}
		r := a.Result()
		for id, questions := range pools {
			f, _, _, found := r.Total.item(id)
			require.True(rt, found)
			people := o.five(questions)
			require.EqualValues(rt, len(people), f.Respondents, id)
			requireSame(rt, o.share(people, func(s Score) bool { return s >= o.lowest }), f.Satisfied, id+" satisfied")
			requireSame(rt, o.share(people, func(s Score) bool { return s <= 2 }), f.Dissatisfied, id+" dissatisfied")
		}
		want, ok := o.index()
		got, known := r.Total.Overall.Index.Value()
		require.Equal(rt, ok, known)
		if ok {
			require.InDelta(rt, want, got, 1e-9)
		}
	})
}

// One analysis per goroutine, merged at the end: nothing is shared, so the race
// detector has nothing to say and no answer is lost.
func TestCountingInParallel(t *testing.T) {
	const workers, each = 4, 500
	parts := make([]*Analysis, workers)
	var wg sync.WaitGroup
	q := estate()
	for i := range parts {
		wg.Go(func() {
			a, err := NewAnalysis(q, TopTwoOfFive, nil)
			if !assert.NoError(t, err) {
				return
			}
			for j := range each {
				assert.NoError(t, a.Add(replyIn(Answers{"halls": Score(1 + j%5)}, "building", string(rune('a'+i)))))
			}
			parts[i] = a
		})
	}
	wg.Wait()
	for _, p := range parts[1:] {
		require.NoError(t, parts[0].Merge(p))
	}
	r := parts[0].Result()
	assert.EqualValues(t, workers*each, r.Total.Responses)
	assert.Len(t, r.Groups, workers)
	assert.InDelta(t, 0.4, known(t, r.Total.Overall.Satisfied), 1e-12)
}
