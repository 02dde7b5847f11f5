package classify

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRuleSetJSONRoundTrip(t *testing.T) {
	rs := hotelRules()
	data, err := json.Marshal(rs)
	require.NoError(t, err)
	back, err := ParseRuleSet(data)
	require.NoError(t, err)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.JSONEq(t, string(data), string(again))
	assert.Equal(t, string(data), string(again), "the form is canonical")

	a, err := rs.Ref()
	require.NoError(t, err)
	b, err := back.Ref()
	require.NoError(t, err)
	assert.Equal(t, a, b)
	assert.Regexp(t, "^sha256:[0-9a-f]{64}$", a.Hash)
	mustCompile(t, back)

	back.Tables[3].Rows[0].Then = "ordinary"
	c, err := back.Ref()
	require.NoError(t, err)
	assert.NotEqual(t, a.Hash, c.Hash, "another rule, another hash")
}

func TestParseRuleSetIsStrict(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"unknown member", `{"id":"x","version":"1","tabels":[]}`, `tabels: unknown member "tabels" (did you mean "tables"?)`},
		{"unknown member deep down", `{"tables":[{"rows":[{"when":{"all":[{"feld":"x","has":true}]}}]}]}`, `tables[0].rows[0].when.all[0].feld: unknown member "feld" (did you mean "field"?)`},
		{"repeated member", `{"id":"x","id":"y"}`, `id: member "id" stands twice`},
		{"wrong type", `{"fields":{}}`, "fields: array expected, got object"},
		{"bad window", `{"repeat":{"by":["x"],"window":"30"}}`, "is not a window like 30d"},
		{"bad severity", `{"tests":[{"name":"x","want":{"severity":"majr"}}]}`, `unknown severity "majr" (did you mean "major"?)`},
		{"cut off", `{"id":`, "unexpected EOF"},
		{"not an object", `7`, "object expected, got number"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ParseRuleSet([]byte(tc.in))
			require.ErrorIs(t, err, ErrInvalid)
			assert.ErrorContains(t, err, tc.want)
		})
	}
}

func TestCompileReportsEveryFaultAtOnce(t *testing.T) {
	rs := RuleSet{
		ID: "1x", Version: "", EffectiveFrom: "2026-13-01", EffectiveUntil: "x",
		Fields: []Field{
			{Name: "a", Type: "cod"},
			{Name: "a", Type: TypeCode},
			{Name: "kind", Type: TypeText},
			{Name: "b", Type: TypeBool, Open: true, Currency: "CNY"},
			{Name: "名", Type: TypeText},
		},
		Kinds: Codes("q", "q", "a b"), Flags: Codes("confirm"),
		Axes: []Axis{{ID: "x", Version: "1", Nodes: []Node{{Code: "p", Children: []Node{{Code: "p"}}}}, Other: "q"}},
		Tables: []Table{
			{ID: "t", Sets: "kinds", Hit: HitFirst},
			{ID: "t", Sets: DimKind, Hit: "frist", Default: "z", Rows: []Row{{ID: "r", Then: "q"}, {ID: "r", Then: "q", Reason: "why"}}},
			{ID: "u", Sets: DimUnit, Hit: HitFirst},
			{ID: "v", Sets: DimValidity, Hit: HitCollect, Default: Invalid},
			{ID: "w", Sets: DimValidity, Hit: HitFirst, Default: Valid, DefaultReason: "x"},
		},
		Routes: &Routes{Default: Route{When: IsTrue("b")}, Avoid: []Avoidance{{}, {Unit: "b"}}},
		Repeat: &RepeatRule{}, Batch: &BatchRule{By: []string{"kin"}, Customer: "b", Customers: 1},
	}
	got := strings.Join(faultLines(t, rs), "\n")
	for _, want := range []string{
		`id: "1x" is no name`, "version: a version", "effective_from: a date", "effective_until: a date",
		`fields[0].type: unknown type "cod" (did you mean "code"?)`, `fields[1].name: field "a" stands twice`,
		"fields[1].codes: a closed field needs codes", `fields[2].name: "kind" is a dimension`,
		"fields[3].codes: only code and tags fields", "fields[3].currency: three capital letters", `fields[4].name: "名" is no name`,
		`kinds[1].code: code "q" stands twice`, `kinds[2].code: "a b" is no code`, `flags: "confirm" is the library's own flag`,
		`axes[0].nodes[0].children[0].code: code "p" stands twice`, `axes[0].other: "q" is not a leaf`,
		`tables[0].sets: no dimension "kinds" (did you mean "kind"?)`, `tables[1].id: table id "t" is taken`,
		`tables[1].hit: unknown hit policy "frist" (did you mean "first"?)`, `tables[1].rows[1].id: row id "r" stands twice`,
		`tables[1].default: "kind" has no code "z"`, "tables[1].rows[1].reason: only an invalid outcome has a reason",
		"tables[2].sets: the unit is found by the routes", "tables[3].hit: flags are collected", "tables[3].default: a collecting table has no default",
		`tables[4].sets: "validity" is set by table "v" already`, "tables[4].default.reason: only an invalid",
		"routes.default.when: the default applies always", `routes.default.unit: "unit" has no code ""`,
		"routes.avoid[0]: unit or person expected", `routes.avoid[1].unit: no code field "b"`, `routes.instead: "unit" has no code ""`,
		"repeat.by: a key needs a field", "repeat.window: a window", `batch.by[0]: no single-valued field or dimension "kin" (did you mean "kind"?)`,
		"batch.customers: at least 2",
	} {
		assert.Contains(t, got, want)
	}
}

