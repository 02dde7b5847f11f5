package complaint_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// Cases that wait for each other in a circle would never end.
func TestNoCircleOfParents(t *testing.T) {
	for _, tc := range []struct {
		name  string
		kinds []string // of the links from each case to the next; the last one leads back to the first
	}{
		{"of three parents", []string{"child", "child", "child"}},
		{"of five", []string{"child", "child", "child", "child", "child"}},
		{"a lead under its member's child", []string{"batch", "child", "child"}},
		{"a lead in the middle", []string{"child", "batch", "child"}},
		{"closed by a batch", []string{"child", "child", "batch"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			cases := make([]*complaint.Case, len(tc.kinds))
			for i := range cases {
				cases[i] = b.numbered(i)
			}
			last := len(cases) - 1
			for i := range last {
				b.do(clerk, cases[i], complaint.LinkTo{Case: cases[i+1].ID, Kind: tc.kinds[i]})
			}
			refusal := b.refuse(clerk, cases[last], complaint.LinkTo{Case: cases[0].ID, Kind: tc.kinds[last]}, complaint.ErrNotAllowed)
			require.Equal(t, "circle", refusal.Rule)
			require.Equal(t, []string{"link"}, refusal.Allowed)
			b.do(clerk, cases[last], complaint.LinkTo{Case: cases[0].ID}) // a mere relation is none
			b.do(clerk, cases[0], complaint.LinkTo{Case: cases[1].ID, Kind: tc.kinds[0], Remove: true})
			b.do(clerk, cases[last], complaint.LinkTo{Case: cases[0].ID, Kind: "child"}) // once it is open, it may close elsewhere
			for _, c := range cases {
				b.verify(c.ID)
			}
		})
	}
	t.Run("nor through a merge: a parent does not go into what is under it", func(t *testing.T) {
		b := setup(t)
		top, mid, low := b.numbered(0), b.numbered(1), b.numbered(2)
		b.do(clerk, top, complaint.LinkTo{Case: mid.ID, Kind: "child"})
		b.do(clerk, mid, complaint.LinkTo{Case: low.ID, Kind: "child"})
		require.Equal(t, "children", b.refuse(clerk, top, complaint.Merge{Into: low.ID}, complaint.ErrNotAllowed).Rule)
		b.do(clerk, low, complaint.Merge{Into: top.ID})
		require.Equal(t, "target ended", b.refuse(clerk, b.reload(mid), complaint.Merge{Into: low.ID}, complaint.ErrNotAllowed).Rule)
	})
	t.Run("a diamond is none", func(t *testing.T) {
		b := setup(t)
		top, left, right, low := b.numbered(0), b.numbered(1), b.numbered(2), b.numbered(3)
		b.do(clerk, top, complaint.LinkTo{Case: left.ID, Kind: "child"}, complaint.LinkTo{Case: right.ID, Kind: "child"})
		b.do(clerk, left, complaint.LinkTo{Case: low.ID, Kind: "child"})
		b.do(clerk, right, complaint.LinkTo{Case: low.ID, Kind: "child"})
		require.Equal(t, "circle", b.refuse(clerk, low, complaint.LinkTo{Case: top.ID, Kind: "child"}, complaint.ErrNotAllowed).Rule)
	})
}

// Two nodes that each tie a part of a circle at the same moment do not close it between them.
func TestTwoNodesDoNotCloseACircleBetweenThem(t *testing.T) {
	inner := memstore.New()
	other := setupOn(t, inner)
	store := &overtaken{Store: inner}
	slow := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock, cfg.Rand = other.clock, newSeeded(2) })
	one, two, three, four := other.numbered(0), other.numbered(1), other.numbered(2), other.numbered(3)
	other.do(clerk, two, complaint.LinkTo{Case: three.ID, Kind: "child"})
	other.do(clerk, four, complaint.LinkTo{Case: one.ID, Kind: "child"})
	store.quicker = func() { other.do(clerk, three, complaint.LinkTo{Case: four.ID, Kind: "child"}) }
	_, err := slow.desk.Do(slow.ctx, clerk, one.ID, complaint.LinkTo{Case: two.ID, Kind: "child"})
	require.True(t, isRule(err, "circle"), "%v", err)
}

func TestWhateverIsLinkedThereIsNoCircle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := setup(t)
		var ids []complaint.CaseID
		for i := range 5 {
			ids = append(ids, b.numbered(i).ID)
		}
		for range 14 {
			from, to := rapid.SampledFrom(ids).Draw(rt, "from"), rapid.SampledFrom(ids).Draw(rt, "to")
			_, _ = b.desk.Do(b.ctx, clerk, from, complaint.LinkTo{
				Case: to, Kind: rapid.SampledFrom([]string{"child", "batch"}).Draw(rt, "kind"), Remove: rapid.IntRange(0, 4).Draw(rt, "remove") == 0,
			})
		}
		under := map[complaint.CaseID][]complaint.CaseID{}
		for _, id := range ids {
			c, err := b.desk.Case(b.ctx, boss, id)
			require.NoError(rt, err)
			for _, l := range c.Links {
				if l.Kind == "child" || l.Kind == "batch" {
					under[id] = append(under[id], l.Case)
				}
			}
		}
		for _, id := range ids {
			reached := slices.Clone(under[id])
			for i := 0; i < len(reached) && len(reached) < 1000; i++ {
				require.NotEqual(rt, id, reached[i], "%v", under)
				for _, next := range under[reached[i]] {
					if !slices.Contains(reached, next) {
						reached = append(reached, next)
					}
				}
			}
		}
	})
}
