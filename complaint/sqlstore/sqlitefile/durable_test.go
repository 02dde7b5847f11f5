package sqlitefile

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLesserJournalIsRefused: memory stands in for a network drive; neither can have the log, and
// SQLite says so in its answer only.
func TestLesserJournalIsRefused(t *testing.T) {
	db, err := sql.Open("sqlite", "file::memory:?_pragma=journal_mode(WAL)")
	require.NoError(t, err)
	defer func() { assert.NoError(t, db.Close()) }()
	require.EqualError(t, durable(db), `the file system cannot keep a write-ahead log (journal mode "memory")`)
}
