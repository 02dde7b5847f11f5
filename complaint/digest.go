package complaint

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// deliverDigest hands out what waits for one recipient, as one message. It returns how many notices it found.
func (d *Desk) deliverDigest(ctx context.Context, handler func(context.Context, Notice) error, total *Delivered) (int, error) {
	now := d.now()
	rows, err := d.store.Claim(ctx, OutboxQuery{Now: now, Lease: d.cfg.DeliveryLease, Digest: true})
	if err != nil || len(rows) == 0 {
		return 0, d.maybeWrap("deliver", err)
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	n, window := gather(rows)
	err = handOver(ctx, handler, n)
	next, again := windowEnd(now, window), d.pauseAfter(n.Attempt-1)
	if err != nil {
		next = again // it was no message
	}
	settled := make([]OutboxResult, len(rows))
	for i := range rows {
		settled[i] = d.settlement(&rows[i], err, again, total)
		settled[i].Next = next
	}
	return len(rows), d.maybeWrap("deliver", d.settle(ctx, settled...))
}

// gather makes one notice of the rows of a digest. A single row is a notice as any other. The id says what is in it, so
// that the same message twice is seen to be the same, and one with more in it is not.
func gather(rows []OutboxRow) (n Notice, window time.Duration) {
	if len(rows) == 1 {
		return noticeOf(&rows[0]), rows[0].Window
	}
	n = Notice{Org: rows[0].Org, Kind: playbook.DigestNotice, To: rows[0].To}
	h := sha256.New()
	for i := range rows {
		part := noticeOf(&rows[i])
		n.Digest = append(n.Digest, part)
		n.Attempt = max(n.Attempt, part.Attempt)
		window = max(window, rows[i].Window)
		h.Write([]byte(part.ID + "\n"))
	}
	n.ID = fmt.Sprintf("digest/%x", h.Sum(nil)[:16])
	return n, window
}
