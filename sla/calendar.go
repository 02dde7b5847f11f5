package sla

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Calendar knows when a place is open. It is immutable and safe for concurrent
// use; make one with NewCalendar or Always.
//
// It covers the years 1950 to 2199. Outside them it is closed, and a result
// that would lie outside is the edge; nothing loops or fails there. Years are
// compiled when they are first asked about and kept.
type Calendar struct {
	spec   CalendarSpec
	ref    string
	known  Date
	rules  *rules
	always bool

	grow     sync.Mutex
	compiled atomic.Pointer[table]
}

const (
	firstYear = 1950
	lastYear  = 2199
)

var (
	firstInstant = time.Date(firstYear, time.January, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	lastInstant  = time.Date(lastYear+1, time.January, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

// NewCalendar checks and compiles a calendar. It returns an *InvalidError with
// every fault at once. A calendar that could never open is a fault.
func NewCalendar(spec CalendarSpec) (*Calendar, error) {
	var fs faults
	c := &Calendar{spec: spec.clone(), ref: spec.ID + "@" + spec.Version, rules: compileRules(&spec, &fs)}
	if err := fs.err(); err != nil {
		return nil, err
	}
	if spec.KnownThrough != "" {
		c.known, _ = ParseDate(spec.KnownThrough)
	}
	c.always = c.rules.alwaysOpen()
	if !c.always && !c.everOpen() {
		return nil, invalid("week", "must leave some open time beside holidays and other calendars", "")
	}
	return c, nil
}

// everOpen looks for open time in a full cycle of weekdays and leap years.
func (c *Calendar) everOpen() bool {
	const cycle = 28
	if compileTable(c.rules, 2001, 2001).total() > 0 {
		return true
	}
	return compileTable(c.rules, 2001, 2000+cycle).total() > 0
}

// Always is a calendar that never closes, with version "1". Its zone decides
// what a date is. It returns an *InvalidError for a blank id or unknown zone.
func Always(id, zone string) (*Calendar, error) {
	return NewCalendar(CalendarSpec{ID: id, Version: "1", Zone: zone, Week: EveryDay("00:00-24:00")})
}

// Spec returns the calendar's definition; the caller may change the copy.
func (c *Calendar) Spec() CalendarSpec { return c.spec.clone() }

// ID returns the name of the calendar.
func (c *Calendar) ID() string { return c.spec.ID }

// Version returns the version of the calendar.
func (c *Calendar) Version() string { return c.spec.Version }

// Ref returns "id@version", as deadlines record it.
func (c *Calendar) Ref() string { return c.ref }

// Zone returns the zone in which dates and clock times are read.
func (c *Calendar) Zone() *time.Location { return c.rules.zone }

// KnownThrough returns the last date whose holidays are known, or the zero
// Date when all are.
func (c *Calendar) KnownThrough() Date { return c.known }

// Knows reports whether the holidays of the date are known.
func (c *Calendar) Knows(d Date) bool { return c.known.IsZero() || !d.After(c.known) }

// Covers reports whether the instant lies within the years the calendar covers,
// 1950 to 2199 in UTC. The edges do not: they are what Add and Sub return when
// the answer lies outside, so an answer that is covered is exact.
func (c *Calendar) Covers(t time.Time) bool { return covered(t) }

// covered reports whether an instant lies within the years calendars cover.
func covered(t time.Time) bool {
	sec := t.Unix()
	early := sec < firstInstant/int64(time.Second) || t.Equal(time.Unix(0, firstInstant))
	return !early && sec < lastInstant/int64(time.Second)
}

// checkCovered returns an *InvalidError without a field for an instant outside
// the years that calendars cover.
func checkCovered(t time.Time) error {
	if covered(t) {
		return nil
	}
	return invalid("", "must lie in the years 1950 to 2199", t.UTC().Format(time.RFC3339))
}

// reaches reports whether an answer of the calendar is exact: neither the
// instant nor its date lies outside the years covered.
func (c *Calendar) reaches(t time.Time) bool { return covered(t) && c.Date(t).number() <= lastDay }

// Intersect makes the calendar that is open when both are open. Dates, zone,
// holidays and shifts are those of a; KnownThrough is the earlier of the two.
// It returns an *InvalidError when they are never open together.
func Intersect(id, version string, a, b *Calendar) (*Calendar, error) {
	if a == nil || b == nil {
		return nil, invalid("calendar", "must be given twice", "")
	}
	spec := a.Spec()
	spec.ID, spec.Version = id, version
	spec.Within = append(spec.Within, b.Spec())
	if a.known.IsZero() || (!b.known.IsZero() && b.known.Before(a.known)) {
		spec.KnownThrough = b.known.String()
	}
	return NewCalendar(spec)
}

// String describes the calendar for logs.
func (c *Calendar) String() string { return fmt.Sprintf("%s (%s)", c.Ref(), c.rules.zone) }

// clampNanos is the instant in nanoseconds, moved to the edge when it lies
// outside the years the calendar covers.
func clampNanos(t time.Time) int64 {
	switch sec := t.Unix(); {
	case sec < firstInstant/int64(time.Second):
		return firstInstant
	case sec >= lastInstant/int64(time.Second):
		return lastInstant - 1
	}
	return t.UnixNano()
}

// tableAt returns a table that holds the instant.
func (c *Calendar) tableAt(ns int64) *table {
	if t := c.compiled.Load(); t != nil && t.from <= ns && ns < t.to {
		return t
	}
	// Two days of margin on each side of the year in UTC hold any zone.
	year := time.Unix(0, ns).UTC().Year()
	return c.covering(year-1, year+1)
}

// tableOn returns a table that holds the date, or nil when the calendar does
// not cover it.
func (c *Calendar) tableOn(n int32) *table {
	if t := c.compiled.Load(); t != nil && t.first <= n && int(n-t.first) < len(t.days) {
		return t
	}
	year := dateOfNumber(n).Year
	if year < firstYear || year > lastYear {
		return nil
	}
	return c.covering(year-1, year+1)
}

// covering returns a table of at least those years, as far as the calendar
// goes, compiling it when needed. One year of margin is kept at the edges.
func (c *Calendar) covering(fromYear, toYear int) *table {
	c.grow.Lock()
	defer c.grow.Unlock()
	fromYear, toYear = max(fromYear, firstYear-1), min(toYear, lastYear+1)
	old := c.compiled.Load()
	if old != nil {
		oldFrom, oldTo := old.years()
		if oldFrom <= fromYear && toYear <= oldTo {
			return old
		}
		fromYear, toYear = min(fromYear, oldFrom), max(toYear, oldTo)
	}
	t := compileTable(c.rules, fromYear, toYear)
	c.compiled.Store(t)
	return t
}

// later returns a table that reaches about twice as far into the future, or
// nil when t reaches the end already. earlier is its mirror image.
func (c *Calendar) later(t *table) *table {
	from, to := t.years()
	if to > lastYear {
		return nil
	}
	return c.covering(from, to+max(4, to-from))
}

func (c *Calendar) earlier(t *table) *table {
	from, to := t.years()
	if from < firstYear {
		return nil
	}
	return c.covering(from-max(4, to-from), to)
}

// years returns the first and last year of the table.
func (t *table) years() (from, to int) {
	return dateOfNumber(t.first).Year, dateOfNumber(t.first + int32(len(t.days)) - 1).Year
}
