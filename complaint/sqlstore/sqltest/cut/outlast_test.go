package cut

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// A server goes on with a commit when the connection it came by is gone. Whoever looks at once finds nothing, and it
// happens all the same. So “not stored” may not be said on the strength of one look.
func TestACommitThatOutlastsItsConnectionIsNotDenied(t *testing.T) {
	server := sqltest.Postgres()
	s := begin(t, server, false)
	ctx := t.Context()
	id, err := s.register(ctx, "slow")
	require.NoError(t, err)
	before, err := s.direct.Load(ctx, id)
	require.NoError(t, err)
	db := server.DB(t)
	release := holdCommits(t, db, s.prefix, id)

	s.line.deaf.Store(true)
	s.line.arm(cut{name: "a slow commit loses its connection", after: -1, stream: "downstream", toxic: silence(20)})
	answer := make(chan error, 1)
	go func() {
		_, err := s.desk.Do(ctx, chief(), id, complaint.Note{Text: "at last"})
		answer <- err
	}()
	// It is answered while the commit still waits, or the desk waits for the commit as well.
	var told error
	require.NoError(t, until(func() (bool, error) {
		select {
		case told = <-answer:
			answer <- told
			return true, nil
		default:
		}
		n, err := count(ctx, db, waiting, gate)
		return n > 1, err
	}))
	require.NoError(t, s.line.mend())
	release()
	told = <-answer
	require.NoError(t, until(func() (bool, error) {
		n, err := count(ctx, db, "select count(*) from pg_locks where relation = $1::regclass", s.prefix+"entry")
		return n == 0, err // every transaction that wrote has ended
	}))

	t.Logf("it was answered: %v", told)
	after, err := s.direct.Load(ctx, id)
	require.NoError(t, err)
	var e *complaint.Error
	if unsure := errors.As(told, &e) && e.Rule == "outcome"; told == nil || !unsure {
		require.Equal(t, told == nil, after.Version > before.Version, "it was answered: %v", told)
	}
	if told == nil {
		require.Equal(t, before.Version+1, after.Version, "once")
	}
}

// gate is the number of the lock that commits wait for, among the advisory locks of the database.
const gate = 7215001

// holdCommits makes every commit of a case wait, until release is called.
func holdCommits(t *testing.T, db *sql.DB, prefix string, id complaint.CaseID) (release func()) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	hold, err := db.Conn(ctx)
	require.NoError(t, err)
	name := strings.NewReplacer("$p", prefix, "$id", string(id), "$gate", "7215001")
	run := func(text string) {
		t.Helper()
		_, err := hold.ExecContext(ctx, name.Replace(text))
		require.NoError(t, err)
	}
	run(`create function $pwait() returns trigger language plpgsql as
		'begin perform pg_advisory_xact_lock_shared($gate); return null; end'`)
	t.Cleanup(func() {
		run("drop function $pwait() cascade")
		require.NoError(t, hold.Close())
	})
	run(`create constraint trigger $pslow after insert on $pentry deferrable initially deferred
		for each row when (new.stream = 'case/$id') execute function $pwait()`)
	run("select pg_advisory_lock($gate)")
	return func() { run("select pg_advisory_unlock($gate)") }
}

// waiting counts the commits that wait for the gate, and the transactions that wait for those.
const waiting = `with recursive w(pid) as (
		select pid from pg_locks where locktype = 'advisory' and objid = $1 and not granted
		union select a.pid from pg_stat_activity a join w on w.pid = any(pg_blocking_pids(a.pid)))
	select count(*) from w`

// count runs a statement that counts.
func count(ctx context.Context, db *sql.DB, text string, arg any) (n int, err error) {
	err = db.QueryRowContext(ctx, text, arg).Scan(&n)
	return n, err
}

// until looks at a condition until it holds.
func until(holds func() (bool, error)) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := holds(); ok || err != nil {
			return err
		}
		select {
		case <-late.C:
			return errPatience
		case <-tick.C:
		}
	}
}
