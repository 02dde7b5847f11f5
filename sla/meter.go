package sla

import (
	"slices"
	"time"
)

// meter measures time: open time of a calendar, or real time.
type meter struct {
	cal     *Calendar
	elapsed bool
}

// meterFor is the meter of a unit. Units that count dates measure open time.
func meterFor(cal *Calendar, u Unit) meter { return meter{cal: cal, elapsed: u.Elapsed()} }

func (m meter) add(t time.Time, d time.Duration) time.Time {
	if m.elapsed {
		return t.Add(d)
	}
	return m.cal.Add(t, d)
}

func (m meter) between(a, b time.Time) time.Duration {
	if m.elapsed {
		return b.Sub(a)
	}
	return m.cal.Between(a, b)
}

// used is the measured time from a to b outside the pauses.
func (m meter) used(a, b time.Time, pauses []Pause) time.Duration {
	total := m.between(a, b)
	for _, p := range pauses {
		from, to := latest(p.From, a), p.To
		if to.IsZero() || to.After(b) {
			to = b
		}
		if from.Before(to) {
			total -= m.between(from, to)
		}
	}
	return total
}

// forward is the earliest instant with d measured since t outside the pauses,
// which are ordered and disjoint. It reports false when a pause that has not
// ended stands in the way. A pause that begins at the very instant does not.
func (m meter) forward(t time.Time, d time.Duration, pauses []Pause) (time.Time, bool) {
	for _, p := range pauses {
		if !p.To.IsZero() && !p.To.After(t) {
			continue
		}
		if before := max(m.between(t, p.From), 0); d > before {
			d -= before
			t = latest(t, p.To)
		} else {
			break
		}
		if p.To.IsZero() {
			return time.Time{}, false
		}
	}
	return m.add(t, d), true
}

// backward is the latest instant with d measured up to t outside the pauses.
func (m meter) backward(t time.Time, d time.Duration, pauses []Pause) time.Time {
	for _, p := range slices.Backward(pauses) {
		if !p.From.Before(t) {
			continue
		}
		after := time.Duration(0)
		if !p.To.IsZero() && p.To.Before(t) {
			after = m.between(p.To, t)
		}
		if d <= after {
			break
		}
		d -= after
		t = p.From
	}
	return m.add(t, -d)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// clipPauses returns the pauses ordered, merged and within [from, until); a
// zero until means without end. The argument is not changed.
func clipPauses(pauses []Pause, from, until time.Time) []Pause {
	if len(pauses) == 0 {
		return nil
	}
	out := make([]Pause, 0, len(pauses))
	for _, p := range pauses {
		p.From = latest(p.From, from)
		if !until.IsZero() && (p.To.IsZero() || p.To.After(until)) {
			p.To = until
		}
		if p.To.IsZero() || p.From.Before(p.To) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Pause) int { return a.From.Compare(b.From) })
	return mergePauses(out)
}

func mergePauses(sorted []Pause) []Pause {
	out := sorted[:0]
	for _, p := range sorted {
		if n := len(out); n > 0 && (out[n-1].To.IsZero() || !p.From.After(out[n-1].To)) {
			if last := &out[n-1]; !last.To.IsZero() && (p.To.IsZero() || p.To.After(last.To)) {
				last.To = p.To
			}
			continue
		}
		out = append(out, p)
	}
	return out
}
