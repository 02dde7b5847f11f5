package sla

import "time"

// Timer is the state of one clock: the compact facts (start, pauses, stop,
// extensions, steps taken) and what follows from them (due, verdict, next
// step). It is plain data that lives in the host's case and has a stable JSON
// form. Only a Policy changes it, always on a copy. All instants are in UTC.
type Timer struct {
	// Target is the name of the target.
	Target string `json:"target"`
	// Instance is the value of the attribute Target.Per names.
	Instance string `json:"instance,omitempty"`
	// Cycle counts the runs of the clock from 1.
	Cycle int `json:"cycle"`
	// Origin says what began the cycle when it was not a start: ByReset or
	// ByReopen.
	Origin string `json:"origin,omitempty"`
	// Term is the term in force; zero while no term applies.
	Term Term `json:"term,omitzero"`
	// Fixed is the due given by an event (Target.DueFrom), before pauses.
	Fixed time.Time `json:"fixed,omitzero"`
	// FixedDate is that due as a date, when the event gave a date.
	FixedDate Date `json:"fixed_date,omitzero"`
	// Calendar is the reference "id@version" the due was computed with.
	Calendar string `json:"calendar,omitempty"`
	// Start is when the clock started.
	Start time.Time `json:"start"`
	// Base is the instant the term counts from when that is not Start.
	Base time.Time `json:"base,omitzero"`
	// Armed is when the due was last set, when that was after Start. Warnings
	// of an earlier time are dropped.
	Armed time.Time `json:"armed,omitzero"`
	// Pauses are the holds, ordered by their begin.
	Pauses []Pause `json:"pauses,omitempty"`
	// Ignored are events that changed nothing when they came but would matter
	// if an earlier event were added later (a second unanswered message).
	Ignored []Mark `json:"ignored,omitempty"`
	// Extensions are the extensions granted, in order.
	Extensions []Granted `json:"extensions,omitempty"`
	// Stop is when the clock ended; zero while it is live.
	Stop time.Time `json:"stop,omitzero"`
	// End says why, when it was not a stop: ByCancel, ByReset or ByEnd.
	End string `json:"end,omitempty"`
	// Due is the instant of the limit; zero while paused or idle. A limit beyond
	// the years calendars cover is not known: see Unreachable.
	Due time.Time `json:"due,omitzero"`
	// DueDate is the date people see for Due.
	DueDate Date `json:"due_date,omitzero"`
	// Provisional reports that Due lies beyond the dates the calendar knows, or
	// beyond the years any calendar covers.
	Provisional bool `json:"provisional,omitempty"`
	// Verdict is what can be said from recorded events alone; Status adds the
	// time of day.
	Verdict Verdict `json:"verdict"`
	// Used is the time counted so far, in the term's own kind of time, without
	// pauses: set when the clock is paused or stopped. Nanoseconds.
	Used time.Duration `json:"used,omitempty"`
	// Margin is the real time from the stop to the due, negative when late.
	// Nanoseconds.
	Margin time.Duration `json:"margin,omitempty"`
	// Taken are the steps recorded, in the order they were taken.
	Taken []Taken `json:"taken,omitempty"`
	// NextStep is the id of the earliest step not yet taken; empty for none.
	NextStep string `json:"next_step,omitempty"`
	// NextAt is the scheduled time of NextStep.
	NextAt time.Time `json:"next_at,omitzero"`
	// Past sums up older cycles that are no longer kept one by one.
	Past Past `json:"past,omitzero"`
}

// What began or ended a cycle, for Timer.Origin and Timer.End.
const (
	// ByReset is the origin of a cycle begun, and the end of one ended, by a
	// reset.
	ByReset = "reset"
	// ByReopen is the origin of a cycle begun by reopening the case.
	ByReopen = "reopen"
	// ByCancel is the end of a clock that should not have run.
	ByCancel = "cancel"
	// ByEnd is the end of a clock with its case, or with its instance.
	ByEnd = "end"
)

// Pause is a half-open interval [From, To) that is not counted.
type Pause struct {
	// From is when the clock stood still.
	From time.Time `json:"from"`
	// To is when it ran again; zero while it stands still.
	To time.Time `json:"to,omitzero"`
	// Reopened marks the gap between a stop and a reopening that continued.
	Reopened bool `json:"reopened,omitempty"`
}

// Mark is an event that changed nothing when it came, or the moment from which
// earlier pauses no longer count.
type Mark struct {
	// At is when it happened.
	At time.Time `json:"at"`
	// Role is what it would have done: "stop", "start" and so on; "forget" when
	// a changed term left out the pauses before it (ChangeWithoutPauses).
	Role string `json:"role"`
	// Due is the due it carried, if any.
	Due string `json:"due,omitempty"`
	// Later counts the changes of the clock at the same instant that were told
	// after it.
	Later int `json:"later,omitempty"`
}

