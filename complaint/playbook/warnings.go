package playbook

import (
	"fmt"
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Acknowledgement accepts one warning of a playbook, for a reason that stays with the data.
type Acknowledgement struct {
	Path   string `json:"path"`   // of the warning
	Reason string `json:"reason"` // why it is meant
}

// Warnings lists what a desk can run and what is hardly meant: a role that may do nothing, a unit that no case can reach, a
// severity that no limit watches until it is resolved, a breach that nobody is told of, a sum that nobody may grant, and
// what the rules of classification warn of. What the playbook acknowledges is left out; an acknowledgement of nothing is a
// warning itself. The rules of the law that are not to be relied on (Unverified) are named, too.
func (p *Playbook) Warnings() []Fault {
	v := &validator{p: p}
	v.idleRoles()
	v.idleUnits()
	v.unwatched()
	v.silent()
	if !slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Unlimited }) {
		v.fault("roles", "no role is without a limit: a compensation above every limit can never be approved")
	}
	for i := range p.Laws {
		for _, l := range p.Laws[i].Limits {
			if l.Confidence == Unverified {
				v.fault(fmt.Sprintf("laws[%s].limits[%s]", p.Laws[i].ID, l.ID), "written from memory, not to be relied on")
			}
		}
	}
	if p.Rules != nil {
		for _, f := range p.Rules.Validate() {
			if f.Level == classify.LevelWarning {
				v.fault("rules."+f.Path, "%s: %s", f.Code, f.Message)
			}
		}
	}
	out := slices.DeleteFunc(slices.Clone(v.faults), func(f Fault) bool {
		return slices.ContainsFunc(p.Acknowledged, func(a Acknowledgement) bool { return a.Path == f.Path && a.Reason != "" })
	})
	for i, a := range p.Acknowledged {
		if !slices.ContainsFunc(v.faults, func(f Fault) bool { return f.Path == a.Path }) || a.Reason == "" {
			out = append(out, Fault{fmt.Sprintf("acknowledged[%d]", i), fmt.Sprintf("%q: no such warning, or no reason", a.Path)})
		}
	}
	return out
}

func (v *validator) idleRoles() {
	for _, r := range v.p.Roles {
		granted := slices.ContainsFunc(v.p.Grants, func(g Grant) bool { return slices.Contains(g.Roles, r.Code) })
		named := slices.Contains(v.p.Ladder, r.Code) || slices.ContainsFunc(v.p.Units, func(u Unit) bool { return u.Head == r.Code })
		if !granted && !named {
			v.fault("roles["+r.Code+"]", "may do nothing and is told nothing")
		}
	}
}

func (v *validator) idleUnits() {
	reached := map[string]bool{v.p.FallbackUnit: true}
	for _, u := range v.p.Units {
		reached[u.Parent] = true
	}
	for _, g := range v.p.Grades {
		reached[g.Unit] = true
	}
	for _, t := range v.p.Tasks {
		reached[t.Unit] = true
	}
	for _, s := range v.p.Scripts {
		for _, m := range s.Meanings {
			reached[m.Unit], reached[m.Collect] = true, true
		}
	}
	if v.p.Rules != nil && v.p.Rules.Routes != nil {
		for _, r := range append([]classify.Route{v.p.Rules.Routes.Default}, v.p.Rules.Routes.Rows...) {
			reached[r.Unit] = true
			for _, a := range r.Advisers {
				reached[a] = true
			}
		}
		reached[v.p.Rules.Routes.Instead] = true
	} else {
		return // units are chosen by people
	}
	for _, u := range v.p.Units {
		if !reached[u.Code] {
			v.fault("units["+u.Code+"]", "no route, severity or task leads there, and it has no part")
		}
	}
}

// unwatched finds severities whose cases may stay open for ever.
func (v *validator) unwatched() {
	for _, g := range v.p.Grades {
		watched := slices.ContainsFunc(v.p.Targets, func(t sla.Target) bool {
			resolved := func(c sla.Condition) bool {
				return c.Event == "resolve" || c.Event == EventEnter && slices.Contains(c.With["state"], Resolved)
			}
			sooner := func(c sla.Condition) bool { return !resolved(c) && c.Event != EventEnter }
			if !slices.ContainsFunc(t.Stop, resolved) || slices.ContainsFunc(t.Stop, sooner) {
				return false // an acknowledgement stops it, too
			}
			return slices.ContainsFunc(t.Terms, func(c sla.Choice) bool {
				asked := c.When["severity"]
				return len(asked) == 0 || slices.Contains(asked, g.Severity.String())
			})
		})
		if !watched {
			v.fault("grades["+g.Severity.String()+"]", "no limit watches until it is resolved")
		}
	}
}

// silent finds targets whose breach nobody hears of.
func (v *validator) silent() {
	for _, t := range v.p.Targets {
		if !slices.ContainsFunc(t.Steps, func(s sla.Step) bool { return len(s.Do) > 0 }) {
			v.fault("targets["+t.Name+"]", "nothing happens when it is missed")
		}
	}
}
