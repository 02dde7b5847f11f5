package complaint

import (
	"context"
	"errors"
	"math"
	"time"
)

// WaitUntiler is a Clock that can also wait: it returns when the instant has come or the context is done. Run uses it
// instead of the machine's timer.
type WaitUntiler interface {
	WaitUntil(ctx context.Context, t time.Time) error
}

// Run is Sweep in a loop until the context is done. It sleeps until the earliest wake, at most Config.Idle, and is woken
// in process when something is armed earlier. Several processes may run it on one store: a lost race is decided again.
// It returns the context's error, or the first error of a sweep that the store could not do three times in a row.
func (d *Desk) Run(ctx context.Context) error {
	failures := 0
	defer d.next.Store(0)
	for ctx.Err() == nil {
		d.next.Store(math.MaxInt64) // whatever is armed from here on may be missed by the sweep
		s, err := d.Sweep(ctx)
		until := d.now().Add(d.cfg.MaxSleep)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, ErrClosed):
			return err
		case err != nil:
			if failures++; failures == 3 {
				return err
			}
			until = d.now().Add(min(d.cfg.MaxSleep, time.Second<<failures))
		default:
			failures = 0
			if !s.Next.IsZero() && s.Next.Before(until) {
				until = s.Next
			}
		}
		d.sleep(ctx, until)
	}
	return ctx.Err()
}

// sleep waits until an instant, or until something earlier is armed.
func (d *Desk) sleep(ctx context.Context, until time.Time) {
	d.next.Store(until.UnixMicro())
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if w, ok := d.cfg.Clock.(WaitUntiler); ok {
		go func() {
			select {
			case <-d.nudge:
				cancel()
			case <-ctx.Done():
			}
		}()
		if err := w.WaitUntil(ctx, until); err == nil || ctx.Err() != nil {
			return
		}
		pause(ctx, time.Second) // a clock that cannot wait must not make this a busy loop
		return
	}
	timer := time.NewTimer(until.Sub(d.now()))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-d.nudge:
	case <-ctx.Done():
	}
}

// nudgeRun wakes Run when a wake was armed before it would look.
func (d *Desk) nudgeRun(wake time.Time) {
	next := d.next.Load()
	if next == 0 || wake.IsZero() || wake.UnixMicro() >= next {
		return
	}
	select {
	case d.nudge <- struct{}{}:
	default:
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
