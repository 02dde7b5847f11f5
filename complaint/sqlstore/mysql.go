package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Error numbers of MySQL and MariaDB, https://mariadb.com/kb/en/mariadb-error-code-reference/.
const (
	numberTaken       = 1062
	numberLockTimeout = 1205
	numberDeadlock    = 1213
	numberChanged     = 1020 // a row changed under the transaction (innodb_snapshot_isolation)
	numberShutdown    = 1053
	numberKilled      = 1927 // MariaDB: the connection was killed
)

// migrationWait is how long a process waits for another one that migrates, in seconds.
const migrationWait = 120

// smallestPacket is the least max_allowed_packet that is accepted, in bytes.
const smallestPacket = 4 << 20

// mysql is the dialect of MySQL and MariaDB, on InnoDB.
func mysql() *dialect {
	return &dialect{
		name:        MySQL,
		text:        mysqlText,
		insertFails: true,
		weak:        mysqlWeak,
		lock:        mysqlLock,
		unlock:      mysqlUnlock,
		hasTable:    "select count(*) from information_schema.tables where table_schema = database() and table_name = ?",
		clock:       "select cast(unix_timestamp(current_timestamp(6)) * 1000000 as signed)",
		taken:       func(err error) bool { return mysqlNumber(err) == numberTaken },
		again: func(err error) bool {
			switch mysqlNumber(err) {
			case numberDeadlock, numberLockTimeout, numberChanged:
				return true
			}
			return false
		},
		replied: func(err error) bool {
			switch mysqlNumber(err) {
			case 0, numberShutdown, numberKilled:
				return false
			}
			return true
		},
	}
}

// mysqlText quotes as MySQL does. “insert ignore” would also ignore values that do not fit, so a key that is taken is an
// error instead.
func mysqlText(common string) string {
	return strings.NewReplacer(`"`, "`", noConflict, "", "last_insert_rowid()", "last_insert_id()").Replace(common)
}

// mysqlNumber is the error number of MySQL, 0 for any other error. Drivers give it in a field and at the start of the
// text, as in “Error 1062 (23000): …”; only the text can be read without the driver.
func mysqlNumber(err error) int {
	for ; err != nil; err = errors.Unwrap(err) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				if n := mysqlNumber(e); n != 0 {
					return n
				}
			}
			return 0
		}
		rest, ok := strings.CutPrefix(err.Error(), "Error ")
		if !ok {
			continue
		}
		var n int
		if _, err := fmt.Sscanf(rest, "%4d", &n); err == nil {
			return n
		}
	}
	return 0
}

// mysqlWeak holds the server against what keeps acknowledged units over a crash, and values as they are.
func mysqlWeak(ctx context.Context, conn *sql.Conn) ([]Fault, error) {
	v := map[string]string{}
	rows, err := conn.QueryContext(ctx, `show variables where variable_name in ('innodb_flush_log_at_trx_commit',
		'innodb_doublewrite', 'log_bin', 'sync_binlog', 'sql_mode', 'wsrep_on', 'read_only', 'max_allowed_packet')`)
	if err == nil {
		err = readPairs(rows, v)
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: read the settings of MySQL: %w", err)
	}
	var out []Fault
	must := func(ok bool, name, rule string) {
		if !ok {
			out = append(out, Fault{name, fmt.Sprintf("must be %s, is %q", rule, v[name])})
		}
	}
	must(v["innodb_flush_log_at_trx_commit"] == "1", "innodb_flush_log_at_trx_commit", "1")
	must(!strings.EqualFold(v["innodb_doublewrite"], "OFF"), "innodb_doublewrite", "on")
	must(!strings.EqualFold(v["log_bin"], "ON") || v["sync_binlog"] == "1", "sync_binlog", "1 where there is a binary log")
	must(strings.Contains(v["sql_mode"], "STRICT_"), "sql_mode", "strict: values that do not fit must be errors")
	must(!strings.EqualFold(v["wsrep_on"], "ON"), "wsrep_on", "off: two primaries may both acknowledge")
	must(!strings.EqualFold(v["read_only"], "ON"), "read_only", "off: the server must be the primary")
	packet, err := strconv.Atoi(v["max_allowed_packet"])
	must(err == nil && packet >= smallestPacket, "max_allowed_packet", fmt.Sprintf("%d or more", smallestPacket))
	return out, nil
}

// mysqlLock takes a lock of the server. MySQL changes tables outside of transactions, so each statement of a migration
// can be run twice.
func mysqlLock(ctx context.Context, conn *sql.Conn, prefix string) error {
	var got sql.NullInt64
	err := conn.QueryRowContext(ctx, "select get_lock(concat('redress', sha1(concat(database(), ?))), ?)", prefix, migrationWait).Scan(&got)
	if err == nil && got.Int64 != 1 {
		err = fmt.Errorf("another process has been migrating for %d s", migrationWait)
	}
	return err
}

func mysqlUnlock(ctx context.Context, conn *sql.Conn, prefix string, _ bool) error {
	_, err := conn.ExecContext(ctx, "do release_lock(concat('redress', sha1(concat(database(), ?))))", prefix)
	return err
}
