package sla

import "time"

// rules is a checked CalendarSpec in a form that is quick to walk.
type rules struct {
	zone       *time.Location
	week       [7][]shift // by time.Weekday
	holidays   map[int32]bool
	yearly     map[monthDay]bool
	dates      map[int32]dateRules
	holidayCut bool
	within     []*Calendar
}

type monthDay struct {
	month time.Month
	day   int
}

type dateRules struct {
	replaces bool // hours stand for the week's, holiday or not
	closed   bool
	hours    []shift
	cuts     []shift
}

// on returns what is open on the date with that number: its shifts, the
// closures to take out of whatever is open, and whether it is a closed date.
func (r *rules) on(n int32) (hours, cuts []shift, closed bool) {
	rule := r.dates[n]
	switch {
	case rule.closed:
		return nil, nil, true
	case rule.replaces:
		return rule.hours, rule.cuts, false
	case r.holiday(n):
		return nil, rule.cuts, true
	}
	return r.week[weekdayOf(n)], rule.cuts, false
}

func (r *rules) holiday(n int32) bool {
	if r.holidays[n] {
		return true
	}
	if len(r.yearly) == 0 {
		return false
	}
	d := dateOfNumber(n)
	return r.yearly[monthDay{d.Month, d.Day}]
}

// alwaysOpen reports whether the rules never close.
func (r *rules) alwaysOpen() bool {
	for _, hours := range r.week {
		if len(hours) != 1 || hours[0] != (shift{0, secondsPerDay}) {
			return false
		}
	}
	return len(r.holidays)+len(r.yearly)+len(r.dates)+len(r.within) == 0
}
