package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestARequestWithAKeyIsDoneOnce(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Note{Text: "看过现场"}, Key: "call-17"}
	first, err := b.desk.Submit(b.ctx, req)
	require.NoError(t, err)
	require.False(t, first.Replayed)
	require.Equal(t, c.Version+1, first.Seq)
	b.clock.Add(hour)
	b.do(worker, c, complaint.Respond{})
	before := b.stored()

	again, err := b.desk.Submit(b.ctx, req)
	require.NoError(t, err)
	require.True(t, again.Replayed)
	require.Empty(t, again.How, "of a registration only")
	require.Equal(t, first.Seq, again.Seq, "the entry that the first one wrote")
	require.Equal(t, b.reload(c).Version, again.Case.Version, "the case as it is now")
	require.Equal(t, before, b.stored())
}

func TestAKeyIsForOneRequestOnly(t *testing.T) {
	base := func(c *complaint.Case) complaint.Request {
		return complaint.Request{Actor: lead, Case: c.ID, Command: complaint.Note{Text: "x"}, Key: "k"}
	}
	for _, tc := range []struct {
		name   string
		change func(*complaint.Request, *bench)
	}{
		{"another text", func(r *complaint.Request, _ *bench) { r.Command = complaint.Note{Text: "y"} }},
		{"another command", func(r *complaint.Request, _ *bench) { r.Command = complaint.Respond{Text: "x"} }},
		{"another actor", func(r *complaint.Request, _ *bench) { r.Actor = boss }},
		{"another case", func(r *complaint.Request, b *bench) { r.Case = b.another().ID }},
		{"another time", func(r *complaint.Request, _ *bench) { r.At = day }},
		{"another version", func(r *complaint.Request, _ *bench) { r.IfVersion = 4 }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.in(complaint.Investigating)
			_, err := b.desk.Submit(b.ctx, base(c))
			require.NoError(t, err)
			req := base(c)
			tc.change(&req, b)
			b.refuseRequest(req, complaint.ErrDuplicate)
			req.Key = "k2"
			_, err = b.desk.Submit(b.ctx, req)
			require.NotErrorIs(t, err, complaint.ErrDuplicate)
		})
	}
}

func TestKeysAreTheOrganisations(t *testing.T) {
	b := setup(t)
	first, err := b.desk.RegisterOnce(b.ctx, clerk, "mail-1", guest())
	require.NoError(t, err)
	there := clerk
	there.Org = "elsewhere"
	second, err := b.desk.RegisterOnce(b.ctx, there, "mail-1", guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowNew, second.How)
	require.NotEqual(t, first.Case.ID, second.Case.ID)
	require.Equal(t, first.Case.Number, second.Case.Number, "each organisation has series of its own")
}

func TestAKeySurvivesANewDesk(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store)
	first, err := one.desk.RegisterOnce(one.ctx, clerk, "mail-1", guest())
	require.NoError(t, err)
	two := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Rand = newSeeded(2) })
	two.clock.Add(hour)
	again, err := two.desk.RegisterOnce(two.ctx, clerk, "mail-1", guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowReplayed, again.How)
	require.Equal(t, first.Case, again.Case)
	changed := guest()
	changed.Text = "别的事"
	_, err = two.desk.RegisterOnce(two.ctx, clerk, "mail-1", changed)
	require.ErrorIs(t, err, complaint.ErrDuplicate)
}

func TestARefusedRequestLeavesItsKeyFree(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Assessed)
	req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.TakeOn{}, Key: "k"}
	_, err := b.desk.Submit(b.ctx, req)
	require.Error(t, err)
	b.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
	res, err := b.desk.Submit(b.ctx, req)
	require.NoError(t, err)
	require.Equal(t, complaint.Investigating, res.Case.State)
}

func TestARepeatedReminderWithAKeyCountsOnce(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	for range 3 {
		reg, err := b.desk.RegisterOnce(b.ctx, clerk, "mail-2", guest())
		require.NoError(t, err)
		require.Equal(t, c.ID, reg.Case.ID)
		require.Equal(t, 1, reg.Case.Expedites)
	}
}

func TestIfVersion(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Note{Text: "x"}, IfVersion: c.Version}
	res, err := b.desk.Submit(b.ctx, req)
	require.NoError(t, err)
	refusal := b.refuseRequest(req, complaint.ErrConflict)
	require.Equal(t, complaint.Investigating, refusal.State)
	req.IfVersion = res.Case.Version
	_, err = b.desk.Submit(b.ctx, req)
	require.NoError(t, err)
}

func TestIfVersionSeesTheCaseAsItWasRead(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.clock.Add(hour) // a step of time falls due meanwhile, which nobody has recorded
	req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Note{Text: "x"}, IfVersion: b.reload(c).Version}
	res, err := b.desk.Submit(b.ctx, req)
	require.NoError(t, err, "catching up is no conflict")
	require.Greater(t, res.Case.Version, c.Version+1)
}

func TestAClosedDesk(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.desk.Close()
	b.refuse(worker, c, complaint.Note{Text: "x"}, complaint.ErrClosed)
}

func TestRecordedTimeNeverRunsBackwards(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.clock.Add(hour)
	c = b.do(worker, c, complaint.Respond{})
	b.clock.Add(-2 * time.Hour)
	c = b.do(worker, c, complaint.Note{Text: "x"})
	last := time.Time{}
	for _, e := range b.ledger(c.ID) {
		require.False(t, e.Recorded.Before(last))
		last = e.Recorded
	}
	b.verify(c.ID)
}
