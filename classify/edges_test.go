package classify

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHistoryKeepsTheInstantItsWindowBegins when it drops what is older.
func TestHistoryKeepsTheInstantItsWindowBegins(t *testing.T) {
	ctx := context.Background()
	h := NewMemoryHistory(Window(24 * 3600e9))
	for _, hour := range []int{0, 1, 25} { // at 25 what lies before 1 is dropped
		require.NoError(t, h.Record(ctx, "k", Occurrence{Case: string(rune('a' + hour)), At: at(hour)}))
	}
	got, err := h.Within(ctx, "k", at(0), at(25))
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, at(1), got[0].At)
	assert.Equal(t, 2, h.Len())
}

// TestWhatHistoryReturnsIsTheCallers and stays what it was.
func TestWhatHistoryReturnsIsTheCallers(t *testing.T) {
	ctx := context.Background()
	h := NewMemoryHistory()
	for i, id := range []string{"a", "b", "c"} {
		require.NoError(t, h.Record(ctx, "k", Occurrence{Case: id, At: at(i)}))
	}
	got, err := h.Within(ctx, "k", at(0), at(9))
	require.NoError(t, err)
	require.NoError(t, h.Forget(ctx, "a"))
	assert.Equal(t, []string{"a", "b", "c"}, []string{got[0].Case, got[1].Case, got[2].Case})
	got[1].Case = "spoilt"
	again, err := h.Within(ctx, "k", at(0), at(9))
	require.NoError(t, err)
	assert.Equal(t, "b", again[0].Case)
}

// TestAFullIndexDropsAnEighth at once, so that it does not look for the oldest at every text.
func TestAFullIndexDropsAnEighth(t *testing.T) {
	x := NewSimilarIndex(0)
	x.limit = 16
	for i := range 17 {
		x.Add(string(rune('a'+i)), at(i), "空调坏了")
	}
	assert.Equal(t, 16-3+1, x.Len())
	assert.Equal(t, "q", x.Closest("空调坏了", 20)[0].Case)
	assert.Equal(t, "d", x.Closest("空调坏了", 20)[13].Case, "a, b and c were the oldest")
}

// TestTheMostAlikeIsFoundAmongTheNearlyAlike whatever came first.
func TestTheMostAlikeIsFoundAmongTheNearlyAlike(t *testing.T) {
	var b strings.Builder
	for r := rune(0x4E00); r < 0x4E00+400; r++ {
		b.WriteRune(r)
	}
	text := b.String()
	x := NewSimilarIndex(0)
	x.Add("two lacking", at(0), text[6:])
	x.Add("one lacking", at(1), text[3:])
	assert.Equal(t, "one lacking", x.Closest(text, 1)[0].Case)
}

// TestEqualsAreOrderedByTimeThenCase also where only the first is asked for.
func TestEqualsAreOrderedByTimeThenCase(t *testing.T) {
	x := NewSimilarIndex(0)
	for _, id := range []string{"b", "a", "c"} {
		x.Add(id, at(0), "空调坏了")
	}
	assert.Equal(t, "a", x.Closest("空调坏了", 1)[0].Case)
	x.Add("z", at(1), "空调坏了")
	assert.Equal(t, "z", x.Closest("空调坏了", 1)[0].Case)
}

// TestAQuestionThatNarrowsGoesBeforeACheaperOne that leaves open what is open.
func TestAQuestionThatNarrowsGoesBeforeACheaperOne(t *testing.T) {
	ask := Label{EN: "?"}
	no := func(q string) Cond { return Not(Is(q, "yes")) }
	d, err := Script{
		ID: "s", Version: "1", Hit: HitFirst, Verdicts: Codes("a", "b", "c"), Default: "c",
		Questions: []Question{{ID: "cheap", Ask: ask}, {ID: "dear", Ask: ask, Cost: 5}, {ID: "last", Ask: ask}},
		Rows: []ScriptRow{
			{ID: "a", When: Is("dear", "yes"), Then: "a"},
			{ID: "b", When: All(Is("dear", "no"), Is("cheap", "yes")), Then: "b"},
			{ID: "c", When: All(Is("dear", "no"), no("cheap"), Is("last", "yes")), Then: "b"},
		},
	}.Compile()
	require.NoError(t, err)
	turn, err := d.Next(nil)
	require.NoError(t, err)
	assert.Equal(t, "dear", turn.Question)
}

// TestAvoidanceIsReadInTheCycleToo: whom a case keeps away from may not depend on who has it.
func TestAvoidanceIsReadInTheCycleToo(t *testing.T) {
	rs := hotelRules()
	rs.Tables[5].Rows[0].When = Is(DimUnit, "front")
	rs.Routes.Avoid[0].When = Tagged(DimFlags, "loss")
	_, err := Compile(rs)
	assert.ErrorContains(t, err, "dimensions read each other")
}

