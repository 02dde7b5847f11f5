package classify

import "unicode"

// foldRune is the folding of the lexicon: full-width forms to ASCII, lower case, then
// the host's own mapping (traditional to simplified by default).
func foldRune(simplify func(rune) rune) func(rune) rune {
	return func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			r -= 0xFEE0
		case r == 0x3000:
			r = ' '
		case r == '’' || r == 'ʼ':
			r = '\''
		}
		if r < 0x80 {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		}
		return simplify(unicode.ToLower(r))
	}
}

// wordRune reports whether a folded rune belongs to a word of an alphabet, where words
// are matched whole: ASCII letters and digits and the European letters.
func wordRune(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return r >= 0xC0 && r < 0x0590 && unicode.IsLetter(r)
}

// clauseEnd reports whether a folded rune ends a clause: punctuation and line breaks,
// but not the space between words nor the marks inside them.
func clauseEnd(r rune) bool {
	switch r {
	case '\n', '\r', '，', '。', '；', '！', '？', '、', '：', '…', ',', ';', '!', '?', ':', '.':
		return true
	}
	return false
}
