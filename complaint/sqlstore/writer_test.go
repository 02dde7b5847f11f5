package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errDisk = errors.New("disk on fire")

// note returns work that writes one named row.
func note(name string) work {
	return work{write: func(ctx context.Context, s *session) error {
		_, err := s.exec(ctx, "note", name)
		return err
	}}
}

// failAt fails a statement so many times.
func failAt(text string, times int, err error) func(string) error {
	var mu sync.Mutex
	return func(t string) error {
		mu.Lock()
		defer mu.Unlock()
		if t != text || times == 0 {
			return nil
		}
		times--
		return err
	}
}

// hold stops the writer at a statement until the gate is opened, and tells when it is there.
func hold(f *fake, text string) (there chan struct{}, gate chan struct{}) {
	there, gate = make(chan struct{}), make(chan struct{})
	var once sync.Once
	f.at(func(t string) error {
		if t == text {
			once.Do(func() {
				close(there)
				<-gate
			})
		}
		return nil
	})
	return there, gate
}

// waiting yields until so many jobs are in the queue.
func waiting(w *writer, n int) {
	for {
		w.mu.Lock()
		have := len(w.queue)
		w.mu.Unlock()
		if have >= n {
			return
		}
		runtime.Gosched()
	}
}

// submit queues work named 0 … n-1, one after the other, while the writer is held, and returns where the outcomes come.
func submit(t *testing.T, s *Store, n int, job func(i int) work) []chan error {
	t.Helper()
	out := []chan error{}
	for i := range n {
		c := newOutcome()
		out = append(out, c)
		go func() { c <- s.writer.do(t.Context(), job(i)) }()
		waiting(s.writer, i+1)
	}
	return out
}

func newOutcome() chan error { return make(chan error, 1) }

// held opens a store whose writer stands in the transaction of a first job, so that others gather behind it.
func held(t *testing.T, cfg Config) (f *fake, s *Store, first chan error, gate chan struct{}) {
	t.Helper()
	f = newFake()
	s = openFake(t, f, cfg)
	there, gate := hold(f, "commit")
	first = newOutcome()
	go func() { first <- s.writer.do(t.Context(), note("first")) }()
	<-there
	return f, s, first, gate
}

func named(i int) work { return note(fmt.Sprint("job", i)) }

func TestWaitingUnitsShareATransactionInOrder(t *testing.T) {
	f, s, first, gate := held(t, Config{})
	outcomes := submit(t, s, 5, named)
	close(gate)
	require.NoError(t, <-first)
	for _, c := range outcomes {
		require.NoError(t, <-c)
	}
	assert.Equal(t, []string{"note first", "note job0", "note job1", "note job2", "note job3", "note job4"}, f.said("note"))
	assert.Len(t, f.said("commit"), 3, "migrating, the first alone, the others together")
	assert.Len(t, f.said("savepoint"), 6)
}

func TestABatchIsBounded(t *testing.T) {
	f, s, _, gate := held(t, Config{MaxBatch: 2})
	outcomes := submit(t, s, 5, named)
	close(gate)
	for _, c := range outcomes {
		require.NoError(t, <-c)
	}
	assert.Len(t, f.said("commit"), 1+1+3)
}

func TestAFailedUnitIsTakenBackAlone(t *testing.T) {
	f, s, _, gate := held(t, Config{})
	outcomes := submit(t, s, 3, func(i int) work {
		if i == 1 {
			return work{write: func(context.Context, *session) error { return errDisk }}
		}
		return named(i)
	})
	close(gate)
	require.NoError(t, <-outcomes[0])
	require.ErrorIs(t, <-outcomes[1], errDisk)
	require.NoError(t, <-outcomes[2])
	assert.Len(t, f.said("rollback to"), 1)
	assert.Len(t, f.said("commit"), 3)
}

