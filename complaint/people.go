package complaint

import (
	"slices"
	"strings"
)

// Complainant is the address of a notice to the complainant.
const Complainant = "complainant"

// tell sends a notice to recipients of a list. When it should have reached somebody of the house and found nobody, that
// is recorded.
func (d *decision) tell(on *draft, list, kind, ref string) {
	if len(d.reach(on, list, kind, ref)) == 0 && owed(list) {
		on.notice(kind, Nobody, ref)
	}
}

// owed reports whether a list names somebody who must be there: the complainant may be unknown, advisers and a team may
// not have been named.
func owed(list string) bool {
	for _, word := range strings.Split(list, ",") {
		switch strings.TrimSpace(word) {
		case Complainant, "advisers", "team":
		default:
			return true
		}
	}
	return false
}

// reach sends a notice to recipients of a list like "owner,head,role:duty-manager". It resolves each at an instant of
// the case: a person who is away is replaced by a substitute or a duty owner. It returns whom it reached.
func (d *decision) reach(on *draft, list, kind, ref string) []string {
	var told []string
	for _, word := range strings.Split(list, ",") {
		for _, to := range d.resolve(on, strings.TrimSpace(word)) {
			if !slices.Contains(told, to) {
				told = append(told, to)
				on.notice(kind, to, ref)
			}
		}
	}
	return told
}

// resolve turns one recipient word into addresses. Nobody complained about is ever among them.
func (d *decision) resolve(on *draft, word string) []string {
	c := on.c
	switch {
	case word == Complainant && c.Anonymous:
		return nil // there is nobody to answer
	case word == Complainant:
		return []string{Complainant}
	case word == "desk":
		return []string{"unit:" + on.rules.pb.FallbackUnit}
	case word == "advisers":
		return addresses("unit:", slices.DeleteFunc(slices.Clone(c.Advisers), func(u string) bool { return on.rules.excludes(c, u) }))
	case word == "team":
		return d.presentAll(on, c.Team)
	case word == "first":
		return d.present(on, c.FirstContact)
	case word == "unit":
		return d.unitOf(on)
	case word == "owner" && c.Owner != "":
		return d.present(on, c.Owner)
	case word == "owner":
		return d.unitOf(on)
	case word == "head":
		if u := on.rules.units[c.Unit]; u != nil && u.Head != "" {
			return d.ofRole(on, u.Head)
		}
		return d.unitOf(on)
	case word == "ladder":
		return d.ofRole(on, on.rules.rung(max(c.Level, 1)))
	case strings.HasPrefix(word, "role:"):
		return d.ofRole(on, strings.TrimPrefix(word, "role:"))
	case strings.HasPrefix(word, "person:"):
		return d.present(on, strings.TrimPrefix(word, "person:"))
	}
	return nil
}

// present returns the address of a person, or of whoever stands in.
func (d *decision) present(on *draft, id string) []string {
	if id == "" {
		return nil
	}
	if d.staff == nil {
		if slices.Contains(d.keptAway(on), id) {
			return d.unitOf(on)
		}
		return []string{"person:" + id}
	}
	d.usedST = true
	if stand := d.staff.standIn(id, d.at, d.keptAway(on)); stand != "" {
		return []string{"person:" + stand}
	}
	if slices.Contains(d.keptAway(on), id) || d.staff.person(id) == nil {
		return d.unitOf(on) // not absence but avoidance, or a leaver: the unit has others
	}
	return nil
}

// presentAll returns the addresses of several people.
func (d *decision) presentAll(on *draft, ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, d.present(on, id)...)
	}
	return out
}

// addresses puts a prefix before each of a list.
func addresses(prefix string, list []string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = prefix + v
	}
	return out
}

// unitOf returns the unit's address: its duty owner when there is one, else the unit as a whole.
func (d *decision) unitOf(on *draft) []string {
	unit := on.c.Unit
	if a := on.c.Assignment(); a != nil {
		unit = a.Unit
	}
	if unit == "" {
		unit = on.rules.pb.FallbackUnit
	}
	if d.staff != nil && d.staff.Duty[unit] != "" {
		d.usedST = true
		if id := d.staff.onDuty(unit, d.at, d.keptAway(on)); id != "" {
			return []string{"person:" + id}
		}
	}
	return []string{"unit:" + unit}
}

// ofRole returns the first present person of a role who is not complained about; the role itself when nobody's
// presence is known; whoever is on duty, or nobody, when all of them are away.
func (d *decision) ofRole(on *draft, role string) []string {
	if role == "" {
		return nil
	}
	if d.staff == nil {
		return []string{"role:" + role}
	}
	d.usedST = true
	for _, id := range d.staff.withRole(role, on.c.Unit, d.at) {
		if !slices.Contains(d.keptAway(on), id) {
			return []string{"person:" + id}
		}
	}
	if id := d.staff.insteadOf(role, d.at, d.keptAway(on)); id != "" {
		return []string{"person:" + id}
	}
	if id := d.staff.onDuty(on.c.Unit, d.at, d.keptAway(on)); id != "" {
		return []string{"person:" + id}
	}
	return nil
}

// choose picks the person of a unit for a case: the host's Picker among the present people of the unit who are not
// complained about, or nobody, which leaves the choice to the unit.
func (d *decision) choose(on *draft, unit string) string {
	if _, step := d.cmd.(Tick); step || d.pick == nil || d.staff == nil {
		return "" // whom time would pick must not depend on when somebody sweeps
	}
	avoid := d.keptAway(on)
	var candidates []StaffMember
	for i := range d.staff.People {
		m := &d.staff.People[i]
		if m.Unit == unit && m.Present(d.at) && !slices.Contains(avoid, m.ID) {
			candidates = append(candidates, *m)
		}
	}
	if len(candidates) == 0 {
		return ""
	}
	d.usedST = true
	c := *on.c
	id := d.pick.Pick(&c, unit, candidates)
	if !slices.ContainsFunc(candidates, func(m StaffMember) bool { return m.ID == id }) {
		return ""
	}
	return id
}
