package classify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// moneyWire is the JSON form of an amount that names its currency.
type moneyWire struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// FactsOf builds facts from a map, as decoded from a form or from JSON. It takes
// string, bool, every integer type, float64 and [json.Number] holding whole
// numbers, []string, []any of strings, [Severity], maps with minor and currency,
// and nil for "not known". Anything else is a fault in the [*InvalidError], all
// faults at once.
func FactsOf(values map[string]any) (Facts, error) {
	items := make([]namedValue, 0, len(values))
	var faults faultList
	for name, raw := range values {
		v, err := valueOf(raw)
		if err != nil {
			faults.add(name, RuleType, "%v", err)
			continue
		}
		items = append(items, namedValue{name, v})
	}
	slices.SortFunc(items, func(a, b namedValue) int { return strings.Compare(a.name, b.name) })
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.Path, b.Path) })
	if err := faults.err("facts"); err != nil {
		return Facts{}, err
	}
	return Facts{items}, nil
}

func valueOf(raw any) (Value, error) {
	switch x := raw.(type) {
	case nil:
		return Value{}, nil
	case string:
		return Value{kind: kindString, str: x}, nil
	case Severity:
		return Value{kind: kindCode, str: x.String()}, nil
	case bool:
		if x {
			return Value{kind: kindBool, num: 1}, nil
		}
		return Value{kind: kindBool}, nil
	case []string:
		return Value{kind: kindTags, list: slices.Clone(x)}, nil
	case []any:
		return tagsOf(x)
	case map[string]any:
		return moneyOf(x)
	}
	n, err := wholeNumber(raw)
	return Value{kind: kindNumber, num: n}, err
}

func wholeNumber(raw any) (int64, error) {
	switch x := raw.(type) {
	case int:
		return int64(x), nil
	case int8:
		return int64(x), nil
	case int16:
		return int64(x), nil
	case int32:
		return int64(x), nil
	case int64:
		return x, nil
	case uint8:
		return int64(x), nil
	case uint16:
		return int64(x), nil
	case uint32:
		return int64(x), nil
	case float64:
		if x != x || x > maxNumber || x < -maxNumber || x != float64(int64(x)) {
			return 0, fmt.Errorf("not a whole number within ±(2⁵³−1)")
		}
		return int64(x), nil
	case json.Number:
		n, err := x.Int64()
		if err != nil {
			return 0, fmt.Errorf("not a whole number: %s", clip(x.String()))
		}
		return n, nil
	}
	return 0, fmt.Errorf("cannot be a fact: %T", raw)
}

func tagsOf(list []any) (Value, error) {
	tags := make([]string, len(list))
	for i, e := range list {
		s, ok := e.(string)
		if !ok {
			return Value{}, fmt.Errorf("element %d of the list is not a string", i)
		}
		tags[i] = s
	}
	return Value{kind: kindTags, list: tags}, nil
}

func moneyOf(m map[string]any) (Value, error) {
	currency, ok := m["currency"].(string)
	if !ok || len(m) != 2 {
		return Value{}, fmt.Errorf("an amount has exactly the members minor and currency")
	}
	n, err := wholeNumber(m["minor"])
	return Value{kind: kindMoney, num: n, str: currency}, err
}

// MarshalJSON writes an object with one member per fact, sorted by name.
func (f Facts) MarshalJSON() ([]byte, error) {
	m := make(map[string]any, len(f.items))
	for _, it := range f.items {
		m[it.name] = it.plain()
	}
	return json.Marshal(m)
}

// plain is the natural JSON value of v.
func (v Value) plain() any {
	switch v.kind {
	case kindNumber:
		return v.num
	case kindMoney:
		return moneyWire{v.num, v.str}
	case kindBool:
		return v.num != 0
	case kindTags:
		if v.list == nil {
			return []string{}
		}
		return v.list
	case kindNone:
		return nil
	}
	return v.str
}

// UnmarshalJSON reads what MarshalJSON writes. Strings become codes or text when a
// rule set with a schema reads them. Errors are [*InvalidError].
func (f *Facts) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil {
		return invalid("facts", Fault{Rule: RuleSyntax, Message: err.Error()})
	}
	got, err := FactsOf(m)
	if err != nil {
		return err
	}
	*f = got
	return nil
}
