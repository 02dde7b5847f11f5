package classify

import (
	"math/bits"
	"slices"

	"github.com/redress-go/redress/classify/internal/grid"
)

// index answers which rows of a table match with a few operations per column: every
// cell of every column has the set of boxes that accept it, and the boxes of an input
// are the intersection over the columns.
type index struct {
	lanes []lane // those of codes first
	coded int    // how many of them
	words int
	full  []uint64 // every box
	rows  []int32  // the row of each box; boxes of one row stand together
}

// newIndex builds the index of boxes, by row, in the order in which rows are to be
// tried. It returns nil when there are too many.
func newIndex(g *geometry, rows [][]grid.Box, order []int) *index {
	x := &index{}
	var boxes []grid.Box
	for _, r := range order {
		for _, b := range rows[r] {
			boxes = append(boxes, b)
			x.rows = append(x.rows, int32(r))
		}
	}
	if len(boxes) > maxBoxes {
		return nil
	}
	x.words = (len(boxes) + 63) / 64
	x.full = grid.FullSet(len(boxes))
	for col, cells := range g.space {
		table := make([]uint64, cells*x.words)
		for i, b := range boxes {
			for cell := range cells {
				if b[col] == nil || b[col].Has(cell) {
					table[cell*x.words+i/64] |= 1 << (i % 64)
				}
			}
		}
		x.lanes = append(x.lanes, newLane(&g.domains[col], table))
	}
	slices.SortStableFunc(x.lanes, func(a, b lane) int { return int(a.kind) - int(b.kind) })
	for x.coded < len(x.lanes) && x.lanes[x.coded].kind == laneCode {
		x.coded++
	}
	return x
}

// match leaves the boxes that match in f.acc.
func (x *index) match(f *frame) {
	if x.words == 2 { // tables of up to 128 boxes: two registers
		a, b := x.full[0], x.full[1]
		for i := range x.lanes {
			l := &x.lanes[i]
			var cell int
			if i < x.coded {
				cell = l.code(&f.cells[l.slot])
			} else {
				cell = l.cell(f)
			}
			row := l.bits[2*cell : 2*cell+2 : 2*cell+2]
			a, b = a&row[0], b&row[1]
		}
		f.acc = append(f.acc[:0], a, b)
		return
	}
	f.acc = append(f.acc[:0], x.full...)
	acc := f.acc
	for i := range x.lanes {
		l := &x.lanes[i]
		row := l.bits[l.cell(f)*len(acc):]
		row = row[:len(acc)]
		for w := range acc {
			acc[w] &= row[w]
		}
	}
}

// next returns the first matching row in a box at or after from, and the box after it;
// row is −1 when there is none. It reads f.acc.
func (x *index) next(f *frame, from int) (row, after int) {
	for w := from / 64; w < len(f.acc); w++ {
		word := f.acc[w]
		if w == from/64 {
			word &= ^uint64(0) << (from % 64)
		}
		if word == 0 {
			continue
		}
		box := w*64 + bits.TrailingZeros64(word)
		row = int(x.rows[box])
		for after = box + 1; after < len(x.rows) && int(x.rows[after]) == row; {
			after++
		}
		return row, after
	}
	return -1, len(x.rows)
}
