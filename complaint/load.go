package complaint

import (
	"context"
	"errors"
	"time"
)

// loadLine loads a case of the request's organisation.
func (d *Desk) loadLine(ctx context.Context, w *work, t *attempt, id CaseID) (*line, error) {
	c, err := d.last.get(id), error(nil)
	if c != nil && !w.reread {
		w.recent = append(w.recent, id)
	} else {
		c, err = d.store.Load(ctx, id)
	}
	switch {
	case errors.Is(err, ErrNotFound), err == nil && c.Org != w.org:
		return nil, &Error{Code: ErrNotFound, Case: id}
	case err != nil:
		return nil, err
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return nil, err
	}
	l := &line{was: c.Version, cur: c, rules: r}
	t.all[id] = l
	return l, nil
}

// dateBack sets the effective time of a command: not in the future, not before the complaint was received, within the
// playbook's limit.
func (l *line) dateBack(at time.Time, dec *decision) error {
	dec.now = maxTime(dec.now, l.cur.Updated)
	dec.at = dec.now
	switch {
	case at.IsZero():
		return nil
	case at.After(dec.now):
		return invalid("at", "must not lie in the future")
	case at.Before(l.cur.Received):
		return invalid("at", "not before the complaint was received")
	case l.rules.tooLate(at, dec.now):
		return invalid("at", "must lie within the back-dating limit")
	}
	dec.at = at
	return nil
}

func maxTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// loadOthers loads the cases a command names, and catches them up.
func (d *Desk) loadOthers(ctx context.Context, w *work, t *attempt, dec *decision) error {
	ids := w.past
	if n, ok := w.Command.(namer); ok {
		ids = n.others(dec.c)
	}
	if dec.mayEnd(w.spec) {
		var err error
		if dec.family, err = d.members(ctx, dec.c); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if id == dec.c.ID || id == "" {
			return invalid("case", "another case")
		}
		l, err := d.loadLine(ctx, w, t, id)
		if err != nil {
			return err
		}
		if len(w.past) == 0 { // a complaint that came again is linked by the desk, not by whoever takes it in
			if err := l.rules.permit(w.grant, w.Actor, l.cur); err != nil {
				return err
			}
		}
		dec.now = maxTime(dec.now, l.cur.Updated)
		if err := d.catchUp(ctx, t, l, dec); err != nil {
			return err
		}
		dec.others[id] = newDraft(l.rules, l.cur)
	}
	if err := d.loadAbove(ctx, w, t, dec); err != nil {
		return err
	}
	if err := d.loadLineage(ctx, w, t, dec); err != nil {
		return err
	}
	if w.At.IsZero() {
		dec.at = dec.now
	}
	return nil
}
