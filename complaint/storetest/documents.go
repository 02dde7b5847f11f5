package storetest

import (
	"sync"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// documentRules is what holds for playbooks and calendars, which never change, and tallies, which do.
func documentRules() []testCase {
	return []testCase{
		{rule: "an unknown document is not found", check: unknownDocument},
		{rule: "a document comes back byte for byte", check: sameDocument},
		{rule: "the same document may be put again", check: putAgain},
		{rule: "other bytes under the same name conflict", check: otherBytes},
		{rule: "kinds have names of their own", check: kinds},
		{rule: "a tally moves from version to version", check: tallyMoves},
		{rule: "a tally on a stale version conflicts", check: tallyStale},
		{rule: "a tally that is gone conflicts", check: tallyGone},
		{rule: "two first entries of a tally are not one, even with equal bytes", check: tallyTwice},
		{rule: "a tally under many writers counts every one", check: tallyMany},
	}
}

// playbook returns an immutable document.
func playbook(data string) complaint.Document {
	return complaint.Document{Kind: "playbook", ID: "hotel@1", Version: 1, Data: []byte(data)}
}

// tally returns a version of a tally, written over the one before.
func tally(version int64, data string) complaint.Document {
	return complaint.Document{Kind: "tally", ID: "paid/c-1", Version: version, Was: version - 1, Data: []byte(data)}
}

// put returns a unit with a document.
func put(d complaint.Document) *complaint.Changeset {
	return &complaint.Changeset{Documents: []complaint.Document{d}}
}

// holdsDocument checks version and bytes of a stored document.
func holdsDocument(w *world, want complaint.Document) {
	w.Helper()
	got, err := w.Document(w.Context(), want.Kind, want.ID)
	require.NoError(w, err)
	require.Equal(w, want.Version, got.Version)
	require.Equal(w, string(want.Data), string(got.Data))
	require.Equal(w, want.Kind+" "+want.ID, got.Kind+" "+got.ID)
}

func unknownDocument(w *world) {
	_, err := w.Document(w.Context(), "playbook", "hotel@1")
	require.ErrorIs(w, err, complaint.ErrNotFound)
}

func sameDocument(w *world) {
	d := playbook("{ \"b\":1, \"a\":\"投诉\" }\n")
	w.commit(put(d))
	holdsDocument(w, d)
}

func putAgain(w *world) {
	w.commit(put(playbook("{}")))
	u := put(playbook("{}"))
	u.Cases = append(u.Cases, newCase(1))
	w.commit(u)
	holdsDocument(w, playbook("{}"))
	w.stored(u.Cases[0].Case)
}

func otherBytes(w *world) {
	w.commit(put(playbook("{}")))
	w.refuse(complaint.ErrConflict, put(playbook("{} ")))
	holdsDocument(w, playbook("{}"))
}

func kinds(w *world) {
	calendar := complaint.Document{Kind: "calendar", ID: "hotel@1", Version: 1, Data: []byte("other")}
	w.commit(put(playbook("{}")))
	w.commit(put(calendar))
	holdsDocument(w, playbook("{}"))
	holdsDocument(w, calendar)
}

func tallyMoves(w *world) {
	for n := int64(1); n <= 3; n++ {
		w.commit(put(tally(n, "same")))
		holdsDocument(w, tally(n, "same"))
	}
}

func tallyStale(w *world) {
	w.commit(put(tally(1, "100")))
	w.commit(put(tally(2, "200")))
	w.refuse(complaint.ErrConflict, put(tally(2, "300")))
	w.refuse(complaint.ErrConflict, put(tally(2, "200")))
	w.refuse(complaint.ErrConflict, put(tally(1, "100")))
	holdsDocument(w, tally(2, "200"))
}

func tallyGone(w *world) {
	w.refuse(complaint.ErrConflict, put(tally(2, "200")))
	_, err := w.Document(w.Context(), "tally", "paid/c-1")
	require.ErrorIs(w, err, complaint.ErrNotFound)
}

func tallyTwice(w *world) {
	w.commit(put(tally(1, "100")))
	w.refuse(complaint.ErrConflict, put(tally(1, "100")))
}

func tallyMany(w *world) {
	const writers, each = 8, 5
	w.commit(put(tally(1, "")))
	var wg sync.WaitGroup
	errs := make([]error, writers)
	for n := range writers {
		wg.Go(func() { errs[n] = addTo(w, each) })
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(w, err)
	}
	got, err := w.Document(w.Context(), "tally", "paid/c-1")
	require.NoError(w, err)
	require.EqualValues(w, 1+writers*each, got.Version)
	require.Len(w, got.Data, writers*each)
}

// addTo adds to the tally, again after each lost race.
func addTo(w *world, times int) error {
	for range times {
		if err := retry(func() error {
			old, err := w.Document(w.Context(), "tally", "paid/c-1")
			if err != nil {
				return err
			}
			return w.Commit(w.Context(), put(tally(old.Version+1, string(old.Data)+"+")))
		}); err != nil {
			return err
		}
	}
	return nil
}
