package sla

import (
	"cmp"
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
	var dated, yearly []dayRange
	for i, h := range holidays {
		field := fmt.Sprintf("holidays[%d]", i)
		through := h.Through
		if through == "" {
			through = h.Date
		}
		everyYear := len(h.Date) == len("12-25")
		first, err1 := parseHoliday(h.Date, everyYear)
		last, err2 := parseHoliday(through, everyYear)
		run := dayRange{first.number(), last.number()}
		switch {
		case err1 != nil:
			fs.add(field+".date", `must be like "2026-10-01", or "12-25" for every year`, h.Date)
		case err2 != nil || run.last < run.first || run.last-run.first > 366:
			fs.add(field+".through", "must be a date of the same form, not before date and within a year", h.Through)
		case everyYear:
			yearly = append(yearly, run)
		default:
			dated = append(dated, run)
		}
	}
	r.close(dated, yearly)
}

// parseHoliday reads a date; a yearly one is put into a leap year.
func parseHoliday(s string, yearly bool) (Date, error) {
	if yearly {
		s = "2000-" + s
	}
	return ParseDate(s)
}

// dayRange is a run of day numbers, both included.
type dayRange struct{ first, last int32 }

// close notes the closed dates: those of one year, and those of every year,
// which are given in the year 2000.
func (r *rules) close(dated, yearly []dayRange) {
	r.holidays, r.yearly = map[int32]bool{}, map[monthDay]bool{}
	for _, run := range joined(dated) {
		for n := max(run.first, firstDay); n <= min(run.last, lastDay); n++ {
			r.holidays[n] = true
		}
	}
	for _, run := range joined(yearly) {
		for n := run.first; n <= run.last; n++ {
			d := dateOfNumber(n)
			r.yearly[monthDay{d.Month, d.Day}] = true
		}
	}
}

// joined sorts runs and joins those that overlap, so that a million of them
// cost no more dates than there are.
func joined(runs []dayRange) []dayRange {
	slices.SortFunc(runs, func(a, b dayRange) int { return cmp.Compare(a.first, b.first) })
	out := runs[:0]
	for _, run := range runs {
		if n := len(out); n > 0 && run.first <= out[n-1].last {
			out[n-1].last = max(out[n-1].last, run.last)
			continue
		}
		out = append(out, run)
	}
	return out
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
