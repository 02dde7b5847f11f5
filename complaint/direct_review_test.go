package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// What was drawn for review is not filed before somebody has looked at it.
func TestArchivingWaitsForTheReviewOfADirectClose(t *testing.T) {
	drawAll := with(func(pb *playbook.Playbook) {
		pb.Direct = playbook.DirectPolicy{Sample: 1, Reviewer: "manager"}
		graded(pb, classify.Ordinary).Direct = true
	})
	b := setup(t, drawAll)
	c := b.do(clerk, b.register(guest()), complaint.CloseDirectly{})
	require.True(t, c.HasTag("sampled"))
	refusal := b.refuse(clerk, c, complaint.Archive{}, complaint.ErrNotAllowed)
	require.Equal(t, "reviewed", refusal.Rule)
	require.Equal(t, []string{"complete-task"}, refusal.Allowed)
	require.Equal(t, []string{"manager"}, refusal.Who)
	options, err := b.desk.Options(b.ctx, clerk, c.ID)
	require.NoError(t, err)
	for _, o := range options {
		if o.Command == "archive" {
			require.Equal(t, "reviewed", o.Rule, "who asks beforehand is told the same")
		}
	}
	c = b.do(manager, c, complaint.CompleteTask{Task: 1, Result: "fine"}, complaint.Archive{})
	require.Equal(t, complaint.Archived, c.State)
	b.verify(c.ID)

	t.Run("nor by time", func(t *testing.T) {
		b := setup(t, drawAll, with(func(pb *playbook.Playbook) {
			file := targeted(pb, "auto-close")
			file.Start, file.Steps[0].Do["command"] = entered("closed"), "archive"
		}))
		c := b.do(clerk, b.register(guest()), complaint.CloseDirectly{})
		b.clock.Add(10 * 24 * hour)
		b.sweep()
		require.Equal(t, complaint.Closed, b.reload(c).State)
		require.Equal(t, "reviewed", stepped(b.ticks(c.ID, "auto-close")[0]).Refused)
	})
	t.Run("a case that was taken up again and withdrawn waits for nobody", func(t *testing.T) {
		b := setup(t, drawAll)
		c := b.do(clerk, b.register(guest()), complaint.CloseDirectly{}, complaint.Reopen{Reason: "unsatisfied"}, complaint.Withdraw{}, complaint.Archive{})
		require.Equal(t, complaint.Archived, c.State, "its task cannot be done any more")
	})
}
