package classify

import (
	"fmt"
	"iter"
	"sync"
)

// Finder searches texts for the words of a [Lexicon] without any rules: to try a lexicon out
// on past complaints, to mark words on a screen. It is immutable and safe for concurrent
// use.
type Finder struct {
	lex  lexicon
	pool sync.Pool // of *scanner
}

// Found is one occurrence of a keyword that counts: the half-open range of bytes [Start, End)
// of the text.
type Found struct {
	Keyword    string
	Start, End int
	Negated    bool
}

// Finder compiles the lexicon, folding as [Options] do. The error is an [*InvalidError] with
// every fault at once.
func (o Options) Finder(lex Lexicon) (*Finder, error) {
	var faults faultList
	lex.check(&faults)
	if err := faults.err("lexicon"); err != nil {
		return nil, err
	}
	fold, foldable := o.folding()
	f := &Finder{}
	f.pool.New = func() any { return &scanner{} }
	if err := f.lex.words(&lex, func(int) bool { return true }, fold, foldable); err != nil {
		return nil, invalid("lexicon", Fault{Path: "lexicon", Rule: RuleRange, Message: err.Error()})
	}
	return f, nil
}

// folding is the folding of words and text, and the runes it may change; nil for any.
func (o Options) folding() (func(rune) rune, iter.Seq[rune]) {
	if o.Fold == nil {
		return foldRune(Simplify), folding
	}
	return foldRune(o.Fold), nil
}

// Find yields the occurrences that count in the order of their ends, the longest first where
// several end together. A text longer than 4 MB is an [*InvalidError], as in
// [Classifier.Decide]; bytes that are not valid UTF-8 match nothing.
func (f *Finder) Find(text string, yield func(Found) bool) error {
	if len(text) > maxText {
		return invalid("text", Fault{Path: "text", Rule: RuleRange, Message: fmt.Sprintf("text longer than %d bytes", maxText)})
	}
	s := f.pool.Get().(*scanner)
	defer func() {
		s.reset()
		f.pool.Put(s)
	}()
	f.lex.scan(s, text)
	for _, h := range s.raw {
		for _, r := range f.lex.rolesOf(h.Word) {
			if r.kind != roleKeyword {
				continue
			}
			negated, ok := f.lex.counts(s, text, r, h)
			if ok && !yield(Found{f.lex.ids[r.keyword], int(h.Start), int(h.End), negated}) {
				return nil
			}
		}
	}
	return nil
}
