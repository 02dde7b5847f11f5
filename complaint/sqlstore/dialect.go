package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// noConflict ends an insertion that does nothing when a unique key is taken; it then changes no row.
const noConflict = "on conflict do nothing"

// dialect is what differs between databases. Statements are written once, in common words: placeholders are question
// marks, names that are reserved somewhere stand in double quotes, noConflict ends an insertion, last_insert_rowid() is
// the key just given, and “for update” or “for update skip locked” ends a selection whose rows nobody else may change
// before the transaction ends.
type dialect struct {
	name Dialect
	// text puts a common statement in this database's words.
	text func(common string) string
	// insertFails says that an insertion with noConflict gives an error for which taken is true, instead of no row.
	insertFails bool
	// comparesPairs says that an index on two columns finds the rows behind a pair of values when pairs are compared.
	comparesPairs bool

	// weak finds settings under which acknowledged units could be lost.
	weak func(ctx context.Context, conn *sql.Conn) ([]Fault, error)
	// lock makes other processes wait that would migrate at the same time, and begins a transaction if the database can
	// change tables in one. unlock ends both.
	lock   func(ctx context.Context, conn *sql.Conn, prefix string) error
	unlock func(ctx context.Context, conn *sql.Conn, prefix string, keep bool) error
	// hasTable counts the tables with a name, which is its only parameter.
	hasTable string
	// clock selects the server's time in microseconds since 1970, UTC; "" when there is no server.
	clock string

	// taken reports whether an error says that a unique key is taken.
	taken func(err error) bool
	// again reports whether an error says that the database gave up a transaction for another one's sake: nothing of it
	// is written, and it may be tried again.
	again func(err error) bool
	// replied reports whether an error is an answer of the database, and not of the way to it.
	replied func(err error) bool

	file *fileDialect // how a file is written; nil for a server
}

// fileDialect is what a database without a server needs from the one process that writes.
type fileDialect struct {
	setUp []string // run first on the connection that writes
	begin string   // starts a transaction that holds the write lock from the start
	// busy reports whether an error says that another process holds the write lock.
	busy func(err error) bool
	// scrub makes deleted bytes disappear from logs, outside a transaction. It reports whether it is done; false means
	// that somebody still reads and it must be tried again.
	scrub func(ctx context.Context, conn *sql.Conn) (bool, error)
}

// errAgain rolls back a write that lost a race it can only win from the start.
var errAgain = errors.New("lost a race")

// dialectOf returns the dialect with a name, nil when there is none.
func dialectOf(name Dialect) *dialect {
	switch name {
	case SQLite:
		return sqlite()
	case PostgreSQL:
		return postgres()
	case MySQL:
		return mysql()
	}
	return nil
}

// statements splits the text of a migration: some drivers run one statement at a time.
func statements(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ";\n") {
		if strings.TrimSpace(withoutComments(part)) != "" {
			out = append(out, strings.TrimSuffix(strings.TrimSpace(part), ";"))
		}
	}
	return out
}

// withoutComments drops the lines that are comments.
func withoutComments(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}
