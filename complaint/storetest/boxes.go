package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// boxRules is what holds for sealed boxes: personal data can go, the record stays.
func boxRules() []testCase {
	return []testCase{
		{rule: "a box is replaced and its record stays", check: replacesBox},
		{rule: "a deleted box is gone and its record stays", check: deletesBox},
		{rule: "other boxes are left alone", check: otherBoxes},
		{rule: "a box may be put where there was none", check: putsBox},
		{rule: "a deleted box may be deleted again", check: deletesTwice},
		{rule: "a unit may write a box of its own record", check: ownBox},
		{rule: "records read before keep the box they had", check: readBefore},
	}
}

// boxed stores a stream of three records and returns them.
func boxed(w *world) []complaint.Record {
	all := records("desk", 3)
	w.commit(&complaint.Changeset{Streams: all})
	return records("desk", 3)
}

// box writes a box of the stream.
func box(w *world, seq int64, b []byte) {
	w.commit(&complaint.Changeset{Boxes: []complaint.BoxWrite{{Stream: "desk", Seq: seq, Box: b}}})
}

func replacesBox(w *world) {
	want := boxed(w)
	want[1].Box = []byte("sealed again")
	box(w, 2, []byte("sealed again"))
	w.sameRecords(want, w.entries("desk"))
}

func deletesBox(w *world) {
	want := boxed(w)
	want[1].Box = nil
	box(w, 2, nil)
	w.sameRecords(want, w.entries("desk"))
}

func otherBoxes(w *world) {
	boxed(w)
	w.commit(&complaint.Changeset{Streams: records("reads", 3)})
	box(w, 1, nil)
	box(w, 3, nil)
	w.sameRecords(records("reads", 3), w.entries("reads"))
	require.Equal(w, records("desk", 3)[1], w.entry("desk", 2))
}

func putsBox(w *world) {
	all := records("desk", 1)
	all[0].Box = nil
	w.commit(&complaint.Changeset{Streams: all})
	box(w, 1, []byte("late"))
	require.Equal(w, []byte("late"), w.entry("desk", 1).Box)
}

func deletesTwice(w *world) {
	boxed(w)
	box(w, 2, nil)
	box(w, 2, nil)
	require.Nil(w, w.entry("desk", 2).Box)
}

func ownBox(w *world) {
	w.commit(&complaint.Changeset{
		Streams: records("desk", 2),
		Boxes:   []complaint.BoxWrite{{Stream: "desk", Seq: 2, Box: []byte("own")}},
	})
	require.Equal(w, []byte("own"), w.entry("desk", 2).Box)
}

func readBefore(w *world) {
	want := boxed(w)
	got := w.entries("desk")
	box(w, 2, nil)
	require.Equal(w, want, got)
}
