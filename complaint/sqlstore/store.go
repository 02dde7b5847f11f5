package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
)

// Store is a complaint.Store on a database. It is safe for concurrent use, and several processes may share a database.
type Store struct {
	core
	cfg    Config
	writer *writer
	pool   *session // reads; nil when they go through the writer
}

var _ complaint.Store = (*Store)(nil)

// Open makes a store of a database and brings its tables up to date; two processes may do so at once. The pool stays the
// host's: one connection of it writes until Close, and cfg.Read, or else the rest of the pool, reads.
//
// A configuration that cannot be, or a database whose settings could lose acknowledged units, is a *ConfigError with
// every fault; tables of another release are a *SchemaError.
func Open(ctx context.Context, db *sql.DB, cfg Config) (*Store, error) {
	cfg = cfg.withDefaults()
	if faults := cfg.faults(); len(faults) > 0 {
		return nil, &ConfigError{Faults: faults}
	}
	d := sqlite()
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
	s := &Store{cfg: cfg, writer: newWriter(db, conn, d, &cfg)}
	if !oneConnection(weak) {
		s.pool = newSession(readPool(db, &cfg), cfg.rename)
	}
	s.core = core{d: d, read: s.reads, write: s.writer.do}
	return s, nil
}

// Close waits until every write that was accepted is on disk, and gives the connections back. Writes after it give
// ErrClosed. The pools stay open: they are the host's.
func (s *Store) Close() error {
	s.writer.close()
	if s.pool == nil {
		return nil
	}
	return s.pool.close()
}

// reads runs f on the pool, or between two writes when there is no pool to read from.
func (s *Store) reads(ctx context.Context, f func(ctx context.Context, q *session) error) error {
	if s.pool == nil {
		return s.writer.do(ctx, work{write: f})
	}
	return f(ctx, s.pool)
}

// connect takes a connection out of the pool and sets it up for writing.
func connect(ctx context.Context, db *sql.DB, d *dialect) (*sql.Conn, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: connect: %w", err)
	}
	for _, text := range d.setUp {
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
	if readPool(db, cfg) == db && db.Stats().MaxOpenConnections == 1 {
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
