package complaint_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// look is one way to read personal data of a case.
type look struct {
	name string
	read func(*bench, complaint.Actor, complaint.CaseID) error
}

func looks() []look {
	return []look{
		{"details", func(b *bench, a complaint.Actor, id complaint.CaseID) error {
			_, err := b.desk.Details(b.ctx, a, id)
			return err
		}},
		{"ledger", func(b *bench, a complaint.Actor, id complaint.CaseID) error {
			for _, err := range b.desk.LedgerWithDetails(b.ctx, a, id) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
		{"export", func(b *bench, a complaint.Actor, id complaint.CaseID) error {
			_, err := b.desk.Export(b.ctx, a, id)
			return err
		}},
	}
}

func TestDetailsAreForRolesThatSee(t *testing.T) {
	for _, tc := range []struct {
		name string
		who  complaint.Actor
		rule string // "" when it is allowed
		may  []string
	}{
		{"a manager", manager, "", nil},
		{"the unit's lead", lead, "", nil},
		{"a clerk does not see, although every case is in reach", clerk, "sees", []string{"lead", "manager", "boss"}},
		{"a worker does not see", worker, "sees", []string{"lead", "manager", "boss"}},
		{"a lead of another unit does not reach the case", complaint.Actor{ID: "u9", Role: "lead", Unit: "kitchen"}, "reach", []string{"clerk", "manager", "boss"}},
		{"somebody complained about", complaint.Actor{ID: "u7", Role: "manager", Unit: "office"}, "conflict-of-interest", []string{"lead", "manager", "boss"}},
	} {
		for _, l := range looks() {
			t.Run(tc.name+"/"+l.name, func(t *testing.T) {
				b := setup(t)
				in := guest()
				in.About = []string{"u7"}
				c := b.take(b.register(in), complaint.Investigating)
				err := l.read(b, tc.who, c.ID)
				reads := b.records("read/" + string(c.ID))
				if tc.rule == "" {
					require.NoError(t, err)
					require.Len(t, reads, 1)
					return
				}
				var refusal *complaint.Error
				require.ErrorAs(t, err, &refusal)
				require.ErrorIs(t, err, complaint.ErrForbidden)
				require.Equal(t, tc.rule, refusal.Rule)
				require.Equal(t, tc.may, refusal.Who)
				require.Empty(t, reads, "what was refused was not seen")
			})
		}
	}
}

func TestEachLookIsRecordedAndTheRecordVerifies(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	for range 3 {
		for _, l := range looks() {
			require.NoError(t, l.read(b, lead, c.ID))
		}
	}
	reads := b.records("read/" + string(c.ID))
	require.Len(t, reads, 9)
	var entry struct {
		N    int64
		By   complaint.Actor
		What string
		Case complaint.CaseID
	}
	require.NoError(t, json.Unmarshal(reads[4].Public, &entry))
	require.EqualValues(t, 5, entry.N)
	require.Equal(t, lead, entry.By)
	require.Equal(t, "ledger", entry.What)
	require.Equal(t, c.ID, entry.Case)
	require.Equal(t, c.Version, b.reload(c).Version, "looking does not change the case")
	b.verify(c.ID)
}

func TestExportIsForRolesThatSee(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Dispatched)
	_, err := b.desk.Export(b.ctx, worker, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	records, err := b.desk.Export(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.Contains(t, string(records[0].Box), "王先生", "an archive holds the boxes")
}

func TestListsStayWithinReach(t *testing.T) {
	b := setup(t)
	rooms := b.in(complaint.Dispatched)
	kitchen := b.do(clerk, b.another(), complaint.Assess{}, complaint.Dispatch{Unit: "kitchen"})
	list := func(who complaint.Actor) []complaint.CaseID {
		var ids []complaint.CaseID
		for c, err := range b.desk.All(b.ctx, who, complaint.Filter{}) {
			require.NoError(t, err)
			ids = append(ids, c.ID)
		}
		return ids
	}
	cook := complaint.Actor{ID: "u9", Role: "worker", Unit: "kitchen"}
	require.Equal(t, []complaint.CaseID{rooms.ID}, list(worker))
	require.Equal(t, []complaint.CaseID{kitchen.ID}, list(cook))
	require.ElementsMatch(t, []complaint.CaseID{rooms.ID, kitchen.ID}, list(manager))
	require.ElementsMatch(t, []complaint.CaseID{rooms.ID, kitchen.ID}, list(complaint.Actor{ID: "u1", Role: "worker", Unit: "x"}), "first contact of both")

	stats, err := b.desk.Stats(b.ctx, worker)
	require.NoError(t, err)
	require.Equal(t, 1, stats.Cases)
	king := complaint.Actor{ID: "k", Role: "king"}
	_, err = b.desk.Cases(b.ctx, king, complaint.Query{})
	require.ErrorIs(t, err, complaint.ErrInvalid)
	_, err = b.desk.Stats(b.ctx, king)
	require.ErrorIs(t, err, complaint.ErrInvalid)
	for _, err := range b.desk.All(b.ctx, king, complaint.Filter{}) {
		require.ErrorIs(t, err, complaint.ErrInvalid)
	}
	stranger := manager
	stranger.Org = "elsewhere"
	require.Empty(t, list(stranger), "another organisation's cases are not there")
}

func TestReadsOutOfReach(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Dispatched)
	cook := complaint.Actor{ID: "u9", Role: "worker", Unit: "kitchen"}
	for name, read := range map[string]func(complaint.Actor, complaint.CaseID) error{
		"case": func(a complaint.Actor, id complaint.CaseID) error { _, err := b.desk.Case(b.ctx, a, id); return err },
		"next": func(a complaint.Actor, id complaint.CaseID) error { _, err := b.desk.Options(b.ctx, a, id); return err },
		"ledger": func(a complaint.Actor, id complaint.CaseID) error {
			for _, err := range b.desk.Ledger(b.ctx, a, id) {
				return err
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, read(worker, c.ID))
			require.ErrorIs(t, read(cook, c.ID), complaint.ErrForbidden)
			require.ErrorIs(t, read(complaint.Actor{ID: "k", Role: "king"}, c.ID), complaint.ErrInvalid)
			require.ErrorIs(t, read(boss, "01KJV5QQM00000000000000000"), complaint.ErrNotFound)
			stranger := boss
			stranger.Org = "elsewhere"
			require.ErrorIs(t, read(stranger, c.ID), complaint.ErrNotFound)
		})
	}
}

func TestAWalkThroughALedgerMayStop(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	n := 0
	for e, err := range b.desk.Ledger(b.ctx, boss, c.ID) {
		require.NoError(t, err)
		n++
		if e.Seq == 2 {
			break
		}
	}
	require.Equal(t, 2, n)
	n = 0
	for range b.desk.All(b.ctx, boss, complaint.Filter{}) {
		n++
		break
	}
	require.Equal(t, 1, n)
}
