package survey

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// find gives the result of a question of the breakdown.
func find(t testing.TB, b Breakdown, id string) QuestionResult {
	t.Helper()
	for _, s := range b.Sections {
		for _, q := range s.Questions {
			if q.ID == id {
				return q
			}
		}
	}
	require.Fail(t, "no such question", id)
	return QuestionResult{}
}

// scores makes one response per score to one question.
func scores(id string, list ...Score) (out []Response) {
	for _, s := range list {
		out = append(out, reply(Answers{id: s}))
	}
	return out
}

// req: R21.13
func TestSameAnswersDifferentBoxSets(t *testing.T) {
	for boxes, want := range map[BoxSet]float64{TopTwoOfFive: 0.4, TopThreeOfFive: 0.6} {
		a, err := NewAnalysis(estate(), boxes, nil)
		require.NoError(t, err)
		for _, r := range scores("bins", 1, 2, 3, 4, 5) {
			require.NoError(t, a.Add(r))
		}
		r := a.Result()
		assert.Equal(t, boxes, r.Boxes, "the choice is stored with the result")
		q := find(t, r.Total, "bins")
		assert.InDelta(t, want, known(t, q.Satisfied), 1e-12, boxes)
		assert.InDelta(t, 0.4, known(t, q.Dissatisfied), 1e-12, "bad ratings are the same under any box set")
		assert.Equal(t, []int64{1, 1, 1, 1, 1}, q.Scores)
	}
}

func TestQuestionFigures(t *testing.T) {
	t.Run("five-level", func(t *testing.T) {
		q := find(t, analysed(t, scores("halls", 5, 4, 4, 1)...).Result().Total, "halls")
		assert.Equal(t, Wilson(3, 4), q.Satisfied)
		assert.Equal(t, Wilson(1, 4), q.Dissatisfied)
		assert.InDelta(t, 3.5, known(t, q.Mean), 1e-12)
		assert.InDelta(t, 62.5, known(t, q.Index), 1e-12)
		assert.Equal(t, Estimate{}, q.NPS)
	})
	t.Run("net promoter score", func(t *testing.T) {
		q := find(t, analysed(t, scores("recommend", 0, 6, 7, 8, 9, 10, 10, 10)...).Result().Total, "recommend")
		assert.Equal(t, NetPromoter(4, 2, 2), q.NPS)
		assert.InDelta(t, 25, known(t, q.NPS), 1e-12)
		assert.InDelta(t, 7.5, known(t, q.Mean), 1e-12)
		assert.Equal(t, []int64{1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 3}, q.Scores)
		assert.Equal(t, Estimate{}, q.Satisfied)
		assert.Equal(t, Estimate{}, q.Index)
	})
	t.Run("options are shares of those who answered", func(t *testing.T) {
		a := analysed(t,
			reply(Answers{"improve": Choices{"fees", "lifts"}}), reply(Answers{"improve": Choices{"fees"}}),
			reply(Answers{"improve": NotApplicable{}}), reply(Answers{"bins": Score(3)}))
		q := find(t, a.Result().Total, "improve")
		assert.Equal(t, []OptionResult{
			{"lifts", Label{"电梯", "Lifts"}, Wilson(1, 2)},
			{"parking", Label{"停车", "Parking"}, Wilson(0, 2)},
			{"fees", Label{"收费", "Fees"}, Wilson(2, 2)},
		}, q.Options)
		assert.Nil(t, q.Scores)
	})
	t.Run("texts are counted, not kept", func(t *testing.T) {
		r := analysed(t, reply(Answers{"comment": Text("秘密")})).Result()
		assert.EqualValues(t, 1, find(t, r.Total, "comment").Answered)
		data, err := json.Marshal(r)
		require.NoError(t, err)
		assert.NotContains(t, string(data), "秘密")
	})
}

// req: R21.7
func TestNotApplicableAndMissingAreOutOfTheDenominator(t *testing.T) {
	a := analysed(t,
		reply(Answers{"halls": Score(5), "bins": Score(1)}),
		reply(Answers{"halls": NotApplicable{}, "bins": Score(5)}),
		reply(Answers{"gate": NotApplicable{}}))
	r := a.Result().Total
	halls := find(t, r, "halls")
	assert.Equal(t, [3]int64{1, 1, 1}, [3]int64{halls.Answered, halls.NotApplicable, halls.Missing})
	assert.Equal(t, Wilson(1, 1), halls.Satisfied)

	cleaning := r.Sections[0]
	assert.Equal(t, [4]int64{2, 3, 1, 2}, [4]int64{cleaning.Respondents, cleaning.Answered, cleaning.NotApplicable, cleaning.Missing})
	assert.InDelta(t, 2.0/3, known(t, cleaning.Satisfied), 1e-12, "counts are pooled: 2 of 3, not the mean of 1 and 1/2")
	assert.InDelta(t, 11.0/3, known(t, cleaning.Mean), 1e-12)

	assert.Equal(t, [4]int64{2, 3, 2, 4}, [4]int64{r.Overall.Respondents, r.Overall.Answered, r.Overall.NotApplicable, r.Overall.Missing})
}

