package classify

import "slices"

// hitKey is a keyword or group looked for in one text slot, or in any (−1).
type hitKey struct {
	slot int
	name string
}

// hitIndex gives every hit that conditions mention a column, and knows which keywords
// make it true.
type hitIndex struct {
	members map[string][]int32 // keyword or group → keywords, ascending
	columns map[hitKey]int
	keys    []hitKey
}

func newHitIndex(lex *Lexicon) *hitIndex {
	h := &hitIndex{members: map[string][]int32{}, columns: map[hitKey]int{}}
	for i, k := range lex.Keywords {
		h.members[k.ID] = append(h.members[k.ID], int32(i))
		for _, g := range k.Groups {
			if list := h.members[g]; len(list) == 0 || list[len(list)-1] != int32(i) {
				h.members[g] = append(list, int32(i))
			}
		}
	}
	return h
}

func (h *hitIndex) column(slot int, name string) (int, bool) {
	if len(h.members[name]) == 0 {
		return 0, false
	}
	key := hitKey{slot, name}
	i, ok := h.columns[key]
	if !ok {
		i = len(h.keys)
		h.columns[key] = i
		h.keys = append(h.keys, key)
	}
	return i, true
}

func (h *hitIndex) names() []string {
	out := make([]string, 0, len(h.members))
	for n := range h.members {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// byKeyword lists, per keyword, the columns it makes true.
func (h *hitIndex) byKeyword(keywords int) [][]int32 {
	out := make([][]int32, keywords)
	for col, key := range h.keys {
		for _, k := range h.members[key.name] {
			out[k] = append(out[k], int32(col))
		}
	}
	return out
}

// funcIndex gives the functions of the host that conditions mention an index.
type funcIndex struct {
	known   map[string]func(Facts) bool
	columns map[string]int
	list    []func(Facts) bool
}

func newFuncIndex(known map[string]func(Facts) bool) *funcIndex {
	return &funcIndex{known: known, columns: map[string]int{}}
}

func (x *funcIndex) column(name string) (int, bool) {
	fn := x.known[name]
	if fn == nil {
		return 0, false
	}
	i, ok := x.columns[name]
	if !ok {
		i = len(x.list)
		x.columns[name] = i
		x.list = append(x.list, fn)
	}
	return i, true
}

func (x *funcIndex) names() []string {
	out := make([]string, 0, len(x.known))
	for n := range x.known {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
