package sqlitefile

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// bare is what a program would do that needs no store: the same rows in the same tables of the same file, written by one
// goroutine with prepared statements and group commit, and nothing checked but the version of the case.
type bare struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	jobs  chan *bareJob
	done  chan struct{}
	max   int // units in a transaction
}

// bareJob is one unit with its encoded case.
type bareJob struct {
	unit *complaint.Changeset
	data []byte
	done chan error
}

const (
	bareInsertCase = `insert into redress_case (id, org, number, version, playbook, state, severity, unit, owner, open,
		tags, received, wake, data) values (?, ?, ?, ?, ?, ?, 0, '', '', 1, '', ?, ?, ?)`
	bareUpdateCase = `update redress_case set version = ?, state = ?, severity = 0, open = 1, wake = ?, data = ?, parked_until = 0
		where id = ? and version = ?`
	bareEntry = `insert into redress_entry (stream, seq, recorded, public, prev, hash) values (?, ?, ?, ?, ?, ?)`
	bareBox   = `insert into redress_box (entry, box) values (last_insert_rowid(), ?)`
	bareRow   = `insert into redress_outbox (id, org, case_id, seq, n, kind, recipient, ref, not_before, due, head)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// newBare opens a file with the tables of a store.
func newBare(t testing.TB, batch int) *bare {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bare.db")
	s, err := Open(t.Context(), path, nil)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	db, err := openPool(t.Context(), path, forWriting)
	require.NoError(t, err)
	conn, err := db.Conn(t.Context())
	require.NoError(t, err)
	for _, pragma := range []string{"temp_store = memory", "cache_size = -16000", "wal_autocheckpoint = 4000"} {
		_, err = conn.ExecContext(t.Context(), "pragma "+pragma) // as the store does
		require.NoError(t, err)
	}
	b := &bare{conn: conn, stmts: map[string]*sql.Stmt{}, jobs: make(chan *bareJob, 1024), done: make(chan struct{}), max: batch}
	for _, text := range []string{
		"begin immediate", "commit", "rollback", "savepoint s", "release s",
		bareInsertCase, bareUpdateCase, bareEntry, bareBox, bareRow,
	} {
		b.stmts[text], err = conn.PrepareContext(t.Context(), text) //nolint:sqlclosecheck // closed with the connection
		require.NoError(t, err)
	}
	go b.loop()
	t.Cleanup(func() {
		close(b.jobs)
		<-b.done
		require.NoError(t, conn.Close())
		require.NoError(t, db.Close())
	})
	return b
}

// Commit writes a unit of one case.
func (b *bare) Commit(_ context.Context, u *complaint.Changeset) error {
	data, err := complaint.EncodeCase(u.Cases[0].Case)
	if err != nil {
		return err
	}
	j := &bareJob{unit: u, data: data, done: make(chan error, 1)}
	b.jobs <- j
	return <-j.done
}

func (b *bare) loop() {
	defer close(b.done)
	for first := range b.jobs {
		batch := []*bareJob{first}
		for more := true; more && len(batch) < b.max; {
			select {
			case j, ok := <-b.jobs:
				if more = ok; ok {
					batch = append(batch, j)
				}
			default:
				more = false
			}
		}
		err := b.write(batch)
		for _, j := range batch {
			j.done <- err
		}
	}
}

// write writes a batch in one transaction; any failure is one of all.
func (b *bare) write(batch []*bareJob) error {
	if err := b.exec("begin immediate"); err != nil {
		return err
	}
	for _, j := range batch {
		if err := b.unit(j); err != nil {
			_ = b.exec("rollback")
			return err
		}
	}
	return b.exec("commit")
}

func (b *bare) unit(j *bareJob) error {
	w := &j.unit.Cases[0]
	c := w.Case
	if err := b.exec("savepoint s"); err != nil {
		return err
	}
	var err error
	if w.Was == 0 {
		err = b.exec(bareInsertCase, string(c.ID), c.Org, c.Number, c.Version, c.Playbook.ID, string(c.State),
			c.Received.UnixMicro(), c.Wake.UnixMicro(), j.data)
	} else {
		err = b.exec(bareUpdateCase, c.Version, string(c.State), c.Wake.UnixMicro(), j.data, string(c.ID), w.Was)
	}
	if err != nil {
		return err
	}
	for i := range w.Records {
		r := &w.Records[i]
		if err := b.exec(bareEntry, r.Stream, r.Seq, r.Recorded.UnixMicro(), r.Public, r.Prev[:], r.Hash[:]); err != nil {
			return err
		}
		if err := b.exec(bareBox, r.Box); err != nil {
			return err
		}
	}
	for i := range j.unit.Outbox {
		o := &j.unit.Outbox[i]
		if err := b.exec(bareRow, o.ID, o.Org, string(o.Case), o.Seq, o.N, o.Kind, o.To, o.Ref,
			o.NotBefore.UnixMicro(), o.NotBefore.UnixMicro(), w.Was == 0); err != nil {
			return err
		}
	}
	return b.exec("release s")
}

func (b *bare) exec(text string, args ...any) error {
	res, err := b.stmts[text].ExecContext(context.Background(), args...)
	if err != nil || text != bareUpdateCase {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("changed %d rows: %w", n, err)
	}
	return nil
}

// locked is a store behind one mutex: a transaction and a flush for every unit.
type locked struct {
	mu sync.Mutex
	*sqlstore.Store
}

func (l *locked) Commit(ctx context.Context, u *complaint.Changeset) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Store.Commit(ctx, u)
}
