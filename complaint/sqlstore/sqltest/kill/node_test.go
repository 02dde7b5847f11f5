package kill

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redress-go/redress/complaint"
)

// job is what a node is told to do.
type job struct {
	Place   place
	Writers []*writer
	Pace    time.Duration // between two requests of a writer
	Broken  string        // how it is broken on purpose, "" when it is not
	Finish  bool          // end each writer's life, then record and deliver everything, then end
}

// node is a process that works until it is killed.
type node struct {
	job
	speech
	store complaint.Store
	desk  *complaint.Desk
	last  atomic.Bool  // each writer's life is the last one
	idle  atomic.Int64 // when the last delivery began that found nothing, Unix microseconds
}

// runNode is the main function of a node. It reads a job; a second line lets it finish. The end of its input, or of its
// parent, ends it.
func runNode(in io.Reader, out io.Writer) int {
	n := &node{speech: speech{out}}
	lines := bufio.NewScanner(in)
	if !lines.Scan() {
		return 0 // a spare that was not needed
	}
	err := json.Unmarshal(lines.Bytes(), &n.job)
	n.last.Store(n.Finish)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		for lines.Scan() {
			n.last.Store(true)
		}
		cancel()
	}()
	if err == nil {
		err = n.work(ctx)
	}
	if err != nil && ctx.Err() == nil {
		n.say("fault %v", err)
		return 1
	}
	return 0
}

// work opens the desk and does everything at once.
func (n *node) work(ctx context.Context) error {
	store, shut, err := n.Place.open(ctx)
	if err != nil {
		return err
	}
	n.store = &watch{&broken{Store: store, how: n.Broken}, n.speech}
	c := clock{}
	if n.Broken == fastClock {
		c.ahead = ahead
	}
	if n.desk, err = complaint.Open(ctx, n.store, config(c), rules()); err != nil {
		return errors.Join(err, shut())
	}
	background, cancel := context.WithCancel(ctx)
	var always, busy sync.WaitGroup
	always.Go(func() { n.keepTime(background) })
	always.Go(func() { n.deliver(background) })
	for _, w := range n.Writers {
		busy.Go(func() { n.write(ctx, w) })
	}
	busy.Wait()
	n.settle(ctx)
	cancel()
	always.Wait()
	if ctx.Err() == nil {
		n.say("done")
	}
	return shut()
}

// keepTime runs the desk's clockwork, which never gives up.
func (n *node) keepTime(ctx context.Context) {
	if err := n.desk.Run(ctx); ctx.Err() == nil {
		n.say("fault Run came back: %v", err)
	}
}

// deliver hands out notices.
func (n *node) deliver(ctx context.Context) {
	handler := func(_ context.Context, notice complaint.Notice) error {
		if n.Broken != keepsNotices || notice.Kind != "registered" {
			n.say("told %s", notice.ID)
		}
		return nil
	}
	for again := ticker(ctx, 25*time.Millisecond); ctx.Err() == nil; again() {
		begun := time.Now()
		if d, err := n.desk.Deliver(ctx, handler); err == nil && d == (complaint.Delivered{}) {
			n.idle.Store(begun.UnixMicro())
		}
	}
}

// write sends requests, each until there is an answer.
func (n *node) write(ctx context.Context, w *writer) {
	for next, done := ticker(ctx, n.Pace), false; ctx.Err() == nil && !done; next() {
		req := w.request()
		res, err := n.desk.Submit(ctx, req)
		if n.Broken == forgetsKeys && w.Next%life == 3 && err == nil {
			again := req
			again.Key = ""
			_, err = n.desk.Submit(ctx, again)
		}
		switch rule, final := refusal(err); {
		case err == nil:
			n.ack(w, req.Key, res)
			w.took(w.Next, res.Case.ID)
			done = n.last.Load() && w.Next%life == 0 // not before: the first request may be one that was never answered
		case ctx.Err() != nil:
			return
		case errors.Is(err, complaint.ErrNotFound):
			n.say("fault %s: the case %s was acknowledged and is gone", req.Key, req.Case)
			return
		case final:
			n.say("refused %s %d %s %s", w.Name, w.Next, req.Key, rule)
			w.Next++
		default:
			n.say("retried %s %v", req.Key, err)
		}
	}
}

// refusal says whether an error is the answer of the rules, and which.
func refusal(err error) (rule string, final bool) {
	var e *complaint.Error
	for _, code := range []error{
		complaint.ErrInvalid, complaint.ErrNotAllowed, complaint.ErrForbidden, complaint.ErrNeedsApproval, complaint.ErrDuplicate,
		complaint.ErrConflict,
	} {
		if errors.Is(err, code) && errors.As(err, &e) {
			return fmt.Sprintf("%v/%s", e.Code, e.Rule), true
		}
	}
	return "", false
}

// settle waits until nothing is armed any more and the leases of killed nodes are over, and then until a delivery that
// began after that finds nothing.
func (n *node) settle(ctx context.Context) {
	over, still := time.Now().Add(lease*5/4), time.Time{}
	for again := ticker(ctx, 25*time.Millisecond); ctx.Err() == nil; again() {
		page, err := n.store.Query(ctx, complaint.Query{Order: complaint.ByWake, Limit: 1})
		switch now := time.Now(); {
		case err != nil, len(page.Cases) > 0, now.Before(over):
			still = time.Time{}
		case still.IsZero():
			still = now
		case n.idle.Load() > still.UnixMicro():
			return
		}
	}
}

// ticker returns a function that waits for the next beat, or for the end.
func ticker(ctx context.Context, beat time.Duration) func() {
	t := time.NewTicker(max(beat, time.Millisecond))
	context.AfterFunc(ctx, t.Stop)
	return func() {
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}
