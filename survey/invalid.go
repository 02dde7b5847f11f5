package survey

import (
	"strconv"
	"strings"
)

// Fault is one broken rule in something a caller handed over.
type Fault struct {
	// Path names the field, for example "sections[0].questions[2].weight".
	// It is empty when the fault concerns the whole.
	Path string `json:"path"`
	// Rule says what must hold, with the offending value where that helps.
	Rule string `json:"rule"`
}

// InvalidError reports input that breaks rules: all of them at once, in the
// order in which the fields appear. Find it with errors.As.
type InvalidError struct {
	// What names the kind of input: "questionnaire", "response", "plan" …
	What string `json:"what"`
	// Faults is never empty.
	Faults []Fault `json:"faults"`
}

// Error gives every fault with its path on one line.
func (e *InvalidError) Error() string {
	var b strings.Builder
	b.WriteString("survey: invalid " + e.What)
	sep := ": "
	for _, f := range e.Faults {
		b.WriteString(sep)
		sep = "; "
		if f.Path != "" {
			b.WriteString(f.Path + ": ")
		}
		b.WriteString(f.Rule)
	}
	return b.String()
}

// MismatchError reports two analyses that must not be merged, or two results
// that must not be compared, because their figures do not mean the same. Find
// it with errors.As.
type MismatchError struct {
	// Field is what differs: "questionnaire", "version", "content", "boxes",
	// "topics", "kind": the scale of one item in two versions, or "questions":
	// those a section or the whole pools in two versions.
	Field string
	// Have belongs to the receiver, Got to the argument. Both are empty for
	// "content": one id and version with two sets of questions.
	Have, Got string
}

// Error names what differs.
func (e *MismatchError) Error() string {
	if e.Field == "content" {
		return "survey: the questionnaires share id and version but not their questions"
	}
	return "survey: " + e.Field + " " + strconv.Quote(e.Got) + " cannot be counted with " + strconv.Quote(e.Have)
}

// faults gathers broken rules under a path.
type faults struct {
	what string
	list []Fault
}

func (f *faults) add(path, rule string) {
	f.list = append(f.list, Fault{Path: path, Rule: rule})
}

// err is nil when no rule is broken.
func (f *faults) err() error {
	if len(f.list) == 0 {
		return nil
	}
	return &InvalidError{What: f.what, Faults: f.list}
}

// at gives the path of an element of a list.
func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// under gives the path of a field of something that has a path itself.
func under(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}
