package sqlitefile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite" // also registers the driver "sqlite"
)

// idleConns is how many connections of the writing pool stay open between uses: the store's own, and the host's. A new
// one costs several statements, and its page cache starts empty.
const idleConns = 4

// openTries is how often a process tries to open a file that another one is just creating.
const openTries = 500

// codeBusy is SQLite's result code for a lock held by somebody else, https://www.sqlite.org/rescode.html#busy.
const codeBusy = 5

// PathError says that a path is not one of a database file.
type PathError struct {
	Path string // the path as given
	Rule string // the rule that does not hold, in English
}

// Error names the path and the rule.
func (e *PathError) Error() string {
	return fmt.Sprintf("sqlitefile: path %q: %s", e.Path, e.Rule)
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

// purpose is what a pool is for.
type purpose int

// The purposes.
const (
	forWriting purpose = iota
	forReading         // its connections refuse every statement that would write
)

// options is what every new connection of a pool sets first.
func (p purpose) options() url.Values {
	pragmas := []string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "secure_delete(ON)"}
	if p == forReading {
		pragmas = append(pragmas, "query_only(ON)")
	}
	return url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
}

// openPool opens a pool on the file at path. A file that another process is just creating is tried again: SQLite does
// not wait for the lock that a change of the journal mode needs.
func openPool(ctx context.Context, path string, p purpose) (*sql.DB, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	if p == forWriting {
		if err := create(path); err != nil {
			return nil, err
		}
	}
	name, err := dsn(path, p)
	if err != nil {
		return nil, fmt.Errorf("sqlitefile: open: %w", err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("sqlitefile: open: %w", err)
	}
	db.SetMaxIdleConns(idleConns)
	for range openTries {
		if err = db.PingContext(ctx); !busy(err) {
			break
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlitefile: open: %w", err), db.Close())
	}
	return db, nil
}

// create makes the file if there is none, for its owner alone: it holds personal data. SQLite gives its log the same mode.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return fmt.Errorf("sqlitefile: open: %w", err)
	}
	return nil
}

// busy reports whether somebody else holds a lock.
func busy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == codeBusy
}

// dsn writes the URI of a file, every character of its path escaped.
func dsn(path string, p purpose) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/data becomes file:///C:/data
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: p.options().Encode()}).String(), nil
}
