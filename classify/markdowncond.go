package classify

import (
	"strconv"
	"strings"
)

// speaker puts conditions into words of one language, with the labels of a rule set or a
// script in place of its codes.
type speaker struct {
	zh       bool
	fields   map[string]Field
	codes    map[string]map[string]Label // field or dimension → code → label
	keywords map[string]Label            // keywords by id
}

// pick returns the wording of the speaker's language.
func (s *speaker) pick(zh, en string) string {
	if s.zh {
		return zh
	}
	return en
}

func (s *speaker) label(l Label, fallback string) string {
	if text := l.In(s.pick("zh", "en")); text != "" {
		return text
	}
	return fallback
}

// name is what people call a field or dimension.
func (s *speaker) name(field string) string {
	if f, ok := s.fields[field]; ok {
		return s.label(f.Label, field)
	}
	return s.dimension(field)
}

func (s *speaker) dimension(dim string) string {
	switch dim {
	case DimKind:
		return s.pick("类型", "kind")
	case DimValidity:
		return s.pick("有效性", "validity")
	case DimSeverity:
		return s.pick("级别", "severity")
	case DimNature:
		return s.pick("性质", "nature")
	case DimScope:
		return s.pick("范围", "scope")
	case DimFlags:
		return s.pick("标记", "flags")
	case DimUnit:
		return s.pick("责任部门", "unit")
	}
	if axis, ok := strings.CutPrefix(dim, DimCategory); ok {
		return s.pick("分类·", "category ") + s.label(s.codes["axis"][axis], axis)
	}
	return dim
}

// code is what people call a code of a field or dimension.
func (s *speaker) code(field, code string) string { return s.label(s.codes[field][code], code) }

// cond says a condition; inner is whether it stands within another.
func (s *speaker) cond(c Cond, inner bool) string {
	switch c.op {
	case opAlways:
		return s.pick("总是", "always")
	case opAll, opAny:
		return s.group(c, inner)
	case opNot:
		return s.pick("非（", "not (") + s.cond(c.kids[0], false) + s.pick("）", ")")
	case opHas:
		return s.pick("已知"+s.name(c.field), s.name(c.field)+" is known")
	case opTag:
		return s.name(c.field) + s.pick("含", " include ") + s.code(c.field, c.name)
	case opUnder:
		return s.name(c.field) + s.pick("属于", " under ") + s.code(c.field, c.name)
	case opFunc:
		return s.pick("宿主函数 ", "host function ") + c.name
	case opHit:
		return s.hit(c)
	}
	return s.comparison(c)
}

func (s *speaker) group(c Cond, inner bool) string {
	if len(c.kids) == 0 {
		if c.op == opAll {
			return s.pick("总是", "always")
		}
		return s.pick("从不", "never")
	}
	parts := make([]string, len(c.kids))
	for i, k := range c.kids {
		parts[i] = s.cond(k, len(c.kids) > 1 && k.op != c.op)
	}
	joint := s.pick(" 且 ", " and ")
	if c.op == opAny {
		joint = s.pick(" 或 ", " or ")
	}
	text := strings.Join(parts, joint)
	if inner && len(parts) > 1 {
		return s.pick("（", "(") + text + s.pick("）", ")")
	}
	return text
}

func (s *speaker) hit(c Cond) string {
	where := s.pick("文字", "text")
	if c.field != "" {
		where = s.name(c.field)
	}
	return where + s.pick("提到「", " mentions “") + s.label(s.keywords[c.name], c.name) + s.pick("」", "”")
}

func (s *speaker) comparison(c Cond) string {
	lits := make([]string, len(c.lits))
	for i, l := range c.lits {
		lits[i] = s.literal(c.field, l)
	}
	switch c.op {
	case opIn:
		return s.name(c.field) + " ∈ {" + strings.Join(lits, s.pick("、", ", ")) + "}"
	case opBetween:
		return lits[0] + " ≤ " + s.name(c.field) + " ≤ " + lits[1]
	}
	return s.name(c.field) + " " + opWords[c.op] + " " + lits[0]
}

func (s *speaker) literal(field string, l literal) string {
	switch {
	case l.kind == kindCode:
		return s.code(field, l.str)
	case l.kind == kindBool && l.num != 0:
		return s.pick("是", "yes")
	case l.kind == kindBool:
		return s.pick("否", "no")
	case s.fields[field].Type == TypeMoney:
		return money(l.num) + " " + s.fields[field].currency()
	}
	return strconv.FormatInt(l.num, 10)
}

// money writes minor units with two decimals.
func money(minor int64) string {
	sign := ""
	if minor < 0 {
		sign, minor = "−", -minor
	}
	rest := strconv.FormatInt(minor%100, 10)
	return sign + strconv.FormatInt(minor/100, 10) + "." + strings.Repeat("0", 2-len(rest)) + rest
}
