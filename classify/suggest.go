package classify

import "unicode/utf8"

// clipRunes is how much of a foreign string a message repeats.
const clipRunes = 40

// clip shortens a foreign string for a message.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == clipRunes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// didYouMean returns the candidate closest to word, or "" when none is close:
// at most one edit for every three letters, at least one.
func didYouMean(word string, candidates []string) string {
	if word == "" || len(word) > 4*clipRunes {
		return ""
	}
	best, limit := "", max(1, utf8.RuneCountInString(word)/3)+1
	for _, c := range candidates {
		if d := editDistance(word, c, limit); d < limit && d > 0 {
			best, limit = c, d
		}
	}
	return best
}

// editDistance is the Damerau–Levenshtein distance (adjacent swaps count one) of
// a and b, or limit when it is not below limit.
func editDistance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d >= limit || -d >= limit {
		return limit
	}
	before, prev, cur := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return min(prev[len(y)], limit)
}
