// Package sqlitefile keeps a complaint department in one file, with modernc.org/sqlite: SQLite in pure Go, no C compiler,
// no server. It is a module of its own, so that a host with another driver does not carry this one.
//
// What was acknowledged survives a power cut (write-ahead log, synchronous FULL). Several processes may open one file on
// one machine; a network drive cannot keep the log and is refused.
package sqlitefile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint/sqlstore"
)

// defaultReaders is how many connections read at once.
const defaultReaders = 8

// Config sets up a file. Nil and the zero value work.
type Config struct {
	// Prefix begins the name of every table, see sqlstore.Config. Defaults to "redress_".
	Prefix string
	// MaxBatch bounds how many waiting units are written in one transaction. Defaults to 128.
	MaxBatch int
	// Readers is how many connections read at once. Defaults to 8.
	Readers int
	// Manual leaves migrating to the host, see sqlstore.Config. Defaults to false.
	Manual bool
}

// Store is a complaint.Store in a file. It is safe for concurrent use.
type Store struct {
	*sqlstore.Store
	write *sql.DB // the store's writing connection, and the host's transactions
	read  *sql.DB
}

// Open opens the file at path, and creates it if there is none; its directory has to exist. The path is one of the
// operating system, relative or absolute, with any character but zero; it is neither a URI nor ":memory:", whose contents
// no restart would find: those give a *PathError. Faults of the configuration are a *sqlstore.ConfigError, tables of a
// later release a *sqlstore.SchemaError. Any other error is the driver's, wrapped. Where the file system cannot keep a
// write-ahead log, Open fails instead of settling for less.
func Open(ctx context.Context, path string, cfg *Config) (*Store, error) {
	if cfg == nil {
		cfg = &Config{}
	}
	if cfg.Readers < 0 {
		return nil, &sqlstore.ConfigError{Faults: []sqlstore.Fault{{Setting: "Readers", Rule: "must not be negative"}}}
	}
	write, err := openPool(ctx, path, forWriting)
	if err != nil {
		return nil, err
	}
	read, err := openPool(ctx, path, forReading)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	readers := cfg.Readers
	if readers == 0 {
		readers = defaultReaders
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	store, err := sqlstore.Open(ctx, write, sqlstore.Config{
		Prefix: cfg.Prefix, Read: read, MaxBatch: cfg.MaxBatch, Manual: cfg.Manual,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlitefile: open: %w", err), read.Close(), write.Close())
	}
	return &Store{Store: store, write: write, read: read}, nil
}

// DB returns the pool on which the host may begin transactions for WithTx, and keep tables of its own. Every transaction
// on it takes the write lock at once; while it is open, writes of the store wait.
func (s *Store) DB() *sql.DB { return s.write }

// Close waits until every write that was accepted is on disk, and closes the file.
func (s *Store) Close() error {
	return errors.Join(s.Store.Close(), s.read.Close(), s.write.Close())
}
