package sqltest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore"
)

// recorder is a driver that writes down every prepared statement that is run, with its values.
type recorder struct {
	driver.Connector
	mu  sync.Mutex
	ran []ran
}

// ran is a statement that was run.
type ran struct {
	text string
	args []driver.Value
}

// record opens a pool on a server whose statements are written down.
func record(t testing.TB, s Server) (*recorder, *sql.DB) {
	t.Helper()
	plain := s.DB(t)
	connector, err := plain.Driver().(driver.DriverContext).OpenConnector(s.DSN)
	require.NoError(t, err)
	r := &recorder{Connector: connector}
	db := sql.OpenDB(r)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return r, db
}

// during returns what is run while f runs.
func (r *recorder) during(f func()) []ran {
	r.mu.Lock()
	r.ran = nil
	r.mu.Unlock()
	f()
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ran
}

func (r *recorder) note(text string, args []driver.NamedValue) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := ran{text: text}
	for _, a := range args {
		n.args = append(n.args, a.Value)
	}
	r.ran = append(r.ran, n)
}

// literal is a statement with its values written into it, as explain wants it.
func (n ran) literal(d sqlstore.Dialect) string {
	text := n.text
	for i := len(n.args) - 1; i >= 0; i-- {
		value := fmt.Sprint(n.args[i])
		if s, ok := n.args[i].(string); ok {
			value = "'" + strings.ReplaceAll(s, "'", "''") + "'"
		}
		if d == sqlstore.PostgreSQL {
			text = strings.ReplaceAll(text, fmt.Sprintf("$%d", i+1), value)
			continue
		}
		at := strings.LastIndex(text, "?")
		text = text[:at] + value + text[at+1:]
	}
	return text
}

func (r *recorder) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &recordedConn{Conn: c, r: r}, nil
}

// recordedConn passes on what database/sql uses of the connections of both drivers.
type recordedConn struct {
	driver.Conn
	r *recorder
}

func (c *recordedConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
}

func (c *recordedConn) PrepareContext(ctx context.Context, text string) (driver.Stmt, error) {
	st, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return &recordedStmt{Stmt: st, r: c.r, text: text}, nil
}

func (c *recordedConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, text, args)
}

func (c *recordedConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, text, args)
}

// recordedStmt writes down what it runs.
type recordedStmt struct {
	driver.Stmt
	r    *recorder
	text string
}

func (s *recordedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.r.note(s.text, args)
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (s *recordedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.r.note(s.text, args)
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}
