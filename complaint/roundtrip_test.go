package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// TestTheLedgerWithDetailsSaysWhatWasSubmitted holds that the sealed half laid over the public one changes nothing public.
func TestTheLedgerWithDetailsSaysWhatWasSubmitted(t *testing.T) {
	b := setup(t)
	in := guest()
	c := b.investigated(b.register(in))
	sent := []complaint.Command{
		complaint.Propose{Compensation: complaint.Yuan(80), Text: "补偿"},
		complaint.Offer{Proposal: 1, Text: "方案"},
		complaint.Reply{Proposal: 1, Accepted: true, Text: "同意"},
		complaint.Execute{Proposal: 1, Text: "已付"},
		complaint.Resolve{Outcome: "settled", Text: "办结"},
	}
	c = b.do(worker, c, sent...)
	var got []complaint.Command
	for e, err := range b.desk.LedgerWithDetails(b.ctx, manager, c.ID) {
		require.NoError(t, err)
		got = append(got, e.Command)
	}
	require.Equal(t, in, got[0])
	require.Equal(t, sent, got[len(got)-len(sent):])
}

func TestALapsedApprovalIsNoLongerOverdue(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	c = b.do(worker, c, complaint.Propose{Compensation: complaint.Yuan(900)})
	b.clock.Add(3 * 24 * hour)
	b.sweep()
	c = b.reload(c)
	require.Equal(t, complaint.ApprovalLapsed, c.Approval(1).Status)
	require.False(t, c.Timers("approval")[0].Live(), "it was decided by time")
	b.verify(c.ID)
}
