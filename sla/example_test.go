package sla_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/sla"
)

// exampleOffice is open Monday to Friday with a lunch break, closed for the
// first week of October and open on a make-up Saturday.
func exampleOffice() *sla.Calendar {
	c, err := sla.NewCalendar(sla.CalendarSpec{
		ID: "office", Version: "2026", Zone: "Asia/Shanghai",
		Week:         sla.Weekdays("09:00-12:00", "13:00-18:00"),
		Holidays:     []sla.Holiday{{Date: "2026-10-01", Through: "2026-10-07", Name: "国庆节"}},
		Dates:        map[string]sla.DateRule{"2026-10-10": {Like: "mon", Name: "调休"}},
		KnownThrough: "2026-12-31",
	})
	if err != nil {
		panic(err)
	}
	return c
}

func ExampleCalendar_Add() {
	office := exampleOffice()
	from := time.Date(2026, time.September, 30, 16, 30, 0, 0, office.Zone())
	for _, d := range []time.Duration{time.Hour, 90 * time.Minute, 2 * time.Hour} {
		fmt.Println(d, office.Add(from, d).Format("01-02 15:04"))
	}
	// Output:
	// 1h0m0s 09-30 17:30
	// 1h30m0s 09-30 18:00
	// 2h0m0s 10-08 09:30
}

func ExampleCalendar_Between() {
	office := exampleOffice()
	from := time.Date(2026, time.September, 30, 16, 30, 0, 0, office.Zone())
	to := time.Date(2026, time.October, 8, 10, 0, 0, 0, office.Zone())
	fmt.Println(office.Between(from, to), office.Between(to, from))
	// Output: 2h30m0s -2h30m0s
}

func ExampleCalendar_AddWorkdays() {
	office := exampleOffice()
	friday, _ := sla.ParseDate("2026-10-09")
	for n := -1; n <= 2; n++ {
		d := office.AddWorkdays(friday, n)
		fmt.Println(n, d, d.Weekday())
	}
	// Output:
	// -1 2026-10-08 Thursday
	// 0 2026-10-09 Friday
	// 1 2026-10-10 Saturday
	// 2 2026-10-12 Monday
}

// Every fault is reported at once, each with its path.
func ExampleNewCalendar_faults() {
	_, err := sla.NewCalendar(sla.CalendarSpec{
		ID: "desk", Version: "1", Zone: "Asia/Shanghai",
		Week: map[string][]string{"monday": {"09:00-17:00"}, "tue": {"9-17"}},
	})
	var invalid *sla.InvalidError
	if errors.As(err, &invalid) {
		for _, fault := range invalid.Faults {
			fmt.Println(fault)
		}
	}
	// Output:
	// week.monday: must be one of mon, tue, wed, thu, fri, sat, sun
	// week.tue[0]: must be like "09:00-17:30", not empty, got "9-17"
}

func ExampleIntersect() {
	workshop, err := sla.NewCalendar(sla.CalendarSpec{
		ID: "workshop", Version: "1", Zone: "Asia/Shanghai", Week: sla.EveryDay("10:00-16:00"),
	})
	if err != nil {
		panic(err)
	}
	both, err := sla.Intersect("both", "1", exampleOffice(), workshop)
	if err != nil {
		panic(err)
	}
	monday, _ := sla.ParseDate("2026-11-16")
	fmt.Println(both.Between(both.StartOfDay(monday), both.EndOfDay(monday)))
	// Output: 5h0m0s
}

