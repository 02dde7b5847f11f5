package sla

import (
	"strconv"
	"strings"
)

// Offset places a step before or after a due: "-30m", "-25%", "0", "+2bh",
// "+1wd". Minutes and hours are elapsed or open time as their unit says;
// working days, days and weeks count dates from the due and keep its clock time;
// a percentage is a share of the whole term. Minutes, hours and percentages
// leave out the time while the timer is paused. It is a comparable value; the
// zero value is "0", the due itself.
type Offset struct {
	span    Span
	percent int32
	before  bool
}

// AtDue is the offset of the due itself, where a breach is recorded.
func AtDue() Offset { return Offset{} }

// Before is the offset that lies s before the due.
func Before(s Span) Offset { return signed(s, true) }

// After is the offset that lies s after the due.
func After(s Span) Offset { return signed(s, false) }

func signed(s Span, before bool) Offset {
	if s.n == 0 {
		return Offset{}
	}
	return Offset{span: s, before: before}
}

// PercentBefore is the offset that lies p percent of the term before the due.
func PercentBefore(p int) Offset { return Offset{percent: percent(p), before: p != 0} }

// PercentAfter is the offset that lies p percent of the term after the due.
func PercentAfter(p int) Offset { return Offset{percent: percent(p)} }

// percent keeps a number that is out of bounds out of bounds.
func percent(p int) int32 { return int32(min(max(p, -1), maxPercent+1)) }

const maxPercent = 1000

// ParseOffset reads "0", or a sign followed by a span or a percentage. The
// sign is required because "30m" alone could mean either side. It returns an
// *InvalidError otherwise. Months cannot be an offset.
func ParseOffset(s string) (Offset, error) {
	if s == "0" {
		return Offset{}, nil
	}
	if len(s) < 2 || (s[0] != '-' && s[0] != '+') {
		return Offset{}, invalid("offset", "must be 0 or start with + or -", s)
	}
	before, rest := s[0] == '-', s[1:]
	if digits, ok := strings.CutSuffix(rest, "%"); ok {
		return parsePercent(s, digits, before)
	}
	span, err := ParseSpan(rest)
	if err != nil {
		return Offset{}, invalid("offset", "must be 0, a signed span or a signed percentage", s)
	}
	o := signed(span, before)
	return o, o.check()
}

func parsePercent(whole, digits string, before bool) (Offset, error) {
	p, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return Offset{}, invalid("offset", "must have a whole percentage", whole)
	}
	o := Offset{percent: int32(p), before: before && p != 0}
	return o, o.check()
}

// check returns an *InvalidError when o cannot be placed.
func (o Offset) check() error {
	if o.percent < 0 || o.percent > maxPercent {
		return invalid("offset", "must not exceed 1000%", o.String())
	}
	if o.percent != 0 || o.span.IsZero() {
		return nil
	}
	if o.span.unit == Month {
		return invalid("offset", "must not be in months", o.String())
	}
	return o.span.check()
}

// IsZero reports whether o is the due itself.
func (o Offset) IsZero() bool { return o.percent == 0 && o.span.n == 0 }

// IsBefore reports whether o lies before the due: a warning.
func (o Offset) IsBefore() bool { return o.before && !o.IsZero() }

// String prints the text form, "-25%"; "0" for the due itself.
func (o Offset) String() string {
	sign := "+"
	if o.before {
		sign = "-"
	}
	switch {
	case o.IsZero():
		return "0"
	case o.percent != 0:
		return sign + strconv.Itoa(int(o.percent)) + "%"
	}
	return sign + o.span.String()
}

// MarshalText writes the form of String; it never fails.
func (o Offset) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the form of ParseOffset.
func (o *Offset) UnmarshalText(text []byte) error {
	parsed, err := ParseOffset(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}
