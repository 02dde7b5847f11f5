package classify

import (
	"slices"
	"strings"
)

// order sorts the steps so that every dimension is decided before the tables that
// read it. Dimensions that do not read each other keep the usual order: kind,
// validity, categories, severity, scope, nature, flags, unit. A cycle is a fault.
func (b *compiler) order() {
	at := map[int]int{} // slot → step
	for i := range b.c.steps {
		at[b.c.steps[i].slot] = i
	}
	reads := make([][]int, len(b.c.steps))
	for i := range b.c.steps {
		for _, slot := range b.readBy(&b.c.steps[i]) {
			if from, ok := at[slot]; ok && !slices.Contains(reads[i], from) {
				reads[i] = append(reads[i], from)
			}
		}
	}
	done := make([]bool, len(b.c.steps))
	var sorted []step
	for len(sorted) < len(b.c.steps) {
		next := b.ready(reads, done)
		if next < 0 {
			b.cycle(reads, done)
			return
		}
		done[next] = true
		sorted = append(sorted, b.c.steps[next])
	}
	b.c.steps = sorted
}

// readBy returns the slots the conditions of a step look at.
func (b *compiler) readBy(st *step) (slots []int) {
	note := func(leaves []*leaf) {
		for _, l := range leaves {
			slots = append(slots, l.col.slot)
		}
	}
	for _, t := range st.tables {
		for i := range t.rows {
			note(t.rows[i].leaves)
		}
	}
	if st.dim == DimUnit {
		for i := range b.c.avoid {
			note(b.c.avoid[i].when.leaves(nil))
		}
	}
	return slots
}

// ready returns the first step in the usual order that waits for nothing, or −1.
func (b *compiler) ready(reads [][]int, done []bool) int {
	best := -1
	for i := range reads {
		waits := slices.ContainsFunc(reads[i], func(j int) bool { return !done[j] })
		if done[i] || waits {
			continue
		}
		if best < 0 || dimRank(b.c.steps[i].dim) < dimRank(b.c.steps[best].dim) {
			best = i
		}
	}
	return best
}

// cycle reports one circle among the steps that are not done.
func (b *compiler) cycle(reads [][]int, done []bool) {
	at := slices.Index(done, false)
	var path []int
	for !slices.Contains(path, at) {
		path = append(path, at)
		at = reads[at][slices.IndexFunc(reads[at], func(j int) bool { return !done[j] })]
	}
	var names []string
	for _, i := range append(path[slices.Index(path, at):], at) {
		names = append(names, b.c.steps[i].dim)
	}
	b.faults.add("tables", RuleCycle, "dimensions read each other: %s", strings.Join(names, " reads "))
}
