package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/redress-go/redress/complaint"
)

// house is what a node does with its desk: the guests who turn to it, the staff at its screens, the monitor. Nothing in it
// has to survive a kill, because the staff works from the list of cases and a complaint keeps its key.
type house struct {
	speech
	me, of   int // which node this is, from 0, and of how many
	begins   time.Time
	days     int
	progress atomic.Int64 // complaints taken in that came to this node
	quiet    atomic.Int64 // when the last delivery began that found nothing, Unix microseconds
}

// keepTime lets the desk record what time owes. Run outlasts a database that is away for a while.
func (h *house) keepTime(ctx context.Context, desk *complaint.Desk) {
	if err := desk.Run(ctx); ctx.Err() == nil {
		h.fault("desk.Run: %v", err)
	}
}

// tell delivers notices. A real handler sends a message with the notice's id as its own, so that the few that are delivered
// twice are shown once.
func (h *house) tell(ctx context.Context, desk *complaint.Desk) {
	send := func(_ context.Context, n complaint.Notice) error {
		h.say(line{Told: n.ID})
		return nil
	}
	for wait := beat(ctx, 100*time.Millisecond); ctx.Err() == nil; wait() {
		begun := time.Now()
		if d, err := desk.Deliver(ctx, send); err == nil && d == (complaint.Delivered{}) {
			h.quiet.Store(begun.UnixMicro())
		}
	}
}

// takeIn registers the complaints of the guests who turn to this node. A complaint has a key of its own, like the id of a
// message in a mailbox: after a crash the whole mailbox is read again, and what is known is answered from the store.
func (h *house) takeIn(ctx context.Context, desk *complaint.Desk) {
	for i := h.me; i < h.days*perDay && ctx.Err() == nil; i += h.of {
		pause(ctx, time.Until(h.begins.Add(arrival(i))))
		req := complaint.Request{Actor: clerk(), Command: guestComplaint(i), Key: mail(i)}
		for again := beat(ctx, 100*time.Millisecond); ctx.Err() == nil && !h.submit(ctx, desk, req); again() {
			continue
		}
		h.progress.Add(1)
	}
}

// handle is the staff of this node. Everybody works from the same list of open cases: what somebody at another node has not
// done in time is taken over. So two nodes may do one thing at the same moment, and the key of it, which follows from the
// case, lets it be done once.
func (h *house) handle(ctx context.Context, desk *complaint.Desk) {
	for wait := beat(ctx, 120*time.Millisecond); ctx.Err() == nil; wait() {
		due, err := h.due(ctx, desk)
		if err != nil {
			continue // the database is away; the list is still there when it is back
		}
		rand.Shuffle(len(due), func(i, k int) { due[i], due[k] = due[k], due[i] })
		for _, req := range due[:min(len(due), 8)] { // then another look: nobody works from an old list
			if ctx.Err() == nil {
				h.submit(ctx, desk, req)
			}
		}
	}
}

// patience is how long somebody at one node waits for what is to be done at another.
const patience = 400 * time.Millisecond

// due are the things to be done now.
func (h *house) due(ctx context.Context, desk *complaint.Desk) (out []complaint.Request, err error) {
	for c, err := range desk.All(ctx, manager(), complaint.Filter{Open: true}) {
		if err != nil {
			return nil, err
		}
		next := plan(c)
		if next == nil {
			continue
		}
		if draw(c.ID, next.what)%h.of != h.me {
			next.at = next.at.Add(patience)
		}
		if !time.Now().Before(next.at) {
			out = append(out, complaint.Request{Actor: next.who, Case: c.ID, Command: next.cmd, Key: string(c.ID) + "/" + next.what})
		}
	}
	return out, nil
}

// submit gives a command to the desk and says what came of it. It reports whether that is the end of it; else the store could
// not say, and the same request may be sent again.
func (h *house) submit(ctx context.Context, desk *complaint.Desk, req complaint.Request) (done bool) {
	res, err := desk.Submit(ctx, req)
	switch {
	case err == nil:
		h.say(line{Ack: &ack{Key: req.Key, Case: res.Case.ID, Seq: res.Seq, Command: req.Command.Name(), Again: res.Replayed}})
		return true
	case ctx.Err() != nil:
		return false
	case errors.Is(err, complaint.ErrNotAllowed):
		h.say(line{Overtaken: req.Key}) // time or a colleague was faster with something else
		return true
	case errors.Is(err, complaint.ErrInternal):
		return false
	}
	h.fault("%s: %v", req.Key, err)
	return true
}

// report tells the monitor how this node is doing.
func (h *house) report(ctx context.Context, desk *complaint.Desk) {
	for wait := beat(ctx, 200*time.Millisecond); ctx.Err() == nil; wait() {
		if health, err := desk.Health(ctx); err == nil {
			h.say(line{Pulse: &pulse{
				Steps: health.Steps, Races: health.Conflicts, TakenIn: h.progress.Load(), Quiet: time.UnixMicro(h.quiet.Load()),
			}})
		}
	}
}

// beat returns a function that waits for the next beat, or for the end.
func beat(ctx context.Context, every time.Duration) func() {
	t := time.NewTicker(every)
	context.AfterFunc(ctx, t.Stop)
	return func() {
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}

// pause waits for so long, or for the end.
func pause(ctx context.Context, wait time.Duration) {
	if wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}
