package complaint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Health is how one desk is doing, for a monitor that asks every few seconds; Stats counts cases and is slow. What is
// about the store (Now, Due, Lag, DeadLetters) is the same on every node of it, the rest is this desk's own since it was
// opened. It holds no personal data.
type Health struct {
	Now     time.Time // the desk's clock
	Running bool      // Run is under way on this desk

	Swept        time.Time // when a sweep last got through without an error; zero when none has
	Problem      string    // class of the last sweep's error, without its text; "" when it got through
	ProblemSince time.Time // the first of the sweeps in a row that failed; zero when the last one got through

	Due         time.Time     // the earliest step of time that nobody has recorded yet; zero when nothing is armed. Cases set aside are left out
	Lag         time.Duration // how long Due is past; 0 when it is to come. Grows when no node sweeps
	DeadLetters bool          // at least one notice lies there given up, see Desk.DeadLetters

	Steps     int64     // steps of time recorded by Sweep
	Conflicts int64     // lost races, decided again
	Parked    int64     // times a case was set aside
	Late      Durations // how late the last steps were recorded, counted from when they could have been

	Delivered time.Time // when Deliver last got through without an error; zero when it has not
	Sent      int64     // notices accepted
	Failed    int64     // notices to be tried again
	Dead      int64     // notices given up
	Overran   int64     // deliveries that took longer than Config.DeliveryLease: the notice may have been delivered twice
	Waited    Durations // how long the last notices that were accepted had waited since they might leave
}

// Durations sums up the last 1 024 of something that takes time.
type Durations struct {
	Count         int // how many, at most 1 024; the rest is 0 when it is
	P50, P99, Max time.Duration
}

// Health says how the desk is doing. It asks the store two things, whatever the number of cases, and answers also when the
// store does not: then with its error and everything that the desk knows by itself.
//
// How many notices wait cannot be asked of a store without leasing them; Waited says how long they do.
func (d *Desk) Health(ctx context.Context) (h Health, err error) {
	defer recovered(&err)
	h = d.pulse.health()
	h.Now, h.Running = d.now(), d.running.Load()
	h.Steps, h.Conflicts, h.Parked = d.stats.ticks.Load(), d.stats.conflicts.Load(), d.stats.parked.Load()
	h.Sent, h.Failed, h.Dead = d.stats.delivered.Load(), d.stats.failed.Load(), d.stats.dead.Load()
	h.Overran = d.stats.overran.Load()
	if h.Due, err = d.earliest(ctx); err != nil {
		return h, d.maybeWrap("health", err)
	}
	if !h.Due.IsZero() {
		h.Lag = max(0, h.Now.Sub(h.Due))
	}
	dead, err := d.store.Claim(ctx, OutboxQuery{Now: h.Now, Dead: true, Limit: 1})
	h.DeadLetters = len(dead) > 0
	return h, d.maybeWrap("health", err)
}

// pulse is what a desk remembers of its sweeps and deliveries. Safe for concurrent use.
type pulse struct {
	mu           sync.Mutex
	ok           time.Time
	problem      string
	problemSince time.Time
	delivered    time.Time
	late, waited window
}

// swept remembers how a sweep went.
func (p *pulse) swept(now time.Time, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		p.ok, p.problem, p.problemSince = now, "", time.Time{}
		return
	}
	if p.problem = errorClass(err); p.problemSince.IsZero() {
		p.problemSince = now
	}
}

// recorded remembers how late steps of time were recorded.
func (p *pulse) recorded(now time.Time, ripe []time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range ripe {
		p.late.add(now.Sub(t))
	}
}

// sent remembers how long a notice had waited.
func (p *pulse) sent(waited time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waited.add(waited)
}

// emptied remembers a delivery that got through.
func (p *pulse) emptied(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delivered = now
}

func (p *pulse) health() Health {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Health{
		Swept: p.ok, Problem: p.problem, ProblemSince: p.problemSince, Delivered: p.delivered,
		Late: p.late.sum(), Waited: p.waited.sum(),
	}
}

// windowSize is how many durations a window holds.
const windowSize = 1024

// window holds the last durations, the oldest overwritten first.
type window struct {
	all  []time.Duration
	next int
}

func (w *window) add(d time.Duration) {
	if len(w.all) < windowSize {
		w.all = append(w.all, d)
		return
	}
	w.all[w.next] = d
	w.next = (w.next + 1) % windowSize
}

func (w *window) sum() Durations {
	n := len(w.all)
	if n == 0 {
		return Durations{}
	}
	sorted := slices.Sorted(slices.Values(w.all))
	return Durations{Count: n, P50: sorted[(n-1)/2], P99: sorted[(n-1)*99/100], Max: sorted[n-1]}
}

// errorClass names an error without its text, which may hold data: the rule if it has one, and the type of its cause.
func errorClass(err error) string {
	var e *Error
	rule := ""
	if errors.As(err, &e) {
		if rule = e.Rule; e.Err == nil {
			return cmp.Or(rule, e.Code.Error())
		}
		err = e.Err
	}
	class := fmt.Sprintf("%T", cause(err))
	if rule == "" {
		return class
	}
	return rule + ": " + class
}

// cause is the innermost error; of several, the first one's.
func cause(err error) error {
	for {
		var next error
		switch e := err.(type) { //nolint:errorlint // it takes the wrapping apart, one layer at a time
		case interface{ Unwrap() error }:
			next = e.Unwrap()
		case interface{ Unwrap() []error }:
			if all := e.Unwrap(); len(all) > 0 {
				next = all[0]
			}
		}
		if next == nil {
			return err
		}
		err = next
	}
}
