package random

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// stale is a store that now and then reads a case as it was before the last write.
type stale struct {
	complaint.Store
	mu    sync.Mutex
	older map[complaint.CaseID]*complaint.Case
	n     atomic.Int64
}

// Commit implements complaint.Store.
func (s *stale) Commit(ctx context.Context, u *complaint.Changeset) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range u.Cases {
		if c, err := s.Store.Load(ctx, u.Cases[i].Case.ID); err == nil {
			s.older[c.ID] = c
		}
	}
	return s.Store.Commit(ctx, u)
}

// Load implements complaint.Store.
func (s *stale) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.older[id]; c != nil && s.n.Add(1)%8 == 0 {
		return c, nil
	}
	return s.Store.Load(ctx, id)
}

// loser is a store that acknowledges a write now and then and forgets it.
type loser struct {
	complaint.Store
	n atomic.Int64
}

// Commit implements complaint.Store.
func (s *loser) Commit(ctx context.Context, u *complaint.Changeset) error {
	if len(u.Cases) > 0 && u.Cases[0].Was > 0 && s.n.Add(1)%9 == 0 {
		return nil
	}
	return s.Store.Commit(ctx, u)
}

// fickle is a store that now and then reports a conflict for what it has written, so that it is done again.
type fickle struct {
	complaint.Store
	n atomic.Int64
}

// Commit implements complaint.Store.
func (s *fickle) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := s.Store.Commit(ctx, u)
	if err == nil && len(u.Cases) > 0 && u.Cases[0].Was > 0 && s.n.Add(1)%9 == 0 {
		return complaint.ErrConflict
	}
	return err
}

// TestAHistoryThatLiesIsFound makes histories on stores that are not true: each must be told from one that is.
func TestAHistoryThatLiesIsFound(t *testing.T) {
	for name, store := range map[string]complaint.Store{
		"a stale read":       &stale{Store: memstore.New(), older: map[complaint.CaseID]*complaint.Case{}},
		"a lost update":      &loser{Store: memstore.New()},
		"a write done twice": &fickle{Store: memstore.New()},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCrowd(t, 3, store)
			for seed := range uint64(20) {
				if start, ops := c.history(t, seed, 6); judged(start, ops) == porcupine.Illegal {
					return
				}
			}
			require.Fail(t, "twenty histories passed as true")
		})
	}
}
