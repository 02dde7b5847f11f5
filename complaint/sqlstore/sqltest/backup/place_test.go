package backup

import (
	"database/sql"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// place is where a store is kept.
type place interface {
	// open opens the store.
	open(t *testing.T) complaint.Store
	// backup takes a backup while others write, and returns what restores it into an empty place.
	backup(t *testing.T) (restore func(t *testing.T) place)
	// db is a pool beside the store's, and prefix that of the tables.
	db(t *testing.T) *sql.DB
	prefix() string
}

// everywhere runs a test on each kind of database; whoever only runs the tests gets servers only where quick says so.
func everywhere(t *testing.T, quick bool, test func(t *testing.T, p place)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, newFile(t)) })
	if sqltest.Rounds(1, 2, 2) == 1 && !quick {
		return
	}
	for _, s := range sqltest.Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			test(t, newServer(t, s))
		})
	}
}

// program finds a program by one of its names. Without one the test is skipped, or fails under
// REDRESS_TEST_SERVERS=required.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("REDRESS_TEST_SERVERS") == "required" {
		t.Fatalf("no program %v", names)
	}
	t.Skipf("SKIPPED, nothing was tested: no program %v", names)
	return ""
}

// run runs a program to its end.
func run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Run(), "%s: %s", cmd, &said)
}
