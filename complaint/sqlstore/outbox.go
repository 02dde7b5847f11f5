package sqlstore

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/redress-go/redress/complaint"
)

// defaultClaim is how many rows a claim leases when the caller names no limit.
const defaultClaim = 100

const (
	insertRow = `insert into redress_outbox (id, org, case_id, seq, n, kind, recipient, ref, not_before, due, express, digest, span, head)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? = '' and not exists
			(select 1 from redress_outbox where case_id = ? and dead = 0 and express = ? and digest = ''))
		on conflict do nothing`

	// Everything a case has not delivered goes, dead rows too.
	cancelRows = `delete from redress_outbox where case_id = ?`

	rowColumns = `id, org, case_id, seq, n, kind, recipient, ref, not_before, attempts, express, digest, span`

	dueRow  = `select 1 from redress_outbox where head = 1 and due <= ? and (? = '' or org = ?) limit 1`
	dueRows = `select ` + rowColumns + ` from redress_outbox
		where head = 1 and due <= ? and (? = '' or org = ?) order by due, case_id limit ?`
	leaseRow = `update redress_outbox set lease = ?, due = ?, attempts = attempts + 1 where id = ?`

	leasedRow = `select case_id, express, digest, org from redress_outbox where id = ? and lease = ? and lease <> ''`
	deleteRow = `delete from redress_outbox where id = ?`
	buryRow   = `update redress_outbox set dead = 1, head = 0, lease = '', problem = ? where id = ?`
	retryRow  = `update redress_outbox set not_before = ?, due = ?, lease = '', problem = ? where id = ?`
	nextHead  = `update redress_outbox set head = 1 where id =
		(select id from redress_outbox where case_id = ? and dead = 0 and express = ? and digest = '' order by seq, n limit 1)`
)

// writeOutbox cancels the rows of some cases, then adds new ones behind those that wait.
func writeOutbox(ctx context.Context, s *session, cancel []complaint.CaseID, rows []complaint.OutboxRow) error {
	for _, id := range cancel {
		if _, err := s.exec(ctx, cancelRows, string(id)); err != nil {
			return err
		}
	}
	for i := range rows {
		o := &rows[i]
		changed, err := s.exec(ctx, insertRow, o.ID, o.Org, string(o.Case), o.Seq, o.N, o.Kind, o.To, o.Ref,
			micros(o.NotBefore), micros(o.NotBefore), number(o.Express), o.Digest, o.Window.Microseconds(),
			o.Digest, string(o.Case), number(o.Express))
		if err != nil {
			return err
		}
		if changed == 0 {
			return lost("outbox row %s is there", o.ID)
		}
		if o.Digest == "" {
			continue
		}
		if err := gather(ctx, s, o); err != nil {
			return err
		}
	}
	return nil
}

// anyDue reports whether a claim would find a row.
func anyDue(ctx context.Context, s *session, q *complaint.OutboxQuery) (bool, error) {
	var one int
	text := dueRow
	if q.Digest {
		text = dueDigest
	}
	return s.one(ctx, text, []any{micros(q.Now), q.Org, q.Org}, &one)
}

// claim leases the oldest row of each case that may leave, or the rows of a digest.
func claim(ctx context.Context, s *session, q *complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultClaim
	}
	if q.Digest {
		return claimDigest(ctx, s, q)
	}
	rows, err := readRows(ctx, s, dueRows, micros(q.Now), q.Org, q.Org, limit)
	if err != nil {
		return nil, err
	}
	return leaseRows(ctx, s, q, rows)
}

// leaseRows gives rows to one worker.
func leaseRows(ctx context.Context, s *session, q *complaint.OutboxQuery, rows []complaint.OutboxRow) ([]complaint.OutboxRow, error) {
	lease, until := rand.Text(), micros(q.Now.Add(q.Lease))
	for i := range rows {
		if _, err := s.exec(ctx, leaseRow, lease, until, rows[i].ID); err != nil {
			return nil, err
		}
		rows[i].Lease = lease
	}
	return rows, nil
}

// readRows reads rows of the outbox.
func readRows(ctx context.Context, s *session, text string, args ...any) ([]complaint.OutboxRow, error) {
	var out []complaint.OutboxRow
	err := s.each(ctx, text, args, func(scan func(...any) error) error {
		var o complaint.OutboxRow
		var notBefore, express, span int64
		err := scan(&o.ID, &o.Org, (*string)(&o.Case), &o.Seq, &o.N, &o.Kind, &o.To, &o.Ref, &notBefore, &o.Attempts,
			&express, &o.Digest, &span)
		o.NotBefore, o.Express, o.Window = fromMicros(notBefore), express != 0, time.Duration(span)*time.Microsecond
		out = append(out, o)
		return err
	})
	return out, err
}

// settle ends leases that have not passed on.
func settle(ctx context.Context, s *session, results []complaint.OutboxResult) error {
	pauses := map[digestKey]int64{}
	for i := range results {
		r := &results[i]
		var id, org, digest string
		var express int
		found, err := s.one(ctx, leasedRow, []any{r.ID, r.Lease}, &id, &express, &digest, &org)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if err := settleRow(ctx, s, r); err != nil {
			return err
		}
		if digest != "" {
			pauses[digestKey{org, digest}] = micros(r.Next)
			continue
		}
		if !r.Done && !r.Dead {
			continue
		}
		if _, err := s.exec(ctx, nextHead, id, express); err != nil {
			return err
		}
	}
	for key, until := range pauses {
		if err := pause(ctx, s, key, until); err != nil {
			return err
		}
	}
	return nil
}

// settleRow writes the outcome of one delivery.
func settleRow(ctx context.Context, s *session, r *complaint.OutboxResult) error {
	var err error
	switch {
	case r.Done:
		_, err = s.exec(ctx, deleteRow, r.ID)
	case r.Dead:
		_, err = s.exec(ctx, buryRow, r.Problem, r.ID)
	default:
		_, err = s.exec(ctx, retryRow, micros(r.Retry), micros(r.Retry), r.Problem, r.ID)
	}
	return err
}
