package playbook

import (
	"slices"

	"github.com/redress-go/redress/sla"
)

// dueFrom checks that some event that starts a target can carry its due: as an attribute of the event, or as a public date
// that a task records, which task-done carries.
func (v *validator) dueFrom(path string, t *sla.Target) {
	if t.DueFrom == "" {
		return
	}
	for _, c := range t.Start {
		if slices.Contains(EventAttributes(c.Event), t.DueFrom) || c.Event == "task-done" && v.recordsDate(t.DueFrom, c.With["code"]) {
			return
		}
	}
	v.fault(path+".due_from", "no event that starts it carries %q", t.DueFrom)
}

// recordsDate reports whether one of the tasks, or any task when none is named, records a public date under a name.
func (v *validator) recordsDate(name string, tasks []string) bool {
	return slices.ContainsFunc(v.p.Tasks, func(t TaskRule) bool {
		return (len(tasks) == 0 || slices.Contains(tasks, t.Code)) && slices.ContainsFunc(t.Records, func(f Field) bool {
			return f.Name == name && f.Type == DateField && !f.Personal
		})
	})
}
