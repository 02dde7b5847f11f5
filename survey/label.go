package survey

import "strings"

// Lang is the language of a label or a printed table.
type Lang string

// The languages a questionnaire can be written in.
const (
	Chinese Lang = "zh" // simplified Chinese (简体中文)
	English Lang = "en"
	// Bilingual is for printing only: both languages where a label has both.
	Bilingual Lang = "zh+en"
)

// Label is a text shown to people, in Chinese, English or both.
type Label struct {
	ZH string `json:"zh,omitempty"`
	EN string `json:"en,omitempty"`
}

// In gives the label in the language asked for, and in the other one when it
// has no text in that language; [Bilingual] gives both, with a space between,
// once if they are the same. An unknown language reads as Chinese.
func (l Label) In(lang Lang) string {
	if lang == Bilingual && l.has(Chinese) && l.has(English) && l.ZH != l.EN {
		return l.ZH + " " + l.EN
	}
	first, second := l.ZH, l.EN
	if lang == English {
		first, second = second, first
	}
	if strings.TrimSpace(first) == "" {
		return second
	}
	return first
}

// lines gives the label as [Label.In] does, but a text in both languages in two
// lines.
func (l Label) lines(lang Lang) []string {
	if lang == Bilingual && l.has(Chinese) && l.has(English) && l.ZH != l.EN {
		return []string{l.ZH, l.EN}
	}
	if text := l.In(lang); text != "" {
		return []string{text}
	}
	return nil
}

// has reports whether the label has text in the language.
func (l Label) has(lang Lang) bool {
	if lang == English {
		return strings.TrimSpace(l.EN) != ""
	}
	return strings.TrimSpace(l.ZH) != ""
}
