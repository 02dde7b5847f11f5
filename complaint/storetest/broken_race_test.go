package storetest

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/redress-go/redress/complaint"
)

func raceDefects() []defect {
	return []defect{
		{"writes the cases of a unit one after the other", "concurrency", oneAfterTheOther},
		{"writes the case before its ledger", "concurrency", caseFirst},
		{"loses every tenth unit", "concurrency", losesTenth},
		{"knows a receipt only when it is read", "receipts", lateReceipt},
	}
}

// oneAfterTheOther checks a unit of several cases, then shows readers the second case before the first.
func oneAfterTheOther(b *broken) {
	seen := func(c *complaint.Case) *complaint.Case {
		if c.ID == id(1) && c.Version > 1 {
			d := *c
			d.Version--
			return &d
		}
		return c
	}
	load := b.load
	b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
		c, err := load(ctx, id)
		if err != nil {
			return nil, err
		}
		return seen(c), nil
	}
}

// caseFirst hides the last record of a stream.
func caseFirst(b *broken) {
	entries := b.entries
	b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
		all, err := entries(ctx, stream, after, limit)
		return all[:max(0, len(all)-1)], err
	}
}

// losesTenth acknowledges every tenth unit and writes nothing.
func losesTenth(b *broken) {
	var n atomic.Int64
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		if n.Add(1)%10 == 0 {
			return nil
		}
		return commit(ctx, u)
	}
}

// lateReceipt keeps a receipt beside the unit, and looks at it before it writes instead of while it writes.
func lateReceipt(b *broken) {
	var mu sync.Mutex
	known := map[string]complaint.Receipt{}
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		v.Receipt = nil
		if err := commit(ctx, &v); err != nil || u.Receipt == nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		known[u.Receipt.Key] = *u.Receipt
		return nil
	}
	b.receipt = func(_ context.Context, _, key string) (complaint.Receipt, error) {
		mu.Lock()
		defer mu.Unlock()
		if r, ok := known[key]; ok {
			return r, nil
		}
		return complaint.Receipt{}, complaint.ErrNotFound
	}
}
