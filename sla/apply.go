package sla

import (
	"slices"
	"time"
)

// Apply lets an event start, pause, resume, stop, reset, reopen or cancel the
// clocks that listen for it. New cycles choose their term by facts. Events may
// come late: a back-dated one gives what would have been had it come in time,
// as far back as the last 8 cycles, and the last 32 events of each that changed
// nothing; what was told before a clock first started is not kept. Events of
// one instant keep the order in which they are told. An event told twice
// changes nothing.
//
// It returns an *InvalidError, and the timers unchanged, when the event has no
// time, when its time or one that an attribute carries lies outside the years
// calendars cover or cannot be read, or when it would pause one cycle more than
// 1000 times.
func (p *Policy) Apply(timers []Timer, ev Event, facts Facts) ([]Timer, error) {
	return p.apply(timers, ev, facts, false)
}

// ApplyOwn is Apply for a caller that owns the slice: the timers may be changed
// in place, also when an error is returned.
func (p *Policy) ApplyOwn(timers []Timer, ev Event, facts Facts) ([]Timer, error) {
	return p.apply(timers, ev, facts, true)
}

// apply lets an event act; own slices are changed in place.
func (p *Policy) apply(timers []Timer, ev Event, facts Facts, own bool) ([]Timer, error) {
	listeners := p.byKind[ev.Kind]
	if len(listeners) == 0 {
		return timers, nil
	}
	if ev.At.IsZero() {
		return timers, invalid("event.at", "must be given", "")
	}
	if err := checkCovered(ev.At); err != nil {
		return timers, under("event.at", err)
	}
	ev.At, ev.Recorded = instant(ev.At), instant(ev.recorded())
	out := timers
	for i := range listeners {
		l := &listeners[i]
		does := l.match(ev)
		if does == 0 {
			continue
		}
		var err error
		if out, err = p.applyTo(l.target, does, out, ev, facts, own || changed(out, timers)); err != nil {
			return timers, err
		}
	}
	return out, nil
}

// changed reports whether out is another slice than the one it came from.
func changed(out, from []Timer) bool {
	return len(out) != len(from) || len(out) > 0 && &out[0] != &from[0]
}

// applyTo lets an event act on one target.
func (p *Policy) applyTo(t *target, does roles, timers []Timer, ev Event, facts Facts, own bool) ([]Timer, error) {
	if t.Per == "" {
		return p.applyOn(t, "", does, timers, ev, facts, own)
	}
	if instance := ev.Attrs[t.Per]; instance != "" {
		return p.applyOn(t, instance, does, timers, ev, facts, own)
	}
	does &^= 1<<roleStart | 1<<roleReopen
	out := timers
	for _, instance := range t.runningAt(timers, ev.At) {
		var err error
		if out, err = p.applyOn(t, instance, does, out, ev, facts, own || changed(out, timers)); err != nil {
			return timers, err
		}
	}
	return out, nil
}

// runningAt are the instances that are live, or were at that time.
func (t *target) runningAt(timers []Timer, at time.Time) (instances []string) {
	for i := range timers {
		tm := &timers[i]
		if tm.Target != t.Name || !tm.Live() && !tm.Stop.After(at) {
			continue
		}
		if n := len(instances); n == 0 || instances[n-1] != tm.Instance {
			instances = append(instances, tm.Instance)
		}
	}
	return instances
}

// applyOn lets an event act on one instance of a target.
func (p *Policy) applyOn(t *target, instance string, does roles, timers []Timer, ev Event, facts Facts, own bool) ([]Timer, error) {
	due, startable, err := t.dueOf(ev)
	if err != nil {
		return timers, err
	}
	if !startable {
		does &^= 1<<roleStart | 1<<roleReset
	}
	since, err := t.sinceOf(ev, facts)
	if err != nil {
		return timers, err
	}
	var room [roleCount]mark
	marks := room[:0]
	for r := range roleCount {
		if does.has(r) {
			m := mark{at: ev.At, role: r}
			if r == roleStart || r == roleReset {
				m.due = due
			}
			marks = append(marks, m)
		}
	}
	if len(marks) == 0 {
		return timers, nil
	}
	low, high := p.find(timers, t, instance)
	g := group{target: t, instance: instance, old: timers[low:high], facts: facts, recorded: ev.Recorded, since: since}
	cycles, changed := g.apply(marks)
	if !changed {
		return timers, nil
	}
	if err := checkPauses(cycles); err != nil {
		return timers, err
	}
	out := splice(timers, low, high, cycles, own)
	if t.OneLive && slices.ContainsFunc(cycles, func(tm Timer) bool { return tm.Start.Equal(ev.At) }) {
		out = p.handOver(t, instance, out, ev)
	}
	return out, nil
}

