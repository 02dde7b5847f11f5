package sla

import (
	"maps"
	"slices"
)

// CalendarSpec is the JSON form of a calendar: what people write and what is
// stored. NewCalendar compiles it. The zero value is not a valid calendar.
type CalendarSpec struct {
	// ID names the calendar, for example "front-desk". Required; no "@".
	ID string `json:"id"`
	// Version tells two texts of the same calendar apart. Required.
	Version string `json:"version"`
	// Zone is an IANA zone name such as "Asia/Shanghai". Required: "Local" and
	// the empty name are refused because they depend on the machine.
	Zone string `json:"zone"`
	// Week gives the open hours of each weekday, "mon" to "sun"; a weekday left
	// out is closed. Each entry is "09:00-12:00"; an end at or before the start
	// lies on the next day ("22:00-06:00"); "00:00-24:00" is the whole day.
	// At least one weekday must be open.
	Week map[string][]string `json:"week"`
	// Holidays are the dates closed by rule.
	Holidays []Holiday `json:"holidays,omitempty"`
	// Dates override single dates, keyed "2026-10-10".
	Dates map[string]DateRule `json:"dates,omitempty"`
	// HolidayCut says how a holiday meets a night shift. By default a holiday
	// removes the whole shifts that start on it and nothing else; with
	// HolidayCut it closes its own 24 hours, so that shifts are cut at midnight
	// on both sides.
	HolidayCut bool `json:"holiday_cut,omitempty"`
	// KnownThrough is the last date ("2026-12-31") whose holidays are known.
	// A deadline beyond it is provisional. Empty means known for ever.
	KnownThrough string `json:"known_through,omitempty"`
	// Within lists further calendars that must be open too: the intersection.
	// A date's hours are then the hours of this calendar as far as all those
	// are open. See Intersect.
	Within []CalendarSpec `json:"within,omitempty"`
}

// Holiday is a closed date or run of dates.
type Holiday struct {
	// Date is "2026-10-01", or "12-25" for every year.
	Date string `json:"date"`
	// Through is the last date of a run, in the same form. Empty: one date.
	Through string `json:"through,omitempty"`
	// Name is for people.
	Name string `json:"name,omitempty"`
}

// DateRule replaces what the week and the holidays say of one date. At most
// one of Hours, Like and Closed is given; Cut may go with any of them or stand
// alone. A rule with Hours or Like wins over a holiday.
type DateRule struct {
	// Hours are the open hours of the date, written as in CalendarSpec.Week.
	Hours []string `json:"hours,omitempty"`
	// Like gives the date the hours of a weekday, "mon" to "sun": a make-up
	// working day (调休上班).
	Like string `json:"like,omitempty"`
	// Closed closes the date as a holiday would.
	Closed bool `json:"closed,omitempty"`
	// Cut are partial closures, taken out of whatever is open between those
	// clock times, the rest of the previous night's shift included.
	Cut []string `json:"cut,omitempty"`
	// Name is for people.
	Name string `json:"name,omitempty"`
}

// ParseCalendarSpec reads the JSON form strictly: it returns an *InvalidError
// for unknown fields, a name given twice in one object (two overrides of one
// date) and anything after the value. It does not validate; NewCalendar does.
func ParseCalendarSpec(data []byte) (CalendarSpec, error) {
	var spec CalendarSpec
	err := decodeStrict(data, "calendar", &spec)
	return spec, err
}

// Weekdays is the Week of an office open Monday to Friday at the given hours.
func Weekdays(hours ...string) map[string][]string {
	return weekOf(weekdayNames[:5], hours)
}

// EveryDay is the Week of a place open all seven days at the given hours.
func EveryDay(hours ...string) map[string][]string {
	return weekOf(weekdayNames[:], hours)
}

func weekOf(days, hours []string) map[string][]string {
	week := make(map[string][]string, len(days))
	for _, day := range days {
		week[day] = slices.Clone(hours)
	}
	return week
}

// weekdayNames are the keys of CalendarSpec.Week, Monday first.
var weekdayNames = [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// clone copies s so deeply that neither side sees changes of the other.
func (s CalendarSpec) clone() CalendarSpec {
	week := make(map[string][]string, len(s.Week))
	for day, hours := range s.Week {
		week[day] = slices.Clone(hours)
	}
	s.Week = week
	s.Holidays = slices.Clone(s.Holidays)
	s.Dates = maps.Clone(s.Dates)
	for date, rule := range s.Dates {
		rule.Hours, rule.Cut = slices.Clone(rule.Hours), slices.Clone(rule.Cut)
		s.Dates[date] = rule
	}
	s.Within = slices.Clone(s.Within)
	for i := range s.Within {
		s.Within[i] = s.Within[i].clone()
	}
	return s
}
