package complaint

import (
	"slices"
	"strconv"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func (cmd WithdrawExtension) decide(d *decision) error {
	if d.knowsNot(cmd.Target, cmd.Instance) {
		return errNoClock()
	}
	i, err := d.liveClock(cmd.Target, cmd.Instance)
	if err != nil {
		return err
	}
	id := cmd.ID
	if granted := d.timers[i].Extensions; id == 0 && len(granted) > 0 {
		id = granted[len(granted)-1].ID
	}
	if err := d.mayWithdraw(cmd.Target, d.timers[i].Extensions, id); err != nil {
		return err
	}
	timers, err := d.rules.policy.WithdrawExtension(d.timers, cmd.Target, cmd.Instance, id, d.at)
	if err != nil {
		return clockRefusal(err)
	}
	d.timers = timers
	if !d.keptToSome(cmd.Target, cmd.Instance) {
		d.tell(d.draft, Complainant, "extension-withdrawn", "target:"+cmd.Target)
		d.tell(d.draft, "owner", "extension-withdrawn", "target:"+cmd.Target)
	}
	return nil
}

func errNoClock() error { return invalid("target", "no such running clock") }

// knowsNot reports whether a clock is kept from the actor: it is a task's whom only some see. To the others it is not there.
func (d *decision) knowsNot(target, instance string) bool {
	s := d.rules.sight(d.c, &d.actor)
	return s.hidesClock(target, instance)
}

// clockTask is the task that a clock runs for, nil when it runs for none.
func (d *draft) clockTask(target, instance string) *Task {
	id, err := strconv.Atoi(instance)
	if err != nil || !d.rules.perTask(target) {
		return nil
	}
	return d.c.Task(id)
}

// keptToSome reports whether a clock is one of a task that only some see: nobody else is told about it.
func (d *draft) keptToSome(target, instance string) bool {
	t := d.clockTask(target, instance)
	return t != nil && len(t.VisibleTo) > 0
}

// mayWithdraw asks for the level that the rule of an extension asks of whoever grants it.
func (d *decision) mayWithdraw(target string, granted []sla.Granted, id int) error {
	k := slices.IndexFunc(granted, func(x sla.Granted) bool { return x.ID == id })
	if k < 0 {
		return nil // the clock refuses it
	}
	rule := d.rules.extension(target, granted[k].Rule)
	if rule == nil {
		return nil // a rule of an earlier version of the playbook: nothing is known of its level
	}
	by := d.rules.roles[rule.Approver]
	if by == nil || d.rules.level(d.actor) >= by.Level {
		return nil
	}
	may := d.rules.commands["withdraw-extension"].roles
	return forbidden("authority", d.rules.rolesWhere(func(r *playbook.Role) bool {
		return r.Level >= by.Level && may[r.Code]&(1<<d.c.Severity) != 0
	})...)
}
