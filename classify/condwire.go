package classify

import (
	"slices"

	"github.com/redress-go/redress/classify/internal/strictjson"
)

// checkCondObject holds that a condition has exactly one operator, that
// comparisons name a field and groups do not, and that lists have their length.
func checkCondObject(path string, o *strictjson.Object) []strictjson.Problem {
	var problems []strictjson.Problem
	add := func(member, message string) {
		p := path
		if member != "" {
			p += "." + member
		}
		problems = append(problems, strictjson.Problem{Path: p, Message: message})
	}
	ops := slices.DeleteFunc(slices.Clone(o.Names), func(n string) bool { return n == "field" })
	field := slices.Contains(o.Names, "field")
	switch {
	case len(ops) == 0 && field:
		add("", "a field without an operator")
	case len(ops) > 1:
		add("", "more than one operator")
	case len(ops) == 1:
		group := slices.Contains([]string{"all", "any", "not", "func"}, ops[0])
		if group && field {
			add("field", "all, any, not and func take no field")
		}
		if !group && ops[0] != "hit" && !field {
			add("field", "the condition names no field")
		}
	}
	if list, ok := o.Get("in").([]any); ok && len(list) == 0 {
		add("in", "at least one constant expected")
	}
	if list, ok := o.Get("between").([]any); ok && len(list) != 2 {
		add("between", "two numbers expected")
	}
	for _, name := range []string{"field", "tag", "under", "hit", "func"} {
		if s, ok := o.Get(name).(string); ok && s == "" {
			add(name, "must not be empty")
		}
	}
	return problems
}

// cond turns the JSON form, already checked, into a condition.
func (w condWire) cond() Cond {
	if c, ok := w.constants(); ok {
		return c
	}
	switch {
	case w.Has != nil && *w.Has:
		return Has(w.Field)
	case w.Has != nil:
		return Not(Has(w.Field))
	case w.Tag != "":
		return Tagged(w.Field, w.Tag)
	case w.Under != "":
		return Under(w.Field, w.Under)
	case w.Hit != "":
		return HitIn(w.Field, w.Hit)
	case w.Func != "":
		return Func(w.Func)
	case w.All != nil:
		return Cond{op: opAll, kids: condsOf(*w.All)}
	case w.Any != nil:
		return Cond{op: opAny, kids: condsOf(*w.Any)}
	case w.Not != nil:
		return Not(w.Not.cond())
	}
	return Cond{}
}

func (w condWire) constants() (Cond, bool) {
	single := map[condOp]*literal{opEq: w.Eq, opLt: w.Lt, opLe: w.Le, opGt: w.Gt, opGe: w.Ge}
	for op, lit := range single {
		if lit != nil {
			return compare(op, w.Field, *lit), true
		}
	}
	switch {
	case w.In != nil:
		return compare(opIn, w.Field, w.In...), true
	case w.Between != nil:
		return compare(opBetween, w.Field, w.Between...), true
	}
	return Cond{}, false
}

func condsOf(list []condWire) []Cond {
	out := make([]Cond, len(list))
	for i, k := range list {
		out[i] = k.cond()
	}
	return out
}
