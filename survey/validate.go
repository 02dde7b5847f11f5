package survey

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Validate checks every rule of the questionnaire and reports all that are
// broken in one [*InvalidError], each with its path, or nil.
func (q Questionnaire) Validate() error {
	v := validator{faults: faults{what: "questionnaire"}, seen: map[string]string{}}
	v.code("id", q.ID)
	if q.Version < 1 {
		v.add("version", fmt.Sprintf("must be 1 or more, not %d", q.Version))
	}
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
	return v.err()
}

// validator walks a questionnaire.
type validator struct {
	faults
	langs []Lang
	seen  map[string]string // id of a section or question → its path
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
	if !q.Kind.known() {
		v.add(under(path, "kind"), fmt.Sprintf("%q is not one of scale-5, scale-0-10, single, multiple, text", q.Kind))
		return
	}
	if q.Kind != KindScale5 && q.Weight != 0 {
		v.add(under(path, "weight"), "only a scale-5 question has one")
	}
	if q.Kind == KindText && q.AllowNA {
		v.add(under(path, "allow_na"), "free text that does not apply is left out")
	}
	v.options(under(path, "options"), q)
}

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

// unique checks a code shared by sections and questions, so that a target can
// name either.
func (v *validator) unique(path, id string) {
	v.code(path, id)
	if id == "" {
		return
	}
	if first, used := v.seen[id]; used {
		v.add(path, fmt.Sprintf("%q is already the id at %s", id, first))
		return
	}
	v.seen[id] = path
}

func (v *validator) code(path, id string) {
	if rule := codeRule(id); rule != "" {
		v.add(path, rule)
	}
}

// label checks that a label speaks the languages of the title.
func (v *validator) label(path string, l Label) {
	for _, lang := range v.langs {
		if !l.has(lang) {
			v.add(under(path, string(lang)), "must have text, as the title has")
		}
	}
	v.text(path, l)
}

func (v *validator) text(path string, l Label) {
	if !utf8.ValidString(l.ZH) || !utf8.ValidString(l.EN) {
		v.add(path, "must be valid UTF-8")
	}
	if utf8.RuneCountInString(l.ZH) > MaxText || utf8.RuneCountInString(l.EN) > MaxText {
		v.add(path, fmt.Sprintf("must have at most %d characters", MaxText))
	}
}

func (v *validator) weight(path string, w int) {
	if w < 0 || w > maxWeight {
		v.add(path, fmt.Sprintf("must lie between 0 and %d, not %d", maxWeight, w))
	}
}

// codeRule says what is wrong with a code, or nothing.
func codeRule(id string) string {
	if id == "" {
		return "must not be empty"
	}
	if len(id) > maxCode {
		return fmt.Sprintf("must have at most %d bytes, not %d", maxCode, len(id))
	}
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
	if i := strings.IndexFunc(id, func(r rune) bool { return !strings.ContainsRune(allowed, r) }); i >= 0 {
		return fmt.Sprintf("%q may only have letters a–z, digits, '-', '_' and '.'", id)
	}
	return ""
}
