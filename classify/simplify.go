package classify

// Simplify maps common traditional characters (繁体) to their simplified forms (简体)
// and leaves every other rune alone. The table is short and hand-checked: the
// characters of everyday service complaints. As in simplified writing itself some
// distinctions are lost (發 and 髮 are both 发); words and text fold alike, so what
// matched before still matches. Replace it through [Options].
func Simplify(r rune) rune {
	if r < simplifyFirst || r > simplifyLast {
		return r
	}
	lo, hi := 0, len(simplifyFrom)
	for lo < hi {
		mid := (lo + hi) / 2
		if simplifyFrom[mid] < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(simplifyFrom) && simplifyFrom[lo] == r {
		return simplifyTo[lo]
	}
	return r
}
