package sqlitefile_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// open opens a file that is closed at the end of the test.
func open(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sqlitefile.Open(path)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, db.Close()) })
	return db
}

func TestEveryConnectionIsDurable(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "cases.db"))
	cases := []struct{ name, pragma, want string }{
		{"a write-ahead log", "journal_mode", "wal"},
		{"synchronous FULL", "synchronous", "2"},
		{"waits for a lock", "busy_timeout", "5000"},
		{"foreign keys are enforced", "foreign_keys", "1"},
	}
	for range 3 {
		conn, err := db.Conn(t.Context()) // held until the end, so that the next one is new
		require.NoError(t, err)
		t.Cleanup(func() { assert.NoError(t, conn.Close()) })
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				var got string
				require.NoError(t, conn.QueryRowContext(t.Context(), "pragma "+c.pragma).Scan(&got))
				assert.Equal(t, c.want, got)
			})
		}
	}
}

func TestOpenRefusesWhatIsNoFile(t *testing.T) {
	cases := []struct{ name, path string }{
		{"no name: SQLite would delete the file on closing", ""},
		{"blanks", "  "},
		{"memory", ":memory:"},
		{"memory with options", ":memory:?cache=shared"},
		{"a URI, which may weaken the guarantees", "file:cases.db?_pragma=synchronous(OFF)"},
		{"a zero byte", "cases\x00.db"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db, err := sqlitefile.Open(c.path)
			assert.Nil(t, db)
			var wrong *sqlitefile.PathError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, c.path, wrong.Path)
			assert.NotEmpty(t, wrong.Rule)
			assert.ErrorContains(t, err, "sqlitefile: path ")
		})
	}
}

func TestOpenReportsWhatTheDriverSays(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	require.NoError(t, os.WriteFile(text, []byte("this is no database, and long enough to have a header"), 0o600))
	cases := []struct{ name, path string }{
		{"no such directory", filepath.Join(dir, "missing", "cases.db")},
		{"a directory", dir},
		{"a file of something else", text},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db, err := sqlitefile.Open(c.path)
			assert.Nil(t, db)
			assert.ErrorContains(t, err, "sqlitefile: open: ")
		})
	}
}

// TestPathsMayHoldAnything: a character that means something in a URI must not cut the name short.
func TestPathsMayHoldAnything(t *testing.T) {
	for _, name := range []string{"plain.db", "with space.db", "投诉 台账.db", "50%25.db", "what?.db", "a#b.db", "a&_pragma=synchronous(OFF).db", "q'uote.db"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := open(t, filepath.Join(dir, name))
			_, err := db.ExecContext(t.Context(), "create table t (n integer)")
			require.NoError(t, err)
			assert.FileExists(t, filepath.Join(dir, name))
			var synchronous int
			require.NoError(t, db.QueryRowContext(t.Context(), "pragma synchronous").Scan(&synchronous))
			assert.Equal(t, 2, synchronous)
		})
	}
}

func TestRelativePathMeansTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	db := open(t, "cases.db")
	_, err := db.ExecContext(t.Context(), "create table t (n integer)")
	require.NoError(t, err)
	assert.FileExists(t, "cases.db")
}

func TestContentsOutliveTheConnection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cases.db")
	first, err := sqlitefile.Open(path)
	require.NoError(t, err)
	_, err = first.ExecContext(t.Context(), "create table t (n integer); insert into t values (42)")
	require.NoError(t, err)
	require.NoError(t, first.Close())

	var n int
	require.NoError(t, open(t, path).QueryRowContext(t.Context(), "select n from t").Scan(&n))
	assert.Equal(t, 42, n)
}

// TestTransactionsTakeTheirLockAtOnce: a deferred one would take it at its first write and fail there
// with SQLITE_BUSY, whatever the timeout.
func TestTransactionsTakeTheirLockAtOnce(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "cases.db"))
	_, err := db.ExecContext(t.Context(), "create table t (n integer)")
	require.NoError(t, err)

	writer, err := db.BeginTx(t.Context(), nil)
	require.NoError(t, err)

	other, err := db.Conn(t.Context())
	require.NoError(t, err)
	defer func() { assert.NoError(t, other.Close()) }()
	_, err = other.ExecContext(t.Context(), "pragma busy_timeout = 0")
	require.NoError(t, err)
	_, err = other.BeginTx(t.Context(), nil)
	require.ErrorContains(t, err, "SQLITE_BUSY", "the first one has the lock before it has written anything")

	reader, err := other.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	require.NoError(t, err, "a reader needs no lock")
	_, err = writer.ExecContext(t.Context(), "insert into t values (1)")
	require.NoError(t, err)
	var n int
	require.NoError(t, reader.QueryRowContext(t.Context(), "select count(*) from t").Scan(&n))
	assert.Zero(t, n, "what is not committed is not seen")
	require.NoError(t, reader.Rollback())
	require.NoError(t, writer.Commit())
}

func TestWritersWaitForOneAnother(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "cases.db"))
	_, err := db.ExecContext(t.Context(), "create table t (n integer)")
	require.NoError(t, err)

	const writers = 8
	done := make(chan error, writers)
	for range writers {
		go func() { done <- addOne(context.Background(), db) }()
	}
	for range writers {
		require.NoError(t, <-done)
	}
	var n int
	require.NoError(t, db.QueryRowContext(t.Context(), "select count(*) from t").Scan(&n))
	assert.Equal(t, writers, n)
}

// addOne reads and then writes, in one transaction.
func addOne(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var n int
	if err := tx.QueryRowContext(ctx, "select count(*) from t").Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "insert into t values (?)", n); err != nil {
		return err
	}
	return tx.Commit()
}
