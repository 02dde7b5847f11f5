package classify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// scopeTable replaces the scope table of the hotel rules.
func scopeTable(hit HitPolicy, def string, rows ...Row) RuleSet {
	rs := hotelRules()
	rs.Tests = nil
	rs.Tables[4] = Table{ID: "scope", Sets: DimScope, Hit: hit, Default: def, Rows: rows}
	return rs
}

func row(id string, when Cond, then string) Row { return Row{ID: id, When: when, Then: then} }

func findingLines(list []Finding) []string {
	var out []string
	for _, f := range list {
		if f.Code == FindingSuggests || f.Code == FindingUnreachable {
			continue
		}
		example := ""
		if f.Example.Len() > 0 {
			data, _ := f.Example.MarshalJSON()
			example = " " + string(data)
		}
		out = append(out, fmt.Sprintf("%s %s %v%s", f.Level, f.Code, f.Rows, example))
	}
	return out
}

func TestValidateFindsWithExamples(t *testing.T) {
	for _, tc := range []struct {
		name string
		rs   RuleSet
		want []string
	}{
		{"sound rules", hotelRules(), nil},
		{
			"conflict in a unique table", scopeTable(HitUnique, "group",
				row("a", AtMost("people", 5), "individual"), row("b", AtLeast("people", 5), "group")),
			[]string{`error conflict [a b] {"people":5}`},
		},
		{
			"overlap with the same outcome", scopeTable(HitUnique, "group",
				row("a", AtMost("people", 5), "group"), row("b", AtLeast("people", 5), "group")),
			[]string{`warning overlap [a b] {"people":5}`},
		},
		{
			"a gap between bounds", scopeTable(HitUnique, "",
				row("a", Below("people", 5), "individual"), row("b", Above("people", 5), "group"), row("c", Not(Has("people")), "group")),
			[]string{`error gap [] {"people":5}`},
		},
		{
			"a gap where nothing is known", scopeTable(HitFirst, "", row("a", AtLeast("people", 2), "group"), row("b", AtMost("people", 1), "individual")),
			[]string{`error gap []`},
		},
		{"a default fills the gap", scopeTable(HitFirst, "group", row("a", AtLeast("people", 2), "group")), nil},
		{"complete without default", scopeTable(HitFirst, "", row("a", IsTrue("injury"), "group"), row("b", Always(), "individual")), nil},
		{
			"masked by one row", scopeTable(HitFirst, "group", row("a", AtLeast("people", 2), "group"), row("b", AtLeast("people", 5), "individual")),
			[]string{`warning masked [a b] {"people":5}`},
		},
		{
			"masked by two rows together", scopeTable(HitFirst, "group",
				row("a", AtLeast("people", 5), "group"), row("b", Below("people", 5), "group"), row("c", Has("people"), "individual")),
			[]string{`warning masked [a b c] {"people":0}`},
		},
		{
			"a row after always", scopeTable(HitFirst, "", row("a", Always(), "group"), row("b", IsTrue("injury"), "individual")),
			[]string{`warning masked [a b] {"injury":true}`},
		},
		{
			"duplicate written differently", scopeTable(HitFirst, "group",
				row("a", Not(AtLeast("people", 5)), "group"), row("b", Any(Not(Has("people")), Below("people", 5)), "individual")),
			[]string{`warning duplicate [a b]`},
		},
		{
			"duplicate", scopeTable(HitFirst, "group",
				row("a", OneOf("channel", "web", "phone"), "group"), row("b", Any(Is("channel", "phone"), Is("channel", "web")), "individual")),
			[]string{`warning duplicate [a b] {"channel":"phone"}`},
		},
		{
			"a condition that cannot hold", scopeTable(HitFirst, "group", row("a", All(AtLeast("people", 5), Below("people", 5)), "group")),
			[]string{`warning never [a]`},
		},
		{
			"a keyword without its group cannot be", scopeTable(HitFirst, "group", row("a", All(Hit("fire"), Not(Hit("danger"))), "group")),
			[]string{`warning never [a]`},
		},
		{
			"words in a text that is not there", scopeTable(HitFirst, "group", row("a", All(Hit("leak"), Not(Has("text"))), "group")),
			[]string{`warning never [a]`},
		},
		{
			"words have examples too", scopeTable(HitUnique, "group", row("a", Hit("clean"), "group"), row("b", HitIn("text", "fire"), "individual")),
			[]string{`error conflict [a b] {"text":"不 干净。着火"}`},
		},
		{
			"tags and amounts", scopeTable(HitUnique, "group", row("a", Tagged("marks", "vip"), "group"), row("b", AtLeast("demand", 7), "individual")),
			[]string{`error conflict [a b] {"demand":{"minor":7,"currency":"CNY"},"marks":["vip"]}`},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := findingLines(tc.rs.Validate())
			assert.Equal(t, tc.want, got)
			_, err := Compile(tc.rs)
			refused := slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "error") })
			assert.Equal(t, refused, err != nil, "Compile refuses errors and nothing else: %v", err)
		})
	}
}

func TestValidateSaysWhatWordsOnlySuggest(t *testing.T) {
	var got []Finding
	for _, f := range hotelRules().Validate() {
		if f.Code == FindingSuggests {
			got = append(got, f)
		}
	}
	require.Len(t, got, 1)
	assert.Equal(t, []string{"danger"}, got[0].Rows)
	assert.Equal(t, LevelNote, got[0].Level)
}

