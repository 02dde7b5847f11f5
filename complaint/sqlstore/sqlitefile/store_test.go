package sqlitefile_test

import (
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
	"github.com/redress-go/redress/complaint/storetest"
)

// harness opens files in directories of the test. A crash is a copy of the file and its log, taken while the store that
// wrote them is still open; a second process is a second store on the same file.
func harness() storetest.Harness {
	var paths sync.Map // by store
	at := func(t testing.TB, path string) complaint.Store {
		t.Helper()
		s, err := sqlitefile.Open(t.Context(), path, nil)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		paths.Store(complaint.Store(s), path)
		return s
	}
	path := func(s complaint.Store) string {
		p, _ := paths.Load(s)
		return p.(string)
	}
	return storetest.Harness{
		Open: func(t testing.TB) complaint.Store {
			t.Helper()
			return at(t, filepath.Join(t.TempDir(), "cases.db"))
		},
		Share: func(t testing.TB, s complaint.Store) complaint.Store {
			t.Helper()
			return at(t, path(s))
		},
		Crash: func(t testing.TB, s complaint.Store) complaint.Store {
			t.Helper()
			return at(t, wreck(t, path(s)))
		},
	}
}

// wreck copies a database as it is on disk at this moment.
func wreck(t testing.TB, path string) string {
	t.Helper()
	dir := t.TempDir()
	for _, suffix := range []string{"-wal", ""} { // in this order: a checkpoint between the two loses nothing
		from, err := os.Open(path + suffix)
		require.NoError(t, err)
		to, err := os.Create(filepath.Join(dir, filepath.Base(path)) + suffix)
		require.NoError(t, err)
		_, err = io.Copy(to, from)
		require.NoError(t, err)
		require.NoError(t, from.Close())
		require.NoError(t, to.Close())
	}
	return filepath.Join(dir, filepath.Base(path))
}

func TestStore(t *testing.T) { storetest.Run(t, harness()) }

func BenchmarkStore(b *testing.B) { storetest.Bench(b, harness()) }
