package strictjson

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Checker compares JSON values with Go types. The zero value is ready to use; a
// Checker may be shared by goroutines once its map is filled.
type Checker struct {
	// Wire maps a type with its own UnmarshalJSON to the plain type that describes
	// its JSON form. A type with UnmarshalJSON and no entry is taken as it comes.
	Wire map[reflect.Type]reflect.Type
	// Also holds further rules for the objects of a struct type.
	Also map[reflect.Type]func(path string, o *Object) []Problem
}

var (
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	numberType      = reflect.TypeFor[json.Number]()
)

// Check parses data and lists everything in it that does not fit typ. The error is
// a syntax error; the problems are then empty.
func (c Checker) Check(data []byte, typ reflect.Type) ([]Problem, error) {
	v, err := parse(data)
	if err != nil {
		return nil, err
	}
	w := walker{checker: c}
	w.value("", v, typ)
	return w.problems, nil
}

type walker struct {
	checker  Checker
	problems []Problem
}

func (w *walker) add(path, format string, args ...any) {
	w.problems = append(w.problems, Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

func (w *walker) value(path string, v any, typ reflect.Type) {
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if v == nil {
		w.add(path, "null is not allowed")
		return
	}
	if wire, ok := w.checker.Wire[typ]; ok {
		w.value(path, v, wire)
		return
	}
	ptr := reflect.PointerTo(typ)
	switch {
	case ptr.Implements(jsonUnmarshaler):
		w.repeated(path, v)
	case ptr.Implements(textUnmarshaler):
		w.want(path, v, reflect.String)
	case typ.Kind() == reflect.Struct:
		w.members(path, v, typ)
	case typ.Kind() == reflect.Slice:
		w.elements(path, v, typ)
	case typ.Kind() == reflect.Map:
		w.entries(path, v, typ)
	case typ.Kind() == reflect.Interface:
		w.repeated(path, v)
	default:
		w.want(path, v, typ.Kind())
	}
}

func (w *walker) want(path string, v any, kind reflect.Kind) {
	var got, want string
	switch v.(type) {
	case string:
		got = "string"
	case bool:
		got = "boolean"
	case json.Number:
		got = "number"
	case []any:
		got = "array"
	default:
		got = "object"
	}
	switch kind {
	case reflect.String:
		want = "string"
	case reflect.Bool:
		want = "boolean"
	case reflect.Struct, reflect.Map:
		want = "object"
	case reflect.Slice:
		want = "array"
	default:
		want = "number"
	}
	if got != want {
		w.add(path, "%s expected, got %s", want, got)
		return
	}
	if n, ok := v.(json.Number); ok {
		w.number(path, n, kind)
	}
}

func (w *walker) number(path string, n json.Number, kind reflect.Kind) {
	if kind == reflect.Float64 || kind == reflect.Float32 {
		return
	}
	i, err := n.Int64()
	switch {
	case err != nil:
		w.add(path, "whole number expected")
	case kind >= reflect.Uint && kind <= reflect.Uint64 && i < 0:
		w.add(path, "must not be negative")
	}
}

func (w *walker) elements(path string, v any, typ reflect.Type) {
	list, ok := v.([]any)
	if !ok {
		w.want(path, v, reflect.Slice)
		return
	}
	for i, e := range list {
		w.value(fmt.Sprintf("%s[%d]", path, i), e, typ.Elem())
	}
}

func (w *walker) entries(path string, v any, typ reflect.Type) {
	o, ok := v.(*Object)
	if !ok {
		w.want(path, v, reflect.Map)
		return
	}
	w.twice(path, o)
	for i, name := range o.Names {
		w.value(join(path, name), o.Values[i], typ.Elem())
	}
}

func (w *walker) members(path string, v any, typ reflect.Type) {
	o, ok := v.(*Object)
	if !ok {
		w.want(path, v, reflect.Struct)
		return
	}
	w.twice(path, o)
	known, types := fields(typ)
	for i, name := range o.Names {
		t, ok := types[name]
		if !ok {
			w.problems = append(w.problems, Problem{
				Path: join(path, name), Unknown: name, Known: known,
				Message: fmt.Sprintf("unknown member %q", short(name)),
			})
			continue
		}
		w.value(join(path, name), o.Values[i], t)
	}
	if also := w.checker.Also[typ]; also != nil {
		w.problems = append(w.problems, also(path, o)...)
	}
}

// repeated looks for repeated members below a value of no known shape.
func (w *walker) repeated(path string, v any) {
	switch x := v.(type) {
	case []any:
		for i, e := range x {
			w.repeated(fmt.Sprintf("%s[%d]", path, i), e)
		}
	case *Object:
		w.twice(path, x)
		for i, name := range x.Names {
			w.repeated(join(path, name), x.Values[i])
		}
	}
}

func (w *walker) twice(path string, o *Object) {
	seen := make(map[string]bool, len(o.Names))
	for _, name := range o.Names {
		if seen[name] {
			w.problems = append(w.problems, Problem{
				Path: join(path, name), Twice: true,
				Message: fmt.Sprintf("member %q stands twice", short(name)),
			})
		}
		seen[name] = true
	}
}

// fields lists the JSON members of a struct type, embedded structs included.
func fields(typ reflect.Type) (names []string, types map[string]reflect.Type) {
	types = make(map[string]reflect.Type, typ.NumField())
	for _, f := range reflect.VisibleFields(typ) {
		if !f.IsExported() || f.Anonymous {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if f.Type == numberType {
			types[name] = reflect.TypeFor[float64]()
		} else {
			types[name] = f.Type
		}
		names = append(names, name)
	}
	return names, types
}

func join(path, name string) string {
	if path == "" {
		return short(name)
	}
	return path + "." + short(name)
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
