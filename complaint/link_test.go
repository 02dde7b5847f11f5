package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// another registers a complaint of somebody else.
func (b *bench) another() *complaint.Case {
	b.Helper()
	in := guest()
	in.Complainant.Phone, in.Place = "13800000077", "1407"
	return b.register(in)
}

// reload reads a case as it stands.
func (b *bench) reload(c *complaint.Case) *complaint.Case {
	b.Helper()
	c, err := b.desk.Case(b.ctx, boss, c.ID)
	require.NoError(b, err)
	return c
}

func TestWhatLinksRecord(t *testing.T) {
	b := setup(t)
	c, other := b.in(complaint.Investigating), b.another()
	b.do(clerk, c, complaint.LinkTo{Case: other.ID})
	require.Equal(t, []complaint.Link{{Kind: "related", Case: other.ID}}, b.reload(c).Links)
	require.Equal(t, []complaint.Link{{Kind: "related", Case: c.ID}}, b.reload(other).Links)
	e := b.last(other)
	require.Equal(t, c.ID, e.From, "the other ledger says which case the command was given to")
	require.Equal(t, complaint.LinkTo{Case: other.ID}, e.Command)
	b.do(clerk, c, complaint.LinkTo{Case: other.ID, Kind: "child"})
	require.Contains(t, b.reload(other).Links, complaint.Link{Kind: "parent", Case: c.ID})
	b.verify(c.ID)
	b.verify(other.ID)
}

func TestLinksRefuse(t *testing.T) {
	b := setup(t)
	c, other := b.in(complaint.Investigating), b.another()
	c = b.do(clerk, c, complaint.LinkTo{Case: other.ID})
	for _, tc := range []struct {
		name string
		cmd  complaint.Command
		code error
	}{
		{"the same link twice", complaint.LinkTo{Case: other.ID}, complaint.ErrNotAllowed},
		{"a link to itself", complaint.LinkTo{Case: c.ID}, complaint.ErrInvalid},
		{"a link to nothing", complaint.LinkTo{}, complaint.ErrInvalid},
		{"a link to what is not there", complaint.LinkTo{Case: "01KJV5QQM00000000000000000"}, complaint.ErrNotFound},
		{"a link of an unknown kind", complaint.LinkTo{Case: other.ID, Kind: "friend"}, complaint.ErrInvalid},
		{"the kinds that other commands make", complaint.LinkTo{Case: other.ID, Kind: "merged-into"}, complaint.ErrInvalid},
		{"a merge into itself", complaint.Merge{Into: c.ID}, complaint.ErrInvalid},
		{"a merge into nothing", complaint.Merge{}, complaint.ErrInvalid},
		{"a merge into what is not there", complaint.Merge{Into: "01KJV5QQM00000000000000000"}, complaint.ErrNotFound},
		{"an unmerge of what was not merged", complaint.Unmerge{}, complaint.ErrNotAllowed},
	} {
		t.Run(tc.name, func(t *testing.T) { b.refuse(clerk, c, tc.cmd, tc.code) })
	}
	t.Run("a case of another organisation", func(t *testing.T) {
		stranger := clerk
		stranger.Org = "elsewhere"
		reg, err := b.desk.Register(b.ctx, stranger, guest())
		require.NoError(t, err)
		b.refuse(clerk, c, complaint.LinkTo{Case: reg.Case.ID, Kind: "batch"}, complaint.ErrNotFound)
		b.refuse(clerk, c, complaint.Merge{Into: reg.Case.ID}, complaint.ErrNotFound)
	})
}

func TestAMergeRefusesAnEndedTarget(t *testing.T) {
	for _, state := range []complaint.State{complaint.Closed, complaint.Archived, complaint.Refused, complaint.Withdrawn, complaint.Merged} {
		t.Run(string(state), func(t *testing.T) {
			b := setup(t)
			target, c := b.in(state), b.another()
			if state == complaint.Merged {
				require.NotEqual(t, target.MergedInto, c.ID)
			}
			require.Equal(t, "target ended", b.refuse(clerk, c, complaint.Merge{Into: target.ID}, complaint.ErrNotAllowed).Rule)
		})
	}
}

