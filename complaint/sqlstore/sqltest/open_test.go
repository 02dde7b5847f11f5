package sqltest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore"
)

// eachServer runs a test on every server.
func eachServer(t *testing.T, f func(t *testing.T, s Server)) {
	t.Helper()
	for _, s := range Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			f(t, s)
		})
	}
}

func TestNodesMayStartAtOnce(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		db, prefix := s.DB(t), s.Prefix(t)
		stores, errs := make([]*sqlstore.Store, 6), make([]error, 6)
		var wg sync.WaitGroup
		for i := range stores {
			wg.Go(func() {
				stores[i], errs[i] = sqlstore.Open(context.Background(), db, sqlstore.Config{Dialect: s.Dialect, Prefix: prefix})
			})
		}
		wg.Wait()
		for i, store := range stores {
			require.NoError(t, errs[i])
			n, err := store.Reserve(t.Context(), "hotel", "2026", fmt.Sprint(i))
			require.NoError(t, err)
			assert.EqualValues(t, i+1, n)
			require.NoError(t, store.Close())
		}
	})
}

func TestTablesOfALaterReleaseAreRefused(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		db, prefix := s.DB(t), s.Prefix(t)
		s.Store(t, db, prefix)
		_, err := db.ExecContext(t.Context(), "insert into "+prefix+"schema (version) values (99)")
		require.NoError(t, err)
		_, err = sqlstore.Open(t.Context(), db, sqlstore.Config{Dialect: s.Dialect, Prefix: prefix})
		var later *sqlstore.SchemaError
		require.ErrorAs(t, err, &later)
		assert.Equal(t, 99, later.Have)
	})
}

// A host runs the files itself, as goose or golang-migrate would, and the store finds the tables done.
func TestTheHostMayMigrate(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		db, prefix := s.DB(t), s.Prefix(t)
		cfg := sqlstore.Config{Dialect: s.Dialect, Prefix: prefix, Manual: true}
		_, err := sqlstore.Open(t.Context(), db, cfg)
		var old *sqlstore.SchemaError
		require.ErrorAs(t, err, &old)
		assert.Zero(t, old.Have)

		files, err := sqlstore.Migrations()
		require.NoError(t, err)
		names, err := fs.Glob(files, string(s.Dialect)+"/*.up.sql")
		require.NoError(t, err)
		require.NotEmpty(t, names)
		for _, name := range names {
			text, err := fs.ReadFile(files, name)
			require.NoError(t, err)
			for statement := range strings.SplitSeq(strings.ReplaceAll(string(text), "redress_", prefix), ";\n") {
				_, err := db.ExecContext(t.Context(), statement)
				require.NoError(t, ignoreEmpty(err), statement)
			}
		}
		store, err := sqlstore.Open(t.Context(), db, cfg)
		require.NoError(t, err)
		require.NoError(t, store.Close())
	})
}

// ignoreEmpty lets pass what MariaDB says of the nothing behind the last semicolon.
func ignoreEmpty(err error) error {
	if err != nil && strings.Contains(err.Error(), "1065") {
		return nil
	}
	return err
}

// A migration that broke off is run again: on MySQL every statement stands alone.
func TestAMigrationThatBrokeOffIsFinished(t *testing.T) {
	s := MariaDB()
	s.Need(t)
	db, prefix := s.DB(t), s.Prefix(t)
	s.Store(t, db, prefix)
	for _, text := range []string{"delete from P_schema", "drop table P_match", "drop table P_digest"} {
		_, err := db.ExecContext(t.Context(), strings.ReplaceAll(text, "P_", prefix))
		require.NoError(t, err)
	}
	_, err := s.Store(t, db, prefix).Reserve(t.Context(), "hotel", "2026", "a")
	require.NoError(t, err)
	assert.Empty(t, missingTables(t, db, prefix))
}

// missingTables names the tables that a store needs and a prefix has not.
func missingTables(t *testing.T, db *sql.DB, prefix string) (out []string) {
	t.Helper()
	for _, name := range []string{"case", "tag", "entry", "box", "receipt", "document", "series", "number", "outbox", "digest", "match"} {
		if _, err := db.ExecContext(t.Context(), "select 1 from "+prefix+name+" where 1 = 0"); err != nil {
			out = append(out, name)
		}
	}
	return out
}

func TestSettingsThatLoseAcknowledgedUnitsAreRefused(t *testing.T) {
	pg, my := Postgres(), MariaDB()
	for _, c := range []struct {
		name    string
		server  Server
		dsn     func(dsn string) string
		setting string
	}{
		{"commits that are not flushed", pg, func(dsn string) string { return with(dsn, "synchronous_commit=off") }, "synchronous_commit"},
		{"values that are cut", my, func(dsn string) string { return with(dsn, "sql_mode=''") }, "sql_mode"},
	} {
		t.Run(c.server.Name+"/"+c.name, func(t *testing.T) {
			c.server.Need(t)
			db, err := sql.Open(c.server.Driver, c.dsn(c.server.DSN))
			require.NoError(t, err)
			defer func() { require.NoError(t, db.Close()) }()
			cfg := sqlstore.Config{Dialect: c.server.Dialect, Prefix: c.server.Prefix(t)}
			_, err = sqlstore.Open(t.Context(), db, cfg)
			var weak *sqlstore.ConfigError
			require.ErrorAs(t, err, &weak)
			require.Len(t, weak.Faults, 1)
			assert.Equal(t, c.setting, weak.Faults[0].Setting)

			cfg.AllowWeak = true
			store, err := sqlstore.Open(t.Context(), db, cfg)
			require.NoError(t, err)
			require.NoError(t, store.Close())
		})
	}
}

func TestADialectThatIsNotTheDatabasesIsRefused(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		for _, wrong := range []sqlstore.Dialect{sqlstore.SQLite, sqlstore.PostgreSQL, sqlstore.MySQL} {
			if wrong == s.Dialect {
				continue
			}
			_, err := sqlstore.Open(t.Context(), s.DB(t), sqlstore.Config{Dialect: wrong, Prefix: s.Prefix(t)})
			require.Error(t, err, wrong)
		}
	})
}

// A pool of one connection is enough: nothing asks for a second one while it holds the first.
func TestAPoolOfOneConnectionIsEnough(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		db := s.DB(t)
		db.SetMaxOpenConns(1)
		store := s.Store(t, db, s.Prefix(t))
		errs := make([]error, 8)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() { _, errs[i] = store.Reserve(t.Context(), "hotel", "2026", fmt.Sprint(i)) })
		}
		wg.Wait()
		require.NoError(t, errors.Join(errs...))
	})
}

// with adds a parameter to a DSN.
func with(dsn, parameter string) string {
	if strings.Contains(dsn, "?") {
		return dsn + "&" + parameter
	}
	return dsn + "?" + parameter
}
