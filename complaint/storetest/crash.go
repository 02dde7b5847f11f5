package storetest

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// crashRules is what holds when the process dies: everything that was acknowledged is there.
func crashRules() []testCase {
	rules := []testCase{
		{rule: "acknowledged units are there", check: acknowledged},
		{rule: "every part of a unit is there", check: everyPart},
		{rule: "units of many callers are there", check: acknowledgedMany},
		{rule: "numbers go on where they were", check: numbersGoOn},
		{rule: "leases are kept", check: leasesKept},
		{rule: "what was deleted stays deleted", check: staysDeleted},
		{rule: "a second crash loses nothing either", check: crashTwice},
	}
	for i := range rules {
		rules[i].needs = crashing
	}
	return rules
}

func acknowledged(w *world) {
	c := w.register(newCase(1))
	later := nextBy(c, 3, state(complaint.Assessed))
	w.commit(unit(later))
	w = w.crash()
	w.stored(later.Case)
	chained(w, later.Case)
	w.commit(unit(next(later.Case)))
}

func everyPart(w *world) {
	first := newCase(1, wake(1))
	w.commit(&complaint.Changeset{
		Cases: []complaint.CaseWrite{first}, Streams: records("taken", 1), Receipt: receipt(first.Case, "known"),
		Outbox:    []complaint.OutboxRow{notice(first.Case, 0)},
		Documents: []complaint.Document{playbook("{}")},
		Matches:   matched("aa", 1).Matches,
	})
	w = w.crash()
	untouched(w, &complaint.Changeset{Cases: []complaint.CaseWrite{first}, Streams: records("taken", 1)})
	holdsDocument(w, playbook("{}"))
	_, err := w.Receipt(w.Context(), org, "known")
	require.NoError(w, err)
}

func acknowledgedMany(w *world) {
	const callers = 24
	together(w, callers, func(i int) error {
		if err := w.Commit(w.Context(), unit(newCase(i))); err != nil {
			return err
		}
		return advance(w.Store, w, id(i))
	})
	w = w.crash()
	for i := range callers {
		c := w.load(id(i))
		require.EqualValues(w, 2, c.Version)
		chained(w, c)
	}
}

func numbersGoOn(w *world) {
	for n := int64(1); n <= 3; n++ {
		require.Equal(w, n, reserve(w, org, "2026", fmt.Sprint("key", n)))
	}
	w = w.crash()
	require.EqualValues(w, 4, reserve(w, org, "2026", "key4"))
	require.EqualValues(w, 2, reserve(w, org, "2026", "key2"))
}

func leasesKept(w *world) {
	send(w, 1, 2)
	rows := w.claim(evening())
	w = w.crash()
	require.Empty(w, w.claim(evening()), "the worker may still be at it")
	w.deliver(rows...)
	require.Len(w, w.claim(evening().Add(time.Second)), 1)
}

func staysDeleted(w *world) {
	boxed(w)
	box(w, 2, nil)
	three(w)
	w.commit(&complaint.Changeset{Unmatch: list(1)})
	w = w.crash()
	require.Nil(w, w.entry("desk", 2).Box)
	require.Equal(w, list(3), found(w, "aa"))
}

func crashTwice(w *world) {
	c := w.register(newCase(1))
	for range 2 {
		w = w.crash()
		later := next(w.load(c.ID))
		w.commit(unit(later))
		c = later.Case
	}
	w.stored(c)
	chained(w, c)
}
