package classify

import "fmt"

// Severity is the grade of a complaint (投诉分级). Grades are ordered and may be
// compared with < and >. The zero value means that nobody has rated the case yet.
//
// Three grades come from the hotel rules (R11); the fourth, Urgent, stands above
// Major in the service industry flow (R20).
type Severity uint8

// The grades, from the lowest to the highest.
const (
	Unrated  Severity = iota // 未定级: not rated yet
	Minor                    // 轻微: a shortcoming of small effect
	Ordinary                 // 一般: an error that causes dissatisfaction
	Major                    // 重大: a serious error, loss or lasting harm, actual or possible
	Urgent                   // 紧急: must be acted on before anything else
)

var severityCodes = [...]string{"unrated", "minor", "ordinary", "major", "urgent"}

var severityLabels = [...]Label{
	{ZH: "未定级", EN: "Unrated"},
	{ZH: "轻微", EN: "Minor"},
	{ZH: "一般", EN: "Ordinary"},
	{ZH: "重大", EN: "Major"},
	{ZH: "紧急", EN: "Urgent"},
}

// ParseSeverity reads one of the codes unrated, minor, ordinary, major, urgent.
// Anything else is an [*InvalidError] that names the closest code.
func ParseSeverity(code string) (Severity, error) {
	for i, c := range severityCodes {
		if c == code {
			return Severity(i), nil
		}
	}
	return Unrated, invalid("severity", Fault{
		Path: "severity", Rule: RuleUnknownCode,
		Message: fmt.Sprintf("unknown severity %q", clip(code)),
		Hint:    didYouMean(code, severityCodes[:]),
	})
}

// Known reports whether s is one of the five declared values.
func (s Severity) Known() bool { return int(s) < len(severityCodes) }

// String returns the code of s, or "severity(n)" for a value outside the range.
func (s Severity) String() string {
	if !s.Known() {
		return fmt.Sprintf("severity(%d)", uint8(s))
	}
	return severityCodes[s]
}

// Label returns the names shown to people, empty for a value outside the range.
func (s Severity) Label() Label {
	if !s.Known() {
		return Label{}
	}
	return severityLabels[s]
}

// MarshalText writes the code. A value outside the range is an [*InvalidError].
func (s Severity) MarshalText() ([]byte, error) {
	if !s.Known() {
		return nil, invalid("severity", Fault{
			Path: "severity", Rule: RuleRange, Message: s.String() + " is not a severity",
		})
	}
	return []byte(severityCodes[s]), nil
}

// UnmarshalText reads a code as [ParseSeverity] does.
func (s *Severity) UnmarshalText(text []byte) error {
	v, err := ParseSeverity(string(text))
	if err != nil {
		return err
	}
	*s = v
	return nil
}
