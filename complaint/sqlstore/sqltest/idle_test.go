package sqltest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// A desk that runs and has nothing to do for hours asks the server nothing: a case is open, and its first step is far away.
func TestADeskThatWaitsAsksNothing(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		r, db := record(t, s)
		desk, err := complaint.Open(t.Context(), s.Store(t, db, s.Prefix(t)), nil, preset.Service())
		require.NoError(t, err)
		_, err = desk.Register(t.Context(), complaint.Actor{ID: "u1", Role: "head", Unit: "desk"}, complaint.Intake{
			Channel: preset.Service().Channels[0].Code, Text: "空调不制冷", Complainant: complaint.Person{Name: "王先生"},
		})
		require.NoError(t, err)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- desk.Run(ctx) }()
		require.Eventually(t, func() bool {
			h, err := desk.Health(t.Context())
			return err == nil && !h.Swept.IsZero()
		}, 10*time.Second, time.Millisecond, "the first sweep is over")
		asked := r.during(func() {
			timer := time.NewTimer(2 * time.Second)
			defer timer.Stop()
			<-timer.C
		})
		require.Empty(t, asked)
		stop()
		require.ErrorIs(t, <-ended, context.Canceled)
	})
}
