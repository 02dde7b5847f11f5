package complaint_test

import (
	"testing"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/stretchr/testify/require"
)

func TestANumberIsNotVoidedWhenTheOutcomeIsUnknown(t *testing.T) {
	s := &blind{loseAnswers{Store: memstore.New()}}
	b := setupOn(t, s)
	once := &onceBlind{Store: s.Store}
	d, err := complaint.Open(b.ctx, once, &complaint.Config{Clock: b.clock, Rand: newSeeded(3)}, house())
	require.NoError(t, err)
	once.commit, once.entries = true, true
	_, err = d.Register(b.ctx, clerk, guest())
	t.Log(err)
	page, _ := d.Cases(b.ctx, boss, complaint.Query{})
	require.Len(t, page.Cases, 1)
	gaps, err := d.NumberGaps(b.ctx, boss)
	t.Log(page.Cases[0].Number, gaps, err)
	require.Empty(t, gaps, "a number a case carries was voided")
}

func TestWhatTheHostDoesToItsSliceReachesNoCase(t *testing.T) {
	b := setup(t)
	in := guest()
	in.About = []string{"u2"}
	c := b.register(in)
	in.About[0] = "nobody"
	got, _ := b.desk.Case(b.ctx, clerk, c.ID)
	t.Log(got.About)
	b.do(clerk, c, complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
	_, err := b.desk.Do(b.ctx, worker, c.ID, complaint.TakeOn{})
	t.Log("take-on by the person complained about:", err)
	b.verify(c.ID)
}

func TestAComplaintIsNotLostWhenItsCaseIsClosedMeanwhile(t *testing.T) {
	s := &raceOnce{Store: memstore.New()}
	b := setupOn(t, s)
	in := guest()
	in.Severity = classify.Minor
	c := b.register(in)
	other, err := complaint.Open(b.ctx, s.Store, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house())
	require.NoError(t, err)
	s.before = func() {
		_, err := other.Do(b.ctx, clerk, c.ID, complaint.CloseDirectly{})
		require.NoError(t, err)
	}
	reg, err := b.desk.Register(b.ctx, clerk, in)
	t.Log(reg.How, err)
	require.NoError(t, err, "a new complaint is refused")
}

func TestARepeatStaysWithinItsPlaybook(t *testing.T) {
	b := setup(t)
	other := house()
	other.ID = "bank"
	other.Numbers.Pattern = "BK{yy}-{seq:3}"
	for i := range other.Roles {
		if other.Roles[i].Code == "clerk" {
			other.Roles[i].Code = "teller"
		}
	}
	for i := range other.Grants {
		for k, r := range other.Grants[i].Roles {
			if r == "clerk" {
				other.Grants[i].Roles[k] = "teller"
			}
		}
	}
	d, err := complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(9)}, house(), other)
	require.NoError(t, err)
	b.register(guest())
	teller := clerk
	teller.Role = "teller"
	res, err := d.Submit(b.ctx, complaint.Request{Actor: teller, Playbook: "bank@1", Command: guest()})
	t.Log(res.How, err)
	require.NoError(t, err, "a complaint to the bank is refused because the house has one")
	require.Equal(t, "bank", res.Case.Playbook.ID)
}

func TestANumberReservedForWhatBecameAReminderIsVoided(t *testing.T) {
	store := &raceOnce{Store: memstore.New()}
	one := setupOn(t, store)
	two := setupOn(t, store.Store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock, cfg.Rand = one.clock, newSeeded(2) })
	c := one.in(complaint.Closed)
	store.before = func() { two.do(boss, c, complaint.Reopen{Reason: "unsatisfied"}) }
	reg, err := one.desk.Register(one.ctx, clerk, guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowExpedited, reg.How, "it was to be a new case linked to the closed one, which is open again")
	require.Equal(t, c.ID, reg.Case.ID)
	gaps, err := one.desk.NumberGaps(one.ctx, boss)
	require.NoError(t, err)
	require.Equal(t, []complaint.NumberGap{{Number: "GH2603-002", Reason: "reminder"}}, gaps)
}
