package complaint

// gradeUnit is the unit that takes cases of a case's severity whatever the route says, "" when the playbook names none.
// Where that is the unit complained about and it keeps away, the unit beside it takes its place.
func (r *rules) gradeUnit(c *Case) string {
	unit := r.grade(c.Severity).Unit
	if r.excludes(c, unit) {
		return r.beside(unit)
	}
	return unit
}

// inHands reports whether a unit works on the case now. While it is under review, or resolved, nobody does, whoever had
// it last.
func (c *Case) inHands() bool {
	return c.Assignment() != nil && inCase.has(c.State) && c.State != UnderReview
}

// regrade gives a case whose severity has risen to the unit that takes such cases (R11): a new assignment with a clock of
// its own, as if somebody had transferred it. Where nobody works on the case that unit becomes the responsible one, and
// has it from the next dispatch or reopening on. A severity that falls moves nothing: whoever has the case finishes it.
func (d *decision) regrade() error {
	unit := d.rules.gradeUnit(d.c)
	switch {
	case unit == "":
		return nil
	case !d.c.inHands():
		d.responsible(unit)
		return nil
	case d.c.Assignment().Unit == unit:
		return nil
	}
	if err := room(len(d.c.Assignments), maxParts, "assignments"); err != nil {
		return err
	}
	return d.assign(unit, "", "regraded")
}

// responsible makes a unit the one that answers for the case, without giving it the case.
func (d *decision) responsible(unit string) {
	if unit != d.c.Unit {
		class := d.c.Classification
		class.Unit = unit
		d.emit(ClassifiedEffect{Classification: class})
		d.refresh = true
	}
}
