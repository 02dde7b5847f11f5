package sqlstore

import (
	"database/sql"
	"fmt"
	"regexp"
	"strings"
)

// defaultPrefix begins the names of tables; the statements of this package are written with it.
const defaultPrefix = "redress_"

// defaultBatch is how many units share a transaction at most.
const defaultBatch = 128

// Dialect names a kind of database.
type Dialect string

// The databases a Store stands on.
const (
	SQLite     Dialect = "sqlite"   // 3.35 and later
	PostgreSQL Dialect = "postgres" // 12 and later
	MySQL      Dialect = "mysql"    // MySQL 8.0 and MariaDB 10.6, and later; tables are InnoDB
)

// Config sets up a Store. The zero value works.
type Config struct {
	// Dialect is the kind of the database. Defaults to SQLite.
	Dialect Dialect
	// Prefix begins the name of every table and index: a small letter, then at most 31 small letters, digits and
	// underscores. Defaults to "redress_".
	Prefix string
	// Read is the pool that reads use. Defaults to the pool that Open is given.
	Read *sql.DB
	// MaxBatch bounds how many waiting units are written in one transaction on SQLite. Defaults to 128.
	MaxBatch int
	// AllowWeak takes a database whose settings may lose acknowledged units or block reads, see the package. Defaults to
	// false: Open refuses it with a *ConfigError.
	AllowWeak bool
	// Manual leaves migrating to the host: Open checks the version of the tables and changes nothing. Defaults to false.
	Manual bool
}

// Fault is one thing that is wrong with a configuration or a database's settings.
type Fault struct {
	Setting string // "Prefix", "journal_mode" …
	Rule    string // what it must be
}

// ConfigError lists everything that is wrong with a configuration at once.
type ConfigError struct{ Faults []Fault }

// Error names every setting and its rule.
func (e *ConfigError) Error() string {
	parts := make([]string, 0, len(e.Faults))
	for _, f := range e.Faults {
		parts = append(parts, f.Setting+" "+f.Rule)
	}
	return "sqlstore: " + strings.Join(parts, "; ")
}

// withDefaults fills what was left open.
func (c Config) withDefaults() Config {
	if c.Dialect == "" {
		c.Dialect = SQLite
	}
	if c.Prefix == "" {
		c.Prefix = defaultPrefix
	}
	if c.MaxBatch == 0 {
		c.MaxBatch = defaultBatch
	}
	return c
}

// faults finds everything that is wrong with the configuration itself.
func (c Config) faults() []Fault {
	var out []Fault
	if ok, err := regexp.MatchString(`^[a-z][a-z0-9_]{0,31}$`, c.Prefix); err != nil || !ok {
		out = append(out, Fault{"Prefix", fmt.Sprintf("must be like redress_, is %q", c.Prefix)})
	}
	if dialectOf(c.Dialect) == nil {
		out = append(out, Fault{"Dialect", fmt.Sprintf("must be %s, %s or %s, is %q", SQLite, PostgreSQL, MySQL, c.Dialect)})
	}
	if c.MaxBatch < 0 {
		out = append(out, Fault{"MaxBatch", "must not be negative"})
	}
	return out
}

// rename puts the prefix in place of the one that statements are written with.
func (c Config) rename(text string) string {
	if c.Prefix == defaultPrefix {
		return text
	}
	return strings.ReplaceAll(text, defaultPrefix, c.Prefix)
}
