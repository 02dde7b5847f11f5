package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

func TestParseDate(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want sla.Date
		ok   bool
	}{
		"an ordinary date":           {"2026-10-08", sla.Date{Year: 2026, Month: time.October, Day: 8}, true},
		"a leap day":                 {"2028-02-29", sla.Date{Year: 2028, Month: time.February, Day: 29}, true},
		"a leap day of another year": {"2026-02-29", sla.Date{}, false},
		"no such month":              {"2026-13-01", sla.Date{}, false},
		"no leading zeros":           {"2026-1-1", sla.Date{}, false},
		"a time of day after it":     {"2026-01-01T00:00:00Z", sla.Date{}, false},
		"the year 0":                 {"0000-01-01", sla.Date{}, false},
		"nothing":                    {"", sla.Date{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := sla.ParseDate(tc.text)
			assert.Equal(t, tc.want, got)
			if tc.ok {
				require.NoError(t, err)
				assert.Equal(t, tc.text, got.String())
				return
			}
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
		})
	}
}

func TestDatesCompareAndStep(t *testing.T) {
	a, b := date(t, "2026-12-31"), date(t, "2027-01-01")
	assert.True(t, a.Before(b))
	assert.True(t, b.After(a))
	assert.False(t, a.Before(a) || a.After(a))
	assert.Equal(t, b, a.AddDays(1))
	assert.Equal(t, a, b.AddDays(-1))
	assert.Equal(t, time.Thursday, a.Weekday())
	assert.Equal(t, time.Wednesday, date(t, "1969-12-31").Weekday(), "before 1970 as well")
	assert.True(t, sla.Date{}.IsZero())
	assert.Empty(t, sla.Date{}.String())
}

func TestAMonthLaterIsTheCorrespondingDayOrTheLast(t *testing.T) {
	for _, tc := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-15", 1, "2026-02-15"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-05-31", 12, "2027-05-31"},
		{"2026-01-01", -1, "2025-12-01"},
	} {
		assert.Equal(t, tc.want, date(t, tc.from).AddMonths(tc.n).String(), "%s %+d", tc.from, tc.n)
	}
}

func TestDateStepsAreTheirOwnInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sla.Date{Year: 2000, Month: 1, Day: 1}.AddDays(rapid.IntRange(-20_000, 60_000).Draw(t, "day"))
		n := rapid.IntRange(-5_000, 5_000).Draw(t, "n")
		moved := d.AddDays(n)
		require.Equal(t, d, moved.AddDays(-n))
		require.Equal(t, n > 0, moved.After(d))
		parsed, err := sla.ParseDate(moved.String())
		require.NoError(t, err)
		require.Equal(t, moved, parsed)
		require.Equal(t, time.Weekday(((int(d.Weekday())+n)%7+7)%7), moved.Weekday())
	})
}
