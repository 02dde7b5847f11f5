package complaint_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// fresh registers a complaint of somebody who never complained before.
func (b *bench) fresh(n int) *complaint.Case {
	b.Helper()
	in := guest()
	in.Complainant.Phone = fmt.Sprintf("1390000%04d", n)
	return b.register(in)
}

// voided returns the numbers that the desk's stream explains, each with its reason.
func (b *bench) voided(org string) []string {
	b.Helper()
	var out []string
	for _, r := range b.records("desk/" + org) {
		var e struct {
			What   string
			Detail []string
		}
		require.NoError(b, json.Unmarshal(r.Public, &e))
		if e.What == "number-voided" {
			out = append(out, e.Detail[0]+" "+e.Detail[1])
		}
	}
	return out
}

func TestCaseNumbersFollowThePattern(t *testing.T) {
	for _, tc := range []struct {
		pattern string
		want    []string
	}{
		{"GH{yy}{mm}-{seq:3}", []string{"GH2603-001", "GH2603-002"}},
		{"{yyyy}{mm}{dd}{seq:4}", []string{"202603040001", "202603040002"}},
		{"{yy}{mm}{seq:2}", []string{"260301", "260302"}},
		{"TS-{seq:1}", []string{"TS-1", "TS-2"}},
		{"A/{yyyy}#{seq:6}", []string{"A/2026#000001", "A/2026#000002"}},
	} {
		t.Run(tc.pattern, func(t *testing.T) {
			b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Numbers.Pattern = tc.pattern })
			for i, want := range tc.want {
				require.Equal(t, want, b.fresh(i).Number)
			}
		})
	}
}

func TestAMonthBeginsASeries(t *testing.T) {
	b := setup(t)
	require.Equal(t, "GH2603-001", b.fresh(1).Number)
	b.clock.Set(time.Date(2026, 3, 31, 15, 59, 59, 0, time.UTC)) // 23:59:59 in Shanghai
	require.Equal(t, "GH2603-002", b.fresh(2).Number)
	b.clock.Add(time.Second)
	require.Equal(t, "GH2604-001", b.fresh(3).Number, "the month is the playbook's, not UTC's")
	in := guest()
	in.Complainant.Phone, in.Received = "1377", time.Date(2026, 3, 31, 15, 0, 0, 0, time.UTC)
	require.Equal(t, "GH2604-002", b.register(in).Number, "a number tells when it was registered, not received")
}

func TestAFullSeriesGrowsWider(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Numbers.Pattern = "{yy}{mm}{seq:1}" })
	var last string
	for i := range 12 {
		last = b.fresh(i).Number
	}
	require.Equal(t, "260312", last, "intake is never refused because a pattern is used up")
}

func TestAVoidedNumberIsExplainedAndNeverUsedAgain(t *testing.T) {
	b := setup(t)
	require.Equal(t, "GH2603-001", b.fresh(1).Number)
	store := b.store.(*memstore.Store)
	lost := setupOn(t, &refuseCommits{Store: store, fail: true}, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Rand = newSeeded(2) })
	_, err := lost.desk.Register(lost.ctx, clerk, guest())
	require.Error(t, err)
	require.Equal(t, "GH2603-003", b.fresh(2).Number)
	require.Equal(t, []string{"GH2603-002 refused"}, b.voided("default"))
	v, err := b.desk.VerifyDesk(b.ctx, "default")
	require.NoError(t, err)
	require.True(t, v.OK(), v.Faults)
}

func TestARefusedSplitExplainsItsNumber(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Resolved)
	_, err := b.desk.Do(b.ctx, boss, c.ID, complaint.Split{Intake: guest()})
	require.ErrorIs(t, err, complaint.ErrNotAllowed)
	next := b.fresh(2).Number
	if next != "GH2603-002" {
		require.Equal(t, "GH2603-003", next)
		require.Equal(t, []string{"GH2603-002 refused"}, b.voided("default"))
	}
}

func TestAKeyKeepsItsNumberForTheNextTry(t *testing.T) {
	store := &refuseCommits{Store: memstore.New()}
	b := setupOn(t, store)
	store.fail = true
	_, err := b.desk.RegisterOnce(b.ctx, clerk, "mail-1", guest())
	require.Error(t, err)
	store.fail = false
	require.Equal(t, "GH2603-002", b.fresh(2).Number)
	reg, err := b.desk.RegisterOnce(b.ctx, clerk, "mail-1", guest())
	require.NoError(t, err)
	require.Equal(t, "GH2603-001", reg.Case.Number)
	require.Empty(t, b.voided("default"))
}

func TestNumbersAreUniqueAcrossTwoDesks(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store)
	two := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Rand = newSeeded(2) })
	seen := map[string]bool{}
	for i := range 10 {
		for n, b := range []*bench{one, two} {
			c := b.fresh(2*i + n)
			require.False(t, seen[c.Number], c.Number)
			seen[c.Number] = true
		}
	}
	require.Len(t, seen, 20)
}

func TestTheGapsExplainThemselves(t *testing.T) {
	for _, tc := range []struct {
		pattern string
		used    int
		gap     string
	}{
		{"GH{yy}{mm}-{seq:3}", 2, "GH2603-003"},
		{"{yy}{mm}{seq:2}", 2, "260303"},
		{"{seq:1}", 9, "10"},
		{"N{seq:1}", 11, "N12"},
	} {
		t.Run(tc.pattern, func(t *testing.T) {
			store := &refuseCommits{Store: memstore.New()}
			b := setupOn(t, store, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Numbers.Pattern = tc.pattern })
			for i := range tc.used {
				b.fresh(i)
			}
			gaps, err := b.desk.NumberGaps(b.ctx, boss)
			require.NoError(t, err)
			require.Empty(t, gaps)

			store.fail = true
			_, err = b.desk.Register(b.ctx, clerk, guest())
			require.Error(t, err)
			store.fail = false
			b.fresh(100)
			gaps, err = b.desk.NumberGaps(b.ctx, boss)
			require.NoError(t, err)
			require.Equal(t, []complaint.NumberGap{{Number: tc.gap, Reason: "refused"}}, gaps)
		})
	}
}

func TestAGapThatNobodyExplainsIsShown(t *testing.T) {
	b := setup(t)
	b.fresh(1)
	_, err := b.store.Reserve(b.ctx, "default", "GH2603-", "a process that ended")
	require.NoError(t, err)
	b.fresh(2)
	gaps, err := b.desk.NumberGaps(b.ctx, boss)
	require.NoError(t, err)
	require.Equal(t, []complaint.NumberGap{{Number: "GH2603-002"}}, gaps)
}

func TestGapsAreForWhoeverReachesEverything(t *testing.T) {
	b := setup(t)
	b.fresh(1)
	_, err := b.desk.NumberGaps(b.ctx, worker)
	require.ErrorIs(t, err, complaint.ErrForbidden, "other units' cases would look like gaps")
}
