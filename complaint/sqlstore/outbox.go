package sqlstore

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// defaultClaim is how many rows a claim leases when the caller names no limit.
const defaultClaim = 100

const (
	insertRow = `insert into redress_outbox (id, org, case_id, seq, n, kind, recipient, ref, not_before, due, express, digest, span, head)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ` + noConflict
	waitingRow = `select 1 from redress_outbox where case_id = ? and dead = 0 and express = ? and digest = '' limit 1`

	// Everything a case has not delivered goes, dead rows too.
	cancelRows = `delete from redress_outbox where case_id = ?`

	rowColumns = `id, org, case_id, seq, n, kind, recipient, ref, not_before, attempts, express, digest, span, problem`

	dueRow  = `select 1 from redress_outbox where head = 1 and due <= ? and (? = 1 or org = ?) order by due, case_id limit 1`
	dueRows = `select ` + rowColumns + ` from redress_outbox
		where head = 1 and due <= ? and (? = 1 or org = ?) order by due, case_id limit ? for update skip locked`
	deadRows = `select ` + rowColumns + ` from redress_outbox
		where dead = 1 and id > ? and (? = 1 or org = ?) order by id limit ?`
	leaseSome = `update redress_outbox set lease = ?, due = ?, attempts = attempts + 1 where id in (?`

	leasedRow   = `select case_id, express, digest, org from redress_outbox where id = ? and lease = ? and lease <> '' for update`
	deadRow     = `select case_id, express, digest, org from redress_outbox where id = ? and dead = 1 for update`
	deleteRow   = `delete from redress_outbox where id = ?`
	buryRow     = `update redress_outbox set dead = 1, head = 0, lease = '', problem = ? where id = ?`
	retryRow    = `update redress_outbox set not_before = ?, due = ?, lease = '', problem = ? where id = ?`
	reviveRow   = `update redress_outbox set dead = 0, head = 0, lease = '', problem = '', attempts = 0, not_before = ?, due = ? where id = ?`
	firstOfCase = `select id from redress_outbox
		where case_id = ? and dead = 0 and express = ? and digest = '' order by seq, n limit 1`
	makeHead = `update redress_outbox set head = 1 where id = ?`
	loseHead = `update redress_outbox set head = 0 where case_id = ? and express = ? and head = 1`
)

// lane is the rows of a case that leave in one order.
type lane struct {
	id      string
	express int
}

// writeOutbox cancels the rows of some cases, then adds new ones behind those that wait.
func (p *plan) writeOutbox(ctx context.Context, s *session) error {
	for _, id := range p.Cancel {
		if _, err := s.exec(ctx, cancelRows, string(id)); err != nil {
			return err
		}
	}
	waiting := map[lane]bool{}
	for i := range p.Outbox {
		if err := p.writeRow(ctx, s, &p.Outbox[i], waiting); err != nil {
			return err
		}
	}
	return nil
}

// writeRow adds a row. It is the head of its lane when nothing waits there; waiting remembers what is known of that.
func (p *plan) writeRow(ctx context.Context, s *session, o *complaint.OutboxRow, waiting map[lane]bool) error {
	l := lane{string(o.Case), number(o.Express)}
	head := 0
	if _, known := waiting[l]; !known && o.Digest == "" {
		behind, err := p.waits(ctx, s, l)
		if err != nil {
			return err
		}
		waiting[l], head = true, number(!behind)
	}
	at := micros(o.NotBefore)
	changed, err := s.exec(ctx, insertRow, o.ID, o.Org, string(o.Case), o.Seq, o.N, o.Kind, o.To, o.Ref, at, at,
		l.express, o.Digest, o.Window.Microseconds(), head)
	switch {
	case err != nil:
		return err
	case changed == 0:
		return lost("outbox row %s is there", o.ID)
	case o.Digest == "":
		return nil
	}
	return gather(ctx, s, digestKey{o.Org, o.Digest}, at)
}

// waits reports whether a row of a lane waits. Nobody else adds or ends one meanwhile: whoever does holds the case, as the
// unit does that writes it.
func (p *plan) waits(ctx context.Context, s *session, l lane) (bool, error) {
	written := slices.ContainsFunc(p.rows, func(r caseRow) bool { return string(r.id) == l.id })
	if !written {
		if _, err := holdCase(ctx, s, complaint.CaseID(l.id)); err != nil {
			return false, err
		}
	}
	var one int
	return s.one(ctx, waitingRow, []any{l.id, l.express}, &one)
}

