package classify

import (
	"slices"

	"github.com/redress-go/redress/classify/internal/grid"
)

// proofSteps bounds the work on one question about one row; beyond it the answer is
// "not proven".
const proofSteps = 20_000

// prover answers questions about the rows of one table, exactly and with examples.
type prover struct {
	rules  *hitIndex
	lex    *Lexicon
	schema *schema
	t      *ruleTable
	g      *geometry
	boxes  [][]grid.Box // by row
	never  []grid.Box   // inputs that cannot occur
	open   bool         // a question was left without proof
}

// geometry returns the boxes of every row, or ok false when there are too many.
func (t *ruleTable) geometry(s *schema) (g *geometry, boxes [][]grid.Box, ok bool) {
	nodes := make([]node, len(t.rows))
	for i := range t.rows {
		nodes[i] = t.rows[i].when
	}
	g = newGeometry(s, nodes)
	left := maxBoxes
	for i := range nodes {
		b, ok := g.boxes(&nodes[i], false, left)
		if left -= len(b); !ok || left < 0 {
			return g, nil, false
		}
		boxes = append(boxes, b)
	}
	return g, boxes, true
}

// newProver returns nil when the table is too large to prove anything.
func (c *Classifier) newProver(t *ruleTable) *prover {
	g, boxes, ok := t.geometry(c.schema)
	if !ok {
		return nil
	}
	p := &prover{rules: c.hits, lex: &c.rs.Lexicon, schema: c.schema, t: t, g: g, boxes: boxes}
	p.never = p.impossible()
	return p
}

// impossible lists inputs that contradict themselves: a keyword found and its group
// not, a word found in an unknown text, a tag on an unknown list, a question unasked at
// the end of a script.
func (p *prover) impossible() (out []grid.Box) {
	for i := range p.g.domains {
		if c := p.g.domains[i].col; c.kind == colValue && p.schema.slots[c.slot].required {
			box := make(grid.Box, len(p.g.space))
			box[i] = grid.NewSet(p.g.space[i])
			box[i].Add(0)
			out = append(out, box)
		}
		for j := range p.g.domains {
			a, b := p.g.domains[i].col, p.g.domains[j].col
			if i == j || !p.implies(a, b) {
				continue
			}
			box := make(grid.Box, len(p.g.space))
			box[i], box[j] = grid.NewSet(2), grid.NewSet(2)
			box[i].Add(1)
			box[j].Add(0)
			out = append(out, box)
		}
	}
	return out
}

// implies reports whether b is true whenever a is.
func (p *prover) implies(a, b column) bool {
	switch {
	case b.kind == colKnown:
		return a.kind == colTag && a.slot == b.slot || a.kind == colHit && p.textOf(a.slot) == b.slot
	case a.kind != colHit || b.kind != colHit:
		return false
	}
	x, y := p.rules.keys[a.idx], p.rules.keys[b.idx]
	if x.slot != y.slot && y.slot >= 0 {
		return false
	}
	among := p.rules.members[y.name]
	return !slices.ContainsFunc(p.rules.members[x.name], func(k int32) bool { return !isAmong(among, k) })
}

// textOf is the one text slot a hit can be in, or −1 when there are several.
func (p *prover) textOf(slot int) int {
	if slot >= 0 {
		return slot
	}
	for i := range p.schema.slots[:p.schema.fields] {
		if p.schema.slots[i].typ != TypeText {
			continue
		}
		if slot >= 0 {
			return -1
		}
		slot = i
	}
	return slot
}

// outside looks for a possible input in one of the target boxes and in none of the
// others. A question that takes too long counts as "none" and marks the prover open.
func (p *prover) outside(targets, others []grid.Box) grid.Point {
	for _, target := range targets {
		budget := proofSteps
		for {
			point, proven := p.g.space.Uncovered(target, append(slices.Clip(p.never), others...), &budget)
			if !proven {
				p.open = true
			}
			if point == nil {
				break
			}
			impossible := p.contradiction(point)
			if impossible == nil {
				return point
			}
			p.never = append(p.never, impossible)
		}
	}
	return nil
}

