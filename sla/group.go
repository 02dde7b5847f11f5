package sla

import (
	"slices"
	"time"
)

// group is the cycles of one target and instance while an event is applied.
type group struct {
	target   *target
	instance string
	old      []Timer // never changed
	facts    Facts
	recorded time.Time // when the event was written down
	since    time.Time // the instant a new cycle counts from, if not its start
}

// apply returns the cycles after the marks, and whether anything changed.
// Marks after everything known act on the last cycle as it stands; a
// back-dated one makes the whole group run again.
func (g *group) apply(marks []mark) ([]Timer, bool) {
	if g.idle(marks) {
		return g.old, false
	}
	if marks[0].at.After(g.horizon()) {
		return g.proceed(marks)
	}
	known := g.target.marksOf(g.old)
	var fresh []mark
	for _, m := range marks {
		m.again = slices.ContainsFunc(known, func(k mark) bool { return sameMark(k, m) })
		if !g.sealed(m) && !(m.again && m.at.Before(known[len(known)-1].at)) {
			m.fresh = true
			fresh = append(fresh, m)
		}
	}
	if len(fresh) == 0 {
		return g.old, false
	}
	if n := len(known); n == 0 || compareMarks(known[n-1], fresh[0]) <= 0 {
		return g.proceed(fresh)
	}
	f := &fold{target: g.target, blank: g.blank()}
	all := slices.Concat(known, fresh)
	slices.SortStableFunc(all, compareMarks)
	if !f.run(all) {
		return g.old, false
	}
	for i := range f.cycles {
		if prior := g.prior(f.cycles, i); prior != nil {
			f.cycles[i].inherit(prior, i == 0, g.recorded)
			g.settle(&f.cycles[i], prior)
		}
	}
	return g.finish(f, 0), true
}

// idle reports whether the marks, of one event, certainly change nothing:
// starts of a clock that runs, or anything but a start where none ever ran.
func (g *group) idle(marks []mark) bool {
	if len(g.old) > 0 && (g.target.retains || !g.old[len(g.old)-1].Live() || marks[0].at.Before(g.old[0].Start)) {
		return false
	}
	for _, m := range marks {
		if (m.role == roleStart) != (len(g.old) > 0) {
			return false
		}
	}
	return true
}

// horizon is the latest instant anything is known of.
func (g *group) horizon() time.Time {
	var last time.Time
	for i := range g.old {
		tm := &g.old[i]
		last = latest(latest(last, tm.Start), tm.Stop)
		for _, p := range tm.Pauses {
			last = latest(latest(last, p.From), p.To)
		}
		for _, m := range tm.Ignored {
			last = latest(last, m.At)
		}
	}
	return last
}

// proceed lets marks act that come after everything known.
func (g *group) proceed(marks []mark) ([]Timer, bool) {
	for i := range marks {
		marks[i].fresh = true
	}
	f := &fold{target: g.target, blank: g.blank(), cycles: slices.Clone(g.old)}
	if !f.run(marks) {
		return g.old, false
	}
	return g.finish(f, max(len(g.old)-1, 0)), true
}

// blank is a new cycle before it starts.
func (g *group) blank() Timer {
	first := 1
	if len(g.old) > 0 {
		first = g.old[0].Cycle
	}
	return Timer{Target: g.target.Name, Instance: g.instance, Cycle: first}
}

// sameMark reports whether two marks are the same event told twice.
func sameMark(a, b mark) bool { return a.role == b.role && a.at.Equal(b.at) }

// sealed reports whether a mark lies before what is kept one by one.
func (g *group) sealed(m mark) bool {
	return len(g.old) > 0 && m.at.Before(g.old[0].Start) &&
		(g.old[0].Past.Cycles > 0 || g.old[0].Origin == ByReopen)
}

// finish gives new cycles their term and derives what follows, from index on;
// the cycles before it have not changed.
func (g *group) finish(f *fold, from int) []Timer {
	for i := from; i < len(f.cycles); i++ {
		tm := &f.cycles[i]
		if g.prior(f.cycles, i) == nil {
			g.equip(tm)
		}
		g.target.compute(tm)
	}
	return seal(f.cycles, f.restarted)
}

// prior is the cycle as it was before: the one with the same start, or the
// one in the same place when a start moved.
func (g *group) prior(cycles []Timer, i int) *Timer {
	nth := 0 // cycles may start at one instant: the nth of them is the nth of before
	for k := range i {
		if cycles[k].Start.Equal(cycles[i].Start) {
			nth++
		}
	}
	for k := range g.old {
		if !g.old[k].Start.Equal(cycles[i].Start) {
			continue
		}
		if nth == 0 {
			return &g.old[k]
		}
		nth--
	}
	if len(cycles) == len(g.old) {
		return &g.old[i]
	}
	return nil
}

// inherit takes over what is no event: term, extensions, steps taken. A clock
// whose start moved is armed anew.
func (tm *Timer) inherit(prior *Timer, first bool, recorded time.Time) {
	tm.Term, tm.Base, tm.Armed = prior.Term, prior.Base, prior.Armed
	tm.Extensions, tm.Taken, tm.Past = prior.Extensions, prior.Taken, prior.Past
	if first {
		tm.Origin = prior.Origin
	}
	if !tm.Start.Equal(prior.Start) {
		tm.Armed = recorded
	}
}

// settle gives a cycle whose start moved the due of the event that starts it
// now, or else a term.
func (g *group) settle(tm, prior *Timer) {
	switch {
	case !tm.Fixed.IsZero():
		tm.Term = Term{}
	case !prior.Fixed.IsZero():
		tm.Term = g.target.choose(g.facts)
	}
}

// equip gives a new cycle its term.
func (g *group) equip(tm *Timer) {
	if tm.Fixed.IsZero() {
		tm.Term = g.target.choose(g.facts)
	}
	if !g.since.IsZero() && !g.since.Equal(tm.Start) {
		tm.Base = g.since
	}
	if g.recorded.After(tm.base()) {
		tm.Armed = g.recorded
	}
	if len(g.target.held) > 0 && tm.Live() && len(tm.Pauses) == 0 && g.facts.matchAll(g.target.held) {
		tm.Pauses = []Pause{{From: tm.Start}}
	}
}

// seal sums up the oldest cycles: those before a restarted one, and those
// beyond what is kept.
func seal(cycles []Timer, restarted int) []Timer {
	for n := max(len(cycles)-maxCycles, restarted); n > 0; n-- {
		done, next := &cycles[0], &cycles[1]
		p := done.Past
		if p.Cycles == 0 || done.Margin < p.Worst {
			p.Worst = done.Margin
		}
		p.Cycles++
		p.Used += done.Used
		switch done.Verdict {
		case Met:
			p.Met++
		case Breached:
			p.Breached++
		}
		next.Past = p
		cycles = cycles[1:]
	}
	return cycles
}
