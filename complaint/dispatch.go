package complaint

import (
	"fmt"
	"slices"
	"strconv"
)

// Dispatch gives an assessed case to a unit, and inside it to a person (派单). An empty unit is the responsible one; an
// empty person leaves the choice to the Picker, or to the unit.
type Dispatch struct {
	Unit   string   `json:"unit,omitempty"`
	Person string   `json:"person,omitempty" code:"64"`
	With   []string `json:"with,omitempty" code:""` // other units that contribute; the unit above leads (牵头)
	Text   string   `json:"text,omitempty" seal:""` // what is asked of the unit
}

// TakeOn accepts a case that was dispatched, or that has lost its owner: whoever does it is in charge from then on.
type TakeOn struct{}

// SendBack returns a wrongly dispatched case to the desk (退单), as often as the playbook lets, and not after a ruling.
// Where the playbook says so it only asks for it, and a Ruling decides.
type SendBack struct {
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty" seal:""`
}

// Ruling decides a dispute over who is responsible, or a return that was asked for. After it the case cannot be sent back.
type Ruling struct {
	Unit string `json:"unit,omitempty"` // who is; "" lets the case go back to the desk
	Text string `json:"text,omitempty" seal:""`
}

// Transfer moves a case to another unit or person without going back to the desk (转派).
type Transfer struct {
	Unit   string `json:"unit,omitempty"`
	Person string `json:"person,omitempty" code:"64"`
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty" seal:""`
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

func (cmd Dispatch) decide(d *decision) error {
	unit := cmd.Unit
	if unit == "" {
		unit = d.c.Unit
	}
	if unit == "" {
		unit = d.rules.pb.FallbackUnit
	}
	if err := room(len(d.c.Assignments), maxParts, "assignments"); err != nil {
		return err
	}
	if err := d.assign(unit, cmd.Person, "transferred"); err != nil {
		return err
	}
	if err := d.contributors(unit, cmd.With); err != nil {
		return err
	}
	if len(d.c.Advisers) > 0 {
		d.tell(d.draft, "advisers", "advise", "")
	}
	return d.fire(d.draft, "dispatch")
}

// contributors opens a task for each unit that contributes to what another one leads. The case is not resolved before
// they have.
func (d *decision) contributors(lead string, units []string) error {
	for i, unit := range units {
		switch {
		case d.rules.units[unit] == nil:
			return invalid(fmt.Sprintf("with[%d]", i), "unknown code")
		case unit == lead || slices.Contains(units[:i], unit):
			return invalid(fmt.Sprintf("with[%d]", i), "another unit")
		case d.rules.excludes(d.c, unit):
			return forbidden("conflict-of-interest")
		}
		if err := room(len(d.c.Tasks), maxParts, "tasks"); err != nil {
			return err
		}
		if err := d.addTask(d.draft, Task{Code: "contribution", Unit: unit, Blocks: true}); err != nil {
			return err
		}
	}
	return nil
}

// assign ends the running assignment and begins one. It tells the person, or the unit.
func (d *decision) assign(unit, person, how string) error {
	if d.rules.units[unit] == nil {
		return invalid("unit", "unknown code")
	}
	if d.rules.excludes(d.c, unit) || person != "" && slices.Contains(d.keptAway(d.draft), person) {
		return forbidden("conflict-of-interest", d.rules.whoMay("take-on", d.c.Severity)...)
	}
	if person == "" {
		person = d.choose(d.draft, unit)
	}
	if err := d.endAssignment(d.draft, how); err != nil {
		return err
	}
	a := Assignment{ID: len(d.c.Assignments) + 1, Unit: unit, Person: person, From: d.at}
	d.emit(AssignedEffect{a})
	if unit != d.c.Unit {
		class := d.c.Classification
		class.Unit = unit
		d.emit(ClassifiedEffect{Classification: class})
		d.refresh = true
	}
	if person != d.c.Owner {
		d.emit(OwnedEffect{person})
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
	ended.Ended, ended.EndReason = d.when(on), how
	on.emit(AssignedEffect{ended})
	on.keep()
	return d.happen(on, "unassigned", map[string]string{"assignment": strconv.Itoa(ended.ID), "how": how})
}

// keep ends a return that nobody has ruled on: the unit has not got the case any more, or has settled it.
func (d *draft) keep() {
	if d.c.Returning != "" {
		d.emit(FlaggedEffect{What: "returning"})
	}
}

// handAgain gives a case that is taken up again to the unit that had it last, to the one that its severity has come to
// ask for since, or to another one if that has come to be complained about.
func (d *decision) handAgain() error {
	unit, how := d.c.Unit, "avoided"
	if n := len(d.c.Assignments); n > 0 {
		unit = d.c.Assignments[n-1].Unit
	}
	if u := d.rules.gradeUnit(d.c); u != "" && u == d.c.Unit && u != unit {
		unit, how = u, "regraded"
	}
	if unit == "" {
		unit = d.rules.pb.FallbackUnit
	}
	if d.rules.excludes(d.c, unit) {
		unit = d.rules.beside(unit)
	}
	if a := d.c.Assignment(); a != nil && a.Unit == unit && !slices.Contains(d.c.avoided(), d.c.Owner) {
		return nil
	}
	return d.assign(unit, "", how)
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
	d.emit(AssignedEffect{taken})
	if d.c.Owner != d.actor.ID {
		d.emit(OwnedEffect{d.actor.ID})
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
	case d.c.Returning != "":
		return notAllowed("returning", "ruling")
	case d.c.Returns >= d.rules.pb.MaxReturns:
		return notAllowed("returns", "ruling", "transfer")
	}
	if d.rules.pb.ReturnsNeedRuling {
		d.emit(FlaggedEffect{What: "returning", Text: orWords(cmd.Reason), On: true})
		d.tell(d.draft, "first,desk", "return-asked", cmd.Reason)
		return nil
	}
	return d.sendBack(cmd.Reason)
}

// attrs tell clocks and reactions why.
func (cmd SendBack) attrs() map[string]string { return map[string]string{"reason": cmd.Reason} }

func (cmd Transfer) attrs() map[string]string { return map[string]string{"reason": cmd.Reason} }

// orWords is a reason code, or "in-words" for a reason that was given in words alone.
func orWords(code string) string {
	if code == "" {
		return "in-words"
	}
	return code
}

// sendBack takes the case from its unit and back to the desk.
func (d *decision) sendBack(reason string) error {
	if err := d.endAssignment(d.draft, "returned"); err != nil {
		return err
	}
	if d.c.Owner != "" {
		d.emit(OwnedEffect{})
	}
	d.count("returns", d.c.Returns)
	d.tell(d.draft, "first", "returned", reason)
	return d.fire(d.draft, "send-back")
}

func (cmd Ruling) decide(d *decision) error {
	switch {
	case cmd.Unit == "" && d.c.Returning == "":
		return invalid("unit", "required")
	case cmd.Unit != "" && d.rules.units[cmd.Unit] == nil:
		return invalid("unit", "unknown code")
	case d.rules.excludes(d.c, cmd.Unit):
		return forbidden("conflict-of-interest")
	}
	d.emit(FlaggedEffect{What: "ruled", On: true})
	reason := d.c.Returning
	if reason != "" {
		d.emit(FlaggedEffect{What: "returning"})
		d.tell(d.draft, "unit", "ruled", "")
	}
	if cmd.Unit == "" {
		return d.sendBack(reason)
	}
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
