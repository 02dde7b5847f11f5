package benchmarks

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// best is the least time that one call of f took, over several short rounds: a busy machine makes a
// round slower, never faster.
func best(f func()) time.Duration {
	f()
	least := time.Duration(1 << 62)
	for range 9 {
		n, begin := 0, time.Now()
		for time.Since(begin) < 10*time.Millisecond {
			for range 20 {
				f()
			}
			n += 20
		}
		least = min(least, time.Since(begin)/time.Duration(n))
	}
	return least
}

// The bars of the design that a working-time calendar has to clear, on whatever machine this is.
func TestBars(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures")
	}
	c, cached, from := ours(t), rickar(true), start(t)
	day, fortnight, decade := 8*time.Hour, 15*8*time.Hour, 2500*8*time.Hour
	short, middle, long := c.Add(from, day), c.Add(from, fortnight), c.Add(from, decade)

	t.Run("an answer takes 50 ns", func(t *testing.T) {
		add, between := best(func() { c.Add(from, fortnight) }), best(func() { c.Between(from, middle) })
		t.Logf("Add %v, Between %v", add, between)
		assert.LessOrEqual(t, add, 50*time.Nanosecond)
		assert.LessOrEqual(t, between, 50*time.Nanosecond)
	})
	t.Run("ten years cost at most twice a day", func(t *testing.T) {
		add := ratio(best(func() { c.Add(from, decade) }), best(func() { c.Add(from, day) }))
		between := ratio(best(func() { c.Between(from, long) }), best(func() { c.Between(from, short) }))
		t.Logf("Add %.2f, Between %.2f", add, between)
		assert.LessOrEqual(t, add, 2.0)
		assert.LessOrEqual(t, between, 2.0)
	})
	t.Run("a hundred times a cached peer at 15 working days", func(t *testing.T) {
		add := ratio(best(func() { cached.AddWorkHours(from, fortnight) }), best(func() { c.Add(from, fortnight) }))
		between := ratio(best(func() { cached.WorkHoursInRange(from, middle) }), best(func() { c.Between(from, middle) }))
		t.Logf("Add %.0f, Between %.0f", add, between)
		assert.GreaterOrEqual(t, add, 100.0)
		assert.GreaterOrEqual(t, between, 100.0)
	})
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// A year of a calendar is half a millisecond to compile, checking the calendar included, and 64 KB to keep.
func TestBarsOfATable(t *testing.T) {
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
	year := best(func() { build() }) / 3
	c := build()
	before := heap()
	c.Between(from, from.AddDate(years, 0, 0))
	kept := (heap() - before) / years
	t.Logf("a year of three shifts a day: %v, %d bytes", year, kept)
	assert.LessOrEqual(t, year, 500*time.Microsecond)
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
