package classify

import (
	"fmt"
	"slices"
)

// runTests decides the embedded cases and adds a fault for each that goes wrong.
func (b *compiler) runTests() {
	seen := map[string]bool{}
	for i, t := range b.rs.Tests {
		path := fmt.Sprintf("tests[%d]", i)
		switch {
		case t.Name == "":
			b.faults.add(path+".name", RuleRequired, "a test needs a name")
		case seen[t.Name]:
			b.faults.add(path+".name", RuleDuplicate, "test %q stands twice", clip(t.Name))
		}
		seen[t.Name] = true
		b.checkWant(path, t.Want)
		d, err := b.c.Decide(t.Facts)
		if err != nil {
			b.faults.add(path, RuleTest, "test %q: %v", clip(t.Name), err)
			continue
		}
		for _, miss := range t.Want.misses(d) {
			b.faults.add(path+".want."+miss.field, RuleTest, "test %q: wanted %s, got %s",
				clip(t.Name), clip(miss.want), miss.got)
		}
	}
}

// checkWant adds what keeps a test from ever failing: no expectation, or a flag to be missing that nobody can raise.
func (b *compiler) checkWant(path string, w Want) {
	if w.words() == "" {
		b.faults.add(path+".want", RuleRequired, "a test needs to expect something")
	}
	known := append(codesOf(b.rs.Flags), FlagConfirm)
	for i, f := range w.NoFlags {
		if !contains(known, f) {
			b.faults.miss(fmt.Sprintf("%s.want.no_flags[%d]", path, i), RuleUnknownCode, didYouMean(f, known), "no flag %q", clip(f))
		}
	}
}

// miss is one expectation that a decision does not meet.
type miss struct{ field, want, got string }

func (w Want) misses(d Decision) (out []miss) {
	same := func(field, want, got string) {
		if want != "" && want != got {
			out = append(out, miss{field, want, orNone(got)})
		}
	}
	same("kind", w.Kind, d.Kind)
	same("validity", w.Validity, d.Validity)
	same("reason", w.Reason, d.ValidityReason)
	same("nature", w.Nature, d.Nature)
	same("scope", w.Scope, d.Scope)
	same("unit", w.Unit, d.Unit)
	if w.Severity != nil {
		same("severity", w.Severity.String(), d.Severity.String())
	}
	for _, axis := range sortedKeys(w.Categories) {
		same("categories."+axis, w.Categories[axis], d.Categories[axis])
	}
	for _, f := range w.Flags {
		if !slices.Contains(d.Flags, f) {
			out = append(out, miss{"flags", f, "no such flag"})
		}
	}
	for _, f := range w.NoFlags {
		if slices.Contains(d.Flags, f) {
			out = append(out, miss{"no_flags", "no " + f, f})
		}
	}
	return out
}

func orNone(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
