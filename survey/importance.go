package survey

import "math"

// importance gives how closely the answers to a scale follow those to the
// anchor: Pearson's correlation over the people who answered both, with
// Fisher's interval (Fisher 1921, Metron 1:3), which a perfect correlation does
// not have. No data without an anchor, below four people, or where either did
// not vary.
func (a *Analysis) importance(i int, t *tally) Estimate {
	q := &a.form.questions[i]
	if q.joint < 0 {
		return Estimate{}
	}
	anchor := &a.form.questions[a.form.anchor]
	return correlation(t.cells[q.joint:q.joint+q.values()*anchor.values()], anchor.values())
}

// correlation of a table of counts, row by row, of the given width.
func correlation(table []int64, width int) Estimate {
	var n, sx, sy, sxx, syy, sxy int64
	for i, count := range table {
		x, y := int64(i/width), int64(i%width)
		n += count
		sx += x * count
		sy += y * count
		sxx += x * x * count
		syy += y * y * count
		sxy += x * y * count
	}
	if n < 4 {
		return Estimate{}
	}
	r := difference(n, sxy, sx, sy) / math.Sqrt(difference(n, sxx, sx, sx)*difference(n, syy, sy, sy))
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return Estimate{}
	}
	if math.Abs(r) > 1-1e-12 {
		return point(math.Copysign(1, r), n)
	}
	half := z95 / math.Sqrt(float64(n)-3)
	low, high := math.Tanh(math.Atanh(r)-half), math.Tanh(math.Atanh(r)+half)
	return between(math.Min(low, r), r, math.Max(high, r), n)
}
