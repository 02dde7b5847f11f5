package classify

import (
	"fmt"
	"slices"
)

// maxItems bounds lists of codes and of rows.
const maxItems = 20_000

// check adds what is wrong with the rule set apart from its conditions.
func (rs *RuleSet) check(faults *faultList) {
	checkID("id", rs.ID, faults)
	if !validCode(rs.Version) {
		faults.add("version", RuleFormat, "a version without spaces is expected")
	}
	rs.checkDates(faults)
	rs.checkFields(faults)
	for _, l := range []struct {
		path  string
		codes []Code
	}{
		{"kinds", rs.Kinds},
		{"invalid_reasons", rs.InvalidReasons},
		{"natures", rs.Natures},
		{"scopes", rs.Scopes},
		{"flags", rs.Flags},
		{"units", rs.Units},
	} {
		checkCodes(l.path, l.codes, faults)
	}
	if slices.ContainsFunc(rs.Flags, func(c Code) bool { return c.Code == FlagConfirm }) {
		faults.add("flags", RuleConflict, "%q is the library's own flag", FlagConfirm)
	}
	rs.checkAxes(faults)
	rs.Lexicon.check(faults)
	rs.checkTables(faults)
	rs.checkRepeat(faults)
}

func (rs *RuleSet) checkDates(faults *faultList) {
	for _, day := range [...]struct{ path, date string }{{"effective_from", rs.EffectiveFrom}, {"effective_until", rs.EffectiveUntil}} {
		if day.date != "" && !validDate(day.date) {
			faults.add(day.path, RuleFormat, "a date like 2026-04-15 is expected")
		}
	}
	if rs.EffectiveFrom != "" && rs.EffectiveUntil != "" && rs.EffectiveUntil < rs.EffectiveFrom {
		faults.add("effective_until", RuleRange, "ends before it begins")
	}
}

func (rs *RuleSet) checkFields(faults *faultList) {
	types := []string{"code", "text", "number", "money", "bool", "tags"}
	seen := map[string]bool{}
	for i, f := range rs.Fields {
		path := fmt.Sprintf("fields[%d]", i)
		switch {
		case !validName(f.Name):
			faults.add(path+".name", RuleFormat, "%q is no name", clip(f.Name))
		case reservedName(f.Name):
			faults.add(path+".name", RuleConflict, "%q is a dimension of the decision", f.Name)
		case seen[f.Name]:
			faults.add(path+".name", RuleDuplicate, "field %q stands twice", f.Name)
		}
		seen[f.Name] = true
		coded := f.Type == TypeCode || f.Type == TypeTags
		switch {
		case !slices.Contains(types, string(f.Type)):
			faults.miss(path+".type", RuleUnknownCode, didYouMean(string(f.Type), types), "unknown type %q", clip(string(f.Type)))
		case coded && len(f.Codes) == 0 && !f.Open:
			faults.add(path+".codes", RuleRequired, "a closed field needs codes; or set open")
		case !coded && (len(f.Codes) > 0 || f.Open):
			faults.add(path+".codes", RuleConflict, "only code and tags fields have codes")
		}
		if f.Currency != "" && (f.Type != TypeMoney || !validCurrency(f.Currency)) {
			faults.add(path+".currency", RuleFormat, "three capital letters, on a money field only")
		}
		checkCodes(path+".codes", f.Codes, faults)
	}
}

func validCurrency(s string) bool {
	return len(s) == 3 && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < 'A' || b > 'Z' })
}

func checkID(path, id string, faults *faultList) {
	if !validName(id) {
		faults.add(path, RuleFormat, "%q is no name: letters, digits, _ - . starting with a letter, at most 64", clip(id))
	}
}

func checkCodes(path string, codes []Code, faults *faultList) {
	if len(codes) > maxItems {
		faults.add(path, RuleRange, "more than %d codes", maxItems)
	}
	seen := make(map[string]bool, len(codes))
	for i, c := range codes {
		switch {
		case !validCode(c.Code):
			faults.add(fmt.Sprintf("%s[%d].code", path, i), RuleFormat, "%q is no code", clip(c.Code))
		case seen[c.Code]:
			faults.add(fmt.Sprintf("%s[%d].code", path, i), RuleDuplicate, "code %q stands twice", c.Code)
		}
		seen[c.Code] = true
	}
}

func (rs *RuleSet) checkAxes(faults *faultList) {
	seen := map[string]bool{}
	for i, a := range rs.Axes {
		path := fmt.Sprintf("axes[%d]", i)
		checkID(path+".id", a.ID, faults)
		if seen[a.ID] {
			faults.add(path+".id", RuleDuplicate, "axis %q stands twice", a.ID)
		}
		seen[a.ID] = true
		if !validCode(a.Version) {
			faults.add(path+".version", RuleFormat, "a version without spaces is expected")
		}
		checkNodes(path+".nodes", a.Nodes, map[string]bool{}, 0, faults)
		if leaves := a.Leaves(); !slices.Contains(leaves, a.Other) {
			faults.miss(path+".other", RuleUnknownCode, didYouMean(a.Other, leaves), "%q is not a leaf of the axis", clip(a.Other))
		}
		a.checkEarlier(path, faults)
	}
}

func checkNodes(path string, nodes []Node, seen map[string]bool, depth int, faults *faultList) {
	if depth > 20 {
		faults.add(path, RuleRange, "deeper than 20 levels")
		return
	}
	for i, n := range nodes {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case !validCode(n.Code):
			faults.add(at+".code", RuleFormat, "%q is no code", clip(n.Code))
		case seen[n.Code]:
			faults.add(at+".code", RuleDuplicate, "code %q stands twice", n.Code)
		}
		seen[n.Code] = true
		checkNodes(at+".children", n.Children, seen, depth+1, faults)
	}
}
