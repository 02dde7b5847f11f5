package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// fake is a database that says yes: every statement changes one row, and the settings are those that Open wants. It
// writes down what it is told, and can be made to fail, to wait or to panic at a statement.
type fake struct {
	mu       sync.Mutex
	log      []string          // statements executed, with their first argument
	answers  map[string]string // what a query returns, by a part of its text
	before   func(text string) error
	opened   int
	released int
}

// newFake returns a database that Open takes.
func newFake() *fake {
	return &fake{answers: map[string]string{
		"journal_mode": "wal", "pragma synchronous": "2", "pragma_database_list": "/cases.db", "redress_schema": "1", "sqlite_master": "1",
		"wal_checkpoint": "0,0,0",
	}}
}

// at sets what happens before a statement.
func (f *fake) at(before func(text string) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before = before
}

// said returns the statements that begin with a prefix, in order.
func (f *fake) said(prefix string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, l := range f.log {
		if strings.HasPrefix(l, prefix) {
			out = append(out, l)
		}
	}
	return out
}

// run notes a statement, and what was set to happen happens.
func (f *fake) run(text string, args []driver.NamedValue) error {
	f.mu.Lock()
	before := f.before
	f.mu.Unlock()
	if before != nil {
		if err := before(text); err != nil {
			return err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(args) > 0 {
		if s, ok := args[0].Value.(string); ok {
			text += " " + s
		}
	}
	f.log = append(f.log, text)
	return nil
}

// Connect and Driver make fake a driver.Connector.
func (f *fake) Connect(context.Context) (driver.Conn, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opened++
	return &fakeConn{f}, nil
}

func (f *fake) Driver() driver.Driver { return nil }

type fakeConn struct{ *fake }

func (c *fakeConn) Prepare(text string) (driver.Stmt, error) { return &fakeStmt{c, text}, nil }
func (c *fakeConn) Begin() (driver.Tx, error)                { return &fakeTx{c}, c.run("begin", nil) }

// BeginTx takes every isolation level, as servers do.
func (c *fakeConn) BeginTx(context.Context, driver.TxOptions) (driver.Tx, error) {
	return &fakeTx{c}, c.run("begin", nil)
}

func (c *fakeConn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.released++
	return nil
}

type fakeTx struct{ *fakeConn }

func (t *fakeTx) Commit() error   { return t.run("commit", nil) }
func (t *fakeTx) Rollback() error { return t.run("rollback", nil) }

type fakeStmt struct {
	conn *fakeConn
	text string
}

func (s *fakeStmt) Close() error                               { return nil }
func (s *fakeStmt) NumInput() int                              { return -1 }
func (s *fakeStmt) Exec([]driver.Value) (driver.Result, error) { panic("not called") }
func (s *fakeStmt) Query([]driver.Value) (driver.Rows, error)  { panic("not called") }

func (s *fakeStmt) ExecContext(_ context.Context, args []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(1), s.conn.run(s.text, args)
}

func (s *fakeStmt) QueryContext(_ context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.conn.run(s.text, args); err != nil {
		return nil, err
	}
	s.conn.mu.Lock()
	defer s.conn.mu.Unlock()
	for part, answer := range s.conn.answers {
		if strings.Contains(s.text, part) {
			return &fakeRows{values: strings.Split(answer, ",")}, nil
		}
	}
	return &fakeRows{ended: true}, nil
}

// fakeRows is one row, or none.
type fakeRows struct {
	values []string
	ended  bool
}

func (r *fakeRows) Columns() []string { return append([]string{}, r.values...) }
func (r *fakeRows) Close() error      { return nil }

func (r *fakeRows) Next(dest []driver.Value) error {
	if r.ended {
		return io.EOF
	}
	for i, v := range r.values {
		dest[i] = v
	}
	r.ended = true
	return nil
}

// openFake opens a store on a fake database and closes it at the end of the test.
func openFake(t *testing.T, f *fake, cfg Config) *Store {
	t.Helper()
	db := sql.OpenDB(f)
	s, err := Open(t.Context(), db, cfg)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, s.Close())
		require.NoError(t, db.Close())
	})
	return s
}
