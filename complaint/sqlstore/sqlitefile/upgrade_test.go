package sqlitefile_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// tablesOf makes a file with the tables of an earlier version, and what every version kept: a case, its first record with
// a box, a notice that waits and one that was given up.
func tablesOf(t *testing.T, version int) string {
	t.Helper()
	path := file(t)
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	files, err := sqlstore.Migrations()
	require.NoError(t, err)
	names, err := fs.Glob(files, "sqlite/*.up.sql")
	require.NoError(t, err)
	for _, name := range names[:version] {
		text, err := fs.ReadFile(files, name)
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), string(text))
		require.NoError(t, err)
	}
	data, err := complaint.EncodeCase(&complaint.Case{ID: "a", Org: "hotel", Number: "C1", Version: 1, State: complaint.Registered, Received: time.UnixMicro(5).UTC()})
	require.NoError(t, err)
	hash := make([]byte, len(complaint.Hash{}))
	for _, c := range []struct {
		text string
		args []any
	}{
		{`insert into redress_case (id, org, number, version, playbook, state, severity, unit, owner, open, tags, received, data)
			values ('a', 'hotel', 'C1', 1, 'hotel', 'registered', 0, '', '', 1, '', 5, ?)`, []any{data}},
		{`insert into redress_entry (id, stream, seq, recorded, public, prev, hash) values (7, 'case/a', 1, 5, '{}', ?, ?)`, []any{hash, hash}},
		{`insert into redress_box (entry, box) values (7, 'sealed')`, nil},
		{`insert into redress_outbox (id, org, case_id, seq, n, kind, recipient, ref, not_before, due, head, dead)
			values ('a/1/0', 'hotel', 'a', 1, 0, 'registered', 'role:desk', '', 5, 5, 0, 1),
			       ('a/1/1', 'hotel', 'a', 1, 1, 'breach', 'role:desk', '', 5, 5, 1, 0)`, nil},
	} {
		_, err := db.ExecContext(t.Context(), c.text, c.args...)
		require.NoError(t, err)
	}
	return path
}

func TestTablesOfEveryEarlierVersionAreBroughtUp(t *testing.T) {
	files, err := sqlstore.Migrations()
	require.NoError(t, err)
	names, err := fs.Glob(files, "sqlite/*.up.sql")
	require.NoError(t, err)
	for version := 1; version < len(names); version++ {
		t.Run(fmt.Sprintf("from version %d", version), func(t *testing.T) {
			path := tablesOf(t, version)
			_, err := sqlitefile.Open(t.Context(), path, &sqlitefile.Config{Manual: true})
			var old *sqlstore.SchemaError
			require.ErrorAs(t, err, &old)
			assert.Equal(t, version, old.Have)
			keepsEverything(t, upgradedTwice(t, path))
		})
	}
}

// upgradedTwice opens a file with two stores at once: whoever is first migrates it.
func upgradedTwice(t *testing.T, path string) *sqlitefile.Store {
	t.Helper()
	stores, errs := make([]*sqlitefile.Store, 2), make([]error, 2)
	var wg sync.WaitGroup
	for i := range stores {
		wg.Go(func() { stores[i], errs[i] = sqlitefile.Open(t.Context(), path, nil) })
	}
	wg.Wait()
	for i, s := range stores {
		require.NoError(t, errs[i])
		t.Cleanup(func() { require.NoError(t, s.Close()) })
	}
	return stores[0]
}

func keepsEverything(t *testing.T, s *sqlitefile.Store) {
	t.Helper()
	c, err := s.Load(t.Context(), "a")
	require.NoError(t, err)
	assert.Equal(t, "C1", c.Number)
	records, err := s.Entries(t.Context(), "case/a", 0, 0)
	require.NoError(t, err)
	require.Len(t, records, 1)
	assert.Equal(t, []byte("sealed"), records[0].Box)

	now := time.UnixMicro(10).UTC()
	rows, err := s.Claim(t.Context(), complaint.OutboxQuery{Now: now, Lease: time.Minute})
	require.NoError(t, err)
	require.Len(t, rows, 1)
	assert.Equal(t, "a/1/1", rows[0].ID)
	dead, err := s.Claim(t.Context(), complaint.OutboxQuery{Dead: true})
	require.NoError(t, err)
	require.Len(t, dead, 1)
	assert.Equal(t, "a/1/0", dead[0].ID)
}