// Granted is an extension in force.
type Granted struct {
	// ID names the extension within its timer, from 1.
	ID int `json:"id"`
	// Rule is the name of the ExtensionRule.
	Rule string `json:"rule"`
	// Shape and Span are what it was granted with.
	Shape ExtensionShape `json:"shape"`
	Span  Span           `json:"span,omitzero"`
	// Date is the new last day when one was named instead of a span.
	Date Date `json:"date,omitzero"`
	// At is when it was asked for; a holding response was sent then.
	At time.Time `json:"at"`
	// OldDue and NewDue are the due before and after it was granted, as they
	// were known then; for a paused clock the dues if it had resumed at At.
	OldDue time.Time `json:"old_due,omitzero"`
	NewDue time.Time `json:"new_due,omitzero"`
	// OldDate and NewDate are the dates people saw for them.
	OldDate Date `json:"old_date,omitzero"`
	NewDate Date `json:"new_date,omitzero"`
	// Withdrawn is when it was withdrawn; it does not count since.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// Taken is a step that was recorded.
type Taken struct {
	// Step is the id of the step.
	Step string `json:"step"`
	// At is its scheduled time, not the time it was noticed.
	At time.Time `json:"at"`
}

// Past sums up cycles that are no longer kept one by one.
type Past struct {
	// Cycles, Met and Breached count them.
	Cycles   int `json:"cycles"`
	Met      int `json:"met,omitempty"`
	Breached int `json:"breached,omitempty"`
	// Used is the time they counted, added up. Nanoseconds.
	Used time.Duration `json:"used,omitempty"`
	// Worst is their smallest margin. Nanoseconds.
	Worst time.Duration `json:"worst,omitempty"`
}

// Verdict is what recorded events say of a timer.
type Verdict string

// The verdicts.
const (
	// Idle means that no term applies.
	Idle Verdict = "idle"
	// Running means that the clock runs and no breach is recorded.
	Running Verdict = "running"
	// Paused means that the clock stands still before its due.
	Paused Verdict = "paused"
	// Met means stopped at or before the due.
	Met Verdict = "met"
	// Breached means stopped after the due, or running with a breach recorded.
	Breached Verdict = "breached"
	// Cancelled means that the clock should not have run.
	Cancelled Verdict = "cancelled"
	// Ended means that the case ended before the due, with nothing to stop.
	Ended Verdict = "ended"
)

// Live reports whether the clock has not ended. A paused clock and one past
// its due are live.
func (tm Timer) Live() bool { return tm.Stop.IsZero() }

// Held reports whether the clock stands still.
func (tm Timer) Held() bool {
	n := len(tm.Pauses)
	return tm.Live() && n > 0 && tm.Pauses[n-1].To.IsZero()
}

// Unreachable reports that the limit lies beyond 2199, the last year calendars
// cover. Due is then the end of that year, 2200-01-01 00:00 UTC, as a lower
// bound, DueDate is zero, Provisional is set, and no step is scheduled. Stopping
// such a clock is in time, by a margin of at least Margin.
func (tm Timer) Unreachable() bool { return !tm.Due.Before(endOfTime()) }

// Status is what to tell people about a timer at some time.
type Status struct {
	// State is the verdict at that time: a running clock past its due is
	// Breached whether or not anybody recorded it.
	State Verdict
	// Due is the instant of the limit; zero while paused or idle.
	Due time.Time
	// DueDate is the date people see for it.
	DueDate Date
	// Left is the real time until the due, negative after it; zero when there
	// is no due, and the margin once the clock has stopped.
	Left time.Duration
	// Provisional reports that the due may still move.
	Provisional bool
	// Unreachable reports that Due and Left are lower bounds, see
	// Timer.Unreachable.
	Unreachable bool
}

// Status says how the timer stands at now. On time means at or before the due.
func (tm Timer) Status(now time.Time) Status {
	s := Status{
		State: tm.Verdict, Due: tm.Due, DueDate: tm.DueDate,
		Provisional: tm.Provisional, Unreachable: tm.Unreachable(),
	}
	switch {
	case !tm.Live():
		s.Left = tm.Margin
	case !tm.Due.IsZero():
		s.Left = tm.Due.Sub(now)
		if s.Left < 0 && tm.Verdict == Running {
			s.State = Breached
		}
	}
	return s
}

// Overall is one status over all timers of a case, the worst first: Breached,
// then Running, Paused and Met. Timers that are idle, cancelled or ended do
// not count; Idle is returned when none does.
func Overall(timers []Timer, now time.Time) Verdict {
	worst := Idle
	for i := range timers {
		if v := timers[i].Status(now).State; rank(v) > rank(worst) {
			worst = v
		}
		if timers[i].Past.Breached > 0 {
			worst = Breached
		}
	}
	return worst
}

func rank(v Verdict) int {
	switch v {
	case Breached:
		return 4
	case Running:
		return 3
	case Paused:
		return 2
	case Met:
		return 1
	}
	return 0
}
