package classify

import (
	"fmt"
	"iter"
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
		n := 0
		for _, r := range w {
			if !unseen(r) {
				n++
			}
		}
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

func (b *lexBuilder) add(r role, words []string) {
	for _, w := range words {
		key := strings.Map(b.fold, w)
		i, ok := b.at[key]
		if !ok {
			i = len(b.words)
			b.at[key] = i
			b.words = append(b.words, w)
			b.roles = append(b.roles, nil)
		}
		if n := len(b.roles[i]); n == 0 || b.roles[i][n-1] != r {
			b.roles[i] = append(b.roles[i], r)
		}
	}
}

// newLexicon compiles a lexicon that passed its check, for the hits the conditions
// mention. Keywords nothing mentions are left out.
func newLexicon(lex *Lexicon, hits *hitIndex, s *schema, fold func(rune) rune, foldable iter.Seq[rune]) (*lexicon, error) {
	l := &lexicon{columns: hits.byKeyword(len(lex.Keywords))}
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
	return l, l.words(lex, func(keyword int) bool { return len(l.columns[keyword]) > 0 }, fold, foldable)
}

// words compiles the words of the keywords in use, and those that bear on them.
func (l *lexicon) words(lex *Lexicon, used func(keyword int) bool, fold func(rune) rune, foldable iter.Seq[rune]) error {
	if l.reach = lex.NegationReach; l.reach == 0 {
		l.reach = defaultReach
	}
	b := lexBuilder{fold: fold, at: map[string]int{}}
	for i, k := range lex.Keywords {
		l.ids = append(l.ids, k.ID)
		if used(i) {
			l.quotes = l.quotes || k.Unquoted
			b.add(role{kind: roleKeyword, traits: k.traits(), keyword: int32(i)}, k.Words)
			b.add(role{kind: roleExcept, keyword: int32(i)}, k.Except)
		}
	}
	b.add(role{kind: roleNegator}, orDefault(lex.Negators, DefaultNegators))
	b.add(role{kind: roleNotNegator}, orDefault(lex.NotNegators, DefaultNotNegators))
	b.add(role{kind: roleBreak}, orDefault(lex.ClauseBreaks, DefaultClauseBreaks))
	l.more = map[int32][]role{}
	for word, roles := range b.roles {
		first := roles[0]
		first.last = len(roles) == 1
		if l.roles = append(l.roles, first); !first.last {
			l.more[int32(word)] = roles
		}
	}
	m, err := matcher.New(b.words, fold, foldable)
	l.matcher = m
	return err
}

func (k *Keyword) traits() (t trait) {
	switch k.Polarity {
	case PolarityAffirmed:
		t = traitAffirmed
	case PolarityNegated:
		t = traitNegated
	}
	if len(k.Except) > 0 {
		t |= traitExcept
	}
	if k.Unquoted {
		t |= traitUnquoted
	}
	return t
}

func orDefault(words []string, def func() []string) []string {
	if len(words) == 0 {
		return def()
	}
	return words
}
