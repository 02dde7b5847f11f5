package sla

import (
	"fmt"
	"strings"
)

// shift is an interval of local clock time on a date, in seconds after its
// 00:00. to exceeds 86,400 for a shift that runs into the next day.
type shift struct{ from, to int32 }

// parseShift reads "09:00-12:00"; an end before the start lies on the next
// day. It reports false for anything else, an empty interval included.
func parseShift(s string) (shift, bool) {
	first, second, ok := strings.Cut(s, "-")
	if !ok {
		return shift{}, false
	}
	from, okFrom := parseClock(first)
	to, okTo := parseClock(second)
	if !okFrom || !okTo || from == to || from == secondsPerDay {
		return shift{}, false
	}
	if to < from {
		to += secondsPerDay
	}
	return shift{from, to}, true
}

// parseClock reads "09:30" or "09:30:15", up to and including "24:00".
func parseClock(s string) (int32, bool) {
	if len(s) != 5 && len(s) != 8 {
		return 0, false
	}
	var total int32
	for i := 0; i < len(s); i += 3 {
		if i > 0 && s[i-1] != ':' {
			return 0, false
		}
		n, ok := twoDigits(s[i : i+2])
		if !ok || n > 59 {
			return 0, false
		}
		total = total*60 + n
	}
	if len(s) == 5 {
		total *= 60
	}
	return total, total <= secondsPerDay
}

func twoDigits(s string) (int32, bool) {
	if s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return 0, false
	}
	return int32(s[0]-'0')*10 + int32(s[1]-'0'), true
}

// clockText prints seconds of the day in the form parseClock reads.
func clockText(seconds int32) string {
	h, m, s := seconds/3600, seconds/60%60, seconds%60
	if s == 0 {
		return fmt.Sprintf("%02d:%02d", h, m)
	}
	return fmt.Sprintf("%02d:%02d:%02d", h, m, s)
}
