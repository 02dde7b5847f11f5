package survey

import (
	"fmt"
	"strings"
)

// source says what a figure was measured with.
type source struct {
	questionnaire string
	version       int
	boxes         BoxSet
	parts         string
}

// source says what a measure of an item was measured with.
func (r Result) source(item string, m Measure) source {
	return source{r.Questionnaire, r.Version, r.Boxes, r.Total.parts(item, m)}
}

// against refuses to hold a figure against one from another source: another
// questionnaire or box set, or a version that pools other questions.
func (s source) against(o source) error {
	switch {
	case s.questionnaire != o.questionnaire:
		return &MismatchError{Field: "questionnaire", Have: s.questionnaire, Got: o.questionnaire}
	case s.boxes != o.boxes:
		return &MismatchError{Field: "boxes", Have: string(s.boxes), Got: string(o.boxes)}
	case s.version != o.version && s.parts != o.parts:
		return &MismatchError{Field: "questions", Have: s.parts, Got: o.parts}
	}
	return nil
}

// parts names the questions a section or the whole pools, and for an index how
// they weigh; nothing for a question, which is itself in every version.
func (b Breakdown) parts(item string, m Measure) string {
	var list []string
	for _, s := range b.Sections {
		var inner []string
		for _, q := range s.Questions {
			switch {
			case m == MeasureIndex && q.Kind.weighs():
				inner = append(inner, fmt.Sprintf("%s*%d", q.ID, q.Weight))
			case m != MeasureIndex && q.Kind == KindScale5:
				inner = append(inner, q.ID)
			}
		}
		switch {
		case item == s.ID:
			return strings.Join(inner, " ")
		case item == "" && m == MeasureIndex && len(inner) > 0:
			list = append(list, fmt.Sprintf("%s*%d(%s)", s.ID, s.Weight, strings.Join(inner, " ")))
		case item == "":
			list = append(list, inner...)
		}
	}
	return strings.Join(list, " ")
}
