package survey

import "fmt"

// Validate checks every rule of the questionnaire and reports all that are
// broken in one [*InvalidError], each with its path, or nil.
func (q Questionnaire) Validate() error {
	v := validator{faults: faults{what: "questionnaire"}, seen: map[string]string{}, before: map[string]Question{}}
	v.versioned("id", q.ID, "version", q.Version)
	v.title(q.Title)
	if len(q.Sections) == 0 {
		v.add("sections", "must not be empty")
	}
	count := 0
	for i, s := range q.Sections {
		v.section(at("sections", i), s)
		count += len(s.Questions)
	}
	if count > maxQuestions {
		v.add("sections", fmt.Sprintf("must have at most %d questions together, not %d", maxQuestions, count))
	}
	v.anchor(q.Anchor)
	v.sums(q)
	return v.err()
}

// validator walks a questionnaire.
type validator struct {
	faults
	langs []Lang
	seen  map[string]string // id of a section or question → its path
	// before are the questions walked so far, those a condition may name.
	before map[string]Question
}

// title checks the label that decides the languages of all others.
func (v *validator) title(title Label) {
	for _, lang := range []Lang{Chinese, English} {
		if title.has(lang) {
			v.langs = append(v.langs, lang)
		}
	}
	if len(v.langs) == 0 {
		v.add("title", "must have text in zh, en or both")
	}
	v.text("title", title)
}

func (v *validator) section(path string, s Section) {
	v.unique(under(path, "id"), s.ID)
	v.label(under(path, "title"), s.Title)
	v.weight(under(path, "weight"), s.Weight)
	if len(s.Questions) == 0 {
		v.add(under(path, "questions"), "must not be empty")
	}
	for i, question := range s.Questions {
		v.question(at(under(path, "questions"), i), question)
	}
}

func (v *validator) question(path string, q Question) {
	v.unique(under(path, "id"), q.ID)
	v.label(under(path, "text"), q.Text)
	v.weight(under(path, "weight"), q.Weight)
	v.conditions(under(path, "when"), q.When)
	if !q.Kind.known() {
		v.add(under(path, "kind"), fmt.Sprintf("%q is not one of %s", q.Kind, kinds))
		return
	}
	v.before[q.ID] = q
	if !q.Kind.weighs() && q.Weight != 0 {
		v.add(under(path, "weight"), "only a scale-5 or scale-1-10 question has one")
	}
	if q.Kind == KindText && q.AllowNA {
		v.add(under(path, "allow_na"), "free text that does not apply is left out")
	}
	v.options(under(path, "options"), q)
}

// kinds are the names of all kinds, for messages.
const kinds = "scale-5, scale-0-10, scale-1-7, scale-1-10, single, multiple, text"

func (v *validator) options(path string, q Question) {
	switch n := len(q.Options); {
	case !q.Kind.hasOptions() && n > 0:
		v.add(path, fmt.Sprintf("a %s question has none", q.Kind))
		return
	case q.Kind.hasOptions() && n < 2:
		v.add(path, "must have two or more")
	case n > maxOptions:
		v.add(path, fmt.Sprintf("must have at most %d, not %d", maxOptions, n))
	}
	seen := map[string]bool{}
	for i, o := range q.Options {
		here := at(path, i)
		v.code(under(here, "id"), o.ID)
		if seen[o.ID] && o.ID != "" {
			v.add(under(here, "id"), fmt.Sprintf("%q is used twice in this question", o.ID))
		}
		seen[o.ID] = true
		v.label(under(here, "label"), o.Label)
	}
}
