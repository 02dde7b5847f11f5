package classify

import "strings"

// slot is a field or a decided dimension as conditions see it: a place in a frame.
type slot struct {
	name     string
	typ      Type
	codes    []string // by index; for open fields the codes conditions mention
	index    map[string]int64
	open     bool
	sealed   bool
	currency string
	axis     *Axis
	derived  bool
	required bool // is never unknown: questions of a script
	bits     int  // first word of a tags slot in the frame's tag bits
}

// schema is every slot of a rule set.
type schema struct {
	slots    []slot
	byName   map[string]int
	names    []string // for suggestions
	fields   int      // slots below this are declared fields
	tagWords int
}

func newSchema(rs *RuleSet) *schema {
	s := &schema{byName: map[string]int{}}
	for _, f := range rs.Fields {
		if reservedName(f.Name) {
			continue // reported by the checks of the rule set
		}
		s.add(slot{
			name: f.Name, typ: f.Type, open: f.Open, codes: codesOf(f.Codes),
			sealed: f.sealedValue(), currency: f.currency(),
		})
	}
	s.fields = len(s.slots)
	dim := func(name string, typ Type, codes []string, axis *Axis) {
		s.add(slot{name: name, typ: typ, codes: codes, axis: axis, derived: true})
	}
	dim(DimKind, TypeCode, codesOf(rs.Kinds), nil)
	dim(DimValidity, TypeCode, []string{Valid, Invalid}, nil)
	dim(DimSeverity, TypeCode, severityCodes[1:], nil)
	dim(DimNature, TypeCode, codesOf(rs.Natures), nil)
	dim(DimScope, TypeCode, codesOf(rs.Scopes), nil)
	dim(DimFlags, TypeTags, codesOf(rs.Flags), nil)
	dim(DimUnit, TypeCode, codesOf(rs.Units), nil)
	for i := range rs.Axes {
		dim(CategoryDim(rs.Axes[i].ID), TypeCode, rs.Axes[i].Leaves(), &rs.Axes[i])
	}
	return s
}

func (s *schema) add(sl slot) {
	if _, twice := s.byName[sl.name]; twice {
		return // reported by the checks of the rule set
	}
	sl.index = make(map[string]int64, len(sl.codes))
	sl.codes = append([]string(nil), sl.codes...)
	for i, c := range sl.codes {
		sl.index[c] = int64(i)
	}
	s.byName[sl.name] = len(s.slots)
	s.names = append(s.names, sl.name)
	s.slots = append(s.slots, sl)
}

// layout gives tags slots their place once every code is known.
func (s *schema) layout() {
	for i := range s.slots {
		if s.slots[i].typ == TypeTags {
			s.slots[i].bits = s.tagWords
			s.tagWords += len(s.slots[i].codes)/64 + 1
		}
	}
}

// code returns the index of a code; a code an open field has not met is added while
// compiling.
func (s *slot) code(c string) (int64, bool) {
	i, ok := s.index[c]
	if !ok && s.open && c != "" {
		i, ok = int64(len(s.codes)), true
		s.codes = append(s.codes, c)
		s.index[c] = i
	}
	return i, ok
}

func codesOf(list []Code) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Code
	}
	return out
}

// validName holds for names of fields and ids: letters, digits, "_", "-", ".",
// starting with a letter, at most 64 bytes. ASCII only, so that two names that look
// alike are alike.
func validName(s string) bool {
	if s == "" || len(s) > 64 || !isASCIILetter(s[0]) {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return r > 127 || !isASCIILetter(byte(r)) && (r < '0' || r > '9') && r != '_' && r != '-' && r != '.'
	}) < 0
}

// validCode holds for codes: one to 64 bytes without spaces or control characters.
// Chinese is allowed; units are often named by their codes.
func validCode(s string) bool {
	return s != "" && len(s) <= 64 && strings.IndexFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7F || r == 0x3000 || r == 0xFFFD
	}) < 0
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
