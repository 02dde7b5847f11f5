package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// errNoServer ends the program after it has said how a server is started.
var errNoServer = errors.New("no PostgreSQL")

// server is the database as the month sees it: its own way in, beside those of the nodes.
type server struct {
	db     *sql.DB
	prefix string // of this run's tables
	store  *sqlstore.Store
	desk   *complaint.Desk
}

// dial opens tables of their own for this run. errNoServer when nobody answers.
func dial(ctx context.Context, dsn string) (*server, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, fmt.Errorf("-dsn: %w", err)
	}
	s := &server{db: db, prefix: "nodes_" + strings.ToLower(rand.Text()[:6]) + "_"}
	hurry, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := db.PingContext(hurry); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", errNoServer, err), db.Close())
	}
	if s.store, err = sqlstore.Open(ctx, db, sqlstore.Config{Dialect: sqlstore.PostgreSQL, Prefix: s.prefix}); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if s.desk, err = complaint.Open(ctx, s.store, settings(), rules()); err != nil {
		return nil, errors.Join(err, s.store.Close(), s.drop(ctx), db.Close())
	}
	return s, nil
}

// close gives the connections back, and drops the tables unless they are to be kept.
func (s *server) close(ctx context.Context, keep bool) error {
	err := errors.Join(s.desk.Shutdown(ctx), s.store.Close())
	if !keep {
		err = errors.Join(err, s.drop(ctx))
	}
	return errors.Join(err, s.db.Close())
}

// drop removes the tables of this run.
func (s *server) drop(ctx context.Context) error {
	var names string
	err := s.db.QueryRowContext(ctx, `select coalesce(string_agg(format('%I.%I', schemaname, tablename), ', '), '')
		from pg_tables where schemaname = any(current_schemas(false)) and starts_with(tablename, $1)`, s.prefix).Scan(&names)
	if err == nil && names != "" {
		_, err = s.db.ExecContext(ctx, "drop table "+names)
	}
	return err
}

// help says how a server is started.
func (m *month) help() {
	m.Say("PostgreSQL 没有应答。任选一种方式启动，再运行一次：", "PostgreSQL does not answer. Start one, either way, and run this again:")
	fmt.Fprint(m.Out, `
  docker run --rm -d -p 127.0.0.1:5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB=test postgres:15
  go run ./examples/nodes

  sudo apt-get install -y postgresql && sudo service postgresql start
  sudo -u postgres psql -c "alter user postgres password 'test'" -c "create database test"
  go run ./examples/nodes -dsn 'postgres://postgres:test@127.0.0.1:5432/test?sslmode=disable'

`)
}
