package classify

import (
	"fmt"
	"strings"

	"github.com/redress-go/redress/classify/internal/matcher"
)

const (
	defaultReach = 4
	maxReach     = 50
	maxKeywords  = 200_000
)

// check adds what is wrong with the lexicon.
func (lex *Lexicon) check(faults *faultList) {
	if lex.NegationReach < 0 || lex.NegationReach > maxReach {
		faults.add("lexicon.negation_reach", RuleRange, "0 to %d expected", maxReach)
	}
	if len(lex.Keywords) > maxKeywords {
		faults.add("lexicon.keywords", RuleRange, "more than %d keywords", maxKeywords)
	}
	seen := map[string]bool{}
	for i := range lex.Keywords {
		lex.Keywords[i].check(fmt.Sprintf("lexicon.keywords[%d]", i), seen, faults)
	}
	for i, k := range lex.Keywords {
		for j, g := range k.Groups {
			if !validName(g) || seen[g] {
				faults.add(fmt.Sprintf("lexicon.keywords[%d].groups[%d]", i, j), RuleFormat,
					"%q is no name, or is a keyword's", clip(g))
			}
		}
	}
	checkWords("lexicon.negators", lex.Negators, faults)
	checkWords("lexicon.not_negators", lex.NotNegators, faults)
	checkWords("lexicon.clause_breaks", lex.ClauseBreaks, faults)
}

func (k *Keyword) check(path string, seen map[string]bool, faults *faultList) {
	switch {
	case !validName(k.ID):
		faults.add(path+".id", RuleFormat, "%q is no name", clip(k.ID))
	case seen[k.ID]:
		faults.add(path+".id", RuleDuplicate, "keyword %q stands twice", k.ID)
	}
	seen[k.ID] = true
	if len(k.Words) == 0 {
		faults.add(path+".words", RuleRequired, "a keyword needs a word")
	}
	switch k.Polarity {
	case PolarityAny, PolarityAffirmed, PolarityNegated:
	default:
		faults.miss(path+".polarity", RuleUnknownCode,
			didYouMean(string(k.Polarity), []string{"affirmed", "negated"}), "unknown polarity %q", clip(string(k.Polarity)))
	}
	checkWords(path+".words", k.Words, faults)
	checkWords(path+".except", k.Except, faults)
}

func checkWords(path string, words []string, faults *faultList) {
	for i, w := range words {
		n := len([]rune(w))
		switch {
		case n == 0 || n > matcher.MaxWordRunes:
			faults.add(fmt.Sprintf("%s[%d]", path, i), RuleRange, "1 to %d characters expected", matcher.MaxWordRunes)
		case strings.TrimSpace(w) != w || strings.ContainsAny(w, "\x00\uFFFD"):
			faults.add(fmt.Sprintf("%s[%d]", path, i), RuleFormat, "space around the word, or not valid UTF-8")
		}
	}
}

// lexBuilder gathers the words of a lexicon, those that fold alike once.
type lexBuilder struct {
	fold  func(rune) rune
	at    map[string]int
	words []string
	roles [][]role
}

func (b *lexBuilder) add(kind roleKind, keyword int, words []string) {
	for _, w := range words {
		key := strings.Map(b.fold, w)
		i, ok := b.at[key]
		if !ok {
			i = len(b.words)
			b.at[key] = i
			b.words = append(b.words, w)
			b.roles = append(b.roles, nil)
		}
		r := role{kind, int32(keyword)}
		if n := len(b.roles[i]); n == 0 || b.roles[i][n-1] != r {
			b.roles[i] = append(b.roles[i], r)
		}
	}
}

// newLexicon compiles a lexicon that passed its check, for the hits the conditions
// mention. Keywords nothing mentions are left out.
func newLexicon(lex *Lexicon, hits *hitIndex, s *schema, fold func(rune) rune) (*lexicon, error) {
	l := &lexicon{
		fold: fold, reach: lex.NegationReach,
		columns: hits.byKeyword(len(lex.Keywords)),
	}
	if l.reach == 0 {
		l.reach = defaultReach
	}
	for _, k := range hits.keys {
		l.slots = append(l.slots, int32(k.slot))
	}
	for i := range s.slots[:s.fields] {
		if s.slots[i].typ == TypeText {
			l.text = append(l.text, i)
		}
	}
	if len(hits.keys) == 0 || len(l.text) == 0 {
		return l, nil
	}
	b := lexBuilder{fold: fold, at: map[string]int{}}
	for i, k := range lex.Keywords {
		l.ids = append(l.ids, k.ID)
		l.polarity = append(l.polarity, k.Polarity)
		l.except = append(l.except, len(k.Except) > 0)
		if len(l.columns[i]) > 0 {
			b.add(roleKeyword, i, k.Words)
			b.add(roleExcept, i, k.Except)
		}
	}
	b.add(roleNegator, 0, orDefault(lex.Negators, DefaultNegators))
	b.add(roleNotNegator, 0, orDefault(lex.NotNegators, DefaultNotNegators))
	b.add(roleBreak, 0, orDefault(lex.ClauseBreaks, DefaultClauseBreaks))
	m, err := matcher.New(b.words, fold)
	l.matcher, l.roles = m, b.roles
	return l, err
}

func orDefault(words []string, def func() []string) []string {
	if len(words) == 0 {
		return def()
	}
	return words
}
