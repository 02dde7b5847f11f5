package complaint

import "context"

// Details are the personal half of a case.
type Details struct {
	Complainant Person `json:"complainant,omitzero"`
	OnBehalfOf  Person `json:"on_behalf_of,omitzero"`
	// Representatives are those who speak for the others of a joint complaint, as last named.
	Representatives []Person          `json:"representatives,omitempty"`
	Text            string            `json:"text,omitempty"`
	Demand          string            `json:"demand,omitempty"`
	Fields          map[string]string `json:"fields,omitempty"` // the trade's personal fields
	Erased          bool              `json:"erased,omitempty"` // some of it was erased
}

// Details opens the sealed half of a case for a role that may see it, and records who looked.
//
// Errors: ErrNotFound, ErrForbidden with the roles that may.
func (d *Desk) Details(ctx context.Context, actor Actor, id CaseID) (Details, error) {
	s, err := d.look(ctx, actor, id)
	if err != nil {
		return Details{}, err
	}
	if err := d.logRead(ctx, s.rules, actor, s.c, "details"); err != nil {
		return Details{}, err
	}
	return d.details(ctx, s.c)
}

// openFor opens the sealed half of a case in the name of the engine, and records what for.
func (d *Desk) openFor(ctx context.Context, c *Case, what string) (Details, error) {
	if err := d.noteRead(ctx, c.ID, system(), what); err != nil {
		return Details{}, err
	}
	return d.details(ctx, c)
}

// details opens the sealed half of a case.
func (d *Desk) details(ctx context.Context, c *Case) (Details, error) {
	out := Details{Erased: c.Erased}
	for _, seq := range c.Sealed {
		page, err := d.store.Entries(ctx, caseStream(c.ID), seq-1, 1)
		if err != nil {
			return Details{}, d.maybeWrap("details", err)
		}
		if len(page) == 0 || page[0].Seq != seq || page[0].Box == nil {
			out.Erased = true
			continue
		}
		e, err := d.entry(&page[0], true)
		if err != nil {
			return Details{}, d.maybeWrap("details", err)
		}
		out.Erased = out.Erased || e.Unreadable
		out.lay(e.Command)
	}
	return out, nil
}

// lay puts what an intake or a correction says over what was known.
func (out *Details) lay(cmd Command) {
	var p Person
	var text, demand string
	var fields map[string]string
	switch cmd := cmd.(type) {
	case Intake:
		p, text, demand, fields = cmd.Complainant, cmd.Text, cmd.Demand, cmd.Personal
		out.OnBehalfOf, out.Representatives = cmd.OnBehalfOf, cmd.Representatives
	case Correct:
		p, text, demand, fields = cmd.Complainant, cmd.Text, cmd.Demand, cmd.Personal
		if len(cmd.Representatives) > 0 {
			out.Representatives = cmd.Representatives
		}
	}
	for to, v := range map[*string]string{
		&out.Text: text, &out.Demand: demand, &out.Complainant.Name: p.Name, &out.Complainant.Phone: p.Phone,
		&out.Complainant.Email: p.Email, &out.Complainant.Address: p.Address, &out.Complainant.ID: p.ID,
	} {
		if v != "" {
			*to = v
		}
	}
	for name, v := range fields {
		if out.Fields == nil {
			out.Fields = map[string]string{}
		}
		out.Fields[name] = v
	}
}
