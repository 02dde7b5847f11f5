package canon

import (
	"reflect"
	"strings"
	"unicode/utf8"
)

// field is one member of a struct as it is written.
type field struct {
	name  string // with quotes and colon
	index []int
	omit  func(reflect.Value) bool // nil means it is always written
	enc   encoder
}

func structOf(t reflect.Type) encoder {
	fields := fieldsOf(t, nil)
	return func(b []byte, v reflect.Value) ([]byte, error) {
		b = append(b, '{')
		start := len(b)
		var err error
		for i := range fields {
			f := &fields[i]
			fv := v
			for _, k := range f.index {
				fv = fv.Field(k)
			}
			if f.omit != nil && f.omit(fv) {
				continue
			}
			if len(b) > start {
				b = append(b, ',')
			}
			b = append(b, f.name...)
			if b, err = f.enc(b, fv); err != nil {
				return b, err
			}
		}
		return append(b, '}'), nil
	}
}

// fieldsOf lists the members of a struct in order; embedded structs without a name give theirs.
func fieldsOf(t reflect.Type, index []int) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		at := append(append([]int(nil), index...), i)
		switch {
		case name == "-":
			continue
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct && !f.Type.Implements(textMaker) && !f.Type.Implements(jsonMaker):
			out = append(out, fieldsOf(f.Type, at)...)
			continue
		case !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		out = append(out, field{name: string(appendString(nil, name)) + ":", index: at, omit: omitOf(f.Type, options), enc: encoderOf(f.Type)})
	}
	return out
}

func omitOf(t reflect.Type, options string) func(reflect.Value) bool {
	for _, o := range strings.Split(options, ",") {
		switch o {
		case "omitempty":
			return isEmpty
		case "omitzero":
			if zeroer := reflect.TypeFor[interface{ IsZero() bool }](); t.Implements(zeroer) {
				return func(v reflect.Value) bool { return boxed(v).(interface{ IsZero() bool }).IsZero() }
			}
			return reflect.Value.IsZero
		}
	}
	return nil
}

// isEmpty is encoding/json's notion of empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

const hex = "0123456789abcdef"

// appendString appends a JSON string as encoding/json writes it without HTML escapes.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = appendEscape(append(b, s[start:i]...), c)
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[start:i]...), `\ufffd`...)
		case r == '\u2028' || r == '\u2029':
			b = append(append(b, s[start:i]...), `\u202`...)
			b = append(b, hex[r&0xf])
		default:
			i += size
			continue
		}
		i += size
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, '\\', 'b')
	case '\f':
		return append(b, '\\', 'f')
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
}
