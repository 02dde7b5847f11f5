package complaint_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// inFlight is a store on which a commit of somebody else lands between two looks: after a key was asked for so many times,
// and before the answer to the question is used; or before a commit.
type inFlight struct {
	complaint.Store
	looks    int
	atCommit bool
	lands    func()
}

// Commit says of a case and a key that are both taken that the case is.
func (s *inFlight) Commit(ctx context.Context, u *complaint.Changeset) error {
	if s.atCommit {
		s.atCommit = false
		s.lands()
	}
	err := s.Store.Commit(ctx, u)
	if errors.Is(err, complaint.ErrDuplicate) {
		return complaint.ErrConflict
	}
	return err
}

func (s *inFlight) Receipt(ctx context.Context, org, key string) (complaint.Receipt, error) {
	r, err := s.Store.Receipt(ctx, org, key)
	if s.looks--; s.looks == 0 {
		s.lands()
	}
	return r, err
}

// A node dies while its commit is under way; whoever asked asks another node with the same key. The commit lands when that
// node has looked for the key and not yet for the case: it finds a case that refuses what it has done already.
func TestARequestWhoseFirstTryIsInFlightIsNotRefused(t *testing.T) {
	for name, req := range map[string]complaint.Request{
		"it would not be allowed twice": {Actor: clerk, Key: "a", Command: complaint.Assess{}},
		"of a version":                  {Actor: clerk, Key: "a", Command: complaint.Note{Text: "回电"}, IfVersion: 1},
	} {
		for looks := 1; looks <= 3; looks++ { // the third is the commit
			t.Run(name, func(t *testing.T) {
				store := memstore.New()
				b := setupOn(t, store)
				c := b.register(guest())
				req.Case = c.ID
				if req.IfVersion > 0 {
					req.IfVersion = c.Version
				}
				var first complaint.Result
				other := &inFlight{Store: store, lands: func() {
					var err error
					first, err = b.desk.Submit(b.ctx, req)
					require.NoError(t, err)
				}}
				desk, err := complaint.Open(b.ctx, other, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
				require.NoError(t, err)
				other.looks, other.atCommit = looks, looks == 3

				again, err := desk.Submit(b.ctx, req)
				require.NoError(t, err)
				require.True(t, again.Replayed)
				require.Equal(t, first.Seq, again.Seq)
				require.Equal(t, first.Case.Version, again.Case.Version)
			})
		}
	}
}

// A key that came with something else is no answer, and neither is a refusal of another request.
func TestAnotherRequestInFlightDoesNotAnswer(t *testing.T) {
	store := memstore.New()
	b := setupOn(t, store)
	c := b.register(guest())
	other := &inFlight{Store: store, looks: 2, lands: func() {
		_, err := b.desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: c.ID, Key: "a", Command: complaint.Note{Text: "回电"}})
		require.NoError(t, err)
		b.do(clerk, c, complaint.Assess{})
	}}
	desk, err := complaint.Open(b.ctx, other, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
	require.NoError(t, err)
	_, err = desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: c.ID, Key: "a", Command: complaint.Assess{}})
	require.ErrorIs(t, err, complaint.ErrDuplicate)

	other.looks = 0
	_, err = desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: c.ID, Key: "b", Command: complaint.Assess{}})
	require.ErrorIs(t, err, complaint.ErrNotAllowed)
}
