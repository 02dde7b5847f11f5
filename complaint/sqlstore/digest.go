package sqlstore

import (
	"cmp"
	"context"
	"strings"

	"github.com/redress-go/redress/complaint"
)

const (
	insertDigest = `insert into redress_digest (digest, org, due, until) values (?, ?, ?, 0) ` + noConflict
	// A new row makes a digest due earlier, but never before what holds it back is over.
	hastenDigest = `update redress_digest set due = case when until > ? then until else ? end
		where digest = ? and org = ? and due > ?`

	dueDigest  = `select 1 from redress_digest where due <= ? and (? = 1 or org = ?) order by due, digest, org limit 1`
	nextDigest = `select digest, org from redress_digest where due <= ? and (? = 1 or org = ?)
		order by due, digest, org limit 1 for update skip locked`
	lockDigest = `select due from redress_digest where digest = ? and org = ? for update`
	digestRows = `select ` + rowColumns + ` from redress_outbox
		where digest = ? and org = ? and digest <> '' and dead = 0 and not_before <= ? order by case_id, seq, n`
	firstRow = `select not_before from redress_outbox
		where digest = ? and org = ? and digest <> '' and dead = 0 order by not_before limit 1`
	holdDigest   = `update redress_digest set due = ?, until = ? where digest = ? and org = ?`
	deleteDigest = `delete from redress_digest where digest = ? and org = ?`
)

// digestKey names a digest of an organisation.
type digestKey struct{ org, digest string }

// compare orders digests, so that two processes lock them in one order.
func (k digestKey) compare(other digestKey) int {
	return cmp.Or(strings.Compare(k.digest, other.digest), strings.Compare(k.org, other.org))
}

// gather makes a row's digest due when the row is, at an instant in microseconds. The digest may be forgotten by somebody
// else while this waits for its lock, and is then made anew.
func gather(ctx context.Context, s *session, key digestKey, at int64) error {
	for {
		changed, err := s.exec(ctx, insertDigest, key.digest, key.org, at)
		if err != nil || changed > 0 {
			return err
		}
		held, err := holdsDigest(ctx, s, key)
		if err != nil {
			return err
		}
		if held {
			_, err = s.exec(ctx, hastenDigest, at, at, key.digest, key.org, at)
			return err
		}
	}
}

// holdsDigest keeps everybody else from changing a digest until the transaction ends. It reports whether there is such a
// digest.
func holdsDigest(ctx context.Context, s *session, key digestKey) (bool, error) {
	var due int64
	return s.one(ctx, lockDigest, []any{key.digest, key.org}, &due)
}

// claimDigest leases what may leave of the digest that has waited longest. Digests that nothing waits for any more are
// forgotten on the way.
func claimDigest(ctx context.Context, s *session, q *complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	for {
		var key digestKey
		found, err := s.one(ctx, nextDigest, []any{micros(q.Now), number(q.Org == ""), q.Org}, &key.digest, &key.org)
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
	if held, err := holdsDigest(ctx, s, key); err != nil || !held {
		return err
	}
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
