package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Result codes of SQLite, https://www.sqlite.org/rescode.html.
const (
	codeBusy       = 5
	codeConstraint = 19
	codePrimaryKey = 1555
	codeUnique     = 2067
)

// sqlite is the dialect of SQLite 3.35 and later.
func sqlite() *dialect {
	return &dialect{
		name:          SQLite,
		text:          sqliteText,
		comparesPairs: true,
		weak:          sqliteWeak,
		lock: func(ctx context.Context, conn *sql.Conn, _ string) error {
			_, err := conn.ExecContext(ctx, sqliteBegin)
			return err
		},
		unlock:   func(ctx context.Context, conn *sql.Conn, _ string, keep bool) error { return end(ctx, conn, keep) },
		hasTable: "select count(*) from sqlite_master where type = 'table' and name = ?",
		taken:    sqliteTaken,
		again:    func(error) bool { return false }, // there is one writer
		replied:  func(error) bool { return true },  // there is no way to it that could break
		file:     &fileDialect{setUp: sqliteSetUp(), begin: sqliteBegin, busy: sqliteBusy, scrub: sqliteScrub},
	}
}

// sqliteBegin takes the write lock at once: nobody else writes until the end.
const sqliteBegin = "begin immediate"

// sqliteText leaves out the locks of rows: who writes holds the whole database.
func sqliteText(common string) string {
	return strings.NewReplacer(" for update skip locked", "", " for update", "").Replace(common)
}

// sqliteSetUp is what the writing connection is told first.
func sqliteSetUp() []string {
	return []string{
		"pragma busy_timeout = 5000",
		"pragma secure_delete = on",
		"pragma temp_store = memory",       // savepoints keep the pages they may restore in memory, not in a file
		"pragma cache_size = -16000",       // 16 MB
		"pragma wal_autocheckpoint = 4000", // 16 MB of log: the same hot pages are copied back less often
	}
}

// sqliteWeak holds the writing connection against write-ahead log, synchronous FULL and a file.
func sqliteWeak(ctx context.Context, conn *sql.Conn) ([]Fault, error) {
	var journal, file string
	var synchronous int
	err := errors.Join(
		conn.QueryRowContext(ctx, "pragma journal_mode").Scan(&journal),
		conn.QueryRowContext(ctx, "pragma synchronous").Scan(&synchronous),
		conn.QueryRowContext(ctx, "select file from pragma_database_list where name = 'main'").Scan(&file),
	)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: read the settings of SQLite: %w", err)
	}
	var out []Fault
	if !strings.EqualFold(journal, "wal") {
		out = append(out, Fault{"journal_mode", fmt.Sprintf("must be WAL, is %q", journal)})
	}
	if synchronous < 2 {
		out = append(out, Fault{"synchronous", fmt.Sprintf("must be FULL (2) or more, is %d", synchronous)})
	}
	if file == "" {
		out = append(out, Fault{"database", "must be a file, is in memory"})
	}
	return out, nil
}

// coded is how drivers give the result code of SQLite: modernc.org/sqlite and others.
type coded interface{ Code() int }

// sqliteTaken knows a violated unique key by its code, or by the text that every driver passes on.
func sqliteTaken(err error) bool {
	var c coded
	if errors.As(err, &c) {
		switch c.Code() {
		case codeUnique, codePrimaryKey:
			return true
		case codeConstraint: // a driver without extended codes: the text decides
		default:
			return false
		}
	}
	return err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed")
}

// sqliteBusy knows a lock held by another process; extended codes have the plain one in their low byte.
func sqliteBusy(err error) bool {
	var c coded
	if errors.As(err, &c) {
		return c.Code()&0xff == codeBusy
	}
	return err != nil && strings.Contains(err.Error(), "database is locked")
}

// sqliteScrub empties the write-ahead log. It does not wait for readers.
func sqliteScrub(ctx context.Context, conn *sql.Conn) (bool, error) {
	if _, err := conn.ExecContext(ctx, "pragma busy_timeout = 0"); err != nil {
		return false, err
	}
	var busy, pages, moved int
	err := conn.QueryRowContext(ctx, "pragma wal_checkpoint(truncate)").Scan(&busy, &pages, &moved)
	if _, back := conn.ExecContext(ctx, "pragma busy_timeout = 5000"); back != nil {
		return false, back
	}
	if err != nil && sqliteBusy(err) {
		return false, nil
	}
	return busy == 0, err
}
