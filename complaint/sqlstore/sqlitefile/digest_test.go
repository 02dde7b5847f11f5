package sqlitefile

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// Two nodes on one file: every recipient gets one message in a window, whoever sends it, and no notice is lost.
func TestTwoNodesSendADigestOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "redress.db")
	var now sync.Mutex
	clock := &steps{at: time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC)}
	node := func() *complaint.Desk {
		s, err := Open(t.Context(), path, nil)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		pb := preset.Hotel()
		pb.Digest.Window, pb.Quiet.Calendar = sla.Minutes(15), ""
		desk, err := complaint.Open(t.Context(), s, &complaint.Config{Clock: clock, MaxClockSkew: -1}, pb)
		require.NoError(t, err)
		return desk
	}
	nodes := []*complaint.Desk{node(), node()}
	guests(t, nodes[0], 40)
	messages, parts := map[string]int{}, map[string]int{}
	send := func(_ context.Context, n complaint.Notice) error {
		now.Lock()
		defer now.Unlock()
		messages[n.To]++
		for _, part := range n.Digest {
			parts[part.ID]++
		}
		return nil
	}
	clock.at = clock.at.Add(15 * time.Minute)
	var wg sync.WaitGroup
	for _, desk := range nodes {
		wg.Go(func() {
			_, err := desk.Deliver(t.Context(), send)
			require.NoError(t, err)
		})
	}
	wg.Wait()
	require.GreaterOrEqual(t, len(parts), 40)
	for to, n := range messages {
		if to != complaint.Complainant {
			require.Equal(t, 1, n, to)
		}
	}
	for id, n := range parts {
		require.Equal(t, 1, n, id)
	}
}

// steps is a clock that stands still between steps.
type steps struct{ at time.Time }

func (s *steps) Now() time.Time { return s.at }
