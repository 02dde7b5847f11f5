package complaint_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestAStoreThatFailsStoresNothing(t *testing.T) {
	store := &refuseCommits{Store: memstore.New()}
	b := setupOn(t, store)
	c := b.in(complaint.Investigating)
	store.fail = true
	refusal := b.refuse(worker, c, complaint.Note{Text: "x"}, complaint.ErrInternal)
	require.ErrorIs(t, refusal, errDisk, "the cause is kept")
	store.fail = false
	b.do(worker, c, complaint.Note{Text: "x"})
	b.verify(c.ID)
}

func TestAnUnknownOutcomeIsLookedUp(t *testing.T) {
	store := &loseAnswers{Store: memstore.New()}
	b := setupOn(t, store)
	c := b.in(complaint.Investigating)
	store.fail = true
	c = b.do(worker, c, complaint.Note{Text: "x"})
	require.EqualValues(t, 5, c.Version, "it was written, and written once")
	require.Equal(t, c, b.reload(c))
}

func TestAnOutcomeThatCannotBeLookedUpSaysSo(t *testing.T) {
	store := &blind{loseAnswers{Store: memstore.New()}}
	b := setupOn(t, store)
	c := b.in(complaint.Investigating)
	store.fail = true
	_, err := b.desk.Do(b.ctx, worker, c.ID, complaint.Note{Text: "x"})
	var refusal *complaint.Error
	require.ErrorAs(t, err, &refusal)
	require.ErrorIs(t, err, complaint.ErrInternal)
	require.Equal(t, "outcome", refusal.Rule)
}

func TestALostRaceIsDecidedAgain(t *testing.T) {
	store := &raceOnce{Store: memstore.New()}
	one := setupOn(t, store)
	two := setupOn(t, store.Store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock, cfg.Rand = one.clock, newSeeded(2) })
	c := one.in(complaint.Dispatched)

	t.Run("on the case as it is then", func(t *testing.T) {
		store.before = func() { two.do(lead, c, complaint.Note{Text: "抢先"}) }
		c = one.do(worker, c, complaint.Note{Text: "x"})
		require.EqualValues(t, 5, c.Version)
	})
	t.Run("and may be refused then", func(t *testing.T) {
		store.before = func() { two.do(clerk, c, complaint.Withdraw{}) }
		_, err := one.desk.Do(one.ctx, worker, c.ID, complaint.TakeOn{})
		require.ErrorIs(t, err, complaint.ErrNotAllowed)
	})
	t.Run("unless a version was asked for", func(t *testing.T) {
		c := one.another()
		store.before = func() { two.do(clerk, c, complaint.Note{Text: "抢先"}) }
		_, err := one.desk.Submit(one.ctx, complaint.Request{Actor: clerk, Case: c.ID, Command: complaint.Note{Text: "x"}, IfVersion: 1})
		require.ErrorIs(t, err, complaint.ErrConflict)
	})
	stats, err := one.desk.Stats(one.ctx, boss)
	require.NoError(t, err)
	require.EqualValues(t, 3, stats.Conflicts, "every lost race counts")
}

func TestTwoDesksTakeInTheSameComplaintAtOnce(t *testing.T) {
	store := &raceOnce{Store: memstore.New()}
	one := setupOn(t, store)
	two := setupOn(t, store.Store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock, cfg.Rand = one.clock, newSeeded(2) })
	store.before = func() {
		_, err := two.desk.RegisterOnce(two.ctx, clerk, "mail-1", guest())
		require.NoError(t, err)
	}
	reg, err := one.desk.RegisterOnce(one.ctx, clerk, "mail-1", guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowReplayed, reg.How)
	page, err := one.desk.Cases(one.ctx, boss, complaint.Query{})
	require.NoError(t, err)
	require.Len(t, page.Cases, 1)
}

func TestACancelledCallerStoresNothing(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	ctx, cancel := context.WithCancel(b.ctx)
	cancel()
	before := b.stored()
	_, err := b.desk.Do(ctx, worker, c.ID, complaint.Note{Text: "x"})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, before, b.stored())
}

func TestAHostsPanicIsAnError(t *testing.T) {
	bad := false
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) {
		cfg.Staff = func() *complaint.Staff {
			if bad {
				panic("directory: no such person 王先生")
			}
			return nil
		}
	})
	c := b.in(complaint.Investigating)
	bad = true
	refusal := b.refuse(worker, c, complaint.Note{Text: "x"}, complaint.ErrInternal)
	require.Equal(t, "panic", refusal.Rule)
	require.NotContains(t, refusal.Error(), "王先生", "what a host panics with may be personal")
	require.Less(t, len(refusal.Error()), 300)
	bad = false
	b.do(worker, c, complaint.Note{Text: "x"})
}
