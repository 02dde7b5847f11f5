package complaint_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// in registers an ordinary complaint and takes it to a state by the shortest way the house knows.
func (b *bench) in(s complaint.State) *complaint.Case {
	b.Helper()
	return b.take(b.register(guest()), s)
}

// take takes a registered case to a state.
func (b *bench) take(c *complaint.Case, s complaint.State) *complaint.Case {
	b.Helper()
	switch s {
	case complaint.Refused:
		return b.do(clerk, c, complaint.Refuse{Reason: "not-ours"})
	case complaint.Withdrawn:
		return b.do(clerk, c, complaint.Withdraw{})
	case complaint.Merged:
		other := guest()
		other.Complainant.Phone = "13800000099"
		return b.do(clerk, c, complaint.Merge{Into: b.register(other).ID})
	case complaint.AwaitingApproval:
		return b.do(worker, b.take(c, complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(900)})
	case complaint.UnderReview:
		return b.do(clerk, b.take(c, complaint.Resolved), complaint.Appeal{})
	}
	for _, step := range mainLine() {
		if c.State == s {
			return c
		}
		c = b.do(step.who, c, step.cmds...)
	}
	require.Equal(b, s, c.State)
	return c
}

// step is what a person does to bring a case one state further.
type step struct {
	who  complaint.Actor
	cmds []complaint.Command
}

// mainLine leads from registered to archived, one state a step.
func mainLine() []step {
	by := func(who complaint.Actor, cmds ...complaint.Command) step { return step{who, cmds} }
	return []step{
		by(clerk, complaint.Assess{}),
		by(clerk, complaint.Dispatch{Unit: "rooms"}),
		by(worker, complaint.TakeOn{}),
		by(worker, complaint.Propose{Compensation: complaint.Yuan(80)}),
		by(worker, complaint.Offer{Proposal: 1}),
		by(worker, complaint.Reply{Proposal: 1, Accepted: true}),
		by(worker, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"}),
		by(clerk, complaint.FollowUp{Reached: true, Satisfied: true}),
		by(clerk, complaint.Close{}),
		by(clerk, complaint.Archive{}),
	}
}

// records returns the stored records of a stream.
func (b *bench) records(stream string) []complaint.Record {
	b.Helper()
	out, err := b.store.Entries(b.ctx, stream, 0, 0)
	require.NoError(b, err)
	return out
}

// at prints an instant as the house's staff see it: "03-04 18:00".
func at(t time.Time) string { return t.In(shanghai).Format("01-02 15:04") }

const hour = time.Hour
