package playbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/sla"
)

// ResultDiffers is the result of a task whose people reported different results. A rule may wait for it, nobody may
// report it.
const ResultDiffers = "differs"

// Bounds of a task rule: a case carries its tasks with it.
const (
	maxTaskPeople = 8
	maxTaskSees   = 8
)

// tasks checks the rules of tasks, and that nothing gives away a task that is kept to some.
func (v *validator) tasks() {
	codes := codesOf(v.p.Tasks, func(t TaskRule) string { return t.Code })
	for i := range v.p.Tasks {
		at, t := fmt.Sprintf("tasks[%d]", i), &v.p.Tasks[i]
		if !IsCode(t.Code) || slices.Contains(codes[:i], t.Code) {
			v.fault(at+".code", "a code, each once")
		}
		if t.On != "" {
			v.oneOf(at+".on", t.On, States())
		}
		for j, s := range t.Severities {
			if !s.Known() {
				v.fault(fmt.Sprintf("%s.severities[%d]", at, j), "a severity")
			}
		}
		v.facts(at+".if", t.If)
		v.taskPeople(at, t)
		v.taskOrder(at, t)
		v.taskSecrecy(at, t)
		v.taskRecords(at, t)
	}
	for i := range v.p.Targets {
		v.watchesTasks(fmt.Sprintf("targets[%d]", i), &v.p.Targets[i])
	}
	for i := range v.p.Reactions {
		v.reactsToTasks(fmt.Sprintf("reactions[%d]", i), &v.p.Reactions[i])
	}
}

// reactsToTasks checks that no reaction waits for a task that is kept to some. The engine starts none for such a task,
// whoever it would tell: that something followed stands in the ledger, which others read.
func (v *validator) reactsToTasks(at string, r *Reaction) {
	for i, on := range r.On {
		if on.Event != "task-opened" && on.Event != "task-done" {
			continue
		}
		for _, code := range on.With["code"] {
			if v.secret(code) {
				v.fault(fmt.Sprintf("%s.on[%d].with.code", at, i), "%q is kept to some, and starts no reaction", code)
			}
		}
	}
}

// taskPeople checks who does a task.
func (v *validator) taskPeople(at string, t *TaskRule) {
	if t.Unit != "" {
		v.unit(at+".unit", t.Unit)
	}
	if t.Role != "" {
		v.role(at+".role", t.Role)
		if !v.granted(t.Role, "complete-task") {
			v.fault(at+".role", "%q is not granted complete-task, so nobody could do it", t.Role)
		}
	}
	if t.Party != "" && !IsCode(t.Party) {
		v.fault(at+".party", "a code")
	}
	if t.People < 0 || t.People > maxTaskPeople {
		v.fault(at+".people", "0 to %d", maxTaskPeople)
	}
}

// granted reports whether a role is granted a command at some severity.
func (v *validator) granted(role, command string) bool {
	return slices.ContainsFunc(v.p.Grants, func(g Grant) bool {
		return slices.Contains(g.Roles, role) && slices.Contains(g.Commands, command)
	})
}

// taskOrder checks what a task comes after, and whose doers it is kept apart from.
func (v *validator) taskOrder(at string, t *TaskRule) {
	codes := codesOf(v.p.Tasks, func(x TaskRule) string { return x.Code })
	for j, a := range t.After {
		path := fmt.Sprintf("%s.after[%d]", at, j)
		v.oneOf(path+".task", a.Task, codes)
		if k := slices.Index(codes, a.Task); k >= 0 && len(v.p.Tasks[k].Results) > 0 {
			v.each(path+".results", a.Results, v.p.Tasks[k].results())
		}
	}
	for j, act := range t.Different {
		path := fmt.Sprintf("%s.different[%d]", at, j)
		if code, ok := strings.CutPrefix(act, "task:"); ok {
			v.oneOf(path, code, codes)
		} else {
			v.oneOf(path, act, Commands())
		}
	}
}

// results are all the results a task may have in the end.
func (t *TaskRule) results() []string {
	if t.People > 1 {
		return append(slices.Clone(t.Results), ResultDiffers)
	}
	return t.Results
}

