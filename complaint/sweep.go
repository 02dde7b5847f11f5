package complaint

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// counters are what Stats reports of this desk since it was opened.
type counters struct {
	conflicts, ticks, parked, delivered, failed, dead, overran atomic.Int64
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
// tried again later. When the context ends or the desk is closed, the case in hand is finished within a few seconds, and no
// other is begun.
func (d *Desk) Sweep(ctx context.Context) (s Swept, err error) {
	defer recovered(&err)
	if err := d.gate.enter(); err != nil {
		return s, d.wrap("sweep", &Request{}, err)
	}
	defer d.gate.leave()
	s, err = d.sweep(ctx)
	if ctx.Err() == nil && !errors.Is(err, ErrClosed) {
		d.pulse.swept(d.now(), err)
	}
	return s, err
}

func (d *Desk) sweep(ctx context.Context) (s Swept, err error) {
	defer recovered(&err)
	if err := errors.Join(d.compareClocks(ctx), d.followCalendars(ctx)); err != nil {
		return s, d.wrap("sweep", &Request{}, err)
	}
	now := d.now()
	for {
		page, err := d.store.Query(ctx, Query{Filter: Filter{WakeUntil: now}, Order: ByWake, Limit: d.cfg.SweepPage})
		if err != nil {
			return s, d.wrap("sweep", &Request{}, err)
		}
		before := s
		if err := d.sweepPage(ctx, page.Cases, &s); err != nil {
			return s, err
		}
		fruitful := s != before // else nothing is ripe any more: somebody was faster, or the clock has gone back
		if fruitful && len(page.Cases) == d.cfg.SweepPage {
			continue
		}
		if s.Next, err = d.earliest(ctx); err != nil {
			return s, d.wrap("sweep", &Request{}, err)
		}
		if !fruitful || s.Next.IsZero() || s.Next.After(now) {
			return s, nil
		}
		s.Next = time.Time{}
	}
}

// sweepPage records what some cases owe.
func (d *Desk) sweepPage(ctx context.Context, cases []*Case, s *Swept) error {
	for _, c := range cases {
		if err := d.halted(ctx); err != nil {
			return d.wrap("sweep", &Request{}, err)
		}
		if err := d.sweepCase(ctx, c, s); err != nil {
			return d.wrap("sweep", &Request{Case: c.ID}, err)
		}
	}
	return nil
}

// earliest is the earliest wake of any case that is not set aside; zero when there is none.
func (d *Desk) earliest(ctx context.Context) (time.Time, error) {
	next, err := d.store.Query(ctx, Query{Order: ByWake, Limit: 1})
	if err != nil || len(next.Cases) == 0 {
		return time.Time{}, err
	}
	return next.Cases[0].Wake, nil
}

// sweepCase records what one case owes, or sets it aside: for long when it is at fault itself. When the store failed it may
// be the store or what is written; where the case can be set aside the store works, and the others must not wait for it.
func (d *Desk) sweepCase(ctx context.Context, c *Case, s *Swept) error {
	hand, done := finishing(ctx)
	defer done()
	steps, err := d.tick(hand, c)
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
	case isOurs(err):
		if err := d.park(hand, c.ID, d.cfg.RetryAfter); err != nil {
			return err
		}
	default:
		if d.park(hand, c.ID, min(time.Second/4, d.cfg.RetryAfter)) != nil {
			return err
		}
	}
	s.Parked++
	d.stats.parked.Add(1)
	d.log.Error().Str("case", string(c.ID)).Str("number", c.Number).Str("state", string(c.State)).
		Int64("version", c.Version).Str("rule", ruleIn(err)).Msg("tick failed: case set aside")
	return nil
}

// isOurs reports whether an error is about the case, not about the store.
func isOurs(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Rule != "outcome"
}

// ruleIn is the rule of an error of ours, else its class: the text of a store's error may hold data.
func ruleIn(err error) string {
	if isOurs(err) {
		return ruleOf(err)
	}
	return errorClass(err)
}

// park sets a case aside, twice as long each time it fails in a row, at most for an hour. Run comes back when it is over.
func (d *Desk) park(ctx context.Context, id CaseID, first time.Duration) error {
	d.mu.Lock()
	if d.parks == nil {
		d.parks = map[CaseID]int{}
	}
	tries := d.parks[id] + 1
	d.mu.Unlock()
	until := d.now().Add(doubled(first, tries-1))
	if err := d.store.Commit(ctx, &Changeset{Parks: []Park{{Case: id, Until: until, Tries: tries}}}); err != nil {
		return err
	}
	d.mu.Lock()
	d.parks[id] = tries
	d.mu.Unlock()
	d.armed(until)
	return nil
}

// doubled is a wait that has been doubled so many times, at most an hour.
func doubled(wait time.Duration, times int) time.Duration {
	for ; times > 0 && wait < time.Hour; times-- {
		wait *= 2
	}
	return min(wait, time.Hour)
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
	if !ok && l.cur.Wake.IsZero() {
		return nil // somebody else was here first, and ended what was armed
	}
	if ok && next.Wake().Equal(l.cur.Wake) || l.cur.Wake.After(d.now()) {
		return nil
	}
	return &Error{Code: ErrInternal, Rule: "wake", Case: l.cur.ID}
}
