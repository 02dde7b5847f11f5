package cn

import (
	"maps"
	"slices"

	"github.com/redress-go/redress/sla"
)

// Spec lays the embedded table over a weekly pattern (sla.CalendarSpec.Week),
// in Chinese time. See Table.Spec.
func Spec(id, version string, week map[string][]string) (sla.CalendarSpec, error) {
	t, err := Embedded()
	if err != nil {
		return sla.CalendarSpec{}, err
	}
	return t.Spec(id, version, week), nil
}

// Calendar is Spec, compiled.
func Calendar(id, version string, week map[string][]string) (*sla.Calendar, error) {
	spec, err := Spec(id, version, week)
	if err != nil {
		return nil, err
	}
	return sla.NewCalendar(spec)
}

// Spec lays the table over a weekly pattern: its holidays are closed, and a
// make-up working day has the hours of the first weekday that is open. The
// result is self-contained and stays the same whatever table comes later.
func (t *Table) Spec(id, version string, week map[string][]string) sla.CalendarSpec {
	spec := sla.CalendarSpec{
		ID: id, Version: version, Zone: Zone, Week: week,
		Dates:        map[string]sla.DateRule{},
		KnownThrough: t.KnownThrough().String(),
	}
	like := firstOpen(week)
	for _, d := range slices.SortedFunc(maps.Keys(t.days), compareDates) {
		if !t.days[d] {
			spec.Holidays = appendHoliday(spec.Holidays, d)
		} else if like != "" {
			spec.Dates[d.String()] = sla.DateRule{Like: like}
		}
	}
	return spec
}

func compareDates(a, b sla.Date) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}

// appendHoliday adds a date, as part of the run before it when it follows.
func appendHoliday(list []sla.Holiday, d sla.Date) []sla.Holiday {
	if n := len(list); n > 0 {
		last := &list[n-1]
		end := last.Through
		if end == "" {
			end = last.Date
		}
		if end == d.AddDays(-1).String() {
			last.Through = d.String()
			return list
		}
	}
	return append(list, sla.Holiday{Date: d.String()})
}

func firstOpen(week map[string][]string) string {
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		if len(week[day]) > 0 {
			return day
		}
	}
	return ""
}
