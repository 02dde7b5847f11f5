package classify

import (
	"math"
	"slices"
	"strconv"
)

// condCompiler turns conditions into nodes, gathering faults.
type condCompiler struct {
	schema *schema
	hits   *hitIndex
	funcs  *funcIndex
	faults *faultList
}

// compile returns the node of c; with faults the node is of no use.
func (cc *condCompiler) compile(path string, c Cond) node {
	switch c.op {
	case opAlways:
		return node{op: opAll}
	case opAll, opAny, opNot:
		n := node{op: c.op}
		for i, k := range c.kids {
			n.kids = append(n.kids, cc.compile(c.childPath(path, i), k))
		}
		return n
	}
	l := &leaf{cond: c, text: c.String(), col: column{slot: -1}}
	cc.leaf(path, c, l)
	return node{op: c.op, leaf: l}
}

func (cc *condCompiler) leaf(path string, c Cond, l *leaf) {
	switch c.op {
	case opHit:
		cc.hit(path, c, l)
		return
	case opFunc:
		cc.function(path, c, l)
		return
	}
	at, ok := cc.schema.byName[c.field]
	if !ok {
		cc.faults.miss(path+".field", RuleUnknown, didYouMean(c.field, cc.schema.names),
			"unknown field %q", clip(c.field))
		return
	}
	s := &cc.schema.slots[at]
	l.col = column{kind: colValue, slot: at}
	switch c.op {
	case opHas:
		cc.has(s, at, l)
	case opTag:
		cc.tag(path, c, s, at, l)
	case opUnder:
		cc.under(path, c, s, at, l)
	default:
		cc.comparison(path, c, s, at, l)
	}
}

func (cc *condCompiler) hit(path string, c Cond, l *leaf) {
	at := -1
	if c.field != "" {
		i, ok := cc.schema.byName[c.field]
		if !ok || cc.schema.slots[i].typ != TypeText {
			cc.faults.miss(path+".field", RuleUnknown, didYouMean(c.field, cc.schema.names),
				"no text field %q", clip(c.field))
			return
		}
		at = i
	}
	idx, ok := cc.hits.column(at, c.name)
	if !ok {
		cc.faults.miss(path+".hit", RuleUnknown, didYouMean(c.name, cc.hits.names()),
			"no keyword or group %q", clip(c.name))
		return
	}
	l.col = column{kind: colHit, slot: at, idx: idx}
	l.test = func(f *frame) bool { return f.hits[idx] }
}

func (cc *condCompiler) function(path string, c Cond, l *leaf) {
	idx, ok := cc.funcs.column(c.name)
	if !ok {
		cc.faults.miss(path+".func", RuleUnknown, didYouMean(c.name, cc.funcs.names()),
			"the host has no function %q", clip(c.name))
		return
	}
	l.col = column{kind: colFunc, slot: -1, idx: idx}
	l.test = func(f *frame) bool { return f.funcs[idx](f.facts) }
}

func (cc *condCompiler) has(s *slot, at int, l *leaf) {
	l.known = true
	if s.typ == TypeText || s.typ == TypeTags {
		l.col.kind = colKnown
	}
	l.test = func(f *frame) bool { return f.cells[at].known }
}

func (cc *condCompiler) tag(path string, c Cond, s *slot, at int, l *leaf) {
	if s.typ != TypeTags {
		cc.faults.add(path, RuleType, "%q is a %s field, not tags", s.name, s.typ)
		return
	}
	n, ok := s.code(c.name)
	if !ok && s.derived && c.name == FlagConfirm {
		cc.faults.add(path+".tag", RuleConflict, "%q is raised after everything else", FlagConfirm)
		return
	}
	if !ok {
		cc.unknownCode(path+".tag", c.name, s)
		return
	}
	tag := int(n)
	l.col = column{kind: colTag, slot: at, idx: tag}
	l.test = func(f *frame) bool { return f.tagged(at, tag) }
}

func (cc *condCompiler) under(path string, c Cond, s *slot, at int, l *leaf) {
	if s.axis == nil {
		cc.faults.add(path, RuleType, "%q is not a category", s.name)
		return
	}
	top, ok := find(s.axis.Nodes, c.name)
	if !ok {
		cc.faults.miss(path+".under", RuleUnknownCode, didYouMean(c.name, nodeCodes(s.axis.Nodes, nil)),
			"axis %q has no code %q", s.axis.ID, clip(c.name))
		return
	}
	for _, leaf := range leaves([]Node{top}, nil) {
		l.codes = append(l.codes, s.index[leaf])
	}
	l.test = testCodes(at, l.codes)
}

