package complaint

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// verifyListed holds what a store keeps beside a case against the case: the columns and indexes that lists are filtered
// by, and the wake that time is recorded from. It reports whether the case was written to meanwhile; then nothing of
// this counts.
func (d *Desk) verifyListed(ctx context.Context, c *Case, v *Verified) (moved bool, err error) {
	faults, err := d.unlisted(ctx, c)
	if err != nil || len(faults) == 0 {
		return false, err
	}
	again, err := d.store.Load(ctx, c.ID)
	if err != nil {
		return false, err
	}
	if again.Version != c.Version {
		return true, nil
	}
	v.Faults = append(v.Faults, faults...)
	return false, nil
}

// unlisted finds what lists do not have as the case does. One question is enough as long as the answer is right.
func (d *Desk) unlisted(ctx context.Context, c *Case) (faults []error, err error) {
	ask := func(by string, q Query, shown bool) {
		if err != nil {
			return
		}
		var found bool
		if found, err = d.lists(ctx, c.ID, q); found != shown {
			faults = append(faults, fmt.Errorf("case %s: lists do not have its %s as it is", c.ID, by))
		}
	}
	own := Filter{Number: c.Number} // the quickest way to one case
	all := Filter{
		Org: c.Org, Number: c.Number, Playbook: c.Playbook.ID, Unit: c.Unit, Owner: c.Owner, States: []State{c.State},
		Severities: []Severity{c.Severity}, ReceivedFrom: c.Received, ReceivedTo: c.Received.Add(time.Microsecond),
	}
	near := func(narrow func(*Query)) Query {
		q := Query{Filter: own}
		narrow(&q)
		return q
	}
	ask("columns", Query{Filter: all}, true)
	if together := faults; len(together) > 0 {
		faults = nil
		ask("number", Query{Filter: own}, true)
		ask("organisation", near(func(q *Query) { q.Org = all.Org }), true)
		ask("playbook", near(func(q *Query) { q.Playbook = all.Playbook }), true)
		ask("unit", near(func(q *Query) { q.Unit = all.Unit }), true)
		ask("owner", near(func(q *Query) { q.Owner = all.Owner }), true)
		ask("state", near(func(q *Query) { q.States = all.States }), true)
		ask("severity", near(func(q *Query) { q.Severities = all.Severities }), true)
		ask("receipt", near(func(q *Query) { q.ReceivedFrom, q.ReceivedTo = all.ReceivedFrom, all.ReceivedTo }), true)
		if len(faults) == 0 {
			faults = together
		}
	}
	for _, tag := range c.Tags {
		ask("tag "+tag, near(func(q *Query) { q.Tag = tag }), true)
	}
	ask("end", near(func(q *Query) { q.Open = true }), !c.State.Ended())

	// A case that is set aside wakes too, later.
	awake := func(after Cursor) Query {
		return near(func(q *Query) {
			q.Order, q.After, q.WakeUntil = ByWake, after, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
		})
	}
	if c.Wake.IsZero() {
		ask("wake", awake(Cursor{}), false)
		return faults, err
	}
	ask("wake", awake(Cursor{c.Wake.Add(-time.Microsecond), c.ID}), true)
	ask("wake", awake(Cursor{c.Wake, c.ID}), false)
	return faults, err
}

// lists asks a store a question and reports whether a case is among the answers.
func (d *Desk) lists(ctx context.Context, id CaseID, q Query) (bool, error) {
	for {
		page, err := d.store.Query(ctx, q)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(page.Cases, func(c *Case) bool { return c.ID == id }) {
			return true, nil
		}
		if page.Next == (Cursor{}) {
			return false, nil
		}
		q.After = page.Next
	}
}
