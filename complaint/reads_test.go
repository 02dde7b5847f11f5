package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func (b *bench) reads(a complaint.Actor, id complaint.CaseID) (out []complaint.Read, err error) {
	for r, e := range b.desk.Reads(b.ctx, a, id) {
		if e != nil {
			return out, e
		}
		out = append(out, r)
	}
	return out, nil
}

func TestWhoLookedCanBeAsked(t *testing.T) {
	b := setup(t)
	c := b.take(b.register(guest()), complaint.Investigating)
	got, err := b.reads(manager, c.ID)
	require.NoError(t, err)
	require.Empty(t, got, "nobody looked")

	for _, l := range looks() {
		require.NoError(t, l.read(b, lead, c.ID))
	}
	got, err = b.reads(manager, c.ID)
	require.NoError(t, err)
	var what []string
	for i, r := range got {
		require.EqualValues(t, i+1, r.Seq)
		require.Equal(t, lead.ID, r.Actor.ID)
		require.Equal(t, b.clock.Now().UTC(), r.Recorded)
		what = append(what, r.What)
	}
	require.Equal(t, []string{"details", "ledger", "export"}, what)

	for range b.desk.Reads(b.ctx, manager, c.ID) {
		break // a caller may stop
	}
	for who, may := range map[complaint.Actor][]string{lead: {"manager", "boss"}, clerk: {"manager", "boss"}} {
		_, err = b.reads(who, c.ID)
		var refusal *complaint.Error
		require.ErrorAs(t, err, &refusal)
		require.ErrorIs(t, err, complaint.ErrForbidden)
		require.Equal(t, may, refusal.Who)
	}
	_, err = b.reads(manager, "nobody")
	require.ErrorIs(t, err, complaint.ErrNotFound)
}

func TestWhoIsComplainedAboutDoesNotSeeWhoLooked(t *testing.T) {
	b := setup(t)
	in := guest()
	in.About = []string{manager.ID}
	_, err := b.reads(manager, b.register(in).ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
}

func TestDetailsNameTheRepresentatives(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Joint = playbook.JointPolicy{From: 5, Representatives: 2}
	})
	in := guest()
	in.Complainants, in.Representatives = 6, []complaint.Person{{Name: "甲", Phone: "13800000011"}}
	c := b.register(in)
	d, err := b.desk.Details(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Equal(t, in.Representatives, d.Representatives)
	now := []complaint.Person{{Name: "乙", Phone: "13800000012"}, {Name: "丙", Phone: "13800000013"}}
	b.do(clerk, c, complaint.Correct{Representatives: now})
	d, err = b.desk.Details(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Equal(t, now, d.Representatives)
}
