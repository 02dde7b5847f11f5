package sla

import "time"

// datedDue counts a term in working days, days, weeks or months.
func (r *reckoning) datedDue(d *Deadline) bool {
	start := r.received()
	day := r.cal.Date(start)
	clock := start
	last, since := r.lastDay(day, r.term.Span), r.start
	for _, x := range r.extensions {
		switch {
		case !x.Date.IsZero():
			last, since = x.Date, x.At
		case x.Shape == ExtendTo:
			last, since = r.lastDay(day, x.Span), r.start
		case x.Shape == ExtendHolding:
			last, since = stepDate(r.cal, r.cal.Date(x.At), x.Span, 1), x.At
		default:
			last = stepDate(r.cal, last, x.Span, 1)
		}
	}
	pauses := clipPauses(r.pauses, since, time.Time{})
	if r.term.Span.unit == Workday {
		return r.appendPauses(last, clock, pauses, d)
	}
	return r.shiftByPauses(last, clock, pauses, d)
}

// lastDay is the nominal last day, by the start rule. A month that includes
// its first day ends on the day before the corresponding one.
func (r *reckoning) lastDay(start Date, s Span) Date {
	if r.term.Start != StartIncluded {
		return stepDate(r.cal, start, s, 1)
	}
	if s.unit != Month {
		return stepDate(r.cal, start.AddDays(-1), s, 1)
	}
	last := stepDate(r.cal, start, s, 1)
	if last.Day == start.Day {
		last = last.AddDays(-1)
	}
	return last
}

// appendPauses lands on the last day, then appends the open time of every
// pause that begins before the due as moved so far. The landing is not
// applied again.
func (r *reckoning) appendPauses(last Date, clock time.Time, pauses []Pause, d *Deadline) bool {
	r.land(last, clock, d)
	for _, p := range pauses {
		if !p.From.Before(d.At) {
			break
		}
		if p.To.IsZero() {
			return false
		}
		if open := r.cal.Between(p.From, p.To); open > 0 {
			d.At = r.cal.Add(d.At, open)
			d.Date = r.endDate(d.At)
		}
	}
	d.Provisional = !r.cal.Knows(d.Date)
	return true
}

// shiftByPauses moves the last day by the dates of every pause that begins
// before the due as moved so far, first date counted, last not; the roll is
// applied afterwards.
func (r *reckoning) shiftByPauses(last Date, clock time.Time, pauses []Pause, d *Deadline) bool {
	r.land(last, clock, d)
	for _, p := range pauses {
		if !p.From.Before(d.At) {
			break
		}
		if p.To.IsZero() {
			return false
		}
		last = last.AddDays(int(r.cal.Date(p.To).number() - r.cal.Date(p.From).number()))
		r.land(last, clock, d)
	}
	asked := r.term.Roll != RollNone || r.term.landing() == LandClose || r.term.landing() == LandNext
	d.Provisional = asked && !r.cal.Knows(d.Date)
	return true
}

// land rolls the last day and sets the instant and the date of the due.
func (r *reckoning) land(last Date, clock time.Time, d *Deadline) {
	d.Date = r.roll(last, clock)
	d.At = r.landOn(d.Date, clock)
	if r.term.landing() == LandNext {
		if open, ok := r.cal.NextOpen(d.At); ok {
			d.At, d.Date = open, r.cal.Date(open)
		}
	}
}

// roll moves a last day at rest to a working day. A roll back that would end
// before the start goes forward instead.
func (r *reckoning) roll(last Date, clock time.Time) Date {
	if r.term.Roll == RollNone || r.cal.Workday(last) {
		return last
	}
	if r.term.Roll == RollBack {
		if back := r.cal.AddWorkdays(last, -1); !r.landOn(back, clock).Before(r.start) {
			return back
		}
	}
	return r.cal.AddWorkdays(last, 1)
}

// landOn is the instant on a date at which the term ends.
func (r *reckoning) landOn(day Date, clock time.Time) time.Time {
	switch r.term.landing() {
	case LandMidnight:
		return r.cal.EndOfDay(day)
	case LandClose:
		if end, open := r.cal.DayClose(day); open {
			return end
		}
		return r.cal.EndOfDay(day)
	}
	return r.cal.clockLike(r.cal.Date(clock), day, clock)
}

// stepDate counts a span of dates from a date, backwards when sign is -1.
func stepDate(cal *Calendar, d Date, s Span, sign int) Date {
	n := sign * int(s.n)
	switch s.unit {
	case Workday:
		return cal.AddWorkdays(d, n)
	case Day:
		return d.AddDays(n)
	case Week:
		return d.AddDays(7 * n)
	case Month:
		return d.AddMonths(n)
	}
	return d
}

// clock is the instant of a clock time on a date: the first at which local
// clocks show it or later. 24:00 is the first instant of the next date.
func (c *Calendar) clock(d Date, seconds int32) time.Time {
	if seconds >= secondsPerDay {
		return c.EndOfDay(d)
	}
	start := c.StartOfDay(d)
	guess := start.Add(time.Duration(seconds) * time.Second)
	if h, m, s := guess.Clock(); int32(h*3600+m*60+s) == seconds && dateOf(guess) == d {
		return guess
	}
	reading := int64(d.number())*secondsPerDay + int64(seconds)
	r := resolver{segments: zoneSegments(c.rules.zone, reading-2*zoneMargin, reading+2*zoneMargin)}
	return time.Unix(r.instant(reading), 0).In(c.rules.zone)
}

// clockLike carries the clock time that t has relative to date from over to
// date to. The end of date from becomes the end of date to.
func (c *Calendar) clockLike(from, to Date, t time.Time) time.Time {
	t = t.In(c.rules.zone)
	if t.Equal(c.EndOfDay(from)) {
		return c.EndOfDay(to)
	}
	h, m, s := t.Clock()
	extra := dateOf(t).number() - from.number()
	to = to.AddDays(int(extra))
	return c.clock(to, int32(h*3600+m*60+s)).Add(time.Duration(t.Nanosecond()))
}
