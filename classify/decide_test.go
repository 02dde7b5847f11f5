package classify

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDecide(t *testing.T) {
	c := mustCompile(t, hotelRules())
	f := Facts{}
	for _, tc := range []struct {
		name  string
		facts Facts
		want  Want
		sev   Severity
	}{
		{"nothing known: a valid minor complaint for the default unit", f, Want{
			Kind: "complaint", Validity: Valid, Scope: "individual", Unit: "front",
			Categories: map[string]string{"content": "other"}, NoFlags: []string{"loss", "safety", "confirm"},
		}, Minor},
		{"words choose a category and the category a unit", f.Text("text", "房间空调不制冷"), Want{
			Unit: "engineering", Categories: map[string]string{"content": "aircon"},
		}, Minor},
		{"words may set ordinary", f.Text("text", "前台态度恶劣"), Want{NoFlags: []string{"confirm"}}, Ordinary},
		{"words alone never set major, they ask for confirmation", f.Text("text", "厨房着火了"), Want{
			Flags: []string{"safety", "confirm"}, Unit: "front",
		}, Minor},
		{"a structured channel sets major", f.Code("channel", "media"), Want{Unit: "centre"}, Major},
		{"a fact and a word agree: nothing left to confirm", f.Code("channel", "media").Text("text", "着火"), Want{
			NoFlags: []string{"confirm"},
		}, Major},
		{"the highest grade wins", f.Code("channel", "media").Bool("injury", true), Want{Flags: []string{"safety"}}, Urgent},
		{"negated words do not count", f.Text("text", "没有着火"), Want{NoFlags: []string{"safety", "confirm"}}, Minor},
		{"an exception hides the word", f.Text("text", "the fire door is blue"), Want{NoFlags: []string{"safety"}}, Minor},
		{"a keyword for negated occurrences", f.Text("text", "床单不干净"), Want{Unit: "housekeeping"}, Minor},
		{"the same word affirmed is praise", f.Text("text", "床单很干净"), Want{Unit: "front"}, Minor},
		{"traditional characters and full width match", f.Text("text", "房間漏水，ＡＩＲＣＯＮ壞了"), Want{
			Categories: map[string]string{"content": "aircon"},
		}, Minor},
		{"a fact beside a category from words may set major", f.Text("text", "漏水").Number("people", 5), Want{
			Scope: "group", Unit: "engineering",
		}, Major},
		{"invalid carries its reason", f.Bool("anonymous", true), Want{Validity: Invalid, Reason: "anonymous"}, Minor},
		{"no text from the web is a question", f.Code("channel", "web"), Want{Kind: "consultation"}, Minor},
		{"blank text is no text", f.Code("channel", "web").Text("text", " \n"), Want{Kind: "consultation"}, Minor},
		{"amounts are compared in minor units", f.Money("demand", 99_999, "CNY"), Want{Flags: []string{"loss"}}, Minor},
		{"the bound itself counts", f.Money("demand", 100_000, ""), Want{Flags: []string{"loss"}}, Ordinary},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := decide(t, c, tc.facts)
			tc.want.Severity = &tc.sev
			assert.Empty(t, tc.want.misses(d))
		})
	}
}

func TestAvoidanceKeepsACaseFromTheUnitItComplainsAbout(t *testing.T) {
	c := mustCompile(t, hotelRules())
	aircon := Facts{}.Text("text", "空调坏了")
	for _, tc := range []struct {
		name     string
		facts    Facts
		unit     string
		advisers []string
		passed   []string
		avoid    []string
	}{
		{"nobody complained about", aircon, "engineering", []string{"front"}, nil, nil},
		{"the unit is passed over", aircon.Code("against", "engineering"), "front", nil, []string{"facility"}, []string{"against", "person"}},
		{"an adviser is dropped", aircon.Code("against", "front"), "engineering", nil, nil, []string{"against", "person"}},
		{"default ruled out: somebody else takes it", Facts{}.Code("against", "front"), "centre", nil, []string{"default"}, []string{"against", "person"}},
		{"a unit that is no route", aircon.Code("against", "kitchen"), "engineering", []string{"front"}, nil, []string{"against", "person"}},
		{"a person is left to the picker", aircon.Code("person", "u17"), "engineering", []string{"front"}, nil, []string{"against", "person"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := decide(t, c, tc.facts)
			assert.Equal(t, tc.unit, d.Unit)
			assert.Equal(t, tc.advisers, d.Advisers)
			assert.Equal(t, tc.avoid, d.Avoid)
			assert.Equal(t, tc.passed, reasonOf(d, DimUnit).Passed)
		})
	}
}

func reasonOf(d Decision, dim string) Reason {
	for _, r := range d.Because {
		if r.Dimension == dim {
			return r
		}
	}
	return Reason{}
}

