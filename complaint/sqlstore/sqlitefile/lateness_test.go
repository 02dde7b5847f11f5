package sqlitefile

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/storetest"
)

// TestBarsLateness holds how late a desk that runs records what is due, at a hundred steps a second.
func TestBarsLateness(t *testing.T) {
	if os.Getenv("REDRESS_BARS") == "" {
		t.Skip("measures time: REDRESS_BARS=1 on a quiet machine")
	}
	storetest.LatenessBars(t, func(t testing.TB) []complaint.Store { t.Helper(); return []complaint.Store{openNew(t, nil)} })
}

func TestALatenessOfAFewSteps(t *testing.T) {
	late := storetest.Lateness(t, time.Second/4, 10, 100, openNew(t, nil))
	require.Len(t, late, 10)
	require.GreaterOrEqual(t, late[0], time.Duration(0))
}
