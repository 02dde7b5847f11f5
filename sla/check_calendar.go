package sla

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// compileRules checks a spec and returns its rules; every fault lands in fs.
func compileRules(spec *CalendarSpec, fs *faults) *rules {
	r := &rules{holidayCut: spec.HolidayCut, dates: map[int32]dateRules{}}
	if spec.ID == "" || strings.Contains(spec.ID, "@") {
		fs.add("id", "must be given and contain no @", spec.ID)
	}
	if spec.Version == "" {
		fs.add("version", "must be given", "")
	}
	r.zone = checkZone(spec.Zone, fs)
	r.checkWeek(spec.Week, fs)
	r.checkHolidays(spec.Holidays, fs)
	for _, key := range slices.Sorted(maps.Keys(spec.Dates)) {
		r.checkDate(key, spec.Dates[key], fs)
	}
	if spec.KnownThrough != "" {
		_, err := ParseDate(spec.KnownThrough)
		fs.merge("known_through", err)
	}
	for i, inner := range spec.Within {
		cal, err := NewCalendar(inner)
		fs.merge(fmt.Sprintf("within[%d]", i), err)
		r.within = append(r.within, cal)
	}
	return r
}

func checkZone(name string, fs *faults) *time.Location {
	if name == "" || name == "Local" {
		fs.add("zone", "must be an IANA zone name such as Asia/Shanghai", name)
		return time.UTC
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		fs.add("zone", "must be known here (a host without zone data imports time/tzdata)", name)
		return time.UTC
	}
	return loc
}

func (r *rules) checkWeek(week map[string][]string, fs *faults) {
	open := false
	for _, name := range slices.Sorted(maps.Keys(week)) {
		day, ok := parseWeekday(name)
		if !ok {
			fs.add("week."+name, "must be one of mon, tue, wed, thu, fri, sat, sun", "")
			continue
		}
		r.week[day] = checkHours("week."+name, week[name], fs)
		open = open || len(week[name]) > 0
	}
	if !open {
		fs.add("week", "must be open at some time", "")
	}
}

func checkHours(field string, hours []string, fs *faults) []shift {
	shifts := make([]shift, 0, len(hours))
	for i, text := range hours {
		s, ok := parseShift(text)
		if !ok {
			fs.add(fmt.Sprintf("%s[%d]", field, i), `must be like "09:00-17:30", not empty`, text)
			continue
		}
		shifts = append(shifts, s)
	}
	slices.SortFunc(shifts, func(a, b shift) int { return int(a.from - b.from) })
	return shifts
}

func parseWeekday(name string) (time.Weekday, bool) {
	i := indexOf(weekdayNames[:], name)
	return time.Weekday((i + 1) % 7), i >= 0
}

func (r *rules) checkHolidays(holidays []Holiday, fs *faults) {
	r.holidays, r.yearly = map[int32]bool{}, map[monthDay]bool{}
	for i, h := range holidays {
		field := fmt.Sprintf("holidays[%d]", i)
		through := h.Through
		if through == "" {
			through = h.Date
		}
		yearly := len(h.Date) == len("12-25")
		first, err1 := parseHoliday(h.Date, yearly)
		last, err2 := parseHoliday(through, yearly)
		switch {
		case err1 != nil:
			fs.add(field+".date", `must be like "2026-10-01", or "12-25" for every year`, h.Date)
		case err2 != nil || last.Before(first) || last.number()-first.number() > 366:
			fs.add(field+".through", "must be a date of the same form, not before date and within a year", h.Through)
		default:
			r.close(first, last, yearly)
		}
	}
}

// parseHoliday reads a date; a yearly one is put into a leap year.
func parseHoliday(s string, yearly bool) (Date, error) {
	if yearly {
		s = "2000-" + s
	}
	return ParseDate(s)
}

func (r *rules) close(first, last Date, yearly bool) {
	for n := first.number(); n <= last.number(); n++ {
		if d := dateOfNumber(n); yearly {
			r.yearly[monthDay{d.Month, d.Day}] = true
		} else {
			r.holidays[n] = true
		}
	}
}

func (r *rules) checkDate(key string, rule DateRule, fs *faults) {
	field := "dates." + key
	date, err := ParseDate(key)
	if err != nil {
		fs.add(field, "must be a date like 2026-10-10", "")
		return
	}
	out := dateRules{closed: rule.Closed}
	given := 0
	if rule.Closed {
		given++
	}
	if len(rule.Hours) > 0 {
		given++
		out.replaces, out.hours = true, checkHours(field+".hours", rule.Hours, fs)
	}
	if rule.Like != "" {
		given++
		day, ok := parseWeekday(rule.Like)
		if !ok {
			fs.add(field+".like", "must be one of mon, tue, wed, thu, fri, sat, sun", rule.Like)
		}
		out.replaces, out.hours = true, r.week[day]
	}
	out.cuts = checkHours(field+".cut", rule.Cut, fs)
	if given > 1 || (given == 0 && len(rule.Cut) == 0) || (rule.Closed && len(rule.Cut) > 0) {
		fs.add(field, "must have one of hours, like and closed, or a cut", "")
	}
	r.dates[date.number()] = out
}
