package survey

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// branching asks who was dissatisfied why, who then names "other" to say what,
// and who called by phone how long it took.
func branching() Questionnaire {
	en := func(s string) Label { return Label{EN: s} }
	return Questionnaire{
		ID: "branching", Version: 1, Title: en("Branching"),
		Sections: []Section{{ID: "all", Title: en("All"), Questions: []Question{
			{ID: "overall", Kind: KindScale5, Text: en("Overall"), Required: true, AllowNA: true},
			{ID: "why", Kind: KindMultiple, Text: en("Why"), Required: true, Options: []Option{
				{ID: "slow", Label: en("Slow")}, {ID: "rude", Label: en("Rude")}, {ID: "other", Label: en("Other")},
			}, When: []Condition{{Question: "overall", Scores: []int{1, 2}}}},
			{ID: "what", Kind: KindText, Text: en("What"), When: []Condition{{Question: "why", Options: []string{"other"}}}},
			{ID: "wait", Kind: KindScale5, Text: en("Wait"), When: []Condition{
				{Question: "overall", Scores: []int{1, 2, 3}}, {Question: "why", Options: []string{"slow", "other"}},
			}},
		}}},
	}
}

func branched(answers Answers) Response {
	return Response{Questionnaire: "branching", Version: 1, Answers: answers}
}

func TestAskedFollowsTheAnswers(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answers Answers
		want    []string
	}{
		{"nothing yet", nil, []string{"overall"}},
		{"satisfied", Answers{"overall": Score(4)}, []string{"overall"}},
		{"dissatisfied is asked why", Answers{"overall": Score(2)}, []string{"overall", "why"}},
		{"not applicable is not dissatisfied", Answers{"overall": NotApplicable{}}, []string{"overall"}},
		{"another reason is asked what", Answers{"overall": Score(1), "why": Choices{"rude", "other"}}, []string{"overall", "why", "what", "wait"}},
		{"all conditions must hold", Answers{"overall": Score(1), "why": Choices{"rude"}}, []string{"overall", "why"}},
		{"an answer to a question that was not asked counts for nothing", Answers{"overall": Score(5), "why": Choices{"other"}}, []string{"overall"}},
		{"an answer that does not fit is none", Answers{"overall": Score(-1)}, []string{"overall"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := branching().Asked(tc.answers)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
	broken := branching()
	broken.Version = 0
	_, err := broken.Asked(nil)
	assert.Contains(t, faultsOf(t, err), "version")
}

func TestBranchedResponses(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answers Answers
		partial bool
		want    map[string]string
	}{
		{"satisfied has nothing to explain", Answers{"overall": Score(5)}, false, nil},
		{"a required question that is asked must be answered", Answers{"overall": Score(1)}, false, map[string]string{"answers.why": "must be answered"}},
		{"unless the form was broken off", Answers{"overall": Score(1)}, true, nil},
		{"even a broken-off form answers something", nil, true, map[string]string{"answers": "must not be empty: who answers nothing has not responded"}},
		{"what is not asked cannot be answered", Answers{"overall": Score(4), "why": Choices{"slow"}}, false, map[string]string{"answers.why": "is not asked after these answers"}},
		{"nor by way of another that is not", Answers{"overall": Score(4), "what": Text("x")}, false, map[string]string{"answers.what": "is not asked after these answers"}},
		{"a fault is reported once, not again by what hangs on it", Answers{"overall": Score(-7), "why": Choices{"slow"}}, false, map[string]string{"answers.overall": "must lie between 1 and 5, not -7"}},
		{"but what hangs on it is still read", Answers{"overall": Score(99), "why": Choices{"late"}}, false, map[string]string{
			"answers.overall": "must lie between 1 and 5, not 99", "answers.why": `"late" is not an option`,
		}},
		{"nor by what hangs on that", Answers{"overall": Score(99), "why": Choices{"other"}, "what": Text("x")}, false, map[string]string{
			"answers.overall": "must lie between 1 and 5, not 99",
		}},
		{"a question left out decides against", Answers{"wait": Score(3)}, true, map[string]string{"answers.wait": "is not asked after these answers"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := branched(tc.answers)
			r.Partial = tc.partial
			err := branching().Check(r)
			if tc.want == nil {
				require.NoError(t, err)
				return
			}
			assert.Equal(t, tc.want, faultsOf(t, err))
		})
	}
}

func TestEveryConditionMustHold(t *testing.T) {
	q := branching()
	questions := q.Sections[0].Questions
	questions[1].When, questions[2].When = nil, nil
	for _, tc := range []struct {
		overall Score
		why     string
		asked   bool
	}{{1, "slow", true}, {5, "slow", false}, {1, "rude", false}, {5, "rude", false}} {
		ids, err := q.Asked(Answers{"overall": tc.overall, "why": Choices{tc.why}})
		require.NoError(t, err)
		assert.Equal(t, tc.asked, len(ids) == 4, "%d %s", tc.overall, tc.why)
	}
}

func TestBrokenConditions(t *testing.T) {
	for _, tc := range []struct {
		name string
		when []Condition
		path string
		rule string
	}{
		{"a question cannot hang on itself", []Condition{{Question: "what", Options: []string{"x"}}}, "when[0].question", "not a question asked before"},
		{"nor on a later one", []Condition{{Question: "wait", Scores: []int{1}}}, "when[0].question", "not a question asked before"},
		{"nor on one there is not", []Condition{{Question: "zoo", Scores: []int{1}}}, "when[0].question", "not a question asked before"},
		{"nor on a section", []Condition{{Question: "all", Scores: []int{1}}}, "when[0].question", "not a question asked before"},
		{"a scale needs scores", []Condition{{Question: "overall"}}, "when[0]", "needs scores"},
		{"and no options", []Condition{{Question: "overall", Scores: []int{1}, Options: []string{"slow"}}}, "when[0]", "no options"},
		{"within the scale", []Condition{{Question: "overall", Scores: []int{1, 6}}}, "when[0].scores[1]", "between 1 and 5"},
		{"once each", []Condition{{Question: "overall", Scores: []int{1, 1}}}, "when[0].scores[1]", "once each"},
		{"choices need options", []Condition{{Question: "why", Scores: []int{1}}}, "when[0]", "needs options"},
		{"that there are", []Condition{{Question: "why", Options: []string{"late"}}}, "when[0].options[0]", `is "late"`},
		{"not without bound", make([]Condition, 21), "when", "at most 20"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			q := branching()
			q.Sections[0].Questions[2].When = tc.when
			assert.Contains(t, faultsOf(t, q.Validate())["sections[0].questions[2]."+tc.path], tc.rule)
		})
	}
	q := branching()
	q.Sections[0].Questions[3].When = []Condition{{Question: "what", Options: []string{"x"}}}
	assert.Contains(t, faultsOf(t, q.Validate())["sections[0].questions[3].when[0].question"], "free text")
}

