package classify

import "unicode"

// foldRune is the folding of the lexicon: full-width forms to ASCII, lower case, then the
// host's own mapping (traditional to simplified by default). Runes that nobody sees, such
// as zero-width spaces and the selectors of emoji, fold to nothing (−1).
func foldRune(simplify func(rune) rune) func(rune) rune {
	return func(r rune) rune {
		switch {
		case r < 0x80:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		case unseen(r):
			return -1
		case r >= 0xFF01 && r <= 0xFF5E:
			return foldASCII(r - 0xFEE0)
		case r == 0x3000 || r == 0xA0:
			return ' '
		case r == '’' || r == 'ʼ':
			return '\''
		case r >= 0x2E80 && r < 0xA640:
			return simplify(r) // ideographs have no case
		}
		return simplify(unicode.ToLower(r))
	}
}

// folding yields every rune that the default folding changes, among others.
func folding(yield func(rune) bool) {
	for _, area := range [...][2]rune{{0, 0x2E7F}, {0x3000, 0x3000}, {0xA640, 0xABFF}, {0xF900, 0xFFFF}, {0xE0000, 0xE01EF}} {
		for r := area[0]; r <= area[1]; r++ {
			if !yield(r) {
				return
			}
		}
	}
	for _, pairs := range [...]string{simplify33, simplify34, simplify43, simplify44} {
		for _, r := range pairs {
			if !yield(r) {
				return
			}
		}
	}
}

func foldASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// unseen reports whether a rune has no shape of its own: zero-width spaces and joiners,
// soft hyphens, marks of direction, the byte order mark, variation selectors, tags.
func unseen(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE01EF:
		return true
	}
	return r == 0xAD || r == 0x034F || r == 0x061C || r == 0x180E || r == 0xFEFF
}

// runeKind is what a rune of a text is to the words around it.
type runeKind uint8

const (
	kindSign     runeKind = iota // an ideograph, an emoji, any other sign: a unit by itself
	kindLetter                   // of an alphabet, where words are matched whole: ASCII letters and digits, European letters
	kindSpace                    // between words
	kindUnseen                   // nothing at all
	kindStop                     // ends a clause: punctuation, line breaks, closing quotation marks
	kindOpenMark                 // an opening quotation mark
)

// kindOf tells the kind of a rune as it stands in the text. What folding does beyond case
// and width has no say in it.
func kindOf(r rune) runeKind {
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	switch {
	case r < 0x80:
		return kindASCII(r)
	case r >= 0x3040 && r < 0xA640:
		return kindSign
	case r >= 0xC0 && r < 0x0590 && unicode.IsLetter(r):
		return kindLetter
	case unseen(r):
		return kindUnseen
	}
	switch r {
	case '，', '。', '；', '！', '？', '、', '：', '…', '”', '」', '』', '》', '〉':
		return kindStop
	case '“', '「', '『', '《', '〈':
		return kindOpenMark
	case 0x3000, 0xA0:
		return kindSpace
	}
	return kindSign
}

func kindASCII(r rune) runeKind {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return kindLetter
	case r == ' ' || r == '\t':
		return kindSpace
	}
	switch r {
	case '\n', '\r', ',', ';', '!', '?', ':', '.':
		return kindStop
	case '"':
		return kindOpenMark
	}
	return kindSign
}
