package law

import (
	"cmp"
	"maps"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// clock is the target of a limit in this playbook, nil when nothing that happens to its cases drives it.
func (l *layer) clock(law *playbook.Law, limit *playbook.LegalLimit) *sla.Target {
	if limit.Target == nil || limit.Practice {
		return nil
	}
	t := limit.Target
	theirs := limit.Whom != playbook.BindsCompany
	switch {
	case l.Authority && !theirs, !l.Authority && theirs && limit.Body == "":
		return nil
	case !l.Authority && theirs:
		if t = perAppeal(law, limit); t == nil {
			return nil
		}
	}
	t = detached(t)
	t.Calendar = l.Calendar
	for i := range t.Extensions {
		if t.Extensions[i].Approver != "" {
			t.Extensions[i].Approver = l.Approver
		}
	}
	for i := range t.Terms {
		if !l.narrow(&t.Terms[i]) {
			return nil
		}
	}
	return t
}

// narrow holds a term to the kinds of cases that are complaints. It reports false for a term of a kind that the playbook
// does not have.
func (l *layer) narrow(c *sla.Choice) bool {
	kinds, asked := c.When["kind"]
	if !asked {
		if len(l.Kinds) > 0 {
			c.When["kind"] = slices.Clone(l.Kinds)
		}
		return true
	}
	return slices.ContainsFunc(kinds, l.knows)
}

// perAppeal is the clock of a body outside as a company sees it: it runs once an appeal, from the appeal to what is decided
// there. Whether the body accepts is no event of a case: that limit has no clock.
func perAppeal(law *playbook.Law, limit *playbook.LegalLimit) *sla.Target {
	decided := slices.ContainsFunc(limit.Target.Stop[:1], func(c sla.Condition) bool { return c.Event == playbook.EventEnter })
	if !decided {
		return nil
	}
	at := func(event string) []sla.Condition {
		return []sla.Condition{{Event: event, With: map[string][]string{"body": {limit.Body}}}}
	}
	return &sla.Target{
		Name: limit.Target.Name, Owner: limit.Target.Owner, Per: "appeal", Start: at("appealed"), Stop: at("appeal-decided"),
		Terms: []sla.Choice{{When: map[string][]string{lawFact(law.ID): {"yes"}}, Term: limit.Term}},
		Steps: []sla.Step{{ID: sla.BreachStep, At: sla.AtDue(), Do: map[string]string{"notify": "owner,head"}}},
	}
}

// detached is a copy of a target whose terms and extensions may be written to.
func detached(t *sla.Target) *sla.Target {
	out := *t
	out.Terms, out.Extensions = slices.Clone(t.Terms), slices.Clone(t.Extensions)
	for i := range out.Terms {
		out.Terms[i].When = maps.Clone(out.Terms[i].When)
	}
	return &out
}

// arrange puts what was laid in an order that does not depend on the order of laying, and adds what it needs.
func (l *layer) arrange() {
	slices.SortFunc(l.p.Laws, func(a, b playbook.Law) int { return cmp.Compare(a.ID, b.ID) })
	for i := range l.p.Laws {
		slices.SortFunc(l.p.Laws[i].Limits, func(a, b playbook.LegalLimit) int { return cmp.Compare(a.ID, b.ID) })
	}
	watched := l.watched()
	slices.SortStableFunc(l.p.Targets, func(a, b sla.Target) int {
		switch {
		case watched[a.Name] && watched[b.Name]:
			return cmp.Compare(a.Name, b.Name)
		case watched[a.Name]:
			return 1
		case watched[b.Name]:
			return -1
		}
		return 0
	})
	l.arrangeAppeals()
	l.needs()
}

// watched are the names of the targets that run for a law.
func (l *layer) watched() map[string]bool {
	out := map[string]bool{}
	for _, law := range l.p.Laws {
		for _, limit := range law.Limits {
			if limit.Watches != "" {
				out[limit.Watches] = true
			}
		}
	}
	return out
}

// clocks are the targets that run for a law.
func (l *layer) clocks() []sla.Target {
	watched := l.watched()
	return slices.DeleteFunc(slices.Clone(l.p.Targets), func(t sla.Target) bool { return !watched[t.Name] })
}
