package random

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/redress-go/redress/complaint"
)

// scoped is a store that shows a desk one organisation at a time, so that many plays share one set of tables, and that
// remembers what a play has touched. A desk must not use it while the organisation is changed.
type scoped struct {
	complaint.Store
	org string

	mu        sync.Mutex
	streams   map[string]bool
	receipts  map[string]bool
	documents map[[2]string]bool
	claimed   []string
}

// enter shows another organisation and forgets what was touched.
func (s *scoped) enter(org string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.org, s.claimed = org, nil
	s.streams, s.receipts, s.documents = map[string]bool{"desk/" + org: true}, map[string]bool{}, map[[2]string]bool{}
}

// Query implements complaint.Store.
func (s *scoped) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	q.Org = cmp.Or(q.Org, s.org)
	return s.Store.Query(ctx, q)
}

// Claim implements complaint.Store. Rows of different cases have no order among them, so they are put into one: what is
// delivered first draws the desk's random numbers first.
func (s *scoped) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	q.Org = cmp.Or(q.Org, s.org)
	rows, err := s.Store.Claim(ctx, q)
	slices.SortFunc(rows, inOrder)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range rows {
		r.Lease = ""
		s.claimed = append(s.claimed, fmt.Sprintf("%+v", r))
	}
	return rows, err
}

// inOrder is the order in which the rows of one case were written.
func inOrder(a, b complaint.OutboxRow) int {
	return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.N, b.N))
}

// Commit implements complaint.Store.
func (s *scoped) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := s.Store.Commit(ctx, u)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range u.Cases {
		id := string(u.Cases[i].Case.ID)
		s.streams["case/"+id], s.streams["read/"+id] = true, true
	}
	for i := range u.Streams {
		s.streams[u.Streams[i].Stream] = true
	}
	if u.Receipt != nil {
		s.receipts[u.Receipt.Key] = true
	}
	for i := range u.Documents {
		s.documents[[2]string{u.Documents[i].Kind, u.Documents[i].ID}] = true
	}
	return nil
}
