package matcher

import "slices"

const (
	none     = -1  // the end of the list of free cells
	maxTries = 400 // free cells tried before later searches start further on
)

// state is one cell of the double array. The child of state s by class c is the cell
// t = base(s)+c if check(t) is c: no two states share a base, so the class alone tells
// whose child a cell is.
type state struct {
	base  int32 // at least 1; 0 for a state without children
	fail  int32
	check uint16 // the class that leads here; 0 for a free cell, 1 for the root
	ends  uint16 // 1 when a word ends here
}

// cells is the double array while it is filled, with a list of its free cells in
// ascending order.
type cells struct {
	states     []state
	next, prev []int32
	based      []uint64 // bases in use, a bit each
	head, tail int32
	start      int32 // where to look for room for several labels
}

func newCells(n int) cells {
	c := cells{head: none, tail: none}
	c.grow(n)
	return c
}

func (c *cells) grow(n int) {
	for i := len(c.states); i < n; i++ {
		c.states = append(c.states, state{})
		c.next, c.prev = append(c.next, none), append(c.prev, c.tail)
		if c.tail == none {
			c.head = int32(i)
		} else {
			c.next[c.tail] = int32(i)
		}
		c.tail = int32(i)
	}
}

// take removes a free cell from the list.
func (c *cells) take(i int32, check uint16) {
	next, prev := c.next[i], c.prev[i]
	if prev == none {
		c.head = next
	} else {
		c.next[prev] = next
	}
	if next == none {
		c.tail = prev
	} else {
		c.prev[next] = prev
	}
	c.states[i] = state{check: check}
}

// findBase looks for an unused base at which the cells of all labels, ascending, are
// free. A single label takes the first gap. Several start where earlier searches had
// success: each maxTries failures move that place on, leaving the gaps to single labels.
func (c *cells) findBase(labels []uint16) int32 {
	first, last := int32(labels[0]), int32(labels[len(labels)-1])
	cell, tries := c.head, 0
	if len(labels) > 1 {
		cell = c.from()
	}
	for ; cell != none; cell = c.next[cell] {
		base := cell - first
		if base < 1 {
			continue
		}
		c.grow(int(base+last) + 1)
		if c.fits(base, labels[1:]) {
			return c.use(base)
		}
		if tries++; tries%maxTries == 0 && len(labels) > 1 {
			c.start = cell
		}
	}
	base := max(int32(len(c.states))-first, 1)
	for !c.fits(base, nil) {
		base++
	}
	c.grow(int(base+last) + 1)
	return c.use(base)
}

// use marks the base as taken.
func (c *cells) use(base int32) int32 {
	for int(base)/64 >= len(c.based) {
		c.based = append(c.based, 0)
	}
	c.based[base/64] |= 1 << (base % 64)
	return base
}

// from is the first free cell at or after the start of searches.
func (c *cells) from() int32 {
	for int(c.start) < len(c.states) && c.states[c.start].check != 0 {
		c.start++
	}
	if int(c.start) == len(c.states) {
		return none
	}
	return c.start
}

func (c *cells) fits(base int32, labels []uint16) bool {
	if w := int(base) / 64; w < len(c.based) && c.based[w]&(1<<(base%64)) != 0 {
		return false
	}
	for _, l := range labels {
		if c.states[base+int32(l)].check != 0 {
			return false
		}
	}
	return true
}

// finish cuts the unused end and returns the array.
func (c *cells) finish() []state {
	used := 0
	for i := range c.states {
		if c.states[i].check != 0 {
			used = i + 1
		}
	}
	return slices.Clone(c.states[:used])
}
