package classify

import (
	"cmp"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/redress-go/redress/classify/internal/matcher"
)

// maxText is the longest text searched, in bytes.
const maxText = 4 << 20

// maxSpans is how many occurrences of one hit are kept for the explanation.
const maxSpans = 4

// role is what a word of the lexicon is for.
type role struct {
	kind    roleKind
	last    bool  // no other role of the word follows
	traits  trait // of the keyword
	keyword int32 // for keywords and exceptions
}

type roleKind uint8

const (
	roleKeyword roleKind = iota
	roleExcept
	roleNegator
	roleNotNegator
	roleBreak
)

// lexicon is a compiled [Lexicon].
type lexicon struct {
	matcher *matcher.Matcher
	roles   []role // by word; those of several roles go on at more
	more    map[int32][]role
	reach   int
	ids     []string
	quotes  bool      // whether any keyword counts outside quotations only
	columns [][]int32 // keyword → hit columns
	slots   []int32   // hit column → text slot, −1 for any
	text    []int     // text slots
}

// trait is what decides whether an occurrence of a keyword counts.
type trait uint8

const (
	traitAffirmed trait = 1 << iota // when it is not negated
	traitNegated                    // when it is
	traitExcept                     // outside its exceptions
	traitUnquoted                   // outside quotations
)

// rolesOf are the roles of a word of the matcher.
func (l *lexicon) rolesOf(word int32) []role {
	if l.roles[word].last {
		return l.roles[word : word+1]
	}
	return l.more[word]
}

// mark is a stretch of text that bears on the words around it.
type mark struct {
	keyword    int32
	start, end int32
}

// scanner is the scratch space of a search.
type scanner struct {
	raw      []matcher.Hit
	except   []mark
	notNeg   []mark
	negators []mark // the longest where several overlap; their keyword is the word
	shorter  []mark // negators within a longer one
	breaks   []mark
	quotes   []mark
	neg, brk int     // the negator and the break found last
	counts   []uint8 // spans kept, by hit column
}

// maxScratch is how many entries of scratch space a pooled frame keeps.
const maxScratch = 1 << 14

func (s *scanner) reset() {
	clear(s.counts)
	if max(cap(s.raw), cap(s.quotes)) > maxScratch {
		*s = scanner{counts: s.counts}
	}
}

// search sets the hit columns of the frame from its text slots.
func (l *lexicon) search(f *frame) {
	if l.matcher == nil {
		return
	}
	if f.scan.counts == nil {
		f.scan.counts = make([]uint8, len(l.slots))
	}
	for _, at := range l.text {
		if f.cells[at].known {
			l.searchText(f, at, f.cells[at].str)
		}
	}
}

func (l *lexicon) searchText(f *frame, at int, text string) {
	s := &f.scan
	l.scan(s, text)
	for _, h := range s.raw {
		for _, r := range l.rolesOf(h.Word) {
			if r.kind == roleKeyword && l.wanted(f, r.keyword, at) {
				l.occurrence(f, at, text, r, h)
			}
		}
	}
}

// scan finds every word in the text and what bears on the words around it.
func (l *lexicon) scan(s *scanner, text string) {
	s.raw = l.matcher.Scan(text, s.raw[:0])
	l.gather(s, text)
	if s.quotes = s.quotes[:0]; l.quotes {
		s.quotes = quotations(text, s.quotes)
	}
}

// wanted reports whether another occurrence of the keyword would tell anything new.
func (l *lexicon) wanted(f *frame, keyword int32, at int) bool {
	for _, col := range l.columns[keyword] {
		if (l.slots[col] < 0 || l.slots[col] == int32(at)) && f.scan.counts[col] < maxSpans {
			return true
		}
	}
	return false
}

func (l *lexicon) occurrence(f *frame, at int, text string, r role, h matcher.Hit) {
	negated, ok := l.counts(&f.scan, text, r, h)
	if !ok {
		return
	}
	for _, col := range l.columns[r.keyword] {
		if l.slots[col] >= 0 && l.slots[col] != int32(at) {
			continue
		}
		f.hits[col] = true
		if f.scan.counts[col] < maxSpans {
			f.scan.counts[col]++
			f.spans = append(f.spans, hitSpan{col, r.keyword, int32(at), h.Start, h.End, negated})
		}
	}
}

