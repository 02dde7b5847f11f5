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

func play(t *testing.T, typed string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), args, stage.Streams{In: strings.NewReader(typed), Out: &out, Err: io.Discard}))
	return out.String()
}

func TestTheCalls(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		golden.Check(t, lang+".txt", play(t, "", "-lang", lang), *update)
	}
}

// Somebody is the agent: a number that is none and an answer that is none are asked for again.
func TestTheConversation(t *testing.T) {
	golden.Check(t, "conversation.txt", play(t, "9\n3\ny\nmaybe\nn\n\n", "-ask", "-lang", "en"), *update)
	err := run(t.Context(), []string{"-ask"}, stage.Streams{In: strings.NewReader("3\ny\n"), Out: io.Discard, Err: io.Discard})
	require.ErrorContains(t, err, "in the middle of a call")
}

func TestAnswersOnTheCommandLine(t *testing.T) {
	out := play(t, "", "-lang", "en", "-scene", "messages", "-answers", "yes,yes,no,no,yes")
	assert.Contains(t, out, "verdict: local station to be upgraded")
	assert.Contains(t, out, "〔the place〕", "what the desk has to say itself")
	assert.Contains(t, out, "Market operations  QT20260928-0001")
	assert.Contains(t, play(t, "", "-lang", "en", "-scene", "messages", "-answers", "yes,no,yes"), "answers not needed, because the verdict stood: 1")

	for args, want := range map[string]string{
		"-scene messages -answers yes": "no answer to", "-scene messages -answers perhaps": "none of yes, no, unknown",
		"-scene weather -answers yes": "none of interconnection", "-answers yes": "none of interconnection",
	} {
		err := run(t.Context(), strings.Fields(args), stage.Streams{Out: io.Discard, Err: io.Discard})
		require.ErrorContains(t, err, want, args)
	}
}

// The next run on a file adds to it.
func TestTheFileGrows(t *testing.T) {
	db := filepath.Join(t.TempDir(), "desk.db")
	play(t, "", "-db", db)
	again := play(t, "", "-db", db, "-lang", "en")
	assert.Contains(t, again, "QT20260928-0012")
	assert.Contains(t, again, "Verified: cases 12 ")
}

func TestNobodySitsInFrontOfAPipe(t *testing.T) {
	assert.False(t, terminal(strings.NewReader("")))
	null, err := os.Open(os.DevNull)
	require.NoError(t, err)
	defer func() { require.NoError(t, null.Close()) }()
	assert.False(t, terminal(null))
}
