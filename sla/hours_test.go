package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestWritingHours(t *testing.T) {
	for _, tc := range []struct {
		name, hours string
		want        time.Duration // open time of a Monday's shift; 0 when refused
	}{
		{"plain hours", "09:00-17:00", 8 * time.Hour},
		{"to the second", "09:00:30-17:00:15", 8*time.Hour - 15*time.Second},
		{"the whole day", "00:00-24:00", 24 * time.Hour},
		{"to midnight", "18:00-24:00", 6 * time.Hour},
		{"over midnight", "22:00-06:00", 8 * time.Hour},
		{"to midnight written as the next day's start", "18:00-00:00", 6 * time.Hour},
		{"nearly a day over midnight", "06:00-05:59", 24*time.Hour - time.Minute},
		{"an empty interval", "09:00-09:00", 0},
		{"an empty interval at midnight", "00:00-00:00", 0},
		{"a start at 24:00", "24:00-06:00", 0},
		{"beyond the day", "09:00-24:30", 0},
		{"minutes beyond the hour", "09:60-17:00", 0},
		{"one digit", "9:00-17:00", 0},
		{"no end", "09:00", 0},
		{"blanks", "09:00 - 17:00", 0},
		{"another dash", "09:00–17:00", 0},
		{"another colon", "09.00-17.00", 0},
		{"letters", "ab:cd-17:00", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := sla.NewCalendar(sla.CalendarSpec{ID: "x", Version: "1", Zone: shanghai, Week: map[string][]string{"mon": {tc.hours}}})
			if tc.want == 0 {
				var inv *sla.InvalidError
				require.ErrorAs(t, err, &inv)
				assert.Equal(t, "week.mon[0]", inv.Faults[0].Field)
				assert.Equal(t, tc.hours, inv.Faults[0].Value)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tc.want, c.Between(cst(t, "2026-11-16 00:00"), cst(t, "2026-11-18 00:00")))
		})
	}
}

func TestWeekPatterns(t *testing.T) {
	week := sla.Weekdays("09:00-12:00", "13:00-18:00")
	assert.Len(t, week, 5)
	assert.NotContains(t, week, "sat")
	assert.Len(t, sla.EveryDay("09:00-17:00"), 7)
	week["mon"][0] = "10:00-12:00"
	assert.Equal(t, "09:00-12:00", week["tue"][0], "the days do not share their hours")
}
