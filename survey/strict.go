package survey

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// strictDecode reads JSON as it is meant and not as it might be guessed:
// unknown and repeated keys, keys in another case, values of another type,
// broken UTF-8 and anything after the value are faults, reported all at once
// with their paths.
func strictDecode(what string, data []byte, into any) error {
	f := faults{what: what}
	if !utf8.Valid(data) {
		f.add("", "must be valid UTF-8")
		return f.err()
	}
	// Checking the syntax first also bounds the nesting, hence the recursion.
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		f.add("", "must be valid JSON: "+err.Error())
		return f.err()
	}
	target := reflect.TypeOf(into).Elem()
	w := walker{dec: json.NewDecoder(bytes.NewReader(data)), bad: &f}
	w.dec.UseNumber()
	if bytes.Equal(raw, []byte("null")) { // which json.Unmarshal would pass over
		f.add("", "must be "+formOf(target))
		return f.err()
	}
	w.value(target, "")
	if err := f.err(); err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil { // what the walk did not foresee
		f.add("", err.Error())
	}
	return f.err()
}

// walker follows JSON tokens beside the Go type they are meant for. The input
// is known to be valid, so no token fails.
type walker struct {
	dec *json.Decoder
	bad *faults
}

// value walks one value. A nil type means that only repeated keys matter.
func (w *walker) value(t reflect.Type, path string) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil && readsItself(t) {
		w.nested(t, path)
		return
	}
	tok, _ := w.dec.Token()
	if t != nil && !fits(t, tok) {
		w.bad.add(path, "must be "+formOf(t))
		t = nil
	}
	switch tok {
	case json.Delim('{'):
		w.object(t, path)
	case json.Delim('['):
		w.list(t, path)
	}
}

// readsItself reports whether a type has a reader of its own.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// nested lets a value read itself and puts its faults under the path.
func (w *walker) nested(t reflect.Type, path string) {
	var raw json.RawMessage
	_ = w.dec.Decode(&raw)
	err := json.Unmarshal(raw, reflect.New(t).Interface())
	var invalid *InvalidError
	switch {
	case err == nil:
	case errors.As(err, &invalid):
		for _, f := range invalid.Faults {
			w.bad.add(inside(path, f.Path), f.Rule)
		}
	case raw[0] != '"':
		w.bad.add(path, "must be a string")
	default: // a time, with the reason
		w.bad.add(path, err.Error())
	}
}

// inside gives the path of a fault found inside something that has a path.
func inside(path, fault string) string {
	if fault == "" || strings.HasPrefix(fault, "[") {
		return path + fault
	}
	return under(path, fault)
}

// fits reports whether a token begins a value of the type. A null leaves the
// zero value, as one left out does.
func fits(t reflect.Type, tok json.Token) bool {
	switch v := tok.(type) {
	case nil:
		return true
	case json.Delim:
		return v == '[' && t.Kind() == reflect.Slice || v == '{' && (t.Kind() == reflect.Struct || t.Kind() == reflect.Map)
	case string:
		return t.Kind() == reflect.String
	case bool:
		return t.Kind() == reflect.Bool
	case json.Number:
		return fitsNumber(t, v)
	}
	return false
}

// fitsNumber reports whether a number has the form and the size of the type.
func fitsNumber(t reflect.Type, n json.Number) bool {
	var err error
	switch t.Kind() {
	case reflect.Float64:
		_, err = n.Float64()
	case reflect.Int, reflect.Int64:
		_, err = strconv.ParseInt(n.String(), 10, t.Bits())
	default:
		return false
	}
	return err == nil
}

// formOf names the form of JSON a type is read from.
func formOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "a whole number"
}

// list walks the elements after the opening bracket.
func (w *walker) list(t reflect.Type, path string) {
	var elem reflect.Type
	if t != nil {
		elem = t.Elem()
	}
	for i := 0; w.dec.More(); i++ {
		if elem != nil && elem.Kind() == reflect.Int64 && !readsItself(elem) {
			w.count(elem, path, i)
			continue
		}
		w.value(elem, at(path, i))
	}
	_, _ = w.dec.Token()
}

// count walks one of a long list of counts, which needs no path unless it is
// none.
func (w *walker) count(t reflect.Type, path string, i int) {
	var raw json.RawMessage
	_ = w.dec.Decode(&raw)
	if !fitsNumber(t, json.Number(raw)) {
		w.bad.add(at(path, i), "must be "+formOf(t))
	}
}

// object walks the members after the opening brace.
func (w *walker) object(t reflect.Type, path string) {
	seen := map[string]bool{}
	for w.dec.More() {
		tok, _ := w.dec.Token()
		key, _ := tok.(string)
		here := under(path, key)
		if seen[key] {
			w.bad.add(here, "must not be repeated")
		}
		seen[key] = true
		elem, known := member(t, key)
		if !known {
			w.bad.add(here, "is not a known field")
		}
		w.value(elem, here)
	}
	_, _ = w.dec.Token()
}

// member gives the type of a key's value; any key is known where the type does
// not say which there are.
func member(t reflect.Type, key string) (elem reflect.Type, known bool) {
	switch {
	case t == nil:
		return nil, true
	case t.Kind() == reflect.Map:
		return t.Elem(), true
	}
	for field := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(field).Tag.Get("json"), ",")
		if name == key {
			return t.Field(field).Type, true
		}
	}
	return nil, false
}
