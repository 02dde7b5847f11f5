package survey

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

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
	if !a.scale {
		return wrongKind(a.Kind)
	}
	if score < a.low || score > a.high {
		return fmt.Sprintf("must lie between %d and %d, not %d", a.low, a.high, score)
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
	if _, _, scale := k.scale(); scale {
		return fmt.Sprintf("a %s question is answered with a number", k)
	}
	if k == KindText {
		return "a text question is answered with a string"
	}
	return fmt.Sprintf("a %s question is answered with a list of options", k)
}
