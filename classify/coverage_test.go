package classify

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCoverageCountsWhatDecided(t *testing.T) {
	c := mustCompile(t, hotelRules())
	cov, err := c.Cover(maps.All(map[string]Facts{
		"A": Facts{}.Text("text", "漏水").Number("people", 6),
		"B": Facts{}.Text("text", "着火").Money("demand", 5, "CNY"),
		"C": Facts{}.Code("channel", "media").Bool("other rules only", true),
		"D": {},
	}))
	require.NoError(t, err)
	assert.Equal(t, 4, cov.Cases)
	count := func(table, row string) RowCoverage {
		r := cov.row(table, row)
		require.NotNil(t, r, "%s.%s", table, row)
		return *r
	}
	assert.Equal(t, 1, count("content", "water").Decided)
	assert.Equal(t, 1, count("severity", "many").Decided, "six people and a facility")
	assert.Equal(t, 1, count("severity", "outside").Decided)
	assert.Equal(t, RowCoverage{Row: "danger", Suggested: 1}, count("severity", "danger"), "words alone suggest")
	assert.Equal(t, 2, cov.table("severity").Default)
	assert.Equal(t, 1, count("flags", "loss").Decided)
	assert.Equal(t, 1, count("routes", "facility").Decided)
	assert.Equal(t, 1, count("routes", "major").Decided)
	assert.Equal(t, 2, cov.table("routes").Default)
	assert.Equal(t, []string{
		"kind.asks", "validity.anonymous", "content.aircon", "content.attitude", "content.dirty", "severity.injury", "severity.danger",
		"severity.attitude", "severity.money", "routes.dirty",
	}, cov.Never())
}

func TestCoverageTakesStoredDecisions(t *testing.T) {
	c := mustCompile(t, hotelRules())
	d, err := c.DecideWith(Facts{}.Text("text", "漏水"), []Override{{Dimension: DimSeverity, Outcome: "major", Why: "seen"}})
	require.NoError(t, err)
	data, err := json.Marshal(d)
	require.NoError(t, err)
	var stored Decision
	require.NoError(t, json.Unmarshal(data, &stored))
	cov := c.Coverage()
	require.NoError(t, cov.Add(stored))
	assert.Equal(t, 1, cov.row("content", "water").Decided)
	assert.Zero(t, cov.table("severity").Default, "set by hand, decided by no rule")

	stored.RuleSet.Version = "2"
	require.ErrorIs(t, cov.Add(stored), ErrOtherRuleSet)
	assert.Equal(t, 1, cov.Cases)
}

func TestCoverNamesTheCaseItCannotDecide(t *testing.T) {
	c := mustCompile(t, hotelRules())
	_, err := c.Cover(maps.All(map[string]Facts{"K7": Facts{}.Code("channel", "pigeon")}))
	require.ErrorIs(t, err, ErrInvalid)
	assert.ErrorContains(t, err, "case K7")
}

// Every row that decides is counted once for each case, whatever the facts.
func TestCoverageAddsUp(t *testing.T) {
	c := mustCompile(t, hotelRules())
	cov := c.Coverage()
	for i, f := range manyFacts(2000) {
		require.NoError(t, cov.Add(decide(t, c, f)), "%d", i)
	}
	for _, table := range cov.Tables {
		if table.Table == "flags" || table.Table == "content" {
			continue // any number of flags; and the axis has its own leaf for the rest
		}
		sum := table.Default
		for _, r := range table.Rows {
			sum += r.Decided
		}
		want := cov.Cases
		if table.Table == "scope" {
			assert.Zero(t, table.Default)
		}
		assert.Equal(t, want, sum, table.Table)
	}
}

// manyFacts are cases of the hotel rules, the same ones on every run.
func manyFacts(n int) []Facts {
	channels := []string{"", "counter", "phone", "web", "media", "regulator"}
	texts := []string{"", "空调不制冷", "卫生间漏水", "前台态度差", "没有打扫干净", "电梯里着火", "没有着火", "吵", "孩子受伤"}
	out := make([]Facts, n)
	for i := range out {
		out[i] = Facts{}.Code("channel", channels[i%len(channels)]).Text("text", texts[i/3%len(texts)]).
			Number("people", int64(i%7)).Money("demand", int64(i%5)*50_000, "CNY").Bool("injury", i%13 == 0).
			Code("against", fmt.Sprintf("u%d", i%4))
	}
	return out
}
