package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
)

// maxStatements bounds the statements a session keeps prepared. The fixed ones are three dozen; the others are the shapes
// of queries a host asks.
const maxStatements = 200

// preparer is a connection, a pool or a transaction.
type preparer interface {
	PrepareContext(ctx context.Context, text string) (*sql.Stmt, error)
}

// session runs statements on a connection, a pool or a transaction, and keeps them prepared. It is as safe for
// concurrent use as what it runs on.
type session struct {
	on  preparer
	d   *dialect
	cfg *Config
	// pool holds the statements that tx uses; both are nil except in a transaction of a server's pool.
	pool *session
	tx   *sql.Tx

	mu    sync.RWMutex
	stmts map[string]*sql.Stmt
}

// newSession returns a session without statements.
func newSession(on preparer, d *dialect, cfg *Config) *session {
	return &session{on: on, d: d, cfg: cfg, stmts: map[string]*sql.Stmt{}}
}

// inside returns a session for one transaction, which uses the statements of a pool's. Statements that the pool has not
// prepared yet are prepared on the transaction's own connection: asking the pool for another one while holding one could
// wait for ever.
func (s *session) inside(tx *sql.Tx) *session {
	return &session{on: tx, d: s.d, cfg: s.cfg, pool: s, tx: tx, stmts: map[string]*sql.Stmt{}}
}

// learn prepares what a transaction had to prepare itself, for those that come. It is called after its end.
func (s *session) learn(ctx context.Context, from *session) error {
	for text := range from.stmts {
		if err := s.use(ctx, text, func(*sql.Stmt) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// close closes every prepared statement.
func (s *session) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, st := range s.stmts {
		errs = append(errs, st.Close())
	}
	clear(s.stmts)
	return errors.Join(errs...)
}

// use runs f with the prepared statement of a text.
func (s *session) use(ctx context.Context, text string, f func(st *sql.Stmt) error) (err error) {
	if st := s.prepared(text); st != nil {
		return f(st)
	}
	if s.tx != nil {
		if st := s.pool.prepared(text); st != nil {
			return f(s.tx.StmtContext(ctx, st))
		}
	}
	st, err := s.on.PrepareContext(ctx, s.cfg.rename(s.d.text(text)))
	if err != nil {
		return err
	}
	if !s.keep(text, st) {
		defer func() { err = errors.Join(err, st.Close()) }()
	}
	return f(st)
}

// prepared returns a statement that is prepared, or nil.
func (s *session) prepared(text string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.stmts[text]
}

// keep remembers a statement, unless there are too many. Of two prepared at once the first stays.
func (s *session) keep(text string, st *sql.Stmt) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stmts[text] != nil || len(s.stmts) >= maxStatements {
		return false
	}
	s.stmts[text] = st
	return true
}

// exec runs a statement and returns how many rows it changed. An insertion with noConflict whose key is taken changes
// none, whatever the database makes of it.
func (s *session) exec(ctx context.Context, text string, args ...any) (changed int64, err error) {
	err = s.use(ctx, text, func(st *sql.Stmt) error {
		res, err := st.ExecContext(ctx, args...)
		if err != nil {
			return err
		}
		changed, err = res.RowsAffected()
		return err
	})
	if err != nil && s.d.insertFails && s.d.taken(err) && strings.HasSuffix(text, noConflict) {
		return 0, nil
	}
	return changed, err
}

// one reads one row into dest, and reports whether there was one.
func (s *session) one(ctx context.Context, text string, args []any, dest ...any) (found bool, err error) {
	err = s.each(ctx, text, args, func(scan func(...any) error) error {
		found = true
		return scan(dest...)
	})
	return found, err
}

// each calls f for every row, with what reads that row.
func (s *session) each(ctx context.Context, text string, args []any, f func(scan func(...any) error) error) error {
	return s.use(ctx, text, func(st *sql.Stmt) (err error) {
		rows, err := st.QueryContext(ctx, args...)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		for rows.Next() {
			if err := f(rows.Scan); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}
