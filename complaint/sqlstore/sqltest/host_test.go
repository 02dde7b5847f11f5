package sqltest

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// host is a program with a table of its own beside the store's.
type host struct {
	*sqlstore.Store
	t     *testing.T
	db    *sql.DB
	table string
}

// onServers runs a test on every server, each with a store and a table of the host.
func onServers(t *testing.T, f func(t *testing.T, h *host)) {
	t.Helper()
	for _, s := range Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			db, prefix := s.DB(t), s.Prefix(t)
			h := &host{Store: s.Store(t, db, prefix), t: t, db: db, table: prefix + "booking"}
			_, err := db.ExecContext(t.Context(), "create table "+h.table+" (room varchar(9))")
			require.NoError(t, err)
			f(t, h)
		})
	}
}

// within begins a transaction of the host that books a room.
func (h *host) within() (*sql.Tx, complaint.Store) {
	h.t.Helper()
	tx, err := h.db.BeginTx(h.t.Context(), &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	require.NoError(h.t, err)
	_, err = tx.ExecContext(h.t.Context(), "insert into "+h.table+" values ('1208')")
	require.NoError(h.t, err)
	return tx, h.WithTx(tx)
}

// bookings counts the rows of the host's table.
func (h *host) bookings() (n int) {
	h.t.Helper()
	require.NoError(h.t, h.db.QueryRowContext(h.t.Context(), "select count(*) from "+h.table).Scan(&n))
	return n
}

// version returns the unit that writes a version of a case, with one record and its box.
func version(id complaint.CaseID, v int64) *complaint.Changeset {
	c := &complaint.Case{ID: id, Org: "hotel", Number: string(id), Version: v, State: complaint.Registered}
	r := complaint.Record{Stream: "case/" + string(id), Seq: v, Public: []byte("{}"), Box: []byte("王先生 13800000000")}
	return &complaint.Changeset{Cases: []complaint.CaseWrite{{Case: c, Was: v - 1, Records: []complaint.Record{r}}}}
}

func TestAUnitIsKeptWithTheHostsRows(t *testing.T) {
	onServers(t, func(t *testing.T, h *host) {
		t.Helper()
		tx, bound := h.within()
		require.NoError(t, bound.Commit(t.Context(), version("a", 1)))
		_, err := bound.Load(t.Context(), "a")
		require.NoError(t, err, "the transaction sees what it wrote")
		_, err = h.Load(t.Context(), "a")
		require.ErrorIs(t, err, complaint.ErrNotFound, "nobody else does yet")
		require.NoError(t, tx.Commit())
		_, err = h.Load(t.Context(), "a")
		require.NoError(t, err)
		assert.Equal(t, 1, h.bookings())
	})
}

func TestAUnitIsLostWithTheHostsRows(t *testing.T) {
	onServers(t, func(t *testing.T, h *host) {
		t.Helper()
		tx, bound := h.within()
		n, err := bound.Reserve(t.Context(), "hotel", "2026", "a")
		require.NoError(t, err)
		assert.EqualValues(t, 1, n)
		require.NoError(t, bound.Commit(t.Context(), version("a", 1)))
		require.NoError(t, tx.Rollback())
		_, err = h.Load(t.Context(), "a")
		require.ErrorIs(t, err, complaint.ErrNotFound)
		assert.Zero(t, h.bookings())
		n, err = h.Reserve(t.Context(), "hotel", "2026", "b")
		require.NoError(t, err)
		assert.EqualValues(t, 1, n, "the number was given back with the rest")
	})
}

// On PostgreSQL a statement that fails ends the whole transaction, unless there was a savepoint.
func TestAConflictIsReturnedAndTheHostsTransactionGoesOn(t *testing.T) {
	onServers(t, func(t *testing.T, h *host) {
		t.Helper()
		require.NoError(t, h.Commit(t.Context(), version("a", 1)))
		tx, bound := h.within()
		u := version("a", 1)
		u.Receipt = &complaint.Receipt{Org: "hotel", Key: "k", Case: "a", Seq: 1}
		require.ErrorIs(t, bound.Commit(t.Context(), u), complaint.ErrConflict)
		taken := version("b", 1)
		taken.Cases[0].Case.Number = "a"
		require.ErrorIs(t, bound.Commit(t.Context(), taken), complaint.ErrConflict)
		require.NoError(t, bound.Commit(t.Context(), version("a", 2)))
		require.NoError(t, tx.Commit())
		_, err := h.Receipt(t.Context(), "hotel", "k")
		require.ErrorIs(t, err, complaint.ErrNotFound, "nothing is left of the refused unit")
		_, err = h.Load(t.Context(), "b")
		require.ErrorIs(t, err, complaint.ErrNotFound)
		assert.Equal(t, 1, h.bookings())
	})
}

func TestAWriterWaitsForTheHostAndThenLoses(t *testing.T) {
	onServers(t, func(t *testing.T, h *host) {
		t.Helper()
		require.NoError(t, h.Commit(t.Context(), version("a", 1)))
		tx, bound := h.within()
		require.NoError(t, bound.Commit(t.Context(), version("a", 2)))
		other := make(chan error, 1)
		go func() { other <- h.Commit(t.Context(), version("a", 2)) }()
		require.NoError(t, tx.Commit())
		require.ErrorIs(t, <-other, complaint.ErrConflict)
	})
}
