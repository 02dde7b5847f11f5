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
		{"a negator reaches into a quotation", "没有“漏水”", []string{"dry"}},
		{"and never out of one", "“没问题”漏水", []string{"leak"}},
		{"three negations negate", "不是没有不漏水", []string{"dry"}},
		{"in traditional characters", "衛生間沒有漏水", []string{"dry"}},
		{"full-width", "ＮＯＴ　ｌｅａｋｉｎｇ", []string{"dry"}},
		{"mixed Chinese and English", "卫生间 is not 漏水", []string{"dry"}},
		{"zero-width spaces inside word and negator", "没\u200b有漏\u200b水", []string{"dry"}},
		{"zero-width spaces count as no distance", "没\u200b\u200b\u200b\u200b\u200b\u200b漏水", []string{"dry"}},
		{"a zero-width space does not make a word whole", "b\u200bleak", nil},
		{"emoji are signs that count as one", "没😡😡漏水", []string{"dry"}},
		{"not valid UTF-8 between", "没\xff漏水", []string{"dry"}},
		{"nothing", "空调", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}

func TestEmojiAreWords(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{
		{ID: "angry", Words: []string{"😡", "👎"}}, {ID: "love", Words: []string{"❤️"}}, {ID: "family", Words: []string{"👨‍👩‍👧"}},
	}}))
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"by itself", "太差了😡", []string{"angry"}},
		{"with a tone of skin", "👎🏽", []string{"angry"}},
		{"with and without its selector", "❤", []string{"love"}},
		{"the other way round", "❤️❤️", []string{"love"}},
		{"joined", "👨‍👩‍👧", []string{"family"}},
		{"a part of it is another sign", "👨", nil},
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
	for _, list := range []struct {
		pairs    string
		from, to int
	}{{simplify33, 3, 3}, {simplify34, 3, 4}, {simplify43, 4, 3}, {simplify44, 4, 4}} {
		last, runes := rune(0), []rune(list.pairs)
		require.Len(t, list.pairs, len(runes)/2*(list.from+list.to), "fixed width")
		for i := 0; i < len(runes); i += 2 {
			from, to := runes[i], runes[i+1]
			require.Less(t, last, from, "ascending at %c", from)
			require.Equal(t, string(to), string(Simplify(from)), "%c", from)
			require.Equal(t, string(to), string(Simplify(to)), "folding twice changes nothing: %c", from)
			last = from
		}
	}
	assert.GreaterOrEqual(t, len([]rune(simplify33))/2, 2700)
	for _, r := range "客户abc￥\x00😀一𠀀" {
		assert.Equal(t, r, Simplify(r), "%c is left alone", r)
	}
	fold := foldRune(Simplify)
	assert.Equal(t, "客户投诉空调坏了 abc1", strings.Map(fold, "客戶投訴空調壞了　ＡＢＣ１"))
	assert.Equal(t, "发发里面钟表后台着火复复委托周末你占线", strings.Map(fold, "發髮裡面鐘錶後臺著火覆覆委託週末妳佔綫"))
	assert.Equal(t, "着火", strings.Map(fold, "著\u200b火\ufe0f"))
	assert.Equal(t, 'a', fold('a'))
}

func TestFoldingYieldsWhateverFolds(t *testing.T) {
	fold, yielded := foldRune(Simplify), map[rune]bool{}
	for r := range folding {
		yielded[r] = true
	}
	for r := rune(0); r <= 0x32FFF; r++ {
		if fold(r) != r && !yielded[r] && !(r >= 0x10000 && r < 0x20000) { // letters of dead alphabets match as written
			t.Fatalf("%c %U folds and is not yielded", r, r)
		}
	}
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
	part := rapid.SampledFrom([]string{"着", "火", "不", "干", "淨", "净", "fire", "FIRE", " ", "alarm", "，", "\xff", "ｆire", "x", "\u200b", "“", "”", "😡", "\ufe0f"})
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
