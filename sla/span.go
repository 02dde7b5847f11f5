package sla

import (
	"strconv"
	"strings"
	"time"
)

// Unit is the unit of a Span. There is no default: a bare number has no
// meaning (the same "15" is calendar days in one rule and working days in the
// next).
type Unit uint8

// The units, with the suffix each has in text.
const (
	NoUnit         Unit = iota // the zero value, no unit
	Second                     // s, elapsed time
	Minute                     // m, elapsed time
	Hour                       // h, elapsed time
	BusinessMinute             // bm, open time
	BusinessHour               // bh, open time
	Workday                    // wd, working days (工作日)
	Day                        // d, calendar days (自然日)
	Week                       // w, calendar weeks
	Month                      // mo, calendar months
)

// units holds what each Unit is: its suffix, its length when it has one, and
// the greatest number allowed (about a hundred years of it).
var units = [...]struct {
	suffix string
	length time.Duration
	limit  int64
}{
	NoUnit:         {},
	Second:         {"s", time.Second, 3_155_760_000},
	Minute:         {"m", time.Minute, 52_596_000},
	Hour:           {"h", time.Hour, 876_600},
	BusinessMinute: {"bm", time.Minute, 13_149_000},
	BusinessHour:   {"bh", time.Hour, 219_150},
	Workday:        {"wd", 0, 25_000},
	Day:            {"d", 0, 36_525},
	Week:           {"w", 0, 5_217},
	Month:          {"mo", 0, 1_200},
}

// String returns the suffix of the unit: "bh", "wd"; "" for NoUnit.
func (u Unit) String() string {
	if int(u) >= len(units) {
		return ""
	}
	return units[u].suffix
}

// Elapsed reports whether the unit counts real time, open or not.
func (u Unit) Elapsed() bool { return u >= Second && u <= Hour }

// Business reports whether the unit counts open time.
func (u Unit) Business() bool { return u == BusinessMinute || u == BusinessHour }

// Dated reports whether the unit counts dates rather than time.
func (u Unit) Dated() bool { return u >= Workday && u <= Month }

// Span is an amount of time with its unit, such as 2h, 30bm, 3wd, 15d, 8w or
// 1mo. It is a comparable value; the unit stays as written, so Minutes(120) is
// not Hours(2). The zero value means no span, which is not the same as 0h.
type Span struct {
	n    int64
	unit Unit
}

// Seconds is n seconds of elapsed time.
func Seconds(n int) Span { return Span{int64(n), Second} }

// Minutes is n minutes of elapsed time.
func Minutes(n int) Span { return Span{int64(n), Minute} }

// Hours is n hours of elapsed time.
func Hours(n int) Span { return Span{int64(n), Hour} }

// BusinessMinutes is n minutes of open time.
func BusinessMinutes(n int) Span { return Span{int64(n), BusinessMinute} }

// BusinessHours is n hours of open time.
func BusinessHours(n int) Span { return Span{int64(n), BusinessHour} }

// Workdays is n working days (工作日).
func Workdays(n int) Span { return Span{int64(n), Workday} }

// Days is n calendar days (自然日).
func Days(n int) Span { return Span{int64(n), Day} }

// Weeks is n calendar weeks.
func Weeks(n int) Span { return Span{int64(n), Week} }

// Months is n calendar months.
func Months(n int) Span { return Span{int64(n), Month} }

// ParseSpan reads a whole number followed at once by a unit: "10m", "8bh",
// "3wd", "1mo". It returns an *InvalidError for a bare number, a sign, a
// fraction, an unknown unit or more than about a hundred years. A limit never
// runs backwards, so a negative span is refused; a side of the due is what an
// Offset has, and Calendar.Add counts back.
func ParseSpan(s string) (Span, error) {
	if amount, signed := strings.CutPrefix(s, "-"); signed {
		if _, err := readSpan(amount); err == nil {
			return Span{}, invalid("span", "must not be negative", s)
		}
	}
	return readSpan(s)
}

func readSpan(s string) (Span, error) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.ParseInt(s[:i], 10, 64)
	unit := unitOf(s[i:])
	if err != nil || unit == NoUnit {
		return Span{}, invalid("span", "must be a whole number with a unit s, m, h, bm, bh, wd, d, w or mo", s)
	}
	span := Span{n, unit}
	return span, span.check()
}

func unitOf(suffix string) Unit {
	for u := Second; int(u) < len(units); u++ {
		if units[u].suffix == suffix {
			return u
		}
	}
	return NoUnit
}

// check returns an *InvalidError when s is zero, negative or too long.
func (s Span) check() error {
	switch {
	case s.unit == NoUnit || int(s.unit) >= len(units):
		return invalid("span", "must have an amount and a unit", "")
	case s.n < 0:
		return invalid("span", "must not be negative", s.String())
	case s.n > units[s.unit].limit:
		return invalid("span", "must not exceed "+strconv.FormatInt(units[s.unit].limit, 10)+s.unit.String(), s.String())
	}
	return nil
}

// N returns the amount, in the unit of s.
func (s Span) N() int { return int(s.n) }

// Unit returns the unit of s.
func (s Span) Unit() Unit { return s.unit }

// IsZero reports whether s is no span at all. 0h is a span.
func (s Span) IsZero() bool { return s == Span{} }

// String prints the text form, "8bh"; "" for the zero value.
func (s Span) String() string {
	if s.IsZero() {
		return ""
	}
	return strconv.FormatInt(s.n, 10) + s.unit.String()
}

// duration is the length of an elapsed or business span.
func (s Span) duration() time.Duration { return time.Duration(s.n) * units[s.unit].length }

// MarshalText writes the form of String; it never fails.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of ParseSpan; empty text is the zero value.
func (s *Span) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = Span{}
		return nil
	}
	parsed, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
