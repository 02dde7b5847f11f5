package classify

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// lexRules flags every keyword it finds by the keyword's id.
func lexRules(lex Lexicon) RuleSet {
	rs := RuleSet{ID: "lex", Version: "1", Fields: []Field{{Name: "text", Type: TypeText}, {Name: "note", Type: TypeText}}, Lexicon: lex}
	t := Table{ID: "found", Sets: DimFlags, Hit: HitCollect}
	for _, k := range lex.Keywords {
		rs.Flags = append(rs.Flags, Code{Code: k.ID})
		t.Rows = append(t.Rows, Row{ID: k.ID, When: Hit(k.ID), Then: k.ID})
	}
	rs.Tables = []Table{t}
	return rs
}

func TestPolarity(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{
		{ID: "leak", Words: []string{"漏水", "leak", "leaking"}, Polarity: PolarityAffirmed},
		{ID: "dry", Words: []string{"漏水", "leak", "leaking"}, Polarity: PolarityNegated},
	}}))
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"affirmed", "卫生间漏水", []string{"leak"}},
		{"negated right before", "没漏水", []string{"dry"}},
		{"negated within reach", "没有发现漏水", []string{"dry"}},
		{"beyond reach the negator speaks of something else", "没有人上门来修理漏水", []string{"leak"}},
		{"a comma ends the clause", "不热，漏水", []string{"leak"}},
		{"a full stop ends the clause", "没有。漏水", []string{"leak"}},
		{"a conjunction ends the clause", "不热但漏水", []string{"leak"}},
		{"不但 does not negate", "不但漏水", []string{"leak"}},
		{"不得不 does not negate", "不得不说漏水", []string{"leak"}},
		{"不但 is no conjunction either", "不是不但漏水", []string{"dry"}},
		{"不仅 does not negate", "不仅漏水", []string{"leak"}},
		{"非常 does not negate", "非常漏水", []string{"leak"}},
		{"two negations affirm", "不是不漏水", []string{"leak"}},
		{"both in one text", "上次没有漏水，这次漏水", []string{"leak", "dry"}},
		{"English negation counts words", "it does not really leak", []string{"dry"}},
		{"English beyond reach", "not one of you ever came about the leak", []string{"leak"}},
		{"English not only", "not only leaking", []string{"leak"}},
		{"apostrophes", "it isn’t leaking", []string{"dry"}},
		{"no is not in know", "we know leak", []string{"leak"}},
		{"words match whole", "leaks leaked bleak", nil},
		{"words beside Chinese are whole", "水管leak了", []string{"leak"}},
		{"nothing", "空调", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}

func TestExceptions(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{
		{ID: "fire", Words: []string{"火"}, Except: []string{"火锅", "火车站", "恼火"}},
		{ID: "car", Words: []string{"火车"}},
	}}))
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"inside an exception the word means something else", "吃火锅", nil},
		{"outside it counts", "吃火锅时起火", []string{"fire"}},
		{"an exception is its own keyword's only", "火车站", []string{"car"}},
		{"an exception in traditional characters", "惱火", nil},
		{"a part of an exception does not hide", "火车", []string{"fire", "car"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}

func TestHitsInOneFieldOnly(t *testing.T) {
	rs := lexRules(Lexicon{Keywords: []Keyword{{ID: "fire", Words: []string{"着火"}}}})
	rs.Flags = append(rs.Flags, Code{Code: "noted"})
	rs.Tables[0].Rows = append(rs.Tables[0].Rows, Row{ID: "noted", When: HitIn("note", "fire"), Then: "noted"})
	c := mustCompile(t, rs)
	assert.Equal(t, []string{"fire"}, decide(t, c, Facts{}.Text("text", "着火")).Flags)
	assert.Equal(t, []string{"fire", "noted"}, decide(t, c, Facts{}.Text("note", "着火")).Flags)
}

func TestSpansAreFewHoweverLongTheText(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{{ID: "fire", Words: []string{"火"}, Except: []string{"火锅"}}}}))
	for name, text := range map[string]string{
		"one word again and again": strings.Repeat("火", 350_000),
		"exceptions everywhere":    strings.Repeat("火锅", 170_000) + "火",
		"negators everywhere":      strings.Repeat("不", 340_000) + "火",
		"not valid UTF-8":          strings.Repeat("\xff\xe7\x81", 300_000) + "火",
	} {
		t.Run(name, func(t *testing.T) {
			d := decide(t, c, Facts{}.Text("text", text))
			assert.Equal(t, []string{"fire"}, d.Flags)
			assert.LessOrEqual(t, len(d.Because[0].Spans), maxSpans)
		})
	}
	_, err := c.Decide(Facts{}.Text("text", strings.Repeat("a", maxText+1)))
	require.ErrorIs(t, err, ErrInvalid)
}