func TestAPanicIsTheErrorOfItsUnit(t *testing.T) {
	_, s, _, gate := held(t, Config{})
	outcomes := submit(t, s, 3, func(i int) work {
		if i == 1 {
			return work{write: func(context.Context, *session) error { panic("nil map") }}
		}
		return named(i)
	})
	close(gate)
	require.NoError(t, <-outcomes[0])
	var p *PanicError
	require.ErrorAs(t, <-outcomes[1], &p)
	assert.Equal(t, "nil map", p.Value)
	assert.Contains(t, p.Stack, "writer_test.go")
	require.NoError(t, <-outcomes[2])
}

func TestABrokenTransactionFailsTheUnitThatBreaksItOnly(t *testing.T) {
	f, s, _, gate := held(t, Config{})
	outcomes := submit(t, s, 3, func(i int) work {
		if i == 1 {
			return work{write: func(context.Context, *session) error {
				f.at(failAt("rollback to redress_unit", 1, errors.New("no such savepoint")))
				return errDisk
			}}
		}
		return named(i)
	})
	close(gate)
	require.NoError(t, <-outcomes[0])
	require.ErrorIs(t, <-outcomes[1], errDisk)
	require.NoError(t, <-outcomes[2])
	notes := f.said("note")
	assert.Equal(t, []string{"note first", "note job0", "note job0", "note job2"}, notes, "what was rolled back is written again")
}

func TestAFailedCommitIsAnUnknownOutcomeAndTheWriterGoesOn(t *testing.T) {
	f := newFake()
	s := openFake(t, f, Config{})
	f.at(failAt("commit", 1, errDisk))
	err := s.writer.do(t.Context(), note("a"))
	var unknown *UnknownError
	require.ErrorAs(t, err, &unknown)
	require.ErrorIs(t, err, errDisk)
	require.NoError(t, s.writer.do(t.Context(), note("b")))
	assert.Equal(t, 2, f.opened, "on a new connection")
	assert.Equal(t, 1, f.released)
}

func TestAFailedBeginWritesNothing(t *testing.T) {
	f := newFake()
	s := openFake(t, f, Config{})
	f.at(failAt("begin immediate", lockTries, errDisk))
	err := s.writer.do(t.Context(), note("a"))
	require.ErrorIs(t, err, errDisk)
	var unknown *UnknownError
	require.NotErrorAs(t, err, &unknown)
	assert.Empty(t, f.said("note"))
	require.NoError(t, s.writer.do(t.Context(), note("b")))
}

// busyError is what a driver gives when another process holds the write lock.
type busyError struct{}

func (busyError) Error() string { return "SQLITE_BUSY" }
func (busyError) Code() int     { return 5 | 2<<8 }

func TestALockHeldByAnotherProcessIsWaitedFor(t *testing.T) {
	f := newFake()
	s := openFake(t, f, Config{})
	f.at(failAt("begin immediate", lockTries-1, busyError{}))
	require.NoError(t, s.writer.do(t.Context(), note("a")))
	assert.Equal(t, 1, f.opened, "the connection is sound")
}

