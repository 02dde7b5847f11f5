package complaint_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// flaky is a store whose call number n fails, and every later one works.
type flaky struct {
	complaint.Store
	left int // calls that still work; the next one fails when it is zero; negative means all work
}

func (s *flaky) broken() error {
	s.left--
	if s.left == -1 {
		return errDisk
	}
	return nil
}

func (s *flaky) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	if err := s.broken(); err != nil {
		return nil, err
	}
	return s.Store.Load(ctx, id)
}

func (s *flaky) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if err := s.broken(); err != nil {
		return complaint.Page{}, err
	}
	return s.Store.Query(ctx, q)
}

func (s *flaky) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	if err := s.broken(); err != nil {
		return nil, err
	}
	return s.Store.Entries(ctx, stream, after, limit)
}

func (s *flaky) Commit(ctx context.Context, u *complaint.Changeset) error {
	if err := s.broken(); err != nil {
		return err
	}
	return s.Store.Commit(ctx, u)
}

func (s *flaky) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	if err := s.broken(); err != nil {
		return nil, err
	}
	return s.Store.Claim(ctx, q)
}

func (s *flaky) Settle(ctx context.Context, results []complaint.OutboxResult) error {
	if err := s.broken(); err != nil {
		return err
	}
	return s.Store.Settle(ctx, results)
}

func (s *flaky) Reserve(ctx context.Context, org, series, key string) (int64, error) {
	if err := s.broken(); err != nil {
		return 0, err
	}
	return s.Store.Reserve(ctx, org, series, key)
}

func (s *flaky) Receipt(ctx context.Context, org, key string) (complaint.Receipt, error) {
	if err := s.broken(); err != nil {
		return complaint.Receipt{}, err
	}
	return s.Store.Receipt(ctx, org, key)
}

func (s *flaky) Document(ctx context.Context, kind, id string) (complaint.Document, error) {
	if err := s.broken(); err != nil {
		return complaint.Document{}, err
	}
	return s.Store.Document(ctx, kind, id)
}

// deskCall is something a host asks of a desk about a case.
type deskCall struct {
	name string
	do   func(*bench, *complaint.Case) error
}

func deskCalls() []deskCall {
	submit := func(who complaint.Actor, cmd complaint.Command, key string) func(*bench, *complaint.Case) error {
		return func(b *bench, c *complaint.Case) error {
			_, err := b.desk.Submit(b.ctx, complaint.Request{Actor: who, Case: c.ID, Command: cmd, Key: key})
			return err
		}
	}
	return []deskCall{
		{"register", func(b *bench, _ *complaint.Case) error {
			in := guest()
			in.Place = "1310"
			_, err := b.desk.RegisterOnce(b.ctx, clerk, "mail-1", in)
			return err
		}},
		{"a reminder", func(b *bench, _ *complaint.Case) error { _, err := b.desk.Register(b.ctx, clerk, guest()); return err }},
		{"a command", submit(worker, complaint.Note{Text: "x"}, "")},
		{"a command with a key", submit(worker, complaint.Note{Text: "x"}, "k")},
		{"a split", submit(clerk, complaint.Split{Intake: guest()}, "")},
		{"a reseal", submit(boss, complaint.Reseal{}, "")},
		{"case", func(b *bench, c *complaint.Case) error { _, err := b.desk.Case(b.ctx, boss, c.ID); return err }},
		{"cases", func(b *bench, _ *complaint.Case) error {
			_, err := b.desk.Cases(b.ctx, boss, complaint.Query{})
			return err
		}},
		{"next", func(b *bench, c *complaint.Case) error { _, err := b.desk.Options(b.ctx, boss, c.ID); return err }},
		{"details", func(b *bench, c *complaint.Case) error { _, err := b.desk.Details(b.ctx, boss, c.ID); return err }},
		{"export", func(b *bench, c *complaint.Case) error { _, err := b.desk.Export(b.ctx, boss, c.ID); return err }},
		{"stats", func(b *bench, _ *complaint.Case) error { _, err := b.desk.Stats(b.ctx, boss); return err }},
		{"numbers", func(b *bench, _ *complaint.Case) error { _, err := b.desk.NumberGaps(b.ctx, boss); return err }},
		{"ledger", func(b *bench, c *complaint.Case) error {
			for _, err := range b.desk.LedgerWithDetails(b.ctx, boss, c.ID) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
		{"sweep", func(b *bench, _ *complaint.Case) error { _, err := b.desk.Sweep(b.ctx); return err }},
		{"deliver", func(b *bench, _ *complaint.Case) error {
			_, err := b.desk.Deliver(b.ctx, func(context.Context, complaint.Notice) error { return nil })
			return err
		}},
		{"open", func(b *bench, _ *complaint.Case) error {
			_, err := complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock}, variant("house", "7", nil))
			return err
		}},
	}
}

// TestAStoreThatFailsAtAnyCall fails each store call of each verb in turn: the desk says so, and the same call works
// afterwards, on a case that still verifies.
func TestAStoreThatFailsAtAnyCall(t *testing.T) {
	for _, call := range deskCalls() {
		t.Run(call.name, func(t *testing.T) {
			failed := 0
			for n := 0; ; n++ {
				require.Less(t, n, 100, "it ends")
				store := &flaky{Store: memstore.New(), left: -2}
				b := setupOn(t, store)
				c := b.in(complaint.Investigating)
				b.clock.Add(hour)
				store.left = n
				err := call.do(b, c)
				if store.left >= 0 {
					require.NoError(t, err)
					break // it needs no more calls than that
				}
				store.left = -2
				if err != nil {
					failed++
					var refusal *complaint.Error
					require.ErrorAs(t, err, &refusal, "call %d", n)
					require.NotEmpty(t, refusal.Op)
					require.ErrorIs(t, err, complaint.ErrInternal)
					require.ErrorIs(t, err, errDisk, "the cause is kept")
				}
				b.clock.Add(2 * time.Minute) // leases and parked cases come back
				require.NoError(t, call.do(b, c), "after a failure of call %d", n)
				b.verify(c.ID)
			}
			require.Positive(t, failed)
		})
	}
}