// overlap looks for an input that both rows match.
func (p *prover) overlap(i, j int) grid.Point {
	for _, a := range p.boxes[i] {
		for _, b := range p.boxes[j] {
			if !p.g.space.Meets(a, b) {
				continue
			}
			both, _ := p.g.space.And(a, b)
			if at := p.outside([]grid.Box{both}, nil); at != nil {
				return at
			}
		}
	}
	return nil
}

// same reports whether two rows match exactly the same inputs, and is sure of it.
func (p *prover) same(i, j int) bool {
	was := p.open
	p.open = false
	same := p.outside(p.boxes[i], p.boxes[j]) == nil && p.outside(p.boxes[j], p.boxes[i]) == nil && !p.open
	p.open = was
	return same
}

// everything is the box of all inputs.
func (p *prover) everything() []grid.Box { return []grid.Box{make(grid.Box, len(p.g.space))} }

// gap looks for an input that no row decides.
func (p *prover) gap() grid.Point {
	var all []grid.Box
	for i := range p.boxes {
		all = append(all, p.deciding(i)...)
	}
	return p.outside(p.everything(), all)
}

// masked reports whether the rows tried before row leave it nothing to decide, and those
// rows.
func (p *prover) masked(row int) (by []int, masked bool) {
	var before []grid.Box
	for _, r := range p.t.order {
		if r == row {
			break
		}
		for _, b := range p.deciding(r) {
			if slices.ContainsFunc(p.boxes[row], func(a grid.Box) bool { return p.g.space.Meets(a, b) }) {
				before = append(before, b)
				by = append(by, r)
			}
		}
	}
	was := p.open
	p.open = false
	none := p.outside(p.boxes[row], before) == nil && !p.open
	p.open = p.open || was
	return slices.Compact(by), none && len(by) > 0
}

// deciding are the boxes in which the row decides: for guarded outcomes not those that
// may rest on words alone.
func (p *prover) deciding(row int) []grid.Box {
	if !p.t.rows[row].guarded {
		return p.boxes[row]
	}
	var out []grid.Box
	for _, b := range p.boxes[row] {
		if p.surelyDecides(b) {
			out = append(out, b)
		} else {
			out = append(out, p.knownParts(b)...)
		}
	}
	return out
}

// knownParts are the parts of a box in which one of the facts it restricts is known.
func (p *prover) knownParts(b grid.Box) (out []grid.Box) {
	for col, cells := range b {
		c := p.g.domains[col].col
		if cells == nil || c.kind != colValue || c.slot >= p.schema.fields {
			continue
		}
		unknown := grid.NewSet(p.g.space[col])
		unknown.Add(0)
		part := slices.Clone(b)
		if part[col] = cells.Minus(unknown, p.g.space[col]); !part[col].Empty() {
			out = append(out, part)
		}
	}
	return out
}

// surelyDecides reports whether a match in the box cannot rest on words alone: it asks
// for a known fact, or looks neither at text nor at what may come from text.
func (p *prover) surelyDecides(b grid.Box) bool {
	text := false
	for col, cells := range b {
		if cells == nil {
			continue
		}
		c := p.g.domains[col].col
		switch {
		case c.kind == colFunc:
			return true
		case c.kind == colHit || c.slot >= p.schema.fields || p.schema.slots[c.slot].typ == TypeText:
			text = true
		case !cells.Has(0):
			return true
		}
	}
	return !text
}

// wordsOnly reports whether every way to match the row looks at words alone.
func (p *prover) wordsOnly(row int) bool {
	for _, b := range p.boxes[row] {
		for col, cells := range b {
			c := p.g.domains[col].col
			if cells != nil && c.kind != colHit && (c.slot < 0 || p.schema.slots[c.slot].typ != TypeText) {
				return false
			}
		}
		if p.surelyDecides(b) {
			return false
		}
	}
	return len(p.boxes[row]) > 0
}
