package storetest

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// sharedRules is what holds when two processes share the data.
func sharedRules() []testCase {
	rules := []testCase{
		{rule: "what one process writes the other reads", check: readsOther},
		{rule: "a version written by one conflicts in the other", check: conflictsOther},
		{rule: "both count one series of numbers", check: countsOther},
		{rule: "many callers of both on one case lose nothing", check: func(w *world) { oneCase(w, w.share()) }},
		{rule: "of callers of both on one version exactly one wins", check: func(w *world) { oneWinner(w, w.share()) }},
		{rule: "a row is claimed by one process only", check: func(w *world) { claimedOnce(w, w.share()) }},
	}
	for _, r := range races() {
		rules = append(rules, testCase{rule: r.rule, check: func(w *world) { r.check(w, w.share()) }})
	}
	for i := range rules {
		rules[i].needs = sharing
	}
	return rules
}

func readsOther(w *world) {
	other := w.share()
	c := w.register(newCase(1))
	other.stored(c)
	later := next(c, state(complaint.Assessed))
	other.commit(unit(later))
	w.stored(later.Case)
}

func conflictsOther(w *world) {
	other := w.share()
	c := w.register(newCase(1))
	other.commit(unit(next(c)))
	w.refuse(complaint.ErrConflict, unit(next(c)))
}

func countsOther(w *world) {
	worlds := []*world{w, w.share()}
	together(w, 16, func(i int) error {
		_, err := worlds[i%2].Reserve(w.Context(), org, "2026", fmt.Sprint("key", i))
		return err
	})
	require.EqualValues(w, 17, reserve(w, org, "2026", "last"))
}
