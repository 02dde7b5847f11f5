package benchmarks

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// The bars of the design that a working-time calendar has to clear, on whatever machine this is.
func TestBars(t *testing.T) {
	measures(t)
	c, cached, from := ours(t), rickar(true), start(t)
	day, fortnight, decade := 8*time.Hour, 15*8*time.Hour, 2500*8*time.Hour
	short, middle, long := c.Add(from, day), c.Add(from, fortnight), c.Add(from, decade)

	t.Run("an answer takes 50 ns", func(t *testing.T) {
		const bar = 50 * time.Nanosecond
		var add, between time.Duration
		patiently(func(m meter) bool {
			add = m.of("add", func() { c.Add(from, fortnight) })
			between = m.of("between", func() { c.Between(from, middle) })
			return add <= bar && between <= bar
		})
		t.Logf("Add %v, Between %v", add, between)
		assert.LessOrEqual(t, add, bar)
		assert.LessOrEqual(t, between, bar)
	})
	t.Run("ten years cost at most twice a day", func(t *testing.T) {
		var add, between float64
		patiently(func(m meter) bool {
			add = ratio(m.of("add decade", func() { c.Add(from, decade) }), m.of("add day", func() { c.Add(from, day) }))
			between = ratio(m.of("between decade", func() { c.Between(from, long) }), m.of("between day", func() { c.Between(from, short) }))
			return add <= 2 && between <= 2
		})
		t.Logf("Add %.2f, Between %.2f", add, between)
		assert.LessOrEqual(t, add, 2.0)
		assert.LessOrEqual(t, between, 2.0)
	})
	t.Run("a hundred times a cached peer at 15 working days", func(t *testing.T) {
		var add, between float64
		patiently(func(m meter) bool {
			add = ratio(m.of("peer's add", func() { cached.AddWorkHours(from, fortnight) }), m.of("add", func() { c.Add(from, fortnight) }))
			between = ratio(m.of("peer's between", func() { cached.WorkHoursInRange(from, middle) }), m.of("between", func() { c.Between(from, middle) }))
			return add >= 100 && between >= 100
		})
		t.Logf("Add %.0f, Between %.0f", add, between)
		assert.GreaterOrEqual(t, add, 100.0)
		assert.GreaterOrEqual(t, between, 100.0)
	})
}

// A year of a calendar is half a millisecond to compile, checking the calendar included, and 64 KB to keep.
func TestBarsOfATable(t *testing.T) {
	measures(t)
	const years = 200
	from := time.Date(1970, time.June, 1, 0, 0, 0, 0, time.UTC)
	lunch := spec()
	lunch.Week = sla.EveryDay("08:00-12:00", "13:00-18:00", "22:00-02:00")
	build := func() *sla.Calendar {
		c, err := sla.NewCalendar(lunch)
		require.NoError(t, err)
		c.Between(from, from) // compiles the year of the instant and one on each side
		return c
	}
	const bar = 500 * time.Microsecond
	var year time.Duration
	patiently(func(m meter) bool {
		year = m.once("three years", func() { build() }) / 3
		return year <= bar
	})
	c := build()
	before := heap()
	c.Between(from, from.AddDate(years, 0, 0))
	kept := (heap() - before) / years
	t.Logf("a year of three shifts a day: %v, %d bytes", year, kept)
	assert.LessOrEqual(t, year, bar)
	assert.LessOrEqual(t, kept, int64(64<<10))
	runtime.KeepAlive(c)
}

// heap is what is in use after everything unused was freed. Bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
