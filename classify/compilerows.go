package classify

import "fmt"

// tables compiles every table and the routes into one step per dimension.
func (b *compiler) tables() {
	at := map[string]int{}
	for i := b.schema.fields; i < len(b.schema.slots); i++ {
		s := &b.schema.slots[i]
		at[s.name] = len(b.c.steps)
		st := step{dim: s.name, slot: i, other: -1}
		if s.axis != nil {
			if n, ok := s.index[s.axis.Other]; ok {
				st.other = n
			}
		}
		b.c.steps = append(b.c.steps, st)
	}
	for i := range b.rs.Tables {
		t := &b.rs.Tables[i]
		path := fmt.Sprintf("tables[%d]", i)
		n, ok := at[t.Sets]
		switch {
		case t.Sets == DimUnit:
			b.faults.add(path+".sets", RuleConflict, "the unit is found by the routes")
			continue
		case !ok:
			b.faults.miss(path+".sets", RuleUnknown, didYouMean(t.Sets, b.schema.names[b.schema.fields:]),
				"no dimension %q", clip(t.Sets))
			continue
		case t.Sets != DimFlags && len(b.c.steps[n].tables) > 0:
			b.faults.add(path+".sets", RuleDuplicate, "%q is set by table %q already", t.Sets, b.c.steps[n].tables[0].id)
		}
		st := &b.c.steps[n]
		st.tables = append(st.tables, b.table(path, t, st))
	}
	if r := b.rs.Routes; r != nil {
		b.c.steps[at[DimUnit]].tables = []*ruleTable{b.routes(r, at[DimUnit])}
	}
}

func (b *compiler) table(path string, t *Table, st *step) *ruleTable {
	out := &ruleTable{id: t.ID, path: path, dim: t.Sets, slot: st.slot, hit: t.Hit, accepted: t.Accepted}
	for i := range t.Rows {
		r := &t.Rows[i]
		rowPath := fmt.Sprintf("%s.rows[%d]", path, i)
		when := b.conds.compile(rowPath+".when", r.When)
		then := b.outcome(rowPath+".then", st.slot, r.Then)
		b.reason(rowPath, t.Sets, r.Then, r.Reason)
		out.rows = append(out.rows, rule{
			id: r.ID, when: when, leaves: when.leaves(nil), then: then, reason: r.Reason,
			guarded: guarded(t.Sets, r.Then),
		})
	}
	switch {
	case t.Default != "" && t.Hit == HitCollect:
		b.faults.add(path+".default", RuleConflict, "a collecting table has no default")
	case t.Default != "":
		out.fallback, out.reason = true, t.DefaultReason
		out.def = b.outcome(path+".default", st.slot, t.Default)
		b.reason(path+".default", t.Sets, t.Default, t.DefaultReason)
	case st.other >= 0:
		out.fallback, out.def = true, st.other
	}
	return out
}

// guarded reports whether words alone must not set the outcome: text suggests, facts
// decide.
func guarded(dim, code string) bool {
	return dim == DimSeverity && (code == Major.String() || code == Urgent.String()) ||
		dim == DimValidity && code == Invalid
}

func (b *compiler) outcome(path string, slot int, code string) int64 {
	s := &b.schema.slots[slot]
	n, ok := s.index[code]
	if !ok {
		b.conds.unknownCode(path, code, s)
	}
	return n
}

// reason holds that invalid outcomes, and no others, carry a declared reason.
func (b *compiler) reason(path, dim, code, reason string) {
	invalid := dim == DimValidity && code == Invalid
	known := codesOf(b.rs.InvalidReasons)
	switch {
	case !invalid && reason != "":
		b.faults.add(path+".reason", RuleConflict, "only an invalid outcome has a reason")
	case invalid && !contains(known, reason):
		b.faults.miss(path+".reason", RuleUnknownCode, didYouMean(reason, known),
			"an invalid outcome needs one of the declared reasons, got %q", clip(reason))
	}
}

func (b *compiler) routes(r *Routes, at int) *ruleTable {
	st := &b.c.steps[at]
	out := &ruleTable{id: "routes", path: "routes", dim: DimUnit, slot: st.slot, hit: HitFirst, fallback: true}
	for i := range r.Rows {
		out.rows = append(out.rows, b.route(fmt.Sprintf("routes.rows[%d]", i), st.slot, &r.Rows[i]))
	}
	// The default is a last row that matches always, so that it has advisers too.
	last := b.route("routes.default", st.slot, &r.Default)
	if !r.Default.When.IsAlways() {
		b.faults.add("routes.default.when", RuleConflict, "the default applies always")
	}
	out.rows = append(out.rows, last)
	out.def = last.then
	b.c.routes = out
	b.avoidances(r, st.slot)
	return out
}

func (b *compiler) route(path string, slot int, r *Route) rule {
	when := b.conds.compile(path+".when", r.When)
	out := rule{id: r.ID, when: when, leaves: when.leaves(nil), then: b.outcome(path+".unit", slot, r.Unit)}
	for i, a := range r.Advisers {
		out.advisers = append(out.advisers, b.outcome(fmt.Sprintf("%s.advisers[%d]", path, i), slot, a))
	}
	return out
}

func (b *compiler) avoidances(r *Routes, slot int) {
	names := false
	for i := range r.Avoid {
		a := &r.Avoid[i]
		path := fmt.Sprintf("routes.avoid[%d]", i)
		rule := avoidRule{when: b.conds.compile(path+".when", a.When), unit: -1, rule: a}
		if a.Unit != "" {
			names = true
			rule.unit = b.avoidField(path+".unit", a.Unit)
		}
		if a.Person != "" {
			b.avoidField(path+".person", a.Person)
		}
		if a.Unit == "" && a.Person == "" {
			b.faults.add(path, RuleRequired, "unit or person expected")
		}
		b.c.avoid = append(b.c.avoid, rule)
	}
	if names && r.Instead == r.Default.Unit {
		b.faults.add("routes.instead", RuleConflict, "a unit other than the default's is expected: it takes what is about the default's")
	}
	if r.Instead != "" || names {
		b.c.instead = b.outcome("routes.instead", slot, r.Instead)
	}
}

func (b *compiler) avoidField(path, name string) int {
	at, ok := b.schema.byName[name]
	if !ok || at >= b.schema.fields || b.schema.slots[at].typ != TypeCode {
		b.faults.miss(path, RuleUnknown, didYouMean(name, b.schema.names[:b.schema.fields]),
			"no code field %q", clip(name))
		return -1
	}
	return at
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
