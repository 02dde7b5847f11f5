package survey

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func zone(t require.TestingT, name string) *time.Location {
	loc, err := time.LoadLocation(name)
	require.NoError(t, err)
	return loc
}

func TestPeriodOf(t *testing.T) {
	shanghai := zone(t, "Asia/Shanghai")
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, shanghai) }
	for _, tc := range []struct {
		name  string
		at    time.Time
		every Every
		want  Period
	}{
		{"a month", day(2026, 9, 30), Monthly, Period{"2026-09", day(2026, 9, 1), day(2026, 10, 1)}},
		{"December ends with the year", day(2026, 12, 31), Monthly, Period{"2026-12", day(2026, 12, 1), day(2027, 1, 1)}},
		{"a quarter", day(2026, 9, 30), Quarterly, Period{"2026-Q3", day(2026, 7, 1), day(2026, 10, 1)}},
		{"the first instant belongs to it", day(2026, 10, 1), Quarterly, Period{"2026-Q4", day(2026, 10, 1), day(2027, 1, 1)}},
		{"a half-year", day(2026, 6, 30), HalfYearly, Period{"2026-H1", day(2026, 1, 1), day(2026, 7, 1)}},
		{"a year", day(2026, 6, 30), Yearly, Period{"2026", day(2026, 1, 1), day(2027, 1, 1)}},
		{"the zone decides", time.Date(2026, 9, 30, 16, 0, 0, 0, time.UTC), Quarterly, Period{"2026-Q4", day(2026, 10, 1), day(2027, 1, 1)}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, ok := PeriodOf(tc.at, tc.every, shanghai)
			require.True(t, ok)
			assert.Equal(t, tc.want.ID, got.ID)
			assert.True(t, tc.want.Start.Equal(got.Start), got.Start)
			assert.True(t, tc.want.End.Equal(got.End), got.End)
		})
	}
	_, ok := PeriodOf(noon, "fortnight", nil)
	assert.False(t, ok)
	p, ok := PeriodOf(noon, Monthly, nil)
	require.True(t, ok)
	assert.Equal(t, time.UTC, p.Start.Location())
}

// In Asunción the clocks of 1 October 2000 went
// forward at midnight: the day begins at one, and the period with it.
func TestPeriodsBeginWhenTheirDayDoes(t *testing.T) {
	asuncion := zone(t, "America/Asuncion")
	p, ok := PeriodOf(time.Date(2000, 10, 1, 12, 0, 0, 0, asuncion), Quarterly, asuncion)
	require.True(t, ok)
	assert.Equal(t, "2000-Q4", p.ID)
	assert.Equal(t, "2000-10-01 01:00", p.Start.Format("2006-01-02 15:04"))
	before, ok := PeriodOf(p.Start.Add(-1), Quarterly, asuncion)
	require.True(t, ok)
	assert.Equal(t, "2000-Q3", before.ID)
	assert.True(t, before.End.Equal(p.Start))
}

func TestPeriodsBetween(t *testing.T) {
	from := time.Date(2025, 11, 15, 0, 0, 0, 0, time.UTC)
	var ids []string
	for _, p := range PeriodsBetween(from, from.AddDate(1, 0, 0), Quarterly, nil) {
		ids = append(ids, p.ID)
	}
	assert.Equal(t, []string{"2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}, ids)
	assert.Empty(t, PeriodsBetween(from, from, Monthly, nil))
	assert.Empty(t, PeriodsBetween(from, from.Add(-1), Monthly, nil))
	assert.Empty(t, PeriodsBetween(from, from.AddDate(1, 0, 0), "", nil))
	assert.Len(t, PeriodsBetween(from, from.AddDate(5000, 0, 0), Monthly, nil), maxPeriods, "not without end")
}

// Whatever the zone, periods join without gap or overlap, hold the instant they
// were asked for, and sort by id as by time.
func TestPeriodsJoin(t *testing.T) {
	names := []string{"Asia/Shanghai", "America/Asuncion", "America/Havana", "Pacific/Apia", "Europe/London", "Africa/Cairo", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		loc := zone(t, rapid.SampledFrom(names).Draw(t, "zone"))
		every := rapid.SampledFrom([]Every{Monthly, Quarterly, HalfYearly, Yearly}).Draw(t, "every")
		at := time.Unix(rapid.Int64Range(946684800, 2208988800).Draw(t, "at"), 0)
		p, ok := PeriodOf(at, every, loc)
		require.True(t, ok)
		require.True(t, p.holds(at))
		next, ok := PeriodOf(p.End, every, loc)
		require.True(t, ok)
		require.True(t, next.Start.Equal(p.End))
		require.Less(t, p.ID, next.ID)
		last, _ := PeriodOf(p.End.Add(-1), every, loc)
		require.Equal(t, p, last)
	})
}
