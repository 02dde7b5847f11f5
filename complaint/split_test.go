package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

func TestASplitOpensACaseForAPart(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	part := guest()
	part.Text, part.Place, part.Severity = "另外早餐不新鲜", "餐厅", classify.Minor
	b.clock.Add(hour)
	c = b.do(clerk, c, complaint.Split{Intake: part})
	require.Equal(t, complaint.Investigating, c.State)
	require.Len(t, c.Links, 1)
	require.Equal(t, "split-into", c.Links[0].Kind)

	fresh := b.reload(&complaint.Case{ID: c.Links[0].Case})
	require.Equal(t, "GH2603-002", fresh.Number)
	require.Equal(t, complaint.Registered, fresh.State)
	require.Equal(t, []complaint.Link{{Kind: "split-from", Case: c.ID}}, fresh.Links)
	require.Equal(t, classify.Minor, fresh.Severity)
	require.Equal(t, day.Add(hour), fresh.Received)
	require.False(t, fresh.Due("resolve").IsZero(), "the part has clocks of its own")
	e := b.last(c)
	require.Equal(t, complaint.Split{Into: fresh.ID}, e.Command, "what was said is in the new case's box")
	require.Equal(t, "餐厅", b.last(fresh).Command.(complaint.Intake).Place)
	details, err := b.desk.Details(b.ctx, boss, fresh.ID)
	require.NoError(t, err)
	require.Equal(t, "另外早餐不新鲜", details.Text)
	b.verify(c.ID)
	b.verify(fresh.ID)
	b.take(fresh, complaint.Archived)
}

func TestPersonalFieldsOfASplitAreSealed(t *testing.T) {
	b := setup(t)
	part := guest()
	part.Fields = map[string]string{"room": "1208", "passport": "E98765"}
	c := b.do(clerk, b.in(complaint.Investigating), complaint.Split{Intake: part})
	fresh := b.reload(&complaint.Case{ID: c.Links[0].Case})
	require.Equal(t, map[string]string{"room": "1208"}, fresh.Fields)
	for _, id := range []complaint.CaseID{c.ID, fresh.ID} {
		for _, r := range b.records("case/" + string(id)) {
			require.NotContains(t, string(r.Public), "E98765")
		}
	}
	details, err := b.desk.Details(b.ctx, boss, fresh.ID)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"passport": "E98765"}, details.Fields)
}

func TestASplitWithoutPersonalDataKeepsNoBox(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.Investigating), complaint.Split{Intake: complaint.Intake{Channel: "counter", Place: "泳池"}})
	fresh := b.reload(&complaint.Case{ID: c.Links[0].Case})
	require.Empty(t, fresh.Sealed)
	details, err := b.desk.Details(b.ctx, boss, fresh.ID)
	require.NoError(t, err)
	require.False(t, details.Erased)
	b.verify(fresh.ID)
}

func TestASplitDoesNotDateBackItsParent(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.clock.Add(hour)
	part := guest()
	part.Received = day.Add(-5 * hour)
	c = b.do(clerk, c, complaint.Split{Intake: part})
	require.Equal(t, day.Add(hour), b.last(c).Effective)
	fresh := b.reload(&complaint.Case{ID: c.Links[0].Case})
	require.Equal(t, part.Received, fresh.Received)
	require.Equal(t, part.Received, b.last(fresh).Effective)
	b.verify(c.ID)
	b.verify(fresh.ID)
}

func TestASplitIsCheckedLikeAnIntake(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	for _, tc := range []struct {
		name   string
		change func(*complaint.Intake)
		field  string
	}{
		{"no channel", func(in *complaint.Intake) { in.Channel = "" }, "intake.channel"},
		{"an unknown channel", func(in *complaint.Intake) { in.Channel = "pigeon" }, "intake.channel"},
		{"an unknown field", func(in *complaint.Intake) { in.Fields = map[string]string{"colour": "red"} }, "intake.fields.colour"},
		{"received in the future", func(in *complaint.Intake) { in.Received = day.Add(hour) }, "intake.received"},
		{"negative money", func(in *complaint.Intake) { in.Wanted = complaint.Yuan(-1) }, "intake.wanted"},
		{"text that is not UTF-8", func(in *complaint.Intake) { in.Text = "\xff" }, "intake.text"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			part := guest()
			tc.change(&part)
			refusal := b.refuse(clerk, c, complaint.Split{Intake: part}, complaint.ErrInvalid)
			require.Equal(t, []string{tc.field}, fields(refusal))
		})
	}
}

func TestTheNewCaseIsTheEnginesToName(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	refusal := b.refuse(clerk, c, complaint.Split{Intake: guest(), Into: c.ID}, complaint.ErrInvalid)
	require.Equal(t, []string{"into"}, fields(refusal))
}
