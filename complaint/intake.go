package complaint

import (
	"fmt"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// Person is who complains, or for whom. All of it is personal data.
type Person struct {
	Name    string `json:"name,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
	Address string `json:"address,omitempty"`
	ID      string `json:"id,omitempty"` // identity document, membership, customer number
}

// Intake is the command that registers a complaint (受理登记). What the trade requires and is missing does not hold it
// back: the case is registered as incomplete and waits for Correct before assessment. See Desk.Register.
type Intake struct {
	Channel      string            `json:"channel"`                       // code of the playbook
	Complainant  Person            `json:"complainant,omitzero" seal:""`  // empty for an anonymous complaint
	OnBehalfOf   Person            `json:"on_behalf_of,omitzero" seal:""` // when somebody complains for another
	Text         string            `json:"text,omitempty" seal:""`        // the complaint in the complainant's words
	Demand       string            `json:"demand,omitempty" seal:""`      // the solution wished for
	Personal     map[string]string `json:"personal,omitempty" seal:""`    // the trade's personal fields; filled from Fields
	Fields       map[string]string `json:"fields,omitempty"`              // the trade's fields, by name
	Kind         string            `json:"kind,omitempty"`                // "" lets the rules decide
	Place        string            `json:"place,omitempty" code:"128"`    // room, area, shop
	About        []string          `json:"about,omitempty" code:"64"`     // ids of staff complained about
	AboutUnit    string            `json:"about_unit,omitempty"`          // unit complained about
	Wanted       Money             `json:"wanted,omitzero"`               // compensation asked for
	Complainants int               `json:"people,omitempty"`              // how many complain together; 0 means one
	Mood         string            `json:"mood,omitempty" code:""`        // emotional state, a code: calm, upset, angry (R20)
	Severity     Severity          `json:"severity,omitzero"`             // as the desk sees it; the rules may only raise it
	Received     time.Time         `json:"received,omitzero"`             // when it reached the organisation; zero means now

	Confidential    bool      `json:"confidential,omitempty"`            // the unit complained about may not learn who complains
	Proxy           string    `json:"authority,omitempty" code:""`       // of somebody who complains for another, a code of the playbook
	Representatives []Person  `json:"representatives,omitempty" seal:""` // who speak for the others of a joint complaint
	ReadBack        bool      `json:"read_back,omitempty"`               // the main points were read back and confirmed (R03)
	Signed          bool      `json:"signed,omitempty"`                  // the complainant has signed the record (R08)
	Deadline        time.Time `json:"deadline,omitzero"`                 // set by the complainant, watched beside ours (R12)
	Dissatisfaction string    `json:"dissatisfaction,omitempty" code:""` // of a complaint that comes again: why (R13)
}

// Name implements Command.
func (Intake) Name() string { return "register" }

// prepare moves the trade's personal fields into the sealed part.
func (cmd Intake) prepare(r *rules) Command {
	cmd.Fields, cmd.Personal = r.sortFields(cmd.Fields, cmd.Personal)
	return cmd
}

// sortFields splits field values into public and personal ones. The arguments are left as they are.
func (r *rules) sortFields(fields, personal map[string]string) (public, private map[string]string) {
	for _, from := range []map[string]string{fields, personal} {
		for name, v := range from {
			to := &public
			if f := r.fields[name]; f != nil && f.Personal {
				to = &private
			}
			if *to == nil {
				*to = map[string]string{}
			}
			(*to)[name] = v
		}
	}
	return public, private
}

func (cmd Intake) decide(d *decision) error {
	if err := d.register(cmd, d.private); err != nil {
		return err
	}
	if err := d.suspect(d.fresh); err != nil {
		return err
	}
	return d.linkPast()
}

// register opens the case of d.fresh from an intake; sealed says that its first entry has a box.
func (d *decision) register(cmd Intake, sealed bool) error {
	on := d.fresh
	r := on.rules
	received := stamp(cmd.Received)
	if received.IsZero() {
		received = d.at
	}
	if faults := r.checkIntake(&cmd, d.now); len(faults) > 0 {
		return &Error{Code: ErrInvalid, Fields: faults}
	}
	on.at = received
	on.emit(OpenedEffect{
		ID: d.desk.id, Org: d.desk.org, Number: d.desk.number, Series: d.desk.series, Playbook: r.pin, Channel: cmd.Channel, Received: received,
		First: d.actor.ID, People: max(cmd.Complainants, 1), Wanted: cmd.Wanted,
	})
	class, because, err := r.classify(&cmd, received)
	if err != nil {
		return err
	}
	on.emit(ClassifiedEffect{Classification: class, Because: because})
	on.c.Lodging = cmd.stance()
	on.emit(DescribedEffect{
		Place: cmd.Place, About: slices.Clone(cmd.About), AboutUnit: cmd.AboutUnit, Fields: cmd.Fields,
		Missing: on.missing(&cmd, len(d.past) > 0), Blank: on.blank(&cmd), Lodging: on.c.Lodging,
	})
	if sealed {
		on.emit(BoxedEffect{Kept: []int64{1}})
	}
	attrs := map[string]string{"channel": cmd.Channel, "kind": class.Kind}
	if !cmd.Deadline.IsZero() {
		attrs["deadline"] = on.c.Deadline.Format(timeFormat)
	}
	if err := d.happen(on, "register", attrs); err != nil {
		return err
	}
	d.tell(on, "unit", "registered", "")
	if err := d.happen(on, "enter", map[string]string{"state": string(Registered)}); err != nil {
		return err
	}
	return d.openTasks(on, Registered)
}

// linkPast ties a complaint that was made before, and handled, to the earlier case (R13: a new work order).
func (d *decision) linkPast() error {
	for _, id := range d.past {
		on, err := d.other(id)
		if err != nil {
			return err
		}
		d.fresh.emit(LinkedEffect{Link: Link{Kind: "repeat-of", Case: id}})
		on.emit(LinkedEffect{Link: Link{Kind: "repeated-by", Case: d.desk.id}})
	}
	return nil
}

// checkIntake finds every fault of an intake that the playbook can see.
func (r *rules) checkIntake(cmd *Intake, now time.Time) []FieldError {
	var faults []FieldError
	fault := func(field, rule string) { faults = append(faults, FieldError{field, rule}) }
	switch received := stamp(cmd.Received); {
	case received.IsZero():
	case received.After(now):
		fault("received", "must not lie in the future")
	case received.Before(now) && r.tooLate(received, now):
		fault("received", "must lie within the back-dating limit")
	}
	if cmd.Channel == "" {
		fault("channel", "required")
	} else if r.channels[cmd.Channel] == nil {
		fault("channel", "unknown code")
	}
	if cmd.Kind != "" && r.kinds[cmd.Kind] == nil {
		fault("kind", "unknown code")
	}
	if cmd.AboutUnit != "" && r.units[cmd.AboutUnit] == nil {
		fault("about_unit", "unknown code")
	}
	if cmd.Complainants > maxPeople {
		fault("people", fmt.Sprintf("at most %d", maxPeople))
	}
	if len(cmd.About) > maxMember {
		fault("about", fmt.Sprintf("at most %d", maxMember))
	}
	if !cmd.Severity.Known() {
		fault("severity", "unknown code")
	}
	if !cmd.Deadline.IsZero() && !cmd.Deadline.After(orTime(stamp(cmd.Received), now)) {
		fault("deadline", "after the receipt")
	}
	faults = append(faults, r.checkStance(cmd.Proxy, len(cmd.Representatives))...)
	return append(faults, r.checkFields(cmd.Fields, cmd.Personal)...)
}

// hasCode reports whether a code is in a closed list.
func hasCode(list []playbook.Code, code string) bool {
	return slices.ContainsFunc(list, func(c playbook.Code) bool { return c.Code == code })
}

// orTime is an instant, or another one when it is not given.
func orTime(at, otherwise time.Time) time.Time {
	if at.IsZero() {
		return otherwise
	}
	return at
}

// known tells of every field whether it was given.
func (d *draft) known(cmd *Intake) map[string]bool {
	known := map[string]bool{
		"name": cmd.Complainant.Name != "", "phone": cmd.Complainant.Phone != "", "email": cmd.Complainant.Email != "",
		"contact": cmd.Complainant.Phone != "" || cmd.Complainant.Email != "" || cmd.Complainant.Address != "",
		"address": cmd.Complainant.Address != "", "id": cmd.Complainant.ID != "", "text": cmd.Text != "",
		"demand": cmd.Demand != "", "place": cmd.Place != "", "about_unit": cmd.AboutUnit != "",
	}
	for _, values := range []map[string]string{cmd.Fields, cmd.Personal} {
		for name, v := range values {
			known[name] = v != ""
		}
	}
	d.c.confirmed(known)
	return known
}

// missing lists the required fields that are not known yet, sorted, each once.
func (d *draft) missing(cmd *Intake, again bool) []string {
	return unknown(append(d.rules.required(d.c), d.asked(again)...), d.known(cmd))
}

// required lists the fields a case needs before assessment, by channel, severity and the trade's fields.
func (r *rules) required(c *Case) []string {
	var names []string
	if ch := r.channels[c.Channel]; ch != nil {
		names = append(names, ch.Required...)
	}
	names = append(names, r.grade(c.Severity).Required...)
	for i := range r.pb.Fields {
		if f := &r.pb.Fields[i]; f.Required != nil && appliesTo(f.Required, c) {
			names = append(names, f.Name)
		}
	}
	return names
}

func appliesTo(a *playbook.Applies, c *Case) bool {
	return (len(a.Channels) == 0 || slices.Contains(a.Channels, c.Channel)) &&
		(len(a.Severities) == 0 || slices.Contains(a.Severities, c.Severity)) &&
		(len(a.Kinds) == 0 || slices.Contains(a.Kinds, c.Kind))
}
