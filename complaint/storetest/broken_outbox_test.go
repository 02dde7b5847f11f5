package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

// claims returns a defect that asks for other rows.
func claims(name, theme string, f func(q *complaint.OutboxQuery)) defect {
	return defect{name, theme, func(b *broken) {
		claim := b.claim
		b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
			f(&q)
			return claim(ctx, q)
		}
	}}
}

// gives returns a defect that gives rows in another shape.
func gives(name, theme string, f func(o *complaint.OutboxRow)) defect {
	return defect{name, theme, func(b *broken) {
		claim := b.claim
		b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
			rows, err := claim(ctx, q)
			for i := range rows {
				f(&rows[i])
			}
			return rows, err
		}
	}}
}

// settles returns a defect that settles otherwise than it was told.
func settles(name, theme string, f func(s *complaint.OutboxResult)) defect {
	return defect{name, theme, func(b *broken) {
		settle := b.settle
		b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
			results = slices.Clone(results)
			for i := range results {
				f(&results[i])
			}
			return settle(ctx, results)
		}
	}}
}

func outboxDefects() []defect {
	return append(deadDefects(), []defect{
		claims("claims twice", "lease", func(q *complaint.OutboxQuery) { q.Lease = 0 }),
		claims("leases for ever", "lease", func(q *complaint.OutboxQuery) { q.Lease = 1e6 * time.Hour }),
		claims("claims early", "outbox", func(q *complaint.OutboxQuery) { q.Now = q.Now.Add(time.Hour) }),
		claims("claims a moment late", "outbox", func(q *complaint.OutboxQuery) { q.Now = q.Now.Add(-time.Microsecond) }),
		claims("claims for every organisation", "outbox", func(q *complaint.OutboxQuery) { q.Org = "" }),
		claims("ignores the limit of a claim", "outbox", func(q *complaint.OutboxQuery) { q.Limit = 0 }),
		gives("gives rows without attempts", "lease", func(o *complaint.OutboxRow) { o.Attempts = 0 }),
		gives("gives rows without a reference", "outbox", func(o *complaint.OutboxRow) { o.Ref = "" }),
		settles("ignores delivery", "outbox", func(s *complaint.OutboxResult) { s.Done = false }),
		settles("takes failure for delivery", "lease", func(s *complaint.OutboxResult) { s.Done = !s.Dead }),
		settles("tries dead rows again", "lease", func(s *complaint.OutboxResult) { s.Dead = false }),
		settles("tries again at once", "lease", func(s *complaint.OutboxResult) { s.Retry = time.Time{} }),
		settles("never tries again", "lease", func(s *complaint.OutboxResult) { s.Dead = !s.Done }),
		{"settles for any lease", "lease", anyLease},
		{"fails on a row that is not there", "lease", failsOnUnknown},
		{"skips the order of a case", "outbox", skipsOrder},
		{"lets cases wait for each other", "outbox", oneQueue},
		{"reads on behind the last id", "outbox", behindLastID},
		{"gives the latest first", "outbox", latestFirst},
		{"gives a delivered row again", "outbox", givesAgain},
	}...)
}

// anyLease settles whoever holds the row.
func anyLease(b *broken) {
	var held sync.Map
	claim, settle := b.claim, b.settle
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		for _, r := range rows {
			held.Store(r.ID, r.Lease)
		}
		return rows, err
	}
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		results = slices.Clone(results)
		for i := range results {
			if lease, ok := held.Load(results[i].ID); ok {
				results[i].Lease = lease.(string)
			}
		}
		return settle(ctx, results)
	}
}

// failsOnUnknown finds fault with a row that is not there.
func failsOnUnknown(b *broken) {
	settle := b.settle
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		for _, r := range results {
			if r.ID == "nothing/1/0" {
				return complaint.ErrNotFound
			}
		}
		return settle(ctx, results)
	}
}

// queues stores rows under another case than they belong to, and gives them back as they were.
func queues(b *broken, other func(o complaint.OutboxRow) complaint.CaseID) {
	var mu sync.Mutex
	owner := map[string]complaint.CaseID{}
	commit, claim := b.commit, b.claim
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		mu.Lock()
		defer mu.Unlock()
		v := *u
		v.Outbox = slices.Clone(u.Outbox)
		for i, o := range v.Outbox {
			owner[o.ID], v.Outbox[i].Case = o.Case, other(o)
		}
		return commit(ctx, &v)
	}
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		mu.Lock()
		defer mu.Unlock()
		for i, o := range rows {
			rows[i].Case = owner[o.ID]
		}
		return rows, err
	}
}

// skipsOrder gives every row a queue of its own.
func skipsOrder(b *broken) {
	queues(b, func(o complaint.OutboxRow) complaint.CaseID { return complaint.CaseID(fmt.Sprint(o.ID)) })
}

// oneQueue gives every row the same queue.
func oneQueue(b *broken) { queues(b, func(complaint.OutboxRow) complaint.CaseID { return "queue" }) }

// behindLastID gives rows with an id greater than the last one given, as a reader of a sequence would.
func behindLastID(b *broken) {
	claim := b.claim
	last := ""
	var mu sync.Mutex
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		mu.Lock()
		defer mu.Unlock()
		rows = slices.DeleteFunc(rows, func(o complaint.OutboxRow) bool { return o.ID < last })
		for _, o := range rows {
			last = max(last, o.ID)
		}
		return rows, err
	}
}

// latestFirst gives the row that was due last.
func latestFirst(b *broken) {
	claim := b.claim
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		limit := q.Limit
		q.Limit = 0
		rows, err := claim(ctx, q)
		slices.Reverse(rows)
		if limit > 0 {
			rows = rows[:min(limit, len(rows))]
		}
		return rows, err
	}
}

// givesAgain gives the first row once more a day later.
func givesAgain(b *broken) {
	claim := b.claim
	var first *complaint.OutboxRow
	var mu sync.Mutex
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		mu.Lock()
		defer mu.Unlock()
		if len(rows) > 0 && first == nil {
			first = &rows[0]
		}
		if first != nil && !q.Now.Before(evening().Add(24*time.Hour)) {
			rows = append(rows, *first)
		}
		return rows, err
	}
}
