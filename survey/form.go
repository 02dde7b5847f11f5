package survey

import (
	"encoding/json"
	"slices"
)

// form is a valid questionnaire made ready for reading responses. It is
// immutable and shares nothing with the value it was made from.
type form struct {
	questionnaire Questionnaire // its sections without their questions
	questions     []asked       // all sections, in order
	content       string        // canonical JSON: what the counts are counts of
}

// asked is a question and its place.
type asked struct {
	Question
	section int
	options map[string]int // option id → index
}

// compile validates a questionnaire and copies it.
func compile(q Questionnaire) (*form, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	content, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	f := &form{questionnaire: q, content: string(content)}
	f.questionnaire.Sections = slices.Clone(q.Sections)
	for i, s := range q.Sections {
		f.questionnaire.Sections[i].Questions = nil
		for _, question := range s.Questions {
			f.questions = append(f.questions, newAsked(question, i))
		}
	}
	return f, nil
}

func newAsked(q Question, section int) asked {
	a := asked{Question: q, section: section}
	a.Options = slices.Clone(q.Options)
	if len(q.Options) > 0 {
		a.options = make(map[string]int, len(q.Options))
		for i, o := range q.Options {
			a.options[o.ID] = i
		}
	}
	return a
}
