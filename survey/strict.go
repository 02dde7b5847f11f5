package survey

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// strictDecode reads JSON as it is meant and not as it might be guessed:
// unknown and repeated keys, keys in another case, broken UTF-8 and anything
// after the value are faults, reported all at once with their paths.
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
	w := walker{dec: json.NewDecoder(bytes.NewReader(data)), bad: &f}
	w.value(reflect.TypeOf(into).Elem(), "")
	if err := f.err(); err != nil {
		return err
	}
	return decodeFault(what, json.Unmarshal(data, into))
}

// decodeFault turns a type error of encoding/json into a fault with a path and
// leaves an InvalidError from a nested value as it is.
func decodeFault(what string, err error) error {
	var invalid *InvalidError
	if err == nil || errors.As(err, &invalid) {
		return err
	}
	f := faults{what: what}
	var typed *json.UnmarshalTypeError
	if errors.As(err, &typed) {
		f.add(typed.Field, fmt.Sprintf("must be a %s, not a %s", typed.Type, typed.Value))
	} else {
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

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// value walks one value. A nil type means that only repeated keys matter.
func (w *walker) value(t reflect.Type, path string) {
	if t != nil && reflect.PointerTo(t).Implements(unmarshaler) {
		t = nil // it reads itself, strictly
	}
	tok, _ := w.dec.Token()
	switch tok {
	case json.Delim('{'):
		w.object(t, path)
	case json.Delim('['):
		var elem reflect.Type
		if t != nil && t.Kind() == reflect.Slice {
			elem = t.Elem()
		}
		for i := 0; w.dec.More(); i++ {
			here := path // a long list of counts needs no path for each
			if elem == nil || elem.Kind() != reflect.Int64 {
				here = at(path, i)
			}
			w.value(elem, here)
		}
		_, _ = w.dec.Token()
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
	case t.Kind() != reflect.Struct:
		return nil, true
	}
	for field := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(field).Tag.Get("json"), ",")
		if name == key {
			return t.Field(field).Type, true
		}
	}
	return nil, false
}
