package complaint

import (
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
)

// Recuse keeps a person away from a case for good (回避): whoever does it, or somebody else who has an interest in it. If
// that person had the case, it goes to a stand-in, or back to the unit. Another person is named by somebody of at least
// that person's level, so that nobody bars a superior; whose level is not known from Staff counts as the highest of those
// who may. Whoever is complained about, or belongs to a unit that keeps away, steps down themselves and names nobody.
//
// Errors: ErrNotAllowed "recused"; ErrForbidden "rank", with the roles that may, or "conflict-of-interest".
type Recuse struct {
	Person string `json:"person,omitempty" code:"64"` // "" is whoever does it
	Text   string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Recuse) Name() string { return "recuse" }

func (cmd Recuse) decide(d *decision) error {
	who := cmd.Person
	if who == "" {
		who = d.actor.ID
	}
	if slices.Contains(d.c.Recused, who) {
		return notAllowed("recused")
	}
	if err := d.mayBar(who); err != nil {
		return err
	}
	if err := room(len(d.c.Recused), maxParts, "people kept away"); err != nil {
		return err
	}
	d.emit(ListedEffect{What: "barred", Values: with(d.c.Recused, who)})
	if who != d.c.Owner || !working.has(d.c.State) {
		return nil
	}
	unit := d.c.Unit
	if a := d.c.Assignment(); a != nil {
		unit = a.Unit
	}
	stand := ""
	if d.staff != nil {
		d.usedST = true
		stand = d.staff.onDuty(unit, d.at, d.keptAway(d.draft))
	}
	return d.assign(unit, stand, "recused")
}

// mayBar asks whether the actor may keep a person away: themselves, or somebody of no higher level.
func (d *decision) mayBar(who string) error {
	if who == d.actor.ID {
		return nil
	}
	if slices.Contains(d.c.About, d.actor.ID) || d.rules.excludes(d.c, d.actor.Unit) {
		return forbidden("conflict-of-interest", d.rules.whoMay("recuse", d.c.Severity)...)
	}
	rank := d.rankOf(who)
	if d.rules.level(d.actor) >= rank {
		return nil
	}
	may := d.rules.commands["recuse"].roles
	return forbidden("rank", d.rules.rolesWhere(func(r *playbook.Role) bool {
		return r.Level >= rank && may[r.Code]&(1<<d.c.Severity) != 0
	})...)
}

// rankOf is the level of a person's role. Of somebody the staff does not know it is the highest of those who may recuse:
// nobody lower bars a person who may be their superior.
func (d *decision) rankOf(id string) int {
	d.usedST = d.usedST || d.staff != nil
	if m := d.staff.person(id); m != nil && d.rules.roles[m.Role] != nil {
		return d.rules.roles[m.Role].Level
	}
	highest := 0
	for _, code := range d.rules.whoMay("recuse", d.c.Severity) {
		highest = max(highest, d.rules.roles[code].Level)
	}
	return highest
}

// avoided are the ids of staff who keep away from a case: complained about, stepped down, or with an interest (回避).
func (c *Case) avoided() []string {
	if len(c.Recused) == 0 {
		return c.About
	}
	return append(slices.Clone(c.About), c.Recused...)
}

// keptAway are the ids of everybody who keeps away from a case: those to avoid, and the people of a unit that is excluded.
func (d *decision) keptAway(on *draft) []string {
	ids := on.c.avoided()
	if d.staff == nil || !on.rules.excludes(on.c, on.c.AboutUnit) {
		return ids
	}
	d.usedST = true
	ids = slices.Clone(ids)
	for i := range d.staff.People {
		if m := &d.staff.People[i]; m.Unit == on.c.AboutUnit {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// excludes reports whether a unit is the one complained about and the playbook keeps it away.
func (r *rules) excludes(c *Case, unit string) bool {
	return r.pb.Conflict.Unit && unit != "" && unit == c.AboutUnit
}

// keepsAway reports whether the unit complained about may not do a command. It may always step down, answer and note.
func (r *rules) keepsAway(command string) bool {
	if list := r.pb.Conflict.Commands; len(list) > 0 {
		return slices.Contains(list, command)
	}
	return !slices.Contains([]string{"recuse", "respond", "note", "register", "appeal"}, command)
}

// beside is the unit that takes a case instead of the one complained about: the unit above it, or the desk, or for the
// desk's own cases any other.
func (r *rules) beside(unit string) string {
	switch u := r.units[unit]; {
	case u != nil && u.Parent != "":
		return u.Parent
	case unit != r.pb.FallbackUnit:
		return r.pb.FallbackUnit
	}
	for i := range r.pb.Units {
		if other := r.pb.Units[i].Code; other != unit {
			return other
		}
	}
	return unit
}

// avoid takes a case that is being worked on from a unit or a person who has come to be complained about.
func (d *decision) avoid() error {
	if !working.has(d.c.State) {
		return nil // whoever takes it up again is asked then
	}
	a := d.c.Assignment()
	switch {
	case a != nil && d.rules.excludes(d.c, a.Unit):
		return d.assign(d.rules.beside(a.Unit), "", "avoided")
	case a != nil && slices.Contains(d.c.About, d.c.Owner):
		return d.assign(a.Unit, "", "avoided")
	case d.rules.excludes(d.c, d.c.Unit):
		return d.judge(Judgement{Unit: d.rules.beside(d.c.Unit)})
	}
	return nil
}
