package complaint_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// late is a server that goes on with a commit whose connection is gone: it says that it does not know, and the next one
// who writes waits until it is done, or has failed.
type late struct {
	complaint.Store
	armed bool
	lands bool
	deaf  bool // the second commit is not answered either
	held  *complaint.Changeset
}

func (s *late) Commit(ctx context.Context, u *complaint.Changeset) error {
	switch {
	case s.armed:
		s.armed, s.held = false, u
		return fmt.Errorf("%w: %w", complaint.ErrUnknown, io.ErrUnexpectedEOF)
	case s.held != nil && s.deaf:
		s.held = nil
		return fmt.Errorf("%w: %w", complaint.ErrUnknown, io.ErrUnexpectedEOF)
	case s.held != nil && s.lands:
		if err := s.Store.Commit(ctx, s.held); err != nil {
			return err
		}
	}
	s.held = nil
	return s.Store.Commit(ctx, u)
}

// An unknown commit is not denied after one look: the entry may still appear.
func TestAnUnknownCommitIsDoneOnceOrSaidToBeUnknown(t *testing.T) {
	for _, c := range []struct {
		name  string
		store late
		known bool
	}{
		{"it lands after all", late{lands: true}, true},
		{"it never does", late{}, true},
		{"nobody can tell", late{deaf: true}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := &c.store
			store.Store = memstore.New()
			b := setupOn(t, store)
			registered := b.register(guest())
			store.armed = true
			_, err := b.desk.Do(b.ctx, clerk, registered.ID, complaint.Expedite{})
			if !c.known {
				var unknown *complaint.Error
				require.ErrorAs(t, err, &unknown)
				require.Equal(t, "outcome", unknown.Rule)
				require.NotErrorIs(t, err, complaint.ErrConflict)
				return
			}
			require.NoError(t, err)
			after, err := store.Load(b.ctx, registered.ID)
			require.NoError(t, err)
			require.Equal(t, 1, after.Expedites)
			b.verify(registered.ID)
		})
	}
}

// quicker is a store on which somebody else is quicker than a sweep: between its look at what is due and its tick.
type quicker struct {
	complaint.Store
	first func()
}

func (s *quicker) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	page, err := s.Store.Query(ctx, q)
	if first := s.first; first != nil && len(page.Cases) > 0 && !q.WakeUntil.IsZero() {
		s.first = nil
		first()
	}
	return page, err
}

func TestACaseThatSomebodySettledMeanwhileIsNotSetAside(t *testing.T) {
	store := &quicker{Store: memstore.New()}
	b := setupOn(t, store)
	c := b.register(guest())
	b.clock.Set(c.Wake)
	store.first = func() { b.do(clerk, c, complaint.Withdraw{}) }
	require.Zero(t, b.sweep().Parked)
	require.Nil(t, store.first, "it was overtaken")
	after, err := store.Load(b.ctx, c.ID)
	require.NoError(t, err)
	require.True(t, after.Wake.IsZero(), "nothing is armed any more")
}
