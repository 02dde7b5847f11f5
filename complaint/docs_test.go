package complaint_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
)

// lifecycleDoc is docs/lifecycle.md as the table in code gives it.
func lifecycleDoc() string {
	var b strings.Builder
	b.WriteString("# Life cycle\n\nWritten by `go test ./complaint -run TestLifecycleDocument -update` from the default transition table.\n\n")
	p := &playbook.Playbook{}
	for _, lang := range []string{"en", "zh"} {
		fmt.Fprintf(&b, "```mermaid\n%s```\n\n", p.Mermaid(lang))
	}
	b.WriteString("| event | from | to | guards |\n|---|---|---|---|\n")
	for _, t := range p.Transitions() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", t.Event, strings.Join(t.From, ", "), t.To, strings.Join(t.Guards, ", "))
	}
	return b.String()
}

func TestLifecycleDocument(t *testing.T) {
	const path = "../docs/lifecycle.md"
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(lifecycleDoc()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), lifecycleDoc())
}
