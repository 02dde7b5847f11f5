package cn_test

import (
	"fmt"
	"time"

	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/sla/cn"
)

// Fifteen calendar days from 22 September end in the National Day holiday and
// roll to the first working day after it.
func ExampleCalendar() {
	office, err := cn.Calendar("office", "2026", sla.Weekdays("09:00-12:00", "13:00-18:00"))
	if err != nil {
		panic(err)
	}
	received := time.Date(2026, time.September, 22, 10, 0, 0, 0, office.Zone())
	for _, term := range []sla.Term{{Span: sla.Days(15)}, {Span: sla.Workdays(15)}, {Span: sla.BusinessHours(120)}} {
		due, err := term.Due(office, received)
		if err != nil {
			panic(err)
		}
		fmt.Println(term, due.Date, due.At.Format("2006-01-02 15:04"))
	}
	// Output:
	// 15d 2026-10-08 2026-10-09 00:00
	// 15wd 2026-10-20 2026-10-20 18:00
	// 120bh 2026-10-20 2026-10-20 10:00
}

func ExampleTable_Workday() {
	table, err := cn.Embedded()
	if err != nil {
		panic(err)
	}
	for _, s := range []string{"2026-10-09", "2026-10-10", "2026-10-11"} {
		d, _ := sla.ParseDate(s)
		fmt.Println(d, d.Weekday(), table.Workday(d))
	}
	// Output:
	// 2026-10-09 Friday true
	// 2026-10-10 Saturday true
	// 2026-10-11 Sunday false
}

// A spec is plain data: it can be stored, compared and edited before it is
// compiled.
func ExampleSpec() {
	spec, err := cn.Spec("front-desk", "2026", sla.EveryDay("08:00-22:00"))
	if err != nil {
		panic(err)
	}
	fmt.Println(spec.ID, spec.Zone, spec.KnownThrough, spec.Dates["2026-10-10"].Like)
	// Output: front-desk Asia/Shanghai 2026-12-31 mon
}
