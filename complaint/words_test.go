package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// TestAnyWordsAreKeptAsTheyWereSaid gives a desk whatever Unicode there is and reads it back.
func TestAnyWordsAreKeptAsTheyWereSaid(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[^\x00]{0,40}`)
		b := &bench{T: t, ctx: t.Context()}
		b.openHouse(rt, memstore.New())
		in := guest()
		in.Text, in.Demand, in.Place = word.Draw(rt, "text"), word.Draw(rt, "demand"), word.Draw(rt, "place")
		in.Complainant = complaint.Person{
			Name: word.Draw(rt, "name"), Phone: word.Draw(rt, "phone"), Email: word.Draw(rt, "email"), Address: word.Draw(rt, "address"), ID: word.Draw(rt, "id"),
		}
		in.Fields = map[string]string{"room": word.Draw(rt, "room"), "passport": word.Draw(rt, "passport")}
		reg, err := b.desk.Register(b.ctx, clerk, in)
		require.NoError(rt, err)
		details, err := b.desk.Details(b.ctx, boss, reg.Case.ID)
		require.NoError(rt, err)
		require.Equal(rt, in.Complainant, details.Complainant)
		require.Equal(rt, in.Text, details.Text)
		require.Equal(rt, in.Demand, details.Demand)
		require.Equal(rt, in.Fields["passport"], details.Fields["passport"])
		require.Equal(rt, in.Place, reg.Case.Place)
		require.Equal(rt, in.Fields["room"], reg.Case.Fields["room"])
		v, err := b.desk.Verify(b.ctx, reg.Case.ID)
		require.NoError(rt, err)
		require.Empty(rt, v.Faults)

		note := complaint.Note{Text: "." + word.Draw(rt, "note")}
		data, err := complaint.MarshalCommand(note)
		require.NoError(rt, err)
		back, err := complaint.UnmarshalCommand(data)
		require.NoError(rt, err)
		require.Equal(rt, note, back)
	})
}