func TestDecisionExplainsItself(t *testing.T) {
	c := mustCompile(t, hotelRules())
	text := "昨晚起火，前台态度差"
	d := decide(t, c, Facts{}.Code("channel", "regulator").Text("text", text).Money("demand", 200_000, "CNY"))
	why := reasonOf(d, DimSeverity)
	assert.Equal(t, "outside", why.Row)
	assert.Equal(t, []Checked{{Cond: "channel in {media, regulator}", Saw: "regulator", Held: true}}, why.Checked)
	assert.Equal(t, &RunnerUp{Row: "attitude", Outcome: "ordinary"}, why.RunnerUp)
	assert.False(t, why.TextOnly)

	cat := reasonOf(d, "category.content")
	assert.True(t, cat.TextOnly)
	require.Len(t, cat.Spans, 1)
	s := cat.Spans[0]
	assert.Equal(t, "态度差", text[s.Start:s.End], "offsets are bytes of the original")
	assert.Equal(t, "rude", s.Keyword)
	assert.Equal(t, c.Ref(), d.RuleSet)
}

func TestPublicDecisionHoldsNoPrivateValue(t *testing.T) {
	c := mustCompile(t, hotelRules())
	facts := Facts{}.Text("text", "客人王五说着火了").Code("guest", "王五").Code("against", "engineering").Code("person", "u17-secret")
	d := decide(t, c, facts)
	public, err := json.Marshal(d)
	require.NoError(t, err)
	for _, private := range []string{"王五", "着火", "客人", "u17-secret"} {
		assert.NotContains(t, string(public), private)
	}
	sealed, ok := d.Sealed()
	require.True(t, ok)
	assert.Equal(t, "着火", sealed.Words[0].Text)

	var back Decision
	require.NoError(t, json.Unmarshal(public, &back))
	_, ok = back.Sealed()
	assert.False(t, ok, "the sealed part does not travel with the public one")
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(public), string(again))
}

func TestDecideRefusesBadFactsAllAtOnce(t *testing.T) {
	c := mustCompile(t, hotelRules())
	_, err := c.Decide(Facts{}.Code("chanel", "web").Code("channel", "med1a").Number("text", 1).
		Money("demand", 1, "USD").Tags("marks", "vipp").Code("severity", "major").Number("people", 1<<60).
		Bool("channel2", true).Text("injury", "yes"))
	require.ErrorIs(t, err, ErrInvalid)
	var bad *InvalidError
	require.ErrorAs(t, err, &bad)
	got := map[string]Fault{}
	for _, f := range bad.Faults {
		got[f.Path] = f
	}
	assert.Equal(t, RuleUnknown, got["chanel"].Rule)
	assert.Equal(t, "channel", got["chanel"].Hint)
	assert.Equal(t, RuleUnknownCode, got["channel"].Rule)
	assert.Equal(t, "media", got["channel"].Hint)
	assert.Equal(t, RuleType, got["text"].Rule)
	assert.Equal(t, RuleConflict, got["demand"].Rule)
	assert.Equal(t, "vip", got["marks"].Hint)
	assert.Equal(t, RuleConflict, got["severity"].Rule)
	assert.Equal(t, RuleRange, got["people"].Rule)
	assert.Equal(t, RuleType, got["injury"].Rule)
	assert.Len(t, bad.Faults, 9)
}

func TestUnknownValuesAreFine(t *testing.T) {
	c := mustCompile(t, hotelRules())
	facts, err := FactsOf(map[string]any{"channel": nil, "people": nil, "text": nil})
	require.NoError(t, err)
	assert.Equal(t, Minor, decide(t, c, facts.Code("channel", "")).Severity)
}

func TestClassifierIsSafeForConcurrentUse(t *testing.T) {
	c := mustCompile(t, hotelRules())
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 200 {
				text := strings.Repeat("空调", g) + fmt.Sprint(i)
				d, err := c.Decide(Facts{}.Text("text", text))
				assert.NoError(t, err)
				assert.Equal(t, g > 0, d.Unit == "engineering")
			}
		})
	}
	wg.Wait()
}

func TestHostFunctions(t *testing.T) {
	rs := hotelRules()
	rs.Tables[3].Rows = append(rs.Tables[3].Rows, Row{ID: "fn", When: Func("old-building"), Then: "major"})
	_, err := Compile(rs)
	require.ErrorContains(t, err, `tables[3].rows[6].when.func: the host has no function "old-building"`)

	c, err := Options{Funcs: map[string]func(Facts) bool{
		"old-building": func(f Facts) bool { return f.Len() == 3 },
	}}.Compile(rs)
	require.NoError(t, err)
	assert.Equal(t, Minor, decide(t, c, Facts{}).Severity)
	assert.Equal(t, Major, decide(t, c, Facts{}.Number("people", 1).Bool("injury", false).Bool("anonymous", false)).Severity,
		"a function counts as a fact")

	c, err = Options{Funcs: map[string]func(Facts) bool{"old-building": func(f Facts) bool {
		if f.Len() == 2 {
			panic("no")
		}
		return false
	}}}.Compile(rs)
	require.NoError(t, err)
	_, err = c.Decide(Facts{}.Number("people", 1).Bool("injury", false))
	require.ErrorContains(t, err, "panicked")
	assert.Equal(t, Minor, decide(t, c, Facts{}).Severity, "the classifier still works")
}
