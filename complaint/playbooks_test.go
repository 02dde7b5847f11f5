package complaint_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// variant is the house under another id and version.
func variant(id, version string, change func(*playbook.Playbook)) *playbook.Playbook {
	pb := house()
	pb.ID, pb.Version = id, version
	if change != nil {
		change(pb)
	}
	return pb
}

// openAll opens a desk with several playbooks on a new store.
func openAll(t *testing.T, pbs ...*playbook.Playbook) *bench {
	t.Helper()
	b := &bench{T: t, ctx: t.Context(), clock: new(handClock), store: memstore.New()}
	b.clock.Set(day)
	var err error
	b.desk, err = complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(1)}, pbs...)
	require.NoError(t, err)
	return b
}

func TestADeskWithSeveralPlaybooks(t *testing.T) {
	b := openAll(t, house(), variant("house", "2", nil), variant("annexe", "1", func(pb *playbook.Playbook) { pb.Numbers.Pattern = "AN-{seq:2}" }))
	for _, tc := range []struct {
		name, playbook string
		pin, number    string
	}{
		{"the first one is the default", "", "house@1", "GH2603-001"},
		{"a version by name", "house@2", "house@2", "GH2603-002"},
		{"another playbook by name", "annexe@1", "annexe@1", "AN-01"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := guest()
			in.Place = tc.name
			res, err := b.desk.Submit(b.ctx, complaint.Request{Actor: clerk, Command: in, Playbook: tc.playbook})
			require.NoError(t, err)
			require.Equal(t, tc.pin, res.Case.Playbook.ID+"@"+res.Case.Playbook.Version)
			require.Equal(t, tc.number, res.Case.Number)
			b.take(res.Case, complaint.Archived)
			b.verify(res.Case.ID)
		})
	}
	annexe, err := b.desk.Cases(b.ctx, boss, complaint.Query{Filter: complaint.Filter{Playbook: "annexe"}})
	require.NoError(t, err)
	require.Len(t, annexe.Cases, 1)
}

func TestTwoPlaybooksWhoseNumbersCollide(t *testing.T) {
	b := openAll(t, variant("house", "1", func(pb *playbook.Playbook) { pb.Numbers.Pattern = "1{seq:1}" }),
		variant("annexe", "1", func(pb *playbook.Playbook) { pb.Numbers.Pattern = "{seq:1}" }))
	require.Equal(t, "11", b.fresh(0).Number)
	ctx, cancel := context.WithTimeout(b.ctx, 3*time.Second)
	defer cancel()
	for i := range 11 {
		in := guest()
		in.Place = "annexe " + string(rune('a'+i))
		_, err := b.desk.Submit(ctx, complaint.Request{Actor: clerk, Command: in, Playbook: "annexe@1"})
		require.NoError(t, err, "intake is never refused for want of a number")
	}
}

func TestOpenRefuses(t *testing.T) {
	good := func() []*playbook.Playbook { return []*playbook.Playbook{house()} }
	for _, tc := range []struct {
		name  string
		store complaint.Store
		cfg   complaint.Config
		pbs   []*playbook.Playbook
		says  string
	}{
		{"no store", nil, complaint.Config{}, good(), "store"},
		{"no playbook", memstore.New(), complaint.Config{}, nil, "playbooks"},
		{"a playbook that is nil", memstore.New(), complaint.Config{}, []*playbook.Playbook{nil}, "playbook"},
		{"a bad playbook", memstore.New(), complaint.Config{}, []*playbook.Playbook{variant("house", "1", func(pb *playbook.Playbook) { pb.FallbackUnit = "x" })}, "desk"},
		{"a bad second playbook", memstore.New(), complaint.Config{}, []*playbook.Playbook{house(), variant("X", "1", nil)}, "playbook 1"},
		{"a negative bound of text", memstore.New(), complaint.Config{MaxText: -1}, good(), "MaxText"},
		{"a negative lease", memstore.New(), complaint.Config{DeliveryLease: -1}, good(), "Lease"},
		{"a short key", memstore.New(), complaint.Config{SearchKey: []byte("short")}, good(), "MatchKey"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := complaint.Open(t.Context(), tc.store, &tc.cfg, tc.pbs...)
			require.ErrorIs(t, err, complaint.ErrInvalid)
			require.ErrorContains(t, err, tc.says)
			require.ErrorContains(t, err, "redress: open")
		})
	}
	t.Run("every fault of a configuration at once", func(t *testing.T) {
		_, err := complaint.Open(t.Context(), memstore.New(), &complaint.Config{MaxText: -1, DeliveryAttempts: -1, MaxSleep: -1}, house())
		for _, field := range []string{"MaxText", "Attempts", "Idle"} {
			require.ErrorContains(t, err, field)
		}
	})
	t.Run("a version that is stored with other content", func(t *testing.T) {
		store := memstore.New()
		_, err := complaint.Open(t.Context(), store, nil, house())
		require.NoError(t, err)
		_, err = complaint.Open(t.Context(), store, nil, variant("house", "1", func(pb *playbook.Playbook) { pb.MaxReturns = 3 }))
		require.ErrorIs(t, err, complaint.ErrConflict)
	})
	t.Run("a calendar version that is stored with other content", func(t *testing.T) {
		store := memstore.New()
		_, err := complaint.Open(t.Context(), store, nil, house())
		require.NoError(t, err)
		_, err = complaint.Open(t.Context(), store, nil, variant("house", "2", func(pb *playbook.Playbook) {
			pb.Calendars[0].Week = sla.Weekdays("10:00-16:00")
		}))
		require.ErrorIs(t, err, complaint.ErrConflict)
	})
}

func TestWhatTheHostDoesToItsPlaybookLaterChangesNothing(t *testing.T) {
	pb := house()
	b := openAll(t, pb)
	pb.Channels[0].Code, pb.MaxReturns, pb.Grants = "pigeon", 0, nil
	pb.Targets[1].Terms[1].Term = sla.Term{Span: sla.Minutes(1)}
	c := b.register(guest())
	require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
	b.do(worker, b.take(c, complaint.Dispatched), complaint.SendBack{Reason: "wrong-unit"})
}

func TestOpeningTwiceWritesOnce(t *testing.T) {
	b := openAll(t, house())
	before := len(b.records("desk/default"))
	_, err := complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock}, house())
	require.NoError(t, err)
	require.Len(t, b.records("desk/default"), before)
}

func TestACaseKeepsItsRulesOnADeskThatHasThemNot(t *testing.T) {
	b := openAll(t, house())
	c := b.in(complaint.Dispatched)
	other, err := complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, variant("annexe", "1", nil))
	require.NoError(t, err)
	b.desk = other
	c = b.do(worker, c, complaint.TakeOn{})
	require.Equal(t, "house", c.Playbook.ID)
	b.clock.Add(30 * 24 * hour)
	b.sweep()
	b.verify(c.ID)
}
