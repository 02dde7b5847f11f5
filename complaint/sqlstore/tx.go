package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/redress-go/redress/complaint"
)

// WithTx returns a store on a transaction of the host, so that a command is kept or lost together with what the host
// writes beside it. It is valid until the transaction ends.
//
// A write is one attempt in a savepoint: when it fails, nothing of it is left and the transaction goes on; a conflict is
// returned, never tried again. Reserve and Claim write in the host's transaction too, and are undone with it. Writes go
// past the group commit.
//
// On SQLite the transaction must hold the write lock from its start (_txlock=immediate, or “begin immediate”), and no
// write through the store itself gets through until it ends: keep it short, and do not wait inside it for such a write.
// On a server the transaction should be READ COMMITTED, so that a conflict is seen as one; under a stricter level the
// server may break the transaction instead, and the error is the server's.
func (s *Store) WithTx(tx *sql.Tx) complaint.Store {
	t := &txStore{tx: tx, session: newSession(tx, s.core.d, &s.cfg)}
	t.core = core{d: s.core.d, read: t.reads, write: t.writes}
	return t
}

// txStore is a store on a transaction of the host.
type txStore struct {
	core
	mu      sync.Mutex // a transaction is one connection: one savepoint at a time
	tx      *sql.Tx
	session *session
}

func (t *txStore) reads(ctx context.Context, f func(ctx context.Context, s *session) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return f(ctx, t.session)
}

// writes runs work in a savepoint. What it wrote is taken back even when the context has ended meanwhile.
func (t *txStore) writes(ctx context.Context, w work) (err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, err := t.tx.ExecContext(ctx, "savepoint redress_unit"); err != nil {
		return err
	}
	done := false
	defer func() {
		after := context.WithoutCancel(ctx)
		if !done || err != nil {
			_, back := t.tx.ExecContext(after, "rollback to savepoint redress_unit")
			err = errors.Join(settled(err), back)
		}
		_, release := t.tx.ExecContext(after, "release savepoint redress_unit")
		err = errors.Join(err, release)
	}()
	err = w.write(ctx, t.session)
	done = true
	return err
}
