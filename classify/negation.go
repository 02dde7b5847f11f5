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
	neg := sort.Search(len(s.negators), func(i int) bool { return s.negators[i].end > h.Start }) - 1
	brk := sort.Search(len(s.breaks), func(i int) bool { return s.breaks[i].end > h.Start }) - 1
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
		r, w := utf8.DecodeLastRuneInString(text[:pos])
		pos -= int32(w)
		r = l.fold(r)
		if clauseEnd(r) {
			break
		}
		units, inWord = countUnit(r, units, inWord)
	}
	return odd
}

// countUnit counts a character, or a whole word of an alphabet, as one unit; spaces
// count nothing.
func countUnit(r rune, units int, inWord bool) (int, bool) {
	switch {
	case r == ' ' || r == '\t':
		return units, false
	case !wordRune(r):
		return units + 1, false
	case inWord:
		return units, true
	}
	return units + 1, true
}
