package sla

import (
	"slices"
	"time"
)

// Refresh lets live timers follow changed facts: terms are chosen anew and
// taken over as Target.OnChange says, and a clock whose target is gone is
// cancelled. Warnings whose time had passed by now are dropped; steps that
// were taken but lie ahead again may fire again. It returns an *InvalidError
// when now is zero. When no term changes it costs a look at each timer.
func (p *Policy) Refresh(timers []Timer, facts Facts, now time.Time) ([]Timer, error) {
	for i := range timers {
		tm := &timers[i]
		if !tm.Live() {
			continue
		}
		if t := p.byName[tm.Target]; t == nil || tm.Fixed.IsZero() && t.choose(facts) != tm.Term {
			return p.Adopt(timers, facts, now)
		}
	}
	return timers, nil
}

// Adopt is Refresh for timers that another policy made: everything is computed
// anew with this policy's terms, calendars and steps.
func (p *Policy) Adopt(timers []Timer, facts Facts, now time.Time) ([]Timer, error) {
	return p.revise(timers, now, func(t *target, tm *Timer) {
		if tm.Fixed.IsZero() {
			t.change(tm, t.choose(facts), instant(now))
		}
	})
}

// Recalculate computes the dues of live timers again with the policy's
// calendars, after a newer holiday table was loaded or a calendar repaired.
//
// What is kept: terms, starts, pauses, extensions, and timers that have
// stopped, whatever the new calendar says of them: a verdict once given stays.
// What follows from them is new: Due, DueDate, Provisional, Calendar, Verdict,
// Used, NextStep and NextAt. When a due moved, warnings whose new time has
// passed by now are dropped and warnings given that lie ahead again are given
// again; a breach recorded that the new due no longer warrants is listed by
// Restored, and a new due in the past is the next step, with that due as its
// time.
//
// The timers given are not changed, so before and after lie side by side:
// result[i] is timers[i] recalculated, and equals it when nothing moved. When
// nothing moved at all the same slice is returned. Doing it twice changes
// nothing more. It returns an *InvalidError when now is zero.
func (p *Policy) Recalculate(timers []Timer, now time.Time) ([]Timer, error) {
	return p.revise(timers, now, func(*target, *Timer) {})
}

// revise applies a change to every live timer and keeps what differs.
func (p *Policy) revise(timers []Timer, now time.Time, edit func(*target, *Timer)) ([]Timer, error) {
	if now.IsZero() {
		return timers, invalid("now", "must be given", "")
	}
	now = instant(now)
	out := timers
	for i := range timers {
		if !timers[i].Live() {
			continue
		}
		tm := timers[i]
		if t := p.byName[tm.Target]; t == nil {
			tm.Stop, tm.End = latest(now, tm.Start), ByCancel
			tm.Verdict, tm.Due, tm.DueDate, tm.NextStep, tm.NextAt = Cancelled, time.Time{}, Date{}, "", time.Time{}
		} else {
			edit(t, &tm)
			t.compute(&tm)
			t.rearm(&tm, &timers[i], now)
		}
		if tm.differs(&timers[i]) {
			out = editable(out, timers)
			out[i] = tm
		}
	}
	return out, nil
}

// change takes over another term. A clock that was idle counts from its start.
func (t *target) change(tm *Timer, term Term, now time.Time) {
	if tm.Term == term {
		return
	}
	if !tm.Term.IsZero() && !term.IsZero() {
		switch t.OnChange {
		case ChangeWithoutPauses:
			tm.ignore(Mark{At: now, Role: roleForget.String()})
		case ChangeFromNow:
			tm.Base = now
		}
	}
	tm.Term = term
}

// rearm makes a timer whose due moved drop the warnings already passed, and
// lets steps that were taken but lie ahead again fire again.
func (t *target) rearm(tm, before *Timer, now time.Time) {
	if tm.Due.Equal(before.Due) && tm.Term == before.Term {
		return
	}
	tm.Armed = now
	if then := t.resumed(tm, now); !then.Due.IsZero() {
		r := t.reckon(&then)
		tm.Taken = slices.DeleteFunc(slices.Clone(tm.Taken), func(k Taken) bool {
			s, ok := t.step(k.Step)
			if !ok || !s.At.IsBefore() {
				return false
			}
			at, running := t.stepTime(&then, r, s.At)
			return running && at.After(now)
		})
	}
	t.compute(tm)
}

// resumed is what a timer would be if a pause that has not ended ended now.
func (t *target) resumed(tm *Timer, now time.Time) Timer {
	then := *tm
	if then.Live() {
		closePause(&then, now)
	}
	t.compute(&then)
	return then
}

// differs reports whether a revision changed anything worth keeping.
func (tm *Timer) differs(o *Timer) bool {
	return tm.Term != o.Term || !tm.Base.Equal(o.Base) || !tm.Due.Equal(o.Due) || tm.DueDate != o.DueDate ||
		tm.Provisional != o.Provisional || tm.Verdict != o.Verdict || tm.Calendar != o.Calendar || tm.Used != o.Used ||
		tm.NextStep != o.NextStep || !tm.NextAt.Equal(o.NextAt) || !tm.Stop.Equal(o.Stop) || len(tm.Pauses) != len(o.Pauses)
}
