package powercut_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// The measure of a round.
const (
	clients  = 3 // at once, beside the one that keeps the time
	steps    = 3 // of each
	maxCases = 8 // of one database: what is checked after every cut has to stay small
)

// A key is a mark and digits. It stands in the sealed box of its entry, beside a salt that may be anything: the mark is
// long enough not to be there by chance.
const (
	keyMark   = "request-no-"
	keyDigits = 5
)

// work lets clients and time work on a house until each has done its part or the power is off.
func (h *house) work(ctx context.Context) {
	var wg sync.WaitGroup
	for range clients {
		chance := rand.New(rand.NewPCG(h.chance.Uint64(), 1))
		wg.Go(func() {
			for range steps {
				if !h.step(ctx, chance) {
					return
				}
			}
		})
	}
	chance := rand.New(rand.NewPCG(h.chance.Uint64(), 2))
	wg.Go(func() {
		for range 2 {
			if how := checkpoints(); chance.IntN(4) == 0 {
				_, err := h.write.ExecContext(ctx, "pragma wal_checkpoint("+how[chance.IntN(len(how))]+")")
				if !h.allowed("checkpoint", err) {
					return
				}
			}
			h.clock.add(20 * time.Minute)
			if !h.tick(ctx) {
				return
			}
		}
	})
	wg.Wait()
}

// allowed reports whether an error may be. Without power everything fails; with it, what the rules refuse is refused.
func (h *house) allowed(what string, err error) bool {
	if err == nil || errors.Is(err, complaint.ErrNotAllowed) {
		return true
	}
	if !h.dark() {
		h.book.fault("%s failed with the power on: %v: %v", what, err, errors.Unwrap(err))
	}
	return false
}

// step does something a client does, and reports whether to go on.
func (h *house) step(ctx context.Context, chance *rand.Rand) bool {
	known := h.book.known()
	if len(known) == 0 || len(known) < maxCases && chance.IntN(3) == 0 {
		return h.send(ctx, h.newKey("", func(key string) complaint.Command {
			return complaint.Intake{
				Channel: "counter", Severity: classify.Ordinary, Text: key + " 空调不制冷",
				Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"},
			}
		}))
	}
	id := known[chance.IntN(len(known))]
	if chance.IntN(3) == 0 {
		return h.send(ctx, h.newKey(id, func(key string) complaint.Command { return complaint.Note{Text: key + " 记一笔"} }))
	}
	return h.advance(ctx, id, chance)
}

// newKey makes a request that can be told from every other.
func (h *house) newKey(id complaint.CaseID, cmd func(key string) complaint.Command) string {
	var key string
	h.book.note(func() {
		h.serial++
		key = fmt.Sprintf("%s%0*d", keyMark, keyDigits, h.serial)
		h.book.keys[key] = &request{Request: complaint.Request{Actor: boss(), Case: id, Command: cmd(key), Key: key}}
	})
	return key
}

// send sends a request with a key, for the first time or again.
func (h *house) send(ctx context.Context, key string) bool {
	var req complaint.Request
	h.book.note(func() { req = h.book.keys[key].Request })
	res, err := h.desk.Submit(ctx, req)
	switch {
	case err == nil:
		h.book.note(func() {
			k := h.book.keys[key]
			k.answered, k.result = true, res.Case.ID
			h.book.cases[res.Case.ID] = true
		})
	case errors.Is(err, complaint.ErrNotAllowed): // its case was erased meanwhile
		h.book.note(func() { delete(h.book.keys, key) })
	}
	return h.allowed("request "+key, err)
}

// advance takes a case one step further in its life, up to its erasure.
func (h *house) advance(ctx context.Context, id complaint.CaseID, chance *rand.Rand) bool {
	c, err := h.store.Load(ctx, id)
	if err != nil {
		return h.allowed("load", err)
	}
	cmd := h.next(c, chance)
	_, erases := cmd.(complaint.Erase)
	if erases {
		h.book.note(func() { h.book.tried[id] = true })
	}
	_, err = h.desk.Do(ctx, boss(), id, cmd)
	if erases && err == nil {
		h.book.note(func() { h.book.erased[id] = true })
	}
	return h.allowed(cmd.Name(), err)
}

// next is what comes after the state of a case.
func (h *house) next(c *complaint.Case, chance *rand.Rand) complaint.Command {
	switch {
	case c.HoldReason != "":
		return complaint.Resume{}
	case c.State.Ended():
		return complaint.Erase{}
	case chance.IntN(8) == 0:
		return complaint.Hold{Reason: "complainant"}
	case c.State == complaint.Registered:
		return complaint.Assess{}
	case c.State == complaint.Assessed:
		return complaint.Dispatch{Unit: "rooms"}
	case c.State == complaint.Dispatched:
		return complaint.TakeOn{}
	default:
		return complaint.Withdraw{}
	}
}

// checkpoints are what the host may do to the log at any time.
func checkpoints() []string { return []string{"passive", "full", "restart", "truncate"} }

// tick records what is due and delivers what waits.
func (h *house) tick(ctx context.Context) bool {
	if _, err := h.desk.Sweep(ctx); !h.allowed("sweep", err) {
		return false
	}
	_, err := h.desk.Deliver(ctx, func(_ context.Context, n complaint.Notice) error {
		h.book.note(func() { h.book.handed[n.ID] = true })
		return nil
	})
	return h.allowed("deliver", err)
}
