package sla

import (
	"slices"
	"time"
)

// maxIgnored is how many events without effect a cycle keeps for replays.
const maxIgnored = 32

// ignore keeps an event without effect, on a copy of the list. The oldest are
// dropped beyond maxIgnored, but never what the pauses are counted by.
func (tm *Timer) ignore(m Mark) {
	tm.Ignored = append(slices.Clip(tm.Ignored), m)
	for len(tm.Ignored) > maxIgnored {
		k := slices.IndexFunc(tm.Ignored, func(m Mark) bool { return m.Role != roleForget.String() })
		tm.Ignored = slices.Delete(slices.Clone(tm.Ignored), max(k, 0), max(k, 0)+1)
	}
}

// overtaken notes, on a copy, that something took effect at an instant after
// the events without effect that were told for the same instant.
func overtaken(list []Mark, at time.Time) []Mark {
	copied := false
	for i := range list {
		if !list[i].At.Equal(at) {
			continue
		}
		if !copied {
			list, copied = slices.Clone(list), true
		}
		list[i].Later++
	}
	return list
}

// forgot is the instant before which the pauses do not count, because a term
// changed with ChangeWithoutPauses; zero when they all do.
func (tm *Timer) forgot() time.Time {
	var at time.Time
	for _, m := range tm.Ignored {
		if m.Role == roleForget.String() {
			at = latest(at, m.At)
		}
	}
	return at
}

// marksOf gives back the marks that made the cycles, ordered by time; those of
// one instant in the order in which they were told.
func (t *target) marksOf(cycles []Timer) []mark {
	var marks []mark
	for i := range cycles {
		marks = append(marks, cycles[i].marks(i == 0)...)
	}
	slices.SortStableFunc(marks, compareMarks)
	return marks
}

// marks gives back the marks that made one cycle.
func (tm *Timer) marks(first bool) []mark {
	var own []mark
	switch {
	case first || tm.Origin == "":
		own = append(own, mark{at: tm.Start, role: roleStart, due: tm.dueText()})
	case tm.Origin == ByReopen:
		own = append(own, mark{at: tm.Start, role: roleReopen})
	case tm.Origin == ByReset:
		own = append(own, mark{at: tm.Start, role: roleReset, due: tm.dueText()})
	}
	own = append(own, pauseMarks(tm)...)
	if role, ended := tm.endRole(); ended {
		own = append(own, mark{at: tm.Stop, role: role})
	}
	slices.SortStableFunc(own, compareMarks)
	for _, m := range tm.Ignored {
		if r, known := roleOf(m.Role); known {
			own = insertIgnored(own, mark{at: m.At, role: r, due: m.Due, ignored: true}, m.Later)
		}
	}
	return own
}

// insertIgnored puts a mark behind those of its instant but for the last few
// that took effect there.
func insertIgnored(marks []mark, m mark, later int) []mark {
	i := len(marks)
	for i > 0 && marks[i-1].at.After(m.at) {
		i--
	}
	for ; later > 0 && i > 0 && marks[i-1].at.Equal(m.at); i-- {
		if !marks[i-1].ignored {
			later--
		}
	}
	return slices.Insert(marks, i, m)
}

func pauseMarks(tm *Timer) []mark {
	var marks []mark
	for i, p := range tm.Pauses {
		switch {
		case p.Reopened:
			marks = append(marks, mark{at: p.From, role: roleStop}, mark{at: p.To, role: roleReopen})
		case p.To.IsZero() || tm.stoppedAt(i, p.To):
			marks = append(marks, mark{at: p.From, role: rolePause})
		default:
			marks = append(marks, mark{at: p.From, role: rolePause}, mark{at: p.To, role: roleResume})
		}
	}
	return marks
}

// stoppedAt reports whether the pause of that index ended because the clock
// was stopped, for good or until a reopening.
func (tm *Timer) stoppedAt(pause int, to time.Time) bool {
	if next := pause + 1; next < len(tm.Pauses) {
		return tm.Pauses[next].Reopened && tm.Pauses[next].From.Equal(to)
	}
	return to.Equal(tm.Stop)
}

// endRole is the mark that ended the cycle; a reset is the mark of the next.
func (tm *Timer) endRole() (role, bool) {
	if tm.Live() {
		return 0, false
	}
	switch tm.End {
	case ByCancel:
		return roleCancel, true
	case ByEnd:
		return roleEnd, true
	case ByReset:
		return 0, false
	}
	return roleStop, true
}

// dueText is the due an event gave, as it may be read again.
func (tm *Timer) dueText() string {
	switch {
	case !tm.FixedDate.IsZero():
		return tm.FixedDate.String()
	case !tm.Fixed.IsZero():
		return tm.Fixed.Format(time.RFC3339Nano)
	}
	return ""
}
