package classify

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestInvalidUTF8SurvivesStorage: a text that is not valid UTF-8 is replayed from JSON to the same bytes.
func TestInvalidUTF8SurvivesStorage(t *testing.T) {
	c := mustCompile(t, hotelRules())
	broken, err := FactsOf(map[string]any{"text": "\xff着火\xfe\xfd，漏水", "guest": "王\xff", "against": "x\xff"})
	require.NoError(t, err)
	for _, f := range []Facts{broken, Facts{}.Text("text", "\xff着火\xfe\xfd，漏水").Code("guest", "王\xff").Code("against", "x\xff")} {
		d := decide(t, c, f)
		key, ok := c.RepeatKey(f, d)
		require.True(t, ok)
		sealed, _ := d.Sealed()
		public, err := json.Marshal(d)
		require.NoError(t, err)
		private, err := json.Marshal(sealed)
		require.NoError(t, err)

		var read Decision
		var box Sealed
		require.NoError(t, json.Unmarshal(public, &read))
		require.NoError(t, json.Unmarshal(private, &box))
		assert.Equal(t, sealed.Words, box.Words)
		again, err := c.Replay(read.Unseal(box))
		require.NoError(t, err)
		later, _ := c.RepeatKey(box.Facts, again)
		assert.Equal(t, key, later)
	}
}

func TestEveryIntegerTypeIsAFact(t *testing.T) {
	for _, n := range []any{
		int(7), int8(7), int16(7), int32(7), int64(7), uint(7), uint8(7), uint16(7), uint32(7), uint64(7), float32(7), float64(7), json.Number("7"),
	} {
		f, err := FactsOf(map[string]any{"people": n})
		if assert.NoError(t, err, "%T", n) {
			assert.Equal(t, Facts{}.Number("people", 7), f, "%T", n)
		}
	}
	for _, n := range []any{uint64(1) << 63, uint(1 << 54), float32(0.5), 1e300} {
		_, err := FactsOf(map[string]any{"people": n})
		assert.ErrorIs(t, err, ErrInvalid, "%T", n)
	}
}

func TestAFactGivenTwiceInJSONIsRefused(t *testing.T) {
	for _, data := range []string{
		`{"people":1,"people":2}`, `{"loss":{"minor":1,"minor":2,"currency":"CNY"}}`, `{"people":1} {"people":2}`, `[]`, `"text"`,
	} {
		var f Facts
		assert.ErrorIs(t, f.UnmarshalJSON([]byte(data)), ErrInvalid, data)
	}
	var f Facts
	require.NoError(t, f.UnmarshalJSON([]byte(`{"people":1,"kind":null}`)))
	assert.Equal(t, 2, f.Len())
}

// TestOnlyWhatDecidesAnywayCanBeAccepted: a gap leaves an input without an answer, whatever the reason given for it.
func TestOnlyWhatDecidesAnywayCanBeAccepted(t *testing.T) {
	gap := Script{
		ID: "s", Version: "1", Hit: HitFirst, Verdicts: Codes("a"),
		Questions: []Question{{ID: "q", Ask: Label{EN: "?"}}}, Rows: []ScriptRow{{ID: "r", When: Is("q", "yes"), Then: "a"}},
	}
	for _, code := range []FindingCode{FindingGap, FindingNoDefault, FindingFault, FindingNotProven, "overlaps", ""} {
		gap.Accepted = []Accepted{{Finding: code, Reason: "meant"}}
		_, err := gap.Compile()
		assert.ErrorContains(t, err, "accepted[0].finding", code)
		rs := hotelRules()
		rs.Tables[4].Accepted = []Accepted{{Finding: code, Reason: "meant"}}
		_, err = Compile(rs)
		assert.ErrorContains(t, err, "tables[4].accepted[0].finding", code)
	}
}

