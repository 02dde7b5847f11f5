package sqlstore

import (
	"context"
	"sync/atomic"
)

// work is what a caller wants written.
type work struct {
	// write runs inside a transaction, more than once when that transaction breaks.
	write func(ctx context.Context, s *session) error
	// erases says that bytes are deleted that must not stay in a log.
	erases bool
}

// job is work in the queue.
type job struct {
	run    work
	ctx    context.Context
	state  atomic.Int32
	err    error      // of the writer, until it answers
	result chan error // holds one, so that answering never waits for a caller that has gone
}

// The states of a job.
const (
	queued    int32 = iota
	started         // being written: the caller cannot take it back
	withdrawn       // the caller has gone before its turn came
)

// start claims a job for writing; false when its caller has gone.
func (j *job) start() bool {
	if j.ctx.Err() != nil && j.withdraw() {
		j.answer(j.ctx.Err())
		return false
	}
	return j.state.CompareAndSwap(queued, started)
}

// withdraw takes a job back; false when it is being written.
func (j *job) withdraw() bool { return j.state.CompareAndSwap(queued, withdrawn) }

// answer gives the outcome to the caller.
func (j *job) answer(err error) { j.result <- err }
