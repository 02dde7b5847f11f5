package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
)

// lockTries is how often the writer asks for the write lock when another process holds it. Each time the database itself
// waits five seconds.
const lockTries = 12

// writer is the one goroutine that writes. It takes what waits, in order, writes it in one transaction, and answers when
// that is on disk. While a transaction is being flushed the next callers gather, so batches grow with the load.
type writer struct {
	db  *sql.DB
	d   *dialect
	cfg *Config

	mu     sync.Mutex
	queue  []*job
	closed bool
	wake   chan struct{} // one token: there is something in the queue, or it was closed
	done   chan struct{} // closed when the goroutine has ended

	// Of the goroutine alone.
	conn     *sql.Conn // nil when it must be opened again
	session  *session
	scrubbed bool // false when deleted bytes may still be in a log: also those that a process before this one left there
}

// newWriter starts a writer on a connection that is set up.
func newWriter(db *sql.DB, conn *sql.Conn, d *dialect, cfg *Config) *writer {
	w := &writer{
		db: db, d: d, cfg: cfg, conn: conn, session: newSession(conn, d, cfg),
		wake: make(chan struct{}, 1), done: make(chan struct{}),
	}
	go w.loop()
	return w
}

// do has a job written, and waits for its outcome. When the context ends before the job's turn has come, nothing is
// written. When it ends during the write, do still waits: the rest is one flush, and an answer that comes before the
// outcome would make the caller look for its records too early.
func (w *writer) do(ctx context.Context, run work) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{ctx: ctx, run: run, result: make(chan error, 1)}
	if !w.push(j) {
		return ErrClosed
	}
	select {
	case err := <-j.result:
		return err
	case <-ctx.Done():
		if j.withdraw() {
			return ctx.Err()
		}
		return <-j.result
	}
}

// push puts a job behind the others; false when the writer is closed.
func (w *writer) push(j *job) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false
	}
	w.queue = append(w.queue, j)
	w.signal()
	return true
}

// signal leaves the token; one is enough.
func (w *writer) signal() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// close takes no more jobs, waits until those that wait are written, and gives the connection back.
func (w *writer) close() {
	w.mu.Lock()
	w.closed = true
	w.signal()
	w.mu.Unlock()
	<-w.done
}

// loop writes until the writer is closed and its queue is empty.
func (w *writer) loop() {
	defer close(w.done)
	w.scrub() // what a process left there that died before it could
	for {
		w.gather()
		batch, more := w.take()
		if len(batch) > 0 {
			w.write(batch)
			continue
		}
		w.scrub()
		if !more {
			w.disconnect(false)
			return
		}
		w.rest()
	}
}

// scrubAgain is how long the writer rests before it tries again to empty a log that somebody reads.
const scrubAgain = 100 * time.Millisecond

// rest waits until there is something to write, or to scrub.
func (w *writer) rest() {
	if w.scrubbed || w.conn == nil {
		<-w.wake
		return
	}
	timer := time.NewTimer(scrubAgain)
	defer timer.Stop()
	select {
	case <-w.wake:
	case <-timer.C:
	}
}

// gather lets callers that are about to come, come: those who were just answered often have their next unit ready. It
// goes on as long as the queue grows, and costs a lone caller one turn of the scheduler.
func (w *writer) gather() {
	for before := -1; ; {
		w.mu.Lock()
		n := len(w.queue)
		w.mu.Unlock()
		if n == before || n >= w.cfg.MaxBatch {
			return
		}
		before = n
		runtime.Gosched()
	}
}

// take returns the oldest jobs, at most a batch of them, and whether more can come.
func (w *writer) take() (batch []*job, more bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.queue), w.cfg.MaxBatch)
	batch = w.queue[:n:n]
	w.queue = w.queue[n:]
	if len(w.queue) == 0 {
		w.queue = nil // the array belongs to the batch
	}
	return batch, !w.closed
}

// write writes a batch and answers every job. When one of them breaks the transaction for all, each gets a transaction
// of its own, so that only the one that breaks it fails.
func (w *writer) write(batch []*job) {
	if err := w.begin(); err != nil {
		for _, j := range batch {
			j.answer(err)
		}
		return
	}
	started := batch[:0:0]
	for _, j := range batch {
		if !j.start() {
			continue
		}
		started = append(started, j)
	}
	if w.runAll(started) {
		return
	}
	for _, j := range started {
		if err := w.begin(); err != nil {
			j.answer(err)
			continue
		}
		if !w.runAll([]*job{j}) {
			j.answer(j.err)
		}
	}
}

// runAll runs jobs in the transaction that was begun, commits, and answers them. It returns false, with nothing
// written and nobody answered, when a job broke the transaction.
func (w *writer) runAll(jobs []*job) bool {
	ctx := context.Background()
	for _, j := range jobs {
		if broken := w.runOne(ctx, j); broken {
			w.disconnect(true)
			return false
		}
	}
	if _, err := w.session.exec(ctx, "commit"); err != nil {
		w.disconnect(true)
		for _, j := range jobs {
			if j.err == nil {
				j.err = &UnknownError{Err: err}
			}
		}
	}
	for _, j := range jobs {
		w.scrubbed = w.scrubbed && (j.err != nil || !j.run.erases)
		j.answer(j.err)
	}
	return true
}

// runOne runs a job in a savepoint, and takes back what it did when it fails. It reports whether that was impossible.
func (w *writer) runOne(ctx context.Context, j *job) (broken bool) {
	if _, j.err = w.session.exec(ctx, "savepoint redress_unit"); j.err != nil {
		return true
	}
	if j.err = guard(ctx, w.session, j.run); j.err != nil {
		if _, err := w.session.exec(ctx, "rollback to redress_unit"); err != nil {
			return true
		}
	}
	_, err := w.session.exec(ctx, "release redress_unit")
	if err != nil {
		j.err = errors.Join(j.err, err)
	}
	return err != nil
}

// begin takes the write lock, on a new connection when there is none.
func (w *writer) begin() error {
	ctx := context.Background()
	var err error
	for range lockTries {
		if err = w.connect(ctx); err != nil {
			return err
		}
		if _, err = w.session.exec(ctx, w.d.file.begin); err == nil {
			return nil
		}
		if !w.d.file.busy(err) {
			w.disconnect(true)
		}
	}
	return fmt.Errorf("sqlstore: begin: %w", err)
}

// connect opens the connection that writes, unless it is open.
func (w *writer) connect(ctx context.Context) error {
	if w.conn != nil {
		return nil
	}
	conn, err := connect(ctx, w.db, w.d)
	if err != nil {
		return err
	}
	w.conn, w.session = conn, newSession(conn, w.d, w.cfg)
	return nil
}

// disconnect gives the connection back, or throws it away when it may be broken. What is under way there is rolled back.
func (w *writer) disconnect(broken bool) {
	if w.conn == nil {
		return
	}
	_ = w.session.close()
	if broken {
		_, _ = w.conn.ExecContext(context.Background(), "rollback")
		_ = w.conn.Raw(func(any) error { return driver.ErrBadConn })
	}
	_ = w.conn.Close()
	w.conn = nil
}

// scrub makes deleted bytes disappear from the log, when there are any. It is tried whenever the queue is empty.
func (w *writer) scrub() {
	if w.scrubbed || w.conn == nil {
		return
	}
	if done, err := w.d.file.scrub(context.Background(), w.conn); err == nil {
		w.scrubbed = done
	}
}