func TestATestThatCannotFailIsRefused(t *testing.T) {
	rs := hotelRules()
	rs.Tests = []Test{{Name: "nothing"}, {Name: "misspelt", Want: Want{NoFlags: []string{"safty"}}}, {Name: "fine", Want: Want{NoFlags: []string{"safety", FlagConfirm}}}}
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "tests[0].want")
	assert.ErrorContains(t, err, `did you mean "safety"`)
	assert.NotContains(t, err.Error(), "tests[2]")
}

func TestTheUnitInsteadIsAnotherUnit(t *testing.T) {
	rs := hotelRules()
	rs.Routes.Instead = "front"
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "routes.instead", "a complaint about the default's unit would land there")
}

func TestAvoidancesAreNamedOnce(t *testing.T) {
	rs := hotelRules()
	rs.Routes.Avoid = append(rs.Routes.Avoid, rs.Routes.Avoid[0], Avoidance{ID: "no name", Unit: "against"})
	rs.Routes.Default.ID = "facility"
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "routes.avoid[1].id")
	assert.ErrorContains(t, err, "routes.avoid[2].id")
	assert.ErrorContains(t, err, "routes.default.id")
}

// TestTheRunnerUpIsNotRuledOut: when the default's unit is complained about, the unit instead comes second.
func TestTheRunnerUpIsNotRuledOut(t *testing.T) {
	rs := hotelRules()
	rs.Tests, rs.Routes.Rows = nil, rs.Routes.Rows[:2]
	d := decide(t, mustCompile(t, rs), Facts{}.Text("text", "空调").Code("against", "front"))
	assert.Equal(t, "engineering", d.Unit)
	assert.Equal(t, &RunnerUp{Outcome: "centre"}, reasonOf(d, DimUnit).RunnerUp)
	d = decide(t, mustCompile(t, rs), Facts{}.Text("text", "空调").Code("against", "housekeeping"))
	assert.Equal(t, &RunnerUp{Row: "default", Outcome: "front"}, reasonOf(d, DimUnit).RunnerUp)
}

func TestAnAdviserIsAskedOnce(t *testing.T) {
	rs := hotelRules()
	rs.Routes.Rows[2].Advisers = []string{"front", "housekeeping", "front"}
	d := decide(t, mustCompile(t, rs), Facts{}.Code("channel", "media"))
	assert.Equal(t, []string{"front", "housekeeping"}, d.Advisers)
}

func TestGradesBetweenInTheWrongOrderAreRefused(t *testing.T) {
	var c Cond
	require.NoError(t, json.Unmarshal([]byte(`{"field":"severity","between":["major","minor"]}`), &c))
	rs := hotelRules()
	rs.Tables[5].Rows[0].When = c
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "major is above minor")
}

// TestFaultsComeInTheOrderOfTheInput on every run.
func TestFaultsComeInTheOrderOfTheInput(t *testing.T) {
	rs := hotelRules()
	rs.EffectiveFrom, rs.EffectiveUntil = "x", "y"
	for range 50 {
		_, err := Compile(rs)
		var invalid *InvalidError
		require.ErrorAs(t, err, &invalid)
		require.Equal(t, "effective_from", invalid.Faults[0].Path)
		require.Equal(t, "effective_until", invalid.Faults[1].Path)
	}
}

// TestAWordThatNobodySeesIsNamed by its place in the lexicon.
func TestAWordThatNobodySeesIsNamed(t *testing.T) {
	rs := lexRules(Lexicon{Keywords: []Keyword{{ID: "k", Words: []string{"漏水", "\u200b\u200d"}}}})
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "lexicon.keywords[0].words[1]")
}

// TestEqualTextsAreFullyAlike however often a pair of characters stands in them, before and after the index is put in order.
func TestEqualTextsAreFullyAlike(t *testing.T) {
	x := NewSimilarIndex(Window(24 * 3600e9))
	long := ""
	for range 900 {
		long += "漏水"
	}
	long += "电梯停了"
	x.Add("long", at(0), long)
	for i := range 60 {
		assert.Equal(t, 1000, x.Closest(long, 1)[0].Likeness)
		x.Add(strconv.Itoa(i), at(0), "空调坏了"+strconv.Itoa(i))
	}
}
