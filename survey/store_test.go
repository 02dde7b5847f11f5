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

// anchored is estate with an anchor, so that every kind of count is stored.
func anchored() Questionnaire {
	q := estate()
	q.Anchor = "recommend"
	return q
}

// counted is an analysis with every kind of count.
func counted(t testing.TB, responses ...Response) *Analysis {
	t.Helper()
	a, err := NewAnalysis(anchored(), TopThreeOfFive, &Options{Topics: lexicon()})
	require.NoError(t, err)
	for _, r := range responses {
		require.NoError(t, a.Add(r))
	}
	return a
}

// manyResponses is n responses to estate in groups.
func manyResponses(n int) []Response {
	chance := seeded(5)
	out := make([]Response, n)
	for i := range out {
		answers := Answers{"halls": Score(1 + chance.IntN(5)), "recommend": Score(chance.IntN(11))}
		if i%3 == 0 {
			answers["gate"], answers["comment"] = NotApplicable{}, Text([]string{"电梯", "费", "好"}[chance.IntN(3)])
			answers["improve"] = Choices{"fees", "lifts"}
		}
		out[i] = replyIn(answers, "building", fmt.Sprint(i%5), ByPeriod, fmt.Sprint("2026-Q", 1+i%4))
		out[i].Partial = i%7 == 0
	}
	return out
}

func TestAnalysisSurvivesStorage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := counted(t, rapid.SliceOfN(anyResponse(), 0, 40).Draw(rt, "responses")...)
		require.NoError(rt, want.Invited(rapid.IntRange(0, 99).Draw(rt, "invited"), map[string]string{"building": "1"}))
		require.NoError(rt, want.Population(500, map[string]string{"building": "2"}))
		data, err := json.Marshal(want)
		require.NoError(rt, err)
		got, err := ParseAnalysis(data, &Options{Topics: lexicon()})
		require.NoError(rt, err)
		require.Equal(rt, want.Result(), got.Result())
		again, err := json.Marshal(got)
		require.NoError(rt, err)
		require.Equal(rt, string(data), string(again), "the same counts give the same bytes")
	})
}

// Sixteen nodes count a part each, store it, and one merges what it reads: the
// same integers as one run, in whatever order the parts come.
func TestSixteenStoredShardsEqualOneRun(t *testing.T) {
	responses := manyResponses(4000)
	whole := counted(t, responses...)
	shards := make([]*Analysis, 16)
	for i := range shards {
		shards[i] = counted(t)
	}
	for i, r := range responses {
		require.NoError(t, shards[(i*7)%16].Add(r))
		require.NoError(t, shards[i%16].Invited(2, r.Groups))
		require.NoError(t, whole.Invited(2, r.Groups))
		require.NoError(t, shards[i%16].Population(3, r.Groups))
		require.NoError(t, whole.Population(3, r.Groups))
	}
	want, err := json.Marshal(whole)
	require.NoError(t, err)
	for _, step := range []int{1, 5} {
		merged := counted(t)
		for i := range shards {
			data, err := json.Marshal(shards[i*step%16])
			require.NoError(t, err)
			part, err := ParseAnalysis(data, nil)
			require.NoError(t, err)
			require.NoError(t, merged.Merge(part))
		}
		got, err := json.Marshal(merged)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
		assert.Equal(t, whole.Result(), merged.Result())
	}
}

func TestAStoredAnalysisGoesOnCounting(t *testing.T) {
	responses := manyResponses(60)
	data, err := json.Marshal(counted(t, responses[:30]...))
	require.NoError(t, err)
	a, err := ParseAnalysis(data, &Options{Topics: lexicon()})
	require.NoError(t, err)
	for _, r := range responses[30:] {
		require.NoError(t, a.Add(r))
	}
	assert.Equal(t, counted(t, responses...).Result(), a.Result())

	deaf, err := ParseAnalysis(data, nil)
	require.NoError(t, err)
	assert.Contains(t, faultsOf(t, deaf.Add(comment("电梯", 5)))["answers.comment"], "was not given")
	require.NoError(t, deaf.Add(reply(Answers{"halls": Score(5)})), "without a comment nothing is lost")

	_, err = ParseAnalysis(data, &Options{Topics: &Topics{Name: "words/2", Of: lexicon().Of}})
	var mismatch *MismatchError
	require.ErrorAs(t, err, &mismatch)
	assert.Equal(t, MismatchError{"topics", "words/2", "words/1"}, *mismatch)
}

