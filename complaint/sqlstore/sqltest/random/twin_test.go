package random

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// overtaken is a store on which another node is first once, and which loses the answer that says so.
type overtaken struct {
	complaint.Store
	first func()
}

// Commit implements complaint.Store.
func (s *overtaken) Commit(ctx context.Context, u *complaint.Changeset) error {
	if first := s.first; first != nil && len(u.Cases) > 0 {
		s.first = nil
		first()
		return errWeather
	}
	return s.Store.Commit(ctx, u)
}

// TestTwoRequestsThatReadTheSameAreTwo has one person ask for the same thing on two nodes at the same instant. The second
// node's write fails without an answer; what it then finds in the ledger is the first node's entry, which reads the same.
func TestTwoRequestsThatReadTheSameAreTwo(t *testing.T) {
	store := &overtaken{Store: memstore.New()}
	c := newCrowd(t, 2, store)
	reg, err := c.desks[0].Register(t.Context(), c.house.desk, complaint.Intake{
		Channel: c.house.pb.Channels[0].Code, Severity: classify.Ordinary,
	})
	require.NoError(t, err)
	remind := func(desk *complaint.Desk) error {
		_, err := desk.Do(t.Context(), c.who, reg.Case.ID, complaint.Expedite{})
		return err
	}
	heard := 0
	store.first = func() {
		if remind(c.desks[1]) == nil {
			heard++
		}
	}
	if remind(c.desks[0]) == nil {
		heard++
	}
	after, err := c.desks[0].Case(t.Context(), c.who, reg.Case.ID)
	require.NoError(t, err)
	require.Equal(t, heard, after.Expedites, "whoever was told that it was done finds it done")
}
