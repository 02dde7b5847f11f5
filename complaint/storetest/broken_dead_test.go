package storetest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

// lists returns a defect of lists of dead rows.
func lists(name string, f func(ctx context.Context, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error)) defect {
	return defect{name, "dead", func(b *broken) {
		claim := b.claim
		b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
			if !q.Dead {
				return claim(ctx, q)
			}
			return f(ctx, q, claim)
		}
	}}
}

// listsOther returns a defect that lists other dead rows.
func listsOther(name string, f func(q *complaint.OutboxQuery)) defect {
	return lists(name, func(ctx context.Context, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
		f(&q)
		return claim(ctx, q)
	})
}

// shows returns a defect that lists dead rows in another shape.
func shows(name string, f func(o *complaint.OutboxRow)) defect {
	return lists(name, func(ctx context.Context, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		for i := range rows {
			f(&rows[i])
		}
		return rows, err
	})
}

// revives returns a defect of putting rows back.
func revives(name string, f func(s *complaint.OutboxResult)) defect {
	return settles(name, "dead", func(s *complaint.OutboxResult) {
		if s.Revive {
			f(s)
		}
	})
}

func deadDefects() []defect {
	return []defect{
		listsOther("takes a list of dead rows for a claim", func(q *complaint.OutboxQuery) { q.Dead, q.Now = false, evening() }),
		listsOther("lists dead rows of every organisation", func(q *complaint.OutboxQuery) { q.Org = "" }),
		listsOther("lists dead rows from the start", func(q *complaint.OutboxQuery) { q.After = "" }),
		listsOther("lists dead rows without a limit", func(q *complaint.OutboxQuery) { q.Limit = 1000 }),
		shows("lists dead rows without their problem", func(o *complaint.OutboxRow) { o.Problem = "" }),
		shows("lists dead rows without their tries", func(o *complaint.OutboxRow) { o.Attempts = 0 }),
		shows("lists dead rows without their digest", func(o *complaint.OutboxRow) { o.Digest = "" }),
		shows("leases what it lists", func(o *complaint.OutboxRow) { o.Lease = "x" }),
		lists("lists dead rows in no order", func(ctx context.Context, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
			rows, err := claim(ctx, q)
			slices.Reverse(rows)
			return rows, err
		}),
		lists("knows no dead rows", func(context.Context, complaint.OutboxQuery, claimer) ([]complaint.OutboxRow, error) { return nil, nil }),
		revives("never puts a row back", func(s *complaint.OutboxResult) { s.Revive, s.Lease = false, "" }),
		revives("puts a row back at once", func(s *complaint.OutboxResult) { s.Retry = time.Time{} }),
		revives("puts a row back a moment late", func(s *complaint.OutboxResult) { s.Retry = s.Retry.Add(time.Microsecond) }),
		{"revives what is not dead", "dead", revivesAnything},
		{"keeps the tries of a revived row", "dead", keepsTries},
		{"keeps the problem of a revived row", "dead", keepsProblem},
		{"puts a revived row at the end of its case", "dead", revivesAtTheEnd},
		{"puts a revived row before everything else of its case", "dead", revivesAlone},
		{"puts a revived part of a digest out by itself", "dead", revivesWithoutDigest},
		{"keeps dead rows of erased cases", "dead", keepsDead},
	}
}

// anew settles what is no revival, and writes revived rows anew as shape makes them, as an insert would; rows it does not
// want are revived as they should be.
func anew(b *broken, shape func(o *complaint.OutboxRow, dead bool) bool) {
	var mu sync.Mutex
	written, dead, back := map[string]complaint.OutboxRow{}, map[string]bool{}, map[string]bool{}
	commit, settle, claim := b.commit, b.settle, b.claim
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		mu.Lock()
		defer mu.Unlock()
		for _, o := range u.Outbox {
			written[o.ID] = o
		}
		return commit(ctx, u)
	}
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		mu.Lock()
		defer mu.Unlock()
		var rest []complaint.OutboxResult
		for _, r := range results {
			row, known := written[trimmed(r.ID)]
			row.ID, row.NotBefore = r.ID+"!", r.Retry
			if !r.Revive || !known || !shape(&row, dead[r.ID]) {
				dead[r.ID] = dead[r.ID] || r.Dead
				rest = append(rest, r)
				continue
			}
			back[r.ID] = true
			if err := commit(ctx, &complaint.Changeset{Outbox: []complaint.OutboxRow{row}}); err != nil {
				return err
			}
		}
		return settle(ctx, rest)
	}
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		mu.Lock()
		defer mu.Unlock()
		rows, err := claim(ctx, q)
		if q.Dead {
			rows = slices.DeleteFunc(rows, func(o complaint.OutboxRow) bool { return back[o.ID] })
		}
		return rows, err
	}
}

