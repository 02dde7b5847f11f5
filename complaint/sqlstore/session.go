package sqlstore

import (
	"context"
	"database/sql"
	"errors"
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
	on     preparer
	rename func(text string) string

	mu    sync.RWMutex
	stmts map[string]*sql.Stmt
}

// newSession returns a session without statements.
func newSession(on preparer, rename func(string) string) *session {
	return &session{on: on, rename: rename, stmts: map[string]*sql.Stmt{}}
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
	s.mu.RLock()
	st := s.stmts[text]
	s.mu.RUnlock()
	if st != nil {
		return f(st)
	}
	st, err = s.on.PrepareContext(ctx, s.rename(text))
	if err != nil {
		return err
	}
	if !s.keep(text, st) {
		defer func() { err = errors.Join(err, st.Close()) }()
	}
	return f(st)
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

// exec runs a statement and returns how many rows it changed.
func (s *session) exec(ctx context.Context, text string, args ...any) (changed int64, err error) {
	err = s.use(ctx, text, func(st *sql.Stmt) error {
		res, err := st.ExecContext(ctx, args...)
		if err != nil {
			return err
		}
		changed, err = res.RowsAffected()
		return err
	})
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
