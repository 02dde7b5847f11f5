package playbook

import (
	"fmt"
	"slices"
)

// offers checks what is offered and paid: rounds, limits of one complainant, who gives what, where a complainant may turn.
func (v *validator) offers() {
	p := v.p
	for path, n := range map[string]int{"offers.proposals": p.Offers.Proposals, "offers.rounds": p.Offers.Rounds} {
		if n < 0 {
			v.fault(path, "not negative")
		}
	}
	unique(v, "recourse", p.Recourse, func(c Code) string { return c.Code })
	for i, l := range p.Limits {
		at := fmt.Sprintf("limits[%d]", i)
		if l.Window <= 0 {
			v.fault(at+".window", "positive")
		}
		v.money(at+".amount", l.Amount)
		if l.Amount.Amount == 0 {
			v.fault(at+".amount", "positive")
		}
	}
	for i := range p.Reliefs {
		v.relief(fmt.Sprintf("reliefs[%d]", i), &p.Reliefs[i])
	}
}

// relief asks that money outside the ladder of authority is given by roles of its own, who may give it.
func (v *validator) relief(path string, r *Relief) {
	if r.OutsideLimit && len(r.Roles) == 0 {
		v.fault(path+".roles", "required: what is counted apart has no other bound")
	}
	v.facts(path+".if", r.If)
	for i, code := range r.Roles {
		at := fmt.Sprintf("%s.roles[%d]", path, i)
		switch {
		case slices.Contains(r.Roles[:i], code):
			v.fault(at, "%q stands already", code)
		default:
			v.role(at, code)
		}
	}
	if len(r.Roles) > 0 && !slices.ContainsFunc(r.Roles, v.gives) {
		v.fault(path+".roles", "none of them is granted propose or compensate")
	}
}

// gives reports whether a role is granted a command that gives something.
func (v *validator) gives(role string) bool {
	return slices.ContainsFunc(v.p.Grants, func(g Grant) bool {
		return slices.Contains(g.Roles, role) && (slices.Contains(g.Commands, "propose") || slices.Contains(g.Commands, "compensate"))
	})
}