// listDead lists rows that were given up.
func listDead(ctx context.Context, s *session, q *complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultClaim
	}
	return readRows(ctx, s, deadRows, q.After, number(q.Org == ""), q.Org, limit)
}

// anyDue reports whether a claim would find a row.
func anyDue(ctx context.Context, s *session, q *complaint.OutboxQuery) (bool, error) {
	var one int
	text := dueRow
	if q.Digest {
		text = dueDigest
	}
	return s.one(ctx, text, []any{micros(q.Now), number(q.Org == ""), q.Org}, &one)
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
	rows, err := readRows(ctx, s, dueRows, micros(q.Now), number(q.Org == ""), q.Org, limit)
	if err != nil {
		return nil, err
	}
	return leaseRows(ctx, s, q, rows)
}

// leaseSizes are how many rows are leased by one statement, so that few different statements are prepared.
func leaseSizes() []int { return []int{100, 10, 1} }

// leaseRows gives rows to one worker.
func leaseRows(ctx context.Context, s *session, q *complaint.OutboxQuery, rows []complaint.OutboxRow) ([]complaint.OutboxRow, error) {
	lease, until := rand.Text(), micros(q.Now.Add(q.Lease))
	rest := rows
	for _, size := range leaseSizes() {
		text := leaseSome + strings.Repeat(", ?", size-1) + ")"
		for ; len(rest) >= size; rest = rest[size:] {
			args := append(make([]any, 0, size+2), lease, until)
			for i := range rest[:size] {
				args = append(args, rest[i].ID)
			}
			if _, err := s.exec(ctx, text, args...); err != nil {
				return nil, err
			}
		}
	}
	for i := range rows {
		rows[i].Lease, rows[i].Problem = lease, ""
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
			&express, &o.Digest, &span, &o.Problem)
		o.NotBefore, o.Express, o.Window = fromMicros(notBefore), express != 0, time.Duration(span)*time.Microsecond
		out = append(out, o)
		return err
	})
	return out, err
}

// settle ends leases that have not passed on, and revives dead rows.
func settle(ctx context.Context, s *session, results []complaint.OutboxResult) error {
	pauses := map[digestKey]int64{}
	for i := range results {
		r := &results[i]
		text, args := leasedRow, []any{r.ID, r.Lease}
		if r.Revive {
			text, args = deadRow, args[:1]
		}
		var l lane
		var key digestKey
		found, err := s.one(ctx, text, args, &l.id, &l.express, &key.digest, &key.org)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		switch {
		case r.Revive:
			err = revive(ctx, s, r, l, key)
		case key.digest == "":
			err = settleNext(ctx, s, r, l)
		default:
			pauses[key] = micros(r.Next)
			err = settleRow(ctx, s, r)
		}
		if err != nil {
			return err
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(pauses), digestKey.compare) {
		if err := pause(ctx, s, key, pauses[key]); err != nil {
			return err
		}
	}
	return nil
}

// settleNext settles a row and lets the next of its lane leave, when the row is out of the way.
func settleNext(ctx context.Context, s *session, r *complaint.OutboxResult, l lane) error {
	over := r.Done || r.Dead
	if over {
		if _, err := holdCase(ctx, s, complaint.CaseID(l.id)); err != nil {
			return err
		}
	}
	if err := settleRow(ctx, s, r); err != nil || !over {
		return err
	}
	return promote(ctx, s, l)
}

// promote lets the first row of a lane leave.
func promote(ctx context.Context, s *session, l lane) error {
	var id string
	found, err := s.one(ctx, firstOfCase, []any{l.id, l.express}, &id)
	if err != nil || !found {
		return err
	}
	_, err = s.exec(ctx, makeHead, id)
	return err
}

// revive lets a dead row wait again, in its digest or before the younger rows of its lane.
func revive(ctx context.Context, s *session, r *complaint.OutboxResult, l lane, key digestKey) error {
	if _, err := holdCase(ctx, s, complaint.CaseID(l.id)); err != nil {
		return err
	}
	at := micros(r.Retry)
	if _, err := s.exec(ctx, reviveRow, at, at, r.ID); err != nil {
		return err
	}
	if key.digest != "" {
		return gather(ctx, s, key, at)
	}
	if _, err := s.exec(ctx, loseHead, l.id, l.express); err != nil {
		return err
	}
	return promote(ctx, s, l)
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
