package backup

import (
	"crypto/rand"
	"database/sql"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// server is a set of tables on a server.
type server struct {
	sqltest.Server
	names string
}

func newServer(t *testing.T, s sqltest.Server) *server {
	t.Helper()
	return &server{s, s.Prefix(t)}
}

func (s *server) open(t *testing.T) complaint.Store { t.Helper(); return s.Store(t, s.DB(t), s.names) }
func (s *server) db(t *testing.T) *sql.DB           { t.Helper(); return s.DB(t) }
func (s *server) prefix() string                    { return s.names }

func (s *server) backup(t *testing.T) func(t *testing.T) place {
	t.Helper()
	dump := filepath.Join(t.TempDir(), "dump")
	if s.Driver == "pgx" {
		run(t, exec.Command(program(t, "pg_dump"), "--format=custom", "--table="+s.names+"*", "--file="+dump, s.DSN))
	} else {
		s.dumpMariaDB(t, dump)
	}
	return func(t *testing.T) place {
		t.Helper()
		fresh := s.fresh(t)
		if s.Driver == "pgx" {
			run(t, exec.Command(program(t, "pg_restore"), "--exit-on-error", "--no-owner", "--dbname="+fresh.DSN, dump))
			return fresh
		}
		in, err := os.Open(dump)
		require.NoError(t, err)
		defer func() { require.NoError(t, in.Close()) }()
		cmd := fresh.mariadb(t, []string{"mariadb", "mysql"}, "--default-character-set=utf8mb4")
		cmd.Args = append(cmd.Args, fresh.mariadbConfig(t).DBName)
		cmd.Stdin = in
		run(t, cmd)
		return fresh
	}
}

// dumpMariaDB dumps the tables with the prefix. mariadb-dump takes names only, so they are asked for.
func (s *server) dumpMariaDB(t *testing.T, dump string) {
	t.Helper()
	cmd := s.mariadb(t, []string{"mariadb-dump", "mysqldump"}, "--single-transaction", "--hex-blob",
		"--default-character-set=utf8mb4", "--result-file="+dump)
	cmd.Args = append(cmd.Args, s.mariadbConfig(t).DBName)
	rows, err := s.DB(t).QueryContext(t.Context(), "select table_name from information_schema.tables where table_schema = database()")
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	for rows.Next() {
		var name string
		require.NoError(t, rows.Scan(&name))
		if strings.HasPrefix(name, s.names) {
			cmd.Args = append(cmd.Args, name)
		}
	}
	require.NoError(t, rows.Err())
	run(t, cmd)
}

// mariadb is a call of one of MariaDB's programs with the server's address.
func (s *server) mariadb(t *testing.T, names []string, options ...string) *exec.Cmd {
	t.Helper()
	cfg := s.mariadbConfig(t)
	host, port, err := net.SplitHostPort(cfg.Addr)
	require.NoError(t, err)
	args := append([]string{"--no-defaults", "--host=" + host, "--port=" + port, "--user=" + cfg.User}, options...)
	cmd := exec.Command(program(t, names...), args...)
	cmd.Env = append(os.Environ(), "MYSQL_PWD="+cfg.Passwd)
	return cmd
}

func (s *server) mariadbConfig(t *testing.T) *mysql.Config {
	t.Helper()
	cfg, err := mysql.ParseDSN(s.DSN)
	require.NoError(t, err)
	return cfg
}

// fresh makes an empty database on the same server, which is dropped when the test ends.
func (s *server) fresh(t *testing.T) *server {
	t.Helper()
	name := "r" + strings.ToLower(rand.Text()[:12])
	admin, err := sql.Open(s.Driver, s.DSN)
	require.NoError(t, err)
	_, err = admin.Exec("create database " + name)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := admin.Exec("drop database " + name)
		require.NoError(t, err)
		require.NoError(t, admin.Close())
	})
	out := *s
	if s.Driver == "pgx" {
		u, err := url.Parse(s.DSN)
		require.NoError(t, err)
		u.Path = "/" + name
		out.DSN = u.String()
		return &out
	}
	cfg := s.mariadbConfig(t)
	cfg.DBName = name
	out.DSN = cfg.FormatDSN()
	return &out
}
