package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

func TestAParentNeverClosesOverOpenChildren(t *testing.T) {
	for _, kind := range []string{"child", "batch"} {
		family := func(b *bench, s complaint.State) (parent, child *complaint.Case) {
			parent, child = b.in(s), b.another()
			return b.do(clerk, parent, complaint.LinkTo{Case: child.ID, Kind: kind}), child
		}
		t.Run("it is not resolved: "+kind, func(t *testing.T) {
			b := setup(t)
			parent, child := family(b, complaint.Investigating)
			refusal := b.refuse(worker, parent, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed)
			require.Equal(t, "children", refusal.Rule)
			require.Equal(t, []complaint.FieldError{{Field: "members", Rule: "1 still open"}}, refusal.Fields)
			require.Equal(t, []string{"each", "link"}, refusal.Allowed)
			b.do(clerk, child, complaint.Withdraw{})
			require.Equal(t, complaint.Resolved, b.do(worker, parent, complaint.Resolve{Outcome: "explained"}).State)
		})
		t.Run("it is not closed: "+kind, func(t *testing.T) {
			b := setup(t)
			parent, child := family(b, complaint.FollowingUp)
			require.Equal(t, "children", b.refuse(clerk, parent, complaint.Close{}, complaint.ErrNotAllowed).Rule)
			b.take(child, complaint.Resolved)
			require.Equal(t, complaint.Closed, b.do(clerk, parent, complaint.Close{}).State)
		})
		t.Run("nor by time: "+kind, func(t *testing.T) {
			b := setup(t)
			parent, _ := family(b, complaint.FollowingUp)
			b.clock.Add(10 * 24 * hour)
			b.sweep()
			require.Equal(t, complaint.FollowingUp, b.reload(parent).State)
			require.Len(t, b.ticks(parent.ID, "auto-close"), 1)
			b.verify(parent.ID)
		})
		t.Run("nor directly at the desk: "+kind, func(t *testing.T) {
			b := setup(t)
			in := guest()
			in.Severity = classify.Minor
			parent, child := b.register(in), b.another()
			parent = b.do(clerk, parent, complaint.LinkTo{Case: child.ID, Kind: kind})
			require.Equal(t, "children", b.refuse(clerk, parent, complaint.CloseDirectly{}, complaint.ErrNotAllowed).Rule)
		})
		t.Run("when it ends all the same it is not silent: "+kind, func(t *testing.T) {
			b := setup(t)
			parent, _ := family(b, complaint.Investigating)
			parent = b.do(clerk, parent, complaint.Withdraw{})
			require.Equal(t, complaint.Withdrawn, parent.State)
			require.Subset(t, told(b.last(parent)), []string{"members-open person:u2", "members-open role:lead"})
		})
		t.Run("and is free when the link was a mistake: "+kind, func(t *testing.T) {
			b := setup(t)
			parent, child := family(b, complaint.FollowingUp)
			parent = b.do(clerk, parent, complaint.LinkTo{Case: child.ID, Kind: kind, Remove: true})
			require.Empty(t, parent.Links)
			require.Empty(t, b.reload(child).Links)
			require.Equal(t, complaint.Closed, b.do(clerk, parent, complaint.Close{}).State)
			b.verify(child.ID)
		})
	}
	t.Run("other links hold nothing back", func(t *testing.T) {
		b := setup(t)
		c, other := b.in(complaint.FollowingUp), b.another()
		c = b.do(clerk, c, complaint.LinkTo{Case: other.ID, Kind: "report"})
		require.Equal(t, complaint.Closed, b.do(clerk, c, complaint.Close{}).State)
	})
}

func TestACaseHasOneLeadAndALeadIsNobodysMember(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(1)
	other, parent := b.numbered(7), b.numbered(8)
	b.do(clerk, parent, complaint.LinkTo{Case: other.ID, Kind: "child"})
	for _, tc := range []struct {
		name string
		c    *complaint.Case
		cmd  complaint.LinkTo
		rule string
	}{
		{"a second lead", other, complaint.LinkTo{Case: members[0].ID, Kind: "batch"}, "one lead"},
		{"a member that leads", members[0], complaint.LinkTo{Case: other.ID, Kind: "batch"}, "one lead"},
		{"a lead as a member", other, complaint.LinkTo{Case: lead.ID, Kind: "batch"}, "a lead is no member"},
		{"a member over its lead", members[0], complaint.LinkTo{Case: lead.ID, Kind: "child"}, "circle"},
		{"a child over its parent", other, complaint.LinkTo{Case: parent.ID, Kind: "child"}, "circle"},
		{"a link that is not there", other, complaint.LinkTo{Case: lead.ID, Remove: true}, "linked"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			refusal := b.refuse(clerk, tc.c, tc.cmd, complaint.ErrNotAllowed)
			require.Equal(t, tc.rule, refusal.Rule)
			require.Equal(t, []string{"link"}, refusal.Allowed)
		})
	}
}
