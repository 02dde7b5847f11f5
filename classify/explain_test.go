package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRunnersUp(t *testing.T) {
	c := mustCompile(t, hotelRules())
	for _, tc := range []struct {
		name  string
		facts Facts
		dim   string
		want  Reason
	}{
		{
			"the default has no runner-up",
			Facts{},
			DimSeverity,
			Reason{Dimension: DimSeverity, Outcome: "minor", Table: "severity", Default: true},
		},
		{
			"behind a row stands the default", Facts{}.Bool("injury", true), DimSeverity,
			Reason{
				Dimension: DimSeverity, Outcome: "urgent", Table: "severity", Row: "injury",
				Checked: []Checked{{Cond: "injury = true", Saw: "true", Held: true}}, RunnerUp: &RunnerUp{Outcome: "minor"},
			},
		},
		{
			"a row that says the same is no runner-up", Facts{}.Code("channel", "media").Number("people", 9).Text("text", "漏水"), DimSeverity,
			Reason{
				Dimension: DimSeverity, Outcome: "major", Table: "severity", Row: "outside",
				Checked: []Checked{{Cond: "channel in {media, regulator}", Saw: "media", Held: true}}, RunnerUp: &RunnerUp{Outcome: "minor"},
			},
		},
		{
			"comparisons that did not hold are shown too", Facts{}.Number("people", 1), DimScope,
			Reason{
				Dimension: DimScope, Outcome: "individual", Table: "scope", Row: "one",
				Checked: []Checked{{Cond: "people ≥ 2", Saw: "1", Held: false}},
			},
		},
		{
			"the default route",
			Facts{},
			DimUnit,
			Reason{Dimension: DimUnit, Outcome: "front", Table: "routes", Row: "default", Default: true},
		},
		{
			"the axis' other leaf",
			Facts{},
			"category.content",
			Reason{Dimension: "category.content", Outcome: "other", Table: "content", Default: true},
		},
	} {
		t.Run(tc.name, func(t *testing.T) { assert.Equal(t, tc.want, reasonOf(decide(t, c, tc.facts), tc.dim)) })
	}
}

func TestOutcome(t *testing.T) {
	d := Decision{
		Kind: "complaint", Validity: Valid, Severity: Major, Nature: "venting", Scope: "group", Unit: "front",
		Categories: map[string]string{"content": "aircon"},
	}
	for dim, want := range map[string]string{
		DimKind: "complaint", DimValidity: Valid, DimSeverity: "major", DimNature: "venting", DimScope: "group",
		DimUnit: "front", CategoryDim("content"): "aircon", CategoryDim("x"): "", DimFlags: "", "category.": "", "x": "",
	} {
		assert.Equal(t, want, d.Outcome(dim), dim)
	}
	assert.Empty(t, Decision{}.Outcome(DimSeverity), "unrated is undecided")
}

func TestFlagsAreExplainedOneByOne(t *testing.T) {
	c := mustCompile(t, hotelRules())
	d := decide(t, c, Facts{}.Bool("injury", true).Money("demand", 1, "").Text("text", "烫伤"))
	assert.Equal(t, []string{"loss", "safety"}, d.Flags)
	var rows []string
	for _, r := range d.Because {
		if r.Dimension == DimFlags {
			rows = append(rows, r.Row)
			assert.False(t, r.TextOnly)
		}
	}
	assert.Equal(t, []string{"loss", "safety"}, rows)
}
