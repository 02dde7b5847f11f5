package survey

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

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
