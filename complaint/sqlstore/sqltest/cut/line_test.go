package cut

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// cut is one way to lose a connection.
type cut struct {
	name string
	// after is how many messages to the server pass first, whatever they are; -1 waits for a commit.
	after int
	// stream and toxic say what the proxy does from then on: "upstream" is towards the server.
	stream, toxic string
	// away keeps the proxy down until somebody was told of a failure: nobody can look what became of a commit.
	away bool
}

// line is the way to a server, through a proxy.
type line struct {
	proxy *toxiproxy.Proxy
	addr  string
	units atomic.Int64 // commits of units under way, by whoever uses the line; those of numbers are not worth a cut

	// deaf loses the requests to cancel that PostgreSQL's driver sends behind a connection that broke.
	deaf atomic.Bool

	mu     sync.Mutex
	next   *cut          // waits for its moment
	live   *cut          // happens
	by     *conn         // whose message it was the moment of
	broken chan struct{} // closed when a connection has broken by the live cut
	whole  chan struct{} // closed when the live cut is mended
}

// newLine starts a proxy in front of a server and returns it with a pool that goes through it.
func newLine(t *testing.T, s sqltest.Server) (*line, *sql.DB) {
	t.Helper()
	l := &line{}
	var db *sql.DB
	var upstream string
	switch s.Driver {
	case "pgx":
		cfg, err := pgx.ParseConfig(s.DSN)
		require.NoError(t, err)
		upstream = net.JoinHostPort(cfg.Host, fmt.Sprint(cfg.Port))
		cfg.DialFunc = func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx) }
		db = stdlib.OpenDB(*cfg)
	case "mysql":
		cfg, err := mysql.ParseDSN(s.DSN)
		require.NoError(t, err)
		upstream = cfg.Addr
		cfg.DialFunc = func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx) }
		cfg.Logger = &mysql.NopLogger{}
		connector, err := mysql.NewConnector(cfg)
		require.NoError(t, err)
		db = sql.OpenDB(connector)
	}
	db.SetMaxIdleConns(16)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	l.proxy = toxiproxy.NewProxy(server, s.Name, "127.0.0.1:0", upstream)
	require.NoError(t, l.proxy.Start())
	l.addr = l.proxy.Listen
	t.Cleanup(l.proxy.Stop)
	return l, db
}

// dial connects to the proxy.
func (l *line) dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", l.addr)
	if err != nil {
		return nil, err
	}
	return &conn{TCPConn: c.(*net.TCPConn), line: l}, nil
}

// arm plans a cut. What it returns is closed when a connection has broken by it.
func (l *line) arm(c cut) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next, l.broken = &c, make(chan struct{})
	return l.broken
}

// mend lets everything through again.
func (l *line) mend() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.mendLocked()
}

func (l *line) mendLocked() error {
	was := l.live
	l.live, l.next = nil, nil
	if was == nil {
		return nil
	}
	defer close(l.whole)
	if !l.proxy.Enabled {
		if err := l.proxy.Start(); err != nil {
			return err
		}
	}
	return l.proxy.Toxics.RemoveToxic(context.Background(), "cut")
}

// sends is told of every message before it is sent, and begins the cut when its moment has come.
func (l *line) sends(by *conn, message []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.next
	if c == nil {
		return
	}
	if c.after > 0 {
		c.after--
		return
	}
	if c.after < 0 && (l.units.Load() == 0 || !isCommit(message)) {
		return
	}
	l.next, l.live, l.by, l.whole = nil, c, by, make(chan struct{})
	text := fmt.Sprintf(`{"name":"cut","stream":%q,%s}`, c.stream, c.toxic)
	if _, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
		panic(err) // a mistake in the table of cuts
	}
}

// breaks is told of every connection that has failed, before its user is; a cut at a commit has to reach that one. From
// then on nobody gets through, or everybody does.
func (l *line) breaks(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.live == nil || l.live.after < 0 && c != l.by {
		return
	}
	select {
	case <-l.broken:
		return
	default:
		close(l.broken)
	}
	if l.live.away {
		l.proxy.Stop()
	} else if err := l.mendLocked(); err != nil {
		panic(err) // the proxy has lost its port
	}
}

// mended is closed when nothing is cut, or the live cut is over.
func (l *line) mended() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.live != nil {
		return l.whole
	}
	whole := make(chan struct{})
	close(whole)
	return whole
}

// isCommit knows the message that commits, of both servers.
func isCommit(message []byte) bool {
	return len(message) < 32 && bytes.Contains(bytes.ToLower(message), []byte("commit"))
}

// isCancel knows PostgreSQL's request to cancel: sixteen bytes that begin with their number and a code.
func isCancel(message []byte) bool {
	return bytes.HasPrefix(message, []byte{0, 0, 0, 16, 4, 210, 22, 46})
}

// conn is a connection through the line. It stays a TCP connection to its driver, which looks whether it is alive.
type conn struct {
	*net.TCPConn
	line *line
}

func (c *conn) Write(b []byte) (int, error) {
	if c.line.deaf.Load() && isCancel(b) {
		return 0, net.ErrClosed
	}
	c.line.sends(c, b)
	n, err := c.TCPConn.Write(b)
	if err != nil {
		c.line.breaks(c)
	}
	return n, err
}

func (c *conn) Read(b []byte) (int, error) {
	n, err := c.TCPConn.Read(b)
	if err != nil {
		c.line.breaks(c)
	}
	return n, err
}
