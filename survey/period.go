package survey

import (
	"fmt"
	"time"
)

// Every is how often a survey is repeated.
type Every string

// The rhythms, all by the calendar.
const (
	Monthly    Every = "month"     // 每月: "2026-09"
	Quarterly  Every = "quarter"   // 每季度: "2026-Q3"
	HalfYearly Every = "half-year" // 每半年: "2026-H2"
	Yearly     Every = "year"      // 每年: "2026"
)

// months is the length of a period; 0 for a name that is not a constant.
func (e Every) months() int {
	switch e {
	case Monthly:
		return 1
	case Quarterly:
		return 3
	case HalfYearly:
		return 6
	case Yearly:
		return 12
	}
	return 0
}

// Period is one month, quarter, half-year or year: [Start, End). Ids of one
// rhythm sort in the order of time.
type Period struct {
	ID    string    `json:"id"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// PeriodOf gives the period an instant lies in, by the calendar of the zone; nil
// is UTC. ok is false for a rhythm that is not one of the constants.
func PeriodOf(at time.Time, e Every, zone *time.Location) (p Period, ok bool) {
	months := e.months()
	if months == 0 {
		return Period{}, false
	}
	if zone == nil {
		zone = time.UTC
	}
	year, month, _ := at.In(zone).Date()
	n := (int(month) - 1) / months
	return period(year, n, months, zone), true
}

// period is the n-th of its length in the year, from 0; n may lie outside it.
func period(year, n, months int, zone *time.Location) Period {
	first := time.Date(year, time.Month(1+n*months), 1, 0, 0, 0, 0, time.UTC)
	p := Period{Start: midnight(first, zone), End: midnight(first.AddDate(0, months, 0), zone)}
	year, n = first.Year(), (int(first.Month())-1)/months
	switch months {
	case 1:
		p.ID = fmt.Sprintf("%04d-%02d", year, n+1)
	case 3:
		p.ID = fmt.Sprintf("%04d-Q%d", year, n+1)
	case 6:
		p.ID = fmt.Sprintf("%04d-H%d", year, n+1)
	default:
		p.ID = fmt.Sprintf("%04d", year)
	}
	return p
}

// midnight is the first instant of a date in a zone. Where the clocks go forward
// at midnight the day begins when they have.
func midnight(date time.Time, zone *time.Location) time.Time {
	y, m, d := date.Date()
	t := time.Date(y, m, d, 0, 0, 0, 0, zone)
	if _, _, got := t.Date(); got != d { // resolved to the evening before
		_, t = t.ZoneBounds()
	}
	return t
}

// PeriodsBetween lists the periods that overlap [from, to), in order. It is
// empty when to is not after from, and for a rhythm that is not one of the
// constants. At most 10000 are given.
func PeriodsBetween(from, to time.Time, e Every, zone *time.Location) (list []Period) {
	p, ok := PeriodOf(from, e, zone)
	for ok && p.Start.Before(to) && from.Before(to) && len(list) < maxPeriods {
		list = append(list, p)
		p, ok = PeriodOf(p.End, e, zone)
	}
	return list
}

const maxPeriods = 10_000

// zoneRule loads an IANA zone by name, or says what is wrong with the name.
func zoneRule(name string) (zone *time.Location, rule string) {
	if name == "" || name == "Local" {
		return time.UTC, `must be an IANA zone such as "Asia/Shanghai"`
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC, fmt.Sprintf("%q is not a known IANA zone", name)
	}
	return zone, ""
}
