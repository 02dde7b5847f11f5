package sla_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program that imports a package of this folder alone links the standard
// library and the folder, nothing else.
func TestWorkingAloneLinksTheStandardLibraryOnly(t *testing.T) {
	const root = "github.com/redress-go/redress/sla"
	for pkg, want := range map[string][]string{
		root:         {root},
		root + "/cn": {root, root + "/cn"},
	} {
		out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", pkg).Output()
		require.NoError(t, err)
		assert.Equal(t, want, strings.Fields(string(out)))
	}
}