func TestLexiconFaults(t *testing.T) {
	rs := lexRules(Lexicon{
		Keywords: []Keyword{
			{ID: "a", Words: []string{"x"}, Groups: []string{"a b"}},
			{ID: "a", Words: []string{""}, Polarity: "afirmed"},
			{ID: "c", Words: nil, Except: []string{" y"}},
		},
		NegationReach: 99, Negators: []string{"\xff"},
	})
	rs.Flags, rs.Tables = nil, nil
	assert.Equal(t, []string{
		"lexicon.negation_reach: 0 to 50 expected",
		`lexicon.keywords[1].id: keyword "a" stands twice`,
		`lexicon.keywords[1].polarity: unknown polarity "afirmed" (did you mean "affirmed"?)`,
		"lexicon.keywords[1].words[0]: 1 to 200 characters expected",
		"lexicon.keywords[2].words: a keyword needs a word",
		"lexicon.keywords[2].except[0]: space around the word, or not valid UTF-8",
		`lexicon.keywords[0].groups[0]: "a b" is no name, or is a keyword's`,
		"lexicon.negators[0]: space around the word, or not valid UTF-8",
	}, faultLines(t, rs))
}

func faultLines(t *testing.T, rs RuleSet) []string {
	t.Helper()
	_, err := Compile(rs)
	var bad *InvalidError
	require.ErrorAs(t, err, &bad)
	var out []string
	for _, f := range bad.Faults {
		out = append(out, f.String())
	}
	return out
}

func TestSimplify(t *testing.T) {
	require.Len(t, simplifyTo, len(simplifyFrom))
	for i, r := range simplifyFrom {
		assert.Equal(t, simplifyTo[i], Simplify(r))
		assert.Equal(t, simplifyTo[i], Simplify(simplifyTo[i]), "folding twice changes nothing: %c", r)
		assert.True(t, i == 0 || simplifyFrom[i-1] < r, "ascending at %c", r)
	}
	fold := foldRune(Simplify)
	assert.Equal(t, "客户投诉空调坏了 abc1", strings.Map(fold, "客戶投訴空調壞了　ＡＢＣ１"))
	assert.Equal(t, 'a', fold('a'))
}

func TestAHostsOwnFolding(t *testing.T) {
	rs := lexRules(Lexicon{Keywords: []Keyword{{ID: "fire", Words: []string{"甲"}}}})
	c, err := Options{Fold: func(r rune) rune {
		if r == '乙' {
			return '甲'
		}
		return r
	}}.Compile(rs)
	require.NoError(t, err)
	assert.Equal(t, []string{"fire"}, decide(t, c, Facts{}.Text("text", "乙")).Flags)
}

// TestSpansPointAtTheirWords holds for any text: a span, folded, is one of the words.
func TestSpansPointAtTheirWords(t *testing.T) {
	words := []string{"着火", "火", "不干净", "fire", "fire alarm"}
	lex := Lexicon{}
	for i, w := range words {
		lex.Keywords = append(lex.Keywords, Keyword{ID: "k" + string(rune('a'+i)), Words: []string{w}})
	}
	c := mustCompile(t, lexRules(lex))
	fold := foldRune(Simplify)
	part := rapid.SampledFrom([]string{"着", "火", "不", "干", "淨", "净", "fire", "FIRE", " ", "alarm", "，", "\xff", "ｆire", "x"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 30).Draw(t, "parts"), "")
		d, err := c.Decide(Facts{}.Text("text", text))
		if err != nil {
			t.Fatal(err)
		}
		for _, why := range d.Because {
			for _, s := range why.Spans {
				got := text[s.Start:s.End]
				want := words[s.Keyword[1]-'a']
				if strings.Map(fold, got) != want || !utf8.ValidString(got) {
					t.Fatalf("%q at %d is not %q", got, s.Start, want)
				}
			}
		}
	})
}

func FuzzLexicon(f *testing.F) {
	c, err := Compile(hotelRules())
	if err != nil {
		f.Fatal(err)
	}
	f.Add("没有着火，不干净")
	f.Add("\xff\xfe漏水")
	f.Add("isn’t fire door")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := c.Decide(Facts{}.Text("text", text))
		if err != nil {
			assert.ErrorIs(t, err, ErrInvalid)
			return
		}
		assert.LessOrEqual(t, d.Severity, Ordinary, "text alone never sets major")
		sealed, _ := d.Sealed()
		for _, w := range sealed.Words {
			assert.Equal(t, w.Text, text[w.Start:w.End])
		}
	})
}
