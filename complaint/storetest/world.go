package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// world is a store under test, with the shorthands of the cases. A shorthand fails the test when the store does.
type world struct {
	testing.TB
	complaint.Store
	harness Harness
}

// with returns the world around another store.
func (w *world) with(s complaint.Store) *world {
	return &world{TB: w.TB, Store: s, harness: w.harness}
}

// crash returns the world after the store's process has died and a new one has started.
func (w *world) crash() *world { return w.with(w.harness.Crash(w.TB, w.Store)) }

// share returns the world of a second process on the same data.
func (w *world) share() *world { return w.with(w.harness.Share(w.TB, w.Store)) }

// commit writes a unit that must be accepted.
func (w *world) commit(u *complaint.Changeset) {
	w.Helper()
	require.NoError(w, w.Commit(w.Context(), u))
}

// refuse writes a unit that must be refused, with an error of a kind.
func (w *world) refuse(kind error, u *complaint.Changeset) {
	w.Helper()
	require.ErrorIs(w, w.Commit(w.Context(), u), kind)
}

// register stores new cases in one unit and returns the first.
func (w *world) register(writes ...complaint.CaseWrite) *complaint.Case {
	w.Helper()
	w.commit(unit(writes...))
	return writes[0].Case
}

// load returns a case that must be there.
func (w *world) load(id complaint.CaseID) *complaint.Case {
	w.Helper()
	c, err := w.Load(w.Context(), id)
	require.NoError(w, err)
	return c
}

// stored checks that the stored state of a case is this one, to the byte.
func (w *world) stored(want *complaint.Case) {
	w.Helper()
	require.Equal(w, encoded(w, want), encoded(w, w.load(want.ID)))
}

// absent checks that there is no case with this id, and no record of it.
func (w *world) absent(id complaint.CaseID) {
	w.Helper()
	_, err := w.Load(w.Context(), id)
	require.ErrorIs(w, err, complaint.ErrNotFound)
	require.Empty(w, w.entries(stream(id)))
}

// entries returns the first thousand records of a stream.
func (w *world) entries(stream string) []complaint.Record {
	w.Helper()
	records, err := w.Entries(w.Context(), stream, 0, 0)
	require.NoError(w, err)
	return records
}

// entry returns one record that must be there.
func (w *world) entry(stream string, seq int64) complaint.Record {
	w.Helper()
	records, err := w.Entries(w.Context(), stream, seq-1, 1)
	require.NoError(w, err)
	require.Len(w, records, 1)
	return records[0]
}

// sameRecords checks that records are these, and names the first that is not.
func (w *world) sameRecords(want, got []complaint.Record, what ...any) {
	w.Helper()
	require.Len(w, got, len(want), what...)
	for i := range want {
		require.Equal(w, want[i], got[i], what...)
	}
}

// query returns the ids of one page.
func (w *world) query(q complaint.Query) []complaint.CaseID {
	w.Helper()
	return ids(w.page(q).Cases)
}

// page returns one page.
func (w *world) page(q complaint.Query) complaint.Page {
	w.Helper()
	p, err := w.Query(w.Context(), q)
	require.NoError(w, err)
	return p
}

// claim leases every row that may be sent at an instant, for a minute.
func (w *world) claim(now time.Time) []complaint.OutboxRow {
	w.Helper()
	return w.claimBy(complaint.OutboxQuery{Now: now, Lease: time.Minute})
}

// claimOne leases the only row that may be sent at an instant.
func (w *world) claimOne(now time.Time) complaint.OutboxRow {
	w.Helper()
	rows := w.claim(now)
	require.Len(w, rows, 1)
	return rows[0]
}

// claimBy leases rows.
func (w *world) claimBy(q complaint.OutboxQuery) []complaint.OutboxRow {
	w.Helper()
	rows, err := w.Claim(w.Context(), q)
	require.NoError(w, err)
	return rows
}

// settle ends leases.
func (w *world) settle(results ...complaint.OutboxResult) {
	w.Helper()
	require.NoError(w, w.Settle(w.Context(), results))
}

// deliver settles rows as delivered.
func (w *world) deliver(rows ...complaint.OutboxRow) {
	w.Helper()
	for _, r := range rows {
		w.settle(complaint.OutboxResult{ID: r.ID, Lease: r.Lease, Done: true})
	}
}

// encoded returns the canonical bytes of a case, as text so that a difference can be read.
func encoded(t testing.TB, c *complaint.Case) string {
	t.Helper()
	b, err := complaint.EncodeCase(c)
	require.NoError(t, err)
	return string(b)
}
