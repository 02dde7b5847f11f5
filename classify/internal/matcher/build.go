package matcher

import (
	"errors"
	"fmt"
	"iter"
	"slices"
)

// Limits of one matcher.
const (
	MaxWords     = 1 << 20
	MaxWordRunes = 200
)

// Matcher finds words. It is immutable and safe for concurrent use.
type Matcher struct {
	classes *classes
	states  []state
	outputs outputs
	runes   []uint8 // length of each word in runes that are seen
}

// New builds a matcher of words under fold, which must be idempotent; a negative result
// makes a rune unseen, in words and in text. Foldable are the runes that may fold to
// others, nil for every rune: a text's other runes match as the words spell them. Words that
// fold alike share the index of the first. An empty word, or one beyond the limits, is an
// error naming its index.
func New(words []string, fold func(rune) rune, foldable iter.Seq[rune]) (*Matcher, error) {
	if foldable == nil {
		foldable = everyRune
	}
	if len(words) > MaxWords {
		return nil, fmt.Errorf("more than %d words", MaxWords)
	}
	folded := make([][]rune, len(words))
	for i, w := range words {
		folded[i] = foldWord(w, fold)
		if n := len(folded[i]); n == 0 || n > MaxWordRunes {
			return nil, fmt.Errorf("word %d: 1 to %d characters expected", i, MaxWordRunes)
		}
	}
	cls := newClasses(folded, fold, foldable)
	if cls.count > 1<<16 {
		return nil, errors.New("more than 65533 different characters")
	}
	for _, w := range words {
		cls.spell(w, fold)
	}
	b := builder{m: &Matcher{classes: cls, runes: make([]uint8, len(words))}}
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

func foldWord(word string, fold func(rune) rune) []rune {
	var out []rune
	for _, r := range word {
		if to := fold(r); to >= 0 {
			out = append(out, to)
		}
	}
	return out
}

type builder struct {
	m     *Matcher
	keys  [][]uint16
	order []int32 // word indices, sorted by key then index
	cells cells
	ids   []int32 // the output of each state
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
	b.cells.take(0, classUnseen) // the root is no one's child
	b.queue = append(b.queue, node{hi: int32(len(b.order))})
	for at := 0; at < len(b.queue); at++ {
		b.place(b.queue[at])
	}
	b.m.states = b.cells.finish()
	b.m.outputs.pack(b.m.states, append(b.ids, make([]int32, len(b.m.states))...))
	b.m.outputs.chains = slices.Clone(b.m.outputs.chains)
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
	for i, c := range labels {
		kids[i].state = base + int32(c)
		b.cells.take(kids[i].state, c)
	}
	b.cells.states[n.state].base = base
	for i, c := range labels {
		b.cells.states[kids[i].state].fail = b.failOf(n.state, c)
	}
	b.queue = append(b.queue, kids...)
}

// finish settles the output of a state: its own word first, then those of its fail
// state, which lies nearer the root and is finished already.
func (b *builder) finish(n *node) {
	b.ids = append(b.ids, make([]int32, max(0, len(b.cells.states)-len(b.ids)))...)
	id := int32(0)
	if n.state != 0 {
		id = b.ids[b.cells.states[n.state].fail]
	}
	first := n.lo
	for n.lo < n.hi && int32(len(b.keys[b.order[n.lo]])) == n.depth {
		n.lo++
	}
	if n.lo > first {
		id = b.m.outputs.add(b.order[first], id)
	}
	b.ids[n.state] = id
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
