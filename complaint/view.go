package complaint

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// What an actor is shown of a case is decided here and nowhere else. The stored case, its ledger and what Verify proves
// stay as they are: a view is a copy, made only where there is something to keep back.

// withheld stands where somebody or something may not be known.
const withheld = "withheld"

// Withheld takes the place of a command in the ledger of a reader who may not know of it. Nobody can give it.
type Withheld struct{}

// Name implements Command.
func (Withheld) Name() string { return withheld }

func (Withheld) decide(*decision) error { return notAllowed(withheld) }

// sight is what one actor sees of one case.
type sight struct {
	c      *Case
	rules  *rules
	actor  *Actor
	hidden []int  // tasks they do not know of: the integrity side-track is not seen by those who handle the case
	asks   []int  // approvals of more time for a task they do not know of
	blind  bool   // they see their blind task, and nothing else
	secret string // id of the internal complainant, who is kept from them
}

// candid reports whether a case keeps nothing back from anybody in reach: the usual case, which costs nothing.
func (c *Case) candid() bool {
	if c.Confidential {
		return false
	}
	for i := range c.Tasks {
		if c.Tasks[i].Blind || len(c.Tasks[i].VisibleTo) > 0 {
			return false
		}
	}
	return true
}

// sight returns what an actor sees of a case.
func (r *rules) sight(c *Case, a *Actor) sight {
	s := sight{c: c, rules: r, actor: a}
	if c.candid() {
		return s
	}
	for i := range c.Tasks {
		if !c.Tasks[i].seenBy(c, a) {
			s.hidden = append(s.hidden, c.Tasks[i].ID)
		}
	}
	for i := range c.Approvals {
		if x := &c.Approvals[i]; x.asksExtension() && s.hidesClock(x.Extension.Target, x.Extension.Instance) {
			s.asks = append(s.asks, x.ID)
		}
	}
	if c.Confidential && a.ID != c.FirstContact && (slices.Contains(c.About, a.ID) || a.Unit != "" && a.Unit == c.AboutUnit) {
		s.secret = c.FirstContact
	}
	role := r.roles[a.Role]
	s.blind = role != nil && !role.AllUnits && c.blinds(a)
	return s
}

