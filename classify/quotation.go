package classify

import (
	"sort"

	"github.com/redress-go/redress/classify/internal/matcher"
)

// closing is the mark that ends a quotation or a title begun by open, or 0.
func closing(open rune) rune {
	switch open {
	case '“':
		return '”'
	case '「':
		return '」'
	case '『':
		return '』'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '"', '＂':
		return open
	}
	return 0
}

// quotations appends the outermost quotations and titles of a text, in order. One that is
// never closed is none. Quotations of one kind within another count as part of it.
func quotations(text string, out []mark) []mark {
	var until rune
	start, depth, begun := 0, 0, rune(0)
	for i, r := range text {
		switch {
		case until == 0:
			if until = closing(r); until != 0 {
				start, depth, begun = i, 1, r
			}
		case r == until:
			if depth--; depth == 0 {
				out = append(out, mark{start: int32(start), end: int32(i)})
				until = 0
			}
		case r == begun:
			depth++
		case r == '\n':
			until = 0 // a quotation ends with its paragraph
		}
	}
	return out
}

// quoted reports whether a hit lies within one of the quotations, which are in order and
// apart.
func quoted(marks []mark, h matcher.Hit) bool {
	i := sort.Search(len(marks), func(i int) bool { return marks[i].end >= h.End })
	return i < len(marks) && marks[i].start < h.Start
}
