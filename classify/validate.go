package classify

import (
	"fmt"
	"slices"
)

// Validate proves what can be proved of the rule set: overlaps, gaps, masked rows,
// duplicates, conflicts, unreachable outcomes, missing defaults, each with a concrete
// example, and runs its tests. An empty result means that it is sound; a table too
// large to prove says so. Findings come in the order of the rule set.
func (rs RuleSet) Validate() []Finding { return Options{}.Validate(rs) }

// Validate is [RuleSet.Validate] for rule sets that name functions of the host.
func (o Options) Validate(rs RuleSet) []Finding {
	b := o.build(&rs)
	if len(b.faults) > 0 {
		return faultFindings(FindingFault, b.faults)
	}
	var out []Finding
	for _, t := range b.tablesInOrder() {
		out = append(out, b.c.examine(t, true)...)
	}
	out = append(out, b.unreachable(out)...)
	b.runTests()
	return append(out, faultFindings(FindingTest, b.faults)...)
}

func faultFindings(code FindingCode, faults faultList) []Finding {
	var out []Finding
	for _, f := range faults {
		msg := f.Message
		if f.Hint != "" {
			msg += fmt.Sprintf(" (did you mean %q?)", f.Hint)
		}
		out = append(out, Finding{Code: code, Level: LevelError, Path: f.Path, Message: msg})
	}
	return out
}

// tablesInOrder lists the compiled tables as the rule set has them, the routes last.
func (b *compiler) tablesInOrder() (out []*ruleTable) {
	for _, st := range b.c.steps {
		out = append(out, st.tables...)
	}
	place := map[string]int{"routes": len(b.rs.Tables)}
	for i := range b.rs.Tables {
		place[b.rs.Tables[i].ID] = i
	}
	slices.SortStableFunc(out, func(x, y *ruleTable) int { return place[x.id] - place[y.id] })
	return out
}

// prove turns the findings that Compile must refuse into faults.
func (b *compiler) prove() {
	for _, t := range b.tablesInOrder() {
		b.proveTable(t)
	}
}

func (b *compiler) proveTable(t *ruleTable) {
	for _, f := range b.c.examine(t, false) {
		if f.Level != LevelError {
			continue
		}
		rule := RuleNoDefault
		if f.Code == FindingConflict {
			rule = RuleConflict
		}
		msg := f.Message
		if f.Example.Len() > 0 {
			example, _ := f.Example.MarshalJSON()
			msg += ": " + string(example)
		}
		b.faults.add(f.Path, rule, "%s", msg)
	}
}

// unreachable lists declared outcomes that no row, default or route gives, looking
// past rows that never decide.
func (b *compiler) unreachable(found []Finding) (out []Finding) {
	given := map[string]map[string]bool{}
	for _, t := range b.tablesInOrder() {
		codes := given[t.dim]
		if codes == nil {
			codes = map[string]bool{}
			given[t.dim] = codes
		}
		b.givenBy(t, deadRows(t, found), codes, given)
	}
	lists := []struct {
		dim, path string
		codes     []Code
	}{
		{DimKind, "kinds", b.rs.Kinds},
		{"reason", "invalid_reasons", b.rs.InvalidReasons},
		{DimNature, "natures", b.rs.Natures},
		{DimScope, "scopes", b.rs.Scopes},
		{DimFlags, "flags", b.rs.Flags},
		{DimUnit, "units", b.rs.Units},
	}
	for _, l := range lists {
		if given[l.dim] == nil {
			continue // nothing sets it: by hand only
		}
		for i, c := range l.codes {
			if !given[l.dim][c.Code] {
				out = append(out, Finding{
					Code: FindingUnreachable, Level: LevelNote, Path: fmt.Sprintf("%s[%d]", l.path, i),
					Message: fmt.Sprintf("no rule gives %q; it can only be set by hand", c.Code),
				})
			}
		}
	}
	return out
}

// givenBy adds the outcomes of a table's live rows.
func (b *compiler) givenBy(t *ruleTable, dead map[string]bool, codes map[string]bool, given map[string]map[string]bool) {
	names := b.schema.slots[t.slot].codes
	reason := func(r string) {
		if t.dim == DimValidity {
			if given["reason"] == nil {
				given["reason"] = map[string]bool{}
			}
			given["reason"][r] = true
		}
	}
	for i := range t.rows {
		if r := &t.rows[i]; !dead[r.id] {
			codes[names[r.then]] = true
			reason(r.reason)
			for _, a := range r.advisers {
				codes[names[a]] = true
			}
		}
	}
	if t.fallback {
		codes[names[t.def]] = true
		reason(t.reason)
	}
	if t == b.c.routes && b.rs.Routes.Instead != "" {
		codes[b.rs.Routes.Instead] = true
	}
}

// deadRows are the rows of a table that were found never to decide.
func deadRows(t *ruleTable, found []Finding) map[string]bool {
	dead := map[string]bool{}
	for _, f := range found {
		if len(f.Rows) == 0 || f.Path[:min(len(f.Path), len(t.path)+1)] != t.path+"." {
			continue
		}
		if f.Code == FindingMasked || f.Code == FindingNever {
			dead[f.Rows[len(f.Rows)-1]] = true
		}
	}
	return dead
}
