package complaint_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// TestPeopleNeverDrift merges and unmerges at random: a case always counts the people of everything that is merged into
// it now, directly or through others.
func TestPeopleNeverDrift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := &bench{T: new(testing.T), ctx: context.Background()}
		b.openHouse(t, memstore.New())
		const n = 5
		var ids [n]complaint.CaseID
		var own, into [n]int
		for i := range n {
			in := b.intakeOf(i, string(rune('a'+i)))
			own[i] = rapid.IntRange(1, 4).Draw(t, "people")
			in.Complainants, into[i] = own[i], -1
			reg, err := b.desk.Register(b.ctx, clerk, in)
			require.NoError(t, err)
			ids[i] = reg.Case.ID
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			i := rapid.IntRange(0, n-1).Draw(t, "case")
			if into[i] >= 0 {
				_, err := b.desk.Do(b.ctx, clerk, ids[i], complaint.Unmerge{})
				require.NoError(t, err)
				into[i] = -1
			} else if j := rapid.IntRange(0, n-1).Draw(t, "target"); j != i {
				_, err := b.desk.Do(b.ctx, clerk, ids[i], complaint.Merge{Into: ids[j]})
				require.Equal(t, into[j] >= 0, errors.Is(err, complaint.ErrNotAllowed), "only a case that stands alone is a target")
				if err == nil {
					into[i] = j
				}
			}
			for k := range n {
				c, err := b.desk.Case(b.ctx, boss, ids[k])
				require.NoError(t, err)
				require.Equal(t, counted(k, own, into), c.Complainants, "case %d of %v", k, into)
			}
		}
	})
}

// counted adds up the people of a case and of everything merged into it.
func counted(k int, own, into [5]int) int {
	sum := own[k]
	for i, to := range into {
		if to == k {
			sum += counted(i, own, into)
		}
	}
	return sum
}