func TestStoredCountsThatCannotBe(t *testing.T) {
	data, err := json.Marshal(counted(t, manyResponses(9)...))
	require.NoError(t, err)
	good := string(data)
	_, err = ParseAnalysis(data, nil)
	require.NoError(t, err)
	for _, tc := range []struct{ name, from, to, path, rule string }{
		{"another format", `"format":1`, `"format":2`, "format", "must be 1, not 2"},
		{"a field there is not", `"format":1`, `"format":1,"formta":1`, "formta", "not a known field"},
		{"a broken questionnaire", `"version":2`, `"version":0`, "version", "1 or more"},
		{"an unknown box set", `"boxes":"top-three-of-five"`, `"boxes":"top"`, "boxes", "not one of"},
		{"a count below zero", `"responses":9`, `"responses":-9`, "total", "between 0 and"},
		{"a count beyond reason", `"responses":9`, `"responses":999999999999999999`, "total", "between 0 and"},
		{"more answers than responses", `"responses":9`, `"responses":1`, "total.cells", "more answers than responses"},
		{"more broken off than responded", `"partial":2`, `"partial":20`, "total.partial", "must not exceed"},
		{"another number of cells", `"cells":[`, `"cells":[0,`, "total", "cells and"},
		{"a score more", `"cells":[0,0,0,`, `"cells":[0,0,0,1`, "total.sections[0]", "do not agree"},
		{"a scale with a count of its own", `"cells":[0,0,0,`, `"cells":[0,0,1,`, "total.cells", "sum of its values"},
		{"a sum too few", `"satisfied":[`, `"satisfied":[1`, "total.sections[0]", "do not agree"},
		{"a sum not there", `"satisfied":[`, `"satisfied":[1,`, "total.sections[0]", "three numbers"},
		{"squares without spread", `"answered_sq":9`, `"answered_sq":8`, "total.sections[0]", "do not agree"},
		{"fewer people than can be", `"respondents":9`, `"respondents":0`, "total.sections[0]", "do not agree"},
		{"a topic nobody mentioned", `"people":`, `"people":90`, "total.topics[0]", "between 1 and"},
		{"a topic of a scale", `"question":6`, `"question":0`, "total.topics[0]", "text question"},
		{"a topic of no question", `"question":6`, `"question":77`, "total.topics[0]", "text question"},
		{"topics without a name for them", `"topics":"words/1",`, ``, "total.topics", "be named"},
		{"a group without a value", `"dimension":"building","value":"0"`, `"dimension":"building","value":""`, "groups[0]", "not blank"},
		{"a group twice", `"dimension":"building","value":"1"`, `"dimension":"building","value":"0"`, "groups[1]", "not repeated"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Contains(t, good, tc.from)
			_, err := ParseAnalysis([]byte(strings.Replace(good, tc.from, tc.to, 1)), nil)
			assert.Contains(t, faultsOf(t, err)[tc.path], tc.rule)
		})
	}
	_, err = ParseAnalysis(data, &Options{MaxGroups: 2})
	assert.Contains(t, faultsOf(t, err)["groups"], "at most 2")
	_, err = ParseAnalysis(data, &Options{MaxTopics: 1})
	assert.Contains(t, faultsOf(t, err)["total.topics"], "at most 1")
}

// The table of a question by the anchor is checked by rows and columns.
func TestStoredPairsThatCannotBe(t *testing.T) {
	a := counted(t, manyResponses(9)...)
	halls := a.form.questions[0]
	for _, tc := range []struct {
		name   string
		change func(table []int64)
		rule   string
	}{
		{"a row too long", func(table []int64) { table[0] += 50 }, "more pairs with the anchor than answers"},
		{"a column too long", func(table []int64) {
			for i, n := range table {
				if i%11 != 3 { // the same answers, all paired with one score of the anchor
					table[i], table[i/11*11+3] = 0, table[i/11*11+3]+n
				}
			}
		}, "more pairs with the anchor than answers to it"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := counted(t, manyResponses(9)...)
			tc.change(b.total.cells[halls.joint : halls.joint+55])
			data, err := json.Marshal(b)
			require.NoError(t, err)
			_, err = ParseAnalysis(data, nil)
			assert.Contains(t, faultsOf(t, err)["total.cells"], tc.rule)
		})
	}
}

// FuzzParseAnalysis holds that whatever is accepted gives figures, never NaN and
// never a panic, and comes back the same.
func FuzzParseAnalysis(f *testing.F) {
	data, err := json.Marshal(counted(f, manyResponses(9)...))
	require.NoError(f, err)
	f.Add(data)
	data, err = json.Marshal(analysed(f, reply(Answers{"halls": Score(5)})))
	require.NoError(f, err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseAnalysis(data, nil)
		if err != nil {
			return
		}
		r := a.Result()
		out, err := json.Marshal(r)
		require.NoError(t, err, "JSON has no NaN")
		require.NotEmpty(t, out)
		checkEstimates(t, r, func(name string, e Estimate) {
			v, ok := e.Value()
			if low, high, ranged := e.Interval(); ok && ranged {
				require.True(t, low <= v && v <= high, name)
			}
		})
		stored, err := json.Marshal(a)
		require.NoError(t, err)
		back, err := ParseAnalysis(stored, nil)
		require.NoError(t, err)
		require.Equal(t, r, back.Result())
		require.NoError(t, back.Merge(a))
	})
}

