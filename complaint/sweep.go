package complaint

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// counters are what Stats reports of this desk since it was opened.
type counters struct {
	conflicts, ticks, parked, delivered, failed, dead atomic.Int64
}

// Swept is the result of a sweep.
type Swept struct {
	Cases  int       // cases that had something due
	Steps  int       // steps of time recorded
	Parked int       // cases set aside because their tick failed
	Next   time.Time // the earliest wake of any case after the sweep; zero when nothing is armed
}

// Sweep records every step of time that is due: warnings, breaches, the ladder, promises, follow-ups, auto-close. It
// pages through the cases whose wake has come, so its cost follows the number due, and goes on until nothing is. Call it
// from cron, a ticker or a test; the ledger does not depend on how often. A case whose tick fails is set aside alone and
// tried again later.
func (d *Desk) Sweep(ctx context.Context) (s Swept, err error) {
	defer recovered(&err)
	if d.closed.Load() {
		return s, d.wrap("sweep", &Request{}, ErrClosed)
	}
	if err := errors.Join(d.compareClocks(ctx), d.followCalendars(ctx)); err != nil {
		return s, d.wrap("sweep", &Request{}, err)
	}
	now := d.now()
	for {
		page, err := d.store.Query(ctx, Query{Filter: Filter{WakeUntil: now}, Order: ByWake, Limit: d.cfg.SweepPage})
		if err != nil {
			return s, d.wrap("sweep", &Request{}, err)
		}
		if len(page.Cases) == 0 {
			break
		}
		before := s
		for _, c := range page.Cases {
			if err := d.sweepCase(ctx, c, &s); err != nil {
				return s, d.wrap("sweep", &Request{Case: c.ID}, err)
			}
		}
		if s == before {
			break // nothing is ripe any more: the clock has gone back
		}
	}
	next, err := d.store.Query(ctx, Query{Order: ByWake, Limit: 1})
	if err != nil {
		return s, d.wrap("sweep", &Request{}, err)
	}
	if len(next.Cases) == 1 {
		s.Next = next.Cases[0].Wake
	}
	return s, nil
}

// sweepCase records what one case owes, or sets it aside.
func (d *Desk) sweepCase(ctx context.Context, c *Case, s *Swept) error {
	steps, err := d.tick(ctx, c)
	switch {
	case err == nil && steps == 0:
		return nil
	case err == nil:
		s.Cases++
		s.Steps += steps
		d.stats.ticks.Add(int64(steps))
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case !isOurs(err):
		return err // the store's trouble is not the case's
	}
	s.Parked++
	d.stats.parked.Add(1)
	d.log.Error().Str("case", string(c.ID)).Str("number", c.Number).Str("state", string(c.State)).
		Int64("version", c.Version).Str("rule", ruleOf(err)).Msg("tick failed: case set aside")
	return d.park(ctx, c.ID)
}

// isOurs reports whether an error is about the case, not about the store.
func isOurs(err error) bool {
	var e *Error
	return errors.As(err, &e)
}

// park sets a case aside, longer each time it fails in a row.
func (d *Desk) park(ctx context.Context, id CaseID) error {
	d.mu.Lock()
	if d.parks == nil {
		d.parks = map[CaseID]int{}
	}
	d.parks[id]++
	tries := d.parks[id]
	d.mu.Unlock()
	wait := min(d.cfg.RetryAfter<<min(tries-1, 6), time.Hour)
	return d.store.Commit(ctx, &Changeset{Parks: []Park{{Case: id, Until: d.now().Add(wait), Tries: tries}}})
}

// tick writes the steps a case owes, and nothing else.
func (d *Desk) tick(ctx context.Context, c *Case) (steps int, err error) {
	l, err := d.serve(ctx, c, nil)
	if err != nil {
		return 0, err
	}
	if len(l.records) == 0 {
		return 0, d.unstick(l)
	}
	return len(l.records), nil
}

// serve is the road of what the engine does to a case by itself: load, catch up, more if there is more, commit, and again
// when the race was lost.
func (d *Desk) serve(ctx context.Context, c *Case, more func(t *attempt, l *line, by *decision) error) (l *line, err error) {
	defer recovered(&err)
	leave, err := d.queue.enter(ctx, string(c.ID))
	if err != nil {
		return nil, err
	}
	defer leave()
	for try := 0; ; try++ {
		t := &attempt{all: map[CaseID]*line{}}
		if l, err = d.loadLine(ctx, &work{org: c.Org, reread: true}, t, c.ID); err != nil {
			return nil, err
		}
		t.main = l
		by := &decision{
			actor: system(), now: maxTime(d.now(), l.cur.Updated), staff: d.cfg.Staff(), pick: d.cfg.Picker,
			others: map[CaseID]*draft{}, desk: &deskFacts{org: c.Org, adopt: d.opened(ctx)},
		}
		by.at = by.now
		if err := d.catchUp(ctx, t, l, by); err != nil {
			return nil, err
		}
		if more != nil {
			if err := more(t, l, by); err != nil {
				return nil, err
			}
		}
		if len(l.records) == 0 {
			return l, nil
		}
		t.writeCases()
		err := d.commit(ctx, t)
		if err == nil {
			d.remember(t)
			return l, nil
		}
		if !errors.Is(err, ErrConflict) {
			return nil, err
		}
		d.stats.conflicts.Add(1)
		backOff(ctx, try)
	}
}

// unstick guards against a case whose stored wake has come although nothing is due: it would be swept for ever.
func (d *Desk) unstick(l *line) error {
	next, ok := l.rules.policy.Next(l.cur.Clocks)
	if ok && next.Wake().Equal(l.cur.Wake) || l.cur.Wake.After(d.now()) {
		return nil
	}
	return &Error{Code: ErrInternal, Rule: "wake", Case: l.cur.ID}
}
