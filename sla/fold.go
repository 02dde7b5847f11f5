package sla

import (
	"slices"
	"time"
)

// mark is one event as a clock sees it.
type mark struct {
	at   time.Time
	role role
	due  string // the due a start or reset carried
	// fresh marks are new to the timers, the others are replayed.
	fresh bool
	// again marks were told before; they act if they can and are not kept.
	again bool
	// ignored marks changed nothing when they were told; see Timer.Ignored.
	ignored bool
}

// compareMarks orders by time alone: what happens at one instant keeps the
// order in which it was told, so a sort by it must be stable.
func compareMarks(a, b mark) int { return a.at.Compare(b.at) }

// fold runs the marks of one target and instance, in order, over its cycles.
type fold struct {
	target    *target
	cycles    []Timer
	blank     Timer  // a new cycle before it starts
	early     []Mark // marks without effect before the first cycle
	restarted int    // index of a cycle that was begun anew
}

// maxCycles is how many cycles are kept one by one; older ones are summed up
// in Timer.Past, and events before them no longer matter.
const maxCycles = 8

func (f *fold) last() *Timer {
	if len(f.cycles) == 0 {
		return nil
	}
	return &f.cycles[len(f.cycles)-1]
}

// run applies marks in order. It reports whether any fresh one made a
// difference, now or for a later replay.
func (f *fold) run(marks []mark) bool {
	changed := false
	for _, m := range marks {
		if f.apply(m) || !m.again && f.retain(m) {
			changed = changed || m.fresh
		}
	}
	if len(f.cycles) > 0 && len(f.early) > 0 {
		f.cycles[0].Ignored = append(f.early, f.cycles[0].Ignored...)
	}
	return changed
}

// retain keeps a mark without effect when it could matter in a replay.
func (f *fold) retain(m mark) bool {
	if !f.target.retains && m.role != rolePause && m.role != roleForget {
		return false
	}
	kept := Mark{At: m.at, Role: m.role.String(), Due: m.due}
	tm := f.last()
	if tm == nil {
		f.early = append(f.early, kept)
		return false
	}
	tm.ignore(kept)
	return true
}

// apply lets one mark act. It reports whether the mark changed anything.
func (f *fold) apply(m mark) bool {
	cur := f.last()
	live := cur != nil && cur.Live()
	switch {
	case m.role == roleStart && !live:
		return f.start(cur, m)
	case m.role == roleReopen && cur != nil && !live && cur.End != ByCancel:
		return f.reopen(cur, m)
	case live && f.act(cur, m):
		cur.Ignored = overtaken(cur.Ignored, m.at)
	case live && m.role == roleReset && !cur.begunBy(m):
		f.end(cur, m.at, ByReset)
		f.push(m, ByReset)
	default:
		return false
	}
	return true
}

// begunBy reports whether the cycle has only just begun, by that very reset.
func (tm *Timer) begunBy(m mark) bool { return tm.Start.Equal(m.at) && tm.dueText() == m.due }

// act lets a mark act on a live cycle, which stays the last one.
func (f *fold) act(cur *Timer, m mark) bool {
	switch m.role {
	case roleCancel:
		f.end(cur, m.at, ByCancel)
	case roleStop:
		f.end(cur, m.at, "")
	case roleEnd:
		f.end(cur, m.at, ByEnd)
	case roleResume:
		return resume(cur, m.at)
	case rolePause:
		return pause(cur, m.at)
	default:
		return false
	}
	return true
}

func (f *fold) start(cur *Timer, m mark) bool {
	if cur != nil && !f.target.Cycle && cur.End != ByCancel {
		return false
	}
	f.push(m, "")
	return true
}

func (f *fold) push(m mark, origin string) {
	tm := f.blank
	tm.Start, tm.Origin, tm.Cycle = m.at, origin, f.blank.Cycle+len(f.cycles)
	if m.due != "" {
		tm.Fixed, tm.FixedDate, _ = f.target.readDue(m.due)
	}
	if len(f.cycles) == 0 {
		f.early = overtaken(f.early, m.at)
	}
	f.cycles = append(f.cycles, tm)
}

func (f *fold) end(cur *Timer, at time.Time, why string) {
	cur.Stop, cur.End = at, why
	closePause(cur, at)
}

func (f *fold) reopen(cur *Timer, m mark) bool {
	switch f.target.ReopenMode {
	case ReopenCycle:
		f.push(m, ByReopen)
	case ReopenRestart:
		cur.Start, cur.Base, cur.Stop, cur.End = m.at, time.Time{}, time.Time{}, ""
		cur.Pauses, cur.Ignored, cur.Taken, cur.Extensions, cur.Origin = nil, nil, nil, nil, ByReopen
		f.restarted = len(f.cycles) - 1
	default:
		gap := Pause{From: cur.Stop, To: m.at, Reopened: true}
		cur.Pauses = append(slices.Clip(cur.Pauses), gap)
		cur.Stop, cur.End = time.Time{}, ""
		cur.Ignored = overtaken(cur.Ignored, m.at)
	}
	return true
}

func pause(cur *Timer, at time.Time) bool {
	if cur.Held() {
		return false
	}
	cur.Pauses = append(slices.Clip(cur.Pauses), Pause{From: at})
	return true
}

func resume(cur *Timer, at time.Time) bool {
	if !cur.Held() {
		return false
	}
	closePause(cur, at)
	return true
}

// closePause ends a pause that has not ended, on a copy of the list.
func closePause(cur *Timer, at time.Time) {
	if n := len(cur.Pauses); n > 0 && cur.Pauses[n-1].To.IsZero() {
		cur.Pauses = slices.Clone(cur.Pauses)
		cur.Pauses[n-1].To = at
	}
}
