package complaint

import (
	"slices"
	"strconv"

	"github.com/redress-go/redress/sla"
)

// clockID names a timer inside its case.
func clockID(t *sla.Timer) string { return t.Target + "/" + t.Instance + "/" + strconv.Itoa(t.Cycle) }

// sameClock reports whether two timers are the same target, instance and cycle.
func sameClock(a, b *sla.Timer) bool {
	return a.Cycle == b.Cycle && a.Target == b.Target && a.Instance == b.Instance
}

// sameTimers reports whether two lists are one.
func sameTimers(a, b []sla.Timer) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// clockChanges is the difference between two states of a case's timers: those that are new or changed and, when one came,
// went or moved, the place of all.
func clockChanges(before, after []sla.Timer) (ClockedEffect, bool) {
	if sameTimers(before, after) {
		return ClockedEffect{}, false
	}
	var fx ClockedEffect
	moved := len(before) != len(after)
	changed := make([]int, 0, 8)
	for i := range after {
		k := i
		if k >= len(before) || !sameClock(&before[k], &after[i]) {
			moved = true
			k = indexClock(before, &after[i])
		}
		if k < 0 || !equalTimer(&before[k], &after[i]) {
			changed = append(changed, i)
		}
	}
	fx.Timers = pick(after, changed)
	if moved {
		fx.Order = make([]string, len(after))
		for i := range after {
			fx.Order[i] = clockID(&after[i])
		}
	}
	return fx, moved || len(fx.Timers) > 0
}

// pick returns the timers at ascending indices, without a copy when they stand side by side.
func pick(timers []sla.Timer, at []int) []sla.Timer {
	n := len(at)
	if n == 0 {
		return nil
	}
	if first := at[0]; at[n-1]-first == n-1 {
		return timers[first : first+n : first+n]
	}
	out := make([]sla.Timer, n)
	for i, k := range at {
		out[i] = timers[k]
	}
	return out
}

// indexClock is the place of a timer's clock in a list, -1 when it is not there.
func indexClock(list []sla.Timer, t *sla.Timer) int {
	for i := range list {
		if sameClock(&list[i], t) {
			return i
		}
	}
	return -1
}

// equalTimer reports whether two timers of the same clock are equal. TestEqualTimerKnowsEveryField holds it to the struct.
func equalTimer(a, b *sla.Timer) bool {
	return a.Origin == b.Origin && a.Term == b.Term && a.Fixed.Equal(b.Fixed) && a.FixedDate == b.FixedDate &&
		a.Calendar == b.Calendar && a.Start.Equal(b.Start) && a.Base.Equal(b.Base) && a.Armed.Equal(b.Armed) &&
		a.Stop.Equal(b.Stop) && a.End == b.End && a.Due.Equal(b.Due) && a.DueDate == b.DueDate &&
		a.Provisional == b.Provisional && a.Verdict == b.Verdict && a.Used == b.Used && a.Margin == b.Margin &&
		a.NextStep == b.NextStep && a.NextAt.Equal(b.NextAt) && a.Past == b.Past &&
		a.Target == b.Target && a.Instance == b.Instance && a.Cycle == b.Cycle &&
		slices.Equal(a.Pauses, b.Pauses) && slices.Equal(a.Ignored, b.Ignored) &&
		slices.Equal(a.Extensions, b.Extensions) && slices.Equal(a.Taken, b.Taken)
}
