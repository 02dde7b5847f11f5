package inbox

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// receiver is a service with a database of its own, in which it writes down what it has done.
type receiver struct {
	db    *sql.DB
	inbox *sqlstore.Inbox
	cfg   sqlstore.Config
	table string
	write string
	pool  func() *sql.DB // another pool on the same database
	waits string         // counts the transactions that wait for others because of the inbox; "" on SQLite
}

// everywhere runs a test on every database.
func everywhere(t *testing.T, f func(t *testing.T, r *receiver)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "receiver.db")
		open := func() *sql.DB {
			s, err := sqlitefile.Open(t.Context(), path, nil)
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			return s.DB()
		}
		f(t, newReceiver(t, open, sqlstore.Config{}, "?"))
	})
	for _, s := range sqltest.Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			mark := map[sqlstore.Dialect]string{sqlstore.PostgreSQL: "$1"}[s.Dialect]
			open := func() *sql.DB { return s.DB(t) }
			r := newReceiver(t, open, sqlstore.Config{Dialect: s.Dialect, Prefix: s.Prefix(t)}, mark)
			r.waits = map[sqlstore.Dialect]string{
				sqlstore.PostgreSQL: "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%" + r.cfg.Prefix + "%'",
				sqlstore.MySQL:      "select count(*) from information_schema.processlist where state = 'Update' and info like 'insert into " + r.cfg.Prefix + "%'",
			}[s.Dialect]
			f(t, r)
		})
	}
}

func newReceiver(t *testing.T, open func() *sql.DB, cfg sqlstore.Config, mark string) *receiver {
	t.Helper()
	if mark == "" {
		mark = "?"
	}
	r := &receiver{db: open(), cfg: cfg, table: cfg.Prefix + "acts", pool: open}
	r.write = "insert into " + r.table + " (id) values (" + mark + ")"
	_, err := r.db.ExecContext(t.Context(), "create table "+r.table+" (id varchar(255) not null)")
	require.NoError(t, err)
	r.inbox, err = sqlstore.OpenInbox(t.Context(), r.db, cfg)
	require.NoError(t, err)
	return r
}

// act writes down in a transaction that it was run for an id.
func (r *receiver) act(ctx context.Context, id string) func(tx *sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, r.write, id)
		return err
	}
}

// acts counts what was done, by id.
func (r *receiver) acts(t *testing.T) map[string]int {
	t.Helper()
	rows, err := r.db.QueryContext(t.Context(), "select id, count(*) from "+r.table+" group by id")
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	out := map[string]int{}
	for rows.Next() {
		var id string
		var n int
		require.NoError(t, rows.Scan(&id, &n))
		out[id] = n
	}
	require.NoError(t, rows.Err())
	return out
}
