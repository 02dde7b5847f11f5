package survey

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lexicon groups comments by words.
func lexicon() *Topics {
	return &Topics{Name: "words/1", Of: func(text string) (topics []string) {
		for word, topic := range map[string]string{"电梯": "lift", "升降机": "lift", "费": "fees"} {
			if strings.Contains(text, word) {
				topics = append(topics, topic)
			}
		}
		return topics
	}}
}

func grouped(t testing.TB, opts *Options) *Analysis {
	t.Helper()
	a, err := NewAnalysis(estate(), TopThreeOfFive, opts)
	require.NoError(t, err)
	return a
}

func comment(text string, halls Score, groups ...string) Response {
	return replyIn(Answers{"comment": Text(text), "halls": halls}, groups...)
}

// req: R21.8, R21.14
func TestCommentsAreGrouped(t *testing.T) {
	a := grouped(t, &Options{Topics: lexicon()})
	for _, r := range []Response{
		comment("电梯坏了，升降机慢", 1, "building", "1"),
		comment("电梯好", 5, "building", "2"),
		comment("收费高，电梯旧", 2, "building", "1"),
		comment("谢谢", 5, "building", "1"),
		reply(Answers{"halls": Score(1)}),
	} {
		require.NoError(t, a.Add(r))
	}
	r := a.Result()
	assert.Equal(t, "words/1", r.Topics)
	assert.Equal(t, []TopicResult{{"lift", 3, 2}, {"", 1, 0}, {"fees", 1, 1}}, find(t, r.Total, "comment").Topics,
		"each person once a topic; the most frequent first, then by name; what fits nowhere is counted too")
	assert.Equal(t, TopicResult{"lift", 2, 2}, find(t, r.Groups[0].Breakdown, "comment").Topics[0])
	assert.Len(t, find(t, r.Groups[1].Breakdown, "comment").Topics, 1)

	var table strings.Builder
	require.NoError(t, r.WriteTable(&table, English))
	assert.Equal(t, []string{"lift", "75.0%", "66.7%"}, strings.Fields(line(t, table.String(), "    lift")))
	assert.Contains(t, table.String(), "other comments")
}

func TestTopicsHaveABound(t *testing.T) {
	each := &Topics{Name: "each", Of: func(text string) []string { return []string{text} }}
	a := grouped(t, &Options{Topics: each, MaxTopics: 2})
	require.NoError(t, a.Add(comment("a", 5)))
	require.NoError(t, a.Add(comment("b", 5)))
	before := a.Result()
	assert.Equal(t, "would make 3 topics, at most 2 are allowed", faultsOf(t, a.Add(comment("c", 5, "building", "9")))["topics"])
	assert.Equal(t, before, a.Result(), "counted nowhere")
	require.NoError(t, a.Add(comment("b", 5)), "a known topic has room")

	other := grouped(t, &Options{Topics: each})
	require.NoError(t, other.Add(comment("z", 5)))
	assert.Contains(t, faultsOf(t, a.Merge(other)), "topics")
}

func TestTopicsRefuse(t *testing.T) {
	for name, topics := range map[string]*Topics{
		"without a name":     {Of: lexicon().Of},
		"without a function": {Name: "x"},
	} {
		_, err := NewAnalysis(estate(), TopThreeOfFive, &Options{Topics: topics, MaxTopics: -1})
		got := faultsOf(t, err)
		assert.Contains(t, got, "topics", name)
		assert.Contains(t, got, "max_topics", name)
	}
	a := grouped(t, &Options{Topics: &Topics{Name: "odd", Of: func(string) []string { return []string{"fine", " "} }}})
	assert.Contains(t, faultsOf(t, a.Add(comment("x", 5)))["answers.comment"], "the grouping gave")
	assert.Zero(t, a.Result().Total.Responses)
}

func TestMergeKeepsGroupingsApart(t *testing.T) {
	a, plain := grouped(t, &Options{Topics: lexicon()}), grouped(t, nil)
	var mismatch *MismatchError
	require.ErrorAs(t, a.Merge(plain), &mismatch)
	assert.Equal(t, MismatchError{Field: "topics", Have: "words/1"}, *mismatch)
}

func TestMergedTopicsEqualTheWhole(t *testing.T) {
	whole := grouped(t, &Options{Topics: lexicon()})
	parts := []*Analysis{grouped(t, &Options{Topics: lexicon()}), grouped(t, &Options{Topics: lexicon()})}
	for i := range 40 {
		r := comment([]string{"电梯", "费", "好", "电梯费"}[i%4], Score(1+i%5), "building", fmt.Sprint(i%3))
		require.NoError(t, whole.Add(r))
		require.NoError(t, parts[i%2].Add(r))
	}
	require.NoError(t, parts[0].Merge(parts[1]))
	assert.Equal(t, whole.Result(), parts[0].Result())
}
