package classify

import (
	"fmt"
	"slices"
)

// Earlier says how the codes of an earlier version of an axis read in this one (编码对照), so
// that figures of past periods can be compared with today's.
type Earlier struct {
	Version string `json:"version"` // of the axis then
	// Moves are the codes that mean something else now, or are gone. A code that is not
	// among them and that this version has as a leaf stays what it is.
	Moves []Move `json:"moves,omitempty"`
}

// Move is what became of one code.
type Move struct {
	Code string `json:"code"` // in the earlier version
	// To are leaves of this version: one for a new name or a merger, several for a split,
	// where a person has to choose, none for a code that fits nowhere but "other".
	To   []string `json:"to,omitempty"`
	Note Label    `json:"note,omitzero"`
}

// Translate returns what a code of a version means in this one: one leaf, or the leaves of a
// split to choose from. The version of the axis itself translates every leaf to itself. An
// unknown version or code is an [*InvalidError].
func (a Axis) Translate(version, code string) ([]string, error) {
	leaves := a.Leaves()
	if version == a.Version {
		if slices.Contains(leaves, code) {
			return []string{code}, nil
		}
		return nil, invalid("code", Fault{Path: "code", Rule: RuleUnknownCode, Message: fmt.Sprintf("no leaf %q", clip(code)), Hint: didYouMean(code, leaves)})
	}
	at := slices.IndexFunc(a.Earlier, func(e Earlier) bool { return e.Version == version })
	if at < 0 {
		return nil, invalid("code", Fault{Path: "version", Rule: RuleUnknown, Message: fmt.Sprintf("axis %q does not know version %q", a.ID, clip(version))})
	}
	e := a.Earlier[at]
	if i := slices.IndexFunc(e.Moves, func(m Move) bool { return m.Code == code }); i >= 0 {
		if len(e.Moves[i].To) == 0 {
			return []string{a.Other}, nil
		}
		return slices.Clone(e.Moves[i].To), nil
	}
	if slices.Contains(leaves, code) {
		return []string{code}, nil
	}
	return nil, invalid("code", Fault{Path: "code", Rule: RuleUnknownCode, Message: fmt.Sprintf("version %q says nothing of %q", clip(version), clip(code))})
}

// Succeeds checks that every leaf of an earlier version of the axis can be translated, and
// that nothing is said of codes it never had. The error is an [*InvalidError].
func (a Axis) Succeeds(earlier Axis) error {
	var faults faultList
	if earlier.ID != a.ID {
		faults.add("id", RuleConflict, "axis %q does not succeed %q", a.ID, clip(earlier.ID))
		return faults.err("axis")
	}
	leaves := earlier.Leaves()
	for _, leaf := range leaves {
		if _, err := a.Translate(earlier.Version, leaf); err != nil {
			faults.add("earlier", RuleRequired, "nothing is said of %q of version %q", leaf, earlier.Version)
		}
	}
	for i, e := range a.Earlier {
		for j, m := range e.Moves {
			if e.Version == earlier.Version && !slices.Contains(leaves, m.Code) {
				faults.miss(fmt.Sprintf("earlier[%d].moves[%d].code", i, j), RuleUnknownCode, didYouMean(m.Code, leaves),
					"version %q has no leaf %q", earlier.Version, clip(m.Code))
			}
		}
	}
	return faults.err("axis")
}

// checkEarlier adds what is wrong with the earlier versions by themselves.
func (a Axis) checkEarlier(path string, faults *faultList) {
	leaves := a.Leaves()
	seen := map[string]bool{a.Version: true}
	for i, e := range a.Earlier {
		at := fmt.Sprintf("%s.earlier[%d]", path, i)
		if !validCode(e.Version) || seen[e.Version] {
			faults.add(at+".version", RuleDuplicate, "a version of its own is expected, got %q", clip(e.Version))
		}
		seen[e.Version] = true
		codes := map[string]bool{}
		for j, m := range e.Moves {
			move := fmt.Sprintf("%s.moves[%d]", at, j)
			if !validCode(m.Code) || codes[m.Code] {
				faults.add(move+".code", RuleDuplicate, "a code of its own is expected, got %q", clip(m.Code))
			}
			codes[m.Code] = true
			for k, to := range m.To {
				if !slices.Contains(leaves, to) {
					faults.miss(fmt.Sprintf("%s.to[%d]", move, k), RuleUnknownCode, didYouMean(to, leaves), "no leaf %q", clip(to))
				}
			}
		}
	}
}