// req: R21.9, R21.10
func TestWeightedIndex(t *testing.T) {
	index := func(answers ...Answers) Breakdown {
		var list []Response
		for _, a := range answers {
			list = append(list, reply(a))
		}
		return analysed(t, list...).Result().Total
	}
	t.Run("questions within a section, sections within the whole", func(t *testing.T) {
		r := index(Answers{"halls": Score(5), "bins": Score(2), "gate": Score(3), "recommend": Score(0)})
		assert.InDelta(t, (2*100+1*25)/3.0, known(t, r.Sections[0].Index), 1e-12)
		assert.InDelta(t, 50, known(t, r.Sections[1].Index), 1e-12, "a weight left out counts as 1")
		assert.Equal(t, Estimate{}, r.Sections[2].Index, "no five-level question, no index")
		assert.InDelta(t, (3*75+1*50)/4.0, known(t, r.Overall.Index), 1e-12)
	})
	t.Run("renormalised over answered questions", func(t *testing.T) {
		r := index(Answers{"halls": NotApplicable{}, "bins": Score(2)})
		assert.InDelta(t, 25, known(t, r.Sections[0].Index), 1e-12)
		assert.InDelta(t, 25, known(t, r.Overall.Index), 1e-12)
	})
	t.Run("a question few answer keeps its weight", func(t *testing.T) {
		r := index(Answers{"halls": Score(5), "bins": Score(1)}, Answers{"bins": Score(1)}, Answers{"bins": Score(1)})
		assert.InDelta(t, 200/3.0, known(t, r.Sections[0].Index), 1e-12)
	})
}

func TestNobodyAnswered(t *testing.T) {
	r := analysed(t).Result()
	checkEstimates(t, r, func(name string, e Estimate) { assert.Equal(t, Estimate{}, e, name) })
	assert.True(t, r.Total.Overall.Small)
	data, err := json.Marshal(r)
	require.NoError(t, err, "JSON has no NaN")
	assert.Contains(t, string(data), `"satisfied":{"n":0}`)
}

// req: R21.15
func TestResponseRate(t *testing.T) {
	for _, tc := range []struct {
		name      string
		invited   int
		responses int
		want      Estimate
	}{
		{"80 of 200", 200, 80, Estimate{n: 200, value: 0.4}},
		{"everybody", 5, 5, Estimate{n: 5, value: 1}},
		{"nobody answered is 0, and known", 5, 0, Estimate{n: 5}},
		{"nobody invited is no data", 0, 0, Estimate{}},
		{"more answered than were invited is no data", 4, 5, Estimate{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			groups := map[string]string{"building": "3"}
			a := analysed(t, times(tc.responses, replyIn(Answers{"halls": Score(4)}, "building", "3"))...)
			require.NoError(t, a.Invited(tc.invited, groups))
			r := a.Result()
			assert.Equal(t, tc.want, r.Total.ResponseRate)
			assert.Equal(t, tc.want, r.Groups[0].ResponseRate)
		})
	}
}

func TestSmallCellsAreMarked(t *testing.T) {
	twentyNine := times(29, replyIn(Answers{"halls": Score(4), "bins": Score(4)}, "building", "3"))
	a := analysed(t, twentyNine...)
	r := a.Result()
	assert.Equal(t, 30, r.MinCell)
	assert.True(t, r.Total.Overall.Small, "58 answers, but 29 people")
	assert.True(t, find(t, r.Total, "halls").Small)

	require.NoError(t, a.Add(replyIn(Answers{"halls": Score(4)}, "building", "4")))
	r = a.Result()
	assert.False(t, r.Total.Overall.Small)
	assert.False(t, find(t, r.Total, "halls").Small)
	assert.True(t, find(t, r.Total, "bins").Small)
	assert.True(t, find(t, r.Total, "comment").Small)
	assert.True(t, r.Groups[0].Overall.Small)

	strict, err := NewAnalysis(estate(), TopTwoOfFive, &Options{MinCell: 1})
	require.NoError(t, err)
	require.NoError(t, strict.Add(twentyNine[0]))
	assert.False(t, strict.Result().Total.Overall.Small)
}

