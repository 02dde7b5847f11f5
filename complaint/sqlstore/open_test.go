package sqlstore

import (
	"database/sql"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// settings returns the names of faulty settings.
func settings(err error) []string {
	var e *ConfigError
	if !errors.As(err, &e) {
		return nil
	}
	var out []string
	for _, f := range e.Faults {
		out = append(out, f.Setting)
	}
	return out
}

func TestWeakSettingsAreRefusedUnlessAskedFor(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(f *fake, db *sql.DB)
		want  []string
	}{
		{"a journal that is rolled back", func(f *fake, _ *sql.DB) { f.answers["journal_mode"] = "delete" }, []string{"journal_mode"}},
		{"no flush at commit", func(f *fake, _ *sql.DB) { f.answers["pragma synchronous"] = "1" }, []string{"synchronous"}},
		{"a database in memory", func(f *fake, _ *sql.DB) { f.answers["pragma_database_list"] = "" }, []string{"database"}},
		{"a pool of one connection", func(_ *fake, db *sql.DB) { db.SetMaxOpenConns(1) }, []string{"pool"}},
		{"all of it, at once", func(f *fake, db *sql.DB) {
			f.answers["journal_mode"], f.answers["pragma synchronous"], f.answers["pragma_database_list"] = "memory", "0", ""
			db.SetMaxOpenConns(1)
		}, []string{"journal_mode", "synchronous", "database", "pool"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake()
			db := sql.OpenDB(f)
			c.spoil(f, db)
			_, err := Open(t.Context(), db, Config{})
			require.Equal(t, c.want, settings(err), "%v", err)
			assert.Zero(t, db.Stats().InUse, "the connection is given back")
			assert.Empty(t, f.said("begin"), "nothing was written")

			s, err := Open(t.Context(), db, Config{AllowWeak: true})
			require.NoError(t, err)
			require.NoError(t, s.Close())
		})
	}
}

func TestOneWritingConnectionIsEnoughWithAPoolThatReads(t *testing.T) {
	write, read := sql.OpenDB(newFake()), sql.OpenDB(newFake())
	write.SetMaxOpenConns(1)
	s, err := Open(t.Context(), write, Config{Read: read})
	require.NoError(t, err)
	require.NoError(t, s.Close())
}

func TestTheWritingConnectionIsSetUp(t *testing.T) {
	f := newFake()
	openFake(t, f, Config{})
	for _, text := range sqliteSetUp() {
		assert.Contains(t, f.said("pragma"), text)
	}
	assert.Contains(t, f.said("pragma"), "pragma secure_delete = on")
}

func TestStrongerSettingsAreTaken(t *testing.T) {
	f := newFake()
	f.answers["pragma synchronous"] = "3"
	openFake(t, f, Config{})
}

func TestConfigFaultsComeAllAtOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		cfg  Config
		want []string
	}{
		{"a prefix that would need quotes", Config{Prefix: "my-app_"}, []string{"Prefix"}},
		{"a prefix that is a statement", Config{Prefix: "x; drop table y; --"}, []string{"Prefix"}},
		{"capital letters", Config{Prefix: "Redress_"}, []string{"Prefix"}},
		{"a digit first", Config{Prefix: "1redress_"}, []string{"Prefix"}},
		{"a negative batch", Config{MaxBatch: -1}, []string{"MaxBatch"}},
		{"both", Config{Prefix: " ", MaxBatch: -5}, []string{"Prefix", "MaxBatch"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(t.Context(), sql.OpenDB(newFake()), c.cfg)
			require.Equal(t, c.want, settings(err))
			assert.ErrorContains(t, err, "sqlstore: "+c.want[0])
		})
	}
}

func TestEveryStatementCarriesThePrefix(t *testing.T) {
	f := newFake()
	f.answers = map[string]string{"journal_mode": "wal", "pragma synchronous": "2", "pragma_database_list": "/x", "sqlite_master": "0"}
	s := openFake(t, f, Config{Prefix: "desk_"})
	_, err := s.Load(t.Context(), "x")
	require.Error(t, err)
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, text := range f.log {
		assert.NotContains(t, text, "redress_c")
		assert.NotContains(t, text, "redress_schema")
	}
}

func TestTablesOfALaterReleaseAreRefused(t *testing.T) {
	f := newFake()
	f.answers["redress_schema"] = "999"
	_, err := Open(t.Context(), sql.OpenDB(f), Config{})
	var e *SchemaError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 999, e.Have)
	assert.ErrorContains(t, err, "later release")
	assert.Len(t, f.said("rollback"), 1)
}

func TestManualMigrationChangesNothing(t *testing.T) {
	f := newFake()
	f.answers["redress_schema"] = "0"
	_, err := Open(t.Context(), sql.OpenDB(f), Config{Manual: true})
	var e *SchemaError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, SchemaError{Have: 0, Want: 3}, *e)
	assert.ErrorContains(t, err, "run the migrations")
}

func TestErrorsAreKnownByCodeOrText(t *testing.T) {
	d := sqlite()
	for _, c := range []struct {
		name        string
		err         error
		taken, busy bool
	}{
		{"unique", codeError(2067), true, false},
		{"primary key", codeError(1555), true, false},
		{"foreign key", codeError(787), false, false},
		{"a driver without extended codes", errors.Join(codeError(19), errors.New("UNIQUE constraint failed: x.y")), true, false},
		{"the text alone", errors.New("UNIQUE constraint failed: redress_case.org"), true, false},
		{"busy", codeError(5), false, true},
		{"busy snapshot", codeError(5 | 2<<8), false, true},
		{"locked, by text", errors.New("database is locked"), false, true},
		{"disk full", codeError(13), false, false},
		{"anything else", errDisk, false, false},
		{"none", nil, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.taken, d.taken(c.err))
			assert.Equal(t, c.busy, d.file.busy(c.err))
		})
	}
}

// codeError is a driver's error with a result code.
type codeError int

func (e codeError) Error() string { return "constraint" }
func (e codeError) Code() int     { return int(e) }
