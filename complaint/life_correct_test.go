package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// Nothing is edited and nothing is deleted: a correction is another entry, and the old value stays in the first.
func TestACorrectionKeepsTheOldValue(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Fields = map[string]string{"room": "1208", "passport": "E1"}
	c := b.register(in)
	before := b.records("case/" + string(c.ID))
	c = b.do(clerk, c, complaint.Correct{
		Complainant: complaint.Person{Name: "汪先生", Phone: "13900000002"}, Place: "1209", Fields: map[string]string{"room": "1209"}, Text: "其实是1209",
	})
	require.Equal(t, "1209", c.Place)
	require.Equal(t, map[string]string{"room": "1209"}, c.Fields)
	after := b.records("case/" + string(c.ID))
	require.Equal(t, before, after[:len(before)], "what was written is as it was")
	require.Equal(t, "1208", b.ledger(c.ID)[0].Command.(complaint.Intake).Place)

	details, err := b.desk.Details(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.Equal(t, "汪先生", details.Complainant.Name)
	require.Equal(t, map[string]string{"passport": "E1"}, details.Fields, "what was not corrected stays")
	var names []string
	for e, err := range b.desk.LedgerWithDetails(b.ctx, boss, c.ID) {
		require.NoError(t, err)
		switch cmd := e.Command.(type) {
		case complaint.Intake:
			names = append(names, cmd.Complainant.Name)
		case complaint.Correct:
			names = append(names, cmd.Complainant.Name)
		}
	}
	require.Equal(t, []string{"王先生", "汪先生"}, names, "both are there for whoever may read them")
	b.verify(c.ID)
}

func TestACorrectionLeavesAloneWhatItDoesNotName(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Proxies = of("heir") }))
	in := guest()
	in.About, in.AboutUnit, in.Proxy, in.Confidential = []string{"u7"}, "kitchen", "heir", true
	in.ReadBack, in.Signed, in.Deadline = true, true, day.Add(hour)
	c := b.register(in)
	next := b.do(clerk, c, complaint.Correct{Text: "补充"})
	require.Equal(t, c.Lodging, next.Lodging)
	require.Equal(t, c.About, next.About)
	require.Equal(t, c.AboutUnit, next.AboutUnit)
	require.Equal(t, c.Place, next.Place)
	b.verify(c.ID)
}

func TestAnEndedCaseIsNotCorrected(t *testing.T) {
	b := setup(t)
	for _, state := range []complaint.State{complaint.Archived, complaint.Withdrawn, complaint.Refused} {
		in := guest()
		in.Place = string(state)
		c := b.take(b.register(in), state)
		require.Equal(t, "state", b.refuse(clerk, c, complaint.Correct{Place: "x"}, complaint.ErrNotAllowed).Rule)
	}
}
