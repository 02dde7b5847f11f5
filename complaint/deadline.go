package complaint

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/sla"
)

// Deadline is one thing that is owed to somebody outside by a time (对外时限).
type Deadline struct {
	By       DeadlineSource
	Due      time.Time // UTC; in the past when it was missed and is still owed
	Date     sla.Date  // the date people see for it
	Target   string    // the target whose clock runs for it; "" when none does
	Instance string    // of the target: number of the promise, of the appeal
	Law      string    // law and limit: "cn.fin.2020.decide"; "" when no law asks for it
}

// DeadlineSource says who set a deadline.
type DeadlineSource string

// Who sets deadlines. Of two that fall due at one instant the one further up stands first.
const (
	DeadlineLaw         DeadlineSource = "law"         // a law that binds us
	DeadlineAuthority   DeadlineSource = "authority"   // a body outside that wants our answer to an appeal
	DeadlinePromise     DeadlineSource = "promise"     // our promise to this complainant
	DeadlineComplainant DeadlineSource = "complainant" // the complainant's own wish (R12)
	DeadlineService     DeadlineSource = "service"     // our own limit towards customers
)

// Deadlines lists what is owed outside on a case, the earliest first: that one rules. Listed are the running clocks of the
// law, of promises and of our own limits towards customers, the complainant's own deadline until there is an outcome, and
// the time by which a body outside wants our answer. A clock that stands still has no due and is left out; so are limits
// between units, limits that bind somebody else, and clocks that nothing stops, such as one that closes the case.
//
// Errors: as Case.
func (d *Desk) Deadlines(ctx context.Context, actor Actor, id CaseID) ([]Deadline, error) {
	c, r, err := d.open(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return r.deadlines(c), nil
}

// deadlines is what is owed outside on a case, the earliest first.
func (r *rules) deadlines(c *Case) []Deadline {
	var out []Deadline
	for i := range c.Clocks {
		if x, ok := r.owed(c, &c.Clocks[i]); ok {
			out = append(out, x)
		}
	}
	watched := func(by DeadlineSource, instance string) bool {
		return slices.ContainsFunc(out, func(x Deadline) bool { return x.By == by && x.Instance == instance })
	}
	if due := c.Deadline; !due.IsZero() && c.OutcomeAt.IsZero() && !c.State.Ended() && !watched(DeadlineComplainant, "") {
		out = append(out, Deadline{By: DeadlineComplainant, Due: due, Date: r.date(due)})
	}
	for _, a := range c.Appeals {
		if n := strconv.Itoa(a.ID); !a.Due.IsZero() && a.Decided.IsZero() && !watched(DeadlineAuthority, n) {
			out = append(out, Deadline{By: DeadlineAuthority, Due: a.Due, Date: r.date(a.Due), Instance: n})
		}
	}
	slices.SortStableFunc(out, func(a, b Deadline) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.By.rank(), b.By.rank()))
	})
	return out
}

// owed is what a running clock stands for towards somebody outside; false when it has no due or is owed to nobody there.
func (r *rules) owed(c *Case, t *sla.Timer) (Deadline, bool) {
	def, ok := r.policy.Target(t.Target)
	if !ok || !t.Live() || t.Due.IsZero() || def.Owner == sla.OwnerUnit || len(def.Stop) == 0 {
		return Deadline{}, false
	}
	x := Deadline{By: DeadlineService, Due: t.Due, Date: t.DueDate, Target: t.Target, Instance: t.Instance}
	switch {
	case t.Target == "promise":
		x.By = DeadlinePromise
	case def.DueFrom == "deadline" && t.Fixed.Equal(c.Deadline):
		x.By = DeadlineComplainant
	case def.DueFrom == "due" && def.Per == "appeal":
		x.By = DeadlineAuthority
	case def.Owner == sla.OwnerStatutory:
		x.By = DeadlineLaw
	}
	for i := range r.pb.Laws {
		for j := range r.pb.Laws[i].Limits {
			if limit := &r.pb.Laws[i].Limits[j]; limit.Watches == t.Target {
				x.Law = r.pb.Laws[i].ID + "." + limit.ID
				return x, r.pb.Owes(limit)
			}
		}
	}
	return x, true
}

// date is the date people see for a due: what ends at midnight belongs to the day that it ends.
func (r *rules) date(due time.Time) sla.Date {
	y, m, d := due.Add(-1).In(r.zone()).Date()
	return sla.Date{Year: y, Month: m, Day: d}
}

func (s DeadlineSource) rank() int {
	return slices.Index([]DeadlineSource{DeadlineLaw, DeadlineAuthority, DeadlinePromise, DeadlineComplainant, DeadlineService}, s)
}