// What can be counted can be stored and read again: counts beyond the bound are
// refused where they come in.
func TestCountsStayWithinTheirBound(t *testing.T) {
	a := analysed(t)
	require.NoError(t, a.Invited(maxCount, nil))
	assert.Contains(t, faultsOf(t, a.Invited(1, nil))["n"], "274877906944")
	assert.Contains(t, faultsOf(t, a.Population(math.MaxInt, map[string]string{"building": "3"}))["n"], "274877906944")
	assert.Empty(t, a.Result().Groups, "nothing is counted, and no group opened")
	data, err := json.Marshal(a)
	require.NoError(t, err)
	back, err := ParseAnalysis(data, nil)
	require.NoError(t, err)
	assert.Contains(t, faultsOf(t, a.Merge(back))["invited"], "274877906944")
	assert.Equal(t, int64(maxCount), a.Result().Total.Invited, "nothing was merged")
}

// The groups of a dimension divide the total: together they cannot hold more.
func TestGroupsTogetherDoNotExceedTheTotal(t *testing.T) {
	a := analysed(t)
	require.NoError(t, a.Add(replyIn(Answers{"halls": Score(4)}, "building", "1", "channel", "web")))
	require.NoError(t, a.Add(replyIn(Answers{"halls": Score(2)}, "building", "2", "channel", "web")))
	require.NoError(t, a.Invited(3, map[string]string{"building": "1"}))
	data, err := json.Marshal(a)
	require.NoError(t, err)
	_, err = ParseAnalysis(data, nil)
	require.NoError(t, err)
	for name, change := range map[string][2]string{
		"one response in two buildings":      {`"value":"web"`, `"value":"web"`},
		"more invited than in all":           {`{"invited":3,"responses":1`, `{"invited":4,"responses":1`},
		"a population nobody told the total": {`{"invited":3,"responses":1`, `{"invited":3,"population":9,"responses":1`},
	} {
		var in storedAnalysis
		require.NoError(t, json.Unmarshal([]byte(strings.Replace(string(data), change[0], change[1], 1)), &in))
		if change[0] == change[1] {
			in.Groups[0].Tally = in.Groups[2].Tally
		}
		bad, err := json.Marshal(in)
		require.NoError(t, err)
		_, err = ParseAnalysis(bad, nil)
		assert.Contains(t, faultsOf(t, err), "groups", name)
	}
}

func TestNoCountGrowsBeyondItsBound(t *testing.T) {
	full, one := analysed(t), analysed(t, reply(Answers{"halls": Score(4)}))
	require.NoError(t, one.Population(1, nil))
	full.total.responses, full.total.population = maxCount, maxCount
	got := faultsOf(t, full.Merge(one))
	assert.Contains(t, got, "responses")
	assert.Contains(t, got, "population")
	assert.Contains(t, faultsOf(t, full.Add(reply(Answers{"halls": Score(4)}))), "responses")
	assert.Zero(t, full.total.all.answered, "nothing was counted")
	full.total.responses--
	require.NoError(t, full.Add(reply(Answers{"halls": Score(4)})), "up to the bound")
}

// A group that answered what the total does not have, or broke off when nobody
// did, is not a part of it.
func TestAGroupIsAPartOfTheTotal(t *testing.T) {
	stored := func(score Score, partial bool) storedAnalysis {
		r := replyIn(Answers{"halls": score}, "building", "1")
		r.Partial = partial
		data, err := json.Marshal(analysed(t, r))
		require.NoError(t, err)
		var in storedAnalysis
		require.NoError(t, json.Unmarshal(data, &in))
		return in
	}
	for name, other := range map[string]storedAnalysis{"another score": stored(5, false), "broken off": stored(4, true)} {
		in := stored(4, false)
		in.Groups = other.Groups
		data, err := json.Marshal(in)
		require.NoError(t, err)
		_, err = ParseAnalysis(data, nil)
		assert.Contains(t, faultsOf(t, err), "groups", name)
	}
}

// Sums of squares and products that no people can have, though each alone lies
// within its bounds: two people with two answers each.
func TestSumsThatNoPeopleHave(t *testing.T) {
	good := pooled{
		respondents: 2, answered: 4, answeredSq: 8, satisfied: hits{3, 5, 6}, bad: hits{0, 0, 0}, total: hits{14, 100, 28},
	}
	require.True(t, good.possible(2, 3))
	for name, change := range map[string]func(*pooled){
		"answers":                func(c *pooled) { c.answeredSq, c.satisfied, c.total = 7, hits{}, hits{14, 100, 26} },
		"squares":                func(c *pooled) { c.satisfied = hits{3, 4, 6} },
		"products":               func(c *pooled) { c.satisfied = hits{3, 5, 7} },
		"squares below the mean": func(c *pooled) { c.total = hits{14, 97, 27} },
	} {
		c := good
		change(&c)
		assert.False(t, c.possible(2, 3), name)
	}
}
