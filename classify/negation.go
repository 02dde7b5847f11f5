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
// it in its clause, each at most reach units from what it negates.
func (l *lexicon) negated(s *scanner, text string, h matcher.Hit) bool {
	if len(s.negators) == 0 {
		return false
	}
	odd, units, inWord := false, 0, false
	s.neg = lastBefore(s.negators, h.Start, s.neg)
	if s.neg < 0 {
		return false
	}
	s.brk = lastBefore(s.breaks, h.Start, s.brk)
	neg, brk := s.neg, s.brk
	for pos := h.Start; pos > 0 && units <= l.reach; {
		if neg >= 0 && s.negators[neg].end == pos {
			odd, units, inWord = !odd, 0, false
			pos = s.negators[neg].start
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