func ExampleParseTerm() {
	for _, text := range []string{"8bh", "3wd", "15d", "8w roll=none", "2wd same cutoff=16:00", "15"} {
		term, err := sla.ParseTerm(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(term)
	}
	// Output:
	// 8bh
	// 3wd
	// 15d
	// 8w roll=none
	// 2wd same cutoff=16:00
	// sla: term.span: must be a whole number with a unit s, m, h, bm, bh, wd, d, w or mo, got "15"
}

// The date people see and the instant of the limit are two things: a term in
// calendar days ends at 24:00 of its last day, moved over rest days.
func ExampleTerm_Due() {
	office := exampleOffice()
	received := time.Date(2026, time.September, 22, 10, 0, 0, 0, office.Zone())
	due, err := sla.Term{Span: sla.Days(15)}.Due(office, received)
	if err != nil {
		panic(err)
	}
	fmt.Println(due.Date, due.At.Format("01-02 15:04"), due.Calendar, due.Provisional)

	// A limit beyond the known holidays is computed all the same, and marked.
	due, _ = sla.Term{Span: sla.Workdays(3)}.Due(office, time.Date(2026, time.December, 30, 10, 0, 0, 0, office.Zone()))
	fmt.Println(due.Date, due.Provisional, due.Strict())
	// Output:
	// 2026-10-08 10-09 00:00 office@2026 false
	// 2027-01-04 true sla: deadline 2027-01-04 lies beyond 2026-12-31, the last date calendar office@2026 knows
}

// examplePolicy settles major cases in 8 open hours and others in 16; the
// clock stands still while the customer is awaited.
func examplePolicy() *sla.Policy {
	p, err := sla.NewPolicy([]sla.Target{{
		Name: "settle",
		Terms: []sla.Choice{
			{When: map[string][]string{"severity": {"major"}}, Term: sla.Term{Span: sla.BusinessHours(8)}},
			{Term: sla.Term{Span: sla.BusinessHours(16)}},
		},
		Start:  []sla.Condition{{Event: "registered"}},
		Pause:  []sla.Condition{{Event: "held", With: map[string][]string{"reason": {"customer"}}}},
		Resume: []sla.Condition{{Event: "resumed"}},
		Stop:   []sla.Condition{{Event: "resolved"}},
		Steps: []sla.Step{
			{ID: "warn", At: sla.PercentBefore(25), Do: map[string]string{"notice": "handler"}},
			{ID: "late", At: sla.AtDue(), Do: map[string]string{"notice": "supervisor"}},
			{ID: "chief", At: sla.After(sla.Workdays(1)), Do: map[string]string{"notice": "manager"}},
		},
		Extensions: []sla.ExtensionRule{{Name: "complex", Shape: sla.ExtendTo, Span: sla.BusinessHours(40), Approver: "head"}},
	}}, []*sla.Calendar{exampleOffice()}, "office")
	if err != nil {
		panic(err)
	}
	return p
}

func exampleDay(hour, minute int) time.Time {
	return time.Date(2026, time.November, 16, hour, minute, 0, 0, exampleOffice().Zone())
}

// A case passes through a policy: events in, steps out. The host sleeps until
// Next and records what is ripe.
func ExamplePolicy() {
	policy := examplePolicy()
	facts := sla.Facts(func(name string) string { return map[string]string{"severity": "major"}[name] })
	var timers []sla.Timer
	var err error
	for _, event := range []sla.Event{
		{Kind: "registered", At: exampleDay(9, 0)},
		{Kind: "held", At: exampleDay(10, 0), Attrs: map[string]string{"reason": "customer"}},
		{Kind: "resumed", At: exampleDay(11, 30)},
	} {
		if timers, err = policy.Apply(timers, event, facts); err != nil {
			panic(err)
		}
	}
	fmt.Println("due", timers[0].Due.In(exampleOffice().Zone()).Format("01-02 15:04"))

	now := exampleDay(9, 0).AddDate(0, 0, 3)
	for {
		next, ok := policy.Next(timers)
		if !ok || !next.Ripe(now) {
			break
		}
		step, _ := policy.Step(next)
		fmt.Println(next.At.In(exampleOffice().Zone()).Format("01-02 15:04"), step.ID, step.Do["notice"])
		timers = policy.Take(timers, next)
	}
	fmt.Println(timers[0].Verdict)
	// Output:
	// due 11-17 10:30
	// 11-16 17:30 warn handler
	// 11-17 10:30 late supervisor
	// 11-18 10:30 chief manager
	// breached
}

// A stop that is written down late but happened in time takes the breach back.
func ExamplePolicy_Restored() {
	policy := examplePolicy()
	timers, _ := policy.Apply(nil, sla.Event{Kind: "registered", At: exampleDay(9, 0)}, nil)
	for next, ok := policy.Next(timers); ok && next.Step != "chief"; next, ok = policy.Next(timers) {
		timers = policy.Take(timers, next)
	}
	fmt.Println(timers[0].Verdict)
	timers, _ = policy.Apply(timers, sla.Event{
		Kind: "resolved", At: exampleDay(17, 0), Recorded: exampleDay(17, 0).AddDate(0, 0, 4),
	}, nil)
	for _, s := range policy.Restored(timers) {
		fmt.Println("restored", s.Step)
		timers = policy.Restore(timers, s)
	}
	fmt.Println(timers[0].Verdict)
	// Output:
	// breached
	// restored warn
	// restored late
	// met
}

func ExamplePolicy_Extend() {
	policy := examplePolicy()
	timers, _ := policy.Apply(nil, sla.Event{Kind: "registered", At: exampleDay(9, 0)}, nil)
	fmt.Println(timers[0].DueDate)
	_, err := policy.Extend(timers, "settle", sla.Extension{Rule: "complex"}, exampleDay(10, 0))
	fmt.Println(err)
	timers, err = policy.Extend(timers, "settle", sla.Extension{Rule: "complex", Reason: "laboratory report"}, exampleDay(10, 0))
	fmt.Println(timers[0].DueDate, err)
	// Output:
	// 2026-11-17
	// sla: settle: reason_required: an extension needs a reason
	// 2026-11-20 <nil>
}

func ExampleTimer_Status() {
	timers, _ := examplePolicy().Apply(nil, sla.Event{Kind: "registered", At: exampleDay(9, 0)}, nil)
	for _, hours := range []time.Duration{0, 40} {
		s := timers[0].Status(exampleDay(9, 0).Add(hours * time.Hour))
		fmt.Println(s.State, s.DueDate, s.Left)
	}
	// Output:
	// running 2026-11-17 33h0m0s
	// breached 2026-11-17 -7h0m0s
}

// The latest instant with so much open time before a due: when to warn.
func ExampleCalendar_Sub() {
	office := exampleOffice()
	due := time.Date(2026, time.October, 8, 10, 0, 0, 0, office.Zone())
	for _, d := range []time.Duration{time.Hour, 2 * time.Hour} {
		fmt.Println(d, office.Sub(due, d).Format("01-02 15:04"))
	}
	// Output:
	// 1h0m0s 10-08 09:00
	// 2h0m0s 09-30 17:00
}

func ExampleAlways() {
	desk, err := sla.Always("24x7", "Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	saturday := time.Date(2026, time.November, 21, 23, 0, 0, 0, desk.Zone())
	fmt.Println(desk.Ref(), desk.Add(saturday, 2*time.Hour).Format("01-02 15:04"))
	// Output: 24x7@1 11-22 01:00
}

// An amount has a unit and no sign.
func ExampleParseSpan() {
	for _, text := range []string{"15d", "15wd", "15", "-15d"} {
		span, err := sla.ParseSpan(text)
		fmt.Println(span, err)
	}
	// Output:
	// 15d <nil>
	// 15wd <nil>
	//  sla: span: must be a whole number with a unit s, m, h, bm, bh, wd, d, w or mo, got "15"
	//  sla: span: must not be negative, got "-15d"
}

// How long a case stood in each stage, in open and in real time.
func ExampleDwell() {
	office := exampleOffice()
	at := func(day, hour int) time.Time {
		return time.Date(2026, time.November, day, hour, 0, 0, 0, office.Zone())
	}
	stays, err := sla.Dwell(office, []sla.Entered{
		{Stage: "registered", At: at(20, 17)},
		{Stage: "investigating", At: at(23, 9)},
		{Stage: "negotiating", At: at(23, 15)},
		{Stage: "investigating", At: at(24, 9)},
	}, at(24, 10))
	if err != nil {
		panic(err)
	}
	for _, s := range stays {
		fmt.Println(s.Stage, s.Visits, s.Open, s.Elapsed)
	}
	// Output:
	// registered 1 1h0m0s 64h0m0s
	// investigating 2 6h0m0s 7h0m0s
	// negotiating 1 3h0m0s 18h0m0s
}

// A newer holiday table moves what is still running. Before and after lie side
// by side.
func ExamplePolicy_Recalculate() {
	policy := func(version, through string, holidays ...sla.Holiday) *sla.Policy {
		spec := exampleOffice().Spec()
		spec.Version, spec.KnownThrough, spec.Holidays = version, through, holidays
		office, err := sla.NewCalendar(spec)
		if err != nil {
			panic(err)
		}
		p, err := sla.NewPolicy([]sla.Target{{
			Name:  "settle",
			Terms: []sla.Choice{{Term: sla.Term{Span: sla.Workdays(5)}}},
			Start: []sla.Condition{{Event: "registered"}},
		}}, []*sla.Calendar{office}, "office")
		if err != nil {
			panic(err)
		}
		return p
	}
	received := time.Date(2026, time.December, 30, 10, 0, 0, 0, time.UTC)
	before, _ := policy("2026", "2026-12-31").Apply(nil, sla.Event{Kind: "registered", At: received}, nil)
	after, err := policy("2027", "2027-12-31", sla.Holiday{Date: "2027-01-01", Through: "2027-01-03"}).Recalculate(before, received)
	if err != nil {
		panic(err)
	}
	for _, timers := range [][]sla.Timer{before, after} {
		fmt.Println(timers[0].DueDate, timers[0].Provisional, timers[0].Calendar)
	}
	// Output:
	// 2027-01-06 true office@2026
	// 2027-01-07 false office@2027
}
