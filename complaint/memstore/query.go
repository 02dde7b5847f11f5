package memstore

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// defaultPage is how many cases a page holds when the caller names no limit.
const defaultPage = 100

// Query returns one page of cases; see complaint.Store. A query by wake reads the cases that are due and no other, a
// query for a number or a search hash reads the cases that carry it; every other query reads on from the cursor until
// the page is full. An order that is none of the named ones is complaint.ErrInvalid.
func (s *Store) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if err := ctx.Err(); err != nil {
		return complaint.Page{}, err
	}
	if q.Limit <= 0 {
		q.Limit = defaultPage
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	keys, err := s.keys(&q)
	if err != nil {
		return complaint.Page{}, err
	}
	var page complaint.Page
	var last key
	for k := range keys {
		if !k.row.passes(&q) {
			continue
		}
		if len(page.Cases) == q.Limit {
			page.Next = cursor(q.Order, last)
			break
		}
		page.Cases = append(page.Cases, k.row.state)
		last = k
	}
	return page, nil
}

// keys yields the candidates of a query in its order, from behind its cursor on.
func (s *Store) keys(q *complaint.Query) (iter.Seq[key], error) {
	index, ok := s.index(q.Order)
	if !ok {
		return nil, fmt.Errorf("memstore: query: order %q is unknown: %w", q.Order, complaint.ErrInvalid)
	}
	from, until := span(q)
	if q.Match == "" && q.Number == "" {
		return upTo(index.after(from), until), nil
	}
	few := s.few(q)
	slices.SortFunc(few, key.compare)
	set := ordered{}
	for _, k := range few {
		set.insert(k)
	}
	return upTo(set.after(from), until), nil
}

// index returns the index that holds the cases in an order.
func (s *Store) index(order complaint.Order) (*ordered, bool) {
	switch order {
	case complaint.ByID:
		return &s.byID, true
	case complaint.ByReceived:
		return &s.byTime, true
	case complaint.ByWake:
		return &s.byWake, true
	}
	return nil, false
}

// few returns the keys of the cases with the query's search hash, or its number, in no order.
func (s *Store) few(q *complaint.Query) []key {
	var ids []complaint.CaseID
	if q.Match == "" {
		ids = s.numbers[q.Number]
	} else {
		for _, m := range s.matches[q.Match] {
			ids = append(ids, m.Case)
		}
	}
	keys := make([]key, 0, len(ids))
	for _, id := range ids {
		r := s.cases[id]
		if q.Order != complaint.ByWake || !r.state.Wake.IsZero() {
			keys = append(keys, keyOf(q.Order, r))
		}
	}
	return keys
}

// keyOf returns the key of a case in an order.
func keyOf(order complaint.Order, r *row) key {
	k := key{id: r.state.ID, row: r}
	switch order {
	case complaint.ByReceived:
		k.at = micros(r.state.Received)
	case complaint.ByWake:
		k.at = micros(r.state.Wake)
	}
	return k
}

// span returns the key that a query starts behind, and the last instant it can find anything at.
func span(q *complaint.Query) (from key, until int64) {
	from, until = key{at: math.MinInt64}, math.MaxInt64
	switch q.Order {
	case complaint.ByReceived:
		if !q.ReceivedFrom.IsZero() {
			from.at = micros(q.ReceivedFrom)
		}
		if !q.ReceivedTo.IsZero() {
			until = micros(q.ReceivedTo) - 1
		}
	case complaint.ByWake:
		if !q.WakeUntil.IsZero() {
			until = micros(q.WakeUntil)
		}
	}
	if q.After.ID != "" {
		after := key{id: q.After.ID}
		if q.Order != complaint.ByID {
			after.at = micros(q.After.Time)
		}
		if from.compare(after) < 0 {
			from = after
		}
	}
	return from, until
}

// upTo ends a sequence of keys behind an instant.
func upTo(keys iter.Seq[key], until int64) iter.Seq[key] {
	return func(yield func(key) bool) {
		for k := range keys {
			if k.at > until || !yield(k) {
				return
			}
		}
	}
}

// cursor turns the key of a page's last case into what the caller hands back.
func cursor(order complaint.Order, k key) complaint.Cursor {
	if order == complaint.ByID {
		return complaint.Cursor{ID: k.id}
	}
	return complaint.Cursor{Time: time.UnixMicro(k.at).UTC(), ID: k.id}
}
