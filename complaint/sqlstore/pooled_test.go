package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// stateError is an answer of PostgreSQL.
type stateError string

func (e stateError) Error() string    { return "ERROR: " + string(e) }
func (e stateError) SQLState() string { return string(e) }

// newServer returns a server that says yes, as PostgreSQL would, and a store on it that pauses for no time.
func newServer(t *testing.T) (*fake, *Store) {
	t.Helper()
	f := newFake()
	f.answers = map[string]string{"to_regclass": "1", "redress_schema": "1", "server_encoding": "UTF8"}
	d := postgres()
	s := onServer(sql.OpenDB(f), d, Config{Dialect: PostgreSQL}.withDefaults())
	s.server.newPause = func(int) time.Duration { return 0 }
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return f, s
}

// failing makes the first n statements that begin with a prefix fail.
func failing(prefix string, n int, err error) func(text string) error {
	return func(text string) error {
		if n == 0 || !strings.HasPrefix(text, prefix) {
			return nil
		}
		n--
		return err
	}
}

func putting() *complaint.Changeset {
	return &complaint.Changeset{Documents: []complaint.Document{{Kind: "playbook", ID: "a", Version: 1, Data: []byte("{}")}}}
}

func TestATransactionIsTriedAgainWhenNothingOfItIsWritten(t *testing.T) {
	for _, c := range []struct {
		name  string
		at    string
		err   error
		fails int
		tries int
		works bool
	}{
		{"a deadlock", "insert", stateError(stateDeadlock), 3, 4, true},
		{"a serialization failure at the commit", "commit", stateError(stateSerialization), 2, 3, true},
		{"deadlocks without end", "insert", stateError(stateDeadlock), 1000, raceTries, false},
		{"a connection that breaks before the commit", "insert", io.ErrUnexpectedEOF, 2, 3, true},
		{"a server that goes down", "insert", stateError("57P01"), 2, 3, true},
		{"a server that stays away", "begin", io.ErrUnexpectedEOF, 1000, brokenTries, false},
		{"a value the server refuses", "insert", stateError("22001"), 1, 1, false},
		{"a panic", "insert", errPanic, 1, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, s := newServer(t)
			fail := failing(c.at, c.fails, c.err)
			f.at(func(text string) error {
				err := fail(text)
				if errors.Is(err, errPanic) {
					panic("driver")
				}
				return err
			})
			err := s.Commit(t.Context(), putting())
			assert.Equal(t, c.works, err == nil, "%v", err)
			if c.at == "begin" {
				return
			}
			assert.Len(t, f.said("begin"), c.tries)
		})
	}
}

var errPanic = errors.New("panic")

func TestACommitWithoutAnAnswerIsUnknownAndNotRepeated(t *testing.T) {
	for _, err := range []error{io.ErrUnexpectedEOF, stateError("57P01"), stateError("08006")} {
		f, s := newServer(t)
		f.at(failing("commit", 1, err))
		got := s.Commit(t.Context(), putting())
		var unknown *UnknownError
		require.ErrorAs(t, got, &unknown)
		require.ErrorIs(t, got, err)
		assert.Len(t, f.said("begin"), 1, "whoever must know looks for the records")
	}
}

func TestACallerThatHasGoneWritesNothing(t *testing.T) {
	f, s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	f.at(func(text string) error {
		if strings.HasPrefix(text, "insert") {
			cancel()
		}
		return nil
	})
	require.ErrorIs(t, s.Commit(ctx, putting()), context.Canceled)
	assert.Empty(t, f.said("commit"))

	f.at(nil)
	require.ErrorIs(t, s.Commit(ctx, putting()), context.Canceled)
	assert.Len(t, f.said("begin"), 1, "nothing is begun for a caller that has gone already")
}

func TestACommitThatWasSentIsWaitedFor(t *testing.T) {
	f, s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	f.at(func(text string) error {
		if text == "commit" {
			cancel()
		}
		return nil
	})
	require.NoError(t, s.Commit(ctx, putting()), "it is written, and the caller is told so")
}

func TestAPanicOnAServerIsAnErrorAndWedgesNothing(t *testing.T) {
	f, s := newServer(t)
	f.at(func(text string) error {
		if strings.HasPrefix(text, "insert") {
			panic("driver")
		}
		return nil
	})
	var panicked *PanicError
	require.ErrorAs(t, s.Commit(t.Context(), putting()), &panicked)
	f.at(nil)
	require.NoError(t, s.Commit(t.Context(), putting()))
}

func TestAClosedServerStoreWritesNothing(t *testing.T) {
	f, s := newServer(t)
	require.NoError(t, s.Close())
	require.NoError(t, s.Close(), "twice is no fault")
	require.ErrorIs(t, s.Commit(t.Context(), putting()), ErrClosed)
	assert.Empty(t, f.said("begin"))
}

func TestStatementsAreWrittenInEachDatabasesWords(t *testing.T) {
	const common = `insert into redress_match ("key", at) values (?, ?) ` + noConflict
	for _, c := range []struct {
		d    *dialect
		text string
		want string
	}{
		{sqlite(), common, `insert into redress_match ("key", at) values (?, ?) on conflict do nothing`},
		{postgres(), common, `insert into redress_match ("key", at) values ($1, $2) on conflict do nothing`},
		{mysql(), common, "insert into redress_match (`key`, at) values (?, ?) "},
		{sqlite(), "select a from b limit 1 for update skip locked", "select a from b limit 1"},
		{sqlite(), lockCase, "select 1 from redress_case where id = ?"},
		{postgres(), boxOfLast, "insert into redress_box (entry, box) values (lastval(), $1)"},
		{mysql(), boxOfLast, "insert into redress_box (entry, box) values (last_insert_id(), ?)"},
	} {
		assert.Equal(t, c.want, c.d.text(c.text), c.d.name)
	}
}

func TestErrorsOfServersAreKnown(t *testing.T) {
	for _, c := range []struct {
		name                  string
		d                     *dialect
		err                   error
		taken, again, replied bool
	}{
		{"PostgreSQL, a key is taken", postgres(), stateError("23505"), true, false, true},
		{"PostgreSQL, a deadlock", postgres(), stateError("40P01"), false, true, true},
		{"PostgreSQL, shutting down", postgres(), stateError("57P01"), false, false, false},
		{"PostgreSQL, a broken connection", postgres(), io.EOF, false, false, false},
		{"MySQL, a key is taken", mysql(), errors.New("Error 1062 (23000): Duplicate entry 'a' for key 'b'"), true, false, true},
		{"MySQL, wrapped", mysql(), errors.Join(io.EOF, errors.New("Error 1213 (40001): Deadlock found")), false, true, true},
		{"MySQL, a lock not given", mysql(), errors.New("Error 1205: Lock wait timeout exceeded"), false, true, true},
		{"MySQL, shutting down", mysql(), errors.New("Error 1053 (08S01): Server shutdown in progress"), false, false, false},
		{"MySQL, a broken connection", mysql(), errors.New("invalid connection"), false, false, false},
		{"MySQL, text that only looks like it", mysql(), errors.New("row has Error 1062"), false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, []bool{c.taken, c.again, c.replied}, []bool{c.d.taken(c.err), c.d.again(c.err), c.d.replied(c.err)})
		})
	}
}
