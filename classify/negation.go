package classify

import (
	"sort"
	"unicode/utf8"

	"github.com/redress-go/redress/classify/internal/matcher"
)

// inside reports whether the hit lies within an exception of its keyword. Exceptions
// are sorted by keyword, then start.
func inside(marks []mark, keyword int32, h matcher.Hit) bool {
	past := sort.Search(len(marks), func(i int) bool {
		return marks[i].keyword > keyword || marks[i].keyword == keyword && marks[i].start > h.Start
	})
	for i := past - 1; i >= 0 && marks[i].keyword == keyword; i-- {
		if marks[i].end >= h.End {
			return true
		}
		if h.Start-marks[i].start > 4*matcher.MaxWordRunes {
			return false // no exception is that long
		}
	}
	return false
}

// negated reports whether an odd number of negators reach the hit: they stand before
// it in its clause, each at most reach units from what it negates. The same negator again
// with something between denies another thing and ends the search: 不漏水不漏电.
func (l *lexicon) negated(s *scanner, text string, h matcher.Hit) bool {
	if len(s.negators) == 0 {
		return false
	}
	odd, units, inWord := false, 0, false
	s.neg = lastBefore(s.negators, h.Start, s.neg)
	pos, last := h.Start, int32(none)
	if m, ok := s.runsInto(h); ok {
		odd, pos, last = true, m.start, m.keyword
	} else if s.neg < 0 {
		return false
	}
	s.brk = lastBefore(s.breaks, pos, s.brk)
	neg, brk := s.neg, s.brk
	for pos > 0 && units <= l.reach {
		if neg >= 0 && s.negators[neg].end == pos {
			if units > 0 && s.negators[neg].keyword == last {
				break
			}
			odd, units, inWord = !odd, 0, false
			pos, last = s.negators[neg].start, s.negators[neg].keyword
			neg--
			for brk >= 0 && s.breaks[brk].end > pos {
				brk--
			}
			continue
		}
		if brk >= 0 && s.breaks[brk].end == pos {
			break
		}
		if neg < 0 {
			break // nothing before can change it
		}
		if ideographEnds(text, pos) {
			pos -= 3
			units, inWord = units+1, false
			continue
		}
		r, w := utf8.DecodeLastRuneInString(text[:pos])
		pos -= int32(w)
		kind := kindOf(r)
		if kind == kindStop {
			break
		}
		units, inWord = countUnit(kind, units, inWord)
	}
	return odd
}

// none is no word of the matcher.
const none = -1

// runsInto returns the negator before a hit when a longer one ends within the hit: 没 before
// 有蟑螂, where 没有 is a negator too.
func (s *scanner) runsInto(h matcher.Hit) (mark, bool) {
	next := s.neg + 1 // the first that ends after the hit begins
	if next == len(s.negators) || s.negators[next].start >= h.Start {
		return mark{}, false
	}
	at := sort.Search(len(s.shorter), func(i int) bool { return s.shorter[i].start >= s.negators[next].start })
	for ; at < len(s.shorter) && s.shorter[at].start == s.negators[next].start; at++ {
		if s.shorter[at].end <= h.Start {
			return s.shorter[at], true
		}
	}
	return mark{}, false
}

// lastBefore is the last mark that ends at or before a place, −1 for none. It goes on from
// where the search before it ended: hits come nearly in the order of the text.
func lastBefore(marks []mark, place int32, at int) int {
	for at+1 < len(marks) && marks[at+1].end <= place {
		at++
	}
	for at >= 0 && marks[at].end > place {
		at--
	}
	return at
}

// countUnit counts a sign, or a whole word of an alphabet, as one unit; spaces, opening
// quotation marks and what nobody sees count nothing.
func countUnit(kind runeKind, units int, inWord bool) (int, bool) {
	switch kind {
	case kindUnseen:
		return units, inWord
	case kindSpace, kindOpenMark:
		return units, false
	case kindLetter:
		if inWord {
			return units, true
		}
		return units + 1, true
	}
	return units + 1, false
}
