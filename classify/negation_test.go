package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/classify/internal/matcher"
)

// negationRules flags "yes" for words that stand as said and "no" for words that are denied.
func negationRules(words ...string) RuleSet {
	return lexRules(Lexicon{Keywords: []Keyword{
		{ID: "yes", Words: words, Polarity: PolarityAffirmed},
		{ID: "no", Words: words, Polarity: PolarityNegated},
	}})
}

// TestANegatorThatRunsIntoTheWord is 没有蟑螂 where the word looked for is 有蟑螂: the longest negator, 没有, ends inside
// the word, and a shorter one, 没, ends where it begins.
func TestANegatorThatRunsIntoTheWord(t *testing.T) {
	c := mustCompile(t, negationRules("有蟑螂", "是假货", "未收到", "no hot water"))
	for _, tc := range []struct{ name, text, want string }{
		{"没有 over 有蟑螂", "房间没有蟑螂", "no"},
		{"不是 over 是假货", "这不是假货", "no"},
		{"said as it is", "房间有蟑螂", "yes"},
		{"two negations", "并不是没有蟑螂", "yes"},
		{"the negation is the word's own", "从未收到", "yes"},
		{"in traditional characters", "房間沒有蟑螂", "no"},
		{"with a zero-width space inside", "没\u200b有蟑螂", "no"},
		{"another clause", "没有，有蟑螂", "yes"},
		{"a word that begins with a negator", "there is no hot water", "yes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, []string{tc.want}, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}

// TestNegationsSideBySide is 不漏水不漏电, which denies twice and affirms nothing, unlike 没有一天不漏水.
func TestNegationsSideBySide(t *testing.T) {
	c := mustCompile(t, negationRules("漏水", "漏电", "电", "leak", "smoke"))
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"the same negator before each word", "不漏水不漏电", []string{"no"}},
		{"what stands between is no word of the lexicon", "无水无电", []string{"no"}},
		{"three in a row", "不脏不臭不漏水", []string{"no"}},
		{"in English", "no leak no smoke", []string{"no"}},
		{"a double negation around other words affirms", "没有一天不漏水", []string{"yes"}},
		{"one right before another affirms", "不是没有漏水", []string{"yes"}},
		{"one negator for a list", "没有漏水漏电", []string{"no"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}

// TestWhatNobodySees adds marks of direction that isolate, the selectors of rare ideographs and tags.
func TestWhatNobodySees(t *testing.T) {
	for _, lex := range []Options{{}, {Fold: func(r rune) rune { return r }}} {
		for _, r := range []rune{0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x202E, 0x2060, 0x2066, 0x2069, 0x206F, 0xFE0F, 0xFEFF, 0xE0101, 0xE01EF, 0xE0067} {
			c, err := lex.Compile(negationRules("漏水"))
			assert.NoError(t, err)
			assert.Equal(t, []string{"no"}, decide(t, c, Facts{}.Text("text", "没"+string(r)+"漏"+string(r)+"水")).Flags, "%U", r)
		}
	}
}

// TestHowFarANegatorReaches counts what stands between: signs, and whole words of an alphabet. Clause breaks end it
// wherever they overlap a negator.
func TestHowFarANegatorReaches(t *testing.T) {
	lex := func(reach int) Lexicon {
		return Lexicon{NegationReach: reach, Negators: []string{"不", "没", "没有", "乙丁"}, ClauseBreaks: []string{"丙", "甲乙", "甲没"}, Keywords: []Keyword{
			{ID: "yes", Words: []string{"漏水", "有蟑螂"}, Polarity: PolarityAffirmed}, {ID: "no", Words: []string{"漏水", "有蟑螂"}, Polarity: PolarityNegated},
		}}
	}
	for _, tc := range []struct {
		name  string
		reach int
		text  string
		want  string
	}{
		{"four signs by default", 0, "不一二三四漏水", "no"},
		{"an opening quotation mark counts nothing", 0, "不一二三四“漏水", "no"},
		{"five are too far", 0, "不一二三四五漏水", "yes"},
		{"one sign when so asked", 1, "不一漏水", "no"},
		{"two are then too far", 1, "不一二漏水", "yes"},
		{"words count as one each", 2, "不 really very漏水", "no"},
		{"three words are too far", 2, "不 really very much漏水", "yes"},
		{"the reach begins anew at every negator", 2, "没一二不一二漏水", "yes"},
		{"the same negator twice in a row affirms", 0, "不不漏水", "yes"},
		{"a break that ends within a negator hides no earlier one", 0, "不丙甲乙丁漏水", "no"},
		{"nor where the negator runs into the word", 0, "不丙甲没有蟑螂", "no"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := mustCompile(t, lexRules(lex(tc.reach)))
			assert.Equal(t, []string{tc.want}, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}

// TestAnExceptionWithinAnother hides nothing of the longer one.
func TestAnExceptionWithinAnother(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{
		{ID: "fire", Words: []string{"火"}, Except: []string{"消防车来灭的火", "防车"}},
	}}))
	assert.Empty(t, decide(t, c, Facts{}.Text("text", "消防车来灭的火")).Flags)
	assert.Equal(t, []string{"fire"}, decide(t, c, Facts{}.Text("text", "防车来灭的火")).Flags)
}

// TestSpansAreFewInEveryHit also where one keyword is looked for by itself and with others.
func TestSpansAreFewInEveryHit(t *testing.T) {
	rs := lexRules(Lexicon{Keywords: []Keyword{
		{ID: "fire", Words: []string{"火"}, Groups: []string{"danger"}}, {ID: "smoke", Words: []string{"烟"}, Groups: []string{"danger"}},
	}})
	rs.Flags = append(rs.Flags, Code{Code: "danger"})
	rs.Tables[0].Rows = append(rs.Tables[0].Rows, Row{ID: "danger", When: Hit("danger"), Then: "danger"})
	d := decide(t, mustCompile(t, rs), Facts{}.Text("text", "烟烟烟烟烟火火火火火"))
	for _, why := range d.Because {
		assert.Len(t, why.Spans, maxSpans, why.Row)
	}
}

// TestALongTextLeavesNoLargeScratchBehind in the pool.
func TestALongTextLeavesNoLargeScratchBehind(t *testing.T) {
	for _, s := range []scanner{{quotes: make([]mark, maxScratch+1)}, {raw: make([]matcher.Hit, maxScratch+1)}} {
		s.reset()
		assert.Zero(t, cap(s.quotes)+cap(s.raw))
	}
	s := scanner{raw: make([]matcher.Hit, maxScratch)}
	s.reset()
	assert.Equal(t, maxScratch, cap(s.raw))
}

// TestSpacesThatDoNotBreakAreSpaces in words and in texts.
func TestSpacesThatDoNotBreakAreSpaces(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{{ID: "a", Words: []string{"fire alarm"}}, {ID: "b", Words: []string{"no\u00a0water"}}}}))
	assert.Equal(t, []string{"a", "b"}, decide(t, c, Facts{}.Text("text", "fire\u00a0alarm, no water")).Flags)
	assert.Equal(t, []string{"a"}, decide(t, c, Facts{}.Text("text", "fire\u3000alarm")).Flags)
}
