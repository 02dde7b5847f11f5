package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestWhatAnAppealRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"an appeal goes one rung up", complaint.Resolved, clerk, complaint.Appeal{Text: "不服"}, []string{
			"appeal 1 decided=false upheld=false", "tell role:lead appeal appeal:1", "resolved→under_review",
		}},
		{"also against a refusal", complaint.Refused, clerk, complaint.Appeal{}, []string{
			"appeal 1 decided=false upheld=false", "tell role:lead appeal appeal:1", "refused→under_review",
		}},
		{"dismissing it closes the case", complaint.UnderReview, boss, complaint.DecideAppeal{Text: "维持"}, []string{
			"appeal 1 decided=true upheld=false", "tell complainant appeal-decided appeal:1", "under_review→closed", "assignment 1 rooms u2 dismiss",
		}},
	})
	runRefused(t, []refused{
		{"a decision without words", complaint.UnderReview, boss, complaint.DecideAppeal{Upheld: true}, complaint.ErrInvalid, "text", "required"},
	})
}

func TestAnUpheldAppealIsHandledAgain(t *testing.T) {
	for _, from := range []complaint.State{complaint.Resolved, complaint.Closed} {
		t.Run("after "+string(from), func(t *testing.T) {
			b := setup(t)
			c := b.do(clerk, b.in(from), complaint.Appeal{})
			c = b.do(boss, c, complaint.DecideAppeal{Upheld: true, Text: "有理"})
			require.Equal(t, complaint.Investigating, c.State)
			require.Equal(t, 1, c.Cycle)
			require.Empty(t, c.Outcome)
			require.NotNil(t, c.Assignment(), "somebody has it")
			require.True(t, c.Appeals[0].Upheld)
			c = b.do(clerk, c, complaint.Transfer{Unit: "rooms", Person: "u6", Text: "换人"})
			c = b.do(complaint.Actor{ID: "u6", Role: "worker", Unit: "rooms"}, c, complaint.Resolve{Outcome: "upheld"})
			require.Equal(t, complaint.Resolved, c.State)
			b.verify(c.ID)
		})
	}
}

func TestAnAppealIsDecidedByAnother(t *testing.T) {
	bare := func(_ *complaint.Config, pb *playbook.Playbook) { pb.Separate = nil }
	decide := complaint.DecideAppeal{Upheld: true, Text: "x"}
	t.Run("not by whoever resolved it", func(t *testing.T) {
		for _, change := range []func(*complaint.Config, *playbook.Playbook){bare, func(*complaint.Config, *playbook.Playbook) {}} {
			b := setup(t, change)
			c := b.do(manager, b.in(complaint.Investigating), complaint.Resolve{Outcome: "explained"}, complaint.Appeal{})
			refusal := b.refuse(manager, c, decide, complaint.ErrForbidden)
			require.Equal(t, "four-eyes", refusal.Rule)
			require.Equal(t, []string{"clerk", "lead", "manager", "boss"}, refusal.Who)
			b.do(boss, c, decide)
		}
	})
	t.Run("not by whoever decided finally", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Negotiating), complaint.FinalDecision{Proposal: 1, Text: "x"})
		c = b.do(worker, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
		c = b.do(clerk, c, complaint.Appeal{})
		require.Equal(t, "four-eyes", b.refuse(manager, c, decide, complaint.ErrForbidden).Rule)
	})
	t.Run("not by whoever refused it", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Registered), complaint.Refuse{Reason: "not-ours"}, complaint.Appeal{})
		require.Equal(t, "four-eyes", b.refuse(manager, c, decide, complaint.ErrForbidden).Rule)
	})
}

func TestAnAppealOutsideStandsBesideTheState(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.Resolved), complaint.Appeal{Body: "association"})
	require.Equal(t, complaint.Resolved, c.State)
	require.Equal(t, "association", c.Appeals[0].Body)
}
