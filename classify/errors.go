package classify

import (
	"errors"
	"fmt"
	"strings"
)

// Sentinel errors for errors.Is.
var (
	// ErrInvalid is wrapped by every [*InvalidError].
	ErrInvalid = errors.New("classify: invalid input")
	// ErrSealed means that the decision came without its sealed part, which the
	// operation needs; see [Decision.Unseal].
	ErrSealed = errors.New("classify: the sealed part is missing")
	// ErrOtherRuleSet means that the decision was made by another rule set, or by
	// another version of it.
	ErrOtherRuleSet = errors.New("classify: decision made by another rule set")
	// ErrDiffers means that a replay gave another decision.
	ErrDiffers = errors.New("classify: replay differs")
)

// Rule names what a [Fault] breaks, for machines.
type Rule string

// The rules a fault may break.
const (
	RuleSyntax      Rule = "syntax"       // not well-formed JSON, or not readable as the type
	RuleUnknownKey  Rule = "unknown-key"  // a JSON member nobody knows
	RuleType        Rule = "type"         // a value of the wrong type
	RuleRequired    Rule = "required"     // a value is missing
	RuleRange       Rule = "range"        // a value outside its limits
	RuleFormat      Rule = "format"       // a malformed identifier, date or window
	RuleUnknown     Rule = "unknown"      // a reference to something not declared
	RuleUnknownCode Rule = "unknown-code" // a code outside its closed list
	RuleDuplicate   Rule = "duplicate"    // declared twice
	RuleCycle       Rule = "cycle"        // dimensions that read each other
	RuleConflict    Rule = "conflict"     // two answers where one is allowed
	RuleNoDefault   Rule = "no-default"   // inputs left without an answer
	RuleTest        Rule = "test"         // an embedded test case fails
)

// Fault is one thing wrong with an input.
type Fault struct {
	Path    string // where, such as tables[0].rows[2].when.all[1].field
	Rule    Rule   // what is broken, for machines
	Message string // what is broken, for people
	Hint    string // a near miss that may have been meant, or empty
}

// String formats the fault on one line.
func (f Fault) String() string {
	s := f.Message
	if f.Path != "" {
		s = f.Path + ": " + s
	}
	if f.Hint != "" {
		s += fmt.Sprintf(" (did you mean %q?)", f.Hint)
	}
	return s
}

// InvalidError lists everything wrong with an input, all faults at once.
// It unwraps to [ErrInvalid].
type InvalidError struct {
	Subject string  // what was refused: "rule set", "facts", "script" …
	Faults  []Fault // never empty, in the order of the input
}

// Error lists the faults, separated by semicolons.
func (e *InvalidError) Error() string {
	parts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		parts[i] = f.String()
	}
	return "classify: invalid " + e.Subject + ": " + strings.Join(parts, "; ")
}

// Unwrap returns [ErrInvalid].
func (e *InvalidError) Unwrap() error { return ErrInvalid }

func invalid(subject string, faults ...Fault) error {
	return &InvalidError{Subject: subject, Faults: faults}
}

// faultList gathers faults while a configuration value is checked.
type faultList []Fault

func (l *faultList) add(path string, rule Rule, format string, args ...any) {
	*l = append(*l, Fault{Path: path, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

func (l *faultList) miss(path string, rule Rule, hint, format string, args ...any) {
	*l = append(*l, Fault{Path: path, Rule: rule, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (l faultList) err(subject string) error {
	if len(l) == 0 {
		return nil
	}
	return invalid(subject, l...)
}