// taskSecrecy checks that a task kept to some neither holds up nor names those it is kept from.
func (v *validator) taskSecrecy(at string, t *TaskRule) {
	if len(t.VisibleTo) == 0 {
		for j, act := range t.Different {
			if code, ok := strings.CutPrefix(act, "task:"); ok && v.secret(code) {
				v.fault(fmt.Sprintf("%s.different[%d]", at, j), "%q is kept to some, and would be given away", code)
			}
		}
		return
	}
	if len(t.VisibleTo) > maxTaskSees {
		v.fault(at+".sees", "at most %d", maxTaskSees)
	}
	for j, role := range t.VisibleTo {
		v.role(fmt.Sprintf("%s.sees[%d]", at, j), role)
	}
	switch {
	case t.Role != "" && !slices.Contains(t.VisibleTo, t.Role):
		v.fault(at+".role", "one of those who see it")
	case !slices.ContainsFunc(t.VisibleTo, func(role string) bool { return v.granted(role, "complete-task") }):
		v.fault(at+".sees", "somebody who is granted complete-task")
	}
	if t.Blocks {
		v.fault(at+".blocks", "not for a task that the case's handlers do not see")
	}
}

// secret reports whether a task is kept to some roles.
func (v *validator) secret(code string) bool {
	return slices.ContainsFunc(v.p.Tasks, func(t TaskRule) bool { return t.Code == code && len(t.VisibleTo) > 0 })
}

// taskRecords checks what is recorded when a task is done.
func (v *validator) taskRecords(at string, t *TaskRule) {
	unique(v, at+".records", t.Records, func(f Field) string { return f.Name })
	for j := range t.Records {
		v.record(fmt.Sprintf("%s.records[%d]", at, j), &t.Records[j])
	}
	for j, r := range t.Results {
		path := fmt.Sprintf("%s.results[%d]", at, j)
		switch {
		case !IsCode(r):
			v.fault(path, "a code")
		case r == ResultDiffers:
			v.fault(path, "%q is the engine's own", r)
		case slices.Contains(t.Results[:j], r):
			v.fault(path, "%q stands already", r)
		}
	}
}

// record checks one field of a task's record. A name that several tasks use means the same in each.
func (v *validator) record(at string, f *Field) {
	v.oneOf(at+".type", string(f.Type), fieldTypes())
	if f.Type.listed() != (len(f.Values) > 0) {
		v.fault(at+".values", "a field of codes, and no other, lists its values")
	}
	unique(v, at+".values", f.Values, func(c Code) string { return c.Code })
	if f.Required != nil {
		v.applies(at+".required", f.Required)
	}
	for i := range v.p.Tasks {
		for k := range v.p.Tasks[i].Records {
			if o := &v.p.Tasks[i].Records[k]; o.Name == f.Name && o.Personal != f.Personal {
				v.fault(at+".personal", "%q is personal in one task and public in another", f.Name)
				return
			}
		}
	}
}

// watchesTasks checks the steps of a target that watches tasks: whoever they tell must know of every task it watches.
func (v *validator) watchesTasks(at string, t *sla.Target) {
	for _, start := range t.Start {
		if start.Event != "task-opened" {
			continue
		}
		for _, task := range v.p.Tasks {
			codes := start.With["code"]
			if len(task.VisibleTo) == 0 || len(codes) > 0 && !slices.Contains(codes, task.Code) {
				continue
			}
			for j := range t.Steps {
				v.tellsOnly(fmt.Sprintf("%s.steps[%d].do.notify", at, j), t.Steps[j].Do["notify"], &task)
			}
		}
	}
}

// tellsOnly checks that a list of recipients names roles that see a task, and nobody else.
func (v *validator) tellsOnly(path, list string, t *TaskRule) {
	if list == "" {
		return
	}
	for _, to := range strings.Split(list, ",") {
		role, ok := strings.CutPrefix(strings.TrimSpace(to), "role:")
		if !ok || !slices.Contains(t.VisibleTo, role) {
			v.fault(path, "%q does not see the task %q, which is watched here", strings.TrimSpace(to), t.Code)
			return
		}
	}
}
