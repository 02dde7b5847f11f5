package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestADefaultIsNoFact: what holds because nothing was known makes no word heavier.
func TestADefaultIsNoFact(t *testing.T) {
	for _, tc := range []struct {
		name  string
		when  Cond
		facts Facts
		sets  bool
	}{
		{"a kind by default", All(Hit("danger"), Is(DimKind, "complaint")), Facts{}, false},
		{"a kind that a fact decided", All(Hit("danger"), Is(DimKind, "consultation")), Facts{}.Code("channel", "web"), true},
		{"a category nobody gave", All(Hit("danger"), Is("category.content", "other")), Facts{}, false},
		{"a validity by default", All(Hit("danger"), Is(DimValidity, Valid)), Facts{}, false},
		{"a default alone", Is(DimKind, "complaint"), Facts{}, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rs := severityRow(tc.when, "major")
			rs.Tables[0].Rows[0].When = Is("channel", "web")
			d := decide(t, mustCompile(t, rs), tc.facts.Text("text", "着火"))
			assert.Equal(t, tc.sets, d.Severity == Major)
			assert.Equal(t, tc.sets, len(d.Confirm) == 0)
		})
	}
}

// TestAnOverrideIsAFact: a person said so.
func TestAnOverrideIsAFact(t *testing.T) {
	c := mustCompile(t, severityRow(All(Hit("danger"), Is(DimKind, "complaint")), "major"))
	d, err := c.DecideWith(Facts{}.Text("text", "着火"), []Override{{Dimension: DimKind, Outcome: "complaint", Why: "read it"}})
	assert.NoError(t, err)
	assert.Equal(t, Major, d.Severity)
}

// TestWordsSuggestNothingBelowTheGrade: where the grade is higher already there is nothing to confirm.
func TestWordsSuggestNothingBelowTheGrade(t *testing.T) {
	rs := hotelRules()
	rs.Tables[3].Hit = HitFirst
	rs.Tables[3].Rows = []Row{{ID: "danger", When: Hit("danger"), Then: "major"}, {ID: "injury", When: IsTrue("injury"), Then: "urgent"}}
	rs.Tests = nil
	c := mustCompile(t, rs)
	assert.Empty(t, decide(t, c, Facts{}.Text("text", "着火").Bool("injury", true)).Confirm)
	assert.Len(t, decide(t, c, Facts{}.Text("text", "着火")).Confirm, 1)
}
