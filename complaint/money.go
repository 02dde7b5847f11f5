package complaint

import (
	"fmt"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// maxCount bounds how many of one thing a remedy may give.
const maxCount = 1000

// cost is what a remedy costs, all its pieces together; false when that overflows.
func (r *Remedy) cost() (Money, bool) {
	var sum Money
	for range max(r.Count, 1) {
		more, ok := sum.Plus(r.Money)
		if !ok {
			return Money{}, false
		}
		sum = more
	}
	return sum, true
}

// price checks the remedies of a proposal against the playbook's list and adds them up: the total, and the part of it
// that is counted apart. path names a field of the command.
func (d *decision) price(p *Proposal, path func(i int, field string) string) error {
	for i := range p.Remedies {
		r := &p.Remedies[i]
		relief := d.rules.reliefs[r.Relief]
		if relief == nil && r.Relief != playbook.Compensation {
			return invalid(path(i, "kind"), "unknown code")
		}
		if r.Count > maxCount {
			return invalid(path(i, "count"), fmt.Sprintf("at most %d", maxCount))
		}
		cost, ok := r.cost()
		if ok {
			p.Total, ok = p.Total.Plus(cost)
		}
		if ok && relief != nil && relief.OutsideLimit && !cost.IsZero() {
			p.Apart, ok = spend(p.Apart, ReliefTotal{r.Relief, cost})
		}
		if !ok {
			return invalid(path(i, "money"), "one currency, no overflow")
		}
	}
	return nil
}

// remedyPath names the fields of n remedies in a list, and of the money on top of them.
func remedyPath(list, extra string, n int) func(i int, field string) string {
	return func(i int, field string) string {
		if i >= n {
			return extra
		}
		return fmt.Sprintf("%s[%d].%s", list, i, field)
	}
}

// spend returns a copy of what was spent by relief kind with more of one kind. ok is false when the currencies differ.
func spend(list []ReliefTotal, more ReliefTotal) (sum []ReliefTotal, ok bool) {
	out := slices.Clone(list)
	for i := range out {
		if out[i].Relief == more.Relief {
			out[i].Total, ok = out[i].Total.Plus(more.Total)
			return out, ok
		}
	}
	return append(out, more), true
}

// ordinary is the part of a proposal that counts as compensation: what is counted apart left out.
func (p *Proposal) ordinary() Money {
	m := p.Total
	for _, s := range p.Apart {
		m.Amount -= s.Total.Amount
	}
	return m
}

// mayGive asks whether the actor is of a role that gives what only some roles give: goodwill, special cases (R16), and
// whether the facts hold that a relief asks for.
func (d *decision) mayGive(remedies ...Remedy) error {
	for _, r := range remedies {
		relief := d.rules.reliefs[r.Relief]
		if relief != nil && len(relief.Roles) > 0 && !slices.Contains(relief.Roles, d.actor.Role) {
			return forbidden("relief", relief.Roles...)
		}
		if relief != nil && len(relief.If) > 0 && !(sla.Step{If: relief.If}).Applies(d.facts) {
			return notAllowed("relief " + relief.Code)
		}
	}
	return nil
}

// authority finds out whether the actor alone may propose what p costs, and records the amount that is asked for. It
// returns the approval to open, nil when none is needed.
func (d *decision) authority(p *Proposal) (*Approval, error) {
	amount := p.ordinary()
	sum, ok := amount.Plus(d.c.Paid)
	if !ok {
		return nil, invalid("compensation", "currency of the case")
	}
	if _, ok := d.apart(p.Apart); !ok {
		return nil, invalid("remedies", "currency of the case")
	}
	p.AuthorityAmount, p.OverLimit = sum, d.purse.beyond(d.rules.pb.Limits, amount, d.at)
	asked := d.beyond(amount, sum)
	if asked != nil {
		asked.Proposal = p.ID
	}
	return asked, nil
}

// beyond is the decision that is needed before an amount is paid and the case has cost sum: nil when the actor alone may.
// Money beyond what one complainant may be paid is for roles without a money limit.
func (d *decision) beyond(amount, sum Money) *Approval {
	role := d.rules.roles[d.actor.Role]
	switch {
	case amount.IsZero() || role != nil && role.Unlimited:
		return nil
	case d.purse.beyond(d.rules.pb.Limits, amount, d.at):
		return &Approval{Rule: "limit", Roles: d.rules.unlimited(), Need: d.rules.needed(sum)}
	case mayGrant(role, sum):
		return nil
	}
	return &Approval{Roles: d.rules.deciders(d.actor, sum), Need: d.rules.needed(sum)}
}

// unlimited lists the roles without a money limit, lowest level first. The top of the ladder is one of them.
func (r *rules) unlimited() []string {
	return r.rolesWhere(func(role *playbook.Role) bool { return role.Unlimited })
}

// authorised asks again whether a proposal may be paid: other payments may have come between. What was asked for when it
// was drafted is settled; beyond that the actor's own authority counts.
func (d *decision) authorised(p Proposal) error {
	amount := p.ordinary()
	sum, ok := amount.Plus(d.c.Paid)
	if !ok {
		return invalid("proposal", "currency of the case")
	}
	switch asked := d.beyond(amount, sum); {
	case asked == nil:
		return nil
	case asked.Rule != "" && !p.OverLimit:
		return asked.refusal()
	case sum.Within(p.AuthorityAmount), mayGrant(d.rules.roles[d.actor.Role], sum):
		return nil
	default:
		return (&Approval{Roles: d.rules.deciders(d.actor, sum)}).refusal()
	}
}

// refusal is what a command answers that cannot wait for an approval.
func (a *Approval) refusal() error {
	rule := "authority"
	if a.Rule != "" {
		rule = a.Rule
	}
	return &Error{Code: ErrNeedsApproval, Rule: rule, Who: a.Roles}
}

// pay adds to what the case has cost, to what was given apart, and to what the complainant was paid over all their cases.
// What is counted apart is counted in the case alone.
func (d *decision) pay(amount Money, apart []ReliefTotal) error {
	if amount.IsZero() && len(apart) == 0 {
		return nil
	}
	total, ok := d.c.Paid.Plus(amount)
	all, fits := d.apart(apart)
	if !ok || !fits {
		return invalid("amount", "currency of the case")
	}
	d.emit(PaidEffect{Total: total, Apart: all})
	d.purse.add(payment{Case: d.c.ID, At: d.at, Amount: amount})
	return nil
}

// apart is what the case has cost beside its compensation, with more of it. ok is false when the currencies differ.
func (d *decision) apart(more []ReliefTotal) (all []ReliefTotal, ok bool) {
	all = d.c.Apart
	for _, s := range more {
		if all, ok = spend(all, s); !ok {
			return nil, false
		}
	}
	return all, true
}
