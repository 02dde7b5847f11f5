package sqlstore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"math/big"
	"runtime/debug"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

const (
	// raceTries is how often a transaction is tried that the server gives up for another one's sake.
	raceTries = 20
	// brokenTries is how often one is tried whose connection breaks before it commits: a server that starts again ends
	// every connection of a pool, and the pool finds out one by one.
	brokenTries = 4
	// commitGrace is how long a commit that was sent is waited for after its caller has gone.
	commitGrace = 5 * time.Second
)

// pooled writes on a server: every caller has a transaction of its own, and the server brings them together.
type pooled struct {
	db       *sql.DB
	writes   *session // statements of db
	reads    *session
	mu       sync.RWMutex // held for reading by every write
	closed   bool
	newPause func(try int) time.Duration
}

// newPooled returns what writes on one pool and reads on another, which may be the same.
func newPooled(db, reads *sql.DB, d *dialect, cfg *Config) *pooled {
	p := &pooled{db: db, writes: newSession(db, d, cfg), newPause: pauseAfter}
	p.reads = p.writes
	if reads != db {
		p.reads = newSession(reads, d, cfg)
	}
	return p
}

// close waits for the writes under way.
func (p *pooled) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	err := p.writes.close()
	if p.reads != p.writes {
		err = errors.Join(err, p.reads.close())
	}
	return err
}

// read runs f on the pool.
func (p *pooled) read(ctx context.Context, f func(ctx context.Context, s *session) error) error {
	return f(ctx, p.reads)
}

// write runs work in a transaction, again when that is the way to win a race or to get past a broken connection. What
// it returns is certain, but for *UnknownError.
func (p *pooled) write(ctx context.Context, w work) error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.closed {
		return ErrClosed
	}
	for try := 1; ; try++ {
		err := p.once(ctx, w)
		if err == nil || try >= p.tries(err) {
			return settled(err)
		}
		if !wait(ctx, p.newPause(try)) {
			return ctx.Err()
		}
	}
}

// settled is the error of the last try: a race that was lost again and again is a conflict.
func settled(err error) error {
	if errors.Is(err, errAgain) {
		return fmt.Errorf("%w: %w", complaint.ErrConflict, err)
	}
	return err
}

// tries is how often a transaction that failed like this is tried.
func (p *pooled) tries(err error) int {
	var unknown *UnknownError
	var panicked *PanicError
	switch {
	case errors.As(err, &unknown), errors.As(err, &panicked):
		return 1
	case errors.Is(err, errAgain), p.writes.d.again(err):
		return raceTries
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return 1
	case p.writes.d.replied(err), isOurs(err):
		return 1
	}
	return brokenTries
}

// isOurs reports whether an error is this package's answer.
func isOurs(err error) bool {
	for _, kind := range []error{complaint.ErrConflict, complaint.ErrDuplicate, complaint.ErrNotFound, complaint.ErrInvalid, complaint.ErrInternal} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// pauseAfter is the pause after a try, longer each time and never the same for two who met.
func pauseAfter(try int) time.Duration {
	longest := int64(time.Millisecond) << min(try, 7)
	n, err := rand.Int(rand.Reader, big.NewInt(longest/2))
	if err != nil {
		return time.Duration(longest)
	}
	return time.Duration(longest/2 + n.Int64())
}

// wait waits; false when the context ends first.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// once tries a transaction. A context that ends before the commit is sent takes everything back; after that, the outcome
// is waited for.
func (p *pooled) once(ctx context.Context, w work) (err error) {
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, cancel)
	defer stop()
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := p.db.BeginTx(own, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return cause(ctx, err)
	}
	s := p.writes.inside(tx)
	err = guard(own, s, w)
	var panicked *PanicError
	switch {
	case errors.As(err, &panicked):
		return err // a driver that panics may leave the transaction locked: cancel ends it elsewhere, when it can be ended
	case err != nil || !stop():
		_ = tx.Rollback() // a connection that cannot roll back is thrown away, and the server does it
		return cause(ctx, err)
	}
	err = p.committed(p.commit(ctx, tx))
	if err == nil && len(s.stmts) > 0 {
		_ = p.writes.learn(own, s) // if not now, the next time
	}
	return err
}

// commit sends a commit and waits for the answer; after its caller has gone, only so long. Not every driver heeds a
// context here, and a server that falls silent would be waited for until the connection is given up.
func (p *pooled) commit(ctx context.Context, tx *sql.Tx) error {
	answer := make(chan error, 1)
	go func() { answer <- tx.Commit() }()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
	}
	timer := time.NewTimer(commitGrace)
	defer timer.Stop()
	select {
	case err := <-answer:
		return err
	case <-timer.C:
		return ctx.Err()
	}
}

// committed says what the answer to a commit means.
func (p *pooled) committed(err error) error {
	if err == nil || p.writes.d.again(err) {
		return err
	}
	return &UnknownError{Err: err}
}

// cause is the end of the context where that is what broke a transaction.
func cause(ctx context.Context, err error) error {
	if ctxErr := ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	return err
}

// guard runs work and turns a panic into an error.
func guard(ctx context.Context, s *session, w work) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Value: p, Stack: string(debug.Stack())}
		}
	}()
	return w.write(ctx, s)
}