// maxPauses is how many pauses one cycle may have; each is looked at whenever
// the clock changes.
const maxPauses = 1000

func checkPauses(cycles []Timer) error {
	for i := range cycles {
		if len(cycles[i].Pauses) > maxPauses {
			return invalid("event", "must not pause one clock more than 1000 times", "")
		}
	}
	return nil
}

// End ends every live timer: the case is closed, withdrawn, refused or merged.
// A clock past its due is breached, the others are ended; nothing of the case
// is due afterwards.
func (p *Policy) End(timers []Timer, at time.Time) []Timer {
	out := timers
	for i := range timers {
		if timers[i].Live() {
			out = editable(out, timers)
			endTimer(p.byName[timers[i].Target], &out[i], instant(at))
		}
	}
	return out
}

// Revive takes up the timers that End ended at an instant again, as if it had
// not: a merge is undone. A pause that ended with them goes on. Warnings whose
// time has passed by now are dropped.
func (p *Policy) Revive(timers []Timer, ended, now time.Time) []Timer {
	ended = instant(ended)
	out := timers
	for i := range timers {
		t := p.byName[timers[i].Target]
		if t == nil || timers[i].End != ByEnd || !timers[i].Stop.Equal(latest(ended, timers[i].Start)) {
			continue
		}
		out = editable(out, timers)
		tm := &out[i]
		tm.Stop, tm.End, tm.Armed = time.Time{}, "", instant(now)
		if n := len(tm.Pauses); n > 0 && tm.Pauses[n-1].To.Equal(ended) {
			tm.Pauses = slices.Clone(tm.Pauses)
			tm.Pauses[n-1].To = time.Time{}
		}
		t.compute(tm)
	}
	return out
}

// endTimer ends a timer with its case or instance. A target the policy no
// longer has leaves the due as it was.
func endTimer(t *target, tm *Timer, at time.Time) {
	tm.Stop, tm.End = latest(at, tm.Start), ByEnd
	closePause(tm, tm.Stop)
	if t != nil {
		t.compute(tm)
		return
	}
	tm.NextStep, tm.NextAt = "", time.Time{}
	if tm.Verdict = Ended; !tm.Due.IsZero() {
		tm.Margin = tm.Due.Sub(tm.Stop)
		if tm.Margin < 0 {
			tm.Verdict = Breached
		}
	}
}

// find returns the place of a target's instance among the timers, which are
// ordered by target, instance and cycle.
func (p *Policy) find(timers []Timer, t *target, instance string) (low, high int) {
	low = len(timers)
	for i := range timers {
		if tm := &timers[i]; p.orderOf(tm) > t.order || (tm.Target == t.Name && tm.Instance >= instance) {
			low = i
			break
		}
	}
	high = low
	for high < len(timers) && timers[high].Target == t.Name && timers[high].Instance == instance {
		high++
	}
	return low, high
}

// orderOf is the place of a timer's target; targets the policy no longer has
// come last.
func (p *Policy) orderOf(tm *Timer) int {
	if t := p.byName[tm.Target]; t != nil {
		return t.order
	}
	return len(p.targets)
}

// splice replaces timers[low:high], in a copy unless the slice is our own.
func splice(timers []Timer, low, high int, by []Timer, own bool) []Timer {
	if own {
		return slices.Replace(timers, low, high, by...)
	}
	out := make([]Timer, 0, len(timers)-(high-low)+len(by))
	out = append(append(out, timers[:low]...), by...)
	return append(out, timers[high:]...)
}

// editable returns a copy of the timers unless out is one already.
func editable(out, timers []Timer) []Timer {
	if len(out) > 0 && &out[0] == &timers[0] {
		return slices.Clone(timers)
	}
	return out
}
