// Package matcher finds many words in a text in one pass: a double-array
// Aho–Corasick automaton over rune classes. Runes that fold to the same rune share a
// class, so folding costs nothing while scanning and offsets stay those of the
// original text. Runes in no word have class 0 and reset the search.
package matcher

import "slices"

const (
	pageBits = 8
	pageSize = 1 << pageBits
	maxRune  = 0x10FFFF
)

// classes maps runes to small numbers through pages; page 0 is all zero.
type classes struct {
	index [maxRune>>pageBits + 1]uint16
	pages [][pageSize]uint16
	count int
}

func (c *classes) of(r rune) uint16 {
	return c.pages[c.index[uint32(r)>>pageBits]][r&(pageSize-1)]
}

func (c *classes) set(r rune, class uint16) {
	at := r >> pageBits
	if c.index[at] == 0 {
		c.pages = append(c.pages, [pageSize]uint16{})
		c.index[at] = uint16(len(c.pages) - 1)
	}
	c.pages[c.index[at]][r&(pageSize-1)] = class
}

// newClasses gives the folded runes of the words classes 1, 2, …, the frequent ones
// first so that the array packs densely, and maps every rune of the basic plane that
// folds to one of them. Runes beyond the basic plane match themselves only.
func newClasses(words [][]rune, fold func(rune) rune) *classes {
	uses := map[rune]int{}
	for _, w := range words {
		for _, r := range w {
			uses[r]++
		}
	}
	order := make([]rune, 0, len(uses))
	for r := range uses {
		order = append(order, r)
	}
	slices.SortFunc(order, func(a, b rune) int {
		if d := uses[b] - uses[a]; d != 0 {
			return d
		}
		return int(a - b)
	})
	c := &classes{pages: make([][pageSize]uint16, 1), count: len(order) + 1}
	class := make(map[rune]uint16, len(order))
	for i, r := range order {
		class[r] = uint16(i + 1)
		c.set(r, uint16(i+1))
	}
	for r := rune(0); r <= 0xFFFF; r++ {
		if k, ok := class[fold(r)]; ok {
			c.set(r, k)
		}
	}
	return c
}
