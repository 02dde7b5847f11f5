package complaint

import (
	"reflect"
	"strings"
)

// pseudonymous returns a deep copy of a case or an entry in which a person is only ever "withheld": as the actor of an
// entry, in a list, in the address of a notice. It walks every field there is, so that one added later is covered.
func pseudonymous[T Case | Entry](v T, id string) T {
	return masked(reflect.ValueOf(v), id).Interface().(T)
}

// actorType is replaced whole: role and unit may tell as much as the name.
var actorType = reflect.TypeFor[Actor]()

func masked(v reflect.Value, id string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(maskedText(v.String(), id))
	case reflect.Interface:
		if !v.IsNil() {
			out.Set(masked(v.Elem(), id))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(masked(v.Elem(), id))
		}
	case reflect.Slice:
		maskedList(out, v, id)
	case reflect.Map:
		maskedMap(out, v, id)
	case reflect.Struct:
		maskedFields(out, v, id)
	}
	return out
}

func maskedList(out, v reflect.Value, id string) {
	if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
		return
	}
	out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
	for i := range v.Len() {
		out.Index(i).Set(masked(v.Index(i), id))
	}
}

func maskedMap(out, v reflect.Value, id string) {
	if v.IsNil() {
		return
	}
	out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
	for it := v.MapRange(); it.Next(); {
		out.SetMapIndex(it.Key(), masked(it.Value(), id))
	}
}

func maskedFields(out, v reflect.Value, id string) {
	if v.Type() == actorType && v.Interface().(Actor).ID == id {
		out.Set(reflect.ValueOf(Actor{ID: withheld}))
		return
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			out.Field(i).Set(masked(v.Field(i), id))
		}
	}
}

// maskedText is a text without the id: bare, as the address "person:u1", or as the last word of a recorded act.
func maskedText(s, id string) string {
	for _, before := range []string{"", "person:"} {
		if s == before+id {
			return before + withheld
		}
	}
	if head, ok := strings.CutSuffix(s, " "+id); ok {
		return head + " " + withheld
	}
	return s
}
