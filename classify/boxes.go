package classify

import "github.com/redress-go/redress/classify/internal/grid"

// maxBoxes is how many boxes the conditions of one table may take; beyond it the table
// is evaluated row by row and not proven.
const maxBoxes = 4096

// maxProduct is how many pairs of boxes one "all" may need looking at.
const maxProduct = 1 << 17

// geometry is the conditions of one table as boxes over its columns.
type geometry struct {
	domains []domain
	at      map[column]int
	space   grid.Space
}

func newGeometry(s *schema, rows []node) *geometry {
	var all []*leaf
	for i := range rows {
		all = rows[i].leaves(all)
	}
	g := &geometry{domains: domainsOf(s, all), at: map[column]int{}}
	for i := range g.domains {
		g.at[g.domains[i].col] = i
		g.space = append(g.space, g.domains[i].size())
	}
	return g
}

// boxes returns boxes that together match exactly when n, or its negation, holds. It
// gives up, with ok false, when there would be more than limit.
func (g *geometry) boxes(n *node, negate bool, limit int) (out []grid.Box, ok bool) {
	switch n.op {
	case opNot:
		return g.boxes(&n.kids[0], !negate, limit)
	case opAll, opAny:
		if (n.op == opAll) != negate {
			return g.product(n.kids, negate, limit)
		}
		return g.union(n.kids, negate, limit)
	}
	col := g.at[n.leaf.col]
	set := g.domains[col].set(n.leaf)
	if negate {
		set = set.Complement(g.space[col])
	}
	if set.Empty() {
		return nil, true
	}
	box := make(grid.Box, len(g.space))
	box[col] = set
	return []grid.Box{box}, true
}

func (g *geometry) union(kids []node, negate bool, limit int) (out []grid.Box, ok bool) {
	for i := range kids {
		more, ok := g.boxes(&kids[i], negate, limit)
		if out = append(out, more...); !ok || len(out) > limit {
			return nil, false
		}
	}
	return mergeBoxes(out), true
}

func (g *geometry) product(kids []node, negate bool, limit int) ([]grid.Box, bool) {
	out := []grid.Box{make(grid.Box, len(g.space))}
	for i := range kids {
		more, ok := g.boxes(&kids[i], negate, limit)
		if !ok || len(out)*len(more) > maxProduct {
			return nil, false
		}
		var next []grid.Box
		for _, a := range out {
			for _, b := range more {
				if both, some := g.space.And(a, b); some {
					next = append(next, both)
				}
			}
			if len(next) > limit {
				return nil, false
			}
		}
		out = next
	}
	return out, true
}

// mergeBoxes joins boxes that restrict the same single column, as any(a = 1, a = 2)
// gives them.
func mergeBoxes(boxes []grid.Box) []grid.Box {
	byColumn := map[int]grid.Box{}
	var out []grid.Box
	for _, b := range boxes {
		col := onlyColumn(b)
		first, ok := byColumn[col]
		if col < 0 || !ok {
			out = append(out, b)
			byColumn[col] = b
			continue
		}
		merged := append(grid.Set(nil), first[col]...)
		for i, w := range b[col] {
			merged[i] |= w
		}
		first[col] = merged
	}
	return out
}

// onlyColumn returns the one column the box restricts, or −1.
func onlyColumn(b grid.Box) int {
	only := -1
	for i, s := range b {
		if s == nil {
			continue
		}
		if only >= 0 {
			return -1
		}
		only = i
	}
	return only
}
