package survey

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValidQuestionnaires(t *testing.T) {
	for name, change := range map[string]func(*Questionnaire){
		"as it is":                            func(*Questionnaire) {},
		"one language throughout":             func(q *Questionnaire) { q.Title.EN = "" },
		"more languages than the title needs": func(q *Questionnaire) { q.Title.ZH = "" },
		"greatest weight":                     func(q *Questionnaire) { q.Sections[0].Weight = 10_000 },
		"same option id in two questions":     func(q *Questionnaire) { q.Sections[2].Questions[2].Options[0].ID = "phone" },
		"longest code":                        func(q *Questionnaire) { q.ID = strings.Repeat("x", 64) },
	} {
		t.Run(name, func(t *testing.T) {
			q := estate()
			change(&q)
			assert.NoError(t, q.Validate())
		})
	}
}

func TestBrokenQuestionnaires(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*Questionnaire)
		path   string
		rule   string // part of it
	}{
		{"needs an id", func(q *Questionnaire) { q.ID = "" }, "id", "empty"},
		{"id is a code", func(q *Questionnaire) { q.ID = "a b" }, "id", "letters"},
		{"id has a bound", func(q *Questionnaire) { q.ID = strings.Repeat("x", 65) }, "id", "64"},
		{"version counts from one", func(q *Questionnaire) { q.Version = 0 }, "version", "1 or more"},
		{"needs a title", func(q *Questionnaire) { q.Title = Label{ZH: " "} }, "title", "zh, en or both"},
		{"needs a section", func(q *Questionnaire) { q.Sections = nil }, "sections", "empty"},
		{"needs a question in each section", func(q *Questionnaire) { q.Sections[1].Questions = nil }, "sections[1].questions", "empty"},
		{"labels speak the title's languages", func(q *Questionnaire) { q.Sections[1].Title.EN = "" }, "sections[1].title.en", "as the title has"},
		{"options too", func(q *Questionnaire) { q.Sections[2].Questions[1].Options[1].Label.ZH = "" }, "sections[2].questions[1].options[1].label.zh", "as the title has"},
		{"label has a bound", func(q *Questionnaire) { q.Title.EN = strings.Repeat("x", 4001) }, "title", "4000"},
		{"label is UTF-8", func(q *Questionnaire) { q.Sections[0].Title.ZH = "\xff" }, "sections[0].title", "UTF-8"},
		{"no negative weight", func(q *Questionnaire) { q.Sections[0].Weight = -1 }, "sections[0].weight", "between 0 and 10000"},
		{"no huge weight", func(q *Questionnaire) { q.Sections[0].Questions[0].Weight = 10_001 }, "sections[0].questions[0].weight", "10001"},
		{"only the five-level scale has a weight", func(q *Questionnaire) { q.Sections[2].Questions[0].Weight = 1 }, "sections[2].questions[0].weight", "only a scale-5 or scale-1-10"},
		{"kind is known", func(q *Questionnaire) { q.Sections[0].Questions[0].Kind = "scale5" }, "sections[0].questions[0].kind", `"scale5" is not one of`},
		{"no not-applicable for text", func(q *Questionnaire) { q.Sections[2].Questions[3].AllowNA = true }, "sections[2].questions[3].allow_na", "left out"},
		{"no options for a scale", func(q *Questionnaire) { q.Sections[0].Questions[0].Options = []Option{{ID: "a"}} }, "sections[0].questions[0].options", "none"},
		{"two options at least", func(q *Questionnaire) {
			q.Sections[2].Questions[1].Options = q.Sections[2].Questions[1].Options[:1]
		}, "sections[2].questions[1].options", "two or more"},
		{"a hundred options at most", func(q *Questionnaire) {
			q.Sections[2].Questions[1].Options = make([]Option, 101)
		}, "sections[2].questions[1].options", "at most 100"},
		{"option ids differ", func(q *Questionnaire) { q.Sections[2].Questions[1].Options[1].ID = "phone" }, "sections[2].questions[1].options[1].id", "twice"},
		{"question ids differ across sections", func(q *Questionnaire) { q.Sections[1].Questions[0].ID = "halls" }, "sections[1].questions[0].id", "sections[0].questions[0].id"},
		{"a question is not named like a section", func(q *Questionnaire) { q.Sections[1].Questions[0].ID = "cleaning" }, "sections[1].questions[0].id", "sections[0].id"},
		{"500 questions at most", func(q *Questionnaire) { q.Sections[0].Questions = make([]Question, 501) }, "sections", "at most 500"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			q := estate()
			tc.change(&q)
			got := faultsOf(t, q.Validate())
			assert.Contains(t, got[tc.path], tc.rule)
		})
	}
}

func TestValidateReportsEverythingAtOnce(t *testing.T) {
	q := estate()
	q.ID, q.Version = "", -3
	q.Sections[0].Weight = -1
	q.Sections[1].Questions[0].Kind = "stars"
	q.Sections[2].Questions[1].Options[0].ID = ""
	err := q.Validate()
	assert.Equal(t, map[string]string{
		"id":                                     "must not be empty",
		"version":                                "must be 1 or more, not -3",
		"sections[0].weight":                     "must lie between 0 and 10000, not -1",
		"sections[1].questions[0].kind":          `"stars" is not one of scale-5, scale-0-10, scale-1-7, scale-1-10, single, multiple, text`,
		"sections[2].questions[1].options[0].id": "must not be empty",
	}, faultsOf(t, err))
	assert.True(t, strings.HasPrefix(err.Error(), "survey: invalid questionnaire: id: must not be empty; version: must be"), err.Error())
}

func TestLabelIn(t *testing.T) {
	both, zh, en := Label{ZH: "保洁", EN: "Cleaning"}, Label{ZH: "保洁"}, Label{EN: "Cleaning"}
	for _, tc := range []struct {
		name  string
		label Label
		lang  Lang
		want  string
	}{
		{"Chinese of both", both, Chinese, "保洁"},
		{"English of both", both, English, "Cleaning"},
		{"English falls back to Chinese", zh, English, "保洁"},
		{"Chinese falls back to English", en, Chinese, "Cleaning"},
		{"unknown language reads as Chinese", both, "fr", "保洁"},
		{"blank counts as none", Label{ZH: " ", EN: "Cleaning"}, Chinese, "Cleaning"},
		{"nothing", Label{}, Chinese, ""},
	} {
		assert.Equal(t, tc.want, tc.label.In(tc.lang), tc.name)
	}
}

func TestErrorTexts(t *testing.T) {
	assert.EqualError(t, &InvalidError{What: "response", Faults: []Fault{{"", "broken"}, {"answers.x", "odd"}}},
		"survey: invalid response: broken; answers.x: odd")
	assert.EqualError(t, &MismatchError{Field: "boxes", Have: "a", Got: "b"}, `survey: boxes "b" cannot be counted with "a"`)
	assert.EqualError(t, &MismatchError{Field: "content"}, "survey: the questionnaires share id and version but not their questions")
	require.NoError(t, (&faults{}).err())
}
