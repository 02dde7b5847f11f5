package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// R05, R13: explained, accepted, recorded, closed; whatever was not accepted is a case like any other.
func TestTheDeskClosesDirectlyWhatWasAccepted(t *testing.T) {
	rules := with(func(pb *playbook.Playbook) {
		kinds(pb)
		pb.Direct = playbook.DirectPolicy{Accepted: true}
	})
	minor := guest()
	minor.Severity = classify.Minor
	t.Run("a severity that allows it", func(t *testing.T) {
		b := setup(t, rules)
		c := b.register(minor)
		refusal := b.refuse(clerk, c, complaint.CloseDirectly{}, complaint.ErrNotAllowed)
		require.Equal(t, "accepted", refusal.Rule)
		require.Equal(t, []string{"dispatch"}, refusal.Allowed)
		c = b.do(clerk, c, complaint.CloseDirectly{Accepted: true, Text: "已解释"})
		require.Equal(t, complaint.Closed, c.State)
		require.Equal(t, "explained", c.Outcome)
		e := b.last(c)
		require.Equal(t, complaint.CloseDirectly{Accepted: true}, e.Command, "it stays in the ledger")
		require.Equal(t, "u1", e.Actor.ID)
		b.verify(c.ID)
	})
	t.Run("a severity that does not", func(t *testing.T) {
		b := setup(t, rules)
		require.Equal(t, "direct", b.refuse(clerk, b.register(guest()), complaint.CloseDirectly{Accepted: true}, complaint.ErrNotAllowed).Rule)
	})
	t.Run("a kind that allows it whatever its severity", func(t *testing.T) {
		b := setup(t, rules)
		in := guest()
		in.Kind = "query"
		require.Equal(t, complaint.Closed, b.do(clerk, b.register(in), complaint.CloseDirectly{Accepted: true}).State)
	})
	t.Run("with an outcome its kind may have", func(t *testing.T) {
		b := setup(t, rules)
		refusal := b.refuse(clerk, b.register(minor), complaint.CloseDirectly{Accepted: true, Outcome: "adopted"}, complaint.ErrInvalid)
		require.Equal(t, []string{"outcome"}, fields(refusal))
	})
}

// One in so many direct closes is looked at by somebody else, and nobody can choose which.
func TestDirectClosesAreSampledForReviewByAnother(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Direct = playbook.DirectPolicy{Sample: 4, Reviewer: "manager"}
		pb.Repeat = playbook.RepeatPolicy{}
	}))
	var drawn []*complaint.Case
	const all = 120
	for range all {
		in := guest()
		in.Severity = classify.Minor
		c := b.do(manager, b.register(in), complaint.CloseDirectly{})
		if c.HasTag("sampled") {
			drawn = append(drawn, c)
		} else {
			require.Empty(t, c.Tasks)
		}
	}
	require.InDelta(t, all/4, len(drawn), 15)
	c := drawn[0]
	require.Equal(t, "review-direct-close", c.Tasks[0].Code)
	require.Equal(t, "manager", c.Tasks[0].Role)
	require.Contains(t, told(b.last(c)), "task role:manager")
	b.refuse(manager, c, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden)
	b.refuse(clerk, c, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden)
	other := complaint.Actor{ID: "u44", Role: "manager", Unit: "office"}
	c = b.do(other, c, complaint.CompleteTask{Task: 1, Result: "fine"})
	require.False(t, c.Tasks[0].Done.IsZero())
	refusal := b.refuse(boss, c, complaint.Tag{Remove: []string{"sampled"}}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "remove", Rule: "set by the engine"}}, refusal.Fields)
	b.verify(c.ID)
}
