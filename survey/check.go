package survey

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Check says whether a response fits the questionnaire: right id and version,
// at least one answer, each to a question there is and of its kind. Answers may
// be missing. All faults come in one [*InvalidError], the faults of the
// questionnaire itself first.
func (q Questionnaire) Check(r Response) error {
	f, err := compile(q)
	if err != nil {
		return err
	}
	return f.read(r, make([]slot, len(f.questions)))
}

// BadRatings lists the ids of the questions answered with a bad rating (差评):
// 1 or 2 on the five-level scale, whatever box set the analysis uses. A person
// with any is called back (差评回访), which the host opens or reopens a case
// for. The response must pass [Questionnaire.Check]; what does not is ignored.
func (q Questionnaire) BadRatings(r Response) []string {
	var bad []string
	for _, s := range q.Sections {
		for _, question := range s.Questions {
			score, ok := r.Answers[question.ID].(Score)
			if ok && question.Kind == KindScale5 && score >= 1 && score <= worstBoxes {
				bad = append(bad, question.ID)
			}
		}
	}
	return bad
}

// slot is one answer as read.
type slot struct {
	state   state
	score   int
	choices []int // indexes of options; reused
}

type state uint8

const (
	missing state = iota
	notApplicable
	answered
)

// read checks a response and fills one slot per question. After an error the
// slots mean nothing.
func (f *form) read(r Response, slots []slot) error {
	bad := faults{what: "response"}
	if r.Questionnaire != f.questionnaire.ID {
		bad.add("questionnaire", fmt.Sprintf("must be %q, not %q", f.questionnaire.ID, r.Questionnaire))
	}
	if r.Version != f.questionnaire.Version {
		bad.add("version", fmt.Sprintf("must be %d, not %d", f.questionnaire.Version, r.Version))
	}
	checkGroups(&bad, r.Groups)
	if len(r.Answers) == 0 {
		bad.add("answers", "must not be empty: who answers nothing has not responded")
	}
	known := 0
	for i := range f.questions {
		value, given := r.Answers[f.questions[i].ID]
		slots[i].state = missing
		if !given {
			continue
		}
		known++
		if rule := f.questions[i].read(value, &slots[i]); rule != "" {
			bad.add(under("answers", f.questions[i].ID), rule)
		}
	}
	if known < len(r.Answers) {
		f.unknown(&bad, r.Answers)
	}
	return bad.err()
}

// unknown reports the answers to questions that are not asked.
func (f *form) unknown(bad *faults, answers Answers) {
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		if !slices.ContainsFunc(f.questions, func(a asked) bool { return a.ID == id }) {
			bad.add(under("answers", id), "is not a question of this questionnaire")
		}
	}
}

// checkGroups checks dimensions and values of groups.
func checkGroups(bad *faults, groups map[string]string) {
	good := true
	for dimension, value := range groups {
		good = good && goodName(dimension) && goodName(value)
	}
	if good {
		return
	}
	for _, dimension := range slices.Sorted(maps.Keys(groups)) {
		if !goodName(dimension) || !goodName(groups[dimension]) {
			bad.add(under("groups", dimension), fmt.Sprintf("dimension and value must be text of 1 to %d bytes, not blank", maxName))
		}
	}
}

// maxName is the longest name of a group, in bytes: names are kept in memory.
const maxName = 200

func goodName(s string) bool {
	return s != "" && len(s) <= maxName && utf8.ValidString(s) && strings.TrimSpace(s) != ""
}

// read fills a slot from a value, or says which rule the value breaks.
func (a *asked) read(value Value, into *slot) (rule string) {
	into.state = answered
	switch v := value.(type) {
	case NotApplicable:
		into.state = notApplicable
		if !a.AllowNA {
			return "does not offer not applicable"
		}
		return ""
	case Score:
		into.score = int(v)
		return a.scoreRule(int(v))
	case Choices:
		return a.choose(v, into)
	case Text:
		return a.textRule(string(v))
	}
	return "must be a Score, Choices, Text or NotApplicable value"
}

func (a *asked) scoreRule(score int) string {
	low, high := 1, 5
	switch a.Kind {
	case KindScale5:
	case KindScale10:
		low, high = 0, 10
	default:
		return wrongKind(a.Kind)
	}
	if score < low || score > high {
		return fmt.Sprintf("must lie between %d and %d, not %d", low, high, score)
	}
	return ""
}

func (a *asked) choose(ids Choices, into *slot) string {
	if !a.Kind.hasOptions() {
		return wrongKind(a.Kind)
	}
	if a.Kind == KindSingle && len(ids) != 1 {
		return "must be exactly one choice"
	}
	if len(ids) == 0 {
		return "must be one choice or more: leave out what was not answered"
	}
	into.choices = into.choices[:0]
	for _, id := range ids {
		i, ok := a.options[id]
		if !ok {
			return fmt.Sprintf("%q is not an option", id)
		}
		if slices.Contains(into.choices, i) {
			return fmt.Sprintf("%q is chosen twice", id)
		}
		into.choices = append(into.choices, i)
	}
	return ""
}

func (a *asked) textRule(s string) string {
	switch {
	case a.Kind != KindText:
		return wrongKind(a.Kind)
	case !utf8.ValidString(s):
		return "must be valid UTF-8"
	case strings.TrimSpace(s) == "":
		return "must not be blank: leave out what was not answered"
	case utf8.RuneCountInString(s) > MaxText:
		return fmt.Sprintf("must have at most %d characters", MaxText)
	}
	return ""
}

// wrongKind names the value that fits a kind of question.
func wrongKind(k Kind) string {
	switch k {
	case KindScale5, KindScale10:
		return fmt.Sprintf("a %s question is answered with a number", k)
	case KindText:
		return "a text question is answered with a string"
	}
	return fmt.Sprintf("a %s question is answered with a list of options", k)
}
