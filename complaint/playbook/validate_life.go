package playbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// life checks what the playbook says about how cases are brought, closed, promised and appealed.
func (v *validator) life() {
	v.stance()
	v.kinds()
	v.appeals()
	v.direct()
	v.deciders()
	if v.p.Conflict.Unit && len(v.p.Units) == 1 {
		v.fault("conflict.unit", "another unit takes what is complained of the only one")
	}
	for i, cmd := range v.p.Conflict.Commands {
		v.oneOf(fmt.Sprintf("conflict.commands[%d]", i), cmd, Commands())
	}
	if w := v.p.FollowUp.ReopenWithin; !w.Span.IsZero() {
		v.leaf("follow_up.window", w.Check())
	}
	for path, n := range map[string]int{
		"joint.from": v.p.Joint.From, "joint.representatives": v.p.Joint.Representatives, "direct.sample": v.p.Direct.Sample,
		"promise.again": v.p.Promise.Notify, "expedite.level": v.p.Expedite.Level, "follow_up.contacts": v.p.FollowUp.Contacts,
	} {
		if n < 0 {
			v.fault(path, "not negative")
		}
	}
}

// direct checks who reviews the sample of cases closed at the desk.
func (v *validator) direct() {
	switch d := v.p.Direct; {
	case d.Reviewer != "" && slices.ContainsFunc(v.p.Roles, func(r Role) bool { return r.Code == d.Reviewer }) && !v.granted(d.Reviewer, "complete-task"):
		v.fault("direct.reviewer", "%q may not complete a task", d.Reviewer)
	case d.Reviewer != "":
		v.role("direct.reviewer", d.Reviewer)
	case d.Sample > 0:
		v.fault("direct.reviewer", "required: somebody reviews the sample")
	}
}

// deciders checks that somebody may decide what is asked for: a return, an extension.
func (v *validator) deciders() {
	level := map[string]int{}
	for _, r := range v.p.Roles {
		level[r.Code] = r.Level
	}
	may := func(from int, commands ...string) bool {
		return slices.ContainsFunc(v.p.Roles, func(r Role) bool {
			return r.Level >= from && slices.ContainsFunc(commands, func(cmd string) bool { return v.granted(r.Code, cmd) })
		})
	}
	if v.p.ReturnsNeedRuling && v.p.MaxReturns > 0 && !may(0, "ruling") {
		v.fault("ruled", "nobody may give a ruling")
	}
	for i := range v.p.Targets {
		for j, x := range v.p.Targets[i].Extensions {
			if from, known := level[x.Approver]; known && may(0, "extend") && !may(from, "approve", "extend") {
				v.fault(fmt.Sprintf("targets[%d].extensions[%d].approver", i, j), "nobody of this level may extend or approve")
			}
		}
	}
}

// stance checks the lists that say how a complaint is brought and answered.
func (v *validator) stance() {
	code := func(c Code) string { return c.Code }
	unique(v, "evidence", v.p.Evidence, code)
	unique(v, "proxies", v.p.Proxies, code)
	unique(v, "tell", v.p.Tell, code)
	unique(v, "recourse", v.p.Recourse, code)
}

func (v *validator) kinds() {
	for i, k := range v.p.Kinds {
		for j, o := range k.Outcomes {
			v.oneOf(fmt.Sprintf("kinds[%d].outcomes[%d]", i, j), o, codesOf(v.p.Outcomes, func(c Code) string { return c.Code }))
		}
		if k.Direct && len(k.Outcomes) == 0 && !slices.ContainsFunc(v.p.Outcomes, func(c Code) bool { return c.Code == "explained" }) {
			v.fault("outcomes", "explained is the outcome of a direct close, which kinds[%d] allows", i)
		}
	}
}

func (v *validator) appeals() {
	seen := map[string]bool{}
	for i := range v.p.Appeals {
		a, at := &v.p.Appeals[i], fmt.Sprintf("appeals[%d]", i)
		if seen[a.Body] || a.Body != "" && !IsCode(a.Body) {
			v.fault(at+".body", "a code, each once; another rule for a body only after one with a condition")
		}
		seen[a.Body] = len(a.If) == 0
		v.facts(at+".if", a.If)
		if a.Calendar != "" {
			v.oneOf(at+".calendar", a.Calendar, codesOf(v.p.Calendars, func(c sla.CalendarSpec) string { return c.ID }))
		}
		if a.Role != "" {
			v.role(at+".role", a.Role)
		}
		if slices.ContainsFunc(v.p.Roles, func(r Role) bool { return r.Code == a.Role }) && !v.granted(a.Role, "decide-appeal") {
			v.fault(at+".role", "%q may not decide an appeal", a.Role)
		}
		if a.Times < 0 {
			v.fault(at+".times", "not negative")
		}
		v.each(at+".states", a.States, States())
		if !a.Within.Span.IsZero() {
			v.leaf(at+".within", a.Within.Check())
		}
		if !a.NoOutcomeWithin.Span.IsZero() {
			v.leaf(at+".silent", a.NoOutcomeWithin.Check())
		}
		if !a.Answer.Span.IsZero() {
			v.leaf(at+".answer", a.Answer.Check())
		}
		unique(v, at+".bars", a.Inadmissible, func(b Inadmissibility) string { return b.Code })
		for j, b := range a.Inadmissible {
			v.bar(fmt.Sprintf("%s.bars[%d]", at, j), b)
		}
	}
}

// bar checks a ground on which an appeal is not admitted: it needs a condition, and a date needs a term.
func (v *validator) bar(at string, b Inadmissibility) {
	v.facts(at+".when", b.If)
	switch {
	case len(b.If) == 0 && b.Since == "":
		v.fault(at, "a condition: when or since")
	case b.Since == "":
	case !slices.ContainsFunc(v.p.Fields, func(f Field) bool { return f.Name == b.Since && f.Type == DateField && !f.Personal }):
		v.fault(at+".since", "%q is not a date field that is not personal", b.Since)
	default:
		v.leaf(at+".term", b.Term.Check())
	}
}

// namedFact checks a fact with a name of its own and reports whether it is one.
func (v *validator) namedFact(path, name string) bool {
	prefix, rest, ok := strings.Cut(name, ".")
	if !ok || !slices.Contains(FactPrefixes(), prefix+".") {
		return false
	}
	switch {
	case prefix == "field" && !slices.ContainsFunc(v.p.Fields, func(f Field) bool { return f.Name == rest && !f.Personal }):
		v.fault(path, "%q is not a field that rules may read at any time", rest)
	case prefix == "category" && (v.p.Rules == nil || !slices.ContainsFunc(v.p.Rules.Axes, func(a classify.Axis) bool { return a.ID == rest })):
		v.fault(path, "%q is not an axis of the rules", rest)
	case prefix == "law" && v.p.Law(rest) == nil:
		v.fault(path, "%q is not one of the laws", rest)
	case prefix != "law" && !IsCode(rest):
		v.fault(path, "%q is not a code", rest)
	}
	return true
}

// valuesOfNamed are the values of a fact with a name of its own, nil when they are open.
func valuesOfNamed(name string) []string {
	if strings.HasPrefix(name, "tag.") || strings.HasPrefix(name, "flag.") || strings.HasPrefix(name, "law.") {
		return []string{"yes", "no"}
	}
	return nil
}
