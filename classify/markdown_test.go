package classify

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files")

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

// labelledRules are the hotel rules with something of everything a sheet can show.
func labelledRules() RuleSet {
	rs := hotelRules()
	rs.Label, rs.EffectiveFrom = Label{ZH: "酒店投诉分类", EN: "Hotel | complaints"}, "2026-04-15"
	rs.Fields[0].Label = Label{ZH: "渠道", EN: "Channel"}
	rs.Fields[0].Codes[3].Label = Label{ZH: "媒体", EN: "the media"}
	rs.Lexicon.Keywords[0].Label, rs.Lexicon.Keywords[0].Unquoted = Label{ZH: "着火", EN: "fire"}, true
	rs.Similar = &SimilarRule{Field: "text", Window: Window(24 * 3600e9), Likeness: 350, Cases: 3}
	rs.Tables[4].Accepted = []Accepted{{Finding: FindingOverlap, Rows: []string{"group", "one"}, Reason: "written twice\non purpose"}}
	rs.Tables[3].Rows = append(rs.Tables[3].Rows, row("all", All(
		Any(Between("people", 1, 4), Equals("people", 7)), Not(Has("room2guest")), Tagged("marks", "vip"), IsFalse("injury"), Func("f"), HitIn("text", "leak"), Always(), Any(),
	), "urgent"))
	return rs
}

func TestMarkdown(t *testing.T) {
	rs := labelledRules()
	golden(t, "rules.zh.md", rs.Markdown("zh-CN", hotelRules().Validate()...))
	golden(t, "rules.en.md", rs.Markdown("en"))
	s := priced()
	s.Label = Label{ZH: "网间通话", EN: "Interconnection"}
	golden(t, "script.zh.md", s.Markdown("zh", []Finding{}...))
	golden(t, "script.en.md", s.Markdown("en"))
}

func TestMarkdownSaysWhetherItWasChecked(t *testing.T) {
	rs := hotelRules()
	assert.NotContains(t, rs.Markdown("en"), "Result of the check")
	assert.Contains(t, rs.Markdown("en", []Finding{}...), "Nothing was found.")
	assert.Contains(t, rs.Markdown("zh", Finding{Code: FindingGap, Level: LevelError, Message: "m", Example: Facts{}.Number("people", 5)}), `{"people":5}`)
}

// Every row of a table of the sheet has as many cells as its heading, whatever the texts.
func TestMarkdownTablesAreTables(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		cells := 0
		for _, line := range strings.Split(labelledRules().Markdown(lang), "\n") {
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
			if cells == 0 {
				cells = n
			}
			assert.Equal(t, cells, n, line)
			assert.True(t, strings.HasSuffix(line, "|"), line)
		}
	}
}

// The sheet names every row, keyword, unit and test of the rule set.
func TestMarkdownLeavesNothingOut(t *testing.T) {
	rs := hotelRules()
	text := rs.Markdown("en")
	for _, table := range rs.Tables {
		assert.Contains(t, text, "Table "+table.ID)
		for _, r := range table.Rows {
			assert.Contains(t, text, "| "+r.ID+" |")
		}
	}
	for _, k := range rs.Lexicon.Keywords {
		assert.Contains(t, text, "| "+k.ID+" |")
	}
	for _, r := range append(rs.Routes.Rows, rs.Routes.Default) {
		assert.Contains(t, text, "| "+r.ID+" |")
	}
	ref, err := rs.Ref()
	require.NoError(t, err)
	assert.Contains(t, text, ref.Hash)
	assert.Contains(t, text, rs.Tests[0].Name)
}
