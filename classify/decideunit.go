package classify

import "slices"

// unit finds the responsible unit and its advisers, passing over what avoidance rules
// out.
func (r *run) unit(st *step) {
	t := r.c.routes
	if t == nil {
		return
	}
	out := r.avoided()
	m := t.decide(r.f, func(row int) bool { return slices.Contains(out, t.rows[row].then) })
	n := r.c.instead
	if m.row >= 0 {
		n = t.rows[m.row].then
		r.advisers(t.rows[m.row].advisers, append(out, n))
	}
	r.explain(t, m, n)
	why := &r.d.Because[len(r.d.Because)-1]
	for _, row := range m.passed {
		why.Passed = append(why.Passed, t.rows[row].id)
	}
	if why.RunnerUp != nil && m.runnerUp < 0 {
		why.RunnerUp = r.instead(n)
	}
	r.set(st, n, "", m.rests)
}

// instead is who comes second where avoidance rules out the default's unit too.
func (r *run) instead(n int64) *RunnerUp {
	if n == r.c.instead {
		return nil
	}
	return &RunnerUp{Outcome: r.c.schema.slots[r.c.routes.slot].codes[r.c.instead]}
}

// avoided lists the units that must not have the case and notes the fields whose
// holders must not handle it.
func (r *run) avoided() (units []int64) {
	unitSlot := r.c.schema.byName[DimUnit]
	note := func(field string) {
		if field != "" && !slices.Contains(r.d.Avoid, field) {
			r.d.Avoid = append(r.d.Avoid, field)
		}
	}
	for i := range r.c.avoid {
		a := &r.c.avoid[i]
		if !a.when.holds(r.f) {
			continue
		}
		note(a.rule.Unit)
		note(a.rule.Person)
		if a.unit < 0 || !r.f.cells[a.unit].known {
			continue
		}
		if n, ok := r.c.schema.slots[unitSlot].index[r.f.cells[a.unit].str]; ok {
			units = append(units, n)
		}
	}
	return units
}

func (r *run) advisers(list, without []int64) {
	codes := r.c.schema.slots[r.c.routes.slot].codes
	for _, n := range list {
		if !slices.Contains(without, n) && !slices.Contains(r.d.Advisers, codes[n]) {
			r.d.Advisers = append(r.d.Advisers, codes[n])
		}
	}
}
