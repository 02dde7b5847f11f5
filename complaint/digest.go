package complaint

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// alone begins the name of a digest that one notice is by itself.
const alone = "alone/"

// lanes lets each row leave by itself where the host wants no order: as a digest of one, because the rows of digests leave
// in none.
func (d *Desk) lanes(rows []OutboxRow) []OutboxRow {
	for i := range rows {
		if d.cfg.DeliveryUnordered && rows[i].Digest == "" && rows[i].Kind != carryOut {
			rows[i].Digest = alone + rows[i].ID
		}
	}
	return rows
}

// digests hands out what waits for some recipients, each as one message. It returns how many notices it found.
func (r *round) digests(ctx context.Context) (found int, err error) {
	for range lastPage {
		n, err := r.digest(ctx)
		if found += n; err != nil || n == 0 {
			return found, err
		}
	}
	return found, nil
}

// digest hands out what waits for one recipient, as one message. It returns how many notices it found.
func (r *round) digest(ctx context.Context) (int, error) {
	rows, err := r.claim(ctx, OutboxQuery{Digest: true})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	if err := r.desk.halted(ctx); err != nil {
		return 0, r.stop(ctx, err, rows)
	}
	if strings.HasPrefix(rows[0].Digest, alone) {
		return 1, r.settle(ctx, r.row(ctx, &rows[0]))
	}
	return len(rows), r.settle(ctx, r.together(ctx, rows)...)
}

// together hands out the rows of a digest and says how it went.
func (r *round) together(ctx context.Context, rows []OutboxRow) []OutboxResult {
	d, now := r.desk, r.desk.now()
	hand, done := finishing(ctx)
	defer done()
	n, window := gather(rows)
	err := r.handOver(hand, n)
	next, again := windowEnd(now, window), d.pauseAfter(n.Attempt-1)
	if err != nil {
		next = again // it was no message
	}
	settled := make([]OutboxResult, len(rows))
	for i := range rows {
		settled[i] = d.settlement(&rows[i], err, again, r.total)
		settled[i].Next = next
	}
	return settled
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
