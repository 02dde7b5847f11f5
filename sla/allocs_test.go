package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// Once the years it is asked about are compiled, a calendar answers without
// touching the heap.
func TestNoQueryAllocates(t *testing.T) {
	c := holidayOffice(t)
	at, later := cst(t, "2026-09-22 10:30"), cst(t, "2036-09-22 10:30")
	day, laterDay := c.Date(at), c.Date(later)
	for name, query := range map[string]func(){
		"Add":             func() { c.Add(at, 15*8*time.Hour) },
		"Add ten years":   func() { c.Add(at, 2500*8*time.Hour) },
		"Sub":             func() { c.Sub(later, 15*8*time.Hour) },
		"Between":         func() { c.Between(at, later) },
		"IsOpen":          func() { c.IsOpen(at) },
		"NextOpen":        func() { c.NextOpen(at) },
		"NextClose":       func() { c.NextClose(at) },
		"Date":            func() { c.Date(at) },
		"StartOfDay":      func() { c.StartOfDay(day) },
		"EndOfDay":        func() { c.EndOfDay(day) },
		"DayOpen":         func() { c.DayOpen(day) },
		"DayClose":        func() { c.DayClose(day) },
		"Workday":         func() { c.Workday(day) },
		"AddWorkdays":     func() { c.AddWorkdays(day, 2500) },
		"WorkdaysBetween": func() { c.WorkdaysBetween(day, laterDay) },
		"Knows":           func() { c.Knows(day) },
		"Covers":          func() { c.Covers(at) },
	} {
		t.Run(name, func(t *testing.T) {
			assert.Zero(t, testing.AllocsPerRun(100, query))
		})
	}
}

func TestADueAllocatesNothing(t *testing.T) {
	c := holidayOffice(t)
	at := cst(t, "2026-09-22 10:30")
	for _, text := range []string{"8bh", "24h", "15wd", "15d", "1mo", "3wd same", "4h start=open", "2wd cutoff=close"} {
		t.Run(text, func(t *testing.T) {
			term, err := sla.ParseTerm(text)
			require.NoError(t, err)
			assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = term.Due(c, at) }))
		})
	}
}
