package classify

// colKind is what a column of a table looks at.
type colKind uint8

const (
	colValue colKind = iota // the value of a code, number, money or bool slot
	colTag                  // one code of a tags slot
	colKnown                // whether a text or tags slot is known
	colHit                  // a lexicon hit
	colFunc                 // a function of the host
)

// column is one thing conditions look at. It is comparable: two conditions about one
// thing share a column.
type column struct {
	kind colKind
	slot int // of the field; −1 for hits in any text and for functions
	idx  int // the tag, the hit or the function
}

// node is a compiled condition: a comparison, or kids joined by op.
type node struct {
	op   condOp // opAll, opAny, opNot, or any comparison for a leaf
	kids []node
	leaf *leaf
}

// leaf is a compiled comparison: it holds when the column's value is one of codes, or
// lies in [lo, hi); for tags, hits and functions when they are there.
type leaf struct {
	col   column
	known bool    // holds for every known value
	codes []int64 // code and bool columns
	lo    int64   // number and money columns, when codes is nil
	hi    int64
	test  func(*frame) bool
	cond  Cond
	text  string // cond as people read it
}

func (n *node) holds(f *frame) bool {
	switch n.op {
	case opAll:
		for i := range n.kids {
			if !n.kids[i].holds(f) {
				return false
			}
		}
		return true
	case opAny:
		for i := range n.kids {
			if n.kids[i].holds(f) {
				return true
			}
		}
		return false
	case opNot:
		return !n.kids[0].holds(f)
	}
	return n.leaf.test(f)
}

// leaves appends the comparisons below n in the order written.
func (n *node) leaves(out []*leaf) []*leaf {
	if n.leaf != nil {
		return append(out, n.leaf)
	}
	for i := range n.kids {
		out = n.kids[i].leaves(out)
	}
	return out
}

// footing is what a truth value rests on: facts that are known, words in the text,
// both, or neither, as when something is merely not known or holds by default.
type footing struct{ fact, text bool }

// textOnly reports whether it rests on words and on no fact.
func (on footing) textOnly() bool { return on.text && !on.fact }

// rests returns the footing of the truth value that n has, which is want: that of
// every comparison that contributes to it.
func (n *node) rests(f *frame, want bool) (out footing) {
	switch n.op {
	case opNot:
		return n.kids[0].rests(f, !want)
	case opAll, opAny:
		for i := range n.kids {
			if n.kids[i].holds(f) == want {
				kid := n.kids[i].rests(f, want)
				out.fact, out.text = out.fact || kid.fact, out.text || kid.text
			}
		}
		return out
	}
	return n.leaf.col.rests(f)
}

// rests returns the footing of what the column shows. Dimensions pass on the footing of
// the row that decided them.
func (c column) rests(f *frame) footing {
	switch c.kind {
	case colHit:
		return footing{text: true}
	case colFunc:
		return footing{fact: true}
	}
	s, v := &f.schema.slots[c.slot], &f.cells[c.slot]
	switch {
	case !v.known:
		return footing{}
	case s.derived && c.kind == colTag:
		set, text := f.tagged(c.slot, c.idx), f.tagFromText(c.slot, c.idx)
		return footing{fact: set && !text, text: text}
	case s.derived:
		return v.rests
	case s.typ == TypeText:
		return footing{text: true}
	}
	return footing{fact: true}
}
