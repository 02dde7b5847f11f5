package classify

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyCond draws conditions over the fields of hotelRules.
func anyCond(depth int) *rapid.Generator[Cond] {
	channel := rapid.SampledFrom([]string{"counter", "phone", "web", "media", "regulator"})
	n := rapid.Int64Range(-3, 8)
	gens := []*rapid.Generator[Cond]{
		rapid.Just(Always()),
		rapid.Map(channel, func(c string) Cond { return Is("channel", c) }),
		rapid.Map(rapid.SliceOfN(channel, 1, 3), func(cs []string) Cond { return OneOf("channel", cs...) }),
		rapid.Map(n, func(i int64) Cond { return AtLeast("people", i) }),
		rapid.Map(n, func(i int64) Cond { return AtMost("people", i) }),
		rapid.Map(n, func(i int64) Cond { return Below("people", i) }),
		rapid.Map(n, func(i int64) Cond { return Above("demand", i) }),
		rapid.Map(n, func(i int64) Cond { return Equals("demand", i) }),
		rapid.Map(n, func(i int64) Cond { return Between("people", i, i+2) }),
		rapid.SampledFrom([]Cond{
			IsTrue("injury"), IsFalse("injury"), Has("people"), Has("text"), Has("marks"), Has("against"),
			Tagged("marks", "vip"), Tagged("marks", "repeat"), Hit("fire"), Hit("danger"), HitIn("text", "leak"),
			Is("against", "engineering"), Is("against", "kitchen"), Under("category.content", "facility"), Is("category.content", "other"),
		}),
	}
	if depth > 0 {
		kids := rapid.SliceOfN(anyCond(depth-1), 0, 3)
		gens = append(gens,
			rapid.Map(kids, func(k []Cond) Cond { return All(k...) }),
			rapid.Map(kids, func(k []Cond) Cond { return Any(k...) }),
			rapid.Map(anyCond(depth-1), Not),
		)
	}
	return rapid.OneOf(gens...)
}

// anyFacts draws facts for the fields of hotelRules, each possibly unknown.
func anyFacts() *rapid.Generator[Facts] {
	return rapid.Custom(func(t *rapid.T) Facts {
		var f Facts
		maybe := func(name string, add func()) {
			if rapid.Bool().Draw(t, "has "+name) {
				add()
			}
		}
		maybe("channel", func() {
			f = f.Code("channel", rapid.SampledFrom([]string{"counter", "phone", "web", "media", "regulator"}).Draw(t, "channel"))
		})
		maybe("text", func() {
			f = f.Text("text", rapid.SampledFrom([]string{"", "着火", "没有着火", "烫伤漏水", "空调", "态度差", "不干净"}).Draw(t, "text"))
		})
		maybe("people", func() { f = f.Number("people", rapid.Int64Range(-4, 9).Draw(t, "people")) })
		maybe("demand", func() { f = f.Money("demand", rapid.Int64Range(-4, 9).Draw(t, "demand"), "CNY") })
		maybe("injury", func() { f = f.Bool("injury", rapid.Bool().Draw(t, "injury")) })
		maybe("marks", func() {
			f = f.Tags("marks", rapid.SliceOf(rapid.SampledFrom([]string{"vip", "repeat"})).Draw(t, "marks")...)
		})
		maybe("against", func() {
			f = f.Code("against", rapid.SampledFrom([]string{"engineering", "kitchen", "pool"}).Draw(t, "against"))
		})
		return f
	})
}

func TestCondJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCond(3).Draw(t, "cond")
		data, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back Cond
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		again, _ := json.Marshal(back)
		if string(again) != string(data) || back.String() != c.String() {
			t.Fatalf("%s became %s", data, again)
		}
	})
}

func TestCondForms(t *testing.T) {
	for _, tc := range []struct{ json, text string }{
		{`{}`, "always"},
		{`{"field":"channel","eq":"media"}`, "channel = media"},
		{`{"field":"n","eq":-5}`, "n = -5"},
		{`{"field":"b","eq":true}`, "b = true"},
		{`{"field":"channel","in":["a","b"]}`, "channel in {a, b}"},
		{`{"field":"n","lt":1}`, "n < 1"},
		{`{"field":"n","le":1}`, "n ≤ 1"},
		{`{"field":"n","gt":1}`, "n > 1"},
		{`{"field":"severity","ge":"major"}`, "severity ≥ major"},
		{`{"field":"n","between":[1,5]}`, "n between 1 and 5"},
		{`{"field":"n","has":true}`, "has n"},
		{`{"field":"t","tag":"vip"}`, "t tagged vip"},
		{`{"field":"category.x","under":"y"}`, "category.x under y"},
		{`{"hit":"fire"}`, "hit fire"},
		{`{"field":"text","hit":"fire"}`, "text hit fire"},
		{`{"func":"f"}`, "func f"},
		{`{"all":[]}`, "all()"},
		{`{"any":[{"hit":"a"},{"not":{"hit":"b"}}]}`, "any(hit a, not(hit b))"},
	} {
		t.Run(tc.text, func(t *testing.T) {
			var c Cond
			require.NoError(t, json.Unmarshal([]byte(tc.json), &c))
			assert.Equal(t, tc.text, c.String())
			back, err := json.Marshal(c)
			require.NoError(t, err)
			assert.Equal(t, tc.json, string(back))
		})
	}
	var c Cond
	require.NoError(t, json.Unmarshal([]byte(`{"field":"n","has":false}`), &c))
	assert.Equal(t, "not(has n)", c.String())
	assert.Equal(t, []string{"a", "b"}, All(Is("b", "x"), Not(Has("a")), Is("b", "y"), Hit("k")).Fields())
}

