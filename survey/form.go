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
	anchor        int           // index of the anchor question, or -1
	cells         int           // cells of a tally
}

// asked is a question and its place.
type asked struct {
	Question
	section int
	options map[string]int // option id → index
	// branches decide whether the question is asked.
	branches []branch
	// low and high bound the scores of a scale.
	low, high int
	scale     bool
	// cell is the first of the question's cells in a tally, see [tally].
	cell int
	// joint is the first cell of the table of scores by anchor scores, or -1.
	joint int
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
			f.questions = append(f.questions, newAsked(question, i, f.questions))
		}
	}
	f.layout(q.Anchor)
	return f, nil
}

// layout gives each question its cells.
func (f *form) layout(anchor string) {
	f.anchor = slices.IndexFunc(f.questions, func(a asked) bool { return a.ID == anchor })
	for i := range f.questions {
		q := &f.questions[i]
		q.cell = f.cells
		f.cells += firstValue + q.values()
		q.joint = -1
		if f.anchor >= 0 && f.anchor != i && q.scale {
			q.joint = f.cells
			f.cells += q.values() * f.questions[f.anchor].values()
		}
	}
}

// values is the number of different values an answer can have.
func (a *asked) values() int {
	if a.scale {
		return a.high - a.low + 1
	}
	return len(a.Options)
}

func newAsked(q Question, section int, before []asked) asked {
	a := asked{Question: q, section: section}
	a.low, a.high, a.scale = q.Kind.scale()
	a.Options = slices.Clone(q.Options)
	a.When = nil
	for _, c := range q.When {
		a.branches = append(a.branches, newBranch(c, before))
	}
	if len(q.Options) > 0 {
		a.options = make(map[string]int, len(q.Options))
		for i, o := range q.Options {
			a.options[o.ID] = i
		}
	}
	return a
}
