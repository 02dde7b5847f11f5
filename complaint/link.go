package complaint

import "slices"

// Merge ends a case in another one that holds the same matter (并案). The target keeps its own start and dues; both cases
// record it in one unit.
type Merge struct {
	Into CaseID `json:"into"`
	Text string `json:"text,omitempty" seal:""`
}

// Unmerge takes a merged case out again: it is assessed anew, and its clocks go on as if they had never ended.
type Unmerge struct {
	Text string `json:"text,omitempty" seal:""`
}

// LinkTo ties two cases by a kind: related, batch, child, report.
type LinkTo struct {
	Case CaseID `json:"case"`
	Kind string `json:"kind,omitempty"` // "" is related; child makes the other case a part of this one
}

// Split opens a new case for a part of this one: a message that holds a complaint and a report is handled apart. The
// new case has the intake given here and is linked both ways.
type Split struct {
	Intake Intake `json:"intake,omitzero"`
	Into   CaseID `json:"into,omitempty"` // filled in by the engine: the new case, whose ledger holds the intake
}

// Name implements Command.
func (Merge) Name() string { return "merge" }

// Name implements Command.
func (Unmerge) Name() string { return "unmerge" }

// Name implements Command.
func (LinkTo) Name() string { return "link" }

// Name implements Command.
func (Split) Name() string { return "split" }

func (cmd Merge) others(*Case) []CaseID { return []CaseID{cmd.Into} }
func (Unmerge) others(c *Case) []CaseID {
	if c == nil {
		return nil
	}
	return []CaseID{c.MergedInto}
}
func (cmd LinkTo) others(*Case) []CaseID { return []CaseID{cmd.Case} }

// children are the cases that are parts of this one.
func (c *Case) children() []CaseID {
	var ids []CaseID
	for _, l := range c.Links {
		if l.Kind == "child" {
			ids = append(ids, l.Case)
		}
	}
	return ids
}

func (cmd Merge) decide(d *decision) error {
	into, err := d.other(cmd.Into)
	if err != nil {
		return err
	}
	if !working.has(into.c.State) {
		return notAllowed("target ended") // nobody would handle what is merged into it
	}
	d.emit(Flagged{What: "merged-into", Text: string(cmd.Into), On: true, At: d.at})
	d.emit(Linked{Link: Link{Kind: "merged-into", Case: cmd.Into}})
	into.emit(Linked{Link: Link{Kind: "merged-from", Case: d.c.ID}})
	into.emit(Counted{What: "people", Value: min(into.c.People+d.c.People, maxPeople)})
	d.tell(into, "owner", "merged", "case:"+string(d.c.ID))
	return d.fire(d.draft, "merge")
}

func (Unmerge) decide(d *decision) error {
	into, err := d.other(d.c.MergedInto)
	if err != nil {
		return err
	}
	into.emit(Counted{What: "people", Value: max(into.c.People-d.c.People, 1)})
	d.emit(Linked{Link: Link{Kind: "merged-into", Case: into.c.ID}, Removed: true})
	into.emit(Linked{Link: Link{Kind: "merged-from", Case: d.c.ID}, Removed: true})
	ended := d.c.MergedAt
	d.emit(Flagged{What: "merged-into"})
	d.timers = d.rules.policy.Revive(d.timers, ended, d.at)
	return d.fire(d.draft, "unmerge")
}

// mirror is the kind of the link back.
func mirror(kind string) string {
	switch kind {
	case "child":
		return "parent"
	case "parent":
		return "child"
	}
	return kind
}

func (cmd LinkTo) decide(d *decision) error {
	kind := cmd.Kind
	if kind == "" {
		kind = "related"
	}
	if !slices.Contains([]string{"related", "batch", "child", "report"}, kind) {
		return invalid("kind", "related, batch, child or report")
	}
	on, err := d.other(cmd.Case)
	if err != nil {
		return err
	}
	if slices.Contains(d.c.Links, Link{kind, cmd.Case}) {
		return notAllowed("linked")
	}
	if err := room(len(d.c.Links), maxLinks, "links"); err != nil {
		return err
	}
	d.emit(Linked{Link: Link{Kind: kind, Case: cmd.Case}})
	on.emit(Linked{Link: Link{Kind: mirror(kind), Case: d.c.ID}})
	return nil
}

// prepare moves the trade's personal fields into the sealed part.
func (cmd Split) prepare(r *rules) Command {
	cmd.Intake = cmd.Intake.prepare(r).(Intake)
	return cmd
}

func (cmd Split) decide(d *decision) error {
	d.fresh.cmd = cmd.Intake
	_, private := vocabulary()["register"].split(cmd.Intake)
	if err := d.register(cmd.Intake, private != nil); err != nil {
		return under("intake", err)
	}
	d.draft.cmd = Split{Into: d.fresh.c.ID}
	d.emit(Linked{Link: Link{Kind: "split-into", Case: d.fresh.c.ID}})
	d.fresh.emit(Linked{Link: Link{Kind: "split-from", Case: d.c.ID}})
	return nil
}
