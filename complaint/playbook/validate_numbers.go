package playbook

import (
	"maps"
	"slices"
)

// numbers checks the patterns of case numbers: each well formed, and no two that give the same numbers.
func (v *validator) numbers() {
	n := v.p.Numbers
	if !numberPattern().MatchString(n.Pattern) {
		v.fault("numbers.pattern", "like HT{yy}{mm}-{seq:4}, ending in the running number")
	}
	seen := map[string]bool{n.Pattern: true}
	kinds := codesOf(v.p.Kinds, func(k Kind) string { return k.Code })
	for _, kind := range slices.Sorted(maps.Keys(n.Kinds)) {
		at := "numbers.kinds." + kind
		v.oneOf(at, kind, kinds)
		switch pattern := n.Kinds[kind]; {
		case !numberPattern().MatchString(pattern):
			v.fault(at, "like HT{yy}{mm}-{seq:4}, ending in the running number")
		case seen[pattern]:
			v.fault(at, "%q stands already", pattern)
		default:
			seen[pattern] = true
		}
	}
}

// PatternOf returns the pattern of numbers for a kind.
func (n Numbers) PatternOf(kind string) string {
	if own := n.Kinds[kind]; own != "" {
		return own
	}
	return n.Pattern
}
