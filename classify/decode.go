package classify

import (
	"encoding/json"
	"errors"
	"reflect"

	"github.com/redress-go/redress/classify/internal/strictjson"
)

// checker knows the JSON forms of the types with their own decoding.
func checker() strictjson.Checker {
	wire := reflect.TypeFor[condWire]()
	return strictjson.Checker{
		Wire: map[reflect.Type]reflect.Type{reflect.TypeFor[Cond](): wire},
		Also: map[reflect.Type]func(string, *strictjson.Object) []strictjson.Problem{
			wire: checkCondObject,
		},
	}
}

// decodeStrict decodes data into v, a pointer, and reports every fault of form at
// once as an [*InvalidError].
func decodeStrict[T any](subject string, data []byte, v *T) error {
	if err := checkStrict[T](subject, data); err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return asInvalid(subject, err)
	}
	return nil
}

// checkStrict reports every fault of form of data, as JSON of T, at once.
func checkStrict[T any](subject string, data []byte) error {
	problems, err := checker().Check(data, reflect.TypeFor[T]())
	if err != nil {
		return invalid(subject, Fault{Rule: RuleSyntax, Message: err.Error()})
	}
	var faults faultList
	for _, p := range problems {
		faults = append(faults, faultOf(p))
	}
	return faults.err(subject)
}

func faultOf(p strictjson.Problem) Fault {
	f := Fault{Path: p.Path, Rule: RuleType, Message: p.Message}
	switch {
	case p.Unknown != "":
		f.Rule, f.Hint = RuleUnknownKey, didYouMean(p.Unknown, p.Known)
	case p.Twice:
		f.Rule = RuleDuplicate
	}
	return f
}

// asInvalid keeps the faults of a nested decoder and wraps anything else.
func asInvalid(subject string, err error) error {
	var inner *InvalidError
	if errors.As(err, &inner) {
		return invalid(subject, inner.Faults...)
	}
	f := Fault{Rule: RuleSyntax, Message: err.Error()}
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		f.Path, f.Rule = te.Field, RuleType
	}
	return invalid(subject, f)
}
