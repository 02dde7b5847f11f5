package classify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify/internal/strictjson"
)

// moneyWire is the JSON form of an amount that names its currency.
type moneyWire struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// FactsOf builds facts from a map, as decoded from a form or from JSON. It takes
// string, bool, every integer type, float32, float64 and [json.Number] holding whole
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
		return Value{kind: kindString, str: utf8Text(x)}, nil
	case Severity:
		return Value{kind: kindCode, str: x.String()}, nil
	case bool:
		if x {
			return Value{kind: kindBool, num: 1}, nil
		}
		return Value{kind: kindBool}, nil
	case []string:
		return Value{kind: kindTags, list: utf8Texts(x)}, nil
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
	case uint:
		return wholeUnsigned(uint64(x))
	case uint64:
		return wholeUnsigned(x)
	case uint8:
		return int64(x), nil
	case uint16:
		return int64(x), nil
	case uint32:
		return int64(x), nil
	case float32:
		return wholeFloat(float64(x))
	case float64:
		return wholeFloat(x)
	case json.Number:
		n, err := x.Int64()
		if err != nil {
			return 0, fmt.Errorf("not a whole number: %s", clip(x.String()))
		}
		return n, nil
	}
	return 0, fmt.Errorf("cannot be a fact: %T", raw)
}

func wholeUnsigned(n uint64) (int64, error) {
	if n > maxNumber {
		return 0, fmt.Errorf("not a whole number within ±(2⁵³−1)")
	}
	return int64(n), nil
}

func wholeFloat(x float64) (int64, error) {
	if x != x || x > maxNumber || x < -maxNumber || x != float64(int64(x)) {
		return 0, fmt.Errorf("not a whole number within ±(2⁵³−1)")
	}
	return int64(x), nil
}

func tagsOf(list []any) (Value, error) {
	tags := make([]string, len(list))
	for i, e := range list {
		s, ok := e.(string)
		if !ok {
			return Value{}, fmt.Errorf("element %d of the list is not a string", i)
		}
		tags[i] = utf8Text(s)
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
// rule set with a schema reads them; a member that stands twice is refused. Errors are
// [*InvalidError].
func (f *Facts) UnmarshalJSON(data []byte) error {
	var m map[string]any
	if string(bytes.TrimSpace(data)) != "null" {
		if err := checkStrict[json.RawMessage]("facts", data); err != nil {
			return err
		}
	}
	if err := strictjson.Numbers(data, &m); err != nil {
		return invalid("facts", Fault{Rule: RuleSyntax, Message: err.Error()})
	}
	got, err := FactsOf(m)
	if err != nil {
		return err
	}
	*f = got
	return nil
}
