package classify

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Change is a dimension of a past case that two rule sets decide differently.
type Change struct {
	Case      string `json:"case"`
	Dimension string `json:"dimension"` // or "advisers", or "avoid": the fields whose holders keep away
	Old       string `json:"old"`
	New       string `json:"new"`
}

// Comparison is a run of past cases through two rule sets (新旧规则对比): what would the new
// one decide differently? The zero value of everything but the classifiers is fine.
type Comparison struct {
	Before, After *Classifier
	// Progress is told how many cases are done and how many of them change, after every
	// Every cases and at the end. It runs on the caller's goroutine. Defaults to nobody.
	Progress func(done, changed int)
	Every    int // Defaults to 1000.
}

// Diff is a [Comparison] of two rule sets without progress.
func Diff(before, after *Classifier, cases iter.Seq2[string, Facts]) ([]Change, error) {
	var out []Change
	err := Comparison{Before: before, After: after}.Run(context.Background(), cases, func(c Change) error {
		out = append(out, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Run decides every case, an id and its facts, under both rule sets and hands out what
// changes, in the order of the cases and nothing kept. Facts that a rule set does not declare
// are left out for it. It ends with the first error: a case that one of them refuses, named;
// that of each; or that of the context, asked before every case.
func (x Comparison) Run(ctx context.Context, cases iter.Seq2[string, Facts], each func(Change) error) error {
	every := x.Every
	if every <= 0 {
		every = 1000
	}
	done, changed := 0, 0
	tell := func() {
		if x.Progress != nil {
			x.Progress(done, changed)
		}
	}
	for id, facts := range cases {
		if err := ctx.Err(); err != nil {
			return err
		}
		changes, err := x.compare(id, facts)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if err := each(c); err != nil {
				return err
			}
		}
		if done++; len(changes) > 0 {
			changed++
		}
		if done%every == 0 {
			tell()
		}
	}
	if done%every != 0 || done == 0 {
		tell()
	}
	return nil
}

func (x Comparison) compare(id string, facts Facts) ([]Change, error) {
	old, err := x.Before.decideCase(id, facts)
	if err != nil {
		return nil, err
	}
	now, err := x.After.decideCase(id, facts)
	if err != nil {
		return nil, err
	}
	return old.changes(id, now), nil
}

// decideCase decides with the facts the rule set declares, naming the case in an error.
func (c *Classifier) decideCase(id string, facts Facts) (Decision, error) {
	d, err := c.Decide(facts.Only(c.HasField))
	if err != nil {
		return Decision{}, fmt.Errorf("case %s, rule set %s %s: %w", clip(id), c.ref.ID, c.ref.Version, err)
	}
	return d, nil
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
	add("avoid", strings.Join(d.Avoid, ","), strings.Join(now.Avoid, ","))
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
