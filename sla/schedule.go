package sla

import (
	"slices"
	"time"
)

// Scheduled is the identity of a step: recorded once, whoever notices.
type Scheduled struct {
	// Target, Instance and Cycle name the timer.
	Target, Instance string
	Cycle            int
	// Step is the id of the step.
	Step string
	// At is its scheduled time, in UTC.
	At time.Time
	// Past reports that the step is due only once now is past At. It holds for
	// steps at the due itself: an act at the very instant is in time.
	Past bool
}

// Wake is the earliest time at which the step may be taken: At, or one
// microsecond later for a step that needs now to be past At.
func (s Scheduled) Wake() time.Time {
	if s.Past {
		return s.At.Add(time.Microsecond)
	}
	return s.At
}

// Ripe reports whether the step may be taken at now.
func (s Scheduled) Ripe(now time.Time) bool { return !s.Wake().After(now) }

// Next returns the earliest step of any live timer that was not taken, past or
// future: what to wake up for. Paused timers have none before their resume.
// Steps that wake at the same time come in the order of targets, instances
// and definition. It costs nothing but a look at each timer.
func (p *Policy) Next(timers []Timer) (Scheduled, bool) {
	best := -1
	var wake time.Time
	for i := range timers {
		tm := &timers[i]
		if tm.NextStep == "" || !tm.Live() {
			continue
		}
		if w := tm.scheduled().Wake(); best < 0 || w.Before(wake) {
			best, wake = i, w
		}
	}
	if best < 0 {
		return Scheduled{}, false
	}
	return timers[best].scheduled(), true
}

func (tm *Timer) scheduled() Scheduled {
	return Scheduled{
		Target: tm.Target, Instance: tm.Instance, Cycle: tm.Cycle,
		Step: tm.NextStep, At: tm.NextAt, Past: tm.NextAt.Equal(tm.Due),
	}
}

// Step returns the definition of a scheduled step.
func (p *Policy) Step(s Scheduled) (Step, bool) {
	t := p.byName[s.Target]
	if t == nil {
		return Step{}, false
	}
	return t.step(s.Step)
}

// Take records that a step was reached; the step at the due turns the verdict
// to Breached. It is recorded once: taking a step that is not the next one of
// its timer, because it was taken or the due moved, changes nothing. A step
// whose condition does not hold is taken all the same, without its effects.
func (p *Policy) Take(timers []Timer, s Scheduled) []Timer {
	i := indexOfTimer(timers, s)
	t := p.byName[s.Target]
	if i < 0 || t == nil || timers[i].NextStep != s.Step || !timers[i].NextAt.Equal(s.At) {
		return timers
	}
	out := slices.Clone(timers)
	tm := &out[i]
	tm.Taken = append(slices.Clip(tm.Taken), Taken{Step: s.Step, At: tm.NextAt})
	t.compute(tm)
	return out
}

// Restored lists the steps recorded as taken that later knowledge takes back:
// a stop, pause or extension written down after the breach but effective
// before it, or a repaired calendar. Nothing is unwritten: the host records
// each as restored and calls Restore.
func (p *Policy) Restored(timers []Timer) []Scheduled {
	var out []Scheduled
	for i := range timers {
		tm := &timers[i]
		t := p.byName[tm.Target]
		if t == nil || len(tm.Taken) == 0 || tm.idle() {
			continue
		}
		r := t.reckon(tm)
		for _, k := range tm.Taken {
			if s, ok := t.step(k.Step); ok && !t.warranted(tm, r, s, k) {
				out = append(out, Scheduled{
					Target: tm.Target, Instance: tm.Instance, Cycle: tm.Cycle,
					Step: k.Step, At: k.At, Past: s.At.IsZero(),
				})
			}
		}
	}
	return out
}

// warranted reports whether a step that was taken would still have been. A
// warning stays given when the due moves later; a breach does not.
func (t *target) warranted(tm *Timer, r *reckoning, s Step, k Taken) bool {
	inTime := s.At.IsZero() && tm.Stop.Equal(k.At) // stopped at the very due
	if !tm.Live() && (tm.Stop.Before(k.At) || inTime) {
		return false
	}
	if s.At.IsBefore() {
		return true
	}
	if tm.Due.IsZero() {
		return false
	}
	at, ok := t.stepTime(tm, r, s.At)
	return ok && !at.After(k.At)
}

// Restore takes a step back that Restored listed; it may come due again.
// Restoring a step that is not recorded changes nothing.
func (p *Policy) Restore(timers []Timer, s Scheduled) []Timer {
	i := indexOfTimer(timers, s)
	t := p.byName[s.Target]
	if i < 0 || t == nil {
		return timers
	}
	k := slices.IndexFunc(timers[i].Taken, func(k Taken) bool { return k.Step == s.Step && k.At.Equal(s.At) })
	if k < 0 {
		return timers
	}
	out := slices.Clone(timers)
	tm := &out[i]
	tm.Taken = slices.Delete(slices.Clone(tm.Taken), k, k+1)
	t.compute(tm)
	return out
}

func indexOfTimer(timers []Timer, s Scheduled) int {
	return slices.IndexFunc(timers, func(tm Timer) bool {
		return tm.Target == s.Target && tm.Instance == s.Instance && tm.Cycle == s.Cycle
	})
}