func TestDimensionsThatReadEachOtherAreRefused(t *testing.T) {
	rs := hotelRules()
	rs.Tables[0].Rows[0].When = Is("scope", "group")
	rs.Tables[4].Rows[0].When = SeverityAtLeast(Major)
	rs.Tables[4].Rows[1].When = Not(SeverityAtLeast(Major))
	rs.Tables[3].Rows[0].When = Is("kind", "complaint")
	assert.Equal(t, []string{"tables: dimensions read each other: kind reads scope reads severity reads kind"}, faultLines(t, rs))
}

func TestOrderFollowsWhatReadsWhat(t *testing.T) {
	rs := hotelRules()
	rs.Tables[0].Rows[0].When = Tagged("flags", "loss") // flags first now
	c := mustCompile(t, rs)
	d := decide(t, c, Facts{}.Money("demand", 5, ""))
	assert.Equal(t, "consultation", d.Kind)
	var dims []string
	for _, r := range d.Because {
		dims = append(dims, r.Dimension)
	}
	assert.Equal(t, []string{"validity", "category.content", "severity", "scope", "flags", "kind", "unit"}, dims)
}

func TestAFlagFromWordsIsStillOnlyWords(t *testing.T) {
	rs := hotelRules()
	rs.Tables[3].Rows = append(rs.Tables[3].Rows, Row{ID: "laundered", When: Tagged("flags", "safety"), Then: "urgent"})
	c := mustCompile(t, rs)
	d := decide(t, c, Facts{}.Text("text", "着火"))
	assert.Equal(t, Minor, d.Severity, "two steps do not turn words into facts")
	assert.Len(t, d.Confirm, 2)
	assert.Equal(t, Suggestion{
		Dimension: "severity", Outcome: "urgent", Table: "severity", Row: "laundered",
	}, d.Confirm[0])
	assert.Equal(t, Urgent, decide(t, c, Facts{}.Bool("injury", true)).Severity)
}

func TestInForce(t *testing.T) {
	rs := RuleSet{EffectiveFrom: "2026-04-15", EffectiveUntil: "2027-04-14"}
	shanghai := time.FixedZone("CST", 8*3600)
	for at, want := range map[time.Time]bool{
		time.Date(2026, 4, 14, 23, 59, 59, 0, shanghai): false,
		time.Date(2026, 4, 15, 0, 0, 0, 0, shanghai):    true,
		time.Date(2027, 4, 14, 23, 59, 59, 0, shanghai): true,
		time.Date(2027, 4, 15, 0, 0, 0, 0, shanghai):    false,
		time.Date(2026, 4, 14, 16, 0, 0, 0, time.UTC):   false,
	} {
		assert.Equal(t, want, rs.InForce(at), "%s", at)
	}
	assert.True(t, RuleSet{}.InForce(time.Time{}))
	assert.False(t, RuleSet{EffectiveFrom: "soon"}.InForce(time.Unix(0, 0)))
}

func TestRouteDefaultIsMandatory(t *testing.T) {
	rs := hotelRules()
	rs.Routes.Default = Route{}
	assert.Equal(t, []string{`routes.default.unit: "unit" has no code ""`}, faultLines(t, rs))
}

func FuzzParseRuleSet(f *testing.F) {
	data, err := json.Marshal(hotelRules())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"tables":[{"rows":[{"when":{"not":{"any":[]}}}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		rs, err := ParseRuleSet(data)
		if err != nil {
			assert.ErrorIs(t, err, ErrInvalid)
			return
		}
		if c, err := Compile(rs); err == nil {
			_, err = c.Decide(Facts{})
			assert.NoError(t, err)
		} else {
			assert.ErrorIs(t, err, ErrInvalid)
		}
	})
}
