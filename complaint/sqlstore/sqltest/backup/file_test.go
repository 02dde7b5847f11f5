package backup

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// file is a SQLite file.
type file struct{ path string }

func newFile(t *testing.T) *file {
	t.Helper()
	return &file{filepath.Join(t.TempDir(), "complaints.db")}
}

func (f *file) open(t *testing.T) complaint.Store {
	t.Helper()
	store, err := sqlitefile.Open(t.Context(), f.path, nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	return store
}

func (f *file) backup(t *testing.T) func(t *testing.T) place {
	t.Helper()
	copied := newFile(t)
	_, err := f.db(t).ExecContext(t.Context(), "vacuum into ?", copied.path)
	require.NoError(t, err)
	return func(*testing.T) place { return copied }
}

func (f *file) db(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", f.path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func (f *file) prefix() string { return "redress_" }
