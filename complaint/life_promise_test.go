package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// R03: at the promised time an answer is owed, whatever the progress.
func TestAtThePromisedTimeAnAnswerIsOwedWhateverTheProgress(t *testing.T) {
	b := setup(t)
	c := b.do(lead, b.in(complaint.Investigating), complaint.MakePromise{What: "answer", Due: day.Add(3 * hour)})
	b.clock.Add(hour)
	c = b.do(worker, c, complaint.Message{Kind: "progress", Text: "还在查"}, complaint.Respond{Text: "在修"})
	require.Equal(t, day.Add(3*hour), c.Due("promise"), "news in between is not the answer that was promised")
	c = b.do(worker, c, complaint.Hold{Reason: "complainant"})
	require.Equal(t, day.Add(3*hour), c.Due("promise"), "waiting for something does not put it off")
	c = b.do(worker, c, complaint.Resume{}, complaint.Propose{Compensation: complaint.Yuan(50)})
	b.clock.Set(day.Add(4 * hour))
	b.sweep()
	require.Len(t, b.ticks(c.ID, "promise"), 1, "it is missed although there is progress")
	require.Equal(t, sla.Breached, b.reload(c).Timers("promise")[0].Verdict)
	b.verify(c.ID)
}

// R03: … again and again until it is solved; how often is counted.
func TestAPromiseToldAnewInTimeIsKeptAndCounted(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Promise.Notify = 2 }))
	c := b.do(lead, b.in(complaint.Investigating), complaint.MakePromise{What: "repair", Due: day.Add(2 * hour)})
	b.clock.Set(day.Add(2 * hour)) // at the very instant is in time
	c = b.do(lead, c, complaint.MakePromise{What: "repair", Due: day.Add(4 * hour), Replaces: 1})
	require.Equal(t, sla.Met, c.Timers("promise")[0].Verdict)
	require.Equal(t, day.Add(4*hour), c.Due("promise"))
	require.Equal(t, 2, c.Promises[0].ReplacedBy)
	require.Equal(t, 1, c.Promises[1].Replaces)
	require.Equal(t, 1, c.Renewed)
	require.Empty(t, told(b.last(c)))

	c = b.do(lead, c, complaint.MakePromise{What: "repair", Due: day.Add(6 * hour), Replaces: 2})
	require.Equal(t, 2, c.Renewed)
	require.Equal(t, []string{"promised-again role:lead"}, told(b.last(c)), "the second time the head hears of it")
	b.clock.Set(day.Add(5 * hour))
	b.sweep()
	require.Empty(t, b.ticks(c.ID, "promise"))
	require.Equal(t, "kept", b.refuse(lead, c, complaint.MakePromise{Due: day.Add(9 * hour), Replaces: 1}, complaint.ErrNotAllowed).Rule)
	refusal := b.refuse(lead, c, complaint.MakePromise{Due: day.Add(9 * hour), Replaces: 7}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "promise", Rule: "no such promise"}}, refusal.Fields)
	b.verify(c.ID)
}

func TestAPromiseToldAnewTooLateStaysMissed(t *testing.T) {
	b := setup(t)
	c := b.do(lead, b.in(complaint.Investigating), complaint.MakePromise{Due: day.Add(2 * hour)})
	b.clock.Set(day.Add(2*hour + time.Minute))
	c = b.do(lead, c, complaint.MakePromise{Due: day.Add(4 * hour), Replaces: 1})
	clocks := c.Timers("promise")
	require.Equal(t, sla.Breached, clocks[0].Verdict)
	require.Equal(t, day.Add(4*hour), c.Due("promise"), "the new one is watched all the same")
	require.Equal(t, 1, c.Renewed)
	b.clock.Set(day.Add(3 * hour))
	c = b.do(worker, c, complaint.Respond{Promise: 2})
	require.Equal(t, sla.Met, c.Timers("promise")[1].Verdict)
	require.Equal(t, sla.Breached, c.Timers("promise")[0].Verdict)
	b.verify(c.ID)
}

// R12: the customer's own deadline is watched beside ours; if it is missed the first-contact owner is told too.
func TestTheCustomersOwnDeadlineIsWatchedBesideOurs(t *testing.T) {
	wished := with(func(pb *playbook.Playbook) {
		pb.Targets = append(pb.Targets, sla.Target{
			Name: "wished", DueFrom: "deadline", Start: on("register"), Stop: entered("resolved"),
			Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "first,owner"}}},
		})
	})
	t.Run("set at intake", func(t *testing.T) {
		b := setup(t, wished)
		in := guest()
		in.Deadline = day.Add(3 * hour)
		c := b.take(b.register(in), complaint.Investigating)
		require.Equal(t, day.Add(3*hour), c.Due("wished"))
		require.Equal(t, day.Add(3*hour), c.Deadline)
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")), "ours is what it was")
		b.clock.Add(4 * hour)
		b.sweep()
		require.Equal(t, []string{"breach person:u1", "breach person:u2"}, told(b.ticks(c.ID, "wished")[0]))
		require.Empty(t, b.ticks(c.ID, "promise"))
		b.verify(c.ID)
	})
	t.Run("there need be none", func(t *testing.T) {
		b := setup(t, wished)
		require.Empty(t, b.register(guest()).Timers("wished"))
	})
	t.Run("it lies after the receipt", func(t *testing.T) {
		b := setup(t, wished)
		for _, late := range []time.Duration{0, -time.Minute, -24 * hour} {
			in := guest()
			in.Deadline = day.Add(late)
			_, err := b.desk.Register(b.ctx, clerk, in)
			var refusal *complaint.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, []complaint.FieldError{{Field: "deadline", Rule: "after the receipt"}}, refusal.Fields)
		}
		in := guest()
		in.Received, in.Deadline = day.Add(-3*hour), day.Add(-hour)
		c := b.register(in)
		require.Equal(t, day.Add(-hour), c.Timers("wished")[0].Due, "it may have passed before the complaint was written down")
		b.sweep()
		require.Len(t, b.ticks(c.ID, "wished"), 1)
	})
}
