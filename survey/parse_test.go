package survey

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestQuestionnaireSurvivesJSON(t *testing.T) {
	data, err := json.Marshal(estate())
	require.NoError(t, err)
	back, err := ParseQuestionnaire(data)
	require.NoError(t, err)
	assert.Equal(t, estate(), back)

	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(data), string(again), "one form for one questionnaire")
}

func TestParseQuestionnaireIsStrict(t *testing.T) {
	const good = `{"id":"q","version":1,"title":{"en":"Q"},"sections":[{"id":"s","title":{"en":"S"},"questions":[{"id":"a","kind":"scale-5","text":{"en":"A"}}]}]}`
	_, err := ParseQuestionnaire([]byte(good))
	require.NoError(t, err)
	for _, tc := range []struct{ name, from, to, path, rule string }{
		{"unknown field", `"version"`, `"verison":1,"version"`, "verison", "not a known field"},
		{"unknown field deep down", `"kind"`, `"wieght":3,"kind"`, "sections[0].questions[0].wieght", "not a known field"},
		{"field in another case", `"kind"`, `"Kind"`, "sections[0].questions[0].Kind", "not a known field"},
		{"repeated field", `"version":1`, `"version":1,"version":2`, "version", "repeated"},
		{"repeated field deep down", `"kind":"scale-5"`, `"kind":"text","kind":"scale-5"`, "sections[0].questions[0].kind", "repeated"},
		{"something after it", `]}]}`, `]}]} {}`, "", "valid JSON"},
		{"cut off", `]}]}`, `]}]`, "", "valid JSON"},
		{"broken UTF-8", `"en":"Q"`, "\"en\":\"\xff\"", "", "UTF-8"},
		{"wrong type", `"version":1`, `"version":"1"`, "version", "must be a whole number"},
		{"fraction", `"version":1`, `"version":1.5`, "version", "must be a whole number"},
		{"list for an object", `"title":{"en":"Q"}`, `"title":["en"]`, "title", "must be an object"},
		{"the rules hold as well", `"version":1`, `"version":0`, "version", "1 or more"},
		{"null", good, `null`, "", "must be an object"},
		{"a number", good, `7`, "", "must be an object"},
		{"nothing", good, ``, "", "valid JSON"},
		{"bottomless nesting", good, strings.Repeat("[", 20_000), "", "valid JSON"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Contains(t, good, tc.from)
			_, err := ParseQuestionnaire([]byte(strings.Replace(good, tc.from, tc.to, 1)))
			got := faultsOf(t, err)
			require.Contains(t, got, tc.path)
			assert.Contains(t, got[tc.path], tc.rule)
		})
	}
}

func TestParseReportsEveryStrayField(t *testing.T) {
	_, err := ParseQuestionnaire([]byte(`{"ID":"q","titel":{},"sections":[{"name":1,"name":2}]}`))
	assert.Equal(t, map[string]string{
		"ID": "is not a known field", "titel": "is not a known field", "sections[0].name": "is not a known field",
	}, faultsOf(t, err))
	var invalid *InvalidError
	require.ErrorAs(t, err, &invalid)
	assert.Len(t, invalid.Faults, 5, "the repeated field is one fault more, and stray itself")
}

func TestQuestionnaireInsideADocumentIsAsStrict(t *testing.T) {
	var doc struct{ Survey Questionnaire }
	require.NoError(t, json.Unmarshal([]byte(`{"survey":{"id":"q","version":1}}`), &doc))
	assert.Equal(t, "q", doc.Survey.ID, "rules are left to Validate")
	err := json.Unmarshal([]byte(`{"survey":{"id":"q","vesrion":1}}`), &doc)
	assert.Equal(t, map[string]string{"vesrion": "is not a known field"}, faultsOf(t, err))
}

