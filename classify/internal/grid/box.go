package grid

// Space is the number of cells of each column.
type Space []int

// Box is a set of cells per column; nil for every cell. A box with an empty set
// matches nothing.
type Box []Set

// Point is one cell per column.
type Point []int

// And returns the inputs in both boxes, and whether there are any.
func (s Space) And(a, b Box) (Box, bool) {
	out := make(Box, len(s))
	for i := range s {
		out[i] = a[i].And(b[i])
		if out[i] != nil && out[i].Empty() {
			return nil, false
		}
	}
	return out, true
}

// Meets reports whether the boxes share an input, without building the shared box.
func (s Space) Meets(a, b Box) bool {
	for i := range s {
		if a[i] == nil || b[i] == nil {
			if a[i] != nil && a[i].Empty() || b[i] != nil && b[i].Empty() {
				return false
			}
			continue
		}
		shared := uint64(0)
		for w := range a[i] {
			shared |= a[i][w] & b[i][w]
		}
		if shared == 0 {
			return false
		}
	}
	return true
}

// Point returns an input of the box, its lowest cells, or nil when it is empty.
func (s Space) Point(b Box) Point {
	p := make(Point, len(s))
	for i := range s {
		if b[i] == nil {
			continue
		}
		if p[i] = b[i].First(); p[i] < 0 {
			return nil
		}
	}
	return p
}

// Contains reports whether the point lies in the box.
func (b Box) Contains(p Point) bool {
	for i, s := range b {
		if s != nil && !s.Has(p[i]) {
			return false
		}
	}
	return true
}

// Uncovered looks for an input of target in none of the boxes. Proven is false when
// the budget of steps ran out first; otherwise a nil point proves that there is none.
func (s Space) Uncovered(target Box, boxes []Box, budget *int) (p Point, proven bool) {
	for i, b := range boxes {
		if !s.Meets(target, b) {
			continue
		}
		return s.outside(target, b, boxes[i+1:], budget)
	}
	return s.Point(target), true
}

// outside cuts target \ b into disjoint pieces, one per column that b restricts, and
// looks for an uncovered input in each.
func (s Space) outside(target, b Box, rest []Box, budget *int) (Point, bool) {
	for col, cells := range b {
		if cells == nil {
			continue
		}
		if *budget--; *budget < 0 {
			return nil, false
		}
		left := target[col].Minus(cells, s[col])
		if !left.Empty() {
			piece := append(Box(nil), target...)
			piece[col] = left
			if p, proven := s.Uncovered(piece, rest, budget); p != nil || !proven {
				return p, proven
			}
		}
		inside := append(Box(nil), target...)
		inside[col] = target[col].And(cells)
		target = inside
	}
	return nil, true
}
