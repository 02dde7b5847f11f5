package main

import (
	"bytes"
	"flag"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/examples/internal/golden"
	"github.com/redress-go/redress/examples/internal/stage"
)

var update = flag.Bool("update", false, "write the golden files")

func play(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), args, stage.Streams{Out: &out, Err: io.Discard}))
	return out.String()
}

func TestTheWeek(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		golden.Check(t, lang+".txt", play(t, "-lang", lang), *update)
	}
}

// A second run reads the week from the file and plays nothing.
func TestTheWeekIsKept(t *testing.T) {
	db := filepath.Join(t.TempDir(), "week.db")
	first := play(t, "-db", db)
	again := play(t, "-db", db)
	_, closing, found := strings.Cut(first, "\n## 台账")
	require.True(t, found)
	_, ledger, found := strings.Cut(again, "\n## 台账")
	require.True(t, found)
	assert.Equal(t, closing, ledger)
	assert.NotContains(t, again, "周一")
}

func TestFlags(t *testing.T) {
	for args, want := range map[string]string{"-lang fr": "neither zh nor en", "more": "unexpected argument"} {
		err := run(t.Context(), strings.Fields(args), stage.Streams{Out: io.Discard, Err: io.Discard})
		require.ErrorContains(t, err, want)
	}
}
