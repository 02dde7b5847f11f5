package complaint

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// TestEqualTimerKnowsEveryField changes each field of a timer in turn: equalTimer must see it.
func TestEqualTimerKnowsEveryField(t *testing.T) {
	var a sla.Timer
	v := reflect.ValueOf(&a).Elem()
	for i := range v.NumField() {
		b := a
		set(t, reflect.ValueOf(&b).Elem().Field(i))
		require.False(t, equalTimer(&a, &b), v.Type().Field(i).Name)
		require.True(t, equalTimer(&b, &b))
	}
}

// set gives a field some value other than zero.
func set(t *testing.T, f reflect.Value) {
	switch x := f.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Unix(1, 0).UTC()
	case *sla.Date:
		*x = sla.Date{Year: 2026, Month: 1, Day: 1}
	case *sla.Term:
		x.Span = sla.Hours(1)
	case *sla.Past:
		x.Cycles = 1
	default:
		switch f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Int, reflect.Int64:
			f.SetInt(1)
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		default:
			t.Fatalf("no value for %s", f.Type())
		}
	}
}

// TestEveryTypeOfTheLedgerHasOneForm holds the canonical encoder to encoding/json for every command, effect and the case.
func TestEveryTypeOfTheLedgerHasOneForm(t *testing.T) {
	var values []any
	for _, s := range vocabulary() {
		values = append(values, reflect.Zero(s.typ).Interface())
	}
	for _, typ := range effectTypes() {
		values = append(values, reflect.Zero(typ).Interface())
	}
	for _, v := range append(values, Case{}) {
		filled := reflect.New(reflect.TypeOf(v)).Elem()
		fill(filled, 3)
		for _, x := range []any{v, filled.Interface()} {
			got, err := encode(x)
			require.NoError(t, err)
			var want bytes.Buffer
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(false)
			require.NoError(t, enc.Encode(x))
			require.JSONEq(t, want.String(), string(got))
			require.Equal(t, string(bytes.TrimSpace(want.Bytes())), string(got), "%T", x)
		}
	}
}

// fill sets every exported field to something, down to a depth.
func fill(v reflect.Value, depth int) {
	if depth == 0 || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("<投诉>")
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint8:
		v.SetUint(2)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(time.Unix(1e9, 5000).UTC()))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), depth)
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(`{"a":1}`))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth-1)
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.String {
			v.Set(reflect.ValueOf(map[string]string{"b": "1", "a": "2"}))
		}
	}
}
