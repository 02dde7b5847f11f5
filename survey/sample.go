package survey

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Sample says how many of those who could be asked are asked (抽样): by simple
// random sampling without replacement, or within strata. The zero value asks
// everybody.
type Sample struct {
	// Size is how many to draw in a wave. 0 asks everybody who may be asked.
	Size int `json:"size,omitempty"`
	// OneIn asks about one in so many after events; 0 and 1 ask after each.
	OneIn int `json:"one_in,omitempty"`
	// Seed makes the draw repeatable and provably not picked by hand: the same
	// seed draws the same people. Publish it beforehand. Required with Size and
	// with OneIn above 1. A plan's waves and contacts each get a seed of their
	// own from it.
	Seed string `json:"seed,omitempty"`
	// By is the dimension of [Person.Groups] whose values are strata (分层), for
	// example "building". Empty draws from all together.
	By string `json:"by,omitempty"`
	// Allocation divides Size among the strata; empty is [Proportional].
	Allocation Allocation `json:"allocation,omitempty"`
	// Quotas bound how many are drawn with a value of a dimension (配额). A
	// person any quota has no room for is passed over.
	Quotas []Quota `json:"quotas,omitempty"`
}

// Allocation divides a sample among strata.
type Allocation string

// The allocations. Remainders go by largest remainder, equal ones by the
// stratum's name; what a stratum cannot fill goes to the others.
const (
	// Proportional gives each stratum its share of those who may be asked.
	Proportional Allocation = "proportional"
	// Equal gives each stratum the same number, so that small ones can be
	// compared; [Analysis.Stratified] then weighs them back.
	Equal Allocation = "equal"
)

// Quota bounds how many people with a value of a dimension are drawn.
type Quota struct {
	Dimension string `json:"dimension"`
	Value     string `json:"value"`
	AtMost    int    `json:"at_most"`
}

// check gathers the faults of a sample, of events or of waves.
func (s Sample) check(bad *faults, path string, events bool) {
	if s.Size < 0 {
		bad.add(under(path, "size"), fmt.Sprintf("must not be negative, is %d", s.Size))
	}
	if s.OneIn < 0 {
		bad.add(under(path, "one_in"), fmt.Sprintf("must not be negative, is %d", s.OneIn))
	}
	if (s.Size > 0 || s.OneIn > 1) && strings.TrimSpace(s.Seed) == "" {
		bad.add(under(path, "seed"), "must not be blank, or the draw cannot be repeated")
	}
	if events && (s.Size != 0 || s.By != "" || len(s.Quotas) > 0) {
		bad.add(path, "size, by and quotas are for waves; after events one_in samples")
	}
	if !events && s.OneIn != 0 {
		bad.add(under(path, "one_in"), "is for events; waves have a size")
	}
	if s.By != "" && (!goodName(s.By) || s.Size == 0) {
		bad.add(under(path, "by"), fmt.Sprintf("must be text of 1 to %d bytes, and needs a size", maxName))
	}
	switch s.Allocation {
	case "", Proportional, Equal:
	default:
		bad.add(under(path, "allocation"), fmt.Sprintf("%q is not one of proportional, equal", s.Allocation))
	}
	if s.Allocation != "" && s.By == "" {
		bad.add(under(path, "allocation"), "needs strata")
	}
	s.checkQuotas(bad, under(path, "quotas"))
}

func (s Sample) checkQuotas(bad *faults, path string) {
	seen := map[group]bool{}
	for i, q := range s.Quotas {
		key := group{q.Dimension, q.Value}
		if !goodName(q.Dimension) || !goodName(q.Value) || seen[key] {
			bad.add(at(path, i), "must name a dimension and a value, each pair once")
		}
		seen[key] = true
		if q.AtMost < 0 {
			bad.add(under(at(path, i), "at_most"), fmt.Sprintf("must not be negative, is %d", q.AtMost))
		}
	}
}

// allocate divides size among strata of the given sizes.
func (s Sample) allocate(size int, strata map[string]int) map[string]int {
	out := map[string]int{}
	open := maps.Clone(strata)
	for left := size; left > 0 && len(open) > 0; {
		given := s.round(left, open)
		for name, n := range given {
			n = min(n, strata[name]-out[name])
			out[name] += n
			left -= n
			if out[name] == strata[name] {
				delete(open, name)
			}
		}
	}
	return out
}

// round divides size once, by largest remainder.
func (s Sample) round(size int, strata map[string]int) map[string]int {
	total := 0
	for _, n := range strata {
		total += s.claim(n)
	}
	out, left := map[string]int{}, size
	for name, n := range strata {
		out[name] = size * s.claim(n) / total
		left -= out[name]
	}
	names := slices.SortedFunc(maps.Keys(strata), func(x, y string) int {
		return cmp.Or(cmp.Compare(size*s.claim(strata[y])%total, size*s.claim(strata[x])%total), cmp.Compare(x, y))
	})
	for _, name := range names[:left] {
		out[name]++
	}
	return out
}

// claim is what a stratum of n people counts in the division.
func (s Sample) claim(n int) int {
	if s.Allocation == Equal {
		return 1
	}
	return n
}
