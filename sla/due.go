package sla

import (
	"math"
	"time"
)

// Due counts the term from an instant with a calendar. The result is in the
// calendar's zone. It returns an *InvalidError when the term makes no sense, no
// calendar is given, or start or due lie outside the years calendars cover; a
// term that reaches beyond the dates the calendar knows is computed with the
// weekly pattern and marked provisional.
func (t Term) Due(cal *Calendar, from time.Time) (Deadline, error) {
	if cal == nil {
		return Deadline{}, invalid("calendar", "must be given", "")
	}
	if err := t.Check(); err != nil {
		return Deadline{}, err
	}
	if err := checkCovered(from); err != nil {
		return Deadline{}, under("from", err)
	}
	r := reckoning{cal: cal, term: t, start: from}
	d, _ := r.deadline()
	if !cal.reaches(d.At) {
		return Deadline{}, invalid("due", "must lie in the years 1950 to 2199", d.At.Format(time.RFC3339))
	}
	return d, nil
}

// reckoning is one computation of a due from a timer's facts.
type reckoning struct {
	cal        *Calendar
	term       Term
	start      time.Time
	pauses     []Pause // ordered and disjoint, none before start
	extensions []Granted
	fixed      time.Time
	fixedDate  Date
}

// deadline computes the due. It reports false when a pause that has not ended
// began before it: a paused clock has no due.
func (r *reckoning) deadline() (Deadline, bool) {
	d := Deadline{Calendar: r.cal.Ref(), KnownThrough: r.cal.known}
	var running bool
	switch {
	case !r.fixed.IsZero():
		running = r.fixedDue(&d)
	case r.term.Span.unit.Dated():
		running = r.datedDue(&d)
	default:
		running = r.timedDue(&d)
	}
	if !running {
		return Deadline{}, false
	}
	d.At = d.At.In(r.cal.Zone())
	return d, true
}

// received is the instant the term starts, after cut-off and start rule.
func (r *reckoning) received() time.Time {
	from := r.start
	if day := r.cal.Date(from); !r.inTime(day, from) {
		next := r.cal.AddWorkdays(day, 1)
		if open, ok := r.cal.DayOpen(next); ok {
			from = open
		}
	}
	if r.term.Start == StartOpen {
		if open, ok := r.cal.NextOpen(from); ok {
			from = open
		}
	}
	return from
}

func (r *reckoning) inTime(day Date, at time.Time) bool {
	c := r.term.Cutoff
	if c.IsZero() {
		return true
	}
	end, open := r.cal.DayClose(day)
	if c.kind == cutoffClock {
		end = r.cal.clock(day, c.seconds)
	}
	return open && !at.After(end)
}

// timedDue counts a term in elapsed or open time.
func (r *reckoning) timedDue(d *Deadline) bool {
	m := meterFor(r.cal, r.term.Span.unit)
	start := r.received()
	from, amount := start, r.term.Span.duration()
	for _, x := range r.extensions {
		switch {
		case !x.Date.IsZero():
			from, amount = x.At, m.between(x.At, r.cal.EndOfDay(x.Date))
		case x.Shape == ExtendTo:
			from, amount = start, x.Span.duration()
		case x.Shape == ExtendHolding:
			from, amount = x.At, x.Span.duration()
		default:
			amount += min(x.Span.duration(), math.MaxInt64-max(amount, 0))
		}
	}
	due, running := m.forward(from, amount, clipPauses(r.pauses, from, time.Time{}))
	if !running {
		return false
	}
	d.At, d.Date = due, r.cal.Date(due)
	if due.After(from) && (!m.elapsed || due.Equal(r.cal.StartOfDay(d.Date))) {
		d.Date = r.endDate(due)
	}
	if r.term.Landing == LandNext {
		if open, ok := r.cal.NextOpen(due); ok {
			d.At, d.Date = open, r.cal.Date(open)
		}
	}
	d.Provisional = (!m.elapsed || r.term.Landing == LandNext || r.term.Start == StartOpen) && !r.cal.Knows(d.Date)
	return true
}

// endDate is the date of an instant that ends a counted stretch: 24:00 belongs
// to the date it ends.
func (r *reckoning) endDate(due time.Time) Date { return r.cal.Date(due.Add(-1)) }

// fixedDue is a due given from outside; pauses move it by real time.
func (r *reckoning) fixedDue(d *Deadline) bool {
	at := r.fixed
	for _, x := range r.extensions {
		switch {
		case !x.Date.IsZero():
			at = r.cal.EndOfDay(x.Date)
		case x.Span.unit.Dated():
			at = r.sameClock(r.cal.Date(at), stepDate(r.cal, r.cal.Date(at), x.Span, 1), at)
		default:
			at = meterFor(r.cal, x.Span.unit).add(at, x.Span.duration())
		}
	}
	due := at
	if at.After(r.start) {
		var running bool
		if due, running = (meter{elapsed: true}).forward(r.start, at.Sub(r.start), r.pauses); !running {
			return false
		}
	}
	d.At, d.Date = due, r.cal.Date(due)
	if !r.fixedDate.IsZero() || len(r.extensions) > 0 {
		d.Date = r.endDate(due)
	}
	return true
}

// sameClock keeps the clock time that at has relative to a date on another.
func (r *reckoning) sameClock(from, to Date, at time.Time) time.Time {
	return r.cal.clockLike(from, to, at)
}
