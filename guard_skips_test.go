package redress_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// maySkip are the files whose tests over servers and crashes may skip something, each with its reason. Where servers are
// required, as in CI, a missing one is a failure and not a skip.
var maySkip = map[string]string{
	"complaint/sqlstore/sqltest/servers.go":           "a server that does not answer, unless servers are required; -short",
	"complaint/sqlstore/sqltest/private/kinds.go":     "a server's program that is missing, unless servers are required",
	"complaint/sqlstore/sqltest/backup/place_test.go": "a backup program that is missing, unless servers are required",
	"complaint/sqlstore/sqltest/cut/silent_test.go":   "it waits for five seconds, unless REDRESS_PROOF is set",
	"complaint/sqlstore/sqltest/lateness_test.go":     "a bar is measured alone",
	"complaint/sqlstore/sqltest/desk_bench_test.go":   "a bar is measured alone",
	"complaint/sqlstore/sqlitefile/lateness_test.go":  "a bar is measured alone",
	"examples/nodes/nodes_test.go":                    "a server that does not answer, unless servers are required",
}

func TestProofsAreNotSkippedQuietly(t *testing.T) {
	seen := map[string]bool{}
	for _, dir := range []string{"complaint/sqlstore", "examples/nodes"} {
		require.NoError(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			path = filepath.ToSlash(path)
			if strings.Contains(string(text), ".Skip") {
				seen[path] = true
				assert.Contains(t, maySkip, path, "%s skips something; say why", path)
			}
			return nil
		}))
	}
	for path := range maySkip {
		assert.True(t, seen[path], "a reason for nothing: %s", path)
	}
}
