package sla

import (
	"fmt"
	"maps"
	"slices"
)

// Check returns an *InvalidError with every fault of the target that can be
// seen without its calendar.
func (t Target) Check() error {
	var fs faults
	if t.Name == "" {
		fs.add("name", "must be given", "")
	}
	oneOf(&fs, "owner", t.Owner, "", OwnerCustomer, OwnerUnit, OwnerStatutory)
	oneOf(&fs, "reopen_mode", t.ReopenMode, "", ReopenContinue, ReopenRestart, ReopenCycle)
	oneOf(&fs, "on_change", t.OnChange, "", ChangeFromStart, ChangeWithoutPauses, ChangeFromNow)
	if t.OneLive && t.Per == "" {
		fs.add("one_live", "needs per", "true")
	}
	if len(t.Start) == 0 {
		fs.add("start", "must have at least one condition", "")
	}
	for role, conditions := range t.conditions() {
		for i, c := range conditions {
			field := fmt.Sprintf("%s[%d]", roleNames[role], i)
			if c.Event == "" {
				fs.add(field+".event", "must be given", "")
			}
			checkClauses(&fs, field+".with", c.With)
		}
	}
	checkClauses(&fs, "held", t.Held)
	t.checkTerms(&fs)
	t.checkSteps(&fs)
	t.checkExtensions(&fs)
	return fs.err()
}

func oneOf[S ~string](fs *faults, field string, got S, allowed ...S) {
	if !slices.Contains(allowed, got) {
		fs.add(field, fmt.Sprintf("must be one of %v", allowed[1:]), string(got))
	}
}

func checkClauses(fs *faults, field string, m map[string][]string) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if name == "" || len(m[name]) == 0 {
			fs.add(field+"."+name, "must have a name and at least one value", "")
		}
	}
}

func (t Target) checkTerms(fs *faults) {
	if len(t.Terms) == 0 && t.DueFrom == "" {
		fs.add("terms", "must be given, or due_from", "")
	}
	reached := true
	for i, c := range t.Terms {
		field := fmt.Sprintf("terms[%d]", i)
		fs.merge(field+".term", c.Term.Check())
		checkClauses(fs, field+".when", c.When)
		if !reached {
			fs.add(field, "is never reached: an earlier term always applies", "")
		}
		reached = reached && len(c.When) > 0
	}
}

func (t Target) checkSteps(fs *faults) {
	seen := map[string]bool{}
	for i, s := range t.Steps {
		field := fmt.Sprintf("steps[%d]", i)
		if s.ID == "" || seen[s.ID] {
			fs.add(field+".id", "must be given and unique in the target", s.ID)
		}
		seen[s.ID] = true
		fs.merge(field+".at", s.At.check())
		checkClauses(fs, field+".if", s.If)
		if s.ID == BreachStep && !s.At.IsZero() {
			fs.add(field+".at", "must be 0 for the step named "+BreachStep, s.At.String())
		}
	}
}

func (t Target) checkExtensions(fs *faults) {
	seen := map[string]bool{}
	for i, x := range t.Extensions {
		field := fmt.Sprintf("extensions[%d]", i)
		if x.Name == "" || seen[x.Name] {
			fs.add(field+".name", "must be given and unique in the target", x.Name)
		}
		seen[x.Name] = true
		if x.Shape == "" {
			fs.add(field+".shape", "must be given", "")
		} else {
			oneOf(fs, field+".shape", x.Shape, "", ExtendTo, ExtendPlus, ExtendHolding)
		}
		if x.Max < 0 {
			fs.add(field+".max", "must not be negative", fmt.Sprint(x.Max))
		}
		if t.DueFrom != "" && x.Shape != ExtendPlus {
			fs.add(field+".shape", "must be plus when the due comes from an event", string(x.Shape))
		}
		fs.merge(field, x.Span.check())
		t.checkKind(fs, field+".span", x.Span)
	}
	if !t.ExtendLimit.IsZero() {
		fs.merge("extend_limit", t.ExtendLimit.check())
		t.checkKind(fs, "extend_limit", t.ExtendLimit)
		if t.DueFrom != "" {
			fs.add("extend_limit", "needs a term, not a due from an event", t.ExtendLimit.String())
		}
	}
}

// checkKind holds that dates extend dates, open time open time, and real time
// real time.
func (t Target) checkKind(fs *faults, field string, s Span) {
	for _, c := range t.Terms {
		a, b := s.unit, c.Term.Span.unit
		if a.Dated() != b.Dated() || a.Business() != b.Business() {
			fs.add(field, "must count like the term "+c.Term.String(), s.String())
			return
		}
	}
}

// clone copies t so deeply that neither side sees changes of the other.
func (t Target) clone() Target {
	for _, list := range []*[]Condition{&t.Start, &t.Pause, &t.Resume, &t.Stop, &t.Reset, &t.Cancel, &t.Reopen} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i].With = cloneClauses((*list)[i].With)
		}
	}
	t.Held = cloneClauses(t.Held)
	t.Terms = slices.Clone(t.Terms)
	for i := range t.Terms {
		t.Terms[i].When = cloneClauses(t.Terms[i].When)
	}
	t.Extensions = slices.Clone(t.Extensions)
	t.Steps = slices.Clone(t.Steps)
	for i := range t.Steps {
		t.Steps[i].If, t.Steps[i].Do = cloneClauses(t.Steps[i].If), maps.Clone(t.Steps[i].Do)
	}
	return t
}

func cloneClauses(m map[string][]string) map[string][]string {
	out := maps.Clone(m)
	for name, values := range out {
		out[name] = slices.Clone(values)
	}
	return out
}