func TestCondJSONFaults(t *testing.T) {
	for _, tc := range []struct{ name, json, want string }{
		{"unknown operator", `{"field":"n","eqq":1}`, `eqq: unknown member "eqq" (did you mean "eq"?)`},
		{"two operators", `{"field":"n","eq":1,"lt":2}`, "more than one operator"},
		{"no operator", `{"field":"n"}`, "a field without an operator"},
		{"no field", `{"eq":1}`, "field: the condition names no field"},
		{"a group with a field", `{"field":"n","all":[]}`, "field: all, any, not and func take no field"},
		{"empty in", `{"field":"n","in":[]}`, "in: at least one constant expected"},
		{"between takes two", `{"field":"n","between":[1]}`, "between: two numbers expected"},
		{"deep path", `{"all":[{},{"not":{"any":[{"feild":"x","eq":1}]}}]}`, `all[1].not.any[0].feild: unknown member "feild" (did you mean "field"?)`},
		{"fractions", `{"field":"n","eq":1.5}`, "1.5 is not a whole number"},
		{"too large", `{"field":"n","eq":9007199254740993}`, "is not a whole number within"},
		{"null", `{"not":null}`, "not: null is not allowed"},
		{"empty name", `{"hit":""}`, "hit: must not be empty"},
		{"not an object", `[]`, "object expected, got array"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var c Cond
			err := json.Unmarshal([]byte(tc.json), &c)
			require.ErrorIs(t, err, ErrInvalid)
			assert.ErrorContains(t, err, tc.want)
		})
	}
}

func TestCondCompileFaults(t *testing.T) {
	for _, tc := range []struct {
		name string
		cond Cond
		want string
	}{
		{"unknown field", Is("chanel", "web"), `.field: unknown field "chanel" (did you mean "channel"?)`},
		{"unknown code", Is("channel", "webb"), `.eq: "channel" has no code "webb" (did you mean "web"?)`},
		{"unknown code in a list", OneOf("channel", "web", "medea"), `.in[1]: "channel" has no code "medea" (did you mean "media"?)`},
		{"a number for a code", Equals("channel", 1), "a code is expected, got 1"},
		{"order where there is none", Cond{op: opGe, field: "channel", lits: []literal{codeLit("web")}}, `the codes of "channel" have no order`},
		{"a code for a number", Is("people", "many"), ".eq: a whole number within"},
		{"reversed bounds", Between("people", 5, 1), ".between: 5 is above 1"},
		{"comparing text", Is("text", "着火"), "a text field cannot be compared"},
		{"a tag on a code field", Tagged("channel", "web"), `"channel" is a code field, not tags`},
		{"an unknown tag", Tagged("marks", "vips"), `.tag: "marks" has no code "vips" (did you mean "vip"?)`},
		{"under outside categories", Under("channel", "web"), `"channel" is not a category`},
		{"an unknown node", Under("category.content", "facilty"), `(did you mean "facility"?)`},
		{"an unknown keyword", Hit("fier"), `.hit: no keyword or group "fier" (did you mean "fire"?)`},
		{"hits in what is no text", HitIn("channel", "fire"), `.field: no text field "channel"`},
		{"a bool compared with a number", Equals("injury", 1), "only eq true or false"},
		{"a list of numbers", Cond{op: opIn, field: "people", lits: []literal{numLit(1)}}, "in is for codes"},
		{"severity out of range", SeverityAtLeast(Unrated), `"severity" has no code "unrated"`},
		{"the confirm flag", Tagged("flags", "confirm"), "is raised after everything else"},
		{"inside a group", All(Always(), Any(Not(Is("x", "y")))), `when.all[1].any[0].not.field: unknown field "x"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rs := hotelRules()
			rs.Tables[5].Rows[0].When = tc.cond
			_, err := Compile(rs)
			require.ErrorIs(t, err, ErrInvalid)
			assert.ErrorContains(t, err, "tables[5].rows[0].when")
			assert.ErrorContains(t, err, tc.want)
		})
	}
}

// TestIndexEqualsConditions holds that the table index answers exactly as the
// conditions do, row by row.
func TestIndexEqualsConditions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs := hotelRules()
		rs.Tests = nil
		rows := rapid.SliceOfN(anyCond(2), 1, 70).Draw(t, "rows")
		table := Table{ID: "t", Sets: DimKind, Hit: HitFirst, Default: "complaint"}
		for i, c := range rows {
			table.Rows = append(table.Rows, Row{ID: "r" + string(rune('a'+i/26)) + string(rune('a'+i%26)), When: c, Then: "complaint"})
		}
		rs.Tables[0] = table
		c, err := Compile(rs)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			checkIndex(t, c, anyFacts().Draw(t, "facts"))
		}
	})
}

func checkIndex(t *rapid.T, c *Classifier, facts Facts) {
	f := c.frames.Get().(*frame)
	if err := f.load(facts); err != nil {
		t.Fatal(err)
	}
	c.lex.search(f)
	for i := range c.steps {
		if c.steps[i].dim != DimKind {
			continue
		}
		table := c.steps[i].tables[0]
		if table.index == nil {
			t.Fatal("no index")
		}
		cur, slow := table.start(f), cursor{t: &ruleTable{rows: table.rows, order: table.order}, f: f}
		for {
			fast, want := cur.next(), slow.next()
			if fast != want {
				t.Fatalf("index says row %d, conditions say %d", fast, want)
			}
			if fast < 0 {
				return
			}
		}
	}
}