// trimmed is the id that a row was first written with.
func trimmed(id string) string { return strings.TrimRight(id, "!") }

// named gives rows by the ids they were first written with, and settles them by those.
func named(b *broken) {
	var mu sync.Mutex
	present := map[string]string{} // id as stored, by the id as written
	settle, claim := b.settle, b.claim
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		mu.Lock()
		defer mu.Unlock()
		for i := range rows {
			id := trimmed(rows[i].ID)
			present[id], rows[i].ID = rows[i].ID, id
			rows[i].Case = complaint.CaseID(trimmed(string(rows[i].Case)))
		}
		return rows, err
	}
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		mu.Lock()
		results = slices.Clone(results)
		for i := range results {
			if id := present[results[i].ID]; id != "" && !results[i].Revive {
				results[i].ID = id
			}
		}
		mu.Unlock()
		return settle(ctx, results)
	}
}

// revivesAnything writes every row that is to be put back once more, whatever became of it.
func revivesAnything(b *broken) {
	anew(b, func(*complaint.OutboxRow, bool) bool { return true })
	named(b)
}

// revivesAtTheEnd appends the row to its queue, as an insert would.
func revivesAtTheEnd(b *broken) {
	anew(b, func(o *complaint.OutboxRow, dead bool) bool { return dead && o.Digest == "" })
	named(b)
}

// revivesAlone gives the row a queue of its own.
func revivesAlone(b *broken) {
	anew(b, func(o *complaint.OutboxRow, dead bool) bool {
		o.Case += "!!"
		return dead && o.Digest == ""
	})
	named(b)
}

// revivesWithoutDigest forgets that the row was part of a digest.
func revivesWithoutDigest(b *broken) {
	anew(b, func(o *complaint.OutboxRow, dead bool) bool {
		gathered := o.Digest != ""
		o.Digest = ""
		return dead && gathered
	})
	named(b)
}

// keepsTries gives revived rows with the tries they had.
func keepsTries(b *broken) { remembers(b, func(o *complaint.OutboxRow) { o.Attempts += 2 }) }

// keepsProblem gives revived rows with the problem they had.
func keepsProblem(b *broken) { remembers(b, func(o *complaint.OutboxRow) { o.Problem = "timeout" }) }

// remembers changes the rows that are given after they were revived.
func remembers(b *broken, f func(o *complaint.OutboxRow)) {
	var revived sync.Map
	claim, settle := b.claim, b.settle
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		for _, r := range results {
			if r.Revive {
				revived.Store(r.ID, true)
			}
		}
		return settle(ctx, results)
	}
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		for i := range rows {
			if _, ok := revived.Load(rows[i].ID); ok && !q.Dead {
				f(&rows[i])
			}
		}
		return rows, err
	}
}

// keepsDead lists rows that were dead before their case was erased.
func keepsDead(b *broken) {
	var mu sync.Mutex
	var kept []complaint.OutboxRow
	commit, claim := b.commit, b.claim
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		if len(u.Cancel) > 0 {
			rows, err := claim(ctx, complaint.OutboxQuery{Dead: true})
			if err != nil {
				return err
			}
			mu.Lock()
			kept = append(kept, rows...)
			mu.Unlock()
		}
		return commit(ctx, u)
	}
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		mu.Lock()
		defer mu.Unlock()
		if q.Dead && len(kept) > 0 {
			return kept, nil
		}
		return claim(ctx, q)
	}
}
