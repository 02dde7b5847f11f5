package sqlitefile_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// open opens a file that is closed at the end of the test.
func open(t *testing.T, path string, cfg *sqlitefile.Config) *sqlitefile.Store {
	t.Helper()
	s, err := sqlitefile.Open(t.Context(), path, cfg)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

// file is a path in a directory of the test.
func file(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "cases.db")
}

func TestEveryConnectionIsDurable(t *testing.T) {
	db := open(t, file(t), nil).DB()
	for range 3 {
		conn, err := db.Conn(t.Context()) // held until the end, so that the next one is new
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, conn.Close()) })
		for _, c := range []struct{ name, pragma, want string }{
			{"a write-ahead log", "journal_mode", "wal"},
			{"synchronous FULL", "synchronous", "2"},
			{"waits for a lock", "busy_timeout", "5000"},
			{"foreign keys are enforced", "foreign_keys", "1"},
			{"deleted bytes are overwritten", "secure_delete", "1"},
		} {
			t.Run(c.name, func(t *testing.T) {
				var got string
				require.NoError(t, conn.QueryRowContext(t.Context(), "pragma "+c.pragma).Scan(&got))
				assert.Equal(t, c.want, got)
			})
		}
	}
}

func TestOpenRefusesWhatIsNoFile(t *testing.T) {
	for _, c := range []struct{ name, path string }{
		{"no name: SQLite would delete the file on closing", ""},
		{"blanks", "  "},
		{"memory", ":memory:"},
		{"memory with options", ":memory:?cache=shared"},
		{"a URI, which may weaken the guarantees", "file:cases.db?_pragma=synchronous(OFF)"},
		{"a zero byte", "cases\x00.db"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := sqlitefile.Open(t.Context(), c.path, nil)
			var wrong *sqlitefile.PathError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, c.path, wrong.Path)
			assert.NotEmpty(t, wrong.Rule)
			assert.ErrorContains(t, err, "sqlitefile: path ")
		})
	}
}

func TestOpenRefusesFaultyConfigs(t *testing.T) {
	for _, c := range []struct {
		setting string
		cfg     sqlitefile.Config
	}{
		{"Readers", sqlitefile.Config{Readers: -1}},
		{"MaxBatch", sqlitefile.Config{MaxBatch: -1}},
		{"Prefix", sqlitefile.Config{Prefix: "a b"}},
	} {
		t.Run(c.setting, func(t *testing.T) {
			_, err := sqlitefile.Open(t.Context(), file(t), &c.cfg)
			var wrong *sqlstore.ConfigError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, c.setting, wrong.Faults[0].Setting)
		})
	}
}

func TestOpenReportsWhatTheDriverSays(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	require.NoError(t, os.WriteFile(text, []byte("this is no database, and long enough to have a header"), 0o600))
	for _, c := range []struct{ name, path string }{
		{"no such directory", filepath.Join(dir, "missing", "cases.db")},
		{"a directory", dir},
		{"a file of something else", text},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := sqlitefile.Open(t.Context(), c.path, nil)
			assert.ErrorContains(t, err, "sqlitefile: open: ")
		})
	}
}

// A character that means something in a URI must not cut the name short.
func TestPathsMayHoldAnything(t *testing.T) {
	for _, name := range []string{
		"plain.db", "with space.db", "投诉 台账.db", "50%25.db", "what?.db", "a#b.db",
		"a&_pragma=synchronous(OFF).db", "q'uote.db",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := open(t, filepath.Join(dir, name), nil).DB()
			assert.FileExists(t, filepath.Join(dir, name))
			var synchronous int
			require.NoError(t, db.QueryRowContext(t.Context(), "pragma synchronous").Scan(&synchronous))
			assert.Equal(t, 2, synchronous)
		})
	}
}

func TestRelativePathMeansTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	open(t, "cases.db", nil)
	assert.FileExists(t, "cases.db")
}

func TestContentsOutliveTheStore(t *testing.T) {
	path := file(t)
	first, err := sqlitefile.Open(t.Context(), path, nil)
	require.NoError(t, err)
	n, err := first.Reserve(t.Context(), "hotel", "2026", "a")
	require.NoError(t, err)
	require.NoError(t, first.Close())
	again, err := open(t, path, nil).Reserve(t.Context(), "hotel", "2026", "a")
	require.NoError(t, err)
	assert.Equal(t, n, again)
}

func TestProcessesMayStartAtOnce(t *testing.T) {
	for range 20 {
		path := file(t)
		stores, errs := make([]*sqlitefile.Store, 6), make([]error, 6)
		var wg sync.WaitGroup
		for i := range stores {
			wg.Go(func() { stores[i], errs[i] = sqlitefile.Open(context.Background(), path, nil) })
		}
		wg.Wait()
		for i, s := range stores {
			require.NoError(t, errs[i])
			n, err := s.Reserve(t.Context(), "hotel", "2026", string(rune('a'+i)))
			require.NoError(t, err)
			assert.EqualValues(t, i+1, n)
			require.NoError(t, s.Close())
		}
	}
}

func TestTwoPrefixesShareAFile(t *testing.T) {
	path := file(t)
	a, b := open(t, path, &sqlitefile.Config{Prefix: "north_"}), open(t, path, &sqlitefile.Config{Prefix: "south_"})
	for _, s := range []*sqlitefile.Store{a, b} {
		n, err := s.Reserve(t.Context(), "hotel", "2026", "a")
		require.NoError(t, err)
		assert.EqualValues(t, 1, n)
		_, err = s.Query(t.Context(), complaint.Query{Filter: complaint.Filter{Tag: "vip", Match: "aa"}})
		require.NoError(t, err)
	}
	var tables int
	const count = "select count(*) from sqlite_schema where name like 'redress%'"
	require.NoError(t, a.DB().QueryRowContext(t.Context(), count).Scan(&tables))
	assert.Zero(t, tables)
}

func TestTheHostMayMigrate(t *testing.T) {
	path := file(t)
	_, err := sqlitefile.Open(t.Context(), path, &sqlitefile.Config{Manual: true})
	var old *sqlstore.SchemaError
	require.ErrorAs(t, err, &old)

	files, err := sqlstore.Migrations()
	require.NoError(t, err)
	host := open(t, path, &sqlitefile.Config{Prefix: "other_"}).DB()
	migrate(t, host, files)
	_, err = open(t, path, &sqlitefile.Config{Manual: true}).Reserve(t.Context(), "hotel", "2026", "a")
	require.NoError(t, err)
}

func TestOpenStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := sqlitefile.Open(ctx, file(t), nil)
	require.ErrorIs(t, err, context.Canceled)
}

func TestTheFileIsItsOwnersAlone(t *testing.T) {
	path := file(t)
	open(t, path, nil)
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), name)
	}
}
