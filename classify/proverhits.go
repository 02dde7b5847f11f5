package classify

import (
	"slices"

	"github.com/redress-go/redress/classify/internal/grid"
)

// The hits of a table depend on each other: a group is found exactly when one of its
// keywords is. That a keyword brings its group along stands among the impossible inputs from
// the start; that a group needs one of its keywords is learnt from inputs that break it,
// because the ways to break it are many and few of them ever matter.

// contradiction is a box of impossible inputs around a point, or nil: a group found though
// each of its keywords is in a column where nothing was found.
func (p *prover) contradiction(at grid.Point) grid.Box {
	for i := range p.g.domains {
		if p.g.domains[i].col.kind != colHit || at[i] != 1 {
			continue
		}
		left := slices.Clone(p.keywords(i))
		box := make(grid.Box, len(p.g.space))
		box[i] = only(1)
		for j := range p.g.domains {
			if !p.absent(at, j, i) {
				continue
			}
			before := len(left)
			gone := p.keywords(j)
			left = slices.DeleteFunc(left, func(k int32) bool { return isAmong(gone, k) })
			if len(left) < before {
				box[j] = only(0)
			}
		}
		if len(left) == 0 {
			return box
		}
	}
	return nil
}

// absent reports whether column j says that its keywords are not in the text that column i
// found one in.
func (p *prover) absent(at grid.Point, j, i int) bool {
	a, b := p.g.domains[j].col, p.g.domains[i].col
	if a.kind != colHit || at[j] != 0 {
		return false
	}
	return a.slot < 0 || p.textOf(a.slot) == p.textOf(b.slot)
}

// keywords are those that make a hit column true.
func (p *prover) keywords(column int) []int32 {
	return p.rules.members[p.rules.keys[p.g.domains[column].col.idx].name]
}

// isAmong reports whether an ascending list of keywords has one.
func isAmong(keywords []int32, k int32) bool {
	_, found := slices.BinarySearch(keywords, k)
	return found
}

// only is the set of one of two cells.
func only(cell int) grid.Set {
	s := grid.NewSet(2)
	s.Add(cell)
	return s
}

// exampleWord is a text that makes a hit true and none of the hits that are not.
func (p *prover) exampleWord(at grid.Point, column int) string {
	list := slices.Clone(p.keywords(column))
	for j := range p.g.domains {
		if p.absent(at, j, column) {
			gone := p.keywords(j)
			list = slices.DeleteFunc(list, func(k int32) bool { return isAmong(gone, k) })
		}
	}
	if len(list) == 0 {
		list = p.keywords(column)
	}
	k := &p.lex.Keywords[list[0]]
	if k.Polarity == PolarityNegated {
		return orDefault(p.lex.Negators, DefaultNegators)[0] + " " + k.Words[0]
	}
	return k.Words[0]
}
