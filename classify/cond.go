package classify

import "slices"

type condOp uint8

const (
	opAlways condOp = iota
	opEq            // field equals the literal
	opIn            // field equals one of the literals
	opLt
	opLe
	opGt
	opGe
	opBetween // inclusive at both ends
	opHas     // field has a value
	opTag     // tags field contains the code
	opUnder   // code is a node of an axis or lies below it
	opHit     // lexicon keyword or group found in a text field
	opFunc    // host code, by name
	opAll
	opAny
	opNot
)

// Cond is a condition on facts: a sealed tree of comparisons joined by [All],
// [Any] and [Not]. The zero value holds always. Values are immutable and may be
// shared.
//
// A comparison with a fact that is not known does not hold, so Not of it does; use
// [Has] to tell "no" from "not known". Besides the declared fields a condition may
// read what is decided before it: kind, validity, severity, nature, scope, flags
// (as tags), unit and category.<axis>.
//
// In JSON a condition is an object with one operator:
//
//	{}                                                always
//	{"field":"channel","eq":"media"}                  also a number, true or false
//	{"field":"channel","in":["media","regulator"]}
//	{"field":"people","ge":5}                         lt, le, gt, ge
//	{"field":"people","between":[5,19]}               both ends included
//	{"field":"room","has":true}                       a value is known
//	{"field":"marks","tag":"vip"}
//	{"field":"category.content","under":"quality"}
//	{"hit":"fire"}  {"field":"text","hit":"fire"}     keyword or group of the lexicon
//	{"func":"name"}                                   registered by the host
//	{"all":[…]}  {"any":[…]}  {"not":{…}}
type Cond struct {
	op    condOp
	field string
	name  string // tag, node, keyword or function
	lits  []literal
	kids  []Cond
}

// literal is a constant in a condition: a code, a whole number or a truth value.
type literal struct {
	kind valueKind // kindCode, kindNumber or kindBool
	num  int64
	str  string
}

func codeLit(s string) literal { return literal{kind: kindCode, str: s} }
func numLit(n int64) literal   { return literal{kind: kindNumber, num: n} }

// Always holds for every case.
func Always() Cond { return Cond{} }

// Is holds when a code field has the code.
func Is(field, code string) Cond {
	return Cond{op: opEq, field: field, lits: []literal{codeLit(code)}}
}

// IsTrue holds when a bool field is known and true.
func IsTrue(field string) Cond {
	return Cond{op: opEq, field: field, lits: []literal{{kind: kindBool, num: 1}}}
}

// IsFalse holds when a bool field is known and false.
func IsFalse(field string) Cond {
	return Cond{op: opEq, field: field, lits: []literal{{kind: kindBool}}}
}

// Equals holds when a number or money field has the value; money in minor units.
func Equals(field string, n int64) Cond {
	return Cond{op: opEq, field: field, lits: []literal{numLit(n)}}
}

// OneOf holds when a code field has one of the codes.
func OneOf(field string, codes ...string) Cond {
	lits := make([]literal, len(codes))
	for i, c := range codes {
		lits[i] = codeLit(c)
	}
	return Cond{op: opIn, field: field, lits: lits}
}

// Below holds when a number or money field is less than n.
func Below(field string, n int64) Cond { return compare(opLt, field, numLit(n)) }

// AtMost holds when a number or money field is n or less.
func AtMost(field string, n int64) Cond { return compare(opLe, field, numLit(n)) }

// Above holds when a number or money field is more than n.
func Above(field string, n int64) Cond { return compare(opGt, field, numLit(n)) }

// AtLeast holds when a number or money field is n or more.
func AtLeast(field string, n int64) Cond { return compare(opGe, field, numLit(n)) }

// Between holds when a number or money field lies from lo to hi, both included.
func Between(field string, lo, hi int64) Cond {
	return compare(opBetween, field, numLit(lo), numLit(hi))
}

// SeverityAtLeast holds when the case is rated s or higher.
func SeverityAtLeast(s Severity) Cond { return compare(opGe, DimSeverity, codeLit(s.String())) }

func compare(op condOp, field string, lits ...literal) Cond {
	return Cond{op: op, field: field, lits: lits}
}

// Has holds when a value of the field is known; for text, when it is not blank.
func Has(field string) Cond { return Cond{op: opHas, field: field} }

// Tagged holds when a tags field contains the code.
func Tagged(field, tag string) Cond { return Cond{op: opTag, field: field, name: tag} }

// Under holds when a category is the node of its axis or lies below it.
func Under(field, node string) Cond { return Cond{op: opUnder, field: field, name: node} }

// Hit holds when the keyword, or a keyword of the group, is found in any text field.
func Hit(keyword string) Cond { return Cond{op: opHit, name: keyword} }

// HitIn is [Hit] limited to one text field.
func HitIn(field, keyword string) Cond { return Cond{op: opHit, field: field, name: keyword} }

// Func holds when the host's function of that name says so; see [Options].
func Func(name string) Cond { return Cond{op: opFunc, name: name} }

// All holds when every condition holds; with none it holds always.
func All(conds ...Cond) Cond { return Cond{op: opAll, kids: slices.Clone(conds)} }

// Any holds when one of the conditions holds; with none it never holds.
func Any(conds ...Cond) Cond { return Cond{op: opAny, kids: slices.Clone(conds)} }

// Not holds when the condition does not.
func Not(c Cond) Cond { return Cond{op: opNot, kids: []Cond{c}} }

// IsAlways reports whether c is the zero condition.
func (c Cond) IsAlways() bool { return c.op == opAlways }

// IsZero reports whether c is the zero condition, for encoding/json's omitzero.
func (c Cond) IsZero() bool { return c.op == opAlways }

// Fields returns the names of the fields c reads, sorted, each once. Keyword hits
// in any text field name none.
func (c Cond) Fields() []string {
	var names []string
	c.walk("", func(_ string, k Cond) {
		if k.field != "" {
			names = append(names, k.field)
		}
	})
	slices.Sort(names)
	return slices.Compact(names)
}
