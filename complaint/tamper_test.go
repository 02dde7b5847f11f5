package complaint_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// tampered is a store somebody has changed behind the desk's back.
type tampered struct {
	complaint.Store
	records func([]complaint.Record) []complaint.Record
	row     func(*complaint.Case)
}

func (s *tampered) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	got, err := s.Store.Entries(ctx, stream, after, limit)
	if s.records != nil && bytes.HasPrefix([]byte(stream), []byte("case/")) {
		got = slices.Clone(got)
		for i := range got {
			got[i].Public, got[i].Box = slices.Clone(got[i].Public), slices.Clone(got[i].Box)
		}
		got = s.records(got)
	}
	return got, err
}

func (s *tampered) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	c, err := s.Store.Load(ctx, id)
	if s.row != nil && err == nil {
		changed := *c
		s.row(&changed)
		return &changed, nil
	}
	return c, err
}

// tampering is a desk on a store that the test changes behind its back.
func (b *bench) tampering() (*tampered, func(complaint.CaseID) []error) {
	b.Helper()
	s := &tampered{Store: b.store}
	desk, err := complaint.Open(b.ctx, s, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
	require.NoError(b, err)
	return s, func(id complaint.CaseID) []error {
		v, err := desk.Verify(b.ctx, id)
		require.NoError(b, err)
		return v.Faults
	}
}

func TestVerifyFindsASingleChangedByte(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	c = b.do(clerk, c, complaint.Assess{}, complaint.Note{Text: "回电"})
	store, faults := b.tampering()
	require.Empty(t, faults(c.ID), "nothing was changed yet")

	records, err := b.desk.Export(b.ctx, boss, c.ID)
	require.NoError(t, err)
	for n, r := range records {
		for part, length := range map[string]int{"public": len(r.Public), "box": len(r.Box), "hash": len(r.Hash), "prev": len(r.Prev)} {
			for i := range length {
				store.records = func(rs []complaint.Record) []complaint.Record {
					if n >= len(rs) {
						return rs
					}
					switch part {
					case "public":
						rs[n].Public[i] ^= 1
					case "box":
						rs[n].Box[i] ^= 1
					case "hash":
						rs[n].Hash[i] ^= 1
					case "prev":
						rs[n].Prev[i] ^= 1
					}
					return rs
				}
				require.NotEmpty(t, faults(c.ID), "entry %d, %s, byte %d", n+1, part, i)
			}
		}
	}
}

func TestVerifyFindsMissingAndForeignEntries(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	c = b.do(clerk, c, complaint.Assess{}, complaint.Note{Text: "回电"})
	for name, change := range map[string]func([]complaint.Record) []complaint.Record{
		"the last entry is gone": func(rs []complaint.Record) []complaint.Record { return rs[:max(len(rs)-1, 0)] },
		"an entry in the middle": func(rs []complaint.Record) []complaint.Record {
			return slices.Delete(rs, min(1, len(rs)), min(2, len(rs)))
		},
		"an entry twice":            func(rs []complaint.Record) []complaint.Record { return append(rs, rs...) },
		"a box is gone, not erased": dropBox,
		"two entries have their places changed": func(rs []complaint.Record) []complaint.Record {
			if len(rs) > 2 {
				rs[1], rs[2] = rs[2], rs[1]
			}
			return rs
		},
	} {
		store, faults := b.tampering()
		store.records = change
		require.NotEmpty(t, faults(c.ID), name)
	}
}

func dropBox(rs []complaint.Record) []complaint.Record {
	if len(rs) > 0 {
		rs[0].Box = nil
	}
	return rs
}

func TestVerifyFindsAChangedCaseRow(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	for name, change := range map[string]func(*complaint.Case){
		"state":    func(c *complaint.Case) { c.State = complaint.Closed },
		"severity": func(c *complaint.Case) { c.Severity++ },
		"money":    func(c *complaint.Case) { c.Paid = complaint.Yuan(1) },
		"number":   func(c *complaint.Case) { c.Number += "0" },
		"head":     func(c *complaint.Case) { c.Head[0] ^= 1 },
		"clock":    func(c *complaint.Case) { c.Clocks = c.Clocks[1:] },
		"version":  func(c *complaint.Case) { c.Version++ },
	} {
		store, faults := b.tampering()
		store.row = change
		require.NotEmpty(t, faults(c.ID), name)
	}
}

// forgetful is a store whose lists are not what its cases say.
type forgetful struct {
	complaint.Store
	hides func(q *complaint.Query) bool // the case is missing from the answer to a question
	shows bool                          // closed cases are open, and ones without a wake have one
}

func (s *forgetful) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if s.hides(&q) {
		return complaint.Page{}, nil
	}
	if s.shows {
		q.Open, q.Order, q.WakeUntil, q.After = false, complaint.ByID, time.Time{}, complaint.Cursor{}
	}
	return s.Store.Query(ctx, q)
}

