package fsm_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/internal/fsm"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

func TestMermaidDrawsTheLifecycle(t *testing.T) {
	golden(t, "lifecycle.mmd", compile(t).Mermaid(nil))
}

func TestMermaidShowsLabels(t *testing.T) {
	labels := map[string]string{"registered": "registered 已登记", "closed": "closed 已结案", "archived": "archived 已归档"}
	golden(t, "labels.mmd", compile(t).Mermaid(func(state string) string { return labels[state] }))
}

func TestMermaidIsTheSameEveryTime(t *testing.T) {
	first := compile(t).Mermaid(nil)
	for range 20 {
		assert.Equal(t, first, compile(t).Mermaid(nil))
	}
}

// TestMermaidEscapesWhatItWouldRead: names come from a playbook and may hold anything.
func TestMermaidEscapesWhatItWouldRead(t *testing.T) {
	cases := []struct{ name, from, event, to string }{
		{"a word of the language", "open", "close", "end"},
		{"names in Chinese", "已登记", "结案", "已结案"},
		{"an arrow in a name", "a --> b", "go: on; now", "c"},
		{"quotes, tags and line breaks", `say "no"`, "<b>bold</b>\nclass x", "#1"},
		{"names that look like the numbers", "s2", "to", "s 1"},
	}
	var text string
	for _, c := range cases {
		table, err := fsm.New(c.from, []string{c.to}, []fsm.Transition{{Event: c.event, From: []string{c.from}, To: c.to}}, nil)
		require.NoError(t, err, c.name)
		text += "%% " + c.name + "\n" + table.Mermaid(nil)
	}
	golden(t, "escaped.mmd", text)
}
