package sqltest

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/storetest"
)

// nodes opens two stores on the same new tables, as two processes would.
func nodes(t testing.TB, s Server) []complaint.Store {
	t.Helper()
	db, prefix := s.DB(t), s.Prefix(t)
	return []complaint.Store{s.Store(t, db, prefix), s.Store(t, db, prefix)}
}

// TestBarsOfLateness holds how late two desks that run on one server record what is due.
func TestBarsOfLateness(t *testing.T) {
	if os.Getenv("REDRESS_BARS") == "" {
		t.Skip("bars are measured alone: REDRESS_BARS=1")
	}
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		storetest.LatenessBars(t, func(t testing.TB) []complaint.Store { t.Helper(); return nodes(t, s) })
	})
}

func TestStepsOfTwoNodesAreNeverEarlyNorTwice(t *testing.T) {
	eachServer(t, func(t *testing.T, s Server) {
		t.Helper()
		require.Len(t, storetest.Lateness(t, time.Second/4, 20, 100, nodes(t, s)...), 20)
	})
}
