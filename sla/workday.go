package sla

import "time"

// Date returns the civil date of t in the calendar's zone. Dates never run
// backwards: where clocks are set back over midnight the new date stays.
func (c *Calendar) Date(t time.Time) Date {
	ns := clampNanos(t)
	if !at(t, ns, ns).Equal(t) {
		return dateOf(t.In(c.rules.zone))
	}
	tab := c.tableAt(ns)
	return dateOfNumber(tab.first + int32(tab.dayAt(ns)))
}

// StartOfDay returns the first instant of the date, in the calendar's zone.
// That is not 00:00 on a date whose clocks skip midnight.
func (c *Calendar) StartOfDay(d Date) time.Time {
	n := d.number()
	if tab := c.tableOn(n); tab != nil {
		return c.instant(tab.days[n-tab.first].start)
	}
	d = dateOfNumber(n)
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, c.rules.zone)
}

// EndOfDay returns 24:00 of the date: the first instant of the next.
func (c *Calendar) EndOfDay(d Date) time.Time { return c.StartOfDay(d.AddDays(1)) }

// Workday reports whether the date counts as a working day (工作日): whether
// any open interval starts on it. A make-up Saturday does, a holiday does not.
func (c *Calendar) Workday(d Date) bool {
	row, ok := c.day(d)
	return ok && row.working
}

// DayOpen returns the first opening of the date, in the calendar's zone. It
// reports false when nothing opens on it.
func (c *Calendar) DayOpen(d Date) (time.Time, bool) {
	row, ok := c.day(d)
	if !ok || !row.working {
		return time.Time{}, false
	}
	return c.instant(row.open), true
}

// DayClose returns the close of business of the date, in the calendar's zone:
// the end of the last interval that starts on it, which is on the next date
// for a night shift. It reports false when nothing opens on it.
func (c *Calendar) DayClose(d Date) (time.Time, bool) {
	row, ok := c.day(d)
	if !ok || !row.working {
		return time.Time{}, false
	}
	return c.instant(row.close), true
}

func (c *Calendar) day(d Date) (dayRow, bool) {
	n := d.number()
	tab := c.tableOn(n)
	if tab == nil {
		return dayRow{}, false
	}
	return tab.days[n-tab.first], true
}

func (c *Calendar) instant(ns int64) time.Time { return time.Unix(0, ns).In(c.rules.zone) }

// AddWorkdays returns the nth working day after d. The start date is day 0
// whether it is worked or not, so the first working day after a Saturday is
// the Monday. A negative n counts back: the working day before a rest day is
// -1. AddWorkdays(d, 0) is d. A result outside the years the calendar covers is
// the nearest date outside them: 1949-12-31 or 2200-01-01.
func (c *Calendar) AddWorkdays(d Date, n int) Date {
	if n == 0 {
		return d
	}
	day := min(max(d.number(), firstDay), lastDay)
	tab := c.tableOn(day)
	for {
		if k, ok := tab.workdayFrom(day, n); ok {
			return dateOfNumber(tab.working[k])
		}
		next := c.further(tab, n)
		if next == nil {
			return edge(n)
		}
		tab = next
	}
}

var (
	firstDay = Date{firstYear, time.January, 1}.number()
	lastDay  = Date{lastYear, time.December, 31}.number()
)

func (c *Calendar) further(tab *table, n int) *table {
	if n < 0 {
		return c.earlier(tab)
	}
	return c.later(tab)
}

func edge(n int) Date {
	if n < 0 {
		return dateOfNumber(firstDay - 1)
	}
	return dateOfNumber(lastDay + 1)
}

// workdayFrom is the index among the table's working dates of the nth after
// day, or the nth before it when n is negative.
func (t *table) workdayFrom(day int32, n int) (int, bool) {
	row := t.days[day-t.first]
	k := int(row.before) + n
	if n > 0 && !row.working {
		k--
	}
	return k, k >= 0 && k < len(t.working)
}

// WorkdaysBetween counts the working days after a up to and including b. When
// b lies before a it is negative and counts the working days before a down to
// and including b.
func (c *Calendar) WorkdaysBetween(a, b Date) int {
	from := min(max(a.number(), firstDay), lastDay)
	to := min(max(b.number(), firstDay), lastDay)
	tab := c.tableOn(from)
	if to < tab.first || int(to-tab.first) >= len(tab.days) {
		tab = c.covering(dateOfNumber(min(from, to)).Year-1, dateOfNumber(max(from, to)).Year+1)
	}
	x, y := tab.days[from-tab.first], tab.days[to-tab.first]
	if to < from {
		return int(y.before - x.before)
	}
	return int(y.through() - x.through())
}

// through counts the working dates up to and including the date.
func (r dayRow) through() int32 {
	if r.working {
		return r.before + 1
	}
	return r.before
}
