package matcher

import "slices"

const (
	free     = -1  // the check of a cell nobody has taken
	none     = -1  // the end of the list of free cells
	maxTries = 400 // free cells tried before later searches start further on
)

// cells is the double array while it is filled. Free cells form a list in ascending
// order, linked through base (next) and fail (previous).
type cells struct {
	states []state
	head   int32
	tail   int32
	start  int32 // where to look for room for several labels
}

func newCells(n int) cells {
	c := cells{head: none, tail: none}
	c.grow(n)
	return c
}

func (c *cells) grow(n int) {
	for i := len(c.states); i < n; i++ {
		c.states = append(c.states, state{check: free, base: none, fail: c.tail})
		if c.tail == none {
			c.head = int32(i)
		} else {
			c.states[c.tail].base = int32(i)
		}
		c.tail = int32(i)
	}
}

// take removes a free cell from the list and clears it.
func (c *cells) take(i int32) {
	next, prev := c.states[i].base, c.states[i].fail
	if prev == none {
		c.head = next
	} else {
		c.states[prev].base = next
	}
	if next == none {
		c.tail = prev
	} else {
		c.states[next].fail = prev
	}
	c.states[i] = state{check: free}
}

// findBase looks for a base at which the cells of all labels, ascending, are free. A
// single label takes the first gap. Several start where earlier searches had success:
// each maxTries failures move that place on, leaving the gaps to single labels.
func (c *cells) findBase(labels []uint16) int32 {
	first, last := int32(labels[0]), int32(labels[len(labels)-1])
	cell, tries := c.head, 0
	if len(labels) > 1 {
		cell = c.from()
	}
	for ; cell != none; cell = c.states[cell].base {
		base := cell - first
		if base < 1 {
			continue
		}
		c.grow(int(base+last) + 1)
		if c.fits(base, labels[1:]) {
			return base
		}
		if tries++; tries%maxTries == 0 {
			c.start = cell
		}
	}
	base := max(int32(len(c.states))-first, 1)
	c.grow(int(base+last) + 1)
	return base
}

// from is the first free cell at or after the start of searches.
func (c *cells) from() int32 {
	for int(c.start) < len(c.states) && c.states[c.start].check != free {
		c.start++
	}
	if int(c.start) == len(c.states) {
		return none
	}
	return c.start
}

func (c *cells) fits(base int32, labels []uint16) bool {
	for _, l := range labels {
		if c.states[base+int32(l)].check != free {
			return false
		}
	}
	return true
}

// finish empties the free cells, cuts the unused end and returns the array.
func (c *cells) finish() []state {
	used := 0
	for i := range c.states {
		if c.states[i].check == free {
			c.states[i] = state{check: free}
		} else {
			used = i + 1
		}
	}
	return slices.Clone(c.states[:used])
}
