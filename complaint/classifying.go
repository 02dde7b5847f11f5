package complaint

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// classify asks the playbook's rules what a complaint is. The desk's own view may raise the severity, never lower it. A
// complaint that no rule places belongs to the playbook's desk: never to nobody.
func (r *rules) classify(cmd *Intake, received time.Time) (Classification, json.RawMessage, error) {
	class := Classification{Kind: cmd.Kind, Unit: r.pb.FallbackUnit}
	if class.Kind == "" && len(r.pb.Kinds) > 0 {
		class.Kind = r.pb.Kinds[0].Code
	}
	var because json.RawMessage
	if r.classifier != nil {
		decision, err := r.ask(r.intakeFacts(cmd, received))
		if err != nil {
			class.Severity, class.Flags = cmd.Severity, []string{Unclassified}
			return class, nil, nil //nolint:nilerr // the rules may fail, intake may not: a person decides
		}
		if because, err = encode(decision); err != nil {
			return Classification{}, nil, err
		}
		class = merged(class, decision, cmd.Kind)
	}
	class.Severity = max(class.Severity, cmd.Severity)
	if unit := r.grade(class.Severity).Unit; unit != "" {
		class.Unit = unit
	}
	if r.pb.Conflict.Unit && cmd.AboutUnit != "" && class.Unit == cmd.AboutUnit {
		class.Unit = r.beside(cmd.AboutUnit)
	}
	return class, because, nil
}

// Unclassified is the flag of a complaint that the rules could not decide: a person must.
const Unclassified = "unclassified"

// ask puts facts to the rules. Facts that their schema does not take (a place no list knows, money in another currency)
// are left out: intake is never refused by a rule.
func (r *rules) ask(f classify.Facts) (classify.Decision, error) {
	decision, err := r.classifier.Decide(f)
	var bad *classify.InvalidError
	if !errors.As(err, &bad) {
		return decision, err
	}
	known := f.Only(func(name string) bool {
		return !slices.ContainsFunc(bad.Faults, func(x classify.Fault) bool { return strings.Contains(x.Path, name) })
	})
	return r.classifier.Decide(known)
}

// merged lays a decision over the defaults. A kind the desk gave stays.
func merged(class Classification, d classify.Decision, kind string) Classification {
	if d.Kind != "" && kind == "" {
		class.Kind = d.Kind
	}
	if d.Unit != "" {
		class.Unit = d.Unit
	}
	class.Severity, class.Categories = d.Severity, d.Categories
	class.Validity, class.Nature, class.Scope = d.Validity, d.Nature, d.Scope
	class.Advisers, class.Flags = d.Advisers, d.Flags
	if len(class.Categories) == 0 {
		class.Categories = nil
	}
	return class
}

// FactNames of an intake: what a playbook's rules may read beside the trade's own fields and computed facts.
//
//	channel, kind, place, about_unit, mood: code    text, demand: text    about: tags
//	wanted: money    people: number    anonymous: bool
func (r *rules) intakeFacts(cmd *Intake, received time.Time) classify.Facts {
	var f classify.Facts
	f = f.Code("channel", cmd.Channel).Code("kind", cmd.Kind).Code("place", cmd.Place)
	f = f.Code("about_unit", cmd.AboutUnit).Code("mood", cmd.Mood)
	f = f.Text("text", cmd.Text).Text("demand", cmd.Demand).Tags("about", cmd.About...)
	f = f.Number("people", int64(max(cmd.Complainants, 1))).Bool("anonymous", cmd.Complainant == Person{})
	if !cmd.Wanted.IsZero() {
		f = f.Money("wanted", cmd.Wanted.Amount, cmd.Wanted.Currency)
	}
	for _, values := range []map[string]string{cmd.Fields, cmd.Personal} {
		for name, v := range values {
			f = r.fieldFact(f, name, v)
		}
	}
	for _, fact := range r.pb.Facts {
		f = f.Bool(fact.Name, r.within(fact, cmd, received))
	}
	return f.Only(r.classifier.HasField)
}

// fieldFact adds a field of the trade by its type.
func (r *rules) fieldFact(f classify.Facts, name, v string) classify.Facts {
	field := r.fields[name]
	if field == nil || v == "" {
		return f
	}
	switch field.Type {
	case playbook.TextField:
		return f.Text(name, v)
	case playbook.NumberField:
		i, _ := json.Number(v).Int64()
		return f.Number(name, i)
	case playbook.MoneyField:
		m, _ := ParseYuan(v)
		return f.Money(name, m.Amount, m.Currency)
	case playbook.BoolField:
		return f.Bool(name, v == "true")
	case playbook.CodesField:
		codes, _ := field.SplitCodes(v)
		return f.Tags(name, codes...)
	default:
		return f.Code(name, v)
	}
}

// within computes a fact: the receipt lies no later than the term after the date in the field.
func (r *rules) within(fact playbook.Fact, cmd *Intake, received time.Time) bool {
	v := cmd.Fields[fact.Within]
	if v == "" {
		v = cmd.Personal[fact.Within]
	}
	from, err := time.ParseInLocation(time.DateOnly, v, r.zone())
	if err != nil {
		return false
	}
	due, err := fact.Term.Due(r.calendar, from)
	return err == nil && !received.After(due.At)
}
