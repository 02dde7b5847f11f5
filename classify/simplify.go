package classify

import "unicode/utf8"

//go:generate go run ./internal/unihan

// Simplify maps traditional characters (繁体) to their simplified forms (简体) and leaves
// every other rune alone. The table is that of the Unihan database (kSimplifiedVariant).
// As in simplified writing itself some distinctions are lost (發 and 髮 are both 发); words
// and text fold alike, so what matched before still matches. Folding twice changes
// nothing. Replace it through [Options].
func Simplify(r rune) rune {
	switch {
	case r < 0x3400 || r > 0x32FFF || r > 0x9FFF && r < 0x20000:
		return r
	case r > 0xFFFF:
		if to := lookup(simplify43, 4, 3, r); to != r {
			return to
		}
		return lookup(simplify44, 4, 4, r)
	}
	if to := lookup(simplify33, 3, 3, r); to != r {
		return to
	}
	return lookup(simplify34, 3, 4, r)
}

// lookup finds r among pairs of the given widths in bytes, ascending.
func lookup(pairs string, from, to int, r rune) rune {
	size := from + to
	lo, hi := 0, len(pairs)/size
	for lo < hi {
		mid := (lo + hi) / 2
		if at, _ := utf8.DecodeRuneInString(pairs[mid*size:]); at < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(pairs)/size {
		return r
	}
	if at, _ := utf8.DecodeRuneInString(pairs[lo*size:]); at != r {
		return r
	}
	out, _ := utf8.DecodeRuneInString(pairs[lo*size+from:])
	return out
}