func (cc *condCompiler) comparison(path string, c Cond, s *slot, at int, l *leaf) {
	switch s.typ {
	case TypeCode:
		cc.codes(path, c, s, at, l)
	case TypeBool:
		if c.op != opEq || c.lits[0].kind != kindBool {
			cc.faults.add(path, RuleType, "%q is yes or no: only eq true or false", s.name)
			return
		}
		l.codes = []int64{c.lits[0].num}
		l.test = testCodes(at, l.codes)
	case TypeNumber, TypeMoney:
		cc.numbers(path, c, s, at, l)
	default:
		cc.faults.add(path, RuleType, "a %s field cannot be compared; use has, tag or hit", s.typ)
	}
}

func (cc *condCompiler) codes(path string, c Cond, s *slot, at int, l *leaf) {
	ordered := c.op != opEq && c.op != opIn
	if ordered && s.name != DimSeverity {
		cc.faults.add(path, RuleType, "the codes of %q have no order", s.name)
		return
	}
	var lits []int64
	for i, lit := range c.lits {
		if lit.kind != kindCode {
			cc.faults.add(path, RuleType, "a code is expected, got %s", lit)
			return
		}
		n, ok := s.code(lit.str)
		if !ok {
			cc.unknownCode(litPath(path, c, i), lit.str, s)
			continue
		}
		lits = append(lits, n)
	}
	if len(lits) != len(c.lits) {
		return
	}
	if c.op == opBetween && lits[0] > lits[1] {
		cc.faults.add(path+".between", RuleRange, "%s is above %s", c.lits[0], c.lits[1])
		return
	}
	if ordered {
		lo, hi := interval(c.op, lits)
		lits = nil
		for n := max(lo, 0); n < min(hi, int64(len(s.codes))); n++ {
			lits = append(lits, n)
		}
	}
	slices.Sort(lits)
	l.codes = slices.Compact(lits)
	l.test = testCodes(at, l.codes)
}

func (cc *condCompiler) unknownCode(path, code string, s *slot) {
	cc.faults.miss(path, RuleUnknownCode, didYouMean(code, s.codes), "%q has no code %q", s.name, clip(code))
}

func litPath(path string, c Cond, i int) string {
	names := map[condOp]string{opEq: "eq", opIn: "in", opLt: "lt", opLe: "le", opGt: "gt", opGe: "ge", opBetween: "between"}
	path += "." + names[c.op]
	if c.op == opIn || c.op == opBetween {
		path += "[" + strconv.Itoa(i) + "]"
	}
	return path
}

func (cc *condCompiler) numbers(path string, c Cond, s *slot, at int, l *leaf) {
	if c.op == opIn {
		cc.faults.add(path, RuleType, "in is for codes; %q is a %s", s.name, s.typ)
		return
	}
	lits := make([]int64, len(c.lits))
	for i, lit := range c.lits {
		if lit.kind != kindNumber || lit.num > maxNumber || lit.num < -maxNumber {
			cc.faults.add(litPath(path, c, i), RuleType, "a whole number within ±(2⁵³−1) is expected, got %s", lit)
			return
		}
		lits[i] = lit.num
	}
	if c.op == opBetween && lits[0] > lits[1] {
		cc.faults.add(path+".between", RuleRange, "%d is above %d", lits[0], lits[1])
		return
	}
	lo, hi := interval(c.op, lits)
	l.lo, l.hi = lo, hi
	l.test = func(f *frame) bool {
		v := &f.cells[at]
		return v.known && lo <= v.n && v.n < hi
	}
}

// interval is the half-open range of whole numbers a comparison accepts.
func interval(op condOp, lits []int64) (lo, hi int64) {
	switch op {
	case opLt:
		return math.MinInt64, lits[0]
	case opLe:
		return math.MinInt64, lits[0] + 1
	case opGt:
		return lits[0] + 1, math.MaxInt64
	case opGe:
		return lits[0], math.MaxInt64
	case opBetween:
		return lits[0], lits[1] + 1
	}
	return lits[0], lits[0] + 1
}

func testCodes(at int, codes []int64) func(*frame) bool {
	if len(codes) == 1 {
		want := codes[0]
		return func(f *frame) bool {
			v := &f.cells[at]
			return v.known && v.n == want
		}
	}
	return func(f *frame) bool {
		v := &f.cells[at]
		return v.known && slices.Contains(codes, v.n)
	}
}
