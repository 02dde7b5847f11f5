package matcher

import "math/bits"

// outputs says which words end at a state. Most states end none and few end several, so
// a state has an id only where one ends: a positive id is one more than the word, a
// negative one the place in chains of the longest word and the id of the shorter ones.
type outputs struct {
	marks  []mark  // the states with an id, 64 states each
	ids    []int32 // in the order of the states
	chains []chain
}

// mark is 64 states, a bit for each that has an id, and how many have one before them.
type mark struct {
	bits   uint64
	before int32
}

// chain is a word and the id of the shorter words that end at the same state.
type chain struct{ word, rest int32 }

// add returns the id of a word and the shorter ones.
func (o *outputs) add(word, rest int32) int32 {
	if rest == 0 {
		return word + 1
	}
	o.chains = append(o.chains, chain{word, rest})
	return -int32(len(o.chains))
}

// pack keeps the ids of the states that have one and marks those states.
func (o *outputs) pack(states []state, ids []int32) {
	o.marks = make([]mark, (len(states)+63)/64)
	for i := range states {
		if ids[i] != 0 {
			o.marks[i/64].bits |= 1 << (i % 64)
			states[i].ends = 1
		}
	}
	total := 0
	for w := range o.marks {
		o.marks[w].before = int32(total)
		total += bits.OnesCount64(o.marks[w].bits)
	}
	o.ids = make([]int32, 0, total)
	for i := range states {
		if ids[i] != 0 {
			o.ids = append(o.ids, ids[i])
		}
	}
}

// at returns the id of a state that is marked.
func (o *outputs) at(s int32) int32 {
	m := &o.marks[s/64]
	return o.ids[int(m.before)+bits.OnesCount64(m.bits&(1<<(s%64)-1))]
}

// next returns the longest word of an id and the id of the shorter ones, 0 for none.
func (o *outputs) next(id int32) (word, rest int32) {
	if id > 0 {
		return id - 1, 0
	}
	c := o.chains[-id-1]
	return c.word, c.rest
}
