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

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/examples/internal/golden"
	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/redress-go/redress/sla"
)

var update = flag.Bool("update", false, "write the golden files")

func play(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), args, stage.Streams{Out: &out, Err: io.Discard}))
	return out.String()
}

func TestTheStory(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		golden.Check(t, lang+".txt", play(t, "-lang", lang), *update)
	}
}

// A second run reads the cases from the file and plays nothing.
func TestTheStoryIsKept(t *testing.T) {
	db := filepath.Join(t.TempDir(), "bank.db")
	_, first, _ := strings.Cut(play(t, "-db", db), "\n## 台账")
	again := play(t, "-db", db)
	_, second, found := strings.Cut(again, "\n## 台账")
	require.True(t, found)
	assert.Equal(t, first, second)
	assert.NotContains(t, again, "合规审查")
}

// The rules are lawful, and a limit of the same number but another unit is not: the fault names the law.
func TestFifteenWorkingDaysAreTooLong(t *testing.T) {
	pb, err := bankRules()
	require.NoError(t, err)
	require.NoError(t, pb.Validate())
	var bad *playbook.InvalidError
	require.ErrorAs(t, slower(pb, sla.Workdays(15)).Validate(), &bad)
	require.Len(t, bad.Faults, 1)
	assert.Equal(t, "targets[resolve].terms[0]", bad.Faults[0].Path)
	assert.Contains(t, bad.Faults[0].Rule, "银保监会令2020年第3号")
	require.NoError(t, pb.Validate(), "the playbook itself was not touched")
}
