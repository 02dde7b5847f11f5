package complaint

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/redress-go/redress/complaint/playbook"
)

// maxList bounds the elements of a list or map in a command.
const maxList = 256

var (
	timeType  = reflect.TypeFor[time.Time]()
	moneyType = reflect.TypeFor[Money]()
)

// checkShape finds every fault of a command that needs no playbook: text that is not UTF-8 or too long, lists without
// end, negative money, a currency without a name, years nobody means.
func checkShape(cmd Command, maxText int) []FieldError {
	w := shape{maxText: maxText}
	w.value("", reflect.ValueOf(cmd))
	return sortFaults(w.faults)
}

// sortFaults puts faults into one order, so that the same input gives the same error.
func sortFaults(faults []FieldError) []FieldError {
	if len(faults) < 2 {
		return faults
	}
	slices.SortStableFunc(faults, func(a, b FieldError) int { return strings.Compare(a.Field, b.Field) })
	return faults
}

// under puts a path in front of the fields of an error.
func under(path string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		for i := range e.Fields {
			e.Fields[i].Field = path + "." + e.Fields[i].Field
		}
	}
	return err
}

type shape struct {
	maxText int
	faults  []FieldError
}

func (w *shape) fault(path, rule string) { w.faults = append(w.faults, FieldError{path, rule}) }

func (w *shape) value(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Array:
		return // a hash
	case reflect.Interface:
		if !v.IsNil() {
			w.value(path, v.Elem())
		}
	case reflect.Int, reflect.Int64:
		if v.Int() < 0 {
			w.fault(path, "not negative")
		}
	case reflect.String:
		w.text(path, v.String())
	case reflect.Slice:
		w.list(path, v.Len())
		for i := range min(v.Len(), maxList) {
			w.value(path+"["+strconv.Itoa(i)+"]", v.Index(i))
		}
	case reflect.Map:
		w.list(path, v.Len())
		for _, k := range v.MapKeys() {
			w.text(path, k.String())
			w.value(path+"."+clip(k.String()), v.MapIndex(k))
		}
	case reflect.Struct:
		w.whole(path, v)
	}
}

// whole checks a struct: a time or an amount as such, anything else by its fields.
func (w *shape) whole(path string, v reflect.Value) {
	switch v.Type() {
	case timeType:
		if t := v.Interface().(time.Time); !t.IsZero() && (t.Year() < 1900 || t.Year() > 9999) {
			w.fault(path, "a year from 1900 to 9999")
		}
	case moneyType:
		w.money(path, v.Interface().(Money))
	default:
		w.fields(path, v)
	}
}

func (w *shape) fields(path string, v reflect.Value) {
	for _, f := range shapeOf(v.Type()) {
		name := f.name
		switch {
		case name == "":
			name = path
		case path != "":
			name = path + "." + name
		}
		if fv := v.Field(f.index); f.coded && fv.Kind() == reflect.Slice {
			w.list(name, fv.Len())
			for i := range min(fv.Len(), maxList) {
				w.code(name+"["+strconv.Itoa(i)+"]", fv.Index(i).String(), f.limit)
			}
			continue
		} else if f.coded {
			w.code(name, fv.String(), f.limit)
			continue
		}
		w.value(name, v.Field(f.index))
	}
}

// shapeField is what checking needs to know of a struct's field.
type shapeField struct {
	index int
	name  string // in JSON; "" for an embedded struct
	coded bool
	limit int
}

// shapes caches the fields of each type.
var shapes = sync.OnceValue(func() *sync.Map { return new(sync.Map) })

func shapeOf(t reflect.Type) []shapeField {
	if known, ok := shapes().Load(t); ok {
		return known.([]shapeField)
	}
	var out []shapeField
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		limit, coded := f.Tag.Lookup("code")
		n, _ := strconv.Atoi(limit)
		out = append(out, shapeField{i, name, coded, n})
	}
	shapes().Store(t, out)
	return out
}

// code checks a public code: words of people belong into the sealed part. A limit lets through short names of places and
// media types instead.
func (w *shape) code(path, s string, n int) {
	switch {
	case n > 0 && len(s) > n:
		w.fault(path, fmt.Sprintf("at most %d bytes", n))
	case n > 0:
		w.text(path, s)
	case s != "" && !playbook.IsCode(s):
		w.fault(path, "a code of lower-case letters, digits and dashes")
	}
}

func (w *shape) text(path, s string) {
	switch {
	case len(s) > w.maxText:
		w.fault(path, fmt.Sprintf("at most %d bytes", w.maxText))
	case !utf8.ValidString(s):
		w.fault(path, "valid UTF-8")
	case strings.ContainsRune(s, 0):
		w.fault(path, "no zero character")
	}
}

func (w *shape) list(path string, n int) {
	if n > maxList {
		w.fault(path, fmt.Sprintf("at most %d elements", maxList))
	}
}

func (w *shape) money(path string, m Money) {
	if m.Amount < 0 {
		w.fault(path, "not negative")
	}
	if c := m.Currency; m.Amount != 0 && (len(c) != 3 || strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		w.fault(path, "an ISO 4217 currency")
	}
}

// clip keeps a foreign name out of an error: field names are shown, but never long ones.
func clip(s string) string {
	if len(s) > 32 || !utf8.ValidString(s) {
		return "…"
	}
	return s
}
