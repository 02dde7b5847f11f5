package complaint_test

import (
	"context"
	"errors"

	"github.com/redress-go/redress/complaint"
)

var errDisk = errors.New("the disk is full")

// refuseCommits is a store that, while it fails, refuses every unit with cases in it and stores nothing.
type refuseCommits struct {
	complaint.Store
	fail bool
}

func (s *refuseCommits) Commit(ctx context.Context, u *complaint.Changeset) error {
	if s.fail && len(u.Cases) > 0 {
		return errDisk
	}
	return s.Store.Commit(ctx, u)
}

// loseAnswers is a store that, while it fails, stores a unit and then reports an error: the outcome is unknown.
type loseAnswers struct {
	complaint.Store
	fail bool
}

func (s *loseAnswers) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := s.Store.Commit(ctx, u)
	if err == nil && s.fail && len(u.Cases) > 0 {
		return errDisk
	}
	return err
}

// blind is loseAnswers that cannot be asked afterwards either.
type blind struct{ loseAnswers }

func (s *blind) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	if s.fail {
		return nil, errDisk
	}
	return s.loseAnswers.Entries(ctx, stream, after, limit)
}

// raceOnce is a store in which somebody else writes to the case just before the first commit.
type raceOnce struct {
	complaint.Store
	before func()
}

func (s *raceOnce) Commit(ctx context.Context, u *complaint.Changeset) error {
	if f := s.before; f != nil && len(u.Cases) > 0 {
		s.before = nil
		f()
	}
	return s.Store.Commit(ctx, u)
}
