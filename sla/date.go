package sla

import (
	"fmt"
	"time"
)

// Date is a civil date (日期) without a zone. The zero value means no date.
// Dates are comparable with ==.
type Date struct {
	// Year is the year, 1 to 9999.
	Year int
	// Month is the month, January to December.
	Month time.Month
	// Day is the day of the month, from 1.
	Day int
}

// ParseDate reads "2026-10-08". It returns an *InvalidError for anything else,
// a date that does not exist included.
func ParseDate(s string) (Date, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil && t.Year() >= 1 {
		return dateOf(t), nil
	}
	return Date{}, invalid("date", "must be a date like 2026-10-08", s)
}

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// String prints "2026-10-08", and "" for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.number() < e.number() }

// After reports whether d lies after e.
func (d Date) After(e Date) bool { return e.Before(d) }

// AddDays returns the date n calendar days later, earlier when n is negative. A
// result outside the years 1 to 9999 is the nearest date, or 10000-01-01.
func (d Date) AddDays(n int) Date {
	n = min(max(n, beginNumber-endNumber), endNumber-beginNumber)
	return dateOfNumber(clampNumber(int64(d.number()) + int64(n)))
}

// AddMonths returns the corresponding day n months later; when that month has
// no such day, its last day (Civil Code of China, art. 202). A result outside
// the years 1 to 9999 is what AddDays would give.
func (d Date) AddMonths(n int) Date {
	n = min(max(n, -12*endYear), 12*endYear)
	first := time.Date(min(max(d.Year, 0), endYear), d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	to := Date{Year: first.Year(), Month: first.Month(), Day: min(d.Day, last)}
	if to.Year < 1 || to.Year >= endYear {
		return dateOfNumber(to.number())
	}
	return to
}

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// MarshalText writes the form of String; it never fails.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of String; empty text is the zero value.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// number is the day number: days since 1970-01-01. Calendars walk day numbers
// and never add 24 hours. Computed in UTC, where every day has 86,400 seconds.
// A date outside the years 1 to 9999 has the number of the nearest one that is
// not, or of the day after the last.
func (d Date) number() int32 {
	year := min(max(d.Year, 0), endYear)
	return clampNumber(time.Date(year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// endYear is the first year that no Date is of.
const endYear = 10_000

// beginNumber is the number of 1 January of the year 1, endNumber that of 1
// January of the year 10000.
const beginNumber, endNumber = -719_162, 2_932_897

func clampNumber(n int64) int32 { return int32(min(max(n, beginNumber), endNumber)) }

func dateOfNumber(n int32) Date {
	return dateOf(time.Unix(int64(n)*secondsPerDay, 0).UTC())
}

func weekdayOf(n int32) time.Weekday {
	return time.Weekday(((int(n)+int(time.Thursday))%7 + 7) % 7)
}

const secondsPerDay = 86_400
