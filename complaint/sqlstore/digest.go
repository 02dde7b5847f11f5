package sqlstore

import (
	"context"

	"github.com/redress-go/redress/complaint"
)

const (
	insertDigest = `insert into redress_digest (digest, org, due, until) values (?, ?, ?, 0) on conflict do nothing`
	// A new row makes a digest due earlier, but never before what holds it back is over.
	hastenDigest = `update redress_digest set due = case when until > ? then until else ? end
		where digest = ? and org = ? and due > ?`

	dueDigest  = `select 1 from redress_digest where due <= ? and (? = '' or org = ?) limit 1`
	nextDigest = `select digest, org from redress_digest where due <= ? and (? = '' or org = ?) order by due, digest, org limit 1`
	digestRows = `select ` + rowColumns + ` from redress_outbox
		where digest = ? and org = ? and digest <> '' and dead = 0 and not_before <= ? order by case_id, seq, n`
	firstRow = `select not_before from redress_outbox
		where digest = ? and org = ? and digest <> '' and dead = 0 order by not_before limit 1`
	holdDigest   = `update redress_digest set due = ?, until = ? where digest = ? and org = ?`
	deleteDigest = `delete from redress_digest where digest = ? and org = ?`
)

// digestKey names a digest of an organisation.
type digestKey struct{ org, digest string }

// gather makes a new row's digest due when the row is.
func gather(ctx context.Context, s *session, o *complaint.OutboxRow) error {
	at := micros(o.NotBefore)
	changed, err := s.exec(ctx, insertDigest, o.Digest, o.Org, at)
	if err != nil || changed > 0 {
		return err
	}
	_, err = s.exec(ctx, hastenDigest, at, at, o.Digest, o.Org, at)
	return err
}

// claimDigest leases what may leave of the digest that has waited longest. Digests that nothing waits for any more are
// forgotten on the way.
func claimDigest(ctx context.Context, s *session, q *complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	for {
		var key digestKey
		found, err := s.one(ctx, nextDigest, []any{micros(q.Now), q.Org, q.Org}, &key.digest, &key.org)
		if err != nil || !found {
			return nil, err
		}
		rows, err := readRows(ctx, s, digestRows, key.digest, key.org, micros(q.Now))
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			if err := pause(ctx, s, key, 0); err != nil {
				return nil, err
			}
			continue
		}
		until := micros(q.Now.Add(q.Lease))
		if _, err := s.exec(ctx, holdDigest, until, until, key.digest, key.org); err != nil {
			return nil, err
		}
		return leaseRows(ctx, s, q, rows)
	}
}

// pause holds a digest back until an instant, in microseconds; 0 is not at all. A digest without rows that is not held
// back is forgotten.
func pause(ctx context.Context, s *session, key digestKey, until int64) error {
	var due int64
	waits, err := s.one(ctx, firstRow, []any{key.digest, key.org}, &due)
	switch {
	case err != nil:
		return err
	case !waits && until <= 0:
		_, err = s.exec(ctx, deleteDigest, key.digest, key.org)
		return err
	}
	_, err = s.exec(ctx, holdDigest, max(due, until), max(until, 0), key.digest, key.org)
	return err
}