func TestGroupsAreSortedAndSeparate(t *testing.T) {
	a := analysed(t,
		replyIn(Answers{"bins": Score(1)}, "channel", "web", "building", "2"),
		replyIn(Answers{"bins": Score(5)}, "channel", "web", "building", "10"),
		replyIn(Answers{"bins": Score(5)}, "building", "2"),
		reply(Answers{"bins": Score(5)}))
	r := a.Result()
	got := map[string]float64{}
	var order []string
	for _, g := range r.Groups {
		name := g.Dimension + "=" + g.Value
		order = append(order, name)
		got[name] = known(t, g.Overall.Satisfied)
	}
	assert.Equal(t, []string{"building=10", "building=2", "channel=web"}, order)
	assert.Equal(t, map[string]float64{"building=10": 1, "building=2": 0.5, "channel=web": 0.5}, got)
	assert.InDelta(t, 0.75, known(t, r.Total.Overall.Satisfied), 1e-12, "pooled, not the mean of the groups")
}

// Whatever is answered: counts add up, groups of one dimension add up to the
// total, and every figure lies where it can.
func TestFiguresHoldTogether(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		responses := rapid.SliceOfN(anyResponse(), 0, 60).Draw(rt, "responses")
		r := analysed(t, responses...).Result()
		checkCounts(rt, r.Total, int64(len(responses)))
		sum := map[string]int64{}
		for _, g := range r.Groups {
			checkCounts(rt, g.Breakdown, g.Responses)
			sum[g.Dimension] += g.Overall.Answered
		}
		for dimension, n := range sum {
			require.Equal(rt, r.Total.Overall.Answered, n, dimension)
		}
		checkEstimates(rt, r, func(name string, e Estimate) {
			v, ok := e.Value()
			low, high, ranged := e.Interval()
			require.False(rt, math.IsNaN(v), name+" is NaN")
			require.Equal(rt, e.N() > 0, ok, name)
			if ranged {
				require.LessOrEqual(rt, low, v, name)
				require.LessOrEqual(rt, v, high, name)
			}
		})
	})
}

func checkCounts(t require.TestingT, b Breakdown, responses int64) {
	require.Equal(t, responses, b.Responses)
	var answered, asked int64
	for _, s := range b.Sections {
		var inSection, scales int64
		for _, q := range s.Questions {
			require.Equal(t, responses, q.Answered+q.NotApplicable+q.Missing)
			if q.Kind == KindScale5 {
				inSection += q.Answered
				scales++
			}
		}
		require.Equal(t, inSection, s.Answered)
		require.Equal(t, scales*responses, s.Answered+s.NotApplicable+s.Missing)
		require.LessOrEqual(t, s.Respondents, s.Answered)
		answered += s.Answered
		asked += scales * responses
	}
	require.Equal(t, answered, b.Overall.Answered)
	require.Equal(t, asked, b.Overall.Answered+b.Overall.NotApplicable+b.Overall.Missing)
}

// checkEstimates visits every estimate of the totals.
func checkEstimates(t require.TestingT, r Result, visit func(name string, e Estimate)) {
	figures := func(name string, f Figures) {
		visit(name+" satisfied", f.Satisfied)
		visit(name+" dissatisfied", f.Dissatisfied)
		visit(name+" mean", f.Mean)
		visit(name+" index", f.Index)
	}
	visit("response rate", r.Total.ResponseRate)
	figures("overall", r.Total.Overall)
	require.NotEmpty(t, r.Total.Sections)
	for _, s := range r.Total.Sections {
		figures(s.ID, s.Figures)
		for _, q := range s.Questions {
			figures(q.ID, q.Figures)
			visit(q.ID+" nps", q.NPS)
			for _, o := range q.Options {
				visit(q.ID+" "+o.ID, o.Chosen)
			}
		}
	}
}

func TestResultSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := analysed(t, rapid.SliceOfN(anyResponse(), 0, 20).Draw(rt, "responses")...).Result()
		data, err := json.Marshal(want)
		require.NoError(rt, err)
		var got Result
		require.NoError(rt, json.Unmarshal(data, &got))
		require.Equal(rt, want, got)
	})
}
