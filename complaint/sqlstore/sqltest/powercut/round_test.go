package powercut_test

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// How long the power lasts at most, in acts and in syncs of the disk. A round has about as many; sometimes it is let come
// to its end.
const (
	shortFuse = 200
	longFuse  = 800
	someSyncs = 12
)

// fuse decides when the power will be cut.
func (l *lab) fuse() {
	switch n := l.chance.IntN(10); {
	case n < 5:
		l.disk.FuseInSync(1 + l.chance.IntN(someSyncs))
	case n < 9:
		l.disk.Fuse(1 + l.chance.IntN(shortFuse))
	default:
		l.disk.Fuse(1 + l.chance.IntN(longFuse))
	}
}

// round starts a process on what the last power cut has left, checks it, works, and cuts the power somewhere in all that.
func (l *lab) round(ctx context.Context) {
	l.fuse()
	h := l.start(ctx)
	if h != nil {
		h.resend(ctx)
		h.work(ctx)
		if !l.dark() && l.chance.IntN(2) == 0 {
			h.end() // the power may fail while the log is copied back and deleted
			h = nil
		}
	}
	l.disk.Cut()
	if h != nil {
		h.end()
	}
	l.disk.PowerOn(l.chance)
	l.cuts++
}

// start starts a process and checks what it finds. It returns nil when it cannot, which is a fault unless the power is
// off.
func (l *lab) start(ctx context.Context) *house {
	h, err := l.boot(ctx)
	if err == nil {
		err = h.check(ctx)
	}
	if err != nil && !l.dark() {
		l.book.fault("start: %v", err)
	}
	if err != nil && h != nil {
		h.end()
		h = nil
	}
	return h
}

// end ends a process.
func (h *house) end() {
	if err := h.close(); err != nil {
		h.book.fault("close: %v", err)
	}
}

// resend sends again what was not answered, as a client does.
func (h *house) resend(ctx context.Context) {
	var open []string
	h.book.note(func() {
		for key, k := range h.book.keys {
			if !k.answered {
				open = append(open, key)
			}
		}
	})
	slices.Sort(open)
	for _, key := range open {
		if !h.send(ctx, key) {
			return
		}
	}
}

// settle ends the life of a database with the power on: everything that is due is recorded, everything owed is handed
// over, every key is answered and was done once.
func (l *lab) settle(ctx context.Context) {
	h := l.start(ctx)
	if h == nil {
		return
	}
	h.resend(ctx)
	for id := range maps.Clone(h.book.tried) {
		if _, err := h.desk.Do(ctx, boss(), id, complaint.Erase{}); h.allowed("erase", err) {
			h.book.erased[id] = true
		}
	}
	h.clock.add(30 * 24 * time.Hour)
	h.tick(ctx)
	h.overdue(ctx)
	if err := h.check(ctx); err != nil {
		h.book.fault("%v", err)
	}
	h.end()
	l.forgotten()
}

// forgotten finds words on the disk that were erased. An orderly end has deleted the log.
func (l *lab) forgotten() {
	for key, k := range l.book.keys {
		if l.book.erased[k.result] && l.disk.Holds(key) {
			l.book.fault("key %s was erased and is on the disk", key)
		}
	}
}

// overdue finds what should have happened by now.
func (h *house) overdue(ctx context.Context) {
	page, err := h.store.Query(ctx, complaint.Query{Filter: complaint.Filter{WakeUntil: h.clock.Now()}, Order: complaint.ByWake})
	if h.allowed("query", err) && len(page.Cases) > 0 {
		h.book.fault("%d cases are still due after a sweep", len(page.Cases))
	}
	for id, of := range h.book.owed {
		if !h.book.handed[id] && !h.book.erased[of] {
			h.book.fault("notice %s was never handed over", id)
		}
	}
	for key, k := range h.book.keys {
		if !k.answered {
			h.book.fault("key %s has no answer", key)
		}
	}
}
