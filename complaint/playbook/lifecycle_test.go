package playbook_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
)

var update = flag.Bool("update", false, "write golden files")

func TestTheDiagramOfTheDefaultLifeCycle(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			got := (&playbook.Playbook{}).Mermaid(lang)
			path := filepath.Join("testdata", "lifecycle."+lang+".mmd")
			if *update {
				require.NoError(t, os.MkdirAll("testdata", 0o755))
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}

func TestTheDiagramOfAnOwnLifeCycle(t *testing.T) {
	p := &playbook.Playbook{Lifecycle: []playbook.Transition{
		{Event: "close-directly", From: []string{"registered"}, To: "closed", Guards: []string{"direct"}},
		{Event: "archive", From: []string{"closed"}, To: "archived"},
	}}
	require.Equal(t, `stateDiagram-v2
    registered: registered
    closed: closed
    archived: archived
    [*] --> registered
    registered --> closed: close-directly
    closed --> archived: archive
    archived --> [*]
`, p.Mermaid("en"), "only the states it uses")
}

func TestTheDefaultLifeCycle(t *testing.T) {
	table := playbook.DefaultLifecycle()
	t.Run("speaks the vocabulary", func(t *testing.T) {
		for _, row := range table {
			require.Contains(t, playbook.States(), row.To)
			for _, from := range row.From {
				require.Contains(t, playbook.States(), from)
			}
			for _, g := range row.Guards {
				require.Contains(t, playbook.Guards(), g)
			}
		}
	})
	t.Run("is determinate", func(t *testing.T) {
		seen := map[string]bool{}
		for _, row := range table {
			for _, from := range row.From {
				require.False(t, seen[row.Event+from], "%s from %s stands twice", row.Event, from)
				require.NotEqual(t, from, row.To, row.Event)
				seen[row.Event+from] = true
			}
		}
	})
	t.Run("leads everywhere and out of everywhere", func(t *testing.T) {
		require.ElementsMatch(t, playbook.States(), reach(table, "registered", false))
		require.ElementsMatch(t, playbook.States(), reach(table, "archived", true))
	})
	t.Run("never archives without asking for the study", func(t *testing.T) {
		for _, row := range table {
			if row.To == playbook.Archived {
				require.Contains(t, row.Guards, "reviewed")
			}
			if row.To == playbook.Resolved {
				require.Contains(t, row.Guards, "steps")
			}
		}
	})
	t.Run("is a fresh value each time", func(t *testing.T) {
		table[0].From[0] = "spoilt"
		require.Equal(t, "registered", playbook.DefaultLifecycle()[0].From[0])
	})
}

// reach lists the states that lead to or from a state.
func reach(table []playbook.Transition, start string, backwards bool) []string {
	found := []string{start}
	for i := 0; i < len(found); i++ {
		for _, row := range table {
			for _, from := range row.From {
				a, b := from, row.To
				if backwards {
					a, b = b, a
				}
				if a == found[i] && !slices.Contains(found, b) {
					found = append(found, b)
				}
			}
		}
	}
	return found
}

func TestTheTableInForce(t *testing.T) {
	require.Equal(t, playbook.DefaultLifecycle(), (&playbook.Playbook{}).Transitions())
	own := []playbook.Transition{{Event: "archive", From: []string{"registered"}, To: "archived"}}
	require.Equal(t, own, (&playbook.Playbook{Lifecycle: own}).Transitions())
}

func TestLabels(t *testing.T) {
	for _, tc := range []struct {
		name string
		text playbook.Text
		lang string
		want string
	}{
		{"in Chinese", text("投诉", "complaint"), "zh", "投诉"},
		{"in English", text("投诉", "complaint"), "en", "complaint"},
		{"Chinese for want of English", text("投诉", ""), "en", "投诉"},
		{"English for want of Chinese", text("", "complaint"), "zh", "complaint"},
		{"English for any other language", text("投诉", "complaint"), "fr", "complaint"},
		{"nothing", playbook.Text{}, "zh", ""},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.want, tc.text.In(tc.lang)) })
	}
	for _, s := range playbook.States() {
		label := playbook.StateLabels()[s]
		require.NotEmpty(t, label.ZH, s)
		require.Equal(t, strings.ReplaceAll(s, "_", " "), label.EN)
	}
	require.Len(t, playbook.StateLabels(), len(playbook.States()))
}
