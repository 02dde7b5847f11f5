// Package cn holds the statutory holidays and make-up working days (调休) of
// mainland China, as announced each year by the General Office of the State
// Council, and lays them over a weekly pattern.
//
// The embedded table is data with a date: where it comes from, how it was
// checked and where it ends is in HOLIDAYS.md. A newer table is read with
// Load; years that are not announced yet are simply beyond KnownThrough.
package cn

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/sla"
)

// Zone is the zone of every Chinese calendar.
const Zone = "Asia/Shanghai"

//go:embed holidays.json
var embedded []byte

// Table is a holiday table (节假日安排). It is immutable and safe for
// concurrent use.
type Table struct {
	days        map[sla.Date]bool // true: worked, false: off
	first, last int
}

type yearEntry struct {
	Holidays []string `json:"holidays"`
	Workdays []string `json:"workdays"`
}

// Embedded returns the table that ships with this version of the package.
func Embedded() (*Table, error) { return Load(bytes.NewReader(embedded)) }

// Load reads a table: {"2026": {"holidays": ["2026-01-01", …], "workdays":
// ["2026-01-04", …]}, …}. Holidays are the dates off, workdays the weekend
// dates worked; every other date follows its weekday. Years must follow one
// another. It returns an *sla.InvalidError with every fault at once.
func Load(r io.Reader) (*Table, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var years map[string]yearEntry
	if err := dec.Decode(&years); err != nil {
		return nil, &sla.InvalidError{Faults: []sla.Fault{{Field: "holidays", Rule: err.Error()}}}
	}
	l := loader{table: &Table{days: map[sla.Date]bool{}}}
	for _, name := range slices.Sorted(maps.Keys(years)) {
		l.year(name, years[name])
	}
	if l.table.last == 0 {
		l.fault("holidays", "must have at least one year with holidays", "")
	}
	if len(l.faults) > 0 {
		return nil, &sla.InvalidError{Faults: l.faults}
	}
	return l.table, nil
}

type loader struct {
	table  *Table
	faults []sla.Fault
}

func (l *loader) fault(field, rule, value string) {
	l.faults = append(l.faults, sla.Fault{Field: field, Rule: rule, Value: value})
}

func (l *loader) year(name string, entry yearEntry) {
	year, err := strconv.Atoi(name)
	if err != nil || len(name) != 4 || year < 1950 {
		l.fault(name, "must be a year from 1950", name)
		return
	}
	if len(entry.Holidays) == 0 {
		if len(entry.Workdays) > 0 {
			l.fault(name+".holidays", "must be given with workdays", "")
		}
		return // a year not announced yet
	}
	if l.table.last != 0 && year != l.table.last+1 {
		l.fault(name, "must follow the year before it", name)
	}
	if l.table.first == 0 {
		l.table.first = year
	}
	l.table.last = year
	l.dates(name+".holidays", year, entry.Holidays, false)
	l.dates(name+".workdays", year, entry.Workdays, true)
}

func (l *loader) dates(field string, year int, dates []string, worked bool) {
	for i, text := range dates {
		at := fmt.Sprintf("%s[%d]", field, i)
		d, err := sla.ParseDate(text)
		_, taken := l.table.days[d]
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		switch {
		case err != nil || d.Year != year:
			l.fault(at, "must be a date of the year", text)
		case taken:
			l.fault(at, "must be listed once", text)
		case worked && !weekend:
			l.fault(at, "must be a Saturday or Sunday", text)
		default:
			l.table.days[d] = worked
		}
	}
}

// KnownThrough returns the last date the table knows.
func (t *Table) KnownThrough() sla.Date { return sla.Date{Year: t.last, Month: time.December, Day: 31} }

// KnownFrom returns the first date the table knows.
func (t *Table) KnownFrom() sla.Date { return sla.Date{Year: t.first, Month: time.January, Day: 1} }

// Workday reports whether the date is a statutory working day: neither a
// holiday nor a weekend day that is not made up. Outside the known years it
// goes by the weekday.
func (t *Table) Workday(d sla.Date) bool {
	if worked, listed := t.days[d]; listed {
		return worked
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// Holiday reports whether the date was announced as a day off.
func (t *Table) Holiday(d sla.Date) bool {
	worked, listed := t.days[d]
	return listed && !worked
}
