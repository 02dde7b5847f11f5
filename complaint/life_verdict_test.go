package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// R12: whoever is held responsible may appeal to the top, and somebody else decides.
func TestAnEmployeeAppealsAgainstAFindingAboutThem(t *testing.T) {
	heard := with(func(pb *playbook.Playbook) {
		pb.Grants = append(pb.Grants, playbook.Grant{Roles: []string{"worker"}, Commands: []string{"appeal"}})
	})
	blamed := func(b *bench) *complaint.Case {
		in := guest()
		in.About = []string{"u2"}
		c := b.do(clerk, b.register(in), complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
		return b.do(lead, c, complaint.TakeOn{}, complaint.RecordFinding{Cause: "careless", People: []string{"u2"}, Upheld: true}, complaint.Resolve{Outcome: "upheld"})
	}
	appeal := complaint.Appeal{Finding: 1, Text: "不是我"}
	t.Run("decided by somebody who did not find it", func(t *testing.T) {
		b := setup(t, heard, staffed(crew(nil)))
		c := b.do(worker, blamed(b), appeal)
		require.Equal(t, complaint.Resolved, c.State, "the complainant's case is not touched")
		require.Equal(t, "u2", c.Appeals[0].By)
		require.Equal(t, 1, c.Appeals[0].Finding)
		require.Equal(t, []string{"appeal person:u5"}, told(b.last(c)), "the top of the ladder")
		refusal := b.refuse(lead, c, complaint.DecideAppeal{Appeal: 1, Text: "x"}, complaint.ErrForbidden)
		require.Equal(t, "four-eyes", refusal.Rule)
		c = b.do(boss, c, complaint.DecideAppeal{Appeal: 1, Upheld: true, Text: "成立"})
		require.True(t, c.Appeals[0].Upheld)
		require.Equal(t, "upheld", c.Outcome, "what the complainant was told stands")
		require.Equal(t, []string{"appeal-decided person:u2"}, told(b.last(c)), "the employee is told, although kept away from the case")
		b.verify(c.ID)
	})
	t.Run("only by who is held responsible, once", func(t *testing.T) {
		b := setup(t, heard)
		c := blamed(b)
		colleague := complaint.Actor{ID: "u6", Role: "worker", Unit: "rooms"}
		require.Equal(t, "finding", b.refuse(colleague, c, appeal, complaint.ErrForbidden).Rule)
		require.Equal(t, []string{"finding"}, fields(b.refuse(worker, c, complaint.Appeal{Finding: 9}, complaint.ErrInvalid)))
		require.Equal(t, []string{"outside"}, fields(b.refuse(worker, c, complaint.Appeal{Finding: 1, Body: "court"}, complaint.ErrInvalid)))
		require.Equal(t, "conflict-of-interest", b.refuse(worker, c, complaint.Appeal{}, complaint.ErrForbidden).Rule, "the complainant's appeal is not theirs to make")
		c = b.do(worker, c, appeal)
		require.Equal(t, "appealed already", b.refuse(worker, c, appeal, complaint.ErrNotAllowed).Rule)
	})
	t.Run("also of another unit", func(t *testing.T) {
		b := setup(t, heard)
		c := b.do(worker, b.in(complaint.Investigating), complaint.RecordFinding{Cause: "late", People: []string{"u9"}})
		b.refuse(cook, c, complaint.Note{Text: "x"}, complaint.ErrForbidden)
		c = b.do(cook, c, appeal)
		require.Equal(t, "u9", c.Appeals[0].By)
		b.verify(c.ID)
	})
	t.Run("beside the complainant's own", func(t *testing.T) {
		b := setup(t, heard)
		c := b.do(worker, blamed(b), appeal)
		c = b.do(clerk, c, complaint.Appeal{})
		require.Equal(t, complaint.UnderReview, c.State)
		c = b.do(manager, c, complaint.DecideAppeal{Text: "维持"})
		require.Equal(t, complaint.Closed, c.State)
		require.True(t, c.Appeals[0].Decided.IsZero(), "each is decided on its own")
		c = b.do(boss, c, complaint.DecideAppeal{Appeal: 1, Text: "不成立"})
		require.Equal(t, complaint.AppealConfirmed, c.Appeals[0].Decision)
		require.Equal(t, complaint.Closed, c.State)
		b.verify(c.ID)
	})
}
