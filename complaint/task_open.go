package complaint

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// openTasks opens the tasks that the playbook asks for in a state.
func (d *decision) openTasks(on *draft, s State) error {
	for i := range on.rules.pb.Tasks {
		if rule := &on.rules.pb.Tasks[i]; State(rule.On) == s {
			if err := d.openRule(on, rule); err != nil {
				return err
			}
		}
	}
	return nil
}

// openTask opens a task of the playbook by its code: what a step of a target or a reaction asks for.
func (d *decision) openTask(on *draft, code string) error {
	rule := on.rules.taskRule(code)
	if rule == nil {
		return &Error{Code: ErrInternal, Rule: "task", Err: fmt.Errorf("the playbook has no task %q", code)}
	}
	return d.openRule(on, rule)
}

// openRule opens the task of a rule if the case asks for it. What is open already is not opened again.
func (d *decision) openRule(on *draft, rule *playbook.TaskRule) error {
	waits := slices.ContainsFunc(on.c.Tasks, func(t Task) bool { return t.Code == rule.Code && t.Done.IsZero() })
	if waits || !on.asksFor(rule) {
		return nil
	}
	return d.addTask(on, d.taskOf(on, rule))
}

// asksFor reports whether a rule's severities and facts hold.
func (d *draft) asksFor(rule *playbook.TaskRule) bool {
	if len(rule.Severities) > 0 && !slices.Contains(rule.Severities, d.c.Severity) {
		return false
	}
	return len(rule.If) == 0 || sla.Step{If: rule.If}.Applies(d.facts)
}

// taskOf is the task of a rule as the case stands. The unit complained about does not get it where the playbook keeps
// that unit away.
func (d *decision) taskOf(on *draft, rule *playbook.TaskRule) Task {
	unit := rule.Unit
	if on.rules.excludes(on.c, unit) {
		unit = on.rules.beside(unit)
	}
	different := on.c.doers(rule.Different)
	return Task{
		Code: rule.Code, Unit: unit, Blocks: rule.Blocks, Role: rule.Role, Party: rule.Party, People: rule.People,
		Different: different[:min(len(different), maxDifferent)], VisibleTo: slices.Clone(rule.VisibleTo), Blind: rule.Blind,
	}
}

// addTask opens a task, tells whoever has it, and tells the clocks.
func (d *decision) addTask(on *draft, t Task) error {
	if err := room(len(on.c.Tasks), maxParts, "tasks"); err != nil {
		return err
	}
	parts := max(t.People, 1)
	for i := range on.c.Tasks {
		parts += max(on.c.Tasks[i].People, 1)
	}
	if err := room(parts-1, maxReports, "people's parts in tasks"); err != nil {
		return err
	}
	t.ID = len(on.c.Tasks) + 1
	on.emit(TaskedEffect{t})
	d.tellTask(on, &t, taskPrefix+strconv.Itoa(t.ID))
	unit := t.Unit
	if unit == "" {
		unit = on.c.Unit
	}
	return d.happen(on, "task-opened", map[string]string{"task": strconv.Itoa(t.ID), "code": t.Code, "unit": unit})
}

// tellTask tells whoever has a task. A party outside is told, and somebody here who reports it.
func (d *decision) tellTask(on *draft, t *Task, ref string) {
	if t.Party != "" {
		on.notice("task", "party:"+t.Party, ref)
	}
	switch {
	case len(t.VisibleTo) > 0:
		on.tellSeers(t, ref)
	case t.Person != "":
		d.tell(on, "person:"+t.Person, "task", ref)
	case t.Unit != "":
		on.notice("task", "unit:"+t.Unit, ref)
	case t.Role != "":
		d.tell(on, "role:"+t.Role, "task", ref)
	default:
		d.tell(on, "unit", "task", ref)
	}
}

// tellSeers tells those who know of a task that others do not see. Nobody stands in for them: a duty owner need not be
// one of them.
func (d *draft) tellSeers(t *Task, ref string) {
	switch {
	case t.Person != "":
		d.notice("task", "person:"+t.Person, ref)
	case t.Role != "":
		d.notice("task", "role:"+t.Role, ref)
	default:
		for _, role := range t.VisibleTo {
			d.notice("task", "role:"+role, ref)
		}
	}
}
