package sqlitefile_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// migrate runs the files of a dialect, as goose or golang-migrate would.
func migrate(t *testing.T, db *sql.DB, files fs.FS) {
	t.Helper()
	names, err := fs.Glob(files, "sqlite/*.up.sql")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), string(text))
		require.NoError(t, err)
	}
}

// version returns the unit that writes a version of a case, with one record and its box.
func version(id complaint.CaseID, v int64) *complaint.Changeset {
	c := &complaint.Case{ID: id, Org: "hotel", Number: string(id), Version: v, State: complaint.Registered}
	r := complaint.Record{Stream: "case/" + string(id), Seq: v, Public: []byte("{}"), Box: []byte("王先生 13800000000")}
	return &complaint.Changeset{Cases: []complaint.CaseWrite{{Case: c, Was: v - 1, Records: []complaint.Record{r}}}}
}

// hosted opens a file in which the host has a table of its own.
func hosted(t *testing.T) *sqlitefile.Store {
	t.Helper()
	s := open(t, file(t), nil)
	_, err := s.DB().ExecContext(t.Context(), "create table booking (room text)")
	require.NoError(t, err)
	return s
}

// bookings counts the rows of the host's table.
func bookings(t *testing.T, s *sqlitefile.Store) (n int) {
	t.Helper()
	require.NoError(t, s.DB().QueryRowContext(t.Context(), "select count(*) from booking").Scan(&n))
	return n
}

// within begins a transaction of the host that books a room.
func within(t *testing.T, s *sqlitefile.Store) (*sql.Tx, complaint.Store) {
	t.Helper()
	tx, err := s.DB().BeginTx(t.Context(), nil)
	require.NoError(t, err)
	_, err = tx.ExecContext(t.Context(), "insert into booking values ('1208')")
	require.NoError(t, err)
	return tx, s.WithTx(tx)
}

func TestAUnitIsKeptWithTheHostsRows(t *testing.T) {
	s := hosted(t)
	tx, bound := within(t, s)
	require.NoError(t, bound.Commit(t.Context(), version("a", 1)))
	c, err := bound.Load(t.Context(), "a")
	require.NoError(t, err, "the transaction sees what it wrote")
	assert.EqualValues(t, 1, c.Version)
	_, err = s.Load(t.Context(), "a")
	require.ErrorIs(t, err, complaint.ErrNotFound, "nobody else does yet")
	require.NoError(t, tx.Commit())
	_, err = s.Load(t.Context(), "a")
	require.NoError(t, err)
	assert.Equal(t, 1, bookings(t, s))
}

func TestAUnitIsLostWithTheHostsRows(t *testing.T) {
	s := hosted(t)
	tx, bound := within(t, s)
	n, err := bound.Reserve(t.Context(), "hotel", "2026", "a")
	require.NoError(t, err)
	assert.EqualValues(t, 1, n)
	require.NoError(t, bound.Commit(t.Context(), version("a", 1)))
	require.NoError(t, tx.Rollback())
	_, err = s.Load(t.Context(), "a")
	require.ErrorIs(t, err, complaint.ErrNotFound)
	assert.Zero(t, bookings(t, s))
}

func TestAConflictIsReturnedAndTheHostsTransactionGoesOn(t *testing.T) {
	s := hosted(t)
	require.NoError(t, s.Commit(t.Context(), version("a", 1)))
	tx, bound := within(t, s)
	u := version("a", 1)
	u.Receipt = &complaint.Receipt{Org: "hotel", Key: "k", Case: "a", Seq: 1}
	require.ErrorIs(t, bound.Commit(t.Context(), u), complaint.ErrConflict)
	require.NoError(t, bound.Commit(t.Context(), version("a", 2)))
	require.NoError(t, tx.Commit())
	_, err := s.Receipt(t.Context(), "hotel", "k")
	require.ErrorIs(t, err, complaint.ErrNotFound, "nothing is left of the refused unit")
	assert.Equal(t, 1, bookings(t, s))
}

// A panic inside the store must not leave half a unit in the host's transaction.
func TestAPanicTakesTheUnitBack(t *testing.T) {
	s := hosted(t)
	tx, bound := within(t, s)
	u := version("a", 1)
	u.Cases = append(u.Cases, complaint.CaseWrite{}) // a write without a case
	assert.Panics(t, func() { _ = bound.Commit(t.Context(), u) })
	require.NoError(t, bound.Commit(t.Context(), version("a", 1)))
	require.NoError(t, tx.Commit())
	assert.Equal(t, 1, bookings(t, s))
}

func TestWritesOfTheStoreWaitForTheHost(t *testing.T) {
	s := hosted(t)
	tx, bound := within(t, s)
	done := make(chan error, 8)
	for i := range cap(done) {
		go func() { done <- s.Commit(context.Background(), version(complaint.CaseID(rune('b'+i)), 1)) }()
	}
	require.NoError(t, bound.Commit(t.Context(), version("a", 1)))
	require.NoError(t, tx.Commit())
	for range cap(done) {
		require.NoError(t, <-done, "no SQLITE_BUSY")
	}
}

func TestHostsAndCallersTakeTurns(t *testing.T) {
	s := hosted(t)
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			id := complaint.CaseID(rune('a' + i))
			for v := int64(1); v <= 10 && errs[i] == nil; v++ {
				if i%2 == 0 {
					errs[i] = s.Commit(t.Context(), version(id, v))
					continue
				}
				errs[i] = inTx(t.Context(), s, func(bound complaint.Store) error { return bound.Commit(t.Context(), version(id, v)) })
			}
		})
	}
	wg.Wait()
	require.NoError(t, errors.Join(errs...))
}

// inTx runs f in a transaction of the host.
func inTx(ctx context.Context, s *sqlitefile.Store, f func(complaint.Store) error) error {
	tx, err := s.DB().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(s.WithTx(tx)); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
