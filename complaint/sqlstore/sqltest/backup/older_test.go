package backup

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// A backup is older than the last answer. What it cannot know, only something outside of it can tell.
func TestWhatAnOlderBackupCannotKnow(t *testing.T) {
	everywhere(t, false, func(t *testing.T, p place) {
		ctx := t.Context()
		b := &book{cases: map[complaint.CaseID]kept{}}
		o := openOffice(t, p.open(t), morning())
		require.NoError(t, o.story(ctx, b, "old", 4))
		restore := p.backup(t)
		early, _ := b.copy()
		for id := range early { // goes on after the backup
			c, err := o.Do(ctx, chief(), id, complaint.Note{Text: "later"})
			require.NoError(t, err)
			b.note(c)
		}
		var last *complaint.Case
		for i := range 3 {
			res, err := o.Submit(ctx, request(fmt.Sprintf("late-%d", i)))
			require.NoError(t, err)
			b.note(res.Case)
			last = res.Case
		}
		answered, _ := b.copy()

		again := openOffice(t, restore(t).open(t), morning())
		assert.Empty(t, again.prove(t), "an older ledger is a whole one: Verify cannot tell")
		assert.Len(t, missing(t, again.store, answered), len(answered), "heads kept outside can")
		assert.Empty(t, missing(t, again.store, early))

		res, err := again.Submit(ctx, request("new"))
		require.NoError(t, err)
		assert.Contains(t, numbersOf(answered), res.Case.Number, "a number given after the backup is given again")
		assert.NotContains(t, answered, res.Case.ID, "to another case")

		beyond(t, again, last)
		res, err = again.Submit(ctx, request("newer"))
		require.NoError(t, err)
		assert.NotContains(t, numbersOf(answered), res.Case.Number)
		assert.Greater(t, res.Case.Number, last.Number)
		gaps, err := again.NumberGaps(ctx, chief())
		require.NoError(t, err)
		assert.NotEmpty(t, gaps, "what was skipped is told as a gap")
	})
}

// beyond uses up the numbers of a series up to that of the last case that is known to have been answered, as
// docs/stores.md tells the operator to.
func beyond(t *testing.T, o *office, last *complaint.Case) {
	t.Helper()
	var n int64
	_, err := fmt.Sscanf(last.Number[len(last.Series):], "%d", &n)
	require.NoError(t, err)
	for i := 0; ; i++ {
		got, err := o.store.Reserve(t.Context(), "default", last.Series, fmt.Sprintf("restored/%d", i))
		require.NoError(t, err)
		if got >= n {
			return
		}
	}
}

func numbersOf(answered map[complaint.CaseID]kept) (out []string) {
	for _, k := range answered {
		out = append(out, k.number)
	}
	return out
}

// accept takes every notice.
func accept(context.Context, complaint.Notice) error { return nil }
