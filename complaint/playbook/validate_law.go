package playbook

import (
	"fmt"

	"github.com/redress-go/redress/sla"
)

// laws checks what the playbook says of laws, and that no rule of its own is longer than a law allows.
func (v *validator) laws() {
	seen := map[string]bool{}
	for i := range v.p.Laws {
		l := &v.p.Laws[i]
		at := fmt.Sprintf("laws[%d]", i)
		switch {
		case !isLawID(l.ID):
			v.fault(at+".id", "letters, digits, dashes and dots")
		case seen[l.ID]:
			v.fault(at+".id", "%q stands twice", l.ID)
		}
		seen[l.ID] = true
		if l.Title == (Text{}) || l.Version == "" || l.Jurisdiction == "" {
			v.fault(at, "title, version and jurisdiction are required")
		}
		if !l.To.IsZero() && l.To.Before(l.From) {
			v.fault(at+".to", "not before from")
		}
		for j, r := range l.Replaces {
			if !isLawID(r) || r == l.ID {
				v.fault(fmt.Sprintf("%s.replaces[%d]", at, j), "the id of another law")
			}
		}
		ids := map[string]bool{}
		for j := range l.Limits {
			v.limit(fmt.Sprintf("%s.limits[%d]", at, j), &l.Limits[j], ids)
		}
	}
	if len(v.faults) == 0 {
		v.faults = append(v.faults, v.p.Unlawful()...)
	}
}

func (v *validator) limit(at string, l *LegalLimit, seen map[string]bool) {
	if !IsCode(l.ID) || seen[l.ID] {
		v.fault(at+".id", "a code, once in its law")
	}
	seen[l.ID] = true
	v.oneOf(at+".whom", string(l.Whom), []string{string(BindsCompany), string(BindsRegulator), string(BindsComplainant)})
	v.oneOf(at+".confidence", string(l.Confidence), []string{string(Official), string(Copy), string(Reported), string(Unverified)})
	if l.Verified.IsZero() {
		v.fault(at+".verified", "required")
	}
	if l.Label == (Text{}) || l.Starts == (Text{}) {
		v.fault(at, "label and starts are required")
	}
	if l.Body != "" && !IsCode(l.Body) {
		v.fault(at+".body", "a code")
	}
	switch {
	case !l.Term.IsZero():
		v.leaf(at+".term", l.Term.Check())
	case !l.Most.IsZero() || l.Watches != "":
		v.fault(at+".term", "required: it may be extended, or a clock runs for it")
	}
	if !l.Most.IsZero() {
		v.leaf(at+".most", l.Most.Check())
	}
	switch {
	case l.Watches == "":
	case l.Practice:
		v.fault(at+".watches", "what is only practice runs no clock")
	default:
		v.oneOf(at+".watches", l.Watches, codesOf(v.p.Targets, func(t sla.Target) string { return t.Name }))
	}
}
