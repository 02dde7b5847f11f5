package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed migrations
var files embed.FS

// Migrations returns the files that Open runs, by dialect: sqlite/0001_cases.up.sql, postgres/…, mysql/… and so on. They go forward only,
// carry the prefix "redress_", note their own version in redress_schema, and have the names and marks that goose and
// golang-migrate read. A host that runs them sets Config.Manual.
func Migrations() (fs.FS, error) { return fs.Sub(files, "migrations") }

// SchemaError says that the tables are not those of this release.
type SchemaError struct {
	Have int // version of the tables; 0 when there are none
	Want int // version that this release reads and writes
}

// Error names both versions.
func (e *SchemaError) Error() string {
	if e.Have > e.Want {
		return fmt.Sprintf("sqlstore: tables have version %d, written by a later release; this one knows %d", e.Have, e.Want)
	}
	return fmt.Sprintf("sqlstore: tables have version %d, need %d: run the migrations", e.Have, e.Want)
}

// migration is one file.
type migration struct {
	version int
	text    string
}

// migrations reads the files of a dialect, in order.
func (d *dialect) migrations() ([]migration, error) {
	names, err := fs.Glob(files, "migrations/"+string(d.name)+"/*.up.sql")
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, name := range names { // sorted by name
		digits, _, _ := strings.Cut(name[strings.LastIndex(name, "/")+1:], "_")
		version, err := strconv.Atoi(digits)
		if err != nil {
			return nil, fmt.Errorf("sqlstore: migration %s: %w", name, err)
		}
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, migration{version, string(text)})
	}
	return out, nil
}

// migrate brings the tables to the version of this release. Of processes that start at once, one migrates and the others
// find it done. Where the database can change tables in a transaction, all of it is one.
func migrate(ctx context.Context, conn *sql.Conn, d *dialect, cfg *Config) (err error) {
	all, err := d.migrations()
	if err != nil {
		return err
	}
	if err := d.lock(ctx, conn, cfg.Prefix); err != nil {
		return fmt.Errorf("sqlstore: migrate: %w", err)
	}
	defer func() {
		if unlockErr := d.unlock(context.WithoutCancel(ctx), conn, cfg.Prefix, err == nil); unlockErr != nil {
			err = errors.Join(err, fmt.Errorf("sqlstore: migrate: %w", unlockErr))
		}
	}()
	have, err := schemaVersion(ctx, conn, d, cfg)
	if err != nil {
		return err
	}
	want := all[len(all)-1].version
	if have > want || cfg.Manual && have < want {
		return &SchemaError{Have: have, Want: want}
	}
	for _, m := range all {
		if m.version <= have {
			continue
		}
		for _, text := range statements(m.text) {
			if _, err := conn.ExecContext(ctx, cfg.rename(text)); err != nil {
				return fmt.Errorf("sqlstore: migration %d: %w", m.version, err)
			}
		}
	}
	return nil
}

// schemaVersion reads the version of the tables, 0 when they are not there.
func schemaVersion(ctx context.Context, conn *sql.Conn, d *dialect, cfg *Config) (int, error) {
	var tables, have int
	err := conn.QueryRowContext(ctx, d.hasTable, cfg.rename("redress_schema")).Scan(&tables)
	if err == nil && tables > 0 {
		err = conn.QueryRowContext(ctx, cfg.rename("select coalesce(max(version), 0) from redress_schema")).Scan(&have)
	}
	if err != nil {
		return 0, fmt.Errorf("sqlstore: read the version of the tables: %w", err)
	}
	return have, nil
}
