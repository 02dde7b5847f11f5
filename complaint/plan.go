package complaint

import (
	"fmt"
	"slices"
	"time"
)

// Plan sets out an investigation (调查方案): goal and method in words, the team, the kinds of evidence needed, and until
// when (R20). A new plan takes the place of the one before; the earlier one stays in the ledger. Whoever is in the team
// reaches the case from then on and is told.
//
// Its event carries the attribute "until", so that a target of the playbook may watch the limit.
type Plan struct {
	Goal   string    `json:"goal,omitempty" seal:""`
	Method string    `json:"method,omitempty" seal:""`
	People []string  `json:"people,omitempty" code:"64"` // ids of those who take part; nobody who keeps away from the case (回避)
	Needs  []string  `json:"needs,omitempty" code:""`    // kinds of evidence, of the playbook's list if it has one
	Until  time.Time `json:"until,omitzero"`             // when it is to be done; zero means no limit of its own
}

// RecordFinding records what an investigation established: cause and responsibility (R11).
type RecordFinding struct {
	Cause  string   `json:"cause" code:""`              // code
	Unit   string   `json:"unit,omitempty"`             // responsible unit
	People []string `json:"people,omitempty" code:"64"` // ids of staff held responsible, who may appeal against it (R12)
	Upheld bool     `json:"upheld,omitempty"`           // the complaint is well-founded
	Text   string   `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Plan) Name() string { return "plan" }

// Name implements Command.
func (RecordFinding) Name() string { return "find" }

func (cmd Plan) attrs() map[string]string {
	if cmd.Until.IsZero() {
		return nil
	}
	return map[string]string{"until": stamp(cmd.Until).Format(timeFormat)}
}

func (cmd Plan) decide(d *decision) error {
	if until := stamp(cmd.Until); !until.IsZero() && !until.After(d.at) {
		return invalid("until", "in the future")
	}
	if err := atMost("people", len(cmd.People), maxMember); err != nil {
		return err
	}
	if err := d.needs(cmd.Needs); err != nil {
		return err
	}
	for _, id := range cmd.People {
		if d.keepsOut(d.draft, id) {
			return forbidden("conflict-of-interest")
		}
	}
	d.emit(PlannedEffect{Team: slices.Clone(cmd.People), Needs: slices.Clone(cmd.Needs), Until: stamp(cmd.Until), Plans: d.c.Plans + 1})
	d.tell(d.draft, "team", "planned", fmt.Sprintf("plan:%d", d.c.Plans))
	return nil
}

// needs checks the kinds of evidence a plan asks for.
func (d *decision) needs(kinds []string) error {
	if err := atMost("needs", len(kinds), maxKinds); err != nil {
		return err
	}
	for i, kind := range kinds {
		if known := d.rules.pb.Evidence; len(known) > 0 && !hasCode(known, kind) {
			return invalid(fmt.Sprintf("needs[%d]", i), "unknown code")
		}
	}
	return nil
}

// keepsOut reports whether somebody keeps away from a case: complained about, stepped down, or of the unit that the
// playbook excludes (回避). The unit is known of people in the staff snapshot only.
func (d *decision) keepsOut(on *draft, id string) bool {
	if slices.Contains(on.c.avoided(), id) {
		return true
	}
	m := d.staff.person(id)
	if m == nil {
		return false
	}
	d.usedST = true
	return on.rules.excludes(on.c, m.Unit)
}

func (cmd RecordFinding) attrs() map[string]string {
	return map[string]string{"cause": cmd.Cause, "unit": cmd.Unit, "upheld": yes(cmd.Upheld)}
}

func (cmd RecordFinding) decide(d *decision) error {
	if cmd.Cause == "" {
		return invalid("cause", "required")
	}
	if cmd.Unit != "" && d.rules.units[cmd.Unit] == nil {
		return invalid("unit", "unknown code")
	}
	if err := atMost("people", len(cmd.People), maxMember); err != nil {
		return err
	}
	if err := room(len(d.c.Findings), maxParts, "findings"); err != nil {
		return err
	}
	d.emit(FoundEffect{Finding{
		ID: len(d.c.Findings) + 1, Cause: cmd.Cause, Unit: cmd.Unit, Upheld: cmd.Upheld, People: slices.Clone(cmd.People),
	}})
	return nil
}

// atMost refuses a list that is too long.
func atMost(field string, n, limit int) error {
	if n > limit {
		return invalid(field, fmt.Sprintf("at most %d", limit))
	}
	return nil
}
