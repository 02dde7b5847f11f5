package complaint

import (
	"slices"
	"time"
)

// Actor is whoever acts: named, with role and unit. The id, role, unit and (for staff) the name are recorded in every
// entry. The role must be one of the playbook's.
type Actor struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"` // of staff; leave it empty for complainants, whose names are personal data
	Role  string `json:"role"`
	Unit  string `json:"unit,omitempty"`
	Level int    `json:"level,omitempty"` // overrides the role's level when not zero
	Org   string `json:"-"`               // "" means Config.Org
}

// systemRole is the role of the engine itself, for steps of time.
const systemRole = "system"

// system is the actor of Tick.
func system() Actor { return Actor{ID: "system", Role: systemRole} }

// Staff is an immutable snapshot of who works here and who is away, so that "never nobody" can be decided without
// asking anybody. Version is recorded wherever the snapshot chose a person.
type Staff struct {
	Version string
	People  []StaffMember
	Duty    map[string]string // person id on duty by unit code; "" is the duty officer of the whole house
}

// StaffMember is one person of the staff.
type StaffMember struct {
	ID         string
	Name       string
	Role       string
	Unit       string
	Absent     []Absence
	Substitute string // person id that stands in during an absence
}

// Absence is a half-open interval [From, To) in which a person is away.
type Absence struct{ From, To time.Time }

// Present reports whether the person is there at an instant.
func (m *StaffMember) Present(at time.Time) bool {
	return !slices.ContainsFunc(m.Absent, func(a Absence) bool {
		return !at.Before(a.From) && at.Before(a.To)
	})
}

// person returns the member with an id, nil when there is none.
func (s *Staff) person(id string) *StaffMember {
	if s == nil || id == "" {
		return nil
	}
	for i := range s.People {
		if s.People[i].ID == id {
			return &s.People[i]
		}
	}
	return nil
}

// standIn returns whoever takes a person's work at an instant: the person, a substitute (following the chain once
// round), the unit's duty owner, the duty officer. People to avoid are passed over. "" when nobody is left.
func (s *Staff) standIn(id string, at time.Time, avoid []string) string {
	seen := map[string]bool{}
	var unit string
	for m := s.person(id); m != nil && !seen[m.ID]; m = s.person(m.Substitute) {
		if m.Present(at) && !slices.Contains(avoid, m.ID) {
			return m.ID
		}
		seen[m.ID] = true
		if unit == "" {
			unit = m.Unit
		}
	}
	return s.onDuty(unit, at, avoid)
}

// insteadOf returns the first substitute who is there for somebody of a role who is not. "" when there is none.
func (s *Staff) insteadOf(role string, at time.Time, avoid []string) string {
	for i := range s.People {
		if s.People[i].Role != role {
			continue
		}
		seen := map[string]bool{s.People[i].ID: true}
		for m := s.person(s.People[i].Substitute); m != nil && !seen[m.ID]; m = s.person(m.Substitute) {
			if m.Present(at) && !slices.Contains(avoid, m.ID) {
				return m.ID
			}
			seen[m.ID] = true
		}
	}
	return ""
}

// onDuty returns the duty owner of a unit, or of the house. "" when both are away or to be avoided.
func (s *Staff) onDuty(unit string, at time.Time, avoid []string) string {
	if s == nil {
		return ""
	}
	for _, u := range []string{unit, ""} {
		if m := s.person(s.Duty[u]); m != nil && m.Present(at) && !slices.Contains(avoid, m.ID) {
			return m.ID
		}
	}
	return ""
}

// withRole returns the present people of a role, those of the unit first, in the order of the snapshot.
func (s *Staff) withRole(role, unit string, at time.Time) []string {
	if s == nil {
		return nil
	}
	var own, others []string
	for i := range s.People {
		m := &s.People[i]
		switch {
		case m.Role != role || !m.Present(at):
		case m.Unit == unit:
			own = append(own, m.ID)
		default:
			others = append(others, m.ID)
		}
	}
	return append(own, others...)
}
