// Package sqltest holds what the tests of stores on database servers share: where the servers are, and how much of a
// proof is run.
package sqltest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"strings"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // the driver "mysql"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore"
)

// Server is a database server that tests may use.
type Server struct {
	Name    string // "postgres" or "mariadb"
	Dialect sqlstore.Dialect
	Driver  string // of database/sql
	DSN     string
	Weak    bool // it may lose what it has acknowledged: for tests of something else
}

// Postgres is the PostgreSQL server of REDRESS_TEST_POSTGRES, or the one on the default port.
func Postgres() Server {
	return Server{
		Name: "postgres", Dialect: sqlstore.PostgreSQL, Driver: "pgx",
		DSN: variable("REDRESS_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test?sslmode=disable"),
	}
}

// MariaDB is the MySQL or MariaDB server of REDRESS_TEST_MYSQL, or the one on the default port.
func MariaDB() Server {
	return Server{
		Name: "mariadb", Dialect: sqlstore.MySQL, Driver: "mysql",
		DSN: variable("REDRESS_TEST_MYSQL", "root@tcp(127.0.0.1:3306)/test"),
	}
}

// Servers are all of them.
func Servers() []Server { return []Server{Postgres(), MariaDB()} }

func variable(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

// Need skips a test when its server does not answer, and says so. Where REDRESS_TEST_SERVERS=required it fails instead.
// Under -short it always skips.
func (s Server) Need(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skipf("-short: nothing was tested on %s", s.Name)
	}
	db, err := sql.Open(s.Driver, s.DSN)
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	err = db.PingContext(ctx)
	switch {
	case err != nil && os.Getenv("REDRESS_TEST_SERVERS") == "required":
		t.Fatalf("%s does not answer at %s: %v", s.Name, s.DSN, err)
	case err != nil:
		t.Skipf("SKIPPED, nothing was tested: %s does not answer at %s: %v", s.Name, s.DSN, err)
	}
}

// DB opens a pool on the server until the test ends.
func (s Server) DB(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open(s.Driver, s.DSN)
	require.NoError(t, err)
	db.SetMaxIdleConns(32)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

// Prefix is a prefix for tables of this test alone; they are dropped when it ends.
func (s Server) Prefix(t testing.TB) string {
	t.Helper()
	prefix := "t" + strings.ToLower(rand.Text()[:12]) + "_"
	t.Cleanup(func() { s.drop(t, prefix) })
	return prefix
}

// drop removes every table with a prefix.
func (s Server) drop(t testing.TB, prefix string) {
	t.Helper()
	db, err := sql.Open(s.Driver, s.DSN)
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	s.eachTable(t, db, prefix, "drop table ")
}

// Empty deletes every row of the tables with a prefix, but the version of the tables.
func (s Server) Empty(t testing.TB, db *sql.DB, prefix string) {
	t.Helper()
	s.eachTable(t, db, prefix, "delete from ")
}

// eachTable runs a statement that ends in the name of a table, for every table with a prefix. Rows that say which version
// the tables have are not deleted.
func (s Server) eachTable(t testing.TB, db *sql.DB, prefix, text string) {
	t.Helper()
	like := strings.ReplaceAll(prefix, "_", `\_`) + "%"
	rows, err := db.Query("select table_name from information_schema.tables where table_name like '" + like + "'")
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	var names []string
	for rows.Next() {
		var name string
		require.NoError(t, rows.Scan(&name))
		names = append(names, name)
	}
	require.NoError(t, rows.Err())
	for _, name := range names {
		if strings.HasPrefix(text, "delete") && strings.HasSuffix(name, "_schema") {
			continue
		}
		_, err := db.Exec(text + name)
		require.NoError(t, err)
	}
}

// Store opens a store on a pool.
func (s Server) Store(t testing.TB, db *sql.DB, prefix string) *sqlstore.Store {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), db, sqlstore.Config{Dialect: s.Dialect, Prefix: prefix, AllowWeak: s.Weak})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	return store
}

// Rounds is how much of a proof is run: quick for whoever runs the tests, ci under REDRESS_PROOF=ci, long under
// REDRESS_PROOF=long.
func Rounds(quick, ci, long int) int {
	switch os.Getenv("REDRESS_PROOF") {
	case "ci":
		return ci
	case "long":
		return long
	}
	return quick
}
