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
// unless a process dies while it sends; it fails, is tried again and is given up whole. A handler error is retried later
// with growing pauses; ErrUndeliverable gives the notice up at once. A panic of the handler counts as an error.
//
// Any number of nodes may deliver: a notice is leased to one of them for Config.DeliveryLease, and passes on when that one
// dies or takes longer. A handler that takes longer is told by its context, and what it then does may be done twice.
//
// When the context ends or the desk is closed, the notice in hand is finished and settled, its handler's context ends a few
// seconds later, and what was leased and not tried is given back at once. The error is the context's, or ErrClosed.
func (d *Desk) Deliver(ctx context.Context, handler func(context.Context, Notice) error) (total Delivered, err error) {
	defer recovered(&err)
	if err := d.gate.enter(); err != nil {
		return total, d.wrap("deliver", &Request{}, err)
	}
	defer d.gate.leave()
	r := &round{desk: d, handler: handler, total: &total, size: firstPage}
	for {
		single, err := r.page(ctx)
		if err != nil {
			return total, err
		}
		gathered, err := r.digests(ctx)
		if err != nil {
			return total, err
		}
		if single+gathered == 0 {
			d.pulse.emptied(d.now())
			return total, nil
		}
	}
}

// round is one call of Deliver.
type round struct {
	desk    *Desk
	handler func(context.Context, Notice) error
	total   *Delivered
	size    int       // rows to claim at once
	until   time.Time // end of the lease of what is in hand
}

// Pages of the outbox begin small and grow while deliveries are quick: what is leased to a slow node is nobody else's.
const firstPage, lastPage = 8, 100

// claim leases rows. The lease counts from before the claim, by this desk's clock.
func (r *round) claim(ctx context.Context, q OutboxQuery) ([]OutboxRow, error) {
	q.Now, q.Lease = r.desk.now(), r.desk.cfg.DeliveryLease
	r.until = q.Now.Add(q.Lease)
	rows, err := r.desk.store.Claim(ctx, q)
	return rows, r.desk.maybeWrap("deliver", err)
}

// page hands out some of the notices that are messages of their own. It returns how many it found. With less than half of
// the lease left it stops, so that every handler has that much.
func (r *round) page(ctx context.Context) (int, error) {
	d := r.desk
	rows, err := r.claim(ctx, OutboxQuery{Limit: r.size})
	if err != nil {
		return 0, err
	}
	begin := d.now()
	for i := range rows {
		if err := d.halted(ctx); err != nil {
			return 0, r.stop(ctx, err, rows[i:])
		}
		if i > 0 && 2*r.until.Sub(d.now()) < d.cfg.DeliveryLease {
			r.size = i
			return len(rows), r.giveBack(ctx, rows[i:])
		}
		if err := r.settle(ctx, r.row(ctx, &rows[i])); err != nil {
			return 0, err
		}
	}
	switch took := d.now().Sub(begin); {
	case took > d.cfg.DeliveryLease/4:
		r.size = max(1, r.size/2)
	case took < d.cfg.DeliveryLease/8:
		r.size = min(lastPage, 2*r.size)
	}
	return len(rows), nil
}

// stop gives back what was not tried, and says why the delivery ends early: the context's own error, or ErrClosed in its
// place. What cannot be given back waits for the end of its lease.
func (r *round) stop(ctx context.Context, err error, rows []OutboxRow) error {
	_ = r.giveBack(ctx, rows)
	if errors.Is(err, ErrClosed) {
		return r.desk.wrap("deliver", &Request{}, err)
	}
	return err
}

// giveBack ends the leases of rows that were not tried, so that they need not run out. The claim counts as an attempt.
func (r *round) giveBack(ctx context.Context, rows []OutboxRow) error {
	back := make([]OutboxResult, len(rows))
	for i := range rows {
		back[i] = OutboxResult{ID: rows[i].ID, Lease: rows[i].Lease, Retry: rows[i].NotBefore}
	}
	return r.settle(ctx, back...)
}

// settle tells the store how notices went, also when the caller has gone meanwhile.
func (r *round) settle(ctx context.Context, s ...OutboxResult) error {
	return r.desk.maybeWrap("deliver", r.desk.settle(ctx, s...))
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

// row tries one notice and says how it went.
func (r *round) row(ctx context.Context, row *OutboxRow) OutboxResult {
	d := r.desk
	hand, done := finishing(ctx)
	defer done()
	if row.Kind == carryOut {
		return d.deliverEach(hand, *row, r.total)
	}
	if invites(row.Kind) {
		leaves, err := d.mayLeave(hand, row)
		if err != nil {
			return d.settlement(row, err, d.pauseAfter(row.Attempts), r.total)
		}
		if !leaves {
			r.total.Dropped++
			return OutboxResult{ID: row.ID, Lease: row.Lease, Done: true}
		}
	}
	return d.settlement(row, r.handOver(hand, noticeOf(row)), d.pauseAfter(row.Attempts), r.total)
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
		d.pulse.sent(d.now().Sub(row.NotBefore))
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

// handOver calls the host within the lease, and survives its panics. A call that took longer is counted: another node may
// have delivered the same notice.
func (r *round) handOver(ctx context.Context, n Notice) error {
	d := r.desk
	ctx, cancel := within(ctx, r.until.Sub(d.now()))
	defer cancel()
	err := safely(ctx, r.handler, n)
	if late := d.now().Sub(r.until); late >= 0 {
		d.stats.overran.Add(1)
		d.log.Warn().Str("notice", n.ID).Str("kind", n.Kind).Dur("late", late).Msg("delivery took longer than its lease")
	}
	return err
}

// safely calls the host and survives its panics.
func safely(ctx context.Context, handler func(context.Context, Notice) error, n Notice) (err error) {
	defer recovered(&err)
	return handler(ctx, n)
}
