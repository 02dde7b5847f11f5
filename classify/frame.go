package classify

import "strings"

// frame is one case while it is decided: the facts by slot, the hits, and the
// dimensions decided so far. Frames are pooled and never leave a call.
type frame struct {
	schema  *schema
	facts   Facts
	cells   []cell
	tags    []uint64 // bits of tags slots
	tagText []uint64 // those of them that rest on text alone
	hits    []bool   // by hit column
	spans   []hitSpan
	acc     []uint64 // scratch of table lookups
	scan    scanner
	funcs   []func(Facts) bool
}

// cell is the value of one slot.
type cell struct {
	known bool
	rests footing // of a dimension: what decided it
	n     int64   // number, amount, truth value or index of the code
	str   string  // the code or the text as given
}

// otherCode is the index of a code of an open field that no condition mentions.
const otherCode = -1

// hitSpan is one occurrence that made a hit column true.
type hitSpan struct {
	hit        int32
	keyword    int32
	slot       int32
	start, end int32
	negated    bool
}

func newFrame(s *schema, hits int, funcs []func(Facts) bool) *frame {
	return &frame{
		schema: s, cells: make([]cell, len(s.slots)), hits: make([]bool, hits), funcs: funcs,
		tags: make([]uint64, s.tagWords), tagText: make([]uint64, s.tagWords),
	}
}

// reset empties the frame and lets go of the case's data.
func (f *frame) reset() {
	f.facts = Facts{}
	clear(f.cells)
	clear(f.tags)
	clear(f.tagText)
	clear(f.hits)
	f.spans = f.spans[:0]
	f.scan.reset()
}

// load reads the facts into the frame, all faults at once.
func (f *frame) load(facts Facts) error {
	var faults faultList
	f.facts = facts
	for i := range facts.items {
		it := &facts.items[i]
		at, ok := f.schema.byName[it.name]
		if !ok || at >= f.schema.fields {
			f.unknownFact(it.name, ok, &faults)
			continue
		}
		if it.kind != kindNone {
			f.loadValue(at, it, &faults)
		}
	}
	return faults.err("facts")
}

func (f *frame) unknownFact(name string, derived bool, faults *faultList) {
	if derived {
		faults.add(clip(name), RuleConflict, "is decided by the rules and cannot be given")
		return
	}
	hint := didYouMean(name, f.schema.names[:f.schema.fields])
	faults.miss(clip(name), RuleUnknown, hint, "no such field")
}

func (f *frame) loadValue(at int, it *namedValue, faults *faultList) {
	s, c := &f.schema.slots[at], &f.cells[at]
	switch s.typ {
	case TypeCode:
		if it.kind != kindString && it.kind != kindCode {
			break
		}
		f.loadCode(s, c, it, faults)
		return
	case TypeText:
		if it.kind != kindString && it.kind != kindText {
			break
		}
		c.known, c.str = strings.TrimSpace(it.str) != "", it.str
		if len(it.str) > maxText {
			faults.add(it.name, RuleRange, "text longer than %d bytes", maxText)
		}
		return
	case TypeBool:
		if it.kind != kindBool {
			break
		}
		c.known, c.n = true, it.num
		return
	case TypeTags:
		if it.kind != kindTags {
			break
		}
		f.loadTags(s, c, it, faults)
		return
	case TypeNumber, TypeMoney:
		f.loadNumber(s, c, it, faults)
		return
	}
	faults.add(it.name, RuleType, "a %s is expected", s.typ)
}

func (f *frame) loadCode(s *slot, c *cell, it *namedValue, faults *faultList) {
	if it.str == "" {
		return
	}
	n, ok := s.index[it.str]
	switch {
	case !ok && !s.open:
		faults.miss(it.name, RuleUnknownCode, didYouMean(it.str, s.codes), "unknown code %q", clip(it.str))
		return
	case !ok:
		n = otherCode
	}
	c.known, c.n, c.str = true, n, it.str
}

func (f *frame) loadNumber(s *slot, c *cell, it *namedValue, faults *faultList) {
	money := s.typ == TypeMoney && it.kind == kindMoney
	switch {
	case !money && it.kind != kindNumber:
		faults.add(it.name, RuleType, "a %s is expected", s.typ)
	case money && it.str != "" && it.str != s.currency:
		faults.add(it.name, RuleConflict, "an amount in %s is expected, got %s", s.currency, clip(it.str))
	case it.num > maxNumber || it.num < -maxNumber:
		faults.add(it.name, RuleRange, "beyond ±(2⁵³−1)")
	default:
		c.known, c.n = true, it.num
	}
}

func (f *frame) loadTags(s *slot, c *cell, it *namedValue, faults *faultList) {
	c.known = true
	for _, tag := range it.list {
		n, ok := s.index[tag]
		switch {
		case ok:
			f.tags[s.bits+int(n/64)] |= 1 << (n % 64)
		case !s.open:
			faults.miss(it.name, RuleUnknownCode, didYouMean(tag, s.codes), "unknown code %q", clip(tag))
		}
	}
}

func (f *frame) tagged(at, tag int) bool {
	return f.tags[f.schema.slots[at].bits+tag/64]&(1<<(tag%64)) != 0
}

func (f *frame) tagFromText(at, tag int) bool {
	return f.tagText[f.schema.slots[at].bits+tag/64]&(1<<(tag%64)) != 0
}

func (f *frame) setTag(at, tag int, fromText bool) {
	word, bit := f.schema.slots[at].bits+tag/64, uint64(1)<<(tag%64)
	f.tags[word] |= bit
	if fromText {
		f.tagText[word] |= bit
	}
}
