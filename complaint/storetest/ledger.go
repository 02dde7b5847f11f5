package storetest

import (
	"crypto/sha256"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// ledgerRules is what holds for records (台账): bytes that stand up in a dispute are the bytes that were hashed.
func ledgerRules() []testCase {
	return []testCase{
		{rule: "records come back byte for byte", check: sameBytes},
		{rule: "records come back in order", check: inOrder},
		{rule: "reading goes on after a sequence number", check: goesOn},
		{rule: "no limit means a thousand records", check: thousand},
		{rule: "an unknown stream is an empty one", check: unknownStream},
		{rule: "streams with similar names are kept apart", check: apart},
		{rule: "a unit may write several streams", check: severalStreams},
		{rule: "the ledger of a case is its stream", check: caseStream},
	}
}

func sameBytes(w *world) {
	bytes := []string{
		`{"b":1,"a":2}`, "{ \"spaced\" :\t1 }\n", `{"n":1.0e+02}`, `{"s":"\u00e9\/<>"}`, `{"s":"é 投诉 😀"}`,
		`{"dup":1,"dup":2}`, "\x00\x01\xff\xfe not text",
	}
	var want []complaint.Record
	for i, b := range bytes {
		r := record("desk", int64(i+1), complaint.Hash{})
		r.Public, r.Box = []byte(b), []byte("\x00box "+b)
		r.Prev, r.Hash = sha256.Sum256([]byte{byte(i)}), sha256.Sum256(r.Public)
		want = append(want, r)
	}
	want[3].Box = nil
	w.commit(&complaint.Changeset{Streams: want})
	w.sameRecords(want, w.entries("desk"))
}

func inOrder(w *world) {
	all := records("desk", 25)
	for i := range all {
		w.commit(&complaint.Changeset{Streams: all[i : i+1]})
	}
	w.sameRecords(all, w.entries("desk"))
}

func goesOn(w *world) {
	all := records("desk", 10)
	w.commit(&complaint.Changeset{Streams: all})
	for _, c := range []struct {
		after int64
		limit int
		want  []complaint.Record
	}{
		{0, 3, all[:3]},
		{3, 3, all[3:6]},
		{9, 3, all[9:]},
		{10, 3, nil},
		{99, 0, nil},
		{-1, 2, all[:2]},
	} {
		got, err := w.Entries(w.Context(), "desk", c.after, c.limit)
		require.NoError(w, err)
		require.Len(w, got, len(c.want), "after %d, limit %d", c.after, c.limit)
		for i := range got {
			require.Equal(w, c.want[i], got[i])
		}
	}
}

func thousand(w *world) {
	all := records("desk", 1100)
	w.commit(&complaint.Changeset{Streams: all})
	w.sameRecords(all[:1000], w.entries("desk"))
	rest, err := w.Entries(w.Context(), "desk", 1000, 0)
	require.NoError(w, err)
	w.sameRecords(all[1000:], rest)
}

func unknownStream(w *world) { require.Empty(w, w.entries("nowhere")) }

func apart(w *world) {
	names := []string{"desk", "desk:", "desk:reads", "Desk", "desk%", "desk_", "投诉"}
	for _, name := range names {
		w.commit(&complaint.Changeset{Streams: records(name, 2)})
	}
	for _, name := range names {
		w.sameRecords(records(name, 2), w.entries(name))
	}
}

func severalStreams(w *world) {
	a, b := records("a", 2), records("b", 2)
	w.commit(&complaint.Changeset{Streams: []complaint.Record{a[0], b[0], a[1], b[1]}})
	w.sameRecords(a, w.entries("a"))
	w.sameRecords(b, w.entries("b"))
}

func caseStream(w *world) {
	first := newCase(1)
	w.commit(unit(first))
	second := nextBy(first.Case, 2)
	w.commit(unit(second))
	w.sameRecords(append(first.Records, second.Records...), w.entries(stream(id(1))))
	require.Equal(w, second.Case.Head, w.entry(stream(id(1)), 3).Hash)
}