func TestAMergedCaseComesOutAgain(t *testing.T) {
	b := setup(t)
	target, c := b.in(complaint.Investigating), b.another()
	due := target.Due("resolve")
	c = b.do(clerk, c, complaint.Merge{Into: target.ID})
	require.Equal(t, complaint.Merged, c.State)
	require.Equal(t, 2, b.reload(target).People, "both complain together now")
	require.Contains(t, told(b.last(target)), "merged person:u2")
	b.clock.Add(hour)
	c = b.do(clerk, c, complaint.Unmerge{Text: "不是一回事"})
	require.Equal(t, complaint.Registered, c.State)
	require.Empty(t, c.MergedInto)
	require.Empty(t, c.Links)
	require.False(t, c.Due("resolve").IsZero(), "its clocks run again")
	target = b.reload(target)
	require.Empty(t, target.Links)
	require.Equal(t, 1, target.People)
	require.Equal(t, due, target.Due("resolve"))
	b.take(c, complaint.Archived)
	b.verify(c.ID)
	b.verify(target.ID)
}

func TestAParentNeverClosesOverOpenChildren(t *testing.T) {
	family := func(b *bench, s complaint.State) (parent, child *complaint.Case) {
		parent, child = b.in(s), b.another()
		return b.do(clerk, parent, complaint.LinkTo{Case: child.ID, Kind: "child"}), child
	}
	t.Run("it is not resolved", func(t *testing.T) {
		b := setup(t)
		parent, child := family(b, complaint.Investigating)
		require.Equal(t, "children", b.refuse(worker, parent, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed).Rule)
		b.do(clerk, child, complaint.Withdraw{})
		require.Equal(t, complaint.Resolved, b.do(worker, parent, complaint.Resolve{Outcome: "explained"}).State)
	})
	t.Run("it is not closed", func(t *testing.T) {
		b := setup(t)
		parent, child := family(b, complaint.FollowingUp)
		require.Equal(t, "children", b.refuse(clerk, parent, complaint.Close{}, complaint.ErrNotAllowed).Rule)
		b.take(child, complaint.Resolved)
		require.Equal(t, complaint.Closed, b.do(clerk, parent, complaint.Close{}).State)
	})
	t.Run("nor by time", func(t *testing.T) {
		b := setup(t)
		parent, _ := family(b, complaint.FollowingUp)
		b.clock.Add(10 * 24 * hour)
		b.sweep()
		require.Equal(t, complaint.FollowingUp, b.reload(parent).State)
		require.Len(t, b.ticks(parent.ID, "auto-close"), 1)
		b.verify(parent.ID)
	})
	t.Run("nor directly at the desk", func(t *testing.T) {
		b := setup(t)
		in := guest()
		in.Severity = classify.Minor
		parent, child := b.register(in), b.another()
		parent = b.do(clerk, parent, complaint.LinkTo{Case: child.ID, Kind: "child"})
		require.Equal(t, "children", b.refuse(clerk, parent, complaint.CloseDirectly{}, complaint.ErrNotAllowed).Rule)
	})
	t.Run("other links hold nothing back", func(t *testing.T) {
		b := setup(t)
		c, other := b.in(complaint.FollowingUp), b.another()
		c = b.do(clerk, c, complaint.LinkTo{Case: other.ID, Kind: "batch"})
		require.Equal(t, complaint.Closed, b.do(clerk, c, complaint.Close{}).State)
	})
}

func TestTheOptionsKnowTheChildren(t *testing.T) {
	b := setup(t)
	c, child := b.in(complaint.FollowingUp), b.another()
	c = b.do(clerk, c, complaint.LinkTo{Case: child.ID, Kind: "child"})
	options, err := b.desk.Next(b.ctx, clerk, c.ID)
	require.NoError(t, err)
	for _, o := range options {
		if o.Command == "close" {
			require.Equal(t, complaint.Option{Command: "close", Rule: "children"}, complaint.Option{Command: o.Command, OK: o.OK, Rule: o.Rule})
		}
	}
}
