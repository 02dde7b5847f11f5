package complaint

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"
)

// WaitUntiler is a Clock that can also wait: it returns when the instant has come or the context is done. Run uses it
// instead of the machine's timer.
type WaitUntiler interface {
	WaitUntil(ctx context.Context, t time.Time) error
}

// Run is Sweep in a loop until the context is done. It sleeps until the earliest wake, at most Config.MaxSleep; what this
// desk arms meanwhile wakes it in time, also while a sweep is under way. Several processes may run it on one store: a lost
// race is decided again. What another process arms is that one's to record in time if it runs Run as well; should it have
// died, the others notice within Config.MaxSleep.
//
// A store that fails does not end it, nor a clock too far from the store's: it tries again after 100 ms, doubling to a
// second, for as long as it takes, and logs the first failure and the recovery. Desk.Health says how it is going.
//
// It returns the context's error, when the case in hand is finished, or ErrClosed once the desk or its store is closed.
// ErrNotAllowed with the rule "running" when this desk runs already, ErrInternal with the rule "panic" when the Clock
// panics.
func (d *Desk) Run(ctx context.Context) (err error) {
	defer recovered(&err)
	if !d.running.CompareAndSwap(false, true) {
		return d.wrap("run", &Request{}, notAllowed("running"))
	}
	defer d.running.Store(false)
	defer d.next.Store(0)
	var p patience
	for ctx.Err() == nil {
		d.next.Store(math.MaxInt64) // a command that arms something while the sweep is under way sets it earlier
		s, err := d.Sweep(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, ErrClosed):
			return err
		}
		d.logTrouble(&p, err)
		d.armed(p.next(d.now(), s, err, d.cfg.MaxSleep))
		d.sleep(ctx)
	}
	return ctx.Err()
}

// patience is how Run waits after sweeps that brought nothing.
type patience struct {
	failures  int       // sweeps in a row that the store could not do
	since     time.Time // when the first of them was
	fruitless int       // sweeps in a row that recorded nothing although something was due
}

// next is when Run looks at the store again.
func (p *patience) next(now time.Time, s Swept, err error, most time.Duration) time.Time {
	switch {
	case err != nil:
		p.failures++
		return now.Add(min(100*time.Millisecond<<min(p.failures-1, 4), time.Second, most))
	case s.Steps+s.Parked == 0 && !s.Next.IsZero() && !s.Next.After(now):
		// Another process was first and the next one fell due meanwhile, or nobody can record it: never hot.
		p.failures = 0
		p.fruitless++
		return now.Add(min(time.Millisecond<<min(p.fruitless-1, 10), time.Second, most))
	}
	*p = patience{}
	if next := now.Add(most); s.Next.IsZero() || next.Before(s.Next) {
		return next
	}
	return s.Next
}

// logTrouble writes one line when sweeps begin to fail and one when they work again.
func (d *Desk) logTrouble(p *patience, err error) {
	switch {
	case err != nil && p.failures == 0:
		p.since = d.now()
		d.log.Error().Str("class", errorClass(err)).Msg("sweep failed: trying again")
	case err == nil && p.failures > 0:
		d.log.Info().Dur("after", d.now().Sub(p.since)).Int("failures", p.failures).Msg("sweep works again")
	}
}

// sleep waits until the instant that Run sleeps for has come. Commands may set it earlier meanwhile, which costs no look at
// the store. The clock has the last word about what has come, and MaxSleep of real time is the end of it even if the clock
// stands still.
func (d *Desk) sleep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.MaxSleep)
	defer cancel()
	for floor := time.Duration(0); ctx.Err() == nil; {
		until := time.UnixMicro(d.next.Load()).UTC()
		left := until.Sub(d.now())
		if left <= 0 {
			return
		}
		if d.wait(ctx, until, left, floor) {
			floor = 0
			continue
		}
		floor = min(max(2*floor, time.Millisecond), time.Second)
	}
}

// wait waits once: until the instant, by a clock that can, or for as long as is left. A clock that had not come to the
// instant after the last wait gets a pause first. It reports whether something was armed earlier.
func (d *Desk) wait(ctx context.Context, until time.Time, left, floor time.Duration) (earlier bool) {
	w, waits := d.cfg.Clock.(WaitUntiler)
	if !waits {
		return d.doze(ctx, max(left, floor))
	}
	if floor > 0 && d.doze(ctx, floor) {
		return true
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var woken atomic.Bool
	go func() {
		select {
		case <-d.nudge:
			woken.Store(true)
			cancel()
		case <-ctx.Done():
		}
	}()
	_ = w.WaitUntil(ctx, until) // whether the instant has come is asked of Now
	return woken.Load()
}

// doze waits for a time, or until something was armed earlier.
func (d *Desk) doze(ctx context.Context, wait time.Duration) (earlier bool) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-d.nudge:
		return true
	case <-ctx.Done():
	}
	return false
}

// armed tells Run of a wake: it sleeps no longer than until then.
func (d *Desk) armed(wake time.Time) {
	if wake.IsZero() {
		return
	}
	at := wake.UnixMicro()
	for next := d.next.Load(); next != 0 && at < next; next = d.next.Load() { // 0 when nobody runs
		if d.next.CompareAndSwap(next, at) {
			select {
			case d.nudge <- struct{}{}:
			default:
			}
			return
		}
	}
}

// pause waits for a moment of real time: between two tries of a lost race, never for a deadline.
func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// grace is how long what is in hand may take after its caller has gone.
const grace = 5 * time.Second

// finishing is a context for what is in hand: it outlives ctx by the grace, not for ever.
func finishing(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return out, func() { stop(); cancel() }
}

// within is a context that ends after a time.
func within(ctx context.Context, left time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, left)
}
