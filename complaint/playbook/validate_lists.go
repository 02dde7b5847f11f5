package playbook

import (
	"fmt"
	"slices"

	"github.com/redress-go/redress/classify"
)

func (v *validator) people() {
	p := v.p
	unique(v, "roles", p.Roles, func(r Role) string { return r.Code })
	for i, r := range p.Roles {
		at := fmt.Sprintf("roles[%d]", i)
		if r.Code == "system" {
			v.fault(at+".code", "system is the engine's own role")
		}
		v.money(at+".limit", r.Limit)
	}
	for i, code := range p.Ladder {
		v.role(fmt.Sprintf("ladder[%d]", i), code)
	}
	v.ladderTop()
	for i, g := range p.Grants {
		for j, cmd := range g.Commands {
			v.oneOf(fmt.Sprintf("grants[%d].commands[%d]", i, j), cmd, Commands())
		}
		for j, role := range g.Roles {
			v.role(fmt.Sprintf("grants[%d].roles[%d]", i, j), role)
		}
		for j, s := range g.Severities {
			if !s.Known() {
				v.fault(fmt.Sprintf("grants[%d].severities[%d]", i, j), "a severity")
			}
		}
		if len(g.Commands) == 0 || len(g.Roles) == 0 {
			v.fault(fmt.Sprintf("grants[%d]", i), "roles and commands are required")
		}
	}
	for i, s := range p.Separate {
		v.oneOf(fmt.Sprintf("separate[%d].command", i), s.Command, Commands())
		for j, cmd := range s.After {
			v.oneOf(fmt.Sprintf("separate[%d].after[%d]", i, j), cmd, Commands())
		}
	}
	unique(v, "units", p.Units, func(u Unit) string { return u.Code })
	for i, u := range p.Units {
		if u.Head != "" {
			v.role(fmt.Sprintf("units[%d].head", i), u.Head)
		}
		if u.Parent != "" && u.Parent == u.Code {
			v.fault(fmt.Sprintf("units[%d].parent", i), "another unit")
		} else if u.Parent != "" {
			v.unit(fmt.Sprintf("units[%d].parent", i), u.Parent)
		}
	}
	v.unit("desk", p.FallbackUnit)
	v.bands()
}

// bands asks that more money needs more people.
func (v *validator) bands() {
	for i, b := range v.p.Approval.Above {
		at := fmt.Sprintf("approval.above[%d]", i)
		v.money(at+".amount", b.Amount)
		if b.Need < 1 {
			v.fault(at+".need", "at least one")
		}
		if i > 0 && b.Amount.Amount <= v.p.Approval.Above[i-1].Amount.Amount {
			v.fault(at+".amount", "more than the band before")
		}
	}
}

// money asks for an amount that can be compared.
func (v *validator) money(path string, m Money) {
	if m.Amount < 0 {
		v.fault(path, "not negative")
	} else if m.Amount > 0 && len(m.Currency) != 3 {
		v.fault(path, "a currency like CNY")
	}
}

// ladderTop asks that every proposal has somebody who may decide it.
func (v *validator) ladderTop() {
	p := v.p
	if len(p.Ladder) == 0 {
		v.fault("ladder", "required: somebody must be next")
		return
	}
	level := 0
	for i, code := range p.Ladder {
		k := slices.IndexFunc(p.Roles, func(r Role) bool { return r.Code == code })
		if k < 0 {
			return
		}
		if i > 0 && p.Roles[k].Level <= level {
			v.fault(fmt.Sprintf("ladder[%d]", i), "ranks above the rung before")
		}
		level = p.Roles[k].Level
		if i == len(p.Ladder)-1 && !p.Roles[k].Unlimited {
			v.fault(fmt.Sprintf("ladder[%d]", i), "the top rung is unlimited, or a proposal could wait for nobody")
		}
	}
}

