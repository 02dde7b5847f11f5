package complaint

import (
	"cmp"
	"fmt"
	"slices"
)

// mayOffer asks whether it is a proposal's turn: enough of them are prepared before the first offer (R03), the best one
// that is ready comes first, and the rounds are not used up.
func (d *decision) mayOffer(p *Proposal) error {
	policy := d.rules.pb.Offers
	switch {
	case d.rules.roundsOver(d.c):
		return notAllowed("rounds", "final-decision")
	case d.c.Rounds == 0 && d.c.prepared() < policy.Proposals:
		return notAllowed("proposals", "propose")
	}
	return cmp.Or(d.inTurn(p), d.inTime(p))
}

// roundsOver reports whether a case has had every round of offers that its playbook allows.
func (r *rules) roundsOver(c *Case) bool {
	return r.pb.Offers.Rounds > 0 && c.Rounds >= r.pb.Offers.Rounds
}

// prepared is how many proposals of ours may be offered or have been.
func (c *Case) prepared() int {
	n := 0
	for _, p := range c.Proposals {
		if p.Status == ProposalReady || p.Status == ProposalOffered || p.Status == ProposalRejected {
			n++
		}
	}
	return n
}

// inTurn asks, where the playbook wants offers in order, that no other offer waits for its answer and that none of a
// lower number is ready. Once all were rejected any of them may come again.
func (d *decision) inTurn(p *Proposal) error {
	if !d.rules.pb.Offers.InOrder {
		return nil
	}
	is := func(s ProposalState) func(Proposal) bool { return func(o Proposal) bool { return o.Status == s } }
	if slices.ContainsFunc(d.c.Proposals, is(ProposalOffered)) {
		return notAllowed("order", "reply", "final-decision")
	}
	i := slices.IndexFunc(d.c.Proposals, is(ProposalReady))
	if i < 0 || d.c.Proposals[i].ID == p.ID {
		return nil
	}
	return &Error{
		Code: ErrNotAllowed, Rule: "order", Allowed: []string{"offer"},
		Fields: []FieldError{{"proposal", fmt.Sprintf("%d first", d.c.Proposals[i].ID)}},
	}
}

// inTime asks that what a proposal promises can still be done when it was told.
func (d *decision) inTime(p *Proposal) error {
	for _, r := range p.Remedies {
		if !r.Due.IsZero() && !r.Due.After(d.now) {
			return notAllowed("by", "propose")
		}
	}
	return nil
}

// promiseRemedies makes a promise of every remedy that has a time (承诺): it is watched like any other.
func (d *decision) promiseRemedies(p *Proposal) error {
	for _, r := range p.Remedies {
		if r.Due.IsZero() || d.c.Anonymous { // there is nobody to promise anything to
			continue
		}
		if err := room(len(d.c.Promises), maxParts, "promises"); err != nil {
			return err
		}
		if err := d.promised(Promise{ID: len(d.c.Promises) + 1, What: r.Relief, Due: r.Due, Proposal: p.ID}); err != nil {
			return err
		}
	}
	return nil
}

// keepRemedies keeps the promises that a proposal's remedies made, and those that took their place.
func (d *decision) keepRemedies(proposal int) error {
	for _, p := range d.c.Promises {
		if p.Proposal != proposal {
			continue
		}
		last := &p
		for next := last; next != nil && last.ReplacedBy != 0; {
			if next = find(d.c.Promises, last.ReplacedBy); next != nil {
				last = next
			}
		}
		if !last.Kept.IsZero() {
			continue
		}
		if err := d.keepPromise(last.ID); err != nil {
			return err
		}
	}
	return nil
}
