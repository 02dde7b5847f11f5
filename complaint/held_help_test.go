// What a hostile review once broke, and how it is held now. These are the stores, clocks and sealers it used.

package complaint_test

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

type stepBack struct {
	h    *handClock
	once atomic.Bool
	back time.Duration
}

func (c *stepBack) Now() time.Time {
	if c.once.Swap(false) {
		return c.h.Now()
	}
	return c.h.Now().Add(-c.back)
}

type onceBlind struct {
	complaint.Store
	commit, entries bool
}

func (s *onceBlind) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := s.Store.Commit(ctx, u)
	if s.commit && len(u.Cases) > 0 {
		s.commit = false
		return errDisk
	}
	return err
}

func (s *onceBlind) Entries(ctx context.Context, st string, a int64, l int) ([]complaint.Record, error) {
	if s.entries && !s.commit {
		s.entries = false
		return nil, errDisk
	}
	return s.Store.Entries(ctx, st, a, l)
}

type loadHook struct {
	complaint.Store
	after func()
}

func (s *loadHook) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	c, err := s.Store.Load(ctx, id)
	if f := s.after; f != nil {
		s.after = nil
		f()
	}
	return c, err
}

func erasing(pb *playbook.Playbook) {
	pb.Retention = sla.Days(30)
	pb.Targets = append(pb.Targets, sla.Target{
		Name: "erasure", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(30)}}}, Start: entered("closed"),
		Steps: []sla.Step{{ID: "do", At: sla.AtDue(), Do: map[string]string{"command": "erase"}}},
	})
}

type keyGone struct{}

func (keyGone) Seal(p []byte) ([]byte, error) { return p, nil }

func (keyGone) Open(b []byte) ([]byte, error) {
	if len(b) < 60 {
		return nil, complaint.ErrKeyDestroyed
	}
	return b, nil
}

var _ = errors.Is

type peek struct {
	complaint.Store
	got *complaint.Receipt
}

func (s *peek) Commit(ctx context.Context, u *complaint.Changeset) error {
	if u.Receipt != nil {
		s.got = u.Receipt
	}
	return s.Store.Commit(ctx, u)
}

type docFlaky struct {
	complaint.Store
	fail bool
}

func (s *docFlaky) Document(ctx context.Context, kind, id string) (complaint.Document, error) {
	if s.fail && kind == "playbook" {
		s.fail = false
		return complaint.Document{}, errDisk
	}
	return s.Store.Document(ctx, kind, id)
}

type panicSealer struct{}

func (p *panicSealer) Seal(b []byte) ([]byte, error) { return b, nil }

func (p *panicSealer) Open(b []byte) ([]byte, error) { panic("boom") }

type deadline struct {
	complaint.Store
	down bool
}

func (s *deadline) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	if s.down {
		return nil, errors.New("connection reset")
	}
	return s.Store.Load(ctx, id)
}
