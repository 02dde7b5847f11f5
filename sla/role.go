package sla

import (
	"maps"
	"slices"
)

// role is what an event does to a clock. Roles act in this order when several
// happen at the same instant.
type role uint8

const (
	roleCancel role = iota
	roleStop
	roleEnd // the case or the instance ends; no condition, see Policy.End
	roleReset
	roleReopen
	roleStart
	roleResume
	rolePause
	roleForget // the pauses so far count no longer; no condition, see ChangeWithoutPauses
	roleCount
)

var roleNames = [roleCount]string{"cancel", "stop", "end", "reset", "reopen", "start", "resume", "pause", "forget"}

func (r role) String() string { return roleNames[r] }

// roleOf reads a stored name. It reports false for one it does not know.
func roleOf(name string) (role, bool) {
	i := indexOf(roleNames[:], name)
	return role(max(i, 0)), i >= 0
}

// roles is a set of roles.
type roles uint16

func (rs roles) has(r role) bool { return rs&(1<<r) != 0 }

// conditions returns the target's conditions by role.
func (t *Target) conditions() [roleCount][]Condition {
	return [roleCount][]Condition{
		roleCancel: t.Cancel, roleStop: t.Stop, roleReset: t.Reset, roleReopen: t.Reopen,
		roleStart: t.Start, roleResume: t.Resume, rolePause: t.Pause,
	}
}

// match returns what the event does to the listener's target.
func (l *listener) match(ev Event) roles {
	var rs roles
	for _, a := range l.acts {
		if matchAttrs(a.with, ev.Attrs) {
			rs |= 1 << a.role
		}
	}
	return rs
}

func matchAttrs(with []clause, attrs map[string]string) bool {
	for _, c := range with {
		if !slices.Contains(c.values, attrs[c.name]) {
			return false
		}
	}
	return true
}

// matchAll is match on compiled clauses.
func (f Facts) matchAll(when []clause) bool {
	for _, c := range when {
		if f == nil || !slices.Contains(c.values, f(c.name)) {
			return false
		}
	}
	return true
}

// clauses orders a map of values by name.
func clauses(m map[string][]string) []clause {
	out := make([]clause, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, clause{name: name, values: slices.Clone(m[name])})
	}
	return out
}
