package sqlstore

import (
	"context"
	"database/sql"
)

// dialect is what differs between databases. The statements themselves are common: placeholders are question marks,
// “on conflict do nothing” says that a key is taken, last_insert_rowid() is the key just given, and no statement returns
// what it changed.
type dialect struct {
	name  string
	begin string   // starts a transaction that holds the write lock from the start
	setUp []string // run first on the connection that writes

	// weak finds the settings of the writing connection under which acknowledged units could be lost.
	weak func(ctx context.Context, conn *sql.Conn) ([]Fault, error)
	// taken reports whether an error says that a unique key is taken.
	taken func(err error) bool
	// busy reports whether an error says that another process holds the write lock.
	busy func(err error) bool
	// scrub makes deleted bytes disappear from logs, outside a transaction. It reports whether it is done; false means
	// that somebody still reads and it must be tried again.
	scrub func(ctx context.Context, conn *sql.Conn) (bool, error)
}
