package sla

import (
	"math"
	"sort"
	"time"
)

// Add returns the earliest instant at which the open time counted since t
// equals d: eight hours from 09:00 on a day open 09:00 to 17:00 end at 17:00
// that day. Add(t, 0) is t; a negative d is Sub. The result has t's location.
func (c *Calendar) Add(t time.Time, d time.Duration) time.Time {
	switch {
	case d == 0:
		return t
	case d < 0:
		return c.Sub(t, -max(d, -math.MaxInt64))
	case c.always:
		return t.Add(d)
	}
	ns := clampNanos(t)
	tab := c.tableAt(ns)
	for {
		if result, ok := tab.add(ns, int64(d)); ok {
			return at(t, ns, result)
		}
		next := c.later(tab)
		if next == nil {
			return at(t, ns, lastInstant)
		}
		tab = next
	}
}

// Sub returns the latest instant with d of open time up to t: one hour before
// a Monday 10:00 is Monday 09:00, not the closing time on Friday. Sub(t, 0) is
// t; a negative d is Add. The result has t's location.
func (c *Calendar) Sub(t time.Time, d time.Duration) time.Time {
	switch {
	case d == 0:
		return t
	case d < 0:
		return c.Add(t, -max(d, -math.MaxInt64))
	case c.always:
		return t.Add(-d)
	}
	ns := clampNanos(t)
	tab := c.tableAt(ns)
	for {
		if count := tab.count(ns); int64(d) <= count {
			return at(t, ns, tab.latest(count-int64(d)))
		}
		next := c.earlier(tab)
		if next == nil {
			return at(t, ns, firstInstant)
		}
		tab = next
	}
}

// at is the result ns of a computation that began at t, in t's location.
func at(t time.Time, from, ns int64) time.Time {
	if t.Unix() < firstInstant/int64(time.Second) || t.Unix() >= lastInstant/int64(time.Second) {
		return time.Unix(0, ns).In(t.Location())
	}
	return t.Add(time.Duration(ns - from))
}

// Between returns the open time from a to b, negative when b lies before a.
// Open time is real time: a repeated autumn hour counts, a skipped spring hour
// does not. Results too long for a Duration (292 years) are capped.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if c.always {
		return b.Sub(a)
	}
	from, to := clampNanos(a), clampNanos(b)
	if from > to {
		return -c.between(to, from)
	}
	return c.between(from, to)
}

func (c *Calendar) between(from, to int64) time.Duration {
	tab := c.tableAt(from)
	if to >= tab.to {
		tab = c.tableAt(to) // tables only grow, so it holds from as well
	}
	return time.Duration(tab.count(to) - tab.count(from))
}

// IsOpen reports whether the calendar is open at t. The opening instant is
// open, the closing instant is not.
func (c *Calendar) IsOpen(t time.Time) bool {
	if c.always {
		return true
	}
	ns := clampNanos(t)
	tab := c.tableAt(ns)
	i := tab.spanAfter(ns)
	return i < len(tab.spans) && tab.spans[i].open <= ns && at(t, ns, ns).Equal(t)
}

// NextOpen returns the first open instant at or after t, in t's location. It
// reports false when there is none in the years the calendar covers.
func (c *Calendar) NextOpen(t time.Time) (time.Time, bool) {
	if c.always {
		return t, true
	}
	ns := clampNanos(t)
	for tab := c.tableAt(ns); tab != nil; tab = c.later(tab) {
		if i := tab.spanAfter(ns); i < len(tab.spans) {
			return at(t, ns, max(ns, tab.spans[i].open)), true
		}
	}
	return time.Time{}, false
}

// NextClose returns the first closing instant after t, in t's location: of the
// present opening when open at t, of the next one otherwise. It reports false
// when there is none in the years the calendar covers.
func (c *Calendar) NextClose(t time.Time) (time.Time, bool) {
	if c.always {
		return time.Time{}, false
	}
	ns := clampNanos(t)
	for tab := c.tableAt(ns); tab != nil; tab = c.later(tab) {
		if i := tab.spanAfter(ns); i < len(tab.spans) && tab.spans[i].close < tab.to {
			return at(t, ns, tab.spans[i].close), true
		}
	}
	return time.Time{}, false
}

// add is Calendar.Add within the table; it reports false when the result lies
// beyond it.
func (t *table) add(ns, d int64) (int64, bool) {
	i := t.spanAfter(ns)
	if i == len(t.spans) {
		return 0, false
	}
	s := t.spans[i]
	begin := max(ns, s.open)
	if d <= s.close-begin {
		return begin + d, true
	}
	count := s.before + begin - s.open
	if d > t.total()-count {
		return 0, false
	}
	s = t.spans[t.spanReaching(count+d)]
	return s.open + count + d - s.before, true
}

// count is the open time from the start of the table up to ns.
func (t *table) count(ns int64) int64 {
	i := t.spanAfter(ns)
	if i == len(t.spans) {
		return t.total()
	}
	s := t.spans[i]
	return s.before + max(ns-s.open, 0)
}

// latest is the latest instant with that count; some open time must follow it.
func (t *table) latest(count int64) int64 {
	i := t.spanReaching(count)
	if t.spans[i].through() == count {
		i++
	}
	return t.spans[i].open + count - t.spans[i].before
}

// spanAfter is the index of the first span that ends after ns.
func (t *table) spanAfter(ns int64) int {
	day := t.dayAt(ns)
	low, high := int(t.byDay[day]), len(t.spans)
	if day+1 < len(t.byDay) {
		high = int(t.byDay[day+1])
	}
	for low < high && t.spans[low].close <= ns {
		if high-low > linear {
			return low + sort.Search(high-low, func(k int) bool { return t.spans[low+k].close > ns })
		}
		low++
	}
	return low
}

// linear is the number of spans up to which stepping beats bisection.
const linear = 8

// spanReaching is the index of the first span whose end has that count.
func (t *table) spanReaching(count int64) int {
	bucket := int(count >> t.shift)
	low, high := int(t.byCount[bucket]), len(t.spans)-1
	if bucket+1 < len(t.byCount) {
		high = int(t.byCount[bucket+1])
	}
	for low < high && t.spans[low].through() < count {
		if high-low > linear {
			return low + sort.Search(high-low, func(k int) bool { return t.spans[low+k].through() >= count })
		}
		low++
	}
	return low
}

// dayAt is the index of the date that holds ns. A date is the time from its
// own first instant to that of the next, so that dates never run backwards
// even where clocks do.
func (t *table) dayAt(ns int64) int {
	i := min(max(int((ns-t.from)/dayNanos), 0), len(t.days)-1)
	for i+1 < len(t.days) && t.days[i+1].start <= ns {
		i++
	}
	for i > 0 && t.days[i].start > ns {
		i--
	}
	return i
}
