package survey

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"
)

// anyForm is a valid questionnaire of any shape: every kind, weights, branches
// on what came before, an anchor.
func anyForm() *rapid.Generator[Questionnaire] {
	return rapid.Custom(func(t *rapid.T) Questionnaire {
		q := Questionnaire{ID: "any", Version: 1, Title: Label{EN: "Any"}}
		var before []Question
		for s := range rapid.IntRange(1, 3).Draw(t, "sections") {
			section := Section{ID: fmt.Sprint("s", s), Title: Label{EN: "S"}, Weight: rapid.IntRange(0, 5).Draw(t, "weight")}
			for range rapid.IntRange(1, 4).Draw(t, "questions") {
				question := anyQuestion(t, fmt.Sprint("q", len(before)), before)
				section.Questions = append(section.Questions, question)
				before = append(before, question)
			}
			q.Sections = append(q.Sections, section)
		}
		for _, question := range before {
			if _, _, scale := question.Kind.scale(); scale && rapid.Bool().Draw(t, "anchor") {
				q.Anchor = question.ID
			}
		}
		return q
	})
}

func anyQuestion(t *rapid.T, id string, before []Question) Question {
	kinds := []Kind{KindScale5, KindScale10, KindScale7, KindOneToTen, KindSingle, KindMultiple, KindText}
	q := Question{ID: id, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Text: Label{EN: "Q"}, Required: rapid.Bool().Draw(t, "required")}
	if q.Kind.weighs() {
		q.Weight = rapid.IntRange(0, 5).Draw(t, "weight")
	}
	if q.Kind.hasOptions() {
		for i := range rapid.IntRange(2, 4).Draw(t, "options") {
			q.Options = append(q.Options, Option{ID: fmt.Sprint("o", i), Label: Label{EN: "O"}})
		}
	}
	q.AllowNA = q.Kind != KindText && rapid.Bool().Draw(t, "na")
	if len(before) > 0 && rapid.IntRange(0, 2).Draw(t, "branch") == 0 {
		on := rapid.SampledFrom(before).Draw(t, "on")
		if low, high, scale := on.Kind.scale(); scale {
			q.When = []Condition{{Question: on.ID, Scores: rapid.SliceOfNDistinct(rapid.IntRange(low, high), 1, 4, rapid.ID[int]).Draw(t, "scores")}}
		} else if on.Kind.hasOptions() {
			q.When = []Condition{{Question: on.ID, Options: []string{rapid.SampledFrom(on.Options).Draw(t, "option").ID}}}
		}
	}
	return q
}

// filled is a response to a form that follows its branches the slow way.
func filled(t *rapid.T, q Questionnaire) Response {
	r := Response{Questionnaire: q.ID, Version: q.Version, Answers: Answers{}, Partial: rapid.Bool().Draw(t, "partial")}
	for _, question := range all(q) {
		if !slowlyAsked(question, r.Answers) {
			continue
		}
		leave := rapid.IntRange(0, 5).Draw(t, "leave") == 0
		if leave && (r.Partial || !question.Required) {
			continue
		}
		r.Answers[question.ID] = anyValue(t, question)
	}
	if len(r.Answers) == 0 { // the first is always asked
		r.Answers[all(q)[0].ID] = anyValue(t, all(q)[0])
		for _, question := range all(q)[1:] {
			if slowlyAsked(question, r.Answers) && question.Required {
				r.Answers[question.ID] = anyValue(t, question)
			}
		}
	}
	return r
}

// slowlyAsked decides the conditions from the answers themselves.
func slowlyAsked(q Question, answers Answers) bool {
	for _, c := range q.When {
		switch v := answers[c.Question].(type) {
		case Score:
			if !slices.Contains(c.Scores, int(v)) {
				return false
			}
		case Choices:
			if !slices.ContainsFunc(v, func(id string) bool { return slices.Contains(c.Options, id) }) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func anyValue(t *rapid.T, q Question) Value {
	if q.AllowNA && rapid.IntRange(0, 4).Draw(t, "na") == 0 {
		return NotApplicable{}
	}
	if low, high, scale := q.Kind.scale(); scale {
		return Score(rapid.IntRange(low, high).Draw(t, "score"))
	}
	if q.Kind == KindText {
		return Text(rapid.SampledFrom([]string{"电梯", "费", "好"}).Draw(t, "text"))
	}
	n := 1
	if q.Kind == KindMultiple {
		n = rapid.IntRange(1, len(q.Options)).Draw(t, "choices")
	}
	var out Choices
	for _, o := range q.Options[:n] {
		out = append(out, o.ID)
	}
	return out
}

func all(q Questionnaire) (list []Question) {
	for _, s := range q.Sections {
		list = append(list, s.Questions...)
	}
	return list
}
