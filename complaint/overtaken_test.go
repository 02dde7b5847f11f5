package complaint_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// overtaken is a store on which somebody else is quicker, once, after everything was read and before it is written.
type overtaken struct {
	complaint.Store
	quicker func()
}

func (s *overtaken) Commit(ctx context.Context, u *complaint.Changeset) error {
	if do := s.quicker; do != nil {
		s.quicker = nil
		do()
	}
	return s.Store.Commit(ctx, u)
}

func TestAPaymentOvertakenByAnotherNodeIsDecidedAgain(t *testing.T) {
	for _, tc := range []struct {
		name string
		yuan int64
		ok   bool
	}{
		{"what still fits is paid", 50, true},
		{"what no longer fits is not", 51, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inner := memstore.New()
			other := setupOn(t, inner, limited)
			store := &overtaken{Store: inner}
			slow := setupOn(t, store, limited, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock = other.clock; cfg.Rand = newSeeded(2) })
			one, two := other.visit("1"), other.visit("2")
			store.quicker = func() { other.do(worker, one, goodwill(100)) }
			res, err := slow.desk.Submit(slow.ctx, complaint.Request{Actor: worker, Case: two.ID, Command: goodwill(tc.yuan), IfVersion: two.Version})
			if tc.ok {
				require.NoError(t, err, "the case itself has not moved")
				require.Equal(t, complaint.Yuan(50), res.Case.Paid)
			} else {
				require.True(t, isRule(err, "limit"), "%v", err)
				require.ErrorIs(t, err, complaint.ErrNeedsApproval)
			}
			other.verify(two.ID)
		})
	}
}
