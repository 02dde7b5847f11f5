package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// The table says what holds a merge back, so that whoever reads it, or asks what may be done, knows.
func TestTheTableSaysThatALeadIsNotMergedAway(t *testing.T) {
	for _, row := range playbook.DefaultLifecycle() {
		if row.Event == "merge" {
			require.Equal(t, []string{"children"}, row.Guards)
		}
	}
	b := setup(t)
	parent, _ := b.gathered(1)
	options, err := b.desk.Options(b.ctx, clerk, parent.ID)
	require.NoError(t, err)
	for _, o := range options {
		if o.Command == "merge" {
			require.False(t, o.OK)
			require.Equal(t, "children", o.Rule)
			require.Equal(t, []string{"each", "link"}, o.Allowed)
		}
	}
	t.Run("a life cycle of one's own may let it go, and it is not silent", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) {
			pb.Lifecycle = playbook.DefaultLifecycle()
			for i := range pb.Lifecycle {
				if pb.Lifecycle[i].Event == "merge" {
					pb.Lifecycle[i].Guards = nil
				}
			}
		}))
		parent, _ := b.gathered(1)
		parent = b.do(clerk, parent, complaint.Merge{Into: b.numbered(7).ID})
		require.Equal(t, complaint.Merged, parent.State)
		require.Subset(t, told(b.last(parent)), []string{"members-open person:u2", "members-open role:lead"})
	})
}