func TestAcceptedFindings(t *testing.T) {
	rs := scopeTable(HitUnique, "group", row("a", AtMost("people", 5), "individual"), row("b", AtLeast("people", 5), "group"))
	rs.Tables[4].Accepted = []Accepted{
		{Finding: FindingConflict, Rows: []string{"a", "b"}, Reason: "five may be either, the first row says so"},
		{Finding: FindingMasked, Rows: []string{"a", "b"}, Reason: "long gone"},
	}
	got := rs.Validate()
	assert.Equal(t, []string{`note conflict [a b] {"people":5}`, "warning stale [a b]"}, findingLines(got))
	assert.Equal(t, "five may be either, the first row says so", got[1].Accepted)
	c := mustCompile(t, rs)
	assert.Equal(t, "individual", decide(t, c, Facts{}.Number("people", 5)).Scope)
}

func TestUnreachableOutcomes(t *testing.T) {
	rs := hotelRules()
	rs.Kinds = append(rs.Kinds, Code{Code: "fault"})
	rs.InvalidReasons = append(rs.InvalidReasons, Code{Code: "vague"})
	rs.Units = append(rs.Units, Code{Code: "spa"})
	rs.Natures = Codes("venting") // no table sets it: by hand only
	var got []string
	for _, f := range rs.Validate() {
		if f.Code == FindingUnreachable {
			got = append(got, f.Path)
		}
	}
	assert.Equal(t, []string{"kinds[2]", "invalid_reasons[1]", "units[4]"}, got)
}

func TestFailingTestsAreFaults(t *testing.T) {
	rs := hotelRules()
	minor := Minor
	rs.Tests = append(rs.Tests,
		Test{Name: "wrong", Facts: Facts{}.Code("channel", "media").Text("text", "着火"), Want: Want{Severity: &minor, Unit: "front", Flags: []string{"loss"}, NoFlags: []string{"safety"}}},
		Test{Name: "bad facts", Facts: Facts{}.Code("chanel", "media"), Want: Want{Unit: "front"}},
		Test{Name: "wrong", Want: Want{Unit: "front"}},
	)
	assert.Equal(t, []string{
		`tests[1].want.unit: test "wrong": wanted front, got centre`,
		`tests[1].want.severity: test "wrong": wanted minor, got major`,
		`tests[1].want.flags: test "wrong": wanted loss, got no such flag`,
		`tests[1].want.no_flags: test "wrong": wanted no safety, got safety`,
		`tests[2]: test "bad facts": classify: invalid facts: chanel: no such field (did you mean "channel"?)`,
		`tests[3].name: test "wrong" stands twice`,
	}, faultLines(t, rs))
}

func TestTooLargeIsNotProven(t *testing.T) {
	var groups []Cond
	for range 14 { // 2^14 boxes
		groups = append(groups, Any(All(IsTrue("injury"), Has("people")), All(Is("channel", "web"), Has("text"))))
	}
	for i := range groups {
		groups[i] = Any(groups[i], Equals("people", int64(i)), All(Equals("demand", int64(i)), Tagged("marks", "vip")))
	}
	rs := scopeTable(HitFirst, "group", row("a", All(groups...), "individual"))
	assert.Equal(t, []string{"warning not-proven []"}, findingLines(rs.Validate()))
	c := mustCompile(t, rs)
	assert.Equal(t, "individual", decide(t, c, Facts{}.Bool("injury", true).Number("people", 1)).Scope, "it still decides")
	assert.Equal(t, "group", decide(t, c, Facts{}.Bool("injury", true)).Scope)

	rs.Tables[4].Default = ""
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "needs a default")
}

// TestProofsHold tries random tables on random facts: what Validate proves is never
// contradicted, and what it does not find is never seen.
func TestProofsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		conds := rapid.SliceOfN(anyCond(1), 1, 6).Draw(t, "rows")
		var rows []Row
		for i, c := range conds {
			rows = append(rows, row(fmt.Sprintf("r%d", i), c, []string{"individual", "group"}[i%2]))
		}
		first := scopeTable(HitFirst, "group", rows...)
		c, err := Compile(first)
		if err != nil {
			t.Fatal(err)
		}
		dead := map[string]bool{}
		for _, f := range first.Validate() {
			if f.Code == FindingMasked || f.Code == FindingNever {
				dead[f.Rows[len(f.Rows)-1]] = true
			}
		}
		_, uniqueErr := Compile(scopeTable(HitUnique, "group", rows...))
		first.Tables[4].Default = ""
		_, gapErr := Compile(first)
		for range 20 {
			facts := anyFacts().Draw(t, "facts")
			d, err := c.Decide(facts)
			if err != nil {
				t.Fatal(err)
			}
			why := reasonOf(d, DimScope)
			if dead[why.Row] {
				t.Fatalf("row %s decides though it was found dead", why.Row)
			}
			if why.Default && gapErr == nil {
				t.Fatal("no row matches though no gap was found")
			}
			if why.RunnerUp != nil && why.RunnerUp.Row != "" && uniqueErr == nil {
				t.Fatalf("rows %s and %s disagree though no conflict was found", why.Row, why.RunnerUp.Row)
			}
		}
	})
}

// TestExamplesShowWhatTheyClaim feeds examples of conflicts back to the conditions.
func TestExamplesShowWhatTheyClaim(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1))
		n := func() int64 { return rng.Int64N(10) }
		rs := scopeTable(HitUnique, "group",
			row("a", All(AtLeast("people", n()), Not(Equals("people", n())), OneOf("channel", "web", "phone")), "individual"),
			row("b", All(AtMost("people", n()), Any(Is("channel", "web"), Hit("leak"))), "group"))
		for _, f := range rs.Validate() {
			if f.Code != FindingConflict {
				continue
			}
			rs.Tables[4].Hit = HitFirst
			d := decide(t, mustCompile(t, rs), f.Example)
			why := reasonOf(d, DimScope)
			assert.Equal(t, "a", why.Row)
			require.NotNil(t, why.RunnerUp)
			assert.Equal(t, "b", why.RunnerUp.Row)
		}
	}
}
