package complaint

import (
	"slices"
	"strconv"
)

// Dispatch gives an assessed case to a unit, and inside it to a person (派单). An empty unit is the responsible one; an
// empty person leaves the choice to the Picker, or to the unit.
type Dispatch struct {
	Unit   string `json:"unit,omitempty"`
	Person string `json:"person,omitempty" code:"64"`
	Text   string `json:"text,omitempty" seal:""` // what is asked of the unit
}

// TakeOn accepts a case that was dispatched, or that has lost its owner: whoever does it is in charge from then on.
type TakeOn struct{}

// SendBack returns a wrongly dispatched case to the desk (退单), as often as the playbook lets, and not after a ruling.
type SendBack struct {
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty" seal:""`
}

// Ruling decides a dispute over who is responsible. After it the case cannot be sent back.
type Ruling struct {
	Unit string `json:"unit"`
	Text string `json:"text,omitempty" seal:""`
}

// Transfer moves a case to another unit or person without going back to the desk (转派).
type Transfer struct {
	Unit   string `json:"unit,omitempty"`
	Person string `json:"person,omitempty" code:"64"`
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty" seal:""`
}

// Recuse steps down from a case (回避). The case goes to a stand-in, or back to the unit.
type Recuse struct {
	Text string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Dispatch) Name() string { return "dispatch" }

// Name implements Command.
func (TakeOn) Name() string { return "take-on" }

// Name implements Command.
func (SendBack) Name() string { return "send-back" }

// Name implements Command.
func (Ruling) Name() string { return "ruling" }

// Name implements Command.
func (Transfer) Name() string { return "transfer" }

// Name implements Command.
func (Recuse) Name() string { return "recuse" }

func (cmd Dispatch) decide(d *decision) error {
	unit := cmd.Unit
	if unit == "" {
		unit = d.c.Unit
	}
	if unit == "" {
		unit = d.rules.pb.Desk
	}
	if err := room(len(d.c.Assignments), maxParts, "assignments"); err != nil {
		return err
	}
	if err := d.assign(unit, cmd.Person, "transferred"); err != nil {
		return err
	}
	return d.fire(d.draft, "dispatch")
}

// assign ends the running assignment and begins one. It tells the person, or the unit.
func (d *decision) assign(unit, person, how string) error {
	if d.rules.units[unit] == nil {
		return invalid("unit", "unknown code")
	}
	if person != "" && slices.Contains(d.c.About, person) {
		return forbidden("conflict-of-interest", d.rules.whoMay("take-on", d.c.Severity)...)
	}
	if person == "" {
		person = d.choose(d.draft, unit, how)
	}
	if err := d.endAssignment(d.draft, how); err != nil {
		return err
	}
	a := Assignment{ID: len(d.c.Assignments) + 1, Unit: unit, Person: person, From: d.at}
	d.emit(Assigned{a})
	if unit != d.c.Unit {
		class := d.c.Class
		class.Unit = unit
		d.emit(Classified{Class: class})
		d.refresh = true
	}
	if person != d.c.Owner {
		d.emit(Owned{person})
		d.refresh = true
	}
	d.tell(d.draft, "owner", "assigned", "assignment:"+strconv.Itoa(a.ID))
	return d.happen(d.draft, "assigned", map[string]string{"assignment": strconv.Itoa(a.ID), "unit": unit})
}

// endAssignment ends the running assignment of a case, if there is one.
func (d *decision) endAssignment(on *draft, how string) error {
	a := on.c.Assignment()
	if a == nil {
		return nil
	}
	ended := *a
	ended.Ended, ended.How = d.when(on), how
	on.emit(Assigned{ended})
	return d.happen(on, "unassigned", map[string]string{"assignment": strconv.Itoa(ended.ID), "how": how})
}

// handAgain gives a case that is taken up again to the unit that had it last.
func (d *decision) handAgain() error {
	if d.c.Assignment() != nil {
		return nil
	}
	unit := d.c.Unit
	if n := len(d.c.Assignments); n > 0 {
		unit = d.c.Assignments[n-1].Unit
	}
	if unit == "" {
		unit = d.rules.pb.Desk
	}
	return d.assign(unit, "", "")
}

func (TakeOn) decide(d *decision) error {
	a := d.c.Assignment()
	_, moves := d.rules.table.To("take-on", string(d.c.State))
	switch {
	case a == nil:
		return notAllowed("dispatched", "dispatch")
	case !moves && d.c.Owner != "":
		return notAllowed("owned", "transfer")
	}
	taken := *a
	taken.Person, taken.TakenOn = d.actor.ID, d.at
	d.emit(Assigned{taken})
	if d.c.Owner != d.actor.ID {
		d.emit(Owned{d.actor.ID})
		d.refresh = true
	}
	if !moves {
		return nil
	}
	return d.fire(d.draft, "take-on")
}

func (cmd SendBack) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	switch {
	case d.c.Ruled:
		return notAllowed("ruled", d.rules.allowedIn(d.c.State)...)
	case d.c.Returns >= d.rules.pb.Returns:
		return notAllowed("returns", "ruling", "transfer")
	}
	if err := d.endAssignment(d.draft, "returned"); err != nil {
		return err
	}
	if d.c.Owner != "" {
		d.emit(Owned{})
	}
	d.count("returns", d.c.Returns)
	d.tell(d.draft, "first", "returned", cmd.Reason)
	return d.fire(d.draft, "send-back")
}

func (cmd Ruling) decide(d *decision) error {
	if d.rules.units[cmd.Unit] == nil {
		return invalid("unit", "unknown code")
	}
	d.emit(Flagged{What: "ruled", On: true})
	if a := d.c.Assignment(); a != nil && a.Unit != cmd.Unit {
		return d.assign(cmd.Unit, "", "ruled")
	}
	return d.judge(Judgement{Unit: cmd.Unit})
}

func (cmd Transfer) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	a := d.c.Assignment()
	if a == nil {
		return notAllowed("dispatched", "dispatch")
	}
	unit := cmd.Unit
	if unit == "" {
		unit = a.Unit
	}
	if err := room(len(d.c.Assignments), maxParts, "assignments"); err != nil {
		return err
	}
	if unit == a.Unit && cmd.Person == a.Person {
		return invalid("person", "already there")
	}
	return d.assign(unit, cmd.Person, "transferred")
}

func (Recuse) decide(d *decision) error {
	if d.actor.ID != d.c.Owner {
		return notAllowed("owner", "transfer")
	}
	unit := d.c.Unit
	if a := d.c.Assignment(); a != nil {
		unit = a.Unit
	}
	stand := ""
	if d.staff != nil {
		d.usedST = true
		stand = d.staff.onDuty(unit, d.at, append(slices.Clone(d.c.About), d.actor.ID))
	}
	return d.assign(unit, stand, "recused")
}