func (v *validator) intake() {
	p := v.p
	unique(v, "channels", p.Channels, func(c Channel) string { return c.Code })
	if len(p.Channels) == 0 {
		v.fault("channels", "required")
	}
	unique(v, "fields", p.Fields, func(f Field) string { return f.Name })
	known := []string{
		"name", "phone", "email", "contact", "address", "id", "text", "demand", "place", "about_unit",
		"read_back", "signature", "authority", "representatives",
	}
	for i, f := range p.Fields {
		at := fmt.Sprintf("fields[%d]", i)
		if slices.Contains(known, f.Name) {
			v.fault(at+".name", "%q is a field of every intake", f.Name)
		}
		v.oneOf(at+".type", string(f.Type), fieldTypes())
		if f.Type.listed() != (len(f.Values) > 0) {
			v.fault(at+".values", "a field of codes, and no other, lists its values")
		}
		unique(v, at+".values", f.Values, func(c Code) string { return c.Code })
		if f.Required != nil {
			v.applies(at+".required", f.Required)
		}
	}
	for _, f := range p.Fields {
		known = append(known, f.Name)
	}
	for i, c := range p.Channels {
		for j, name := range c.Required {
			v.oneOf(fmt.Sprintf("channels[%d].required[%d]", i, j), name, known)
		}
	}
	unique(v, "facts", p.Facts, func(f Fact) string { return f.Name })
	for i, f := range p.Facts {
		k := slices.IndexFunc(p.Fields, func(x Field) bool { return x.Name == f.Within })
		if k < 0 || p.Fields[k].Type != DateField {
			v.fault(fmt.Sprintf("facts[%d].within", i), "%q is not a date field", f.Within)
		}
		v.leaf(fmt.Sprintf("facts[%d].term", i), f.Term.Check())
	}
	v.grades(known)
	v.repeat()
}

// applies checks the codes of a condition on intake.
func (v *validator) applies(path string, a *Applies) {
	for i, c := range a.Channels {
		v.oneOf(fmt.Sprintf("%s.channels[%d]", path, i), c, v.factValues("channel"))
	}
	for i, k := range a.Kinds {
		v.oneOf(fmt.Sprintf("%s.kinds[%d]", path, i), k, v.factValues("kind"))
	}
}

// repeat asks that what makes two complaints the same matter is known of every complaint and not personal.
func (v *validator) repeat() {
	for i, by := range v.p.Repeat.By {
		v.oneOf(fmt.Sprintf("repeat.by[%d]", i), by, v.matter())
	}
}

func (v *validator) grades(known []string) {
	if len(v.p.Grades) == 0 {
		v.fault("grades", "required")
	}
	seen := map[classify.Severity]bool{}
	for i, g := range v.p.Grades {
		at := fmt.Sprintf("grades[%d]", i)
		if g.Severity == classify.Unrated || !g.Severity.Known() || seen[g.Severity] {
			v.fault(at+".severity", "a severity, each once")
		}
		seen[g.Severity] = true
		for j, s := range g.MustPass {
			v.oneOf(fmt.Sprintf("%s.steps[%d]", at, j), s, States())
		}
		for j, name := range g.Required {
			v.oneOf(fmt.Sprintf("%s.required[%d]", at, j), name, known)
		}
		if g.Unit != "" {
			v.unit(at+".unit", g.Unit)
		}
		if g.Direct && !slices.ContainsFunc(v.p.Outcomes, func(c Code) bool { return c.Code == "explained" }) {
			v.fault("outcomes", "explained is the outcome of a direct close, which %s allows", at)
		}
	}
}

