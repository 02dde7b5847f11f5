package complaint

import (
	"maps"
	"slices"
)

// Correct adds or corrects what intake recorded. Nothing is overwritten: it is a new entry, and the box of the old one
// stays until it is erased. Empty fields are left alone.
type Correct struct {
	Complainant Person            `json:"complainant,omitzero" seal:""`
	Text        string            `json:"text,omitempty" seal:""`
	Demand      string            `json:"demand,omitempty" seal:""`
	Personal    map[string]string `json:"personal,omitempty" seal:""`
	Fields      map[string]string `json:"fields,omitempty"`
	Place       string            `json:"place,omitempty" code:"128"`
	About       []string          `json:"about,omitempty" code:"64"`
	AboutUnit   string            `json:"about_unit,omitempty"`

	Proxy           string   `json:"authority,omitempty" code:""`       // of somebody who complains for another
	Representatives []Person `json:"representatives,omitempty" seal:""` // instead of those named before
	ReadBack        bool     `json:"read_back,omitempty"`               // the main points were read back and confirmed since
	Signed          bool     `json:"signed,omitempty"`                  // the complainant has signed since
	Dissatisfaction string   `json:"dissatisfaction,omitempty" code:""` // why an earlier outcome did not satisfy
}

// Name implements Command.
func (Correct) Name() string { return "correct" }

// prepare moves the trade's personal fields into the sealed part.
func (cmd Correct) prepare(r *rules) Command {
	cmd.Fields, cmd.Personal = r.sortFields(cmd.Fields, cmd.Personal)
	return cmd
}

func (cmd Correct) decide(d *decision) error {
	faults := append(d.rules.checkFields(cmd.Fields, cmd.Personal), d.rules.checkStance(cmd.Proxy, len(cmd.Representatives))...)
	if cmd.AboutUnit != "" && d.rules.units[cmd.AboutUnit] == nil {
		faults = append(faults, FieldError{"about_unit", "unknown code"})
	}
	if len(faults) > 0 {
		return &Error{Code: ErrInvalid, Fields: faults}
	}
	now := DescribedEffect{Place: d.c.Place, About: d.c.About, AboutUnit: d.c.AboutUnit, Fields: maps.Clone(d.c.Fields), Lodging: cmd.over(d.c.Lodging)}
	d.c.Lodging = now.Lodging
	if cmd.Place != "" {
		now.Place = cmd.Place
	}
	if cmd.About != nil {
		now.About = slices.Clone(cmd.About)
	}
	if cmd.AboutUnit != "" {
		now.AboutUnit = cmd.AboutUnit
	}
	if now.Fields == nil && len(cmd.Fields) > 0 {
		now.Fields = map[string]string{}
	}
	maps.Copy(now.Fields, cmd.Fields)
	known := d.known(&Intake{
		Complainant: cmd.Complainant, Text: cmd.Text, Demand: cmd.Demand, Personal: cmd.Personal, Fields: cmd.Fields,
		Place: cmd.Place, AboutUnit: cmd.AboutUnit,
	})
	now.Missing, now.Blank = unknown(d.c.Missing, known), unknown(d.c.Blank, known)
	d.emit(now)
	d.refresh = true
	if err := d.avoid(); err != nil {
		return err
	}
	if d.private {
		d.emit(BoxedEffect{Kept: []int64{d.c.Version + 1}})
	}
	return nil
}
