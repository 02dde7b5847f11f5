package classify

import (
	"math"
	"slices"

	"github.com/redress-go/redress/classify/internal/grid"
)

// domain is how a column is cut into cells for one table. Value columns have a cell 0
// for "not known"; codes then have one cell each, numbers one for every stretch
// between two constants the table mentions. All other columns have the cells no and yes.
type domain struct {
	col    column
	typ    Type
	codes  int     // number of codes; one more cell stands for the others of an open field
	open   bool    //
	bounds []int64 // first values of the second and later stretches, ascending
}

// domainsOf returns the columns the leaves look at, in the order first met.
func domainsOf(s *schema, leaves []*leaf) []domain {
	var out []domain
	at := map[column]int{}
	for _, l := range leaves {
		i, ok := at[l.col]
		if !ok {
			i = len(out)
			at[l.col] = i
			out = append(out, newDomain(s, l.col))
		}
		out[i].bounds = append(out[i].bounds, l.bounds()...)
	}
	for i := range out {
		slices.Sort(out[i].bounds)
		out[i].bounds = slices.Compact(out[i].bounds)
	}
	return out
}

func newDomain(s *schema, col column) domain {
	d := domain{col: col}
	if col.kind != colValue {
		return d
	}
	sl := &s.slots[col.slot]
	d.typ, d.codes, d.open = sl.typ, len(sl.codes), sl.open
	if d.typ == TypeBool {
		d.codes = 2
	}
	return d
}

// bounds are the cuts a numeric comparison makes.
func (l *leaf) bounds() []int64 {
	if l.col.kind != colValue || l.known || l.codes != nil {
		return nil
	}
	var out []int64
	if l.lo != math.MinInt64 {
		out = append(out, l.lo)
	}
	if l.hi != math.MaxInt64 {
		out = append(out, l.hi)
	}
	return out
}

func (d *domain) numeric() bool { return d.typ == TypeNumber || d.typ == TypeMoney }

// size is the number of cells.
func (d *domain) size() int {
	switch {
	case d.col.kind != colValue:
		return 2
	case d.numeric():
		return 2 + len(d.bounds)
	case d.open:
		return 2 + d.codes
	}
	return 1 + d.codes
}

// set is the cells in which the leaf holds.
func (d *domain) set(l *leaf) grid.Set {
	n := d.size()
	out := grid.NewSet(n)
	switch {
	case d.col.kind != colValue:
		out.Add(1)
	case l.known:
		for i := 1; i < n; i++ {
			out.Add(i)
		}
	case d.numeric():
		for i := 1; i < n; i++ {
			if v := d.lowest(i); l.lo <= v && v < l.hi {
				out.Add(i)
			}
		}
	default:
		for _, c := range l.codes {
			out.Add(1 + int(c))
		}
	}
	return out
}

// lowest is the smallest value of a numeric cell.
func (d *domain) lowest(cell int) int64 {
	if cell <= 1 {
		return math.MinInt64
	}
	return d.bounds[cell-2]
}
