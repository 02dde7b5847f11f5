package private

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// postgres is PostgreSQL.
func postgres() kind {
	dsn := func(database string) func(port int) string {
		return func(port int) string {
			return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", port, database)
		}
	}
	return kind{
		server:   func(dsn string) sqltest.Server { s := sqltest.Postgres(); s.DSN = dsn; return s },
		accounts: []string{"postgres", "nobody"},
		programs: [2][]string{{"initdb"}, {"postgres"}},
		dirs:     []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"},
		make: func(dir string) []string {
			return []string{"-A", "trust", "-N", "-U", "postgres", "-E", "UTF8", "--no-locale", "-D", filepath.Join(dir, "data")}
		},
		run: func(dir string, port int) []string {
			return []string{
				"-D", filepath.Join(dir, "data"), "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
				"-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "shared_buffers=32MB",
				"-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on",
				"-c", "dynamic_shared_memory_type=mmap", // in the data directory: nothing stays in /dev/shm after a kill
			}
		},
		weak:  []string{"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"},
		admin: dsn("postgres"),
		dsn:   dsn("test"),
		quit:  syscall.SIGINT, // “fast”: open connections are closed

		abandon: syscall.SIGQUIT, // “immediate”: it still gives shared memory back
	}
}

// mariadb is MariaDB.
func mariadb() kind {
	dsn := func(database string) func(port int) string {
		return func(port int) string { return fmt.Sprintf("root@tcp(127.0.0.1:%d)/%s", port, database) }
	}
	return kind{
		server:   func(dsn string) sqltest.Server { s := sqltest.MariaDB(); s.DSN = dsn; return s },
		accounts: []string{"mysql", "nobody"},
		programs: [2][]string{{"mariadb-install-db", "mysql_install_db"}, {"mariadbd", "mysqld"}},
		dirs:     []string{"/usr/sbin", "/usr/libexec", "/usr/local/mysql/bin"},
		make: func(dir string) []string {
			return []string{
				"--no-defaults", "--datadir=" + filepath.Join(dir, "data"), "--auth-root-authentication-method=normal", "--skip-test-db",
				"--skip-name-resolve",
			}
		},
		run: func(dir string, port int) []string {
			return []string{
				"--no-defaults", // has to come first
				"--datadir=" + filepath.Join(dir, "data"), "--port=" + strconv.Itoa(port), "--bind-address=127.0.0.1",
				"--socket=" + filepath.Join(dir, "sock"), "--pid-file=" + filepath.Join(dir, "pid"), "--skip-name-resolve",
				"--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=1",
				"--max-connections=300", "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=32M",
			}
		},
		weak:  []string{"--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-buffer-pool-size=256M"},
		admin: dsn(""),
		dsn:   dsn("test"),
		quit:  syscall.SIGTERM,

		abandon: syscall.SIGKILL,
	}
}

// find returns the path of a program that has one of these names, the newest of several. Without one the test is skipped.
func find(t testing.TB, names, dirs []string) string {
	t.Helper()
	for _, name := range names {
		for _, dir := range dirs {
			found, err := filepath.Glob(filepath.Join(dir, name))
			if err == nil && len(found) > 0 {
				return slices.Max(found)
			}
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing(t, "no program "+strings.Join(names, " or "))
	return ""
}

// missing skips a test that cannot have its server, and says so. Under REDRESS_TEST_SERVERS=required it fails.
func missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("REDRESS_TEST_SERVERS") == "required" {
		t.Fatal(why)
	}
	t.Skip("SKIPPED, nothing was tested: " + why)
}
