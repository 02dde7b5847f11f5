package complaint

import (
	"context"
	"iter"
	"slices"
	"strings"
)

// DeadLetter is a notice that was given up: its handler said ErrUndeliverable, or failed Config.DeliveryAttempts times. It
// keeps nothing else waiting, and stays until it is replayed or its case is erased.
type DeadLetter struct {
	Notice         // Attempt is how often it was tried
	Problem string // class of the last error
}

// DeadLetters are the notices of the actor's organisation that were given up, in order of id, behind the id named; "" is
// from the start. For roles that reach every unit's cases; what is about a task that is kept from the actor is left out. It
// ends after the first error.
//
// Errors: ErrForbidden with the roles that may.
func (d *Desk) DeadLetters(ctx context.Context, actor Actor, after string) iter.Seq2[DeadLetter, error] {
	return func(yield func(DeadLetter, error) bool) {
		if err := d.operates(actor); err != nil {
			yield(DeadLetter{}, d.maybeWrap("dead-letters", err))
			return
		}
		for {
			rows, err := d.deadRows(ctx, actor, after)
			for i := range rows {
				var letter *DeadLetter
				if letter, err = d.deadLetter(ctx, actor, &rows[i]); err != nil {
					break
				}
				if letter != nil && !yield(*letter, nil) {
					return
				}
			}
			if err != nil {
				yield(DeadLetter{}, d.maybeWrap("dead-letters", err))
				return
			}
			if len(rows) == 0 {
				return
			}
			after = rows[len(rows)-1].ID
		}
	}
}

// operates refuses an actor who does not reach every unit's cases.
func (d *Desk) operates(actor Actor) error {
	if who := d.everywhere(); !slices.Contains(who, actor.Role) {
		return forbidden("reach", who...)
	}
	return nil
}

// deadRows is a page of what was given up in the actor's organisation.
func (d *Desk) deadRows(ctx context.Context, actor Actor, after string) ([]OutboxRow, error) {
	return d.store.Claim(ctx, OutboxQuery{Org: d.org(actor), Now: d.now(), Dead: true, After: after})
}

// deadLetter is a dead row as the actor may see it, nil when they may not.
func (d *Desk) deadLetter(ctx context.Context, actor Actor, row *OutboxRow) (*DeadLetter, error) {
	c, err := d.store.Load(ctx, row.Case)
	if err != nil {
		return nil, err
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return nil, err
	}
	if role := r.roles[actor.Role]; role == nil || !role.AllUnits {
		return nil, nil
	}
	s := r.sight(c, &actor)
	if sees, err := d.seesRow(ctx, &s, row); err != nil || !sees {
		return nil, err
	}
	letter := DeadLetter{Notice: noticeOf(row), Problem: row.Problem}
	letter.Attempt = row.Attempts
	if s.secret != "" {
		letter.To, letter.Ref = maskedText(letter.To, s.secret), maskedText(letter.Ref, s.secret)
	}
	return &letter, nil
}

// seesRow reports whether an actor may know of a notice: what caused it is asked of the ledger, by the ledger's own rules.
func (d *Desk) seesRow(ctx context.Context, s *sight, row *OutboxRow) (bool, error) {
	if len(s.hidden) == 0 {
		return true, nil
	}
	page, err := d.store.Entries(ctx, caseStream(row.Case), row.Seq-1, 1)
	if err != nil || len(page) == 0 {
		return false, err
	}
	e, err := d.entry(&page[0], false)
	if err != nil {
		return false, err
	}
	return !s.concerns(e) && !s.refers(row.Ref), nil
}

// Replay puts dead letters back: they are tried at once and from the start, before the younger notices of their case that
// still wait. It returns how many it put back. An id that names no dead letter of the actor's organisation, or one that is
// kept from them, is left alone and no error, so two people may replay the same list.
//
// Errors: ErrForbidden with the roles that may, ErrClosed.
func (d *Desk) Replay(ctx context.Context, actor Actor, ids ...string) (replayed int, err error) {
	defer recovered(&err)
	if err := d.operates(actor); err != nil {
		return 0, d.maybeWrap("replay", err)
	}
	if err := d.gate.enter(); err != nil {
		return 0, d.maybeWrap("replay", err)
	}
	defer d.gate.leave()
	var back []OutboxResult
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		found, err := d.isDead(ctx, actor, id)
		if err != nil {
			return 0, d.maybeWrap("replay", err)
		}
		if found {
			back = append(back, OutboxResult{ID: id, Revive: true, Retry: d.now()})
		}
	}
	if len(back) == 0 {
		return 0, nil
	}
	return len(back), d.maybeWrap("replay", d.store.Settle(ctx, back))
}

// isDead looks an id up among the dead letters that the actor may see. The ids of an entry's notices begin alike, and so
// lie beside each other.
func (d *Desk) isDead(ctx context.Context, actor Actor, id string) (bool, error) {
	entry := id[:strings.LastIndexByte(id, '/')+1]
	if entry == "" {
		return false, nil
	}
	for after := entry; ; {
		rows, err := d.deadRows(ctx, actor, after)
		if err != nil {
			return false, err
		}
		for i := range rows {
			if rows[i].ID == id {
				letter, err := d.deadLetter(ctx, actor, &rows[i])
				return letter != nil, err
			}
		}
		if len(rows) == 0 || !strings.HasPrefix(rows[len(rows)-1].ID, entry) {
			return false, nil
		}
		after = rows[len(rows)-1].ID
	}
}
