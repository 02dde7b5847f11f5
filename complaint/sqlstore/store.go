package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// Store is a complaint.Store on a database. It is safe for concurrent use, and several processes may share a database.
type Store struct {
	core
	cfg    Config
	writer *writer  // nil on a server
	pool   *session // reads of a file; nil when they go through the writer, and on a server
	server *pooled  // nil on a file
}

var (
	_ complaint.Store      = (*Store)(nil)
	_ complaint.StoreClock = (*Store)(nil)
)

// Open makes a store of a database and brings its tables up to date; two processes may do so at once. The pool stays the
// host's. On SQLite one connection of it writes until Close, and cfg.Read, or else the rest of the pool, reads.
//
// A configuration that cannot be, or a database whose settings could lose acknowledged units, is a *ConfigError with
// every fault; tables of another release are a *SchemaError.
func Open(ctx context.Context, db *sql.DB, cfg Config) (*Store, error) {
	cfg = cfg.withDefaults()
	if faults := cfg.faults(); len(faults) > 0 {
		return nil, &ConfigError{Faults: faults}
	}
	d := dialectOf(cfg.Dialect)
	conn, err := connect(ctx, db, d)
	if err != nil {
		return nil, err
	}
	weak, err := weaknesses(ctx, db, conn, d, &cfg)
	if err == nil && len(weak) > 0 && !cfg.AllowWeak {
		err = &ConfigError{Faults: weak}
	}
	if err == nil {
		err = migrate(ctx, conn, d, &cfg)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if d.file == nil {
		return onServer(db, d, cfg), conn.Close()
	}
	return onFile(db, conn, d, cfg, oneConnection(weak)), nil
}

// onFile returns a store with one goroutine that writes on a connection. With one connection in all, it reads too.
func onFile(db *sql.DB, conn *sql.Conn, d *dialect, cfg Config, one bool) *Store {
	s := &Store{cfg: cfg}
	s.writer = newWriter(db, conn, d, &s.cfg)
	if !one {
		s.pool = newSession(readPool(db, &cfg), d, &s.cfg)
	}
	s.core = core{d: d, read: s.readFile, write: s.writer.do}
	return s
}

// readFile runs f on the pool, or between two writes when there is no pool to read from.
func (s *Store) readFile(ctx context.Context, f func(ctx context.Context, q *session) error) error {
	if s.pool == nil {
		return s.writer.do(ctx, work{write: f})
	}
	return f(ctx, s.pool)
}

// onServer returns a store whose callers each write in a transaction of their own.
func onServer(db *sql.DB, d *dialect, cfg Config) *Store {
	s := &Store{cfg: cfg}
	s.server = newPooled(db, readPool(db, &cfg), d, &s.cfg)
	s.core = core{d: d, read: s.server.read, write: s.server.write}
	return s
}

// Close waits until every write that was accepted is on disk, and gives the connections back. Writes after it give
// ErrClosed. The pools stay open: they are the host's.
func (s *Store) Close() error {
	if s.server != nil {
		return s.server.close()
	}
	s.writer.close()
	if s.pool == nil {
		return nil
	}
	return s.pool.close()
}

// StoreTime is the server's time, in UTC; see complaint.StoreClock. SQLite has no server, so its time is
// errors.ErrUnsupported.
func (s *Store) StoreTime(ctx context.Context) (time.Time, error) {
	if s.d.clock == "" {
		return time.Time{}, errors.ErrUnsupported
	}
	return fetch(ctx, &s.core, "time", func(ctx context.Context, q *session) (time.Time, error) {
		var now int64
		_, err := q.one(ctx, s.d.clock, nil, &now)
		return fromMicros(now), err
	})
}

// connect takes a connection out of the pool; one that writes a file is set up for that.
func connect(ctx context.Context, db *sql.DB, d *dialect) (*sql.Conn, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: connect: %w", err)
	}
	if d.file == nil {
		return conn, nil
	}
	for _, text := range d.file.setUp {
		if _, err := conn.ExecContext(ctx, text); err != nil {
			return nil, errors.Join(fmt.Errorf("sqlstore: %s: %w", text, err), conn.Close())
		}
	}
	return conn, nil
}

// readPool returns the pool that reads use.
func readPool(db *sql.DB, cfg *Config) *sql.DB {
	if cfg.Read != nil {
		return cfg.Read
	}
	return db
}

// weaknesses finds the settings under which units could be lost or reads could starve.
func weaknesses(ctx context.Context, db *sql.DB, conn *sql.Conn, d *dialect, cfg *Config) ([]Fault, error) {
	out, err := d.weak(ctx, conn)
	if err != nil {
		return nil, err
	}
	if d.file != nil && readPool(db, cfg) == db && db.Stats().MaxOpenConnections == 1 {
		out = append(out, Fault{"pool", "must have two connections or more: one writes, the others read"})
	}
	return out, nil
}

// oneConnection reports whether other connections would see nothing, or would never be given.
func oneConnection(weak []Fault) bool {
	for _, f := range weak {
		if f.Setting == "database" || f.Setting == "pool" {
			return true
		}
	}
	return false
}