// What a list hides nobody works on, and a wake that is wrong lets a time limit pass unseen.
func TestVerifyFindsACaseThatListsDoNotShow(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Dispatched), complaint.TakeOn{})
	c = b.do(clerk, c, complaint.Tag{Add: []string{"vip", "noise"}})
	require.NotEmpty(t, c.Unit)
	require.NotEmpty(t, c.Owner)
	require.False(t, c.Wake.IsZero())
	before := func(q *complaint.Query) bool { return q.Order == complaint.ByWake && q.After.Time.Before(c.Wake) }
	for name, hides := range map[string]func(q *complaint.Query) bool{
		"columns":      func(q *complaint.Query) bool { return q.Org != "" && q.Number != "" && q.Unit != "" },
		"number":       func(q *complaint.Query) bool { return q.Number != "" },
		"organisation": func(q *complaint.Query) bool { return q.Org != "" },
		"playbook":     func(q *complaint.Query) bool { return q.Playbook != "" },
		"unit":         func(q *complaint.Query) bool { return q.Unit != "" },
		"owner":        func(q *complaint.Query) bool { return q.Owner != "" },
		"state":        func(q *complaint.Query) bool { return len(q.States) > 0 },
		"severity":     func(q *complaint.Query) bool { return len(q.Severities) > 0 },
		"receipt":      func(q *complaint.Query) bool { return !q.ReceivedTo.IsZero() },
		"tag noise":    func(q *complaint.Query) bool { return q.Tag == "noise" },
		"end":          func(q *complaint.Query) bool { return q.Open },
		"wake":         before,
	} {
		desk, err := complaint.Open(b.ctx, &forgetful{b.store, hides, false}, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
		require.NoError(t, err)
		v, err := desk.Verify(b.ctx, c.ID)
		require.NoError(t, err)
		require.NotEmpty(t, v.Faults, name)
		require.ErrorContains(t, errors.Join(v.Faults...), "its "+name)
	}

	showing := func(c *complaint.Case) []error {
		all := func(*complaint.Query) bool { return false }
		desk, err := complaint.Open(b.ctx, &forgetful{b.store, all, true}, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
		require.NoError(t, err)
		v, err := desk.Verify(b.ctx, c.ID)
		require.NoError(t, err)
		return v.Faults
	}
	require.Len(t, showing(c), 1, "a wake after its own")
	b = setup(t)
	done := b.in(complaint.Archived)
	require.True(t, done.State.Ended())
	require.True(t, done.Wake.IsZero())
	faults := showing(done)
	require.Len(t, faults, 2)
	require.ErrorContains(t, faults[0], "its end")
	require.ErrorContains(t, faults[1], "its wake")
}

// oneEach is a store whose pages hold one case.
type oneEach struct{ complaint.Store }

func (s oneEach) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	q.Limit = 1
	return s.Store.Query(ctx, q)
}

// Each organisation counts by itself, so a number is that of several cases.
func TestVerifyFindsACaseBehindOthersWithItsNumber(t *testing.T) {
	b := setup(t)
	cases := []*complaint.Case{b.register(guest())}
	elsewhere := clerk
	for _, elsewhere.Org = range []string{"north", "south"} {
		reg, err := b.desk.Register(b.ctx, elsewhere, guest())
		require.NoError(t, err)
		require.Equal(t, cases[0].Number, reg.Case.Number)
		cases = append(cases, reg.Case)
	}
	desk, err := complaint.Open(b.ctx, oneEach{b.store}, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
	require.NoError(t, err)
	for _, c := range cases {
		v, err := desk.Verify(b.ctx, c.ID)
		require.NoError(t, err)
		require.Empty(t, v.Faults)
	}
}
