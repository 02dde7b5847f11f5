package complaint_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// sightings are the short hashes of who complained about the thing of a batch.
func (b *bench) sightings(batch string) (who []string) {
	b.Helper()
	doc, err := b.store.Document(b.ctx, "tally", "batch/"+batch)
	require.NoError(b, err)
	var tally struct{ Seen []struct{ Who string } }
	require.NoError(b, json.Unmarshal(doc.Data, &tally))
	for _, s := range tally.Seen {
		who = append(who, s.Who)
	}
	return who
}

// A short hash still tells a guest on a list from one who is not: it goes with the case.
func TestErasureTakesTheComplainantOutOfTheTallyOfABatch(t *testing.T) {
	b := setup(t, crowd)
	var cases []*complaint.Case
	for n := range 3 {
		cases = append(cases, b.complains(n, "lift"))
		b.clock.Add(time.Minute)
	}
	batch := cases[2].Batch
	before := b.sightings(batch)
	require.Len(t, before, 3)
	last := before[2] // the latest stands first
	b.do(clerk, cases[0], complaint.Withdraw{}, complaint.Archive{}, complaint.Erase{})
	require.Equal(t, before[:2], b.sightings(batch), "also of a case that was not one of the batch yet")
	doc, err := b.store.Document(b.ctx, "tally", "seen/"+string(cases[0].ID))
	require.NoError(t, err)
	require.Equal(t, "{}", string(doc.Data))
	require.NotContains(t, string(doc.Data), last)
	fourth := b.complains(5, "lift")
	require.True(t, fourth.HasTag("batch"), "the others still count: two and one more are three")
	b.verify(cases[0].ID)

	t.Run("a case erased twice, and one without a batch", func(t *testing.T) {
		b.do(clerk, cases[0], complaint.Erase{})
		in := guest()
		in.Place = ""
		b.do(clerk, b.register(in), complaint.Withdraw{}, complaint.Archive{}, complaint.Erase{})
	})
	t.Run("and the next one likewise", func(t *testing.T) {
		c := b.do(clerk, cases[1], complaint.Withdraw{}, complaint.Archive{}, complaint.Erase{})
		require.NotContains(t, b.sightings(batch), before[1])
		b.verify(c.ID)
	})
	t.Run("a later complaint of the same person stays", func(t *testing.T) {
		b := setup(t, crowd)
		first := b.complains(1, "lift")
		b.do(clerk, first, complaint.Withdraw{})
		b.clock.Add(time.Hour)
		second := b.complains(1, "lift")
		require.NotEqual(t, first.ID, second.ID)
		b.complains(2, "lift")
		batch := b.complains(3, "lift").Batch
		require.Len(t, b.sightings(batch), 3)
		b.do(clerk, first, complaint.Archive{}, complaint.Erase{})
		require.Len(t, b.sightings(batch), 3)
		b.do(clerk, second, complaint.Withdraw{}, complaint.Archive{}, complaint.Erase{})
		require.Len(t, b.sightings(batch), 2)
	})
}
