package complaint

import (
	"slices"
	"sort"

	"github.com/redress-go/redress/complaint/playbook"
)

// permit asks whether an actor may do a command on a case as it stands: the role is granted it at this severity, the
// case is within reach, nobody acts on a complaint about themselves (回避), and no rule of separation is broken.
func (r *rules) permit(cmd string, a Actor, c *Case) error {
	if a.Role == systemRole {
		return nil
	}
	role := r.roles[a.Role]
	if role == nil {
		return invalid("actor.role", "unknown role")
	}
	if rule, who := r.objection(r.commands[cmd], role, &a, c); rule != "" {
		return forbidden(rule, who...)
	}
	return nil
}

// objection is the rule that keeps an actor from a command, "" when none does, and who may instead.
func (r *rules) objection(g *grantRule, role *playbook.Role, a *Actor, c *Case) (rule string, who []string) {
	name := g.spec.name
	switch {
	case g.roles[role.Code]&(1<<c.Severity) == 0:
		return "granted", g.who[c.Severity]
	case c.ID == "" || name == "register":
		return "", nil
	case !role.AllUnits && !c.reaches(a) && !(name == "appeal" && c.blames(a.ID)):
		return "reach", g.everyone[c.Severity]
	case name != "recuse" && name != "appeal" && slices.Contains(c.About, a.ID):
		return "conflict-of-interest", g.who[c.Severity]
	case name != "note" && slices.Contains(c.Recused, a.ID):
		return "recused", g.who[c.Severity]
	case len(c.Tasks) > 0 && !role.AllUnits && name != "complete-task" && name != "attach" && c.blinds(a):
		return "blind", g.everyone[c.Severity]
	case r.excludes(c, a.Unit) && r.keepsAway(name):
		return "conflict-of-interest", g.who[c.Severity]
	}
	for _, before := range g.separate {
		if slices.Contains(c.Acts, Act{before, a.ID}) {
			return "four-eyes", g.who[c.Severity]
		}
	}
	return "", nil
}

// blames reports whether a finding holds a person responsible: they may appeal against it (R12).
func (c *Case) blames(id string) bool {
	return slices.ContainsFunc(c.Findings, func(f Finding) bool { return slices.Contains(f.People, id) })
}

// reaches reports whether a case is the actor's own or their unit's, as a whole, as adviser, in the team that
// investigates, or by an open task.
func (c *Case) reaches(a *Actor) bool { return c.reachesOpenly(a) || c.byTask(a, true) }

// reachesOpenly is reaches without blind tasks, which let nothing else be seen.
func (c *Case) reachesOpenly(a *Actor) bool {
	return a.ID == c.FirstContact || c.handedTo(a.ID) || slices.Contains(c.Team, a.ID) || a.Unit != "" && slices.Contains(c.Advisers, a.Unit) || a.ID == c.Owner || a.Unit != "" && (a.Unit == c.Unit ||
		slices.ContainsFunc(c.Assignments, func(s Assignment) bool { return s.Ended.IsZero() && s.Unit == a.Unit })) ||
		c.byTask(a, false)
}

// whoMay lists the roles granted a command at a severity, lowest level first.
func (r *rules) whoMay(cmd string, s Severity) []string { return r.commands[cmd].who[s] }

// rolesWhere lists roles, lowest level first.
func (r *rules) rolesWhere(ok func(*playbook.Role) bool) []string {
	var found []*playbook.Role
	for i := range r.pb.Roles {
		if ok(&r.pb.Roles[i]) {
			found = append(found, &r.pb.Roles[i])
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Level < found[j].Level })
	codes := make([]string, len(found))
	for i, role := range found {
		codes[i] = role.Code
	}
	return codes
}

// level is the actor's rank: their own, or their role's.
func (r *rules) level(a Actor) int {
	if role := r.roles[a.Role]; a.Level == 0 && role != nil {
		return role.Level
	}
	return a.Level
}

// mayGrant reports whether a role alone may grant an amount.
func mayGrant(role *playbook.Role, amount Money) bool {
	return role != nil && (role.Unlimited || amount.Within(role.Limit))
}

// deciders lists the roles that may grant an amount and rank above the author, lowest first: who is next on the ladder.
// When no such role exists the top of the ladder decides.
func (r *rules) deciders(author Actor, amount Money) []string {
	rank := r.level(author)
	who := r.rolesWhere(func(role *playbook.Role) bool { return mayGrant(role, amount) && role.Level > rank })
	if len(who) == 0 && len(r.pb.Ladder) > 0 {
		who = r.pb.Ladder[len(r.pb.Ladder)-1:]
	}
	return who
}

// needed is how many people must approve an amount.
func (r *rules) needed(amount Money) int {
	n := max(r.pb.Approval.Need, 1)
	for _, band := range r.pb.Approval.Above {
		if band.Amount.Within(amount) {
			n = max(band.Need, 1)
		}
	}
	return n
}

// rung returns the role at an escalation level: 1 is the lowest rung of the ladder. "" beyond the ladder.
func (r *rules) rung(level int) string {
	if level < 1 || level > len(r.pb.Ladder) {
		return ""
	}
	return r.pb.Ladder[level-1]
}