// shown is the case after a request, as whoever gave it may see it.
func (d *Desk) shown(ctx context.Context, a *Actor, c *Case) *Case {
	if c == nil || c.candid() {
		return c
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil { // it was decided by these rules a moment ago; should they be gone, nothing is given away
		return &Case{ID: c.ID, Org: c.Org, Number: c.Number, Version: c.Version, Playbook: c.Playbook, State: c.State}
	}
	s := r.sight(c, a)
	return s.view()
}

// seenBy reports whether an actor knows of a task. Whoever is complained about never knows of one that is kept to some.
func (t *Task) seenBy(c *Case, a *Actor) bool {
	if len(t.VisibleTo) == 0 || a.Role == systemRole {
		return true
	}
	return !slices.Contains(c.About, a.ID) && (slices.Contains(t.VisibleTo, a.Role) || t.Person != "" && t.Person == a.ID)
}

// blinds reports whether an actor has to do with a case by a blind task alone, one that is open or that they have
// reported on.
func (c *Case) blinds(a *Actor) bool {
	mine := slices.ContainsFunc(c.Tasks, func(t Task) bool {
		return t.Blind && (t.reported(a.ID) || t.Done.IsZero() && t.isFor(a) && t.seenBy(c, a))
	})
	return mine && !c.reachesOpenly(a)
}

// mayRead refuses what cannot be shown in part: the ledger to whoever works blind.
func (s *sight) mayRead() error {
	if s.blind {
		return forbidden("blind", s.rules.rolesOfAllUnits()...)
	}
	return nil
}

// mayOpen refuses personal data: to whoever works blind, and to those a confidential complainant is kept from.
func (s *sight) mayOpen() error {
	if s.secret != "" {
		return forbidden("confidential", s.rules.rolesWhere(func(role *playbook.Role) bool { return role.SeesPersonal })...)
	}
	return s.mayRead()
}

// mayTakeAll refuses the stored records, which are whole or broken, to whoever may not see all of them.
func (s *sight) mayTakeAll() error {
	if len(s.hidden) == 0 {
		return nil
	}
	return forbidden(withheld, s.rules.rolesWhere(func(role *playbook.Role) bool {
		return role.SeesPersonal && !slices.ContainsFunc(s.c.Tasks, func(t Task) bool {
			return len(t.VisibleTo) > 0 && !slices.Contains(t.VisibleTo, role.Code)
		})
	})...)
}

// view is the case as the actor sees it: the stored one when nothing is kept back.
func (s *sight) view() *Case {
	switch {
	case s.blind:
		return s.blindView()
	case len(s.hidden) == 0 && s.secret == "":
		return s.c
	}
	c := *s.c
	if len(s.hidden) > 0 {
		s.leaveOut(&c)
	}
	if s.secret != "" {
		c = pseudonymous(c, s.secret)
	}
	return &c
}

// leaveOut takes the hidden tasks out of a copy of the case, with their clocks, who was asked to extend one, the next wake, and who did something
// with tasks.
func (s *sight) leaveOut(c *Case) {
	c.Tasks = slices.DeleteFunc(slices.Clone(c.Tasks), func(t Task) bool { return s.hides(t.ID) })
	c.Clocks = s.clocks(c.Clocks)
	if len(s.asks) > 0 {
		c.Approvals = slices.DeleteFunc(slices.Clone(c.Approvals), func(a Approval) bool { return slices.Contains(s.asks, a.ID) })
	}
	c.Acts = slices.DeleteFunc(slices.Clone(c.Acts), func(a Act) bool { return a.Command == "add-task" || a.Command == "complete-task" })
	c.Wake = time.Time{}
	if next, ok := s.rules.policy.Next(c.Clocks); ok {
		c.Wake = next.Wake()
	}
}

// blindView is what a blind task lets through: which case, where it stands, the task with its limit, and the actor's own
// part of it.
func (s *sight) blindView() *Case {
	c := &Case{ID: s.c.ID, Org: s.c.Org, Number: s.c.Number, Version: s.c.Version, Playbook: s.c.Playbook, State: s.c.State}
	for _, t := range s.c.Tasks {
		if !t.Blind || !t.seenBy(s.c, s.actor) || !t.isFor(s.actor) && !t.reported(s.actor.ID) {
			continue
		}
		t.Different = nil
		t.Reports = slices.DeleteFunc(slices.Clone(t.Reports), func(r TaskReport) bool { return r.By != s.actor.ID })
		t.Result = ""
		c.Tasks = append(c.Tasks, t)
		for i := range s.c.Clocks {
			if k := &s.c.Clocks[i]; s.rules.perTask(k.Target) && k.Instance == strconv.Itoa(t.ID) {
				c.Clocks = append(c.Clocks, *k)
			}
		}
	}
	return c
}

// hides reports whether a task is kept from the actor.
func (s *sight) hides(task int) bool { return slices.Contains(s.hidden, task) }

// hidesClock reports whether a clock is one of a hidden task's own, or of an approval of more time for one.
func (s *sight) hidesClock(target, instance string) bool {
	id, err := strconv.Atoi(instance)
	return err == nil && (s.hides(id) && s.rules.perTask(target) || target == "approval" && slices.Contains(s.asks, id))
}

// clocks leaves out the clocks of hidden tasks.
func (s *sight) clocks(timers []sla.Timer) []sla.Timer {
	return slices.DeleteFunc(slices.Clone(timers), func(t sla.Timer) bool { return s.hidesClock(t.Target, t.Instance) })
}

// perTask reports whether a target has one clock per task.
func (r *rules) perTask(target string) bool {
	return slices.ContainsFunc(r.pb.Targets, func(t sla.Target) bool { return t.Name == target && t.Per == "task" })
}