// TestAVerdictOfSeveralRowsNamesNone: whichever of them holds, the verdict is the same.
func TestAVerdictOfSeveralRowsNamesNone(t *testing.T) {
	d, err := Script{
		ID: "s", Version: "1", Hit: HitUnique, Verdicts: Codes("a"), Questions: []Question{{ID: "q", Ask: Label{EN: "?"}}},
		Rows: []ScriptRow{{ID: "yes", When: Is("q", "yes"), Then: "a"}, {ID: "other", When: Not(Is("q", "yes")), Then: "a"}},
	}.Compile()
	require.NoError(t, err)
	turn, err := d.Next(nil)
	require.NoError(t, err)
	assert.Equal(t, Turn{Done: true, Verdict: "a", Open: []string{"a"}}, turn)
	turn, err = d.Next(map[string]Answer{"q": Yes})
	require.NoError(t, err)
	assert.Equal(t, "yes", turn.Row)
}

// TestChangesNameEveryDimension in the order in which they are decided.
func TestChangesNameEveryDimension(t *testing.T) {
	a := Decision{
		Kind: "a", Categories: map[string]string{"x": "a", "y": "a"}, Severity: Minor, Validity: Invalid, ValidityReason: "a",
		Nature: "a", Scope: "a", Unit: "a", Advisers: []string{"a"}, Avoid: []string{"a"}, Flags: []string{"a"},
	}
	b := Decision{
		Kind: "b", Categories: map[string]string{"x": "b", "z": "b"}, Severity: Major, Validity: Invalid, ValidityReason: "b",
		Nature: "b", Scope: "b", Unit: "b", Advisers: []string{"a", "b"}, Avoid: []string{}, Flags: []string{"b"},
	}
	var dims []string
	for _, c := range a.changes("1", b) {
		dims = append(dims, c.Dimension+" "+c.Old+"→"+c.New)
	}
	assert.Equal(t, []string{
		"kind a→b", "validity invalid: a→invalid: b", "category.x a→b", "category.y a→", "category.z →b", "severity minor→major",
		"scope a→b", "nature a→b", "flags a→b", "unit a→b", "advisers a→a,b", "avoid a→",
	}, dims)
	assert.Empty(t, a.changes("1", a))
}

// TestAFrameIsEmptyAgain before the next case gets it.
func TestAFrameIsEmptyAgain(t *testing.T) {
	s := newSchema(&RuleSet{Flags: Codes("x"), Fields: []Field{{Name: "text", Type: TypeText}}})
	s.layout()
	f := newFrame(s, 1, nil)
	f.setTag(s.byName[DimFlags], 0, true)
	f.hits[0], f.spans, f.facts = true, append(f.spans, hitSpan{}), Facts{}.Text("text", "火")
	f.cells[0] = cell{known: true, rests: footing{text: true}, str: "火"}
	f.reset()
	fresh := newFrame(s, 1, nil)
	assert.Equal(t, fresh.tagText, f.tagText)
	assert.Equal(t, fresh.tags, f.tags)
	assert.Equal(t, fresh.cells, f.cells)
	assert.Equal(t, fresh.hits, f.hits)
	assert.Zero(t, f.facts.Len()+len(f.spans))
}

// TestGradesCompare holds every comparison against every grade.
func TestGradesCompare(t *testing.T) {
	for _, tc := range []struct {
		json string
		want []Severity
	}{
		{`{"field":"severity","eq":"major"}`, []Severity{Major}},
		{`{"field":"severity","in":["minor","urgent"]}`, []Severity{Minor, Urgent}},
		{`{"field":"severity","ge":"major"}`, []Severity{Major, Urgent}},
		{`{"field":"severity","gt":"major"}`, []Severity{Urgent}},
		{`{"field":"severity","le":"ordinary"}`, []Severity{Minor, Ordinary}},
		{`{"field":"severity","lt":"ordinary"}`, []Severity{Minor}},
		{`{"field":"severity","between":["ordinary","major"]}`, []Severity{Ordinary, Major}},
		{`{"field":"severity","has":true}`, []Severity{Minor, Ordinary, Major, Urgent}},
	} {
		var c Cond
		require.NoError(t, json.Unmarshal([]byte(tc.json), &c))
		p, err := mustCompile(t, hotelRules()).Predicate(c)
		require.NoError(t, err)
		var got []Severity
		for s := Unrated; s <= Urgent; s++ {
			if ok, err := p.Holds(Facts{}, Decision{Severity: s}); ok && err == nil {
				got = append(got, s)
			}
		}
		assert.Equal(t, tc.want, got, tc.json)
	}
}
