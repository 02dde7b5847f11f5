package classify

// laneKind is how a lane finds its cell.
type laneKind uint8

const (
	laneCode laneKind = iota // the code, or yes and no
	laneNumber
	laneKnown
	laneTag
	laneHit
	laneFunc
)

// lane is one column of an index: which boxes accept each of its cells. It finds the cell
// as the column's domain cuts it, without going through it.
type lane struct {
	kind   laneKind
	slot   int32
	idx    int32
	others int32    // the cell of other codes of an open field
	cuts   cuts     // of numbers
	bits   []uint64 // cells × words
}

func newLane(d *domain, bits []uint64) lane {
	l := lane{slot: int32(d.col.slot), idx: int32(d.col.idx), cuts: newCuts(d.bounds), bits: bits, others: 1 + int32(d.codes)}
	switch {
	case d.col.kind == colHit:
		l.kind = laneHit
	case d.col.kind == colTag:
		l.kind = laneTag
	case d.col.kind == colFunc:
		l.kind = laneFunc
	case d.col.kind == colKnown:
		l.kind = laneKnown
	case d.numeric():
		l.kind = laneNumber
	}
	return l
}

// cell is the cell of the lane in a frame.
func (l *lane) cell(f *frame) int {
	switch l.kind {
	case laneHit:
		return bit(f.hits[l.idx])
	case laneTag:
		return bit(f.tagged(int(l.slot), int(l.idx)))
	case laneFunc:
		return bit(f.funcs[l.idx](f.facts))
	}
	v := &f.cells[l.slot]
	switch {
	case l.kind == laneCode:
		return l.code(v)
	case !v.known:
		return 0
	case l.kind == laneNumber:
		return 1 + l.cuts.below(v.n)
	}
	return 1 // laneKnown
}

// code is the cell of a code, of yes or of no.
func (l *lane) code(v *cell) int {
	switch {
	case !v.known:
		return 0
	case v.n == otherCode:
		return int(l.others)
	}
	return 1 + int(v.n)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
