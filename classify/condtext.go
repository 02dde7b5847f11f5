package classify

import (
	"strconv"
	"strings"
)

var opWords = [...]string{
	opEq: "=", opIn: "in", opLt: "<", opLe: "≤", opGt: ">", opGe: "≥",
	opBetween: "between", opHas: "has", opTag: "tagged", opUnder: "under",
}

// walk visits c and every condition below it, with its JSON path.
func (c Cond) walk(path string, visit func(path string, c Cond)) {
	visit(path, c)
	for i, k := range c.kids {
		k.walk(c.childPath(path, i), visit)
	}
}

func (c Cond) childPath(path string, i int) string {
	switch c.op {
	case opAll:
		return path + ".all[" + strconv.Itoa(i) + "]"
	case opAny:
		return path + ".any[" + strconv.Itoa(i) + "]"
	}
	return path + ".not"
}

// String writes the condition for people: all(channel in {media, regulator}, people ≥ 5).
func (c Cond) String() string {
	switch c.op {
	case opAlways:
		return "always"
	case opAll, opAny:
		return c.groupString()
	case opNot:
		return "not(" + c.kids[0].String() + ")"
	case opFunc:
		return "func " + c.name
	case opHit:
		return strings.TrimPrefix(c.field+" hit ", " ") + c.name
	case opHas:
		return "has " + c.field
	case opTag, opUnder:
		return c.field + " " + opWords[c.op] + " " + c.name
	case opIn:
		return c.field + " in {" + joinLits(c.lits, ", ") + "}"
	case opBetween:
		return c.field + " between " + joinLits(c.lits, " and ")
	}
	return c.field + " " + opWords[c.op] + " " + joinLits(c.lits, ", ")
}

func (c Cond) groupString() string {
	parts := make([]string, len(c.kids))
	for i, k := range c.kids {
		parts[i] = k.String()
	}
	word := "all("
	if c.op == opAny {
		word = "any("
	}
	return word + strings.Join(parts, ", ") + ")"
}

func joinLits(lits []literal, sep string) string {
	parts := make([]string, len(lits))
	for i, l := range lits {
		parts[i] = l.String()
	}
	return strings.Join(parts, sep)
}

// String writes the literal as it reads in JSON, codes without quotes.
func (l literal) String() string {
	switch l.kind {
	case kindNumber:
		return strconv.FormatInt(l.num, 10)
	case kindBool:
		return strconv.FormatBool(l.num != 0)
	}
	return l.str
}
