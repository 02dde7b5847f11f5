package complaint_test

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// oracle says what may be paid, from the data of a playbook alone: it knows nothing of how the engine decides.
type oracle struct {
	require.TestingT
	pb    *playbook.Playbook
	spent []spending // of the one complainant, over all cases
	moved int        // payments it has seen
}

type spending struct {
	at    time.Time
	cents int64
}

// account is what the oracle remembers of one case.
type account struct {
	paid      int64
	apart     map[string]int64
	proposals []*drafted
	votes     map[int]*voting
}

// drafted is a proposal as its author gave it.
type drafted struct {
	by       complaint.Actor
	remedies []complaint.Remedy
	cents    int64 // what counts as compensation
	sum      int64 // with what the case had cost
	over     bool  // beyond the complainant's limits when it was drafted
	approval int
}

// voting is who has decided an approval, and who was asked to.
type voting struct {
	handed []handing
	used   []string // people whose decision has been given, by themselves or for them
	roles  []string // in whose authority each approved
}

type handing struct {
	from complaint.Actor
	to   string
}

func (o *oracle) role(code string) playbook.Role {
	return o.pb.Roles[slices.IndexFunc(o.pb.Roles, func(r playbook.Role) bool { return r.Code == code })]
}

func (o *oracle) relief(code string) playbook.Relief {
	return o.pb.Reliefs[slices.IndexFunc(o.pb.Reliefs, func(r playbook.Relief) bool { return r.Code == code })]
}

// may reports whether a role alone may let a case cost a sum; over says that the complainant's limit is passed.
func (o *oracle) may(role string, sum int64, over bool) bool {
	r := o.role(role)
	return r.Unlimited || !over && sum <= r.Limit.Amount
}

// over reports whether more passes one of the complainant's limits.
func (o *oracle) over(cents int64, at time.Time) bool {
	return cents > 0 && slices.ContainsFunc(o.pb.Limits, func(l playbook.Limit) bool {
		sum := cents
		for _, s := range o.spent {
			if s.at.After(at.Add(-time.Duration(l.Window))) {
				sum += s.cents
			}
		}
		return sum > l.Amount.Amount
	})
}

// price splits remedies into what counts as compensation and what is counted apart, and asks that the actor may give them.
func (o *oracle) price(by complaint.Actor, remedies []complaint.Remedy) (cents int64, apart map[string]int64) {
	apart = map[string]int64{}
	for _, r := range remedies {
		relief := o.relief(r.Relief)
		require.True(o, len(relief.Roles) == 0 || slices.Contains(relief.Roles, by.Role), "%s gave %s", by.Role, r.Relief)
		if relief.OutsideLimit {
			apart[r.Relief] += r.Money.Amount
		} else {
			cents += r.Money.Amount
		}
	}
	return cents, apart
}

// need is how many must approve a sum.
func (o *oracle) need(sum int64) int {
	n := max(o.pb.Approval.Need, 1)
	for _, band := range o.pb.Approval.Above {
		if sum >= band.Amount.Amount {
			n = band.Need
		}
	}
	return n
}

// vote counts an approval that the engine has taken.
func (o *oracle) vote(a *account, by complaint.Actor, id int) {
	v := a.votes[id]
	p := a.proposals[slices.IndexFunc(a.proposals, func(p *drafted) bool { return p.approval == id })]
	require.NotEqual(o, p.by.ID, by.ID, "the author approved")
	require.NotContains(o, v.used, by.ID, "approved twice")
	role, used := by.Role, []string{by.ID}
	if !o.may(by.Role, p.sum, p.over) {
		i := slices.IndexFunc(v.handed, func(h handing) bool { return h.to == by.ID && !slices.Contains(v.used, h.from.ID) })
		require.GreaterOrEqual(o, i, 0, "%s had no authority of their own and nobody had asked them", by.ID)
		role, used = v.handed[i].from.Role, append(used, v.handed[i].from.ID)
	}
	v.used, v.roles = append(v.used, used...), append(v.roles, role)
}

// settled reports whether a proposal was in its author's authority or has been approved by as many as it needs.
func (o *oracle) settled(a *account, p *drafted) bool {
	if p.approval == 0 {
		return o.may(p.by.Role, p.sum, p.over)
	}
	roles := a.votes[p.approval].roles
	ok := len(roles) >= o.need(p.sum)
	for _, r := range roles {
		ok = ok && o.may(r, p.sum, p.over)
	}
	return ok
}

// allows asks that an actor may let a proposal be paid as things stand.
func (o *oracle) allows(a *account, by complaint.Actor, p *drafted, at time.Time) {
	if p.cents == 0 {
		return
	}
	sum, settled := a.paid+p.cents, o.settled(a, p)
	require.True(o, settled && sum <= p.sum || o.may(by.Role, sum, false), "%s: %d beyond every authority", by.Role, sum)
	require.True(o, !o.over(p.cents, at) || o.role(by.Role).Unlimited || settled && p.over, "%d beyond the complainant's limit", p.cents)
}

// pay counts a payment.
func (o *oracle) pay(a *account, cents int64, apart map[string]int64, at time.Time) {
	a.paid += cents
	for kind, n := range apart {
		a.apart[kind] += n
	}
	if cents > 0 {
		o.spent = append(o.spent, spending{at, cents})
	}
	o.moved++
}
