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
	matcher  *matcher.Matcher
	fold     func(rune) rune
	roles    [][]role // by word of the matcher
	reach    int
	ids      []string
	polarity []Polarity
	except   []bool    // whether the keyword has exceptions
	columns  [][]int32 // keyword → hit columns
	slots    []int32   // hit column → text slot, −1 for any
	text     []int     // text slots
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
	negators []mark
	breaks   []mark
	counts   []uint8 // spans kept, by hit column
}

// maxScratch is how many entries of scratch space a pooled frame keeps.
const maxScratch = 1 << 14

func (s *scanner) reset() {
	clear(s.counts)
	if cap(s.raw) > maxScratch {
		s.raw, s.except, s.notNeg, s.negators, s.breaks = nil, nil, nil, nil, nil
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
	s.raw = l.matcher.Scan(text, s.raw[:0])
	l.gather(s, text)
	for _, h := range s.raw {
		for _, r := range l.roles[h.Word] {
			if r.kind == roleKeyword && l.wanted(f, r.keyword, at) {
				l.occurrence(f, at, text, r.keyword, h)
			}
		}
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

func (l *lexicon) occurrence(f *frame, at int, text string, keyword int32, h matcher.Hit) {
	if !l.whole(text, h) || l.except[keyword] && inside(f.scan.except, keyword, h) {
		return
	}
	negated := l.negated(&f.scan, text, h)
	switch l.polarity[keyword] {
	case PolarityAffirmed:
		if negated {
			return
		}
	case PolarityNegated:
		if !negated {
			return
		}
	}
	for _, col := range l.columns[keyword] {
		if l.slots[col] >= 0 && l.slots[col] != int32(at) {
			continue
		}
		f.hits[col] = true
		if f.scan.counts[col] < maxSpans {
			f.scan.counts[col]++
			f.spans = append(f.spans, hitSpan{col, keyword, int32(at), h.Start, h.End, negated})
		}
	}
}

// whole holds that a word beginning or ending with a letter of an alphabet does not
// stand inside a longer one.
func (l *lexicon) whole(text string, h matcher.Hit) bool {
	first, _ := utf8.DecodeRuneInString(text[h.Start:])
	if wordRune(l.fold(first)) {
		if r, _ := utf8.DecodeLastRuneInString(text[:h.Start]); wordRune(l.fold(r)) {
			return false
		}
	}
	last, _ := utf8.DecodeLastRuneInString(text[:h.End])
	if wordRune(l.fold(last)) {
		if r, _ := utf8.DecodeRuneInString(text[h.End:]); wordRune(l.fold(r)) {
			return false
		}
	}
	return true
}

// gather sorts the raw hits that are not keywords into marks.
func (l *lexicon) gather(s *scanner, text string) {
	s.except, s.notNeg, s.negators, s.breaks = s.except[:0], s.notNeg[:0], s.negators[:0], s.breaks[:0]
	for _, h := range s.raw {
		for _, r := range l.roles[h.Word] {
			if r.kind == roleKeyword || !l.whole(text, h) {
				continue
			}
			m := mark{r.keyword, h.Start, h.End}
			switch r.kind {
			case roleExcept:
				s.except = append(s.except, m)
			case roleNegator:
				s.negators = append(s.negators, m)
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
	s.notNeg = longest(s.notNeg)
	drop := func(m mark) bool { return covered(s.notNeg, m) }
	s.negators = longest(slices.DeleteFunc(s.negators, drop))
	s.breaks = longest(slices.DeleteFunc(s.breaks, drop))
}

// longest keeps the marks that do not overlap an earlier one, the longest of those
// that start together, in the order of the text.
func longest(marks []mark) []mark {
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	end := int32(0)
	return slices.DeleteFunc(marks, func(m mark) bool {
		if m.start < end {
			return true
		}
		end = m.end
		return false
	})
}

// covered reports whether one of the marks, in order and apart, contains m.
func covered(marks []mark, m mark) bool {
	i := sort.Search(len(marks), func(i int) bool { return marks[i].end >= m.end })
	return i < len(marks) && marks[i].start <= m.start
}
