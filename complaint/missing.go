package complaint

import (
	"maps"
	"slices"
)

// blank lists the fields not known yet that this case does not require and another severity or kind would, sorted. The
// sealed half is not read again, so what it lacks is noted when it is written.
func (d *draft) blank(cmd *Intake) []string {
	known := d.known(cmd)
	for _, name := range d.rules.required(d.c) {
		known[name] = true // missing, not blank
	}
	return unknown(d.rules.conditional(), known)
}

// conditional lists the fields that some severity or some rule of the trade requires.
func (r *rules) conditional() []string {
	var names []string
	for i := range r.pb.Grades {
		names = append(names, r.pb.Grades[i].Required...)
	}
	for i := range r.pb.Fields {
		if f := &r.pb.Fields[i]; f.Required != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// askAnew asks for what the severity and the kind require now, and no longer for what only the former ones did.
func (d *draft) askAnew() {
	required := d.rules.required(d.c)
	now := d.c.described()
	now.Missing, now.Blank = nil, nil
	for _, name := range unknown(slices.Concat(d.c.Missing, d.c.Blank), nil) {
		if slices.Contains(required, name) || slices.Contains(ofStance(), name) && slices.Contains(d.c.Missing, name) {
			now.Missing = append(now.Missing, name)
		} else {
			now.Blank = append(now.Blank, name)
		}
	}
	if !slices.Equal(now.Missing, d.c.Missing) {
		d.emit(now)
	}
}

// described is what is on record of the public facts of a complaint.
func (c *Case) described() DescribedEffect {
	return DescribedEffect{
		Place: c.Place, About: c.About, AboutUnit: c.AboutUnit, Fields: maps.Clone(c.Fields), Missing: c.Missing, Blank: c.Blank,
		Lodging: c.Lodging,
	}
}

// ofStance are the fields that follow from how a complaint is brought, whatever its severity and kind.
func ofStance() []string { return []string{"authority", "representatives", "dissatisfaction"} }

// unknown is the names of a list that are not known, sorted, each once.
func unknown(names []string, known map[string]bool) []string {
	var out []string
	for _, name := range names {
		if !known[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
