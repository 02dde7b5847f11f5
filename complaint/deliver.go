package complaint

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Notice is what Deliver hands to the host: whom to tell what, by reference. The text is rendered by the host, which
// asks Desk.Details when it needs the complainant's name or address.
type Notice struct {
	ID      string // unique and stable: deliver twice, show once
	Org     string
	Case    CaseID
	Seq     int64  // the entry that caused it
	Kind    string // "acknowledged", "assigned", "breach", "approval" …
	To      string // "person:u17", "role:duty-manager", "unit:housekeeping", "party:acme", "complainant"
	Ref     string // "target:resolve/breach", "proposal:1"
	Attempt int    // 1 for the first try

	// Digest is set when this is one message for many notices of one recipient (see playbook.DigestPolicy): it holds each
	// of them, in order of case and entry. Kind is then playbook.DigestNotice, and Case is empty.
	Digest []Notice
}

// Delivered is the result of a delivery. It counts notices, also those that were parts of one message.
type Delivered struct {
	Sent    int // accepted by the handler
	Carried int // commands of Each given to a member, which did or refused them; the handler does not see them
	Failed  int // to be tried again
	Dead    int // given up after Config.Attempts; the notices behind them go on
	Dropped int // invitations to the survey and their reminders that had become pointless; the handler does not see them
}

// Deliver hands out the notices that are waiting, each case's in order, each at least once, until none is left that may
// go now. What the playbook gathers comes as one notice for each recipient, at most once in a window by this desk's clock
// unless a process dies while it sends; it fails, is tried again and is given up whole. A handler error is retried later with growing pauses; ErrUndeliverable gives the notice up at once. A panic of
// the handler counts as an error.
func (d *Desk) Deliver(ctx context.Context, handler func(context.Context, Notice) error) (total Delivered, err error) {
	defer recovered(&err)
	for {
		alone, err := d.deliverPage(ctx, handler, &total)
		if err != nil {
			return total, err
		}
		gathered, err := d.deliverDigest(ctx, handler, &total)
		if err != nil || alone+gathered == 0 {
			return total, err
		}
	}
}

// deliverPage hands out some of the notices that are messages of their own. It returns how many it found.
func (d *Desk) deliverPage(ctx context.Context, handler func(context.Context, Notice) error, total *Delivered) (int, error) {
	until := d.now().Add(d.cfg.DeliveryLease)
	rows, err := d.store.Claim(ctx, OutboxQuery{Now: d.now(), Lease: d.cfg.DeliveryLease, Limit: 100})
	if err != nil {
		return 0, d.maybeWrap("deliver", err)
	}
	for _, row := range rows {
		if ctx.Err() != nil {
			return 0, ctx.Err() // what was not tried goes out when its lease has passed
		}
		if !d.now().Before(until) {
			break // the lease may be another worker's by now
		}
		if err := d.settle(ctx, d.deliverRow(ctx, handler, row, total)); err != nil {
			return 0, d.maybeWrap("deliver", err)
		}
	}
	return len(rows), nil
}

// settle tells the store how one notice went, also when the caller has gone meanwhile.
func (d *Desk) settle(ctx context.Context, s ...OutboxResult) error {
	ctx, cancel := bounded(ctx)
	defer cancel()
	return d.store.Settle(ctx, s)
}

// ErrUndeliverable is returned by a delivery handler for a notice that can never be delivered.
var ErrUndeliverable = errors.New("undeliverable")

func (d *Desk) maybeWrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return d.wrap(op, &Request{}, err)
}

// deliverRow tries one notice and says how it went.
func (d *Desk) deliverRow(ctx context.Context, handler func(context.Context, Notice) error, row OutboxRow, total *Delivered) OutboxResult {
	if row.Kind == carryOut {
		return d.deliverEach(ctx, row, total)
	}
	if invites(row.Kind) {
		leaves, err := d.mayLeave(ctx, &row)
		if err != nil {
			return d.settlement(&row, err, d.pauseAfter(row.Attempts), total)
		}
		if !leaves {
			total.Dropped++
			return OutboxResult{ID: row.ID, Lease: row.Lease, Done: true}
		}
	}
	return d.settlement(&row, handOver(ctx, handler, noticeOf(&row)), d.pauseAfter(row.Attempts), total)
}

// noticeOf is what the host gets of a row.
func noticeOf(row *OutboxRow) Notice {
	return Notice{
		ID: row.ID, Org: row.Org, Case: row.Case, Seq: row.Seq, Kind: row.Kind, To: row.To, Ref: row.Ref, Attempt: row.Attempts + 1,
	}
}

// pauseAfter is when a notice is tried again that failed after so many tries before.
func (d *Desk) pauseAfter(attempts int) time.Time {
	return d.now().Add(min(time.Second<<min(attempts, 12), time.Hour))
}

// settlement says how a notice went, and counts it.
func (d *Desk) settlement(row *OutboxRow, err error, again time.Time, total *Delivered) OutboxResult {
	s := OutboxResult{ID: row.ID, Lease: row.Lease}
	switch {
	case err == nil:
		s.Done = true
		total.Sent++
		d.stats.delivered.Add(1)
	case errors.Is(err, ErrUndeliverable), row.Attempts+1 >= d.cfg.DeliveryAttempts:
		s.Dead, s.Problem = true, fmt.Sprintf("%T", err)
		total.Dead++
		d.stats.dead.Add(1)
		d.log.Error().Str("notice", row.ID).Str("kind", row.Kind).Int("attempts", row.Attempts+1).Msg("notice given up")
	default:
		s.Retry, s.Problem = again, fmt.Sprintf("%T", err)
		total.Failed++
		d.stats.failed.Add(1)
	}
	return s
}

// handOver calls the host and survives its panics.
func handOver(ctx context.Context, handler func(context.Context, Notice) error, n Notice) (err error) {
	defer recovered(&err)
	return handler(ctx, n)
}
