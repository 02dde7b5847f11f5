package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

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

func TestTheOptionsKnowTheChildren(t *testing.T) {
	b := setup(t)
	c, child := b.in(complaint.FollowingUp), b.another()
	c = b.do(clerk, c, complaint.LinkTo{Case: child.ID, Kind: "child"})
	options, err := b.desk.Options(b.ctx, clerk, c.ID)
	require.NoError(t, err)
	for _, o := range options {
		if o.Command == "close" {
			require.Equal(t, complaint.Option{Command: "close", Rule: "children"}, complaint.Option{Command: o.Command, OK: o.OK, Rule: o.Rule})
		}
	}
}
