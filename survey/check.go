package survey

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Check says whether a response fits the questionnaire: right id and version,
// at least one answer, each to a question there is, that is asked after the
// answers before it, and of its kind. Answers may be missing, except to required
// questions in a finished response. All faults come in one [*InvalidError], the
// faults of the questionnaire itself first.
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
	notAsked
	notApplicable
	answered
	unreadable // the response is at fault and will be refused
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
		if given {
			known++
		}
		if rule := f.questions[i].fill(value, given, r.Partial, slots, i); rule != "" {
			bad.add(under("answers", f.questions[i].ID), rule)
		}
	}
	if known < len(r.Answers) {
		f.unknown(&bad, r.Answers)
	}
	return bad.err()
}

// fill fills the question's slot, the i-th, from what was given, if anything.
func (a *asked) fill(value Value, given, partial bool, slots []slot, i int) (rule string) {
	into := &slots[i]
	into.state = missing
	asked, sure := a.askedOf(slots)
	switch {
	case !sure: // an answer it hangs on is at fault: that fault is enough
		if given {
			rule = a.read(value, into)
		}
		into.state = unreadable
	case !asked && given:
		into.state, rule = notAsked, "is not asked after these answers"
	case !asked:
		into.state = notAsked
	case given:
		if rule = a.read(value, into); rule != "" {
			into.state = unreadable
		}
	case a.Required && !partial:
		rule = "must be answered"
	}
	return rule
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
