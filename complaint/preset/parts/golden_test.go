package parts_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/preset/parts"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// joined is a rule set of parts that compiles and has nothing worse than notes.
func joined(t *testing.T, list ...parts.Part) *classify.Classifier {
	t.Helper()
	rs, err := parts.Join("parts", "1", classify.Label{ZH: "规则部件", EN: "Parts"}, list...)
	require.NoError(t, err)
	for _, f := range rs.Validate() {
		assert.Equal(t, classify.LevelNote, f.Level, "%s %s %v: %s", f.Code, f.Path, f.Rows, f.Message)
	}
	c, err := classify.Compile(rs)
	require.NoError(t, err)
	return c
}

// both holds that a label has a Chinese and an English form.
func both(t *testing.T, what string, l classify.Label) {
	t.Helper()
	assert.NotEmpty(t, l.ZH, what)
	assert.NotEmpty(t, l.EN, what)
}
