package survey

import (
	"fmt"
	"slices"
)

// Asked lists, in order, the ids of the questions a person who has given these
// answers is asked: those without conditions, and those whose conditions hold.
// A host that shows a form calls it after each answer. Answers that do not fit
// are as good as none. A questionnaire that does not pass
// [Questionnaire.Validate] gives its error.
func (q Questionnaire) Asked(answers Answers) ([]string, error) {
	f, err := compile(q)
	if err != nil {
		return nil, err
	}
	var ids []string
	slots := make([]slot, len(f.questions))
	for i := range f.questions {
		question := &f.questions[i]
		slots[i].state = missing
		if holds, _ := question.askedOf(slots); !holds {
			slots[i].state = notAsked
			continue
		}
		ids = append(ids, question.ID)
		if value, given := answers[question.ID]; given && question.read(value, &slots[i]) != "" {
			slots[i].state = missing
		}
	}
	return ids, nil
}

// branch is a condition made ready.
type branch struct {
	question int    // index of the earlier question
	scores   uint16 // bit s is set when the condition holds for score s
	options  []bool // by option
}

// newBranch resolves a valid condition against the questions before it.
func newBranch(c Condition, before []asked) branch {
	i := slices.IndexFunc(before, func(a asked) bool { return a.ID == c.Question })
	b := branch{question: i, options: make([]bool, len(before[i].Options))}
	for _, s := range c.Scores {
		b.scores |= 1 << s
	}
	for _, id := range c.Options {
		b.options[before[i].options[id]] = true
	}
	return b
}

// holds decides the condition; the slot of the earlier question is filled.
func (b branch) holds(slots []slot) bool {
	s := &slots[b.question]
	if s.state != answered {
		return false
	}
	if len(b.options) == 0 {
		return b.scores&(1<<s.score) != 0
	}
	return slices.ContainsFunc(s.choices, func(i int) bool { return b.options[i] })
}

// askedOf reports whether all conditions of the question hold; sure is false
// when that hangs on an answer that could not be read.
func (a *asked) askedOf(slots []slot) (holds, sure bool) {
	holds, sure = true, true
	for i := range a.branches {
		sure = sure && slots[a.branches[i].question].state != unreadable
		holds = holds && a.branches[i].holds(slots)
	}
	return holds, sure
}

// conditions checks the conditions of a question that is not yet among those
// before it, so that it can name neither itself nor a later one.
func (v *validator) conditions(path string, list []Condition) {
	if len(list) > maxConditions {
		v.add(path, fmt.Sprintf("must have at most %d, not %d", maxConditions, len(list)))
		return
	}
	for i, c := range list {
		v.condition(at(path, i), c)
	}
}

func (v *validator) condition(path string, c Condition) {
	earlier, known := v.before[c.Question]
	if !known {
		v.add(under(path, "question"), fmt.Sprintf("%q is not a question asked before this one", c.Question))
		return
	}
	low, high, scale := earlier.Kind.scale()
	switch {
	case earlier.Kind == KindText:
		v.add(under(path, "question"), "free text decides nothing")
	case scale && (len(c.Scores) == 0 || len(c.Options) > 0):
		v.add(path, fmt.Sprintf("a %s question needs scores, and no options", earlier.Kind))
	case !scale && (len(c.Options) == 0 || len(c.Scores) > 0):
		v.add(path, fmt.Sprintf("a %s question needs options, and no scores", earlier.Kind))
	}
	for i, s := range c.Scores {
		if scale && (s < low || s > high || slices.Contains(c.Scores[:i], s)) {
			v.add(at(under(path, "scores"), i), fmt.Sprintf("must lie between %d and %d, once each, is %d", low, high, s))
		}
	}
	for i, id := range c.Options {
		there := slices.ContainsFunc(earlier.Options, func(o Option) bool { return o.ID == id })
		if earlier.Kind.hasOptions() && (!there || slices.Contains(c.Options[:i], id)) {
			v.add(at(under(path, "options"), i), fmt.Sprintf("must be an option of %q, once each, is %q", c.Question, id))
		}
	}
}