// counts reports whether an occurrence of a keyword counts, and whether it is negated.
func (l *lexicon) counts(s *scanner, text string, r role, h matcher.Hit) (negated, ok bool) {
	t := r.traits
	if !whole(text, h) || t&traitExcept != 0 && inside(s.except, r.keyword, h) || t&traitUnquoted != 0 && quoted(s.quotes, h) {
		return false, false
	}
	negated = l.negated(s, text, h)
	return negated, !(t&traitAffirmed != 0 && negated || t&traitNegated != 0 && !negated)
}

// whole holds that a word beginning or ending with a letter of an alphabet does not
// stand inside a longer one.
func whole(text string, h matcher.Hit) bool {
	if mayBeLetter(text[h.Start]) {
		if first, _ := utf8.DecodeRuneInString(text[h.Start:]); kindOf(first) == kindLetter && kindOf(seenBefore(text[:h.Start])) == kindLetter {
			return false
		}
	}
	if ideographEnds(text, h.End) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(text[:h.End])
	return kindOf(last) != kindLetter || kindOf(seenAfter(text[h.End:])) != kindLetter
}

// mayBeLetter reports whether a rune beginning with that byte may be of an alphabet.
func mayBeLetter(b byte) bool { return b < 0x80 || b >= 0xC3 && b <= 0xD6 || b == 0xEF }

// ideographEnds reports whether a rune of three bytes with a first byte from E4 to E9 ends
// there: an ideograph.
func ideographEnds(text string, end int32) bool {
	return end >= 3 && text[end-3]-0xE4 < 6 && text[end-2]&0xC0 == 0x80 && text[end-1]&0xC0 == 0x80
}

// seenBefore is the last rune of a text that can be seen, or a space.
func seenBefore(text string) rune {
	for len(text) > 0 {
		r, w := utf8.DecodeLastRuneInString(text)
		if !unseen(r) {
			return r
		}
		text = text[:len(text)-w]
	}
	return ' '
}

// seenAfter is the first rune of a text that can be seen, or a space.
func seenAfter(text string) rune {
	for _, r := range text {
		if !unseen(r) {
			return r
		}
	}
	return ' '
}

// gather sorts the raw hits that are not keywords into marks.
func (l *lexicon) gather(s *scanner, text string) {
	s.neg, s.brk = -1, -1
	s.except, s.notNeg, s.negators, s.breaks = s.except[:0], s.notNeg[:0], s.negators[:0], s.breaks[:0]
	s.shorter = s.shorter[:0]
	for _, h := range s.raw {
		for _, r := range l.rolesOf(h.Word) {
			if r.kind == roleKeyword || !whole(text, h) {
				continue
			}
			m := mark{r.keyword, h.Start, h.End}
			switch r.kind {
			case roleExcept:
				s.except = append(s.except, m)
			case roleNegator:
				s.negators = append(s.negators, mark{h.Word, h.Start, h.End})
			case roleNotNegator:
				s.notNeg = append(s.notNeg, m)
			case roleBreak:
				s.breaks = append(s.breaks, m)
			}
		}
	}
	slices.SortFunc(s.except, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.keyword, b.keyword), cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	s.notNeg, _ = longest(s.notNeg, nil)
	drop := func(m mark) bool { return covered(s.notNeg, m) }
	s.negators, s.shorter = longest(slices.DeleteFunc(s.negators, drop), s.shorter)
	s.breaks, _ = longest(slices.DeleteFunc(s.breaks, drop), nil)
}

// longest keeps the marks that do not overlap an earlier one, the longest of those
// that start together, in the order of the text, and appends the others to dropped.
func longest(marks, dropped []mark) (kept, others []mark) {
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	end := int32(0)
	kept = slices.DeleteFunc(marks, func(m mark) bool {
		if m.start < end {
			dropped = append(dropped, m)
			return true
		}
		end = m.end
		return false
	})
	return kept, dropped
}

// covered reports whether one of the marks, in order and apart, contains m.
func covered(marks []mark, m mark) bool {
	i := sort.Search(len(marks), func(i int) bool { return marks[i].end >= m.end })
	return i < len(marks) && marks[i].start <= m.start
}