func TestACallerThatGoesBeforeItsTurnIsNotWritten(t *testing.T) {
	f, s, first, gate := held(t, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	gone := newOutcome()
	go func() { gone <- s.writer.do(ctx, note("gone")) }()
	waiting(s.writer, 1)
	cancel()
	require.ErrorIs(t, <-gone, context.Canceled, "it need not wait for the writer")
	close(gate)
	require.NoError(t, <-first)
	require.NoError(t, s.writer.do(t.Context(), note("after")))
	assert.Equal(t, []string{"note first", "note after"}, f.said("note"))
}

func TestACallerThatGoesDuringTheWriteLearnsTheOutcome(t *testing.T) {
	for _, outcome := range []error{nil, errDisk} {
		t.Run(fmt.Sprint(outcome), func(t *testing.T) {
			f := newFake()
			s := openFake(t, f, Config{})
			there, gate := make(chan struct{}), make(chan struct{})
			f.at(func(text string) error {
				if text != "commit" {
					return nil
				}
				close(there)
				<-gate
				return outcome
			})
			ctx, cancel := context.WithCancel(t.Context())
			got := newOutcome()
			go func() { got <- s.writer.do(ctx, note("a")) }()
			<-there
			cancel()
			f.at(nil)
			close(gate)
			require.ErrorIs(t, <-got, outcome)
		})
	}
}

func TestAContextThatHasEndedIsNotEvenQueued(t *testing.T) {
	s := openFake(t, newFake(), Config{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, s.writer.do(ctx, note("a")), context.Canceled)
}

func TestCloseWritesWhatWaitsAndRefusesTheRest(t *testing.T) {
	f, s, first, gate := held(t, Config{})
	outcomes := submit(t, s, 3, named)
	closed := newOutcome()
	go func() { closed <- s.Close() }()
	close(gate)
	require.NoError(t, <-closed)
	require.NoError(t, <-first)
	for _, c := range outcomes {
		require.NoError(t, <-c)
	}
	assert.Len(t, f.said("note"), 4)
	require.ErrorIs(t, s.writer.do(t.Context(), note("late")), ErrClosed)
	require.NoError(t, s.Close(), "closing twice is no error")
}

func TestDeletedBytesLeaveTheLogWhenTheWriterHasTime(t *testing.T) {
	f := newFake()
	s := openFake(t, f, Config{})
	require.NoError(t, s.writer.do(t.Context(), note("a")))
	erasing := note("b")
	erasing.erases = true
	require.NoError(t, s.writer.do(t.Context(), erasing))
	require.NoError(t, s.Close())
	assert.GreaterOrEqual(t, len(f.said("pragma wal_checkpoint(truncate)")), 2, "at the start, and then")
}

func TestNothingErasedNeedsNoScrubbing(t *testing.T) {
	f := newFake()
	s := openFake(t, f, Config{})
	failing := work{erases: true, write: func(context.Context, *session) error { return errDisk }}
	require.NoError(t, s.writer.do(t.Context(), note("a")))
	require.ErrorIs(t, s.writer.do(t.Context(), failing), errDisk)
	require.NoError(t, s.Close())
	assert.Len(t, f.said("pragma wal_checkpoint"), 1, "at the start only")
}

// A process may have died between an erasure and its scrubbing.
func TestTheLogIsScrubbedAtTheStart(t *testing.T) {
	f := newFake()
	require.NoError(t, openFake(t, f, Config{}).Close())
	assert.Len(t, f.said("pragma wal_checkpoint(truncate)"), 1)
}

func TestALogThatSomebodyReadsIsScrubbedAfterwards(t *testing.T) {
	f := newFake()
	f.answers["wal_checkpoint"] = "1,9,0"
	openFake(t, f, Config{})
	tries := func() int { return len(f.said("pragma wal_checkpoint(truncate)")) }
	require.Eventually(t, func() bool { return tries() >= 3 }, 10*time.Second, time.Millisecond, "nobody has to write for that")
	f.mu.Lock()
	f.answers["wal_checkpoint"] = "0,0,0"
	f.mu.Unlock()
	before := tries()
	require.Eventually(t, func() bool { return tries() == before+1 }, 10*time.Second, time.Millisecond)
}

func TestWithOneConnectionReadsGoBetweenWrites(t *testing.T) {
	f := newFake()
	f.answers["pragma_database_list"] = ""
	s := openFake(t, f, Config{AllowWeak: true})
	_, err := s.Load(t.Context(), "x")
	require.ErrorContains(t, err, "not found")
	assert.Equal(t, 1, f.opened)
	f.mu.Lock()
	defer f.mu.Unlock()
	assert.Contains(t, strings.Join(f.log, "\n"), "savepoint redress_unit\nselect data from redress_case")
}
