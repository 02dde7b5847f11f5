package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestWhenACaseMayBeErased(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   complaint.State
		rule string
	}{
		{"not while it is open", complaint.Investigating, "ended"},
		{"not while it is reviewed", complaint.UnderReview, "ended"},
		{"not before it is closed", complaint.Resolved, "ended"},
		{"when it is archived", complaint.Archived, ""},
		{"when it was withdrawn", complaint.Withdrawn, ""},
		{"when it was merged", complaint.Merged, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.in(tc.in)
			if tc.rule != "" {
				require.Equal(t, tc.rule, b.refuse(boss, c, complaint.Erase{}, complaint.ErrNotAllowed).Rule)
				return
			}
			c = b.do(boss, c, complaint.Erase{})
			require.Empty(t, c.Sealed)
			for _, r := range b.records("case/" + string(c.ID)) {
				require.Empty(t, r.Box)
			}
			b.verify(c.ID)
		})
	}
}

func TestErasureForgetsTheComplainant(t *testing.T) {
	b := setup(t)
	c := b.do(boss, b.in(complaint.Closed), complaint.Erase{})
	reg, err := b.desk.Register(b.ctx, clerk, guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowNew, reg.How, "its search hashes are gone")
	require.NotEqual(t, c.ID, reg.Case.ID)
}

func TestErasureTwiceIsHarmless(t *testing.T) {
	b := setup(t)
	c := b.do(boss, b.in(complaint.Archived), complaint.Erase{})
	b.refuse(boss, c, complaint.Note{Text: "又记了一笔"}, complaint.ErrNotAllowed)
	c = b.do(boss, c, complaint.Erase{}, complaint.Erase{})
	for _, r := range b.records("case/" + string(c.ID)) {
		require.Empty(t, r.Box, "nothing personal comes back")
	}
	b.verify(c.ID)
}

func TestALegalHoldIsPutOnAndLiftedOnce(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Archived)
	b.refuse(boss, c, complaint.LegalHold{}, complaint.ErrNotAllowed)
	c = b.do(boss, c, complaint.LegalHold{On: true})
	require.True(t, c.LegalHold)
	b.refuse(boss, c, complaint.LegalHold{On: true}, complaint.ErrNotAllowed)
	require.Equal(t, "legal-hold", b.refuse(boss, c, complaint.Erase{}, complaint.ErrNotAllowed).Rule)
	b.do(boss, c, complaint.LegalHold{}, complaint.Erase{})
}

func TestABoxWhoseKeyIsDestroyedIsAnErasedBox(t *testing.T) {
	sealer := &xorSealer{key: 7, keys: []byte{7, 9}}
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Sealer = sealer })
	c := b.register(guest())
	sealer.key = 9
	c = b.do(clerk, c, complaint.Correct{Complainant: complaint.Person{Email: "w@x.cn"}})
	sealer.keys = []byte{9}
	details, err := b.desk.Details(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.True(t, details.Erased)
	require.Equal(t, complaint.Person{Email: "w@x.cn"}, details.Complainant, "what can still be read is")
	for _, err := range b.desk.LedgerWithDetails(b.ctx, boss, c.ID) {
		require.NoError(t, err)
	}
	b.verify(c.ID)
}

func TestResealing(t *testing.T) {
	sealer := &xorSealer{key: 7, keys: []byte{7}}
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Sealer = sealer })
	c := b.register(guest())
	t.Run("a box that cannot be opened any more is not sealed again", func(t *testing.T) {
		sealer.keys = nil
		before := b.records("case/" + string(c.ID))[0].Box
		c = b.do(boss, c, complaint.Reseal{})
		require.Equal(t, before, b.records("case/" + string(c.ID))[0].Box, "it stays as it is")
		sealer.keys = []byte{7, 9}
		b.verify(c.ID)
	})
	t.Run("again and again", func(t *testing.T) {
		for _, key := range []byte{9, 7, 9} {
			sealer.key = key
			c = b.do(boss, c, complaint.Reseal{})
			require.Equal(t, key, b.records("case/" + string(c.ID))[0].Box[0])
			b.verify(c.ID)
		}
	})
}

func TestAdopting(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store)
	c := one.in(complaint.Investigating)
	for _, tc := range []struct{ name, version string }{{"a version nobody opened", "9"}, {"no version", ""}} {
		t.Run(tc.name, func(t *testing.T) {
			refusal := one.refuse(boss, c, complaint.AdoptPlaybook{Version: tc.version}, complaint.ErrInvalid)
			require.Equal(t, []string{"version"}, fields(refusal))
		})
	}
	t.Run("the version it has", func(t *testing.T) {
		require.Equal(t, "adopted", one.refuse(boss, c, complaint.AdoptPlaybook{Version: "1"}, complaint.ErrNotAllowed).Rule)
	})
	t.Run("a version that allows more", func(t *testing.T) {
		two := setupOn(t, store, func(cfg *complaint.Config, pb *playbook.Playbook) {
			pb.Version, pb.MaxReturns, cfg.Rand = "2", 7, newSeeded(2)
		})
		c = two.do(boss, c, complaint.AdoptPlaybook{Version: "2"})
		for range 3 {
			c = two.do(lead, c, complaint.SendBack{Reason: "wrong-unit"})
			c = two.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
		}
		require.Equal(t, 3, c.Returns)
		two.verify(c.ID)
	})
}

func TestAdoptingTakesOverStepsAndCalendars(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*playbook.Playbook)
		due    string
		steps  []string
	}{
		{"another step of the same term", func(pb *playbook.Playbook) {
			pb.Targets[1].Steps[0] = sla.Step{ID: "quarter", At: sla.PercentBefore(25), Do: map[string]string{"notify": "owner"}}
		}, "03-04 18:00", []string{"quarter 03-04 16:00", "breach 03-04 18:00"}},
		{"other hours of work", func(pb *playbook.Playbook) {
			pb.Calendars[0].Version, pb.Calendars[0].Week = "2", sla.Weekdays("09:00-13:00")
		}, "03-05 13:00", []string{"half 03-05 09:00", "breach 03-05 13:00"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			store := memstore.New()
			one := setupOn(t, store)
			c := one.in(complaint.Investigating)
			two := setupOn(t, store, func(cfg *complaint.Config, pb *playbook.Playbook) {
				pb.Version, cfg.Rand = "2", newSeeded(2)
				tc.change(pb)
			})
			c = two.do(boss, c, complaint.AdoptPlaybook{Version: "2"})
			require.Equal(t, tc.due, at(c.Due("resolve")))
			two.clock.Add(30 * hour)
			two.sweep()
			var steps []string
			for _, e := range two.ticks(c.ID, "resolve")[:2] {
				steps = append(steps, e.Command.(complaint.Tick).Step+" "+at(e.Effective))
			}
			require.Equal(t, tc.steps, steps)
			two.verify(c.ID)
		})
	}
}
