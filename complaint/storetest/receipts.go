package storetest

import (
	"sync"
	"sync/atomic"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// receiptRules is what holds for idempotency keys.
func receiptRules() []testCase {
	return []testCase{
		{rule: "an unknown key is not found", check: unknownKey},
		{rule: "a receipt comes back as it was written", check: sameReceipt},
		{rule: "a known key is a duplicate", check: duplicate},
		{rule: "a known key is a duplicate even when the case has moved on", check: duplicateMoved},
		{rule: "a key belongs to its organisation", check: keyPerOrg},
		{rule: "a refused unit leaves its key free", check: keyFree},
		{rule: "of requests with one key at once exactly one is written", check: oneKey},
	}
}

func unknownKey(w *world) {
	_, err := w.Receipt(w.Context(), org, "k1")
	require.ErrorIs(w, err, complaint.ErrNotFound)
}

// registerWith stores a case with a receipt and returns the case.
func registerWith(w *world, n int, key string, changes ...change) *complaint.Case {
	u := unit(newCase(n, changes...))
	u.Receipt = receipt(u.Cases[0].Case, key)
	w.commit(u)
	return u.Cases[0].Case
}

func sameReceipt(w *world) {
	c := registerWith(w, 1, "k1")
	got, err := w.Receipt(w.Context(), org, "k1")
	require.NoError(w, err)
	require.Equal(w, *receipt(c, "k1"), got)
}

func duplicate(w *world) {
	registerWith(w, 1, "k1")
	u := unit(newCase(2))
	u.Receipt = receipt(u.Cases[0].Case, "k1")
	w.refuse(complaint.ErrDuplicate, u)
	w.absent(id(2))
	got, err := w.Receipt(w.Context(), org, "k1")
	require.NoError(w, err)
	require.Equal(w, id(1), got.Case)
}

func duplicateMoved(w *world) {
	c := registerWith(w, 1, "k1")
	w.commit(unit(next(c)))
	u := unit(next(c))
	u.Receipt = receipt(u.Cases[0].Case, "k1")
	w.refuse(complaint.ErrDuplicate, u)
}

func keyPerOrg(w *world) {
	registerWith(w, 1, "k1")
	registerWith(w, 2, "k1", of("seaside"))
	got, err := w.Receipt(w.Context(), "seaside", "k1")
	require.NoError(w, err)
	require.Equal(w, id(2), got.Case)
}

func keyFree(w *world) {
	c := w.register(newCase(1))
	u := unit(next(next(c).Case))
	u.Receipt = receipt(c, "k1")
	w.refuse(complaint.ErrConflict, u)
	registerWith(w, 2, "k1")
}

func oneKey(w *world) {
	const callers = 16
	var written atomic.Int32
	var wg sync.WaitGroup
	errs := make([]error, callers)
	for n := range callers {
		wg.Go(func() {
			u := unit(newCase(n))
			u.Receipt = receipt(u.Cases[0].Case, "k1")
			if errs[n] = w.Commit(w.Context(), u); errs[n] == nil {
				written.Add(1)
			}
		})
	}
	wg.Wait()
	require.EqualValues(w, 1, written.Load())
	for _, err := range errs {
		if err != nil {
			require.ErrorIs(w, err, complaint.ErrDuplicate)
		}
	}
	require.Len(w, w.query(complaint.Query{}), 1)
}
