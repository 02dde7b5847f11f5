// Package matcher finds many words in a text in one pass: a double-array
// Aho–Corasick automaton over rune classes. Runes that fold to the same rune share a
// class, so folding costs nothing while scanning and offsets stay those of the
// original text. Runes that fold to nothing are seen through; runes in no word reset
// the search.
package matcher

import (
	"iter"
	"slices"
)

const (
	pageBits = 8
	pageSize = 1 << pageBits
	maxRune  = 0x10FFFF
)

// The classes that no word has; those of words follow.
const (
	classNone   = 0 // a rune in no word
	classUnseen = 1 // a rune that folds to nothing
	classFirst  = 2
)

// everyRune yields every rune of the basic plane, of signs and emoji, of rare ideographs and of tags.
func everyRune(yield func(rune) bool) {
	for _, area := range [...][2]rune{{0, 0xFFFF}, {0x1D400, 0x1FBFF}, {0x20000, 0x323AF}, {0xE0000, 0xE01EF}} {
		for r := area[0]; r <= area[1]; r++ {
			if !yield(r) {
				return
			}
		}
	}
}

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

// newClasses gives the folded runes of the words classes from classFirst on, the frequent
// ones first so that the array packs densely, and maps every rune that folds to one.
func newClasses(words [][]rune, fold func(rune) rune, foldable iter.Seq[rune]) *classes {
	order := byFrequency(words)
	c := &classes{pages: make([][pageSize]uint16, 1), count: len(order) + classFirst}
	class := make(map[rune]uint16, len(order))
	for i, r := range order {
		class[r] = uint16(i + classFirst)
		c.set(r, uint16(i+classFirst))
	}
	for r := range foldable {
		to := fold(r)
		if to < 0 {
			c.set(r, classUnseen)
		} else if k, ok := class[to]; ok {
			c.set(r, k)
		}
	}
	return c
}

// spell gives the runes of a word, as it is written, the classes of what they fold to.
func (c *classes) spell(word string, fold func(rune) rune) {
	for _, r := range word {
		if to := fold(r); to < 0 {
			c.set(r, classUnseen)
		} else if to != r {
			c.set(r, c.of(to))
		}
	}
}

// byFrequency lists the runes of the words, the most used first.
func byFrequency(words [][]rune) []rune {
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
	return order
}
