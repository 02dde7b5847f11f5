package sqlitefile_test

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// onDisk reports whether bytes are anywhere in the file or its log.
func onDisk(t *testing.T, path string, what []byte) bool {
	t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + suffix)
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		if bytes.Contains(b, what) {
			return true
		}
	}
	return false
}

// A deleted box is gone from the disk, not only from the tables, as soon as the writer has time; nobody needs to close
// the store for it.
func TestADeletedBoxIsGoneFromTheDisk(t *testing.T) {
	path := file(t)
	s := open(t, path, nil)
	u := version("a", 1)
	secret := u.Cases[0].Records[0].Box
	require.NoError(t, s.Commit(t.Context(), u))
	for v := int64(2); v < 20; v++ {
		require.NoError(t, s.Commit(t.Context(), version("a", v)))
	}
	require.True(t, onDisk(t, path, secret), "or the test could not fail")

	erase := &complaint.Changeset{}
	for v := int64(1); v < 20; v++ {
		erase.Boxes = append(erase.Boxes, complaint.BoxWrite{Stream: "case/a", Seq: v})
	}
	require.NoError(t, s.Commit(t.Context(), erase))
	for tries := 0; onDisk(t, path, secret); tries++ {
		require.Less(t, tries, 100_000, "still on disk")
		runtime.Gosched()
	}
	records, err := s.Entries(t.Context(), "case/a", 0, 0)
	require.NoError(t, err)
	require.Len(t, records, 19)
}
