package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// Error codes of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html.
const (
	stateUnique        = "23505"
	stateSerialization = "40001"
	stateDeadlock      = "40P01"
)

// postgresFirst is the oldest version of PostgreSQL that is accepted, as the server writes it: 12.0.
const postgresFirst = 120000

// postgres is the dialect of PostgreSQL.
func postgres() *dialect {
	return &dialect{
		name:          PostgreSQL,
		text:          postgresText,
		comparesPairs: true,
		weak:          postgresWeak,
		lock:          postgresLock,
		unlock:        postgresUnlock,
		hasTable:      "select count(to_regclass($1))",
		clock:         "select (extract(epoch from clock_timestamp()) * 1000000)::bigint",
		taken:         func(err error) bool { return sqlState(err) == stateUnique },
		again: func(err error) bool {
			state := sqlState(err)
			return state == stateSerialization || state == stateDeadlock
		},
		replied: postgresReplied,
	}
}

// postgresText numbers the placeholders.
func postgresText(common string) string {
	common = strings.ReplaceAll(common, "last_insert_rowid()", "lastval()")
	parts := strings.Split(common, "?")
	var out strings.Builder
	for i, part := range parts {
		if i > 0 {
			out.WriteString("$" + strconv.Itoa(i))
		}
		out.WriteString(part)
	}
	return out.String()
}

// stated is how drivers give the error code of PostgreSQL: pgx and pq.
type stated interface{ SQLState() string }

// sqlState is the error code of PostgreSQL, "" for any other error.
func sqlState(err error) string {
	var s stated
	if errors.As(err, &s) {
		return s.SQLState()
	}
	return ""
}

// postgresReplied leaves out what a server says when it ends the connection: class 08, and 57P01 to 57P03.
func postgresReplied(err error) bool {
	state := sqlState(err)
	return state != "" && !strings.HasPrefix(state, "08") && !strings.HasPrefix(state, "57P")
}

// postgresWeak holds the server against what keeps acknowledged units over a crash.
func postgresWeak(ctx context.Context, conn *sql.Conn) ([]Fault, error) {
	var version int
	var standby bool
	settings := map[string]string{}
	rows, err := conn.QueryContext(ctx, `select name, setting from pg_settings
		where name in ('synchronous_commit', 'fsync', 'full_page_writes', 'server_encoding')`)
	if err == nil {
		err = readPairs(rows, settings)
	}
	err = errors.Join(err,
		conn.QueryRowContext(ctx, "select current_setting('server_version_num')::int, pg_is_in_recovery()").Scan(&version, &standby))
	if err != nil {
		return nil, fmt.Errorf("sqlstore: read the settings of PostgreSQL: %w", err)
	}
	var out []Fault
	if version < postgresFirst {
		out = append(out, Fault{"server_version", fmt.Sprintf("must be 12 or later, is %d", version/10000)})
	}
	if standby {
		out = append(out, Fault{"server", "must be the primary, is a standby"})
	}
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		if settings[name] == "off" {
			out = append(out, Fault{name, "must not be off"})
		}
	}
	if e := settings["server_encoding"]; e != "UTF8" {
		out = append(out, Fault{"server_encoding", fmt.Sprintf("must be UTF8, is %s", e)})
	}
	return out, nil
}

// readPairs reads rows of two columns, and closes them.
func readPairs(rows *sql.Rows, into map[string]string) (err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		into[strings.ToLower(name)] = value
	}
	return rows.Err()
}

// lockID names the lock of a prefix among the advisory locks of a database.
func lockID(prefix string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("redress migration " + prefix))
	return int64(h.Sum64()) //nolint:gosec // any 64 bits do
}

// postgresLock begins a transaction; the lock ends with it.
func postgresLock(ctx context.Context, conn *sql.Conn, prefix string) error {
	if _, err := conn.ExecContext(ctx, "begin"); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "select pg_advisory_xact_lock($1)", lockID(prefix))
	if err != nil {
		_, back := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
		return errors.Join(err, back)
	}
	return nil
}

func postgresUnlock(ctx context.Context, conn *sql.Conn, _ string, keep bool) error {
	return end(ctx, conn, keep)
}

// end commits or rolls back.
func end(ctx context.Context, conn *sql.Conn, keep bool) error {
	text := "rollback"
	if keep {
		text = "commit"
	}
	_, err := conn.ExecContext(ctx, text)
	return err
}
