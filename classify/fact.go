package classify

import (
	"slices"
	"unicode/utf8"
)

// valueKind is how a fact was given; JSON strings are not yet code or text.
type valueKind uint8

const (
	kindNone valueKind = iota
	kindString
	kindCode
	kindText
	kindNumber
	kindMoney
	kindBool
	kindTags
)

// Value is the value of one fact. The zero value means "not known".
type Value struct {
	kind valueKind
	num  int64
	str  string // code, text, or the currency of an amount
	list []string
}

// Facts are the named, typed values known about one case. They are immutable:
// every method returns a new value, so one base may be extended in several ways
// and shared between goroutines. The zero value is empty and ready to use.
//
// Naming a fact twice replaces it. Types are checked against the schema of the
// rule set when a decision is made, not here.
type Facts struct {
	items []namedValue
}

type namedValue struct {
	name string
	Value
}

func (f Facts) with(name string, v Value) Facts {
	items := make([]namedValue, len(f.items), len(f.items)+1)
	copy(items, f.items)
	for i := range items {
		if items[i].name == name {
			items[i].Value = v
			return Facts{items}
		}
	}
	return Facts{append(items, namedValue{name, v})}
}

// utf8Text puts the substitute character (U+001A) in place of every byte that is not valid UTF-8. It takes one
// byte as well, so that places in the text stay where they are.
func utf8Text(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out := []byte(s)
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && w == 1 {
			out[i] = 0x1A
		}
		i += w
	}
	return string(out)
}

// utf8Texts is utf8Text of each of a list, in a list of its own.
func utf8Texts(list []string) []string {
	out := slices.Clone(list)
	for i := range out {
		out[i] = utf8Text(out[i])
	}
	return out
}

// Code adds one value of a list of codes. An empty code means "not known".
func (f Facts) Code(name, code string) Facts {
	if code == "" {
		return f.with(name, Value{})
	}
	return f.with(name, Value{kind: kindCode, str: utf8Text(code)})
}

// Text adds free text. Every byte that is not valid UTF-8 becomes the substitute character, U+001A: places in
// the text stay as they were given, also when a decision is stored and read back.
func (f Facts) Text(name, text string) Facts {
	return f.with(name, Value{kind: kindText, str: utf8Text(text)})
}

// Number adds a whole number.
func (f Facts) Number(name string, n int64) Facts {
	return f.with(name, Value{kind: kindNumber, num: n})
}

// Money adds an amount in minor units of an ISO 4217 currency: 20000, "CNY" is
// two hundred yuan. An empty currency means the field's own.
func (f Facts) Money(name string, minor int64, currency string) Facts {
	return f.with(name, Value{kind: kindMoney, num: minor, str: currency})
}

// Bool adds yes or no.
func (f Facts) Bool(name string, yes bool) Facts {
	v := Value{kind: kindBool}
	if yes {
		v.num = 1
	}
	return f.with(name, v)
}

// Tags adds a list of codes; order and repetition do not matter. No tags at all is
// a known, empty list.
func (f Facts) Tags(name string, tags ...string) Facts {
	return f.with(name, Value{kind: kindTags, list: utf8Texts(tags)})
}

// Merge returns f with every fact of more added, those of more winning.
func (f Facts) Merge(more Facts) Facts {
	for _, it := range more.items {
		f = f.with(it.name, it.Value)
	}
	return f
}

// Names returns the names of the facts, sorted.
func (f Facts) Names() []string {
	names := make([]string, len(f.items))
	for i, it := range f.items {
		names[i] = it.name
	}
	slices.Sort(names)
	return names
}

// Len returns the number of facts.
func (f Facts) Len() int { return len(f.items) }

// Only returns the facts that keep accepts: what a host uses to hand one bag of
// facts to rule sets with different schemas.
func (f Facts) Only(keep func(name string) bool) Facts {
	var items []namedValue
	for _, it := range f.items {
		if keep(it.name) {
			items = append(items, it)
		}
	}
	return Facts{items}
}
