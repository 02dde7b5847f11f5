package classify

import "time"

// Decision is what a rule set says about one case, with its explanation. Its JSON
// form is public: it holds codes, numbers and offsets, never text of the complainant
// and never values of personal or open fields. Those are in [Decision.Sealed].
//
// A Decision is a value; methods return new ones and never change it.
type Decision struct {
	RuleSet        Ref               `json:"rule_set"`
	Kind           string            `json:"kind,omitempty"`
	Categories     map[string]string `json:"categories,omitempty"` // axis id → leaf
	Severity       Severity          `json:"severity"`
	Validity       string            `json:"validity,omitempty"`        // valid, invalid, or undecided
	ValidityReason string            `json:"validity_reason,omitempty"` // set when invalid
	Nature         string            `json:"nature,omitempty"`
	Scope          string            `json:"scope,omitempty"`
	Unit           string            `json:"unit,omitempty"`     // responsible unit
	Advisers       []string          `json:"advisers,omitempty"` // units asked for advice
	// Avoid lists the fields, not the values, whose unit or person must not handle
	// the case (回避).
	Avoid []string `json:"avoid,omitempty"`
	Flags []string `json:"flags,omitempty"` // in the order declared; FlagConfirm last
	// Confirm lists what words alone suggest and a person should confirm.
	Confirm   []Suggestion `json:"confirm,omitempty"`
	Because   []Reason     `json:"because,omitempty"`   // in the order decided
	Overrides []Override   `json:"overrides,omitempty"` // append-only, oldest first

	sealed *Sealed
}

// Sealed is the private part of a [Decision]: what it was decided from. Keep it
// with the personal data of the case.
type Sealed struct {
	Facts Facts  `json:"facts"`
	Words []Word `json:"words,omitempty"`
}

// Word is the text behind a [Span].
type Word struct {
	Span
	Text string `json:"text"`
}

// Sealed returns the private part, and whether the decision still has it: a decision
// read back from JSON has none until [Decision.Unseal].
func (d Decision) Sealed() (Sealed, bool) {
	if d.sealed == nil {
		return Sealed{}, false
	}
	return *d.sealed, true
}

// Unseal returns the decision with its private part attached again.
func (d Decision) Unseal(s Sealed) Decision {
	d.sealed = &s
	return d
}

// Outcome returns the code of a single-valued dimension, such as [DimSeverity] or
// category.content, or "" when it is undecided or unknown.
func (d Decision) Outcome(dim string) string {
	switch dim {
	case DimKind:
		return d.Kind
	case DimValidity:
		return d.Validity
	case DimSeverity:
		if d.Severity == Unrated {
			return ""
		}
		return d.Severity.String()
	case DimNature:
		return d.Nature
	case DimScope:
		return d.Scope
	case DimUnit:
		return d.Unit
	}
	if len(dim) > len(DimCategory) && dim[:len(DimCategory)] == DimCategory {
		return d.Categories[dim[len(DimCategory):]]
	}
	return ""
}

// Reason explains one dimension of a decision.
type Reason struct {
	Dimension string `json:"dimension"`
	Outcome   string `json:"outcome"`
	Table     string `json:"table,omitempty"` // "routes" for the unit, empty for an override
	Row       string `json:"row,omitempty"`   // empty when the default applied
	Default   bool   `json:"default,omitempty"`
	Override  bool   `json:"override,omitempty"` // a person set it, see Overrides
	// TextOnly marks an outcome that rests on words in the text and on nothing else.
	TextOnly bool `json:"text_only,omitempty"`
	// Checked are the comparisons of the row, with what they saw.
	Checked []Checked `json:"checked,omitempty"`
	Spans   []Span    `json:"spans,omitempty"` // where the words stand
	// RunnerUp is the next row that would have decided, when it says otherwise.
	RunnerUp *RunnerUp `json:"runner_up,omitempty"`
	// Passed lists routes that matched and were passed over by avoidance.
	Passed []string `json:"passed,omitempty"`
}

// Checked is one comparison and what it saw.
type Checked struct {
	Cond string `json:"cond"` // as [Cond.String] writes it
	// Saw is the actual value: a code, a number, an amount in minor units, true,
	// false, tags joined by commas; empty when not known or sealed.
	Saw    string `json:"saw,omitempty"`
	Sealed bool   `json:"sealed,omitempty"` // there is a value, and it is private
	Held   bool   `json:"held"`
}

// Span says where a keyword stands in a text field: the half-open range of bytes
// [Start, End) of its UTF-8 form as given.
type Span struct {
	Field   string `json:"field"`
	Keyword string `json:"keyword"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Negated bool   `json:"negated,omitempty"`
}

// RunnerUp is the row that came second.
type RunnerUp struct {
	Row     string `json:"row"` // empty for the default
	Outcome string `json:"outcome"`
}

// Suggestion is an outcome that words alone suggest: it is not in force.
type Suggestion struct {
	Dimension string `json:"dimension"`
	Outcome   string `json:"outcome"`
	Table     string `json:"table"`
	Row       string `json:"row"`
	Spans     []Span `json:"spans,omitempty"`
}

// Override sets a dimension by hand (人工改判), or releases it. The last override of a
// dimension counts and wins over every automatic run until it is released.
type Override struct {
	Dimension string `json:"dimension"` // any single-valued dimension
	Outcome   string `json:"outcome,omitempty"`
	// ValidityReason is required when validity is set to invalid.
	ValidityReason string `json:"validity_reason,omitempty"`
	Release        bool   `json:"release,omitempty"` // back to the rules
	// Why is required. It is public: name the ground, not the complainant.
	Why string    `json:"why"`
	By  string    `json:"by,omitempty"` // id of whoever decided
	At  time.Time `json:"at,omitzero"`  // given by the caller
}
