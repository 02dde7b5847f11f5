package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

func TestALifeFromIntakeToArchive(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	require.Equal(t, "GH2603-001", c.Number)
	require.Equal(t, complaint.Registered, c.State)
	require.Equal(t, day.Add(30*time.Minute), c.Due("respond"))
	require.Equal(t, "2026-03-04 18:00", c.Due("resolve").In(shanghai).Format("2006-01-02 15:04"), "8 business hours from 09:00")

	c = b.do(clerk, c, complaint.Acknowledge{})
	require.Zero(t, c.Due("respond"), "an acknowledgement stops the response clock")
	c = b.investigated(c)
	require.Equal(t, "u2", c.Owner)
	c = b.do(worker, c,
		complaint.RecordFinding{Cause: "compressor", Unit: "rooms", Upheld: true},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}, Compensation: complaint.Yuan(80)},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true},
		complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "upheld"})
	require.Equal(t, complaint.Resolved, c.State)
	require.Equal(t, complaint.Yuan(80), c.Paid)
	require.Equal(t, []string{"apology", "compensation"}, c.Reliefs)
	c = b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true, Score: 5}, complaint.Close{}, complaint.Archive{})
	require.Equal(t, complaint.Archived, c.State)
	require.Zero(t, c.Wake, "nothing of an archived case is due")
	b.verify(c.ID)
	require.Len(t, b.ledger(c.ID), int(c.Version))
}

var shanghai = time.FixedZone("CST", 8*3600)
