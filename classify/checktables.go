package classify

import (
	"fmt"
	"slices"
	"strings"
)

func (rs *RuleSet) checkTables(faults *faultList) {
	seen := map[string]bool{"routes": true}
	for i := range rs.Tables {
		t, path := &rs.Tables[i], fmt.Sprintf("tables[%d]", i)
		checkID(path+".id", t.ID, faults)
		if seen[t.ID] {
			faults.add(path+".id", RuleDuplicate, "table id %q is taken", t.ID)
		}
		seen[t.ID] = true
		t.checkPolicy(path, faults)
		ids := make([]string, len(t.Rows))
		for j, r := range t.Rows {
			ids[j] = r.ID
		}
		checkRows(path, ids, t.Accepted, faults)
	}
	if rs.Routes == nil {
		return
	}
	ids := make([]string, len(rs.Routes.Rows))
	for j, r := range rs.Routes.Rows {
		ids[j] = r.ID
	}
	checkRows("routes", ids, nil, faults)
	rs.Routes.checkIDs(ids, faults)
}

// checkIDs checks the names of the default, which may have none, and of the avoidances.
func (r *Routes) checkIDs(rows []string, faults *faultList) {
	if id := r.Default.ID; id != "" {
		checkID("routes.default.id", id, faults)
		if contains(rows, id) {
			faults.add("routes.default.id", RuleDuplicate, "row id %q stands twice", id)
		}
	}
	seen := map[string]bool{}
	for i, a := range r.Avoid {
		path := fmt.Sprintf("routes.avoid[%d].id", i)
		checkID(path, a.ID, faults)
		if seen[a.ID] {
			faults.add(path, RuleDuplicate, "avoidance %q stands twice", clip(a.ID))
		}
		seen[a.ID] = true
	}
}

func (t *Table) checkPolicy(path string, faults *faultList) {
	policies := []string{"unique", "first", "priority", "collect"}
	switch {
	case !slices.Contains(policies, string(t.Hit)):
		faults.miss(path+".hit", RuleUnknownCode, didYouMean(string(t.Hit), policies), "unknown hit policy %q", clip(string(t.Hit)))
	case (t.Hit == HitCollect) != (t.Sets == DimFlags):
		faults.add(path+".hit", RuleConflict, "flags are collected, and nothing else is")
	}
	if t.DefaultReason != "" && t.Default == "" {
		faults.add(path+".default_reason", RuleConflict, "a reason without a default")
	}
}

// acceptable are the findings about rows that decide all the same. A gap is none of them: it leaves inputs
// without an answer, whatever the reason given for it.
func acceptable() []string {
	return []string{
		string(FindingOverlap), string(FindingConflict), string(FindingDuplicate),
		string(FindingMasked), string(FindingNever), string(FindingSuggests),
	}
}

// checkRows checks ids and acceptances of the rows of a table or script.
func checkRows(path string, ids []string, accepted []Accepted, faults *faultList) {
	if len(ids) > maxItems {
		faults.add(path+".rows", RuleRange, "more than %d rows", maxItems)
	}
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		at := fmt.Sprintf("%s.rows[%d].id", path, i)
		checkID(at, id, faults)
		if seen[id] {
			faults.add(at, RuleDuplicate, "row id %q stands twice", id)
		}
		seen[id] = true
	}
	for i, a := range accepted {
		at := fmt.Sprintf("%s.accepted[%d]", path, i)
		if strings.TrimSpace(a.Reason) == "" {
			faults.add(at+".reason", RuleRequired, "an acceptance needs a reason")
		}
		if known := acceptable(); !contains(known, string(a.Finding)) {
			faults.miss(at+".finding", RuleUnknownCode, didYouMean(string(a.Finding), known), "%q cannot be accepted", clip(string(a.Finding)))
		}
		for j, id := range a.Rows {
			if !seen[id] {
				faults.miss(fmt.Sprintf("%s.rows[%d]", at, j), RuleUnknown, didYouMean(id, ids), "no row %q", clip(id))
			}
		}
	}
}

func (rs *RuleSet) checkRepeat(faults *faultList) {
	s := newSchema(rs)
	if r := rs.Repeat; r != nil {
		checkKey("repeat", r.By, r.Window, s, faults)
		if r.AtLeast < 0 {
			faults.add("repeat.at_least", RuleRange, "must not be negative")
		}
	}
	if b := rs.Batch; b != nil {
		checkKey("batch", b.By, b.Window, s, faults)
		checkKeyPart("batch.customer", b.Customer, s, faults)
		if b.Customers < 2 {
			faults.add("batch.customers", RuleRange, "at least 2 customers make a batch")
		}
	}
	if r := rs.Similar; r != nil {
		r.check(s, faults)
	}
}

func checkKey(path string, by []string, w Window, s *schema, faults *faultList) {
	if len(by) == 0 {
		faults.add(path+".by", RuleRequired, "a key needs a field")
	}
	for i, name := range by {
		checkKeyPart(fmt.Sprintf("%s.by[%d]", path, i), name, s, faults)
	}
	checkWindow(path+".window", w, faults)
}

func checkWindow(path string, w Window, faults *faultList) {
	if _, err := w.MarshalText(); err != nil {
		faults.add(path, RuleRange, "a window of up to ten years in whole minutes is expected")
	}
}

func (r *SimilarRule) check(s *schema, faults *faultList) {
	if at, ok := s.byName[r.Field]; !ok || s.slots[at].typ != TypeText {
		faults.miss("similar.field", RuleUnknown, didYouMean(r.Field, s.names), "no text field %q", clip(r.Field))
	}
	checkWindow("similar.window", r.Window, faults)
	if r.Likeness < 1 || r.Likeness > 1000 {
		faults.add("similar.likeness", RuleRange, "1 to 1000 thousandths expected")
	}
	if r.Cases < 2 {
		faults.add("similar.cases", RuleRange, "at least 2 cases make a batch")
	}
}

func checkKeyPart(path, name string, s *schema, faults *faultList) {
	at, ok := s.byName[name]
	if !ok || s.slots[at].typ == TypeText || s.slots[at].typ == TypeTags {
		faults.miss(path, RuleUnknown, didYouMean(name, s.names), "no single-valued field or dimension %q", clip(name))
	}
}
