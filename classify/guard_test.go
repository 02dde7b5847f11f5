package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// severityRow puts one row into the severity table of the hotel rules.
func severityRow(when Cond, then string) RuleSet {
	rs := hotelRules()
	rs.Tests = nil
	rs.Tables[3].Rows = []Row{{ID: "row", When: when, Then: then}}
	return rs
}

// TestTextSuggestsFactsDecide is the rule of design §4, condition by condition.
func TestTextSuggestsFactsDecide(t *testing.T) {
	fire := Facts{}.Text("text", "着火")
	for _, tc := range []struct {
		name  string
		when  Cond
		facts Facts
		sets  bool
	}{
		{"a word", Hit("danger"), fire, false},
		{"a word in a named field", HitIn("text", "fire"), fire, false},
		{"that there is text at all", Has("text"), fire, false},
		{"two words", All(Hit("danger"), Hit("fire")), fire, false},
		{"the absence of a word", Not(Hit("leak")), fire, false},
		{"a word and a fact", All(Hit("danger"), Is("channel", "web")), fire.Code("channel", "web"), true},
		{"a fact or a word: the fact holds", Any(Hit("danger"), Is("channel", "web")), fire.Code("channel", "web"), true},
		{"a fact or a word: only the word holds", Any(Hit("danger"), Is("channel", "web")), fire, false},
		{"neither this channel nor that word", Not(Any(Is("channel", "web"), Hit("leak"))), fire.Code("channel", "phone"), true},
		{"a word and that something is not known", All(Hit("danger"), Not(Has("people"))), fire, false},
		{"a word and a channel other than the web, unknown", All(Hit("danger"), Not(Is("channel", "web"))), fire, false},
		{"a word and a channel other than the web, known", All(Hit("danger"), Not(Is("channel", "web"))), fire.Code("channel", "phone"), true},
		{"a word and a tag that is not there", All(Hit("danger"), Not(Tagged("marks", "vip"))), fire, false},
		{"a word and a list of tags without it", All(Hit("danger"), Not(Tagged("marks", "vip"))), fire.Tags("marks"), true},
		{"something not known, whatever the text", Not(Has("people")), fire, true},
		{"not that channel with that word: only the word is missing", Not(All(Is("channel", "web"), Hit("leak"))), fire.Code("channel", "web"), false},
		{"a category found by words", Is("category.content", "water"), Facts{}.Text("text", "漏水"), false},
		{"a row without conditions", Always(), Facts{}, true},
		{"nothing but a fact", IsTrue("injury"), Facts{}.Bool("injury", true), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := decide(t, mustCompile(t, severityRow(tc.when, "major")), tc.facts)
			if tc.sets {
				assert.Equal(t, Major, d.Severity)
				assert.Empty(t, d.Confirm)
				return
			}
			assert.Equal(t, Minor, d.Severity)
			assert.Len(t, d.Confirm, 1)
			assert.Contains(t, d.Flags, FlagConfirm)
			low := decide(t, mustCompile(t, severityRow(tc.when, "ordinary")), tc.facts)
			assert.Equal(t, Ordinary, low.Severity, "lower grades may rest on words")
			assert.True(t, reasonOf(low, DimSeverity).TextOnly)
		})
	}
}

func TestWordsAloneNeverMakeAComplaintInvalid(t *testing.T) {
	rs := hotelRules()
	rs.Tables[1].Rows[0].When = Hit("leak")
	d := decide(t, mustCompile(t, rs), Facts{}.Text("text", "漏水"))
	assert.Equal(t, Valid, d.Validity)
	assert.Equal(t, Invalid, d.Confirm[0].Outcome)
}

func TestARowOfWordsAloneMasksNothing(t *testing.T) {
	rs := hotelRules()
	rs.Tests = nil
	rs.Tables[3] = Table{ID: "severity", Sets: DimSeverity, Hit: HitFirst, Default: "minor", Rows: []Row{
		{ID: "a", When: Hit("danger"), Then: "major"}, {ID: "b", When: Hit("fire"), Then: "ordinary"},
	}}
	assert.Empty(t, findingLines(rs.Validate()))
	assert.Equal(t, Ordinary, decide(t, mustCompile(t, rs), Facts{}.Text("text", "着火")).Severity)
	rs.Tables[3].Default = ""
	rs.Tables[3].Rows = append(rs.Tables[3].Rows, Row{ID: "c", When: Not(Hit("danger")), Then: "major"})
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "no row matches this input", "a row that only suggests fills no gap")
}

func TestAWordBesideAnUnknownFactMasksNothing(t *testing.T) {
	rs := hotelRules()
	rs.Tests = nil
	notWeb := All(Hit("danger"), Not(Is("channel", "web")))
	rs.Tables[3] = Table{ID: "severity", Sets: DimSeverity, Hit: HitFirst, Default: "minor", Rows: []Row{
		{ID: "a", When: notWeb, Then: "major"}, {ID: "b", When: All(notWeb, Not(Has("channel"))), Then: "ordinary"},
	}}
	assert.Empty(t, findingLines(rs.Validate()))
	assert.Equal(t, Ordinary, decide(t, mustCompile(t, rs), Facts{}.Text("text", "着火")).Severity)
	rs.Tables[3].Rows[1].When = All(notWeb, Is("channel", "phone"))
	assert.Equal(t, []string{`warning masked [a b] {"channel":"phone","text":"着火"}`}, findingLines(rs.Validate()))
}

func TestPrivateValuesAreSealedInReasons(t *testing.T) {
	c := mustCompile(t, severityRow(All(Is("against", "kitchen"), Has("guest"), Has("text"), Tagged("marks", "vip"), AtLeast("people", 1)), "major"))
	d := decide(t, c, Facts{}.Code("against", "kitchen").Code("guest", "王五").Text("text", "内容").Tags("marks", "repeat", "vip").Number("people", 3))
	assert.Equal(t, []Checked{
		{Cond: "against = kitchen", Sealed: true, Held: true},
		{Cond: "has guest", Sealed: true, Held: true},
		{Cond: "has text", Sealed: true, Held: true},
		{Cond: "marks tagged vip", Saw: "vip,repeat", Held: true},
		{Cond: "people ≥ 1", Saw: "3", Held: true},
	}, reasonOf(d, DimSeverity).Checked)
}

func TestNothingOfOneCaseLeaksIntoTheNext(t *testing.T) {
	c := mustCompile(t, severityRow(Any(Tagged("marks", "vip"), Is("channel", "media"), IsTrue("injury")), "urgent"))
	full := Facts{}.Tags("marks", "vip").Code("channel", "media").Bool("injury", true).Text("text", "空调").Number("people", 9)
	for range 20 { // frames are pooled
		assert.Equal(t, Urgent, decide(t, c, full).Severity)
		d := decide(t, c, Facts{})
		assert.Equal(t, Minor, d.Severity)
		assert.Equal(t, "other", d.Categories["content"])
		assert.Equal(t, "individual", d.Scope)
	}
}