// Conditions only look back, so no set of them that passes can run in circles.
func TestValidBranchesHaveNoCircles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "questions")
		q := Questionnaire{ID: "q", Version: 1, Title: Label{EN: "Q"}, Sections: []Section{{ID: "s", Title: Label{EN: "S"}}}}
		circular := false
		for i := range n {
			question := Question{ID: fmt.Sprint("q", i), Kind: KindScale5, Text: Label{EN: "Q"}}
			if on := rapid.IntRange(-1, n-1).Draw(t, "on"); on >= 0 {
				question.When = []Condition{{Question: fmt.Sprint("q", on), Scores: []int{1}}}
				circular = circular || on >= i
			}
			q.Sections[0].Questions = append(q.Sections[0].Questions, question)
		}
		require.Equal(t, circular, q.Validate() != nil)
	})
}

func TestNotAskedIsNotMissing(t *testing.T) {
	a, err := NewAnalysis(branching(), TopTwoOfFive, nil)
	require.NoError(t, err)
	require.NoError(t, a.Add(branched(Answers{"overall": Score(5)})))
	require.NoError(t, a.Add(branched(Answers{"overall": Score(1), "why": Choices{"slow"}, "wait": Score(2)})))
	broken := branched(Answers{"overall": Score(2)})
	broken.Partial = true
	require.NoError(t, a.Add(broken))
	r := a.Result().Total
	why, wait := find(t, r, "why"), find(t, r, "wait")
	assert.Equal(t, [3]int64{1, 1, 1}, [3]int64{why.Answered, why.NotAsked, why.Missing})
	assert.Equal(t, [3]int64{1, 2, 0}, [3]int64{wait.Answered, wait.NotAsked, wait.Missing})
	assert.Equal(t, [4]int64{4, 0, 2, 0}, [4]int64{r.Overall.Answered, r.Overall.NotApplicable, r.Overall.NotAsked, r.Overall.Missing})
	assert.EqualValues(t, 1, r.Partial)
	assert.EqualValues(t, 3, r.Responses)
}

// Documents stored before there were branches keep their hash.
func TestWhatIsLeftOutIsNotWritten(t *testing.T) {
	data, err := json.Marshal(estate())
	require.NoError(t, err)
	for _, key := range []string{"required", "when", "weight_sum", "anchor"} {
		assert.NotContains(t, string(data), `"`+key+`"`)
	}
	data, err = json.Marshal(branching())
	require.NoError(t, err)
	back, err := ParseQuestionnaire(data)
	require.NoError(t, err)
	assert.Equal(t, branching(), back)
}
