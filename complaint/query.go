package complaint

import (
	"context"
	"errors"
	"iter"

	"github.com/redress-go/redress/complaint/playbook"
)

// Case returns one case as it stands, with the steps that are due but not yet recorded left out (Sweep records them).
//
// Errors: ErrNotFound, also for a case of another organisation.
func (d *Desk) Case(ctx context.Context, actor Actor, id CaseID) (*Case, error) {
	c, _, err := d.open(ctx, actor, id)
	return c, err
}

// open loads a case as the actor may see it, with its rules.
func (d *Desk) open(ctx context.Context, actor Actor, id CaseID) (*Case, *rules, error) {
	s, err := d.look(ctx, actor, id)
	if err != nil {
		return nil, nil, err
	}
	return s.view(), s.rules, nil
}

// look loads a case that the actor may look at, with what they see of it.
func (d *Desk) look(ctx context.Context, actor Actor, id CaseID) (*sight, error) {
	req := &Request{Case: id}
	c, err := d.store.Load(ctx, id)
	if err != nil {
		return nil, d.wrap("read", req, err)
	}
	if c.Org != d.org(actor) {
		return nil, d.wrap("read", req, ErrNotFound)
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return nil, d.wrap("read", req, err)
	}
	role := r.roles[actor.Role]
	switch {
	case role == nil:
		return nil, d.wrap("read", req, invalid("actor.role", "unknown role"))
	case !role.AllUnits && !c.reaches(&actor):
		return nil, d.wrap("read", req, forbidden("reach", r.rolesOfAllUnits()...))
	}
	s := r.sight(c, &actor)
	return &s, nil
}

// Playbook returns a copy of the playbook a case is pinned to: for labels, lists of codes, definitions.
func (d *Desk) Playbook(ctx context.Context, actor Actor, id CaseID) (*playbook.Playbook, error) {
	_, r, err := d.open(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	pb, err := r.copy()
	return pb, d.maybeWrap("playbook", err)
}

// copy is the playbook as a value of the caller's own.
func (r *rules) copy() (*playbook.Playbook, error) {
	data, err := r.pb.Encode()
	if err != nil {
		return nil, err
	}
	return playbook.Decode(data)
}

// Cases returns one page of cases of the actor's organisation. Pages are by key, so cases that come and go meanwhile
// neither hide others nor repeat them. Cases out of the actor's reach are left out, so a page may be short: the last
// page is the one without Next.
func (d *Desk) Cases(ctx context.Context, actor Actor, q Query) (Page, error) {
	if !d.knowsRole(actor.Role) {
		return Page{}, d.wrap("query", &Request{}, invalid("actor.role", "unknown role"))
	}
	q.Org = d.org(actor)
	page, err := d.store.Query(ctx, q)
	if err != nil {
		return Page{}, d.maybeWrap("query", err)
	}
	within := make([]*Case, 0, len(page.Cases))
	for _, c := range page.Cases {
		r, err := d.rulesOf(ctx, c.Playbook)
		if err != nil {
			return Page{}, d.maybeWrap("query", err)
		}
		if role := r.roles[actor.Role]; role != nil && (role.AllUnits || c.reaches(&actor)) {
			s := r.sight(c, &actor)
			within = append(within, s.view())
		}
	}
	return Page{Cases: within, Next: page.Next}, nil
}

// knowsRole reports whether a role is one of any playbook this desk runs.
func (d *Desk) knowsRole(role string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, r := range d.rules {
		if r.roles[role] != nil {
			return true
		}
	}
	return false
}

// All iterates over the cases of a filter within the actor's reach, page by page, in order of id. It ends after the first error.
func (d *Desk) All(ctx context.Context, actor Actor, f Filter) iter.Seq2[*Case, error] {
	return func(yield func(*Case, error) bool) {
		q := Query{Filter: f}
		for {
			page, err := d.Cases(ctx, actor, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, c := range page.Cases {
				if !yield(c, nil) {
					return
				}
			}
			if page.Next == (Cursor{}) {
				return
			}
			q.After = page.Next
		}
	}
}

// Ledger iterates over the entries of a case in order. Commands come without their personal part; see LedgerWithDetails.
// What the actor may not know of is left out, and an entry that is about nothing else says so (Entry.Withheld): the side
// of a case that its handlers do not see, and who complains where that is confidential.
func (d *Desk) Ledger(ctx context.Context, actor Actor, id CaseID) iter.Seq2[*Entry, error] {
	return d.ledger(ctx, actor, id, false)
}

// LedgerWithDetails is Ledger with the boxes opened, for a role that may see personal data. The look is recorded in the
// case's stream of reads before the first entry is returned.
func (d *Desk) LedgerWithDetails(ctx context.Context, actor Actor, id CaseID) iter.Seq2[*Entry, error] {
	return d.ledger(ctx, actor, id, true)
}

func (d *Desk) ledger(ctx context.Context, actor Actor, id CaseID, details bool) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		s, err := d.look(ctx, actor, id)
		switch {
		case err != nil:
		case details:
			err = d.logRead(ctx, s.rules, actor, s.c, "ledger")
		default:
			err = d.maybeWrap("ledger", s.mayRead())
		}
		if err != nil {
			yield(nil, err)
			return
		}
		stop := false
		err = d.eachRecord(ctx, caseStream(id), func(rec *Record) error {
			e, err := d.entry(rec, details)
			if err != nil {
				return err
			}
			if !stop && !yield(s.entry(e), nil) {
				stop = true
			}
			if stop {
				return errStop
			}
			return nil
		})
		if err != nil && !stop {
			yield(nil, d.maybeWrap("ledger", err))
		}
	}
}

// entry reads a record, with its box opened when details are wanted and it has one.
func (d *Desk) entry(rec *Record, details bool) (*Entry, error) {
	if !details || rec.Box == nil {
		return decodeEntry(rec, nil)
	}
	plain, err := d.unseal(rec.Box)
	switch {
	case errors.Is(err, ErrKeyDestroyed):
		e, err := decodeEntry(rec, nil)
		if err == nil {
			e.Unreadable = true
		}
		return e, err
	case err != nil:
		return nil, err
	}
	return decodeEntry(rec, plain)
}
