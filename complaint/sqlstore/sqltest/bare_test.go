package sqltest

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// bare is what a program would do that needs no store: the same rows in the same tables of the same server, each unit in a
// transaction of its caller with prepared statements, and nothing checked but the version of the case.
type bare struct {
	db    *sql.DB
	stmts map[string]*sql.Stmt
}

const (
	bareInsertCase = `insert into P_case (id, org, number, version, playbook, state, severity, unit, owner, open,
		tags, received, wake, data) values (?, ?, ?, ?, ?, ?, 0, '', '', 1, '', ?, ?, ?)`
	bareUpdateCase = `update P_case set version = ?, state = ?, severity = 0, open = 1, wake = ?, data = ?, parked_until = 0
		where id = ? and version = ?`
	bareEntry = `insert into P_entry (stream, seq, recorded, public, prev, hash) values (?, ?, ?, ?, ?, ?)`
	bareBox   = `insert into P_box (entry, box) values (LAST, ?)`
	bareRow   = `insert into P_outbox (id, org, case_id, seq, n, kind, recipient, ref, not_before, due, head)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// newBare prepares the statements on the tables of a prefix.
func newBare(t testing.TB, s Server, db *sql.DB, prefix string) *bare {
	t.Helper()
	b := &bare{db: db, stmts: map[string]*sql.Stmt{}}
	for _, text := range []string{bareInsertCase, bareUpdateCase, bareEntry, bareBox, bareRow} {
		st, err := db.PrepareContext(t.Context(), bareText(s, prefix, text))
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, st.Close()) })
		b.stmts[text] = st
	}
	return b
}

// bareText writes a statement as the server wants it.
func bareText(s Server, prefix, text string) string {
	text = strings.ReplaceAll(text, "P_", prefix)
	if s.Dialect == sqlstore.MySQL {
		return strings.ReplaceAll(text, "LAST", "last_insert_id()")
	}
	text = strings.ReplaceAll(text, "LAST", "lastval()")
	for n := 1; strings.Contains(text, "?"); n++ {
		text = strings.Replace(text, "?", "$"+strconv.Itoa(n), 1)
	}
	return text
}

// Commit writes a unit of one case.
func (b *bare) Commit(ctx context.Context, u *complaint.Changeset) error {
	data, err := complaint.EncodeCase(u.Cases[0].Case)
	if err != nil {
		return err
	}
	tx, err := b.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return err
	}
	if err := b.write(ctx, tx, u, data); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (b *bare) write(ctx context.Context, tx *sql.Tx, u *complaint.Changeset, data []byte) error {
	exec := func(text string, args ...any) error {
		res, err := tx.StmtContext(ctx, b.stmts[text]).ExecContext(ctx, args...) //nolint:sqlclosecheck // closed with the transaction
		if err != nil || text != bareUpdateCase {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n != 1 {
			return fmt.Errorf("changed %d rows: %w", n, err)
		}
		return nil
	}
	w := &u.Cases[0]
	c := w.Case
	var wake any
	if !c.Wake.IsZero() {
		wake = c.Wake.UnixMicro()
	}
	var err error
	if w.Was == 0 {
		err = exec(bareInsertCase, string(c.ID), c.Org, c.Number, c.Version, c.Playbook.ID, string(c.State), c.Received.UnixMicro(), wake, data)
	} else {
		err = exec(bareUpdateCase, c.Version, string(c.State), wake, data, string(c.ID), w.Was)
	}
	if err != nil {
		return err
	}
	for i := range w.Records {
		r := &w.Records[i]
		if err := exec(bareEntry, r.Stream, r.Seq, r.Recorded.UnixMicro(), r.Public, r.Prev[:], r.Hash[:]); err != nil {
			return err
		}
		if r.Box == nil {
			continue
		}
		if err := exec(bareBox, r.Box); err != nil {
			return err
		}
	}
	for i := range u.Outbox {
		o := &u.Outbox[i]
		at, head := o.NotBefore.UnixMicro(), 0
		if w.Was == 0 {
			head = 1
		}
		if err := exec(bareRow, o.ID, o.Org, string(o.Case), o.Seq, o.N, o.Kind, o.To, o.Ref, at, at, head); err != nil {
			return err
		}
	}
	return nil
}
