// Package grid proves things about decision tables. Each column of a table is cut
// into numbered cells; an input is one cell per column; a row matches one or more
// boxes, each a set of cells per column. Overlap, gap and masking are then questions
// about boxes, answered exactly and with an example.
package grid

import "math/bits"

// Set is a set of small numbers, a bit each. A nil Set in a [Box] stands for every
// cell of the column.
type Set []uint64

// NewSet returns an empty set for the numbers 0 to n−1.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// FullSet returns the set of the numbers 0 to n−1.
func FullSet(n int) Set {
	s := NewSet(n)
	for i := range s {
		s[i] = ^uint64(0)
	}
	if r := n % 64; r != 0 {
		s[len(s)-1] = 1<<r - 1
	}
	return s
}

// Add puts i into the set.
func (s Set) Add(i int) { s[i/64] |= 1 << (i % 64) }

// Has reports whether i is in the set.
func (s Set) Has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

// First returns the smallest number in the set, or −1.
func (s Set) First() int {
	for i, w := range s {
		if w != 0 {
			return i*64 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// Empty reports whether the set has no number.
func (s Set) Empty() bool { return s.First() < 0 }

// And returns the numbers in both sets, nil standing for all.
func (s Set) And(o Set) Set {
	switch {
	case s == nil:
		return o
	case o == nil:
		return s
	}
	out := make(Set, len(s))
	for i := range s {
		out[i] = s[i] & o[i]
	}
	return out
}

// Minus returns the numbers of s that are not in o; both are of a column with n cells.
func (s Set) Minus(o Set, n int) Set {
	if s == nil {
		s = FullSet(n)
	}
	out := make(Set, len(s))
	if o == nil {
		return out
	}
	for i := range s {
		out[i] = s[i] &^ o[i]
	}
	return out
}

// Complement returns the numbers 0 to n−1 that are not in s.
func (s Set) Complement(n int) Set { return FullSet(n).Minus(s, n) }
