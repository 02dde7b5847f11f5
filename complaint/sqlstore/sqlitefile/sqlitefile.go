// Package sqlitefile opens a database file with modernc.org/sqlite, a SQLite driver in pure Go: no C
// compiler, no server. It is a module of its own, so that a host with another driver does not carry
// this one.
//
// A file opened here survives a power cut after every commit (write-ahead log, synchronous FULL),
// takes its write lock when a transaction begins and not in the middle of it, waits for a lock that
// another process holds, and enforces foreign keys.
package sqlitefile

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// idleConns is how many connections stay open between uses. A new one costs several statements, and
// its page cache starts empty.
const idleConns = 16

// PathError says that a path is not one of a database file.
type PathError struct {
	Path string // the path as given
	Rule string // the rule that does not hold, in English
}

// Error names the path and the rule.
func (e *PathError) Error() string {
	return fmt.Sprintf("sqlitefile: path %q: %s", e.Path, e.Rule)
}

// Open opens the database file at path, and creates it if there is none; its directory has to exist.
// The path is one of the operating system, relative or absolute, with any character but zero; it is
// neither a URI nor ":memory:", whose contents no restart would find: those give a *PathError. Any
// other error is the driver's, wrapped. Where the file system cannot keep a write-ahead log (network
// drives), Open fails instead of settling for less.
//
// The pool is the caller's to limit and to close. A read-only transaction takes no write lock and
// sees one moment of the database, while another one writes.
func Open(path string) (*sql.DB, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	name, err := dsn(path)
	if err != nil {
		return nil, fmt.Errorf("sqlitefile: open: %w", err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("sqlitefile: open: %w", err)
	}
	db.SetMaxIdleConns(idleConns)
	if err := durable(db); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlitefile: open: %w", err), db.Close())
	}
	return db, nil
}

// checkPath refuses what SQLite would take for something else than a file.
func checkPath(path string) error {
	switch {
	case strings.TrimSpace(path) == "":
		return &PathError{Path: path, Rule: "a file is needed; without a name SQLite makes one that is deleted on closing"}
	case strings.HasPrefix(path, ":memory:"):
		return &PathError{Path: path, Rule: "a file is needed, not memory"}
	case strings.HasPrefix(path, "file:"):
		return &PathError{Path: path, Rule: "a plain path is needed, not a URI: its parameters could weaken the guarantees"}
	case strings.ContainsRune(path, 0):
		return &PathError{Path: path, Rule: "a zero byte ends a file name"}
	}
	return nil
}

// dsn writes the URI of a file, every character of its path escaped, with what every new connection
// sets first.
func dsn(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/data becomes file:///C:/data
	}
	options := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)"},
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: options.Encode()}).String(), nil
}

// durable opens the first connection and makes sure that its guarantees were granted: SQLite answers
// a journal mode it cannot have with the one it keeps, and not with an error.
func durable(db *sql.DB) error {
	var journal string
	if err := db.QueryRow("pragma journal_mode").Scan(&journal); err != nil {
		return err
	}
	if journal != "wal" {
		return fmt.Errorf("the file system cannot keep a write-ahead log (journal mode %q)", journal)
	}
	return nil
}
