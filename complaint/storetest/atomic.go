package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// unitRules is what holds for a unit as a whole: all of it or nothing.
func unitRules() []testCase {
	return []testCase{
		{rule: "an empty unit is accepted", check: func(w *world) { w.commit(&complaint.Changeset{}) }},
		{rule: "eight cases are written together", check: eightCases},
		{rule: "one stale case of three refuses everything", check: oneOfThree},
		{rule: "a stale document refuses everything", check: func(w *world) { refusesWhole(w, staleDocument) }},
		{rule: "a taken stream record refuses everything", check: func(w *world) { refusesWhole(w, takenStream) }},
		{rule: "a known receipt refuses everything", check: func(w *world) { refusesWhole(w, knownReceipt) }},
		{rule: "a box of no record refuses everything", check: func(w *world) { refusesWhole(w, boxOfNothing) }},
		{rule: "a stale last case refuses everything", check: func(w *world) { refusesWhole(w, staleLast) }},
		{rule: "units refused one after another leave nothing", check: refusedInARow},
	}
}

func eightCases(w *world) {
	var u complaint.Changeset
	for n := range 8 {
		u.Cases = append(u.Cases, newCase(n))
	}
	w.commit(&u)
	for _, c := range u.Cases {
		w.stored(c.Case)
	}
}

func oneOfThree(w *world) {
	u := unit(newCase(1), newCase(2), newCase(3))
	w.commit(u)
	moved := next(u.Cases[1].Case)
	w.commit(unit(moved))
	w.refuse(complaint.ErrConflict, unit(next(u.Cases[0].Case), next(u.Cases[1].Case), next(u.Cases[2].Case)))
	w.stored(u.Cases[0].Case)
	w.stored(moved.Case)
	w.stored(u.Cases[2].Case)
	require.Len(w, w.entries(stream(id(1))), 1)
	require.Len(w, w.entries(stream(id(3))), 1)
}

// The ways to spoil a unit; each returns the error it must give.

func staleDocument(u *complaint.Changeset) error {
	u.Documents = append(u.Documents, complaint.Document{Kind: "playbook", ID: "hotel@1", Version: 1, Data: []byte("other")})
	return complaint.ErrConflict
}

func takenStream(u *complaint.Changeset) error {
	u.Streams = append(u.Streams, records("taken", 1)...)
	return complaint.ErrConflict
}

func knownReceipt(u *complaint.Changeset) error {
	u.Receipt = receipt(u.Cases[0].Case, "known")
	return complaint.ErrDuplicate
}

func boxOfNothing(u *complaint.Changeset) error {
	u.Boxes = append(u.Boxes, complaint.BoxWrite{Stream: "taken", Seq: 9, Box: []byte("x")})
	return complaint.ErrNotFound
}

func staleLast(u *complaint.Changeset) error {
	u.Cases = append(u.Cases, next(next(newCase(9).Case).Case))
	return complaint.ErrConflict
}

// refusesWhole writes a unit with something of every kind and one fault, and looks for anything it left behind.
func refusesWhole(w *world, spoil func(*complaint.Changeset) error) {
	known := newCase(1, wake(1))
	before := &complaint.Changeset{
		Cases: []complaint.CaseWrite{known}, Streams: records("taken", 1), Receipt: receipt(known.Case, "known"),
		Outbox:    []complaint.OutboxRow{notice(known.Case, 0)},
		Documents: []complaint.Document{{Kind: "playbook", ID: "hotel@1", Version: 1, Data: []byte("{}")}},
		Matches:   []complaint.SearchHash{{Org: org, Key: "aa", Case: known.Case.ID, At: morning()}},
	}
	w.commit(before)

	later, fresh := next(known.Case, wake(99)), newCase(2, wake(2))
	u := &complaint.Changeset{
		Cases: []complaint.CaseWrite{later, fresh}, Streams: records("new", 1), Receipt: receipt(fresh.Case, "new"),
		Outbox:    []complaint.OutboxRow{notice(fresh.Case, 0)},
		Cancel:    []complaint.CaseID{id(1)},
		Boxes:     []complaint.BoxWrite{{Stream: "taken", Seq: 1}},
		Documents: []complaint.Document{{Kind: "calendar", ID: "cn@1", Version: 1, Data: []byte("{}")}},
		Matches:   []complaint.SearchHash{{Org: org, Key: "bb", Case: fresh.Case.ID, At: morning()}},
		Unmatch:   []complaint.CaseID{id(1)},
		Parks:     []complaint.Park{{Case: id(1), Until: morning().AddDate(1, 0, 0), Tries: 1}},
	}
	w.refuse(spoil(u), u)
	untouched(w, before)
}

// untouched checks that the store holds one unit and nothing of a later one.
func untouched(w *world, u *complaint.Changeset) {
	known := u.Cases[0].Case
	w.stored(known)
	w.absent(id(2))
	w.sameRecords(u.Cases[0].Records, w.entries(stream(known.ID)), "ledger of the case")
	w.sameRecords(u.Streams, w.entries("taken"), "other stream")
	require.Empty(w, w.entries("new"), "new stream")
	_, err := w.Receipt(w.Context(), org, "new")
	require.ErrorIs(w, err, complaint.ErrNotFound, "receipt")
	_, err = w.Document(w.Context(), "calendar", "cn@1")
	require.ErrorIs(w, err, complaint.ErrNotFound, "document")
	require.Equal(w, []complaint.CaseID{known.ID}, w.query(complaint.Query{Order: complaint.ByWake}), "wake and park")
	require.Equal(w, []complaint.CaseID{known.ID}, w.query(complaint.Query{Filter: complaint.Filter{Match: "aa"}}), "matches")
	require.Empty(w, w.query(complaint.Query{Filter: complaint.Filter{Match: "bb"}}), "new matches")
	rows := w.claim(morning())
	require.Len(w, rows, 1, "outbox")
	require.Equal(w, known.ID, rows[0].Case, "outbox")
}

func refusedInARow(w *world) {
	c := w.register(newCase(1))
	w.commit(unit(next(c)))
	for n := 2; n < 12; n++ {
		w.refuse(complaint.ErrConflict, unit(next(c), newCase(n)))
		w.absent(id(n))
	}
	w.register(newCase(20))
	require.Equal(w, []complaint.CaseID{id(1), id(20)}, w.query(complaint.Query{}))
}
