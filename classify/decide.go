package classify

import (
	"fmt"
	"slices"
)

// Decide classifies one case. Facts that are missing are fine; unknown facts, wrong
// types and codes outside closed lists are an [*InvalidError], all faults at once.
func (c *Classifier) Decide(f Facts) (Decision, error) { return c.DecideWith(f, nil) }

// DecideWith classifies one case with overrides by hand in force: those of an earlier
// decision, with a new one appended if need be. What depends on an overridden
// dimension is decided anew. A fault in an override is an [*InvalidError].
func (c *Classifier) DecideWith(facts Facts, overrides []Override) (d Decision, err error) {
	active, err := c.active(overrides)
	if err != nil {
		return Decision{}, err
	}
	f := c.frames.Get().(*frame)
	defer func() {
		f.reset()
		c.frames.Put(f)
		if p := recover(); p != nil {
			d, err = Decision{}, fmt.Errorf("classify: a function of the host panicked: %v", p)
		}
	}()
	if err := f.load(facts); err != nil {
		return Decision{}, err
	}
	c.lex.search(f)
	r := run{c: c, f: f, active: active}
	r.d = Decision{
		RuleSet: c.ref, Overrides: slices.Clone(overrides),
		Because: make([]Reason, 0, len(c.steps)),
	}
	for i := range c.steps {
		r.step(&c.steps[i])
	}
	if len(r.d.Confirm) > 0 {
		r.d.Flags = append(r.d.Flags, FlagConfirm)
	}
	r.d.sealed = &Sealed{Facts: facts, Words: r.words()}
	return r.d, nil
}

// run is one decision in the making.
type run struct {
	c      *Classifier
	f      *frame
	active map[string]Override
	d      Decision
}

func (r *run) step(st *step) {
	if o, ok := r.active[st.dim]; ok {
		r.override(st, o)
		return
	}
	switch {
	case st.dim == DimFlags:
		r.flags(st)
	case st.dim == DimUnit:
		r.unit(st)
	case len(st.tables) == 0 && st.other >= 0:
		r.set(st, st.other, "", footing{})
	case len(st.tables) > 0:
		r.table(st, st.tables[0])
	}
}

func (r *run) override(st *step, o Override) {
	n := r.c.schema.slots[st.slot].index[o.Outcome]
	r.set(st, n, o.ValidityReason, footing{fact: true})
	r.d.Because = append(r.d.Because, Reason{Dimension: st.dim, Outcome: o.Outcome, Override: true})
	if st.dim == DimUnit {
		r.avoided()
	}
}

func (r *run) table(st *step, t *ruleTable) {
	m := t.decide(r.f, nil)
	r.suggest(t, m)
	n, ok := t.outcome(m)
	if !ok {
		return
	}
	reason := t.reason
	if m.row >= 0 {
		reason = t.rows[m.row].reason
	}
	r.explain(t, m, n)
	r.set(st, n, reason, m.rests)
}

// set records an outcome in the decision and for the conditions that read it.
func (r *run) set(st *step, n int64, reason string, on footing) {
	s := &r.c.schema.slots[st.slot]
	code := s.codes[n]
	r.f.cells[st.slot] = cell{known: true, rests: on, n: n, str: code}
	switch st.dim {
	case DimKind:
		r.d.Kind = code
	case DimValidity:
		r.d.Validity, r.d.ValidityReason = code, reason
	case DimSeverity:
		r.d.Severity = Severity(n + 1)
	case DimNature:
		r.d.Nature = code
	case DimScope:
		r.d.Scope = code
	case DimUnit:
		r.d.Unit = code
	default:
		if r.d.Categories == nil {
			r.d.Categories = map[string]string{}
		}
		r.d.Categories[s.axis.ID] = code
	}
}

// flags collects the flags of every matching row of every table, in declared order.
func (r *run) flags(st *step) {
	s := &r.c.schema.slots[st.slot]
	r.f.cells[st.slot].known = true
	text, facts := make([]bool, len(s.codes)), make([]bool, len(s.codes))
	for _, t := range st.tables {
		cur := t.start(r.f)
		for row := cur.next(); row >= 0; row = cur.next() {
			rule := &t.rows[row]
			m := matched{row: row, runnerUp: -1, rests: rule.when.rests(r.f, true)}
			if m.rests.textOnly() {
				text[rule.then] = true
			} else {
				facts[rule.then] = true
			}
			r.explain(t, m, rule.then)
		}
	}
	for i, code := range s.codes {
		if text[i] || facts[i] {
			r.f.setTag(st.slot, i, !facts[i])
			r.d.Flags = append(r.d.Flags, code)
		}
	}
}

// suggest records what words alone would have set, unless it holds anyway or the grade is
// higher already.
func (r *run) suggest(t *ruleTable, m matched) {
	n, decided := t.outcome(m)
	for _, row := range m.suggested {
		rule := &t.rows[row]
		if decided && (n == rule.then || t.dim == DimSeverity && n > rule.then) {
			continue
		}
		r.d.Confirm = append(r.d.Confirm, Suggestion{
			Dimension: t.dim, Outcome: r.c.schema.slots[t.slot].codes[rule.then],
			Table: t.id, Row: rule.id, Spans: r.spans(rule.leaves),
		})
	}
}
