package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

func TestWhatTheFiguresCount(t *testing.T) {
	b := setup(t)
	in := guest()
	for i, state := range []complaint.State{complaint.Registered, complaint.Investigating, complaint.Closed, complaint.Refused} {
		in.Place = string(rune('a' + i))
		c := b.take(b.register(in), state)
		if state == complaint.Investigating {
			b.do(worker, c, complaint.Compensate{Amount: complaint.Yuan(30)}, complaint.Respond{}, complaint.Hold{Reason: "complainant"})
		}
	}
	s, err := b.desk.Stats(b.ctx, boss)
	require.NoError(t, err)
	require.Equal(t, 4, s.Cases)
	require.Equal(t, 2, s.Open)
	require.Equal(t, 1, s.OnHold)
	require.Zero(t, s.Overdue)
	require.Equal(t, map[complaint.State]int{"registered": 1, "investigating": 1, "closed": 1, "refused": 1}, s.ByState)
	require.Equal(t, map[complaint.Severity]int{classify.Ordinary: 4}, s.BySeverity)
	require.Equal(t, map[string]int{"desk": 1, "rooms": 1}, s.ByUnit, "open cases only")
	require.Equal(t, map[string]int64{"CNY": 11000}, s.Paid, "30 and 80 yuan, in fen")
}

func TestOverdueIsComputedNotStored(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	due := c.Due("respond")
	require.False(t, c.Overdue(due), "at the very instant it is not")
	require.True(t, c.Overdue(due.Add(1000)), "a case that nobody has touched since knows")
	b.clock.Set(due.Add(hour))
	s, err := b.desk.Stats(b.ctx, boss)
	require.NoError(t, err)
	require.Equal(t, 1, s.Overdue, "before any sweep")
	b.sweep()
	s, err = b.desk.Stats(b.ctx, boss)
	require.NoError(t, err)
	require.Equal(t, 1, s.Overdue, "and after it")
	require.EqualValues(t, 1, s.Steps)
	b.do(clerk, c, complaint.Withdraw{})
	s, err = b.desk.Stats(b.ctx, boss)
	require.NoError(t, err)
	require.Zero(t, s.Overdue)
}
