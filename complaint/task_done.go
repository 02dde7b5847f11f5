package complaint

import (
	"fmt"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
)

// CompleteTask reports a task as done, or one person's part of a task that several do at once (R04: two people test at
// the same time). Such a task is done when the last of them has reported; its result is the one they agree on, or
// ResultDiffers. What is done may open further tasks of the playbook.
//
// Errors: ErrInvalid, also for a task the actor does not see; ErrNotAllowed "done"; ErrForbidden with the rule "role",
// "person" for a task that names somebody else who is there, "conflict-of-interest", or "different" for whoever did what
// the task must be kept apart from, or has reported already.
type CompleteTask struct {
	Task     int               `json:"task"`
	Result   string            `json:"result,omitempty" code:""`   // of the rule's list if it has one
	Values   map[string]string `json:"values,omitempty"`           // what the rule records, by field
	Personal map[string]string `json:"personal,omitempty" seal:""` // the personal ones; filled from Values
	Text     string            `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (CompleteTask) Name() string { return "complete-task" }

// prepare moves personal records into the sealed part.
func (cmd CompleteTask) prepare(r *rules) Command {
	if len(cmd.Values)+len(cmd.Personal) == 0 {
		return cmd
	}
	public, private := map[string]string{}, map[string]string{}
	for name, v := range cmd.Values {
		if f := r.record(name); f != nil && f.Personal {
			private[name] = v
		} else {
			public[name] = v
		}
	}
	for name, v := range cmd.Personal {
		if f := r.record(name); f != nil && !f.Personal {
			public[name] = v
		} else {
			private[name] = v
		}
	}
	cmd.Values, cmd.Personal = orNil(public), orNil(private)
	return cmd
}

func orNil(m map[string]string) map[string]string {
	if len(m) == 0 {
		return nil
	}
	return m
}

// record returns the field of a name that some task records; a name means the same in every task.
func (r *rules) record(name string) *playbook.Field {
	for i := range r.pb.Tasks {
		if f := recordOf(&r.pb.Tasks[i], name); f != nil {
			return f
		}
	}
	return nil
}

func recordOf(rule *playbook.TaskRule, name string) *playbook.Field {
	for i := range rule.Records {
		if rule.Records[i].Name == name {
			return &rule.Records[i]
		}
	}
	return nil
}

func (cmd CompleteTask) decide(d *decision) error {
	t := d.c.Task(cmd.Task)
	switch {
	case t == nil || !t.seenBy(d.c, &d.actor):
		return invalid("task", "no such task")
	case !t.Done.IsZero():
		return notAllowed("done")
	}
	if err := d.mayReport(t); err != nil {
		return err
	}
	if err := cmd.check(d, d.rules.taskRule(t.Code)); err != nil {
		return err
	}
	done := *t
	done.Reports = append(slices.Clone(t.Reports), TaskReport{By: d.actor.ID, At: d.at, Result: cmd.Result, Values: cmd.Values})
	if len(done.Reports) < max(t.People, 1) {
		d.emit(TaskedEffect{done})
		return nil
	}
	done.Done, done.Result = d.at, common(done.Reports)
	d.emit(TaskedEffect{done})
	return d.taskDone(&done)
}

// mayReport asks whether the actor may do a task.
func (d *decision) mayReport(t *Task) error {
	who := d.doersOf(t)
	switch {
	case t.Role != "" && d.actor.Role != t.Role:
		return forbidden("role", who...)
	case d.keepsOut(d.draft, d.actor.ID):
		return forbidden("conflict-of-interest", who...)
	case !d.standsFor(t.Person):
		return forbidden("person", who...)
	case t.reported(d.actor.ID), slices.Contains(d.c.notDoing(d.rules, t), d.actor.ID):
		return forbidden("different", who...)
	}
	return nil
}

// standsFor reports whether the actor is the person a task names, if it names one, or stands in while that person is
// away. A person who keeps away from the case, or has left the staff, leaves the task to whoever else it is for: no task
// is ever nobody's.
func (d *decision) standsFor(person string) bool {
	switch {
	case person == "" || person == d.actor.ID || d.keepsOut(d.draft, person):
		return true
	case d.staff == nil:
		return false
	case d.staff.person(person) == nil:
		return true
	}
	d.usedST = true
	stand := d.staff.standIn(person, d.at, d.keptAway(d.draft))
	return stand == "" || stand == d.actor.ID
}

// check holds what is reported against the task's rule; work without a rule has no records.
func (cmd *CompleteTask) check(d *decision, rule *playbook.TaskRule) error {
	if rule == nil {
		rule = &playbook.TaskRule{}
	}
	faults := d.checkRecords(rule, cmd.Values, cmd.Personal)
	if len(rule.Results) > 0 && !slices.Contains(rule.Results, cmd.Result) {
		faults = append(faults, FieldError{"result", "unknown code"})
	}
	if len(faults) > 0 {
		return &Error{Code: ErrInvalid, Fields: sortFaults(faults)}
	}
	size := bytesOf(cmd.Values)
	for i := range d.c.Tasks {
		for _, r := range d.c.Tasks[i].Reports {
			size += bytesOf(r.Values)
		}
	}
	if size > maxRecorded {
		return notAllowed(fmt.Sprintf("at most %d bytes of records", maxRecorded))
	}
	return nil
}

func bytesOf(m map[string]string) int {
	n := 0
	for k, v := range m {
		n += len(k) + len(v)
	}
	return n
}

// checkRecords checks the values of a task's fields against their types, and that the required ones are there.
func (d *decision) checkRecords(rule *playbook.TaskRule, given ...map[string]string) []FieldError {
	var faults []FieldError
	known := map[string]bool{}
	for _, m := range given {
		for name, v := range m {
			f := recordOf(rule, name)
			known[name] = v != ""
			if fault := recordRule(f, v); fault != "" {
				faults = append(faults, FieldError{"values." + clip(name), fault})
			}
		}
	}
	for i := range rule.Records {
		f := &rule.Records[i]
		if f.Required != nil && !known[f.Name] && appliesTo(f.Required, d.c) {
			faults = append(faults, FieldError{"values." + f.Name, "required"})
		}
	}
	return faults
}

// recordRule is the rule a recorded value breaks, "" when it fits.
func recordRule(f *playbook.Field, v string) string {
	switch {
	case f == nil:
		return "unknown field"
	case !f.Personal && len(v) > maxValue:
		return fmt.Sprintf("at most %d bytes", maxValue)
	case v == "":
		return ""
	}
	return typeRule(f, v)
}

// common is the result that everybody reported, or ResultDiffers.
func common(reports []TaskReport) string {
	for _, r := range reports[1:] {
		if r.Result != reports[0].Result {
			return playbook.ResultDiffers
		}
	}
	return reports[0].Result
}

// taskDone tells the clocks, and opens the tasks that follow.
func (d *decision) taskDone(t *Task) error {
	if err := d.happen(d.draft, "task-done", d.doneAttrs(t)); err != nil {
		return err
	}
	for i := range d.rules.pb.Tasks {
		if rule := &d.rules.pb.Tasks[i]; follows(rule, t) {
			if err := d.openRule(d.draft, rule); err != nil {
				return err
			}
		}
	}
	return nil
}

// follows reports whether a rule's task is opened by one that is done.
func follows(rule *playbook.TaskRule, t *Task) bool {
	return slices.ContainsFunc(rule.After, func(a playbook.TaskAfter) bool {
		return a.Task == t.Code && (len(a.Results) == 0 || slices.Contains(a.Results, t.Result))
	})
}
