package complaint_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// outage is a store that counts its calls and fails as told.
type outage struct {
	complaint.Store
	calls atomic.Int64
	down  atomic.Bool
	fault error                                            // what it says when it is down; errDisk when nil
	drop  atomic.Pointer[func(*complaint.Changeset) error] // refuses units, while there is one
	saw   func(q complaint.Query)                          // called after a query
	hold  func(ctx context.Context, id string)             // called before a unit with cases is written
}

func (s *outage) ask() error {
	s.calls.Add(1)
	if !s.down.Load() {
		return nil
	}
	if s.fault != nil {
		return s.fault
	}
	return errDisk
}

func (s *outage) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	if err := s.ask(); err != nil {
		return nil, err
	}
	return s.Store.Load(ctx, id)
}

func (s *outage) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if err := s.ask(); err != nil {
		return complaint.Page{}, err
	}
	page, err := s.Store.Query(ctx, q)
	if s.saw != nil {
		s.saw(q)
	}
	return page, err
}

func (s *outage) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	if err := s.ask(); err != nil {
		return nil, err
	}
	return s.Store.Entries(ctx, stream, after, limit)
}

func (s *outage) Commit(ctx context.Context, u *complaint.Changeset) error {
	if err := s.ask(); err != nil {
		return err
	}
	if s.hold != nil && len(u.Cases) > 0 {
		s.hold(ctx, string(u.Cases[0].Case.ID))
	}
	if drop := s.drop.Load(); drop != nil {
		if err := (*drop)(u); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.Store.Commit(ctx, u)
}

// refuse has the store refuse what drop does, from now on.
func (s *outage) refuse(drop func(*complaint.Changeset) error) { s.drop.Store(&drop) }

// diary is a log that may be read while it is written.
type diary struct {
	mu sync.Mutex
	bytes.Buffer
}

func (d *diary) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Buffer.Write(b)
}

func (d *diary) count(what string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Count(d.String(), what)
}

// nodeOn opens a desk in a bubble, whose clock is the bubble's.
func nodeOn(t *testing.T, store complaint.Store, seed byte, change ...func(*complaint.Config)) *complaint.Desk {
	t.Helper()
	cfg := &complaint.Config{Clock: clock.New(), Rand: newSeeded(seed)}
	for _, f := range change {
		f(cfg)
	}
	desk, err := complaint.Open(t.Context(), store, cfg, house())
	require.NoError(t, err)
	return desk
}

// start lets a desk run until the test ends it.
func start(t *testing.T, desk *complaint.Desk) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- desk.Run(ctx) }()
	synctest.Wait()
	return func() error {
		cancel()
		return <-done
	}
}

// intake registers the nth complaint of a test.
func intake(t *testing.T, desk *complaint.Desk, n int) *complaint.Case {
	t.Helper()
	in := guest()
	in.Place, in.Complainant.Phone = fmt.Sprint(1000+n), fmt.Sprint(13900000000+n)
	reg, err := desk.Register(t.Context(), clerk, in)
	require.NoError(t, err)
	return reg.Case
}
