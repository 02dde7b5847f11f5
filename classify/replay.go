package classify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Replay decides d again from its sealed part and its overrides and returns the result.
// It fails with [ErrSealed] when d has no sealed part, [ErrOtherRuleSet] when another
// rule set made it, and [ErrDiffers] when the public JSON of the result is not the same
// bytes: then something outside the rules was changed.
func (c *Classifier) Replay(d Decision) (Decision, error) {
	sealed, ok := d.Sealed()
	if !ok {
		return Decision{}, ErrSealed
	}
	if d.RuleSet != c.ref {
		return Decision{}, fmt.Errorf("%w: %s %s", ErrOtherRuleSet, d.RuleSet.ID, d.RuleSet.Version)
	}
	again, err := c.DecideWith(sealed.Facts, d.Overrides)
	if err != nil {
		return Decision{}, err
	}
	was, err := json.Marshal(d)
	if err != nil {
		return Decision{}, asInvalid("decision", err)
	}
	is, err := json.Marshal(again)
	if err != nil {
		return Decision{}, asInvalid("decision", err)
	}
	if !bytes.Equal(was, is) {
		return again, ErrDiffers
	}
	return again, nil
}

// Change is a dimension of a past case that two rule sets decide differently.
type Change struct {
	Case      string `json:"case"`
	Dimension string `json:"dimension"`
	Old       string `json:"old"`
	New       string `json:"new"`
}

// Diff decides every case, an id and its facts, under both rule sets and lists what
// changes, in the order of the cases. Facts that a rule set does not declare are left
// out for it. A case that one of them refuses is an error naming the case.
func Diff(before, after *Classifier, cases iter.Seq2[string, Facts]) ([]Change, error) {
	var out []Change
	for id, facts := range cases {
		old, err := before.Decide(facts.Only(before.HasField))
		if err != nil {
			return nil, fmt.Errorf("case %s, rule set %s %s: %w", clip(id), before.ref.ID, before.ref.Version, err)
		}
		now, err := after.Decide(facts.Only(after.HasField))
		if err != nil {
			return nil, fmt.Errorf("case %s, rule set %s %s: %w", clip(id), after.ref.ID, after.ref.Version, err)
		}
		out = append(out, old.changes(id, now)...)
	}
	return out, nil
}

// changes lists the dimensions in which two decisions differ.
func (d Decision) changes(id string, now Decision) (out []Change) {
	add := func(dim, a, b string) {
		if a != b {
			out = append(out, Change{id, dim, a, b})
		}
	}
	add(DimKind, d.Kind, now.Kind)
	add(DimValidity, reasoned(d), reasoned(now))
	for _, axis := range axesOf(d, now) {
		add(CategoryDim(axis), d.Categories[axis], now.Categories[axis])
	}
	add(DimSeverity, d.Severity.String(), now.Severity.String())
	add(DimScope, d.Scope, now.Scope)
	add(DimNature, d.Nature, now.Nature)
	add(DimFlags, strings.Join(d.Flags, ","), strings.Join(now.Flags, ","))
	add(DimUnit, d.Unit, now.Unit)
	add("advisers", strings.Join(d.Advisers, ","), strings.Join(now.Advisers, ","))
	return out
}

func reasoned(d Decision) string {
	if d.ValidityReason == "" {
		return d.Validity
	}
	return d.Validity + ": " + d.ValidityReason
}

func axesOf(a, b Decision) []string {
	var out []string
	for _, m := range []map[string]string{a.Categories, b.Categories} {
		for axis := range m {
			out = append(out, axis)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
