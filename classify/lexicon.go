package classify

// Polarity says which occurrences of a keyword count (极性).
type Polarity string

// The polarities.
const (
	PolarityAny      Polarity = ""         // every occurrence
	PolarityAffirmed Polarity = "affirmed" // only when not negated in its clause
	PolarityNegated  Polarity = "negated"  // only when negated in its clause
)

// Lexicon is the words a rule set looks for in text fields (词典).
//
// Case and width are folded, traditional characters match simplified ones, and characters
// that nobody sees (zero-width spaces, selectors of emoji) are passed over, in words and in
// text. Words of Latin letters and digits match whole words only. Chinese is not
// segmented: a word matches wherever its characters stand; use Except for longer
// words that merely contain it.
//
// A negator reaches into a quotation that follows it (没有“漏水”) and never out of one. Two
// negators cancel (不是没有漏水, 没有一天不漏水), unless they are the same word with something
// between: 不漏水不漏电 denies both.
type Lexicon struct {
	Keywords []Keyword `json:"keywords,omitempty"`
	// Negators are the words that negate what follows them within a clause (否定词).
	// Defaults to [DefaultNegators].
	Negators []string `json:"negators,omitempty"`
	// NotNegators are words that contain a negator and negate nothing: 不但, 不得不.
	// Defaults to [DefaultNotNegators].
	NotNegators []string `json:"not_negators,omitempty"`
	// ClauseBreaks are the words that end the reach of a negator as punctuation does:
	// 但是, but. Defaults to [DefaultClauseBreaks].
	ClauseBreaks []string `json:"clause_breaks,omitempty"`
	// NegationReach is how many characters, or Latin words, may stand between a
	// negator and the word it negates. Zero means the default of 4; at most 50.
	NegationReach int `json:"negation_reach,omitempty"`
}

// Keyword is one thing to look for, with all its spellings.
type Keyword struct {
	ID     string   `json:"id"`
	Label  Label    `json:"label,omitzero"`
	Words  []string `json:"words"`            // the spellings; at least one
	Groups []string `json:"groups,omitempty"` // names under which conditions may ask for it too
	// Polarity limits which occurrences count. Defaults to any.
	Polarity Polarity `json:"polarity,omitempty"`
	// Except lists longer phrases inside which the words mean something else
	// (排除语境): 火锅 for 火.
	Except []string `json:"except,omitempty"`
	// Unquoted leaves out what stands in quotation marks or as a title (引号、书名号): words
	// somebody else said, and names.
	Unquoted bool `json:"unquoted,omitempty"`
}

// DefaultNegators returns the negating words used when a lexicon names none.
func DefaultNegators() []string {
	return []string{
		"不", "没", "没有", "未", "无", "非", "别", "勿", "并非", "不是", "从未", "绝无", "毫无",
		"no", "not", "never", "without", "none", "isn't", "wasn't", "doesn't", "didn't",
		"don't", "cannot", "can't", "couldn't", "won't", "hasn't", "haven't",
	}
}

// DefaultNotNegators returns the words used when a lexicon names none: they contain
// a negating character and negate nothing that follows.
func DefaultNotNegators() []string {
	return []string{
		"不但", "不仅", "不光", "不单", "不只", "不得不", "不能不", "不可不", "不会不", "不无",
		"不断", "不停", "忍不住", "不时", "不禁", "不料", "不管", "不论", "不少",
		"不久", "不愧", "不由得", "不好意思", "不免", "不妨", "不外乎", "不巧", "不幸",
		"没想到", "没准", "没完没了", "无论", "无非", "无疑", "无意中", "无缘无故", "无奈", "无线",
		"未免", "未必不", "未来", "非常", "非得", "非要", "莫非", "除非", "是非", "特别", "别人",
		"别的", "分别", "差别", "级别", "个别", "区别", "not only", "no doubt", "no wonder",
	}
}

// DefaultClauseBreaks returns the words used when a lexicon names none.
func DefaultClauseBreaks() []string {
	return []string{
		"但是", "但", "可是", "然而", "不过", "而是", "反而", "却", "结果", "所以", "因为", "还",
		"but", "however", "because", "so", "although",
	}
}