func TestResponseSurvivesJSON(t *testing.T) {
	r := replyIn(Answers{
		"halls": Score(5), "gate": NotApplicable{}, "recommend": Score(0), "contact": Choices{"desk"},
		"improve": Choices{"fees", "lifts"}, "comment": Text("谢谢 <b>"),
	}, "building", "3", "渠道", "网页")
	data, err := json.Marshal(r)
	require.NoError(t, err)
	assert.Contains(t, string(data), `"gate":{"not_applicable":true}`)
	back, err := ParseResponse(data)
	require.NoError(t, err)
	assert.Equal(t, r, back)
}

func TestParseResponseIsStrict(t *testing.T) {
	for _, tc := range []struct{ name, answers, path, rule string }{
		{"null is not an answer", `{"halls":null}`, "answers.halls", "leave out what was not answered"},
		{"half a point is not a score", `{"halls":4.5}`, "answers.halls", "whole number"},
		{"a whole number is written as one", `{"halls":5e0}`, "answers.halls", "whole number"},
		{"a huge number", `{"halls":99999999999999999999}`, "answers.halls", "whole number"},
		{"true is not an answer", `{"halls":true}`, "answers.halls", "whole number"},
		{"choices are ids", `{"improve":["fees",1]}`, "answers.improve", "list of option ids"},
		{"not applicable is true", `{"gate":{"not_applicable":false}}`, "answers.gate", "not_applicable"},
		{"and nothing else", `{"gate":{"na":true}}`, "answers.gate", "not_applicable"},
		{"one answer per question", `{"halls":4,"halls":5}`, "answers.halls", "repeated"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ParseResponse([]byte(`{"questionnaire":"estate","version":2,"answers":` + tc.answers + `}`))
			got := faultsOf(t, err)
			require.Contains(t, got, tc.path)
			assert.Contains(t, got[tc.path], tc.rule)
		})
	}
	_, err := ParseResponse([]byte(`{"answers":[4,5]}`))
	assert.Len(t, faultsOf(t, err), 1, "answers are an object")
	_, err = ParseResponse([]byte(`{"questionnaire":"estate","person":"王","answers":{}}`))
	assert.Equal(t, map[string]string{"person": "is not a known field"}, faultsOf(t, err))
}

func TestAllOddAnswersAreReportedTogether(t *testing.T) {
	_, err := ParseResponse([]byte(`{"answers":{"b":null,"a":true,"c":4}}`))
	assert.Len(t, faultsOf(t, err), 2)
}

// FuzzParseQuestionnaire holds that whatever is accepted is valid and comes
// back the same.
func FuzzParseQuestionnaire(f *testing.F) {
	data, err := json.Marshal(estate())
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"id":"q","version":1,"title":{"en":"Q"},"sections":[]}`))
	f.Add([]byte(`{"a":{"a":[{"a":1,"a":2}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		q, err := ParseQuestionnaire(data)
		if err != nil {
			faultsOf(t, err)
			return
		}
		require.NoError(t, q.Validate())
		out, err := json.Marshal(q)
		require.NoError(t, err)
		back, err := ParseQuestionnaire(out)
		require.NoError(t, err)
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(out), string(again))
	})
}

// FuzzParseResponse holds that reading, checking and counting never panic, and
// that what is accepted comes back the same.
func FuzzParseResponse(f *testing.F) {
	f.Add([]byte(`{"questionnaire":"estate","version":2,"groups":{"b":"3"},"answers":{"halls":5,"gate":{"not_applicable":true},"contact":["desk"],"comment":"好"}}`))
	f.Add([]byte(`{"questionnaire":"estate","version":2,"answers":{"recommend":11}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ParseResponse(data)
		if err != nil {
			faultsOf(t, err)
			return
		}
		a := analysed(t)
		if err := a.Add(r); err != nil {
			faultsOf(t, err)
			require.Zero(t, a.Result().Total.Responses)
			return
		}
		out, err := json.Marshal(r)
		require.NoError(t, err)
		back, err := ParseResponse(out)
		require.NoError(t, err)
		require.Equal(t, r.Answers, back.Answers)
	})
}
