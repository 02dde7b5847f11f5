package matcher

import (
	"errors"
	"fmt"
	"slices"
)

// Limits of one matcher.
const (
	MaxWords     = 1 << 20
	MaxWordRunes = 200
)

// state is one cell of the double array: the child of state s by class c is the cell
// base[s]+c, if its check is s.
type state struct {
	base  int32
	check int32
	fail  int32
	out   int32 // index into outputs of the longest word ending here, 0 for none
}

// output is a word that ends at a state, and the next shorter one.
type output struct {
	word int32
	next int32
}

// Matcher finds words. It is immutable and safe for concurrent use.
type Matcher struct {
	classes *classes
	states  []state
	outputs []output
	runes   []uint8 // length of each word in runes
}

// New builds a matcher of words under fold, which must be idempotent. Words that fold
// alike share the index of the first. An empty word, or one beyond the limits, is an
// error naming its index.
func New(words []string, fold func(rune) rune) (*Matcher, error) {
	if len(words) > MaxWords {
		return nil, fmt.Errorf("more than %d words", MaxWords)
	}
	folded := make([][]rune, len(words))
	for i, w := range words {
		rs := []rune(w)
		if len(rs) == 0 || len(rs) > MaxWordRunes {
			return nil, fmt.Errorf("word %d: 1 to %d characters expected", i, MaxWordRunes)
		}
		for j, r := range rs {
			rs[j] = fold(r)
		}
		folded[i] = rs
	}
	cls := newClasses(folded, fold)
	if cls.count > 1<<16 {
		return nil, errors.New("more than 65535 different characters")
	}
	b := builder{m: &Matcher{classes: cls, outputs: make([]output, 1), runes: make([]uint8, len(words))}}
	for i, rs := range folded {
		b.m.runes[i] = uint8(len(rs))
		key := make([]uint16, len(rs))
		for j, r := range rs {
			key[j] = cls.of(r)
		}
		b.keys = append(b.keys, key)
		b.order = append(b.order, int32(i))
	}
	b.build()
	return b.m, nil
}

type builder struct {
	m     *Matcher
	keys  [][]uint16
	order []int32 // word indices, sorted by key then index
	cells cells
	queue []node
}

// node is a state whose children are still to be placed: the words order[lo:hi]
// share their first depth classes.
type node struct {
	state  int32
	lo, hi int32
	depth  int32
}

func (b *builder) build() {
	slices.SortFunc(b.order, func(x, y int32) int {
		if d := slices.Compare(b.keys[x], b.keys[y]); d != 0 {
			return d
		}
		return int(x - y)
	})
	b.cells = newCells(b.m.classes.count + 1)
	b.cells.take(0)
	b.cells.states[0].check = -2 // the root is no one's child
	b.queue = append(b.queue, node{hi: int32(len(b.order))})
	for at := 0; at < len(b.queue); at++ {
		b.place(b.queue[at])
	}
	b.m.states = b.cells.finish()
	b.m.outputs = slices.Clone(b.m.outputs)
}

// place records the word that ends at the node and puts its children into free cells.
func (b *builder) place(n node) {
	b.finish(&n)
	if n.lo == n.hi {
		return
	}
	var kids []node
	var labels []uint16
	for i := n.lo; i < n.hi; {
		c := b.keys[b.order[i]][n.depth]
		j := i
		for j < n.hi && b.keys[b.order[j]][n.depth] == c {
			j++
		}
		kids = append(kids, node{lo: i, hi: j, depth: n.depth + 1})
		labels = append(labels, c)
		i = j
	}
	base := b.cells.findBase(labels)
	b.cells.states[n.state].base = base
	for i, c := range labels {
		kids[i].state = base + int32(c)
		b.cells.take(kids[i].state)
		b.cells.states[kids[i].state].check = n.state
	}
	for i, c := range labels {
		b.cells.states[kids[i].state].fail = b.failOf(n.state, c)
	}
	b.queue = append(b.queue, kids...)
}

// finish links the outputs of a state: its own word first, then those of its fail
// state, which lies nearer the root and is finished already.
func (b *builder) finish(n *node) {
	s := &b.cells.states[n.state]
	if n.state != 0 {
		s.out = b.cells.states[s.fail].out
	}
	first := n.lo
	for n.lo < n.hi && int32(len(b.keys[b.order[n.lo]])) == n.depth {
		n.lo++
	}
	if n.lo > first {
		b.m.outputs = append(b.m.outputs, output{word: b.order[first], next: s.out})
		s.out = int32(len(b.m.outputs) - 1)
	}
}

func (b *builder) failOf(parent int32, c uint16) int32 {
	if parent == 0 {
		return 0
	}
	for f := b.cells.states[parent].fail; ; f = b.cells.states[f].fail {
		if t, ok := child(b.cells.states, f, c); ok {
			return t
		}
		if f == 0 {
			return 0
		}
	}
}
