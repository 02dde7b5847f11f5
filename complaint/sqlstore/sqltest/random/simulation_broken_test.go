package random

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// forgetful is a store with one thing wrong with it.
type forgetful struct {
	complaint.Store
	n        int
	commit   func(n int, u *complaint.Changeset) (skip bool) // changes a unit, or skips it and says it was written
	receipts bool                                            // are not found
	wakes    bool                                            // are not found
	settles  bool                                            // are not written
}

// Commit implements complaint.Store.
func (s *forgetful) Commit(ctx context.Context, u *complaint.Changeset) error {
	if s.n++; s.commit != nil && len(u.Cases) > 0 {
		changed := *u
		if s.commit(s.n, &changed) {
			return nil
		}
		u = &changed
	}
	return s.Store.Commit(ctx, u)
}

// Receipt implements complaint.Store.
func (s *forgetful) Receipt(ctx context.Context, org, key string) (complaint.Receipt, error) {
	if s.receipts {
		return complaint.Receipt{}, complaint.ErrNotFound
	}
	return s.Store.Receipt(ctx, org, key)
}

// Query implements complaint.Store.
func (s *forgetful) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if s.wakes && q.Order == complaint.ByWake {
		return complaint.Page{}, nil
	}
	return s.Store.Query(ctx, q)
}

// Claim implements complaint.Store.
func (s *forgetful) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	rows, err := s.Store.Claim(ctx, q)
	if s.settles && len(rows) > 0 && !q.Dead { // claimed and gone: the last one is nobody's
		gone := rows[len(rows)-1]
		rows = rows[:len(rows)-1]
		return rows, s.Store.Settle(ctx, []complaint.OutboxResult{{ID: gone.ID, Lease: gone.Lease, Done: true}})
	}
	return rows, err
}

// TestTheSimulationFindsAStoreThatForgets lets towns live on stores that are not what a store must be: each is found
// before long, for the reason that it is wrong.
func TestTheSimulationFindsAStoreThatForgets(t *testing.T) {
	all := houses()[:3]
	for _, broken := range []struct {
		name  string
		store forgetful
		found string
	}{
		{"it acknowledges and forgets", forgetful{commit: func(n int, _ *complaint.Changeset) bool { return n%20 == 0 }}, "is not there|previous hash"},
		{"it does twice what is asked again", forgetful{receipts: true, commit: func(_ int, u *complaint.Changeset) bool {
			u.Receipt = nil
			return false
		}}, "answered otherwise|is refused when asked again|twice|not refused as one"},
		{"it loses notices", forgetful{commit: func(n int, u *complaint.Changeset) bool {
			if n%7 == 0 {
				u.Outbox = nil
			}
			return false
		}}, "never left|overtakes"},
		{"it forgets who wakes", forgetful{wakes: true}, "owes a step|its wake"},
		{"a claimed notice is gone", forgetful{settles: true}, "never left|overtakes"},
		{"it keeps a box too few", forgetful{commit: func(n int, u *complaint.Changeset) bool {
			if n%11 == 0 {
				u.Cases = append([]complaint.CaseWrite(nil), u.Cases...)
				u.Cases[0].Records = append([]complaint.Record(nil), u.Cases[0].Records...)
				u.Cases[0].Records[0].Box = nil
			}
			return false
		}}, "box"},
	} {
		t.Run(broken.name, func(t *testing.T) {
			for seed := range uint64(6) {
				store := broken.store
				store.Store = memstore.New()
				if x, err := simulate(t, seed, all, &store); err != nil {
					require.Regexp(t, broken.found, err.Error(), x.lately())
					return
				}
			}
			require.Fail(t, "six towns lived on it and noticed nothing")
		})
	}
}
