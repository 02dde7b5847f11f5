package storetest

import (
	"context"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// asks returns a defect that asks another question.
func asks(name, theme string, f func(q *complaint.Query)) defect {
	return defect{name, theme, func(b *broken) {
		query := b.query
		b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
			f(&q)
			return query(ctx, q)
		}
	}}
}

// pages returns a defect that gives another page. The change gets a copy.
func pages(name, theme string, f func(q *complaint.Query, p *complaint.Page)) defect {
	return defect{name, theme, func(b *broken) {
		query := b.query
		b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
			p, err := query(ctx, q)
			f(&q, &p)
			return p, err
		}
	}}
}

func queryDefects() []defect {
	return []defect{
		asks("ignores the organisation", "query", func(q *complaint.Query) { q.Org = "" }),
		asks("looks for the first of several states", "query", func(q *complaint.Query) { q.States = q.States[:min(1, len(q.States))] }),
		asks("ignores states", "query", func(q *complaint.Query) { q.States = nil }),
		asks("ignores severities", "query", func(q *complaint.Query) { q.Severities = nil }),
		asks("takes unrated for any", "query", func(q *complaint.Query) {
			if slices.Contains(q.Severities, 0) {
				q.Severities = nil
			}
		}),
		asks("ignores the unit", "query", func(q *complaint.Query) { q.Unit = "" }),
		asks("ignores the owner", "query", func(q *complaint.Query) { q.Owner = "" }),
		asks("ignores the number", "query", func(q *complaint.Query) { q.Number = "" }),
		asks("ignores the tag", "query", func(q *complaint.Query) { q.Tag = "" }),
		asks("takes a tag for a pattern", "query", func(q *complaint.Query) {
			if q.Tag == "%" {
				q.Tag = ""
			}
		}),
		asks("ignores the playbook", "query", func(q *complaint.Query) { q.Playbook = "" }),
		asks("ignores the time received", "query", func(q *complaint.Query) { q.ReceivedFrom, q.ReceivedTo = time.Time{}, time.Time{} }),
		asks("includes the end of the interval", "query", func(q *complaint.Query) {
			if !q.ReceivedTo.IsZero() {
				q.ReceivedTo = q.ReceivedTo.Add(time.Microsecond)
			}
		}),
		asks("excludes the start of the interval", "query", func(q *complaint.Query) {
			if !q.ReceivedFrom.IsZero() {
				q.ReceivedFrom = q.ReceivedFrom.Add(time.Microsecond)
			}
		}),
		asks("finds closed cases open", "query", func(q *complaint.Query) { q.Open = false }),
		asks("ignores the wake", "wake", func(q *complaint.Query) { q.WakeUntil = time.Time{} }),
		asks("wakes a moment late", "wake", func(q *complaint.Query) {
			if !q.WakeUntil.IsZero() {
				q.WakeUntil = q.WakeUntil.Add(-time.Microsecond)
			}
		}),
		asks("knows one order", "pages", func(q *complaint.Query) { q.Order = complaint.ByID }),
		asks("knows every order", "query", func(q *complaint.Query) {
			if len(q.Order) > 9 {
				q.Order = complaint.ByID
			}
		}),
		asks("forgets the cursor", "pages", func(q *complaint.Query) { q.After = complaint.Cursor{} }),
		asks("goes on behind equal times", "pages", func(q *complaint.Query) {
			if !q.After.Time.IsZero() {
				q.After.ID = "~"
			}
		}),
		asks("gives a thousand where a hundred is meant", "pages", func(q *complaint.Query) {
			if q.Limit == 0 {
				q.Limit = 1000
			}
		}),
		asks("ignores the search hash", "matches", func(q *complaint.Query) { q.Match = "" }),
		asks("looks for the search hash alone", "matches", func(q *complaint.Query) {
			if q.Match != "" {
				q.Filter = complaint.Filter{Match: q.Match}
			}
		}),
		pages("never says which page is the last", "pages", func(q *complaint.Query, p *complaint.Page) {
			if n := len(p.Cases); n > 0 && n == q.Limit {
				p.Next = complaint.Cursor{Time: p.Cases[n-1].Received, ID: p.Cases[n-1].ID}
			}
		}),
		pages("goes on from an empty page", "query", func(_ *complaint.Query, p *complaint.Page) {
			if len(p.Cases) == 0 {
				p.Next.ID = "x"
			}
		}),
		pages("ends every walk after a page", "pages", func(_ *complaint.Query, p *complaint.Page) { p.Next = complaint.Cursor{} }),
		pages("gives short pages", "pages", func(_ *complaint.Query, p *complaint.Page) {
			if n := len(p.Cases); n > 3 && p.Next.ID != "" {
				last := p.Cases[n-2]
				p.Cases, p.Next.ID, p.Next.Time = p.Cases[:n-1], last.ID, last.Received
			}
		}),
		pages("gives headers instead of cases", "query", func(_ *complaint.Query, p *complaint.Page) {
			for i, c := range p.Cases {
				p.Cases[i] = &complaint.Case{ID: c.ID, State: c.State}
			}
		}),
		{"finds cases by what they were", "query", foundByThen},
		{"gives parked cases when asked by id", "wake", parkedByID},
		{"blocks behind a parked case", "wake", blocksBehind},
		{"gives due cases without a wake", "wake", func(b *broken) {
			query := b.query
			b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
				if q.Order == complaint.ByWake && q.WakeUntil.IsZero() {
					q.Order = complaint.ByReceived
				}
				return query(ctx, q)
			}
		}},
	}
}

// foundByThen answers every filter from the first version of a case.
func foundByThen(b *broken) {
	commit, query := b.commit, b.query
	first := newBroken()
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for i, w := range u.Cases {
			if w.Was == 0 {
				_ = first.Store.Commit(ctx, &complaint.Changeset{Cases: u.Cases[i : i+1]})
			}
		}
		return commit(ctx, u)
	}
	b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
		if q.Match != "" {
			return query(ctx, q)
		}
		return first.Store.Query(ctx, q)
	}
}

// parkedByID forgets parks unless the order is by wake.
func parkedByID(b *broken) {
	query := b.query
	b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
		if q.Order == complaint.ByWake || q.WakeUntil.IsZero() {
			return query(ctx, q)
		}
		until := q.WakeUntil
		q.WakeUntil = time.Time{}
		p, err := query(ctx, q)
		p.Cases = slices.DeleteFunc(p.Cases, func(c *complaint.Case) bool { return c.Wake.IsZero() || c.Wake.After(until) })
		return p, err
	}
}

// blocksBehind looks at the first cases by wake only, and finds nothing when those are parked.
func blocksBehind(b *broken) {
	query := b.query
	b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
		p, err := query(ctx, q)
		if q.Order == complaint.ByWake && q.Limit == 1 && len(p.Cases) == 1 && p.Cases[0].ID == id(5) {
			p.Cases = nil
		}
		return p, err
	}
}
