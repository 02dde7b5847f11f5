package sla

import (
	"math"
	"time"
)

// compute derives everything of a timer that follows from its facts: due,
// verdict, used time and next step. It is the one place where that happens.
func (t *target) compute(tm *Timer) {
	tm.Calendar, tm.Due, tm.DueDate, tm.Provisional = "", time.Time{}, Date{}, false
	tm.Used, tm.Margin, tm.NextStep, tm.NextAt = 0, 0, "", time.Time{}
	switch {
	case tm.End == ByCancel:
		tm.Verdict = Cancelled
	case tm.idle():
		tm.Verdict = Idle
	}
	if tm.idle() {
		return
	}
	r := t.reckon(tm)
	d, running := r.deadline()
	tm.Calendar = t.cal.Ref()
	switch {
	case running && t.cal.reaches(d.At):
		tm.Due, tm.DueDate, tm.Provisional = instant(d.At), d.Date, d.Provisional
	case running:
		tm.Due, tm.Provisional = endOfTime(), true
	}
	if tm.Live() {
		t.judgeLive(tm, r, running)
	} else {
		t.judgeStopped(tm, r)
	}
}

// endOfTime is the end of the years calendars cover.
func endOfTime() time.Time { return time.Unix(0, lastInstant).UTC() }

func (tm *Timer) idle() bool { return tm.Term.IsZero() && tm.Fixed.IsZero() }

// base is the instant the term counts from.
func (tm *Timer) base() time.Time {
	if tm.Base.IsZero() {
		return tm.Start
	}
	return tm.Base
}

// reckon gathers the facts of a timer for computing its due.
func (t *target) reckon(tm *Timer) *reckoning {
	base := tm.base()
	return &reckoning{
		cal: t.cal, term: tm.Term, start: base,
		pauses:     clipPauses(tm.Pauses, latest(base, tm.forgot()), tm.Stop),
		extensions: tm.extensions(),
		fixed:      tm.Fixed, fixedDate: tm.FixedDate,
	}
}

// extensions are the granted extensions that were not withdrawn.
func (tm *Timer) extensions() []Granted {
	var out []Granted
	for _, x := range tm.Extensions {
		if x.Withdrawn.IsZero() {
			out = append(out, x)
		}
	}
	return out
}

func (t *target) judgeLive(tm *Timer, r *reckoning, running bool) {
	if !running {
		tm.Verdict = Paused
		tm.Used = t.usage(tm).used(r.start, tm.heldSince(), r.pauses)
		return
	}
	tm.Verdict = Running
	for _, k := range tm.Taken {
		if s, ok := t.step(k.Step); ok && !s.At.IsBefore() && !k.At.Before(tm.Due) {
			tm.Verdict = Breached
		}
	}
	if tm.Held() {
		tm.Used = t.usage(tm).used(r.start, tm.heldSince(), r.pauses)
	}
	t.scheduleNext(tm, r)
}

// heldSince is the begin of the pause that has not ended, as far as it counts.
func (tm *Timer) heldSince() time.Time {
	return latest(tm.Pauses[len(tm.Pauses)-1].From, tm.forgot())
}

// judgeStopped gives the verdict: on time means stopped at or before the due,
// whenever anybody looked.
func (t *target) judgeStopped(tm *Timer, r *reckoning) {
	tm.Used = t.usage(tm).used(r.start, latest(tm.Stop, r.start), r.pauses)
	tm.Margin = tm.Due.Sub(tm.Stop)
	switch {
	case tm.End == ByCancel:
		tm.Verdict = Cancelled
	case tm.Stop.After(tm.Due):
		tm.Verdict = Breached
	case tm.End == ByEnd:
		tm.Verdict = Ended
	default:
		tm.Verdict = Met
	}
}

// usage measures Timer.Used: open time for terms in open time and working
// days, real time otherwise.
func (t *target) usage(tm *Timer) meter {
	u := tm.Term.Span.unit
	open := tm.Fixed.IsZero() && (u.Business() || u == Workday)
	return meter{cal: t.cal, elapsed: !open}
}

// scheduleNext finds the earliest step that was not taken. Steps at the same
// time come in the order of the definition.
func (t *target) scheduleNext(tm *Timer, r *reckoning) {
	if tm.Unreachable() {
		return
	}
	for i := range t.steps {
		s := &t.steps[i]
		if tm.took(s.ID) {
			continue
		}
		at, ok := t.stepTime(tm, r, s.At)
		if !ok || (s.At.IsBefore() && (at.Before(tm.Armed) || at.Before(r.start))) {
			continue
		}
		if tm.Held() && at.After(tm.heldSince()) {
			continue
		}
		if tm.NextStep == "" || at.Before(tm.NextAt) {
			tm.NextStep, tm.NextAt = s.ID, at
		}
	}
}

func (tm *Timer) took(step string) bool {
	for _, k := range tm.Taken {
		if k.Step == step {
			return true
		}
	}
	return false
}

// stepTime is the scheduled time of a step at an offset from the due. It
// reports false when the clock stands still before then, and for a time beyond
// the years calendars cover.
func (t *target) stepTime(tm *Timer, r *reckoning, o Offset) (time.Time, bool) {
	if o.IsZero() {
		return tm.Due, true
	}
	if o.percent == 0 && o.span.unit.Dated() {
		sign := 1
		if o.before {
			sign = -1
		}
		day := stepDate(t.cal, tm.DueDate, o.span, sign)
		at := t.cal.clockLike(tm.DueDate, day, tm.Due)
		return instant(at), t.cal.reaches(at)
	}
	m, amount := meterFor(t.cal, o.span.unit), o.span.duration()
	if o.percent != 0 {
		m = meterFor(t.cal, tm.Term.Span.unit)
		m.elapsed = m.elapsed || !tm.Fixed.IsZero()
		amount = share(m.used(r.start, tm.Due, r.pauses), o.percent)
	}
	if o.before {
		return instant(m.backward(tm.Due, amount, r.pauses)), true
	}
	at, ok := m.forward(tm.Due, amount, r.pauses)
	return instant(at), ok && t.cal.reaches(at)
}

// share is p percent of d, or the longest Duration when that is too long.
func share(d time.Duration, p int32) time.Duration {
	if p > 100 && d/100 >= math.MaxInt64/time.Duration(p) {
		return math.MaxInt64
	}
	return d/100*time.Duration(p) + d%100*time.Duration(p)/100
}

// instant is a time as timers keep it: UTC, whole microseconds.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
