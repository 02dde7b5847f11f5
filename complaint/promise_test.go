package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/sla"
)

func TestAPromiseIsWatched(t *testing.T) {
	promised := func(b *bench) *complaint.Case {
		return b.do(worker, b.do(lead, b.in(complaint.Investigating), complaint.MakePromise{What: "call", Due: day.Add(3 * hour)}), complaint.Note{Text: "x"})
	}
	t.Run("kept in time by an answer", func(t *testing.T) {
		b := setup(t)
		c := promised(b)
		require.Equal(t, day.Add(3*hour), c.Due("promise"))
		b.clock.Set(day.Add(3 * hour))
		c = b.do(worker, c, complaint.Respond{Promise: 1, Text: "修好了"})
		require.Equal(t, day.Add(3*hour), c.Promises[0].Kept)
		require.Equal(t, sla.Met, c.Timers("promise")[0].Verdict, "at the very instant is in time")
		require.Zero(t, c.Due("promise"))
		require.Empty(t, b.ticks(c.ID, "promise"))
		b.verify(c.ID)
	})
	t.Run("kept by a message out", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, promised(b), complaint.Message{Kind: "progress", Promise: 1})
		require.False(t, c.Promises[0].Kept.IsZero())
	})
	t.Run("kept late", func(t *testing.T) {
		b := setup(t)
		c := promised(b)
		b.clock.Set(day.Add(3*hour + time.Second))
		c = b.do(worker, c, complaint.Respond{Promise: 1})
		require.Equal(t, sla.Breached, c.Timers("promise")[0].Verdict)
		require.Equal(t, day.Add(3*hour+time.Second), c.Promises[0].Kept)
		require.Len(t, b.ticks(c.ID, "promise"), 1, "the breach was recorded first, although nobody swept")
	})
	t.Run("broken, and told to whoever has it and the head", func(t *testing.T) {
		b := setup(t)
		c := promised(b)
		b.clock.Set(day.Add(4 * hour))
		b.sweep()
		ticks := b.ticks(c.ID, "promise")
		require.Len(t, ticks, 1)
		require.Equal(t, day.Add(3*hour), ticks[0].Effective)
		require.Equal(t, []string{"breach person:u2", "breach role:lead"}, told(ticks[0]))
	})
	t.Run("kept once", func(t *testing.T) {
		b := setup(t)
		c := b.do(worker, promised(b), complaint.Respond{Promise: 1})
		require.Equal(t, "kept", b.refuse(worker, c, complaint.Respond{Promise: 1}, complaint.ErrNotAllowed).Rule)
	})
	t.Run("each on its own", func(t *testing.T) {
		b := setup(t)
		c := b.do(lead, promised(b), complaint.MakePromise{Due: day.Add(2 * hour)})
		require.Equal(t, day.Add(2*hour), c.Due("promise"), "the earliest one")
		c = b.do(lead, c, complaint.Respond{Promise: 2})
		require.Equal(t, day.Add(3*hour), c.Due("promise"))
	})
	t.Run("ends with the case", func(t *testing.T) {
		b := setup(t)
		c := b.do(clerk, promised(b), complaint.Withdraw{})
		require.Zero(t, c.Wake)
	})
}

func TestPromisesAreRefused(t *testing.T) {
	runRefused(t, []refused{
		{"for a time that has passed", complaint.Investigating, lead, complaint.MakePromise{Due: day.Add(-hour)}, complaint.ErrInvalid, "by", "in the future"},
		{"for now", complaint.Investigating, lead, complaint.MakePromise{Due: day}, complaint.ErrInvalid, "by", "in the future"},
		{"without a time", complaint.Investigating, lead, complaint.MakePromise{}, complaint.ErrInvalid, "by", "in the future"},
		{"a promise kept by the complainant's message", complaint.Investigating, lead, complaint.Message{In: true, Kind: "question", Promise: 1}, complaint.ErrInvalid, "promise", "only an answer of ours keeps a promise"},
	})
}
