package complaint

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestALaneNobodyUsesIsDropped(t *testing.T) {
	var q queue
	leave, err := q.enter(t.Context(), "b", "a", "b")
	require.NoError(t, err)
	require.Len(t, q.lanes, 2, "a key named twice is one lane")
	leave()
	require.Empty(t, q.lanes, "or a desk would remember every case for ever")
}

func TestWhoeverGivesUpWaitingLeavesNothing(t *testing.T) {
	var q queue
	leave, err := q.enter(t.Context(), "a")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = q.enter(ctx, "0", "a")
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, q.lanes, 1, "the lane it had entered before is free again")
	leave()
	require.Empty(t, q.lanes)
}

func TestOneAtATime(t *testing.T) {
	var q queue
	var wg sync.WaitGroup
	inside, most, total := 0, 0, 0
	for i := range 64 {
		wg.Go(func() {
			keys := []string{"a", "b"}
			if i%2 == 1 {
				keys = []string{"b", "a"}
			}
			leave, err := q.enter(t.Context(), keys...)
			if err != nil {
				t.Error(err)
				return
			}
			defer leave()
			inside++
			most = max(most, inside)
			total++
			inside--
		})
	}
	wg.Wait()
	require.Equal(t, 1, most)
	require.Equal(t, 64, total)
	require.Empty(t, q.lanes)
}
