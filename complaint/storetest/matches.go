package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// matchRules is what holds for search hashes.
func matchRules() []testCase {
	return []testCase{
		{rule: "cases are found by their hash", check: byHash},
		{rule: "a case may carry several hashes", check: severalHashes},
		{rule: "the same hash again changes nothing", check: sameHash},
		{rule: "a hash narrows like any filter", check: hashNarrows},
		{rule: "a case without its hashes is not found", check: unmatched},
		{rule: "forgetting the hashes of one case spares the others", check: unmatchSpares},
		{rule: "a unit may replace the hashes of a case", check: rematch},
		{rule: "a write of the case keeps its hashes", check: hashStays},
	}
}

// matched gives the nth cases a hash.
func matched(key string, ns ...int) *complaint.Changeset {
	var u complaint.Changeset
	for _, n := range ns {
		u.Matches = append(u.Matches, complaint.SearchHash{Org: org, Key: key, Case: id(n), At: minute(n)})
	}
	return &u
}

// found returns the cases that carry a hash.
func found(w *world, key string) []complaint.CaseID {
	w.Helper()
	return w.query(complaint.Query{Filter: complaint.Filter{Org: org, Match: key}})
}

// three stores three cases and gives the first and the last the hash "aa".
func three(w *world) {
	w.register(newCase(1), newCase(2, state(complaint.Closed)), newCase(3, state(complaint.Closed)))
	w.commit(matched("aa", 1, 3))
}

func byHash(w *world) {
	three(w)
	require.Equal(w, list(1, 3), found(w, "aa"))
	require.Empty(w, found(w, "a"))
	require.Empty(w, found(w, "AA"))
}

func severalHashes(w *world) {
	three(w)
	w.commit(matched("bb", 2, 3))
	require.Equal(w, list(1, 3), found(w, "aa"))
	require.Equal(w, list(2, 3), found(w, "bb"))
}

func sameHash(w *world) {
	three(w)
	w.commit(matched("aa", 1))
	require.Equal(w, list(1, 3), found(w, "aa"))
}

func hashNarrows(w *world) {
	three(w)
	for _, c := range []struct {
		complaint.Query
		want []complaint.CaseID
	}{
		{complaint.Query{Filter: complaint.Filter{Match: "aa", Open: true}}, list(1)},
		{complaint.Query{Filter: complaint.Filter{Match: "aa", Org: "seaside"}}, list()},
		{complaint.Query{Filter: complaint.Filter{Match: "aa", ReceivedFrom: minute(2)}}, list(3)},
		{complaint.Query{Filter: complaint.Filter{Match: "aa", Number: "C2026-000003"}}, list(3)},
		{complaint.Query{Filter: complaint.Filter{Match: "aa"}, Order: complaint.ByReceived, Limit: 1}, list(1)},
		{complaint.Query{Filter: complaint.Filter{Match: "aa"}, After: complaint.Cursor{ID: id(1)}}, list(3)},
		{complaint.Query{Filter: complaint.Filter{Match: "aa"}, Order: complaint.ByWake}, list()},
	} {
		require.Equal(w, c.want, w.query(c.Query), "%+v", c.Query)
	}
}

func unmatched(w *world) {
	three(w)
	w.commit(matched("bb", 1))
	w.commit(&complaint.Changeset{Unmatch: list(1)})
	require.Equal(w, list(3), found(w, "aa"))
	require.Empty(w, found(w, "bb"))
}

func unmatchSpares(w *world) {
	three(w)
	w.commit(&complaint.Changeset{Unmatch: list(1, 2)})
	require.Equal(w, list(3), found(w, "aa"))
}

func rematch(w *world) {
	three(w)
	u := matched("bb", 1)
	u.Unmatch = list(1)
	w.commit(u)
	require.Equal(w, list(3), found(w, "aa"))
	require.Equal(w, list(1), found(w, "bb"))
}

func hashStays(w *world) {
	three(w)
	w.commit(unit(next(w.load(id(1)), state(complaint.Assessed))))
	require.Equal(w, list(1, 3), found(w, "aa"))
}
