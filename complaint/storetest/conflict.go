package storetest

import (
	"context"
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// conflictRules is what holds when somebody else was faster.
func conflictRules() []testCase {
	return []testCase{
		{rule: "a stale version conflicts", check: staleVersion},
		{rule: "a version ahead of the stored one conflicts", check: versionAhead},
		{rule: "a new case with a known id conflicts", check: knownID},
		{rule: "a later version of an unknown case conflicts", check: laterOfUnknown},
		{rule: "a record number that is taken conflicts", check: takenSeq},
		{rule: "a record that leaves a gap conflicts", check: gap},
		{rule: "a number that another case carries conflicts", check: takenNumber},
		{rule: "a number that is given later and another case carries conflicts", check: takesNumber},
		{rule: "a number may be carried again in another organisation", check: numberPerOrg},
		{rule: "cases without a number do not conflict", check: noNumber},
		{rule: "a conflict can be repaired by loading and deciding again", check: repair},
		{rule: "a cancelled context writes nothing", check: cancelledCommit},
	}
}

func staleVersion(w *world) {
	c := w.register(newCase(1))
	first, second := next(c, state(complaint.Assessed)), next(c, state(complaint.Refused))
	w.commit(unit(first))
	w.refuse(complaint.ErrConflict, unit(second))
	w.stored(first.Case)
	require.Len(w, w.entries(stream(c.ID)), 2)
}

func versionAhead(w *world) {
	c := w.register(newCase(1))
	skipped := next(next(c).Case)
	w.refuse(complaint.ErrConflict, unit(skipped))
	w.stored(c)
}

func knownID(w *world) {
	c := w.register(newCase(1))
	w.refuse(complaint.ErrConflict, unit(newCase(1, func(c *complaint.Case) { c.Number = "other" })))
	w.stored(c)
	require.Len(w, w.entries(stream(c.ID)), 1)
}

func laterOfUnknown(w *world) {
	w.refuse(complaint.ErrConflict, unit(next(newCase(1).Case)))
	w.absent(id(1))
}

func takenSeq(w *world) {
	all := records("desk", 3)
	w.commit(&complaint.Changeset{Streams: all[:2]})
	w.refuse(complaint.ErrConflict, &complaint.Changeset{Streams: all[1:]})
	w.sameRecords(all[:2], w.entries("desk"))
	w.commit(&complaint.Changeset{Streams: all[2:]})
	w.sameRecords(all, w.entries("desk"))
}

func gap(w *world) {
	all := records("desk", 3)
	w.refuse(complaint.ErrConflict, &complaint.Changeset{Streams: all[1:2]})
	w.commit(&complaint.Changeset{Streams: all[:1]})
	w.refuse(complaint.ErrConflict, &complaint.Changeset{Streams: all[2:]})
	w.sameRecords(all[:1], w.entries("desk"))
}

// numbered gives a case a number.
func numbered(number string) change { return func(c *complaint.Case) { c.Number = number } }

func takenNumber(w *world) {
	w.register(newCase(1, numbered("C-1")))
	w.refuse(complaint.ErrConflict, unit(newCase(2, numbered("C-1"))))
	w.absent(id(2))
}

func takesNumber(w *world) {
	w.register(newCase(1, numbered("C-1")))
	c := w.register(newCase(2, numbered("")))
	w.refuse(complaint.ErrConflict, unit(next(c, numbered("C-1"))))
	w.stored(c)
	given := next(c, numbered("C-2"))
	w.commit(unit(given))
	w.stored(given.Case)
}

func numberPerOrg(w *world) {
	w.register(newCase(1, numbered("C-1")))
	w.stored(w.register(newCase(2, numbered("C-1"), of("seaside"))))
}

func noNumber(w *world) {
	w.register(newCase(1, numbered("")))
	w.stored(w.register(newCase(2, numbered(""))))
}

func repair(w *world) {
	c := w.register(newCase(1))
	w.commit(unit(next(c)))
	w.refuse(complaint.ErrConflict, unit(next(c, state(complaint.Assessed))))
	again := next(w.load(c.ID), state(complaint.Assessed))
	w.commit(unit(again))
	w.stored(again.Case)
}

func cancelledCommit(w *world) {
	ctx, cancel := context.WithCancel(w.Context())
	cancel()
	for n := range 20 {
		require.Error(w, w.Commit(ctx, unit(newCase(n))), fmt.Sprint(n))
		w.absent(id(n))
	}
}
