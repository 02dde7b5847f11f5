package sla

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"time"
)

// table is a calendar compiled over a range of years. It is immutable.
// Instants are nanoseconds since 1970, dates are day numbers.
type table struct {
	first   int32 // number of days[0]
	from    int64 // start of the first date
	to      int64 // end of the last date
	days    []dayRow
	spans   []openSpan
	working []int32 // the working dates, ascending
	byDay   []int32 // index of the first span that ends after each date's start
	shift   uint    // width of a count bucket as a power of two
	byCount []int32 // index of the first span that reaches each count bucket
}

// dayRow is one date.
type dayRow struct {
	start       int64 // its first instant
	open, close int64 // first opening and last close of its own shifts
	before      int32 // working dates before it, within the table
	working     bool
}

// openSpan is a maximal stretch of open time [open, close), with the open time
// before it within the table.
type openSpan struct{ open, close, before int64 }

func (s openSpan) through() int64 { return s.before + s.close - s.open }

// piece is a stretch of open time that belongs to a date.
type piece struct {
	open, close int64
	day         int32 // number of the date its shift starts on
	extra       bool  // open time that makes no date a working day
}

// compileTable compiles the rules over whole years, both included.
func compileTable(r *rules, fromYear, toYear int) *table {
	first := Date{fromYear, time.January, 1}.number()
	last := Date{toYear + 1, time.January, 1}.number()
	b := builder{rules: r, first: first, last: last}
	b.resolve = resolver{segments: zoneSegments(r.zone,
		int64(first-5)*secondsPerDay, int64(last+5)*secondsPerDay)}
	t := &table{first: first, days: b.dates()}
	t.from, t.to = t.days[0].start, b.at(last, 0)
	pieces := b.pieces()
	for _, inner := range r.within {
		other := inner.covering(fromYear-1, toYear+1)
		pieces = keep(pieces, other.spans)
	}
	t.mark(pieces)
	t.merge(pieces)
	t.index()
	return t
}

// builder walks the dates of a table.
type builder struct {
	rules       *rules
	first, last int32
	resolve     resolver
}

// at is the instant of a local clock reading on a date.
func (b *builder) at(day, seconds int32) int64 {
	return b.resolve.instant(int64(day)*secondsPerDay+int64(seconds)) * int64(time.Second)
}

func (b *builder) dates() []dayRow {
	days := make([]dayRow, b.last-b.first)
	for i := range days {
		days[i].start = b.at(b.first+int32(i), 0)
	}
	return days
}

// pieces lists the open time of all dates, with two days of margin for shifts
// and closures that reach in from outside.
func (b *builder) pieces() []piece {
	var pieces []piece
	var closures []openSpan
	for day := b.first - 2; day < b.last+2; day++ {
		hours, cuts, closed := b.rules.on(day)
		for _, s := range hours {
			p := piece{open: b.at(day, s.from), close: b.at(day, s.to), day: day}
			if p.open < p.close {
				pieces = append(pieces, p)
			}
		}
		for _, s := range cuts {
			closures = append(closures, openSpan{open: b.at(day, s.from), close: b.at(day, s.to)})
		}
		if closed && b.rules.holidayCut {
			closures = append(closures, openSpan{open: b.at(day, 0), close: b.at(day+1, 0)})
			pieces = b.afterMidnight(pieces, day)
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.open, b.open) })
	return remove(pieces, closures)
}

// afterMidnight adds what is left of a closed date's night shifts when the
// holiday is cut at midnight.
func (b *builder) afterMidnight(pieces []piece, day int32) []piece {
	for _, s := range b.rules.usual(day) {
		if p := (piece{open: b.at(day+1, 0), close: b.at(day, s.to), day: day, extra: true}); p.open < p.close {
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// usual is what the weekday of a date would be open, holiday or not.
func (r *rules) usual(n int32) []shift { return r.week[weekdayOf(n)] }

// remove cuts closures out of pieces sorted by their opening.
func remove(pieces []piece, closures []openSpan) []piece {
	if len(closures) == 0 {
		return pieces
	}
	slices.SortFunc(closures, func(a, b openSpan) int { return cmp.Compare(a.open, b.open) })
	var out []piece
	for _, p := range pieces {
		i := sort.Search(len(closures), func(i int) bool { return closures[i].open > p.open-3*dayNanos })
		for ; i < len(closures) && closures[i].open < p.close; i++ {
			c := closures[i]
			if c.close <= p.open {
				continue
			}
			if c.open > p.open {
				head := p
				head.close = c.open
				out = append(out, head)
			}
			p.open = min(c.close, p.close)
		}
		if p.open < p.close {
			out = append(out, p)
		}
	}
	return out
}

const dayNanos = int64(secondsPerDay) * int64(time.Second)

// keep cuts pieces down to what lies within the spans.
func keep(pieces []piece, spans []openSpan) []piece {
	var out []piece
	for _, p := range pieces {
		i := sort.Search(len(spans), func(i int) bool { return spans[i].close > p.open })
		for ; i < len(spans) && spans[i].open < p.close; i++ {
			part := p
			part.open, part.close = max(p.open, spans[i].open), min(p.close, spans[i].close)
			out = append(out, part)
		}
	}
	return out
}

// mark notes on each date when its own shifts open and close.
func (t *table) mark(pieces []piece) {
	for _, p := range pieces {
		i := p.day - t.first
		if i < 0 || int(i) >= len(t.days) || p.extra || p.day < firstDay || p.day > lastDay {
			continue
		}
		day := &t.days[i]
		if !day.working {
			day.working, day.open, day.close = true, p.open, p.close
		}
		day.open, day.close = min(day.open, p.open), max(day.close, p.close)
	}
	for i := range t.days {
		t.days[i].before = int32(len(t.working))
		if t.days[i].working {
			t.working = append(t.working, t.first+int32(i))
		}
	}
}

// merge joins pieces that touch or overlap into spans, within the table.
func (t *table) merge(pieces []piece) {
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.open, b.open) })
	for _, p := range pieces {
		open, end := max(p.open, t.from, firstInstant), min(p.close, t.to, lastInstant)
		if open >= end {
			continue
		}
		n := len(t.spans)
		if n > 0 && open <= t.spans[n-1].close {
			t.spans[n-1].close = max(t.spans[n-1].close, end)
			continue
		}
		before := int64(0)
		if n > 0 {
			before = t.spans[n-1].through()
		}
		t.spans = append(t.spans, openSpan{open: open, close: end, before: before})
	}
}

// index makes both searches start where they end: by date, and by count.
func (t *table) index() {
	t.byDay = make([]int32, len(t.days))
	k := 0
	for i, day := range t.days {
		for k < len(t.spans) && t.spans[k].close <= day.start {
			k++
		}
		t.byDay[i] = int32(k)
	}
	total := t.total()
	if total == 0 {
		return
	}
	t.shift = uint(bits.Len64(uint64(total) / uint64(len(t.spans))))
	k = 0
	for bucket := range total>>t.shift + 1 { // not by adding: two centuries of open time end near the last int64
		for t.spans[k].through() < bucket<<t.shift {
			k++
		}
		t.byCount = append(t.byCount, int32(k))
	}
}

// total is all open time in the table.
func (t *table) total() int64 {
	if len(t.spans) == 0 {
		return 0
	}
	return t.spans[len(t.spans)-1].through()
}
