package complaint

import (
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
)

// AddTask opens work beside the main line (任务). With the code of one of the playbook's task rules it is that rule's
// task, with its role, people, secrecy and records; any other code is work that the playbook says nothing about.
//
// Errors: ErrInvalid; ErrForbidden with the rule "conflict-of-interest" or "different" for a person who may not do it,
// and "sees" for a task that the actor could not see.
type AddTask struct {
	Code   string `json:"code" code:""`
	Unit   string `json:"unit,omitempty"`
	Person string `json:"person,omitempty" code:"64"`
	Party  string `json:"party,omitempty" code:""` // a supplier or other body outside that does it, a code of the host's
	Blocks bool   `json:"blocks,omitempty"`        // the case is not resolved while it is open
	Text   string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (AddTask) Name() string { return "add-task" }

func (cmd AddTask) decide(d *decision) error {
	if cmd.Code == "" {
		return invalid("code", "required")
	}
	if cmd.Unit != "" && d.rules.units[cmd.Unit] == nil {
		return invalid("unit", "unknown code")
	}
	var t Task
	if rule := d.rules.taskRule(cmd.Code); rule != nil {
		t = d.taskOf(d.draft, rule)
	}
	cmd.over(&t)
	if err := d.mayAdd(&t); err != nil {
		return err
	}
	return d.addTask(d.draft, t)
}

// over lays what the command names over what the rule says.
func (cmd AddTask) over(t *Task) {
	t.Code, t.Person, t.Blocks = cmd.Code, cmd.Person, t.Blocks || cmd.Blocks
	if cmd.Unit != "" {
		t.Unit = cmd.Unit
	}
	if cmd.Party != "" {
		t.Party = cmd.Party
	}
}

// mayAdd asks whether the actor may open this task, and whether whom it names may do it.
func (d *decision) mayAdd(t *Task) error {
	switch {
	case len(t.VisibleTo) > 0 && !slices.Contains(t.VisibleTo, d.actor.Role):
		return forbidden("sees", t.VisibleTo...)
	case len(t.VisibleTo) > 0 && t.Blocks:
		return invalid("blocks", "not for a task that the case's handlers do not see")
	case d.rules.excludes(d.c, t.Unit):
		return forbidden("conflict-of-interest", d.rules.whoMay("complete-task", d.c.Severity)...)
	case t.Person == "":
		return nil
	case d.keepsOut(d.draft, t.Person):
		return forbidden("conflict-of-interest", d.rules.whoMay("complete-task", d.c.Severity)...)
	case slices.Contains(d.c.notDoing(d.rules, t), t.Person):
		return forbidden("different", d.doersOf(t)...)
	}
	if m := d.staff.person(t.Person); m != nil && t.Role != "" && m.Role != t.Role {
		return forbidden("role", t.Role)
	}
	return nil
}

// doersOf lists the roles that may do a task, lowest level first.
func (d *decision) doersOf(t *Task) []string { return d.rules.doersOf(t, d.c.Severity) }

func (r *rules) doersOf(t *Task, s Severity) []string {
	if t.Role != "" {
		return []string{t.Role}
	}
	return r.whoMay("complete-task", s)
}

// taskRule returns the playbook's rule of a task, nil when it has none.
func (r *rules) taskRule(code string) *playbook.TaskRule {
	for i := range r.pb.Tasks {
		if r.pb.Tasks[i].Code == code {
			return &r.pb.Tasks[i]
		}
	}
	return nil
}

// rememberTasks notes the commands whose doers may not do some task.
func (r *rules) rememberTasks() {
	for i := range r.pb.Tasks {
		for _, act := range r.pb.Tasks[i].Different {
			if !strings.HasPrefix(act, taskPrefix) {
				r.remembered[act] = true
			}
		}
	}
}

// taskPrefix marks a task among the commands of TaskRule.Different, and in the reference of a notice.
const taskPrefix = "task:"

// doers lists who has done one of the commands or tasks named, each once, in the order of the list.
func (c *Case) doers(acts []string) []string {
	var ids []string
	for _, act := range acts {
		code, isTask := strings.CutPrefix(act, taskPrefix)
		for i := range c.Tasks {
			if isTask && c.Tasks[i].Code == code {
				for _, r := range c.Tasks[i].Reports {
					ids = with(ids, r.By)
				}
			}
		}
		for _, a := range c.Acts {
			if !isTask && a.Command == act {
				ids = with(ids, a.By)
			}
		}
	}
	return ids
}

// notDoing lists who may not do a task because of what else they have done: as known when it opened, and since.
func (c *Case) notDoing(r *rules, t *Task) []string {
	ids := t.Different
	if rule := r.taskRule(t.Code); rule != nil {
		ids = append(slices.Clone(ids), c.doers(rule.Different)...)
	}
	return ids
}

// reported reports whether somebody has done their part of a task.
func (t *Task) reported(id string) bool {
	return slices.ContainsFunc(t.Reports, func(r TaskReport) bool { return r.By == id })
}

// isFor reports whether an open task lies with an actor: by name, by unit, or by role where no unit is named.
func (t *Task) isFor(a *Actor) bool {
	switch {
	case t.Person == a.ID:
		return true
	case t.Role != "" && t.Role != a.Role:
		return false
	case t.Unit == "":
		return t.Role != ""
	}
	return t.Unit == a.Unit
}

// byTask reports whether an open task brings a case into an actor's reach; blind ones are asked about apart.
func (c *Case) byTask(a *Actor, blind bool) bool {
	for i := range c.Tasks {
		if t := &c.Tasks[i]; t.Blind == blind && t.Done.IsZero() && t.isFor(a) && t.seenBy(c, a) {
			return true
		}
	}
	return false
}

// waitsFor reports whether a task is open to an actor, as far as can be told without looking at the rules.
func (t *Task) waitsFor(c *Case, a *Actor) bool {
	return t.Done.IsZero() && t.seenBy(c, a) && (t.Role == "" || t.Role == a.Role) && !t.reported(a.ID)
}
