// Package private gives a test a database server of its own, which it may kill: on a free port of 127.0.0.1, with its
// data in a temporary directory and with every setting that keeps acknowledged commits. It needs Linux and the servers'
// programs, not a running server.
package private

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

const (
	// ready is how long a server may take until it accepts; after a crash it recovers first.
	ready = 90 * time.Second
	// gone is how long processes may take to disappear. A clean stop writes everything down first.
	gone = 60 * time.Second
	// look is the pause between two looks at a condition.
	look = 20 * time.Millisecond
)

// Server is a database server that belongs to one test. Its methods are for one goroutine at a time; connecting to it is
// not bound by that. The DSN stays the same when it is started again.
type Server struct {
	sqltest.Server
	kind    kind
	account *account // whom it runs as; nil means whoever runs the test
	program string
	dir     string // everything it writes
	port    int
	process *process // nil while it is down
}

// kind is what differs between the servers.
type kind struct {
	server   func(dsn string) sqltest.Server
	accounts []string                            // to run as when the test runs as root, the first that exists
	programs [2][]string                         // what makes a data directory and what serves, each by any of its names
	dirs     []string                            // where programs lie that are not in the path
	make     func(dir string) []string           // arguments of the first program: make the data directory
	run      func(dir string, port int) []string // arguments of the second: serve
	weak     []string                            // arguments that take back what keeps acknowledged commits
	admin    func(port int) string               // a DSN that works before the database "test" exists
	dsn      func(port int) string
	quit     os.Signal // asks for a clean stop
	abandon  os.Signal // ends it when its data no longer matter
}

// Postgres starts a PostgreSQL server with an empty database "test", and removes it when the test ends. Where its
// programs are missing the test is skipped, or fails under REDRESS_TEST_SERVERS=required.
func Postgres(t testing.TB) *Server {
	t.Helper()
	return start(t, postgres())
}

// MariaDB starts a MariaDB server with an empty database "test", see Postgres.
func MariaDB(t testing.TB) *Server {
	t.Helper()
	return start(t, mariadb())
}

// Weak starts a server of each kind that writes nothing down before it answers: several times as quick, for tests that
// crash nothing.
func Weak(t testing.TB) []sqltest.Server {
	t.Helper()
	var out []sqltest.Server
	for _, k := range []kind{postgres(), mariadb()} {
		keeping := k.run
		k.run = func(dir string, port int) []string { return append(keeping(dir, port), k.weak...) }
		s := start(t, k).Server
		s.Weak = true
		out = append(out, s)
	}
	return out
}

// start makes a data directory and starts the first run.
func start(t testing.TB, k kind) *Server {
	t.Helper()
	setUp, program := find(t, k.programs[0], k.dirs), find(t, k.programs[1], k.dirs)
	who := need(t, k.accounts)
	dir, err := os.MkdirTemp("", "redress-server-") //nolint:usetesting // only its owner enters t.TempDir; servers do not run as root
	require.NoError(t, err)
	s := &Server{kind: k, account: who, program: program, dir: dir, port: freePort(t)}
	s.Server = k.server(k.dsn(s.port))
	t.Cleanup(func() {
		if s.process != nil {
			require.NoError(t, s.process.stop(k.abandon))
		}
		require.NoError(t, os.RemoveAll(dir))
	})
	require.NoError(t, who.owns(dir))
	made := exec.Command(setUp, k.make(dir)...)
	made.Dir, made.Env = dir, environment(dir)
	who.runs(made)
	out, err := made.CombinedOutput()
	require.NoError(t, err, "%s: %s", made, out)
	s.Start(t)
	s.create(t)
	return s
}

// environment gives a server a place of its own for temporary files: one that starts deletes those of another.
func environment(dir string) []string { return append(os.Environ(), "TMPDIR="+dir) }

// Start starts the server again after Kill or Stop, and waits until it accepts connections: after Kill it has recovered
// by then. A server that runs is left alone.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if s.process != nil {
		return
	}
	cmd := exec.Command(s.program, s.kind.run(s.dir, s.port)...)
	cmd.Dir, cmd.Env = s.dir, environment(s.dir)
	s.account.runs(cmd)
	log := filepath.Join(s.dir, "log")
	p, err := launch(cmd, log)
	require.NoError(t, err)
	s.process = p
	db, err := sql.Open(s.Driver, s.kind.admin(s.port))
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	err = poll(ready, func() bool { return p.ended() || accepts(db) })
	if err != nil || p.ended() {
		text, _ := os.ReadFile(log)
		t.Fatalf("%s does not start: %v\n%s", s.Name, err, text[max(0, len(text)-4000):])
	}
}

// Kill ends the server as a crash of its machine would, without a word: SIGKILL to it and to every process it has started.
// It returns when all of them are gone. What the operating system holds back for the disk survives, as it does in any
// crash of programs alone. A server that is down is left alone.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if s.process == nil {
		return
	}
	require.NoError(t, s.process.kill())
	s.process = nil
}

// Stop ends the server cleanly: connections are closed, everything is written down. A server that is down is left alone.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	if s.process == nil {
		return
	}
	require.NoError(t, s.process.stop(s.kind.quit))
	s.process = nil
}

// create makes the database that the DSN names.
func (s *Server) create(t testing.TB) {
	t.Helper()
	db, err := sql.Open(s.Driver, s.kind.admin(s.port))
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	_, err = db.Exec("create database test")
	require.NoError(t, err)
}

// accepts reports whether a server answers.
func accepts(db *sql.DB) bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return db.PingContext(ctx) == nil
}

// poll looks at a condition until it holds, for at most the given time.
func poll(limit time.Duration, holds func() bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}

// freePort finds a port nobody listens on, below those the system gives to outgoing connections: it has to be free again
// each time the server starts.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		port := 20000 + rand.IntN(10000)
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			require.NoError(t, l.Close())
			return port
		}
	}
	t.Fatal("no free port between 20000 and 30000")
	return 0
}
