package complaint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

// TestCommandsDocument keeps docs/commands.md what the code does: each command, where the default life cycle lets it,
// who the hotel's playbook grants it, and every guard with its source.
func TestCommandsDocument(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Commands\n\nWritten by `go test ./complaint -run TestCommandsDocument -update`.\n\n")
	b.WriteString("States are those of the default life cycle; who may is the hotel's playbook, by role.\n\n")
	b.WriteString("| command | 命令 | fires | in state | who, in the hotel |\n|---|---|---|---|---|\n")
	pb := preset.Hotel()
	labels := playbook.CommandLabels()
	rows, err := complaint.CommandTable(&playbook.Playbook{})
	require.NoError(t, err)
	for _, c := range rows {
		label, ok := labels[c.Name]
		require.True(t, ok, "a label of %s", c.Name)
		fmt.Fprintf(&b, "| `%s` %s | %s | %s | %s | %s |\n", c.Name, label.EN, label.ZH, join(c.Events), shorten(c.States), join(grantedTo(pb, c.Name)))
	}
	require.Len(t, labels, len(playbook.Commands()), "no label of a command there is not")
	b.WriteString("\n## Guards\n\n| guard | 要求 | asks that | before | from |\n|---|---|---|---|---|\n")
	rules := playbook.GuardRules()
	for _, g := range playbook.Guards() {
		r, ok := rules[g]
		require.True(t, ok && r.From != "", "the source of guard %s", g)
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", g, r.Label.ZH, r.Label.EN, join(guardedEvents(g)), r.From)
	}
	require.Len(t, rules, len(playbook.Guards()))
	document(t, "commands.md", b.String())
}

// document compares a document with the file in docs, and writes it with -update.
func document(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("..", "docs", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	stored, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(stored), text, "run the test with -update and read the difference")
}

func join(list []string) string { return strings.Join(list, ", ") }

// shorten names all states but a few by what is missing.
func shorten(states []string) string {
	all := playbook.States()
	if len(states) == 0 {
		return "none: it opens a case"
	}
	if len(states) == len(all) {
		return "any"
	}
	if len(states) <= len(all)*2/3 {
		return join(states)
	}
	var missing []string
	for _, s := range all {
		if !slices.Contains(states, s) {
			missing = append(missing, s)
		}
	}
	return "any but " + join(missing)
}

func grantedTo(pb *playbook.Playbook, command string) []string {
	var who []string
	for _, r := range pb.Roles {
		if slices.ContainsFunc(pb.Grants, func(g playbook.Grant) bool {
			return slices.Contains(g.Roles, r.Code) && slices.Contains(g.Commands, command)
		}) {
			who = append(who, r.Code)
		}
	}
	if len(who) == 0 {
		return []string{"the engine alone"}
	}
	return who
}

func guardedEvents(guard string) []string {
	var events []string
	for _, t := range playbook.DefaultLifecycle() {
		if slices.Contains(t.Guards, guard) {
			events = append(events, t.Event)
		}
	}
	return events
}

func TestATableThatCannotBeBuiltIsAnError(t *testing.T) {
	_, err := complaint.CommandTable(&playbook.Playbook{Lifecycle: []playbook.Transition{
		{Event: "assess", From: []string{"registered"}, To: "assessed"}, {Event: "assess", From: []string{"registered"}, To: "refused"},
	}})
	require.Error(t, err)
}
