package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// What the presets are built with. Every function here works on the value it is given, which nobody shares.

// joined is the rule set of a trade made of parts. Parts that do not go together give rules without a name, which Validate
// refuses.
func joined(id string, label playbook.Text, list ...parts.Part) *classify.RuleSet {
	rs, err := parts.Join(id, "1", classify.Label(label), list...)
	if err != nil {
		return &classify.RuleSet{Label: classify.Label{EN: err.Error()}}
	}
	return &rs
}

// recorded are the fields a desk must be able to record so that the rules can read them: what every intake has is left out.
func recorded(rs *classify.RuleSet) []playbook.Field {
	types := map[classify.Type]playbook.FieldType{
		classify.TypeText: playbook.TextField, classify.TypeCode: playbook.CodeField, classify.TypeNumber: playbook.NumberField,
		classify.TypeMoney: playbook.MoneyField, classify.TypeBool: playbook.BoolField, classify.TypeTags: playbook.CodesField,
	}
	var out []playbook.Field
	for _, f := range rs.Fields {
		if _, intake := playbook.IntakeFacts()[f.Name]; intake {
			continue
		}
		field := playbook.Field{Name: f.Name, Label: playbook.Text(f.Label), Type: types[f.Type], Personal: f.Personal}
		for _, c := range f.Codes {
			field.Values = append(field.Values, playbook.Code{Code: c.Code, Label: playbook.Text(c.Label)})
		}
		out = append(out, field)
	}
	for _, f := range everyRecord() {
		if !slices.ContainsFunc(out, func(x playbook.Field) bool { return x.Name == f.Name }) {
			out = append(out, f)
		}
	}
	return out
}

// everyRecord is what R20 has on record beside what every intake has: the product, service or person complained of, when it
// happened, and that somebody who came in person was heard where nobody else listens.
func everyRecord() []playbook.Field {
	return []playbook.Field{
		{Name: "object", Label: text("投诉对象", "What or who is complained of"), Type: playbook.TextField, Personal: true},
		{Name: "occurred", Label: text("发生日期", "When it happened"), Type: playbook.DateField},
		{Name: "private", Label: text("已在安静私密处接待", "Heard in a quiet, private place"), Type: playbook.BoolField},
	}
}

// unitCodes are the units of a playbook as the rules name them.
func unitCodes(units []playbook.Unit) []classify.Code {
	out := make([]classify.Code, len(units))
	for i, u := range units {
		out[i] = classify.Code{Code: u.Code, Label: classify.Label(u.Label)}
	}
	return out
}

// set puts an element in the place of the one with its name, or at the end.
func set[T any](list []T, name func(T) string, elements ...T) []T {
	for _, e := range elements {
		if i := slices.IndexFunc(list, func(x T) bool { return name(x) == name(e) }); i >= 0 {
			list[i] = e
		} else {
			list = append(list, e)
		}
	}
	return list
}

// drop takes out the elements with these names.
func drop[T any](list []T, name func(T) string, names ...string) []T {
	return slices.DeleteFunc(list, func(x T) bool { return slices.Contains(names, name(x)) })
}

func targetName(t sla.Target) string { return t.Name }

func channelCode(c playbook.Channel) string { return c.Code }

func reason(command, c, zh, en string) playbook.Reason {
	return playbook.Reason{Command: command, Code: c, Label: text(zh, en)}
}

// from is a source by requirement id; ours marks a value of our own.
func from(rule, id string) playbook.Source { return playbook.Source{Rule: rule, From: id} }

func ours(rule, why string) playbook.Source {
	return playbook.Source{Rule: rule, From: "ours: " + why, Unverified: true}
}

// tell is the text of a notice to the complainant.
func tell(notice string, subject, body playbook.Text) playbook.Template {
	return playbook.Template{Notice: notice, To: []string{"complainant"}, Subject: subject, Body: body}
}

// limit is a target that runs from the receipt, or from what start says, until stop, with a word to its owner when half of
// the time is left and to the ladder when it is missed.
func limit(name string, owner sla.Owner, start, stop []sla.Condition, terms ...sla.Choice) sla.Target {
	return sla.Target{
		Name: name, Owner: owner, Start: start, Stop: stop, Terms: terms,
		Steps: []sla.Step{
			{ID: name + "-half", At: sla.PercentBefore(50), Do: notify("owner")},
			{ID: name + "-missed", At: sla.AtDue(), Do: notify("owner,head,ladder")},
		},
	}
}

// withinFifteenDays keeps our own limit until a case is resolved within the 15 days in which the law wants a telecom operator
// (工信部令第35号, Art 10) or an insurer (2020 No.3) to answer, on every day of the year: long holidays make ten working days
// longer than that. So serious cases have twelve days, and nobody extends them. The figure is ours.
func withinFifteenDays(targets []sla.Target) []sla.Target {
	for i := range targets {
		t := &targets[i]
		if t.Name != "resolve" {
			continue
		}
		t.Extensions = nil
		for k := range t.Terms {
			if slices.Contains(t.Terms[k].When["severity"], "major") {
				t.Terms[k].Term = sla.Term{Span: sla.Days(12), Roll: sla.RollNone}
			}
		}
	}
	return targets
}
