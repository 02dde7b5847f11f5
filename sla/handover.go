package sla

import "time"

// handOver ends what one instance's start leaves behind (Target.OneLive): the
// others that ran when it came, and, when it was told late, itself at the next
// start of another. The timers are a copy already.
func (p *Policy) handOver(t *target, instance string, timers []Timer, ev Event) []Timer {
	for _, other := range t.runningAt(timers, ev.At) {
		if other != instance {
			timers = p.endAt(t, other, timers, ev.At, ev)
		}
	}
	if next := t.nextStart(timers, instance, ev.At); !next.IsZero() {
		timers = p.endAt(t, instance, timers, next, ev)
	}
	return timers
}

// nextStart is the first start of another instance after an instant; zero when
// there is none.
func (t *target) nextStart(timers []Timer, instance string, after time.Time) time.Time {
	var next time.Time
	for i := range timers {
		tm := &timers[i]
		if tm.Target != t.Name || tm.Instance == instance || !tm.Start.After(after) {
			continue
		}
		if next.IsZero() || tm.Start.Before(next) {
			next = tm.Start
		}
	}
	return next
}

// endAt ends an instance that had started by then, as if that had been told in
// time.
func (p *Policy) endAt(t *target, instance string, timers []Timer, at time.Time, ev Event) []Timer {
	low, high := p.find(timers, t, instance)
	if low == high || timers[low].Start.After(at) {
		return timers
	}
	g := group{target: t, instance: instance, old: timers[low:high], recorded: ev.Recorded}
	cycles, changed := g.apply([]mark{{at: at, role: roleEnd}})
	if !changed {
		return timers
	}
	return splice(timers, low, high, cycles, true)
}
