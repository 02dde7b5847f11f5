package classify

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// RuleSet is everything that decides what a complaint is, as data. Build it in Go or
// read it with [ParseRuleSet]; check it with Validate; use it through [Compile].
// Treat it as immutable once it is compiled.
//
// The JSON form is the struct as tagged, decoded strictly: an unknown or repeated
// member is an error that names its path.
type RuleSet struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Label   Label  `json:"label,omitzero"`
	// EffectiveFrom and EffectiveUntil are dates, 2026-04-15, both included; either
	// may be empty. They are dates in the zone of the time given to InForce.
	EffectiveFrom  string `json:"effective_from,omitempty"`
	EffectiveUntil string `json:"effective_until,omitempty"`

	Fields []Field `json:"fields,omitempty"` // the schema of the facts

	Kinds          []Code `json:"kinds,omitempty"`           // outcomes of kind
	InvalidReasons []Code `json:"invalid_reasons,omitempty"` // why a complaint may be invalid (无效原因)
	Natures        []Code `json:"natures,omitempty"`
	Scopes         []Code `json:"scopes,omitempty"`
	Flags          []Code `json:"flags,omitempty"`
	Units          []Code `json:"units,omitempty"` // outcomes of the routes
	Axes           []Axis `json:"axes,omitempty"`

	// What decides: the words looked for, the tables, where a case goes, and when
	// one is a repeat, part of a batch, or like others.
	Lexicon Lexicon      `json:"lexicon,omitzero"`
	Tables  []Table      `json:"tables,omitempty"`
	Routes  *Routes      `json:"routes,omitempty"` // nil: no unit is decided
	Repeat  *RepeatRule  `json:"repeat,omitempty"`
	Batch   *BatchRule   `json:"batch,omitempty"`
	Similar *SimilarRule `json:"similar,omitempty"`
	Tests   []Test       `json:"tests,omitempty"` // run by Compile and Validate
}

// Test is a case a rule set must decide in a given way. Compile refuses a rule set
// one of whose tests fails.
type Test struct {
	Name  string `json:"name"`
	Facts Facts  `json:"facts,omitzero"`
	Want  Want   `json:"want"`
}

// Want is what a [Test] expects; what is left empty is not looked at.
type Want struct {
	Kind       string            `json:"kind,omitempty"`
	Categories map[string]string `json:"categories,omitempty"`
	Severity   *Severity         `json:"severity,omitempty"`
	Validity   string            `json:"validity,omitempty"`
	Reason     string            `json:"reason,omitempty"`
	Nature     string            `json:"nature,omitempty"`
	Scope      string            `json:"scope,omitempty"`
	Unit       string            `json:"unit,omitempty"`
	Flags      []string          `json:"flags,omitempty"`    // all of these are raised
	NoFlags    []string          `json:"no_flags,omitempty"` // none of these is
}

// ParseRuleSet reads the JSON form. It checks the form only, every fault at once
// with its path; Compile and Validate check the meaning.
func ParseRuleSet(data []byte) (RuleSet, error) {
	var rs RuleSet
	if err := decodeStrict("rule set", data, &rs); err != nil {
		return RuleSet{}, err
	}
	return rs, nil
}

// Ref identifies a rule set.
type Ref struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Hash    string `json:"hash"` // "sha256:" and 64 hex digits over the JSON form
}

// Ref returns the identity of the rule set. The hash covers everything that is
// written to JSON; functions of the host are covered by name only.
func (rs RuleSet) Ref() (Ref, error) {
	data, err := json.Marshal(rs)
	if err != nil {
		return Ref{}, asInvalid("rule set", err)
	}
	sum := sha256.Sum256(data)
	return Ref{rs.ID, rs.Version, "sha256:" + hex.EncodeToString(sum[:])}, nil
}

// InForce reports whether the date of t, in its own zone, lies within the effective
// dates. A malformed date never matches; Compile refuses it.
func (rs RuleSet) InForce(t time.Time) bool {
	day := t.Format(time.DateOnly)
	return (rs.EffectiveFrom == "" || validDate(rs.EffectiveFrom) && rs.EffectiveFrom <= day) &&
		(rs.EffectiveUntil == "" || validDate(rs.EffectiveUntil) && day <= rs.EffectiveUntil)
}

func validDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
