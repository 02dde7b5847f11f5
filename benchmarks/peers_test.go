package benchmarks

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// The place that all of them count: Monday to Friday 09:00-17:00 in China, closed on the same days
// every year. It has no lunch break, no night shift and no make-up day, because a peer has none.
var closed = []struct{ month, day int }{{1, 1}, {4, 5}, {5, 1}, {5, 4}, {6, 19}, {10, 1}, {10, 2}, {10, 5}, {10, 6}, {10, 7}}

func zone(tb testing.TB) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(tb, err)
	return loc
}

// start is a Monday morning, before two runs of holidays within the next ten years and a few more.
func start(tb testing.TB) time.Time {
	tb.Helper()
	return time.Date(2026, time.September, 21, 10, 30, 0, 0, zone(tb))
}

// ours is the place as a calendar of package sla.
func ours(tb testing.TB) *sla.Calendar {
	tb.Helper()
	c, err := sla.NewCalendar(spec())
	require.NoError(tb, err)
	return c
}

func spec() sla.CalendarSpec {
	s := sla.CalendarSpec{ID: "office", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-17:00")}
	for _, c := range closed {
		day := time.Date(2000, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC)
		s.Holidays = append(s.Holidays, sla.Holiday{Date: day.Format("01-02")})
	}
	return s
}

// rickar is the place as a business calendar of github.com/rickar/cal.
func rickar(cached bool) *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.Cacheable = cached
	c.SetWorkHours(9*time.Hour, 17*time.Hour)
	for _, d := range closed {
		c.AddHoliday(&cal.Holiday{Month: time.Month(d.month), Day: d.day, Func: cal.CalcDayOfMonth})
	}
	return c
}

// bare is the place as the loop over dates that a host would write: a set of closed dates and a clock
// time at both ends. It is right where the zone never changes its clocks.
type bare struct{ closed map[[2]int]bool }

func byHand() bare {
	b := bare{closed: map[[2]int]bool{}}
	for _, c := range closed {
		b.closed[[2]int{c.month, c.day}] = true
	}
	return b
}

// hours is when the place is open on the date of t; both are the same instant when it is closed.
func (b bare) hours(t time.Time) (from, to time.Time) {
	y, m, d := t.Date()
	from = time.Date(y, m, d, 9, 0, 0, 0, t.Location())
	if day := t.Weekday(); day == time.Saturday || day == time.Sunday || b.closed[[2]int{int(m), d}] {
		return from, from
	}
	return from, from.Add(8 * time.Hour)
}

func (b bare) add(t time.Time, d time.Duration) time.Time {
	for day := t; ; day = day.AddDate(0, 0, 1) {
		from, to := b.hours(day)
		if t.After(from) {
			from = t
		}
		if open := to.Sub(from); open >= d {
			return from.Add(d)
		} else if open > 0 {
			d -= open
		}
	}
}

func (b bare) between(t, u time.Time) time.Duration {
	var sum time.Duration
	for day := t; ; day = day.AddDate(0, 0, 1) {
		from, to := b.hours(day)
		if from.After(u) {
			return sum
		}
		if t.After(from) {
			from = t
		}
		if u.Before(to) {
			to = u
		}
		sum += max(to.Sub(from), 0)
	}
}

// spans are the lengths measured, in working days of eight hours.
var spans = []struct {
	name string
	days int
}{{"1day", 1}, {"15days", 15}, {"1year", 250}, {"10years", 2500}}

// A peer that gives another answer is no peer.
func TestPeersAgree(t *testing.T) {
	c, cached, plain, hand := ours(t), rickar(true), rickar(false), byHand()
	for _, s := range spans[:3] {
		d := time.Duration(s.days) * 8 * time.Hour
		for hour := range 24 * 10 {
			from := start(t).Add(time.Duration(hour) * time.Hour)
			due := c.Add(from, d)
			require.True(t, due.Equal(cached.AddWorkHours(from, d)), "%s from %v", s.name, from)
			require.True(t, due.Equal(plain.AddWorkHours(from, d)), "%s from %v", s.name, from)
			require.True(t, due.Equal(hand.add(from, d)), "%s from %v", s.name, from)
			require.Equal(t, d, c.Between(from, due))
			require.Equal(t, d, cached.WorkHoursInRange(from, due))
			require.Equal(t, d, hand.between(from, due))
			day := c.AddWorkdays(c.Date(from), s.days)
			require.Equal(t, day.String(), cached.WorkdaysFrom(from, s.days).Format(time.DateOnly))
		}
	}
}
