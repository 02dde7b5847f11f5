package classify

import (
	"maps"
	"slices"
	"sync"
)

// Predicate is a condition outside the tables of a rule set, such as when a task is
// due, compiled against the facts and the dimensions of the rule set. It is immutable
// and safe for concurrent use.
type Predicate struct {
	schema *schema
	when   node
	cond   Cond
	dims   []int     // slots of the dimensions it reads
	frames sync.Pool // of *frame
}

// Predicate compiles a condition that reads the rule set's fields from facts and its
// dimensions from a decision. Keyword hits and functions of the host are refused: what
// rests on text belongs into the rule set. The error is an [*InvalidError] with every
// fault at once.
func (c *Classifier) Predicate(cond Cond) (*Predicate, error) {
	var faults faultList
	p := &Predicate{schema: c.schema.clone(), cond: cond}
	cc := &condCompiler{
		schema: p.schema, hits: newHitIndex(&Lexicon{}), funcs: newFuncIndex(nil), faults: &faults,
	}
	p.when = cc.compile("when", cond)
	p.schema.layout()
	for _, l := range p.when.leaves(nil) {
		if at := l.col.slot; at >= p.schema.fields && !slices.Contains(p.dims, at) {
			p.dims = append(p.dims, at)
		}
	}
	p.frames.New = func() any { return newFrame(p.schema, 0, nil) }
	if err := faults.err("condition"); err != nil {
		return nil, err
	}
	return p, nil
}

// Cond returns the condition the predicate was compiled from.
func (p *Predicate) Cond() Cond { return p.cond }

// Holds evaluates the condition. Facts are checked as by [Classifier.Decide]. Dimensions
// the decision leaves open are not known; flags are those raised.
func (p *Predicate) Holds(facts Facts, d Decision) (bool, error) {
	f := p.frames.Get().(*frame)
	defer func() {
		f.reset()
		p.frames.Put(f)
	}()
	if err := f.load(facts); err != nil {
		return false, err
	}
	for _, i := range p.dims {
		s := &p.schema.slots[i]
		if s.name == DimFlags {
			p.flags(f, i, d.Flags)
			continue
		}
		code := d.Outcome(s.name)
		if n, ok := s.index[code]; ok {
			f.cells[i] = cell{known: true, n: n, str: code}
		}
	}
	return p.when.holds(f), nil
}

func (p *Predicate) flags(f *frame, slot int, flags []string) {
	f.cells[slot].known = true
	for _, flag := range flags {
		if n, ok := p.schema.slots[slot].index[flag]; ok {
			f.setTag(slot, int(n), false)
		}
	}
}

// clone copies the schema so that open fields may meet further codes.
func (s *schema) clone() *schema {
	out := *s
	out.slots = slices.Clone(s.slots)
	out.tagWords = 0
	for i := range out.slots {
		out.slots[i].codes = slices.Clone(out.slots[i].codes)
		out.slots[i].index = maps.Clone(out.slots[i].index)
	}
	return &out
}