func (v *validator) lists() {
	p := v.p
	code := func(c Code) string { return c.Code }
	unique(v, "kinds", p.Kinds, func(k Kind) string { return k.Code })
	unique(v, "messages", p.Messages, code)
	unique(v, "reliefs", p.Reliefs, func(r Relief) string { return r.Code })
	unique(v, "outcomes", p.Outcomes, code)
	for i, r := range p.Reasons {
		v.oneOf(fmt.Sprintf("reasons[%d].command", i), r.Command, Commands())
		if !IsCode(r.Code) {
			v.fault(fmt.Sprintf("reasons[%d].code", i), "a code")
		}
		if slices.ContainsFunc(p.Reasons[:i], func(o Reason) bool { return o.Command == r.Command && o.Code == r.Code }) {
			v.fault(fmt.Sprintf("reasons[%d]", i), "stands already")
		}
	}
	if p.Survey != nil {
		v.leaf("survey", p.Survey.Validate())
	}
	if p.FollowUp.Answer && p.Survey == nil {
		v.fault("follow_up.answer", "needs a survey")
	}
}

func (v *validator) rules() {
	if v.p.Rules == nil {
		return
	}
	_, err := classify.Options{Funcs: v.funcs}.Compile(*v.p.Rules)
	v.leaf("rules", err)
	for i, u := range v.p.Rules.Units {
		v.unit(fmt.Sprintf("rules.units[%d]", i), u.Code)
	}
	for i, f := range v.p.Rules.Fields {
		if rule := v.ruleField(f); rule != "" {
			v.fault(fmt.Sprintf("rules.fields[%d]", i), "%s", rule)
		}
	}
}

// ruleField is what is wrong with a field that the rules read, "" when every intake can give it.
func (v *validator) ruleField(f classify.Field) string {
	if want, ok := IntakeFacts()[f.Name]; ok {
		if f.Type != want {
			return fmt.Sprintf("%s is a %s", f.Name, want)
		}
		return ""
	}
	if slices.ContainsFunc(v.p.Facts, func(x Fact) bool { return x.Name == f.Name }) {
		if f.Type != classify.TypeBool {
			return "a computed fact is a bool"
		}
		return ""
	}
	k := slices.IndexFunc(v.p.Fields, func(x Field) bool { return x.Name == f.Name })
	switch {
	case k < 0:
		return "no intake has it"
	case f.Type != ruleType(v.p.Fields[k].Type):
		return fmt.Sprintf("%s is a %s", f.Name, ruleType(v.p.Fields[k].Type))
	case v.p.Fields[k].Personal && !f.Personal:
		return "the field is personal, so the rules must keep its values sealed"
	}
	return ""
}

// ruleType is the type under which rules read a field of the trade.
func ruleType(t FieldType) classify.Type {
	switch t {
	case TextField:
		return classify.TypeText
	case NumberField:
		return classify.TypeNumber
	case MoneyField:
		return classify.TypeMoney
	case BoolField:
		return classify.TypeBool
	case CodesField:
		return classify.TypeTags
	default:
		return classify.TypeCode
	}
}

// IntakeFacts returns what the rules may read of every intake, with its type, beside the trade's fields and the computed
// facts.
func IntakeFacts() map[string]classify.Type {
	return map[string]classify.Type{
		"channel": classify.TypeCode, "kind": classify.TypeCode, "place": classify.TypeCode, "about_unit": classify.TypeCode,
		"mood": classify.TypeCode, "text": classify.TypeText, "demand": classify.TypeText, "about": classify.TypeTags,
		"wanted": classify.TypeMoney, "people": classify.TypeNumber, "anonymous": classify.TypeBool,
	}
}

// unique asks that every code of a list is a code and stands there once.
func unique[T any](v *validator, path string, list []T, code func(T) string) {
	seen := map[string]int{}
	for i, x := range list {
		c := code(x)
		if !IsCode(c) {
			v.fault(fmt.Sprintf("%s[%d]", path, i), "%q is not a code of lower-case letters, digits, dashes and underscores", c)
		} else if first, ok := seen[c]; ok {
			v.fault(fmt.Sprintf("%s[%d]", path, i), "%q stands already at %s[%d]", c, path, first)
		}
		seen[c] = i
	}
}
