package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/examples/internal/golden"
	"github.com/redress-go/redress/examples/internal/stage"
)

var update = flag.Bool("update", false, "write the golden files")

func output(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, stage.Streams{Out: &out, Err: io.Discard})
	return out.String(), err
}

func TestTheMonth(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		out, err := output(t, "-lang", lang)
		require.NoError(t, err)
		golden.Check(t, lang+".txt", out, *update)
	}
}

// A second run reads the month from the file and plays nothing.
func TestTheMonthIsKept(t *testing.T) {
	args := []string{"-cases", "8", "-db", filepath.Join(t.TempDir(), "month.db")}
	first, err := output(t, args...)
	require.NoError(t, err)
	again, err := output(t, args...)
	require.NoError(t, err)
	assert.Equal(t, first, again)
	assert.Contains(t, again, "LJ2610-008")
}

func TestAnotherSeedIsAnotherMonth(t *testing.T) {
	one, err := output(t, "-cases", "5")
	require.NoError(t, err)
	two, err := output(t, "-cases", "5", "-seed", "2")
	require.NoError(t, err)
	assert.NotEqual(t, one, two)
}

// An overlay of somebody's own is reported fault by fault, and nothing is played.
func TestFaultyRulesAreNotPlayed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.json")
	for text, want := range map[string]string{
		string(broken):                   "units[5].head",
		`{"id":"a b","version":"1"}`:     "overlay a b.id",
		`{"id":"x","version":"1","x":1}`: "",
	} {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		out, err := output(t, "-overlay", path)
		require.Error(t, err)
		assert.Contains(t, out, want)
		assert.NotContains(t, out, "台账")
	}
	_, err := output(t, "-overlay", path+"x")
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = output(t, "-cases", "0")
	require.ErrorContains(t, err, "from 1 to 999")
}

// The rules that come with the program are good; taking a unit away that a route needs is not.
func TestTheRulesAreGood(t *testing.T) {
	pb, err := read(company)
	require.NoError(t, err)
	assert.Empty(t, pb.Warnings())
	_, err = read([]byte(strings.Replace(string(company), `"remove": [`, `"remove": ["units[finance]", `, 1)))
	require.ErrorContains(t, err, "finance")
}
