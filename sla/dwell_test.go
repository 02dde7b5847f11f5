package sla_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

func TestDwell(t *testing.T) {
	const h = time.Hour
	for _, tc := range []struct {
		name    string
		entered []string // stage, instant
		until   string
		want    []sla.Stay
	}{
		{"no stage", nil, "2026-11-16 12:00", nil},
		{"the last stage stands until then", []string{"new", "2026-11-16 09:00"}, "2026-11-16 12:00", []sla.Stay{{"new", 1, 3 * h, 3 * h}}},
		{"a stage ends where the next begins", []string{"new", "2026-11-16 09:00", "work", "2026-11-16 10:00"}, "2026-11-16 12:00", []sla.Stay{{"new", 1, h, h}, {"work", 1, 2 * h, 2 * h}}},
		{"nights and weekends are elapsed, not open", []string{"new", "2026-11-20 16:00", "work", "2026-11-23 10:00"}, "2026-11-23 10:30", []sla.Stay{{"new", 1, 66 * h, 2 * h}, {"work", 1, h / 2, h / 2}}},
		{"a stage entered again is summed up", []string{"work", "2026-11-16 09:00", "review", "2026-11-16 10:00", "work", "2026-11-16 12:00"}, "2026-11-16 13:00", []sla.Stay{{"work", 2, 2 * h, 2 * h}, {"review", 1, 2 * h, 2 * h}}},
		{"told twice is one visit", []string{"work", "2026-11-16 09:00", "work", "2026-11-16 10:00"}, "2026-11-16 12:00", []sla.Stay{{"work", 1, 3 * h, 3 * h}}},
		{"any order will do", []string{"work", "2026-11-16 10:00", "new", "2026-11-16 09:00"}, "2026-11-16 12:00", []sla.Stay{{"new", 1, h, h}, {"work", 1, 2 * h, 2 * h}}},
		{"what comes after is left out", []string{"new", "2026-11-16 09:00", "work", "2026-11-16 10:00"}, "2026-11-16 09:30", []sla.Stay{{"new", 1, h / 2, h / 2}}},
		{"entered at that very instant", []string{"new", "2026-11-16 09:00", "work", "2026-11-16 10:00"}, "2026-11-16 10:00", []sla.Stay{{"new", 1, h, h}, {"work", 1, 0, 0}}},
		{"left at once", []string{"new", "2026-11-16 09:00", "work", "2026-11-16 09:00"}, "2026-11-16 10:00", []sla.Stay{{"new", 1, 0, 0}, {"work", 1, h, h}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := sla.Dwell(office(t), stages(t, tc.entered...), cst(t, tc.until))
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

func stages(t testing.TB, list ...string) (out []sla.Entered) {
	t.Helper()
	for i := 0; i < len(list); i += 2 {
		out = append(out, sla.Entered{Stage: list[i], At: cst(t, list[i+1])})
	}
	return out
}

func TestDwellReportsEveryFault(t *testing.T) {
	_, err := sla.Dwell(nil, []sla.Entered{{At: cst(t, "2026-11-16 09:00")}, {Stage: "work"}}, time.Time{})
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	var fields []string
	for _, f := range inv.Faults {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{"calendar", "entered[0].stage", "entered[1].at", "until"}, fields)
}

// However a case wanders, its stays add up to its life, and the list it came
// from is left as it was.
func TestStaysAddUp(t *testing.T) {
	cal := holidayOffice(t)
	rapid.Check(t, func(t *rapid.T) {
		var entered []sla.Entered
		for i := range rapid.IntRange(1, 12).Draw(t, "entries") {
			entered = append(entered, sla.Entered{
				Stage: rapid.SampledFrom([]string{"new", "work", "review", "done"}).Draw(t, fmt.Sprint("stage", i)),
				At:    drawInstant(t, fmt.Sprint("at", i)),
			})
		}
		first, last := entered[0].At, entered[0].At
		for _, e := range entered {
			if e.At.Before(first) {
				first = e.At
			}
			if e.At.After(last) {
				last = e.At
			}
		}
		until := last.Add(time.Duration(rapid.Int64Range(0, int64(100*time.Hour)).Draw(t, "until")))
		given := append([]sla.Entered(nil), entered...)
		stays, err := sla.Dwell(cal, entered, until)
		require.NoError(t, err)
		require.Equal(t, given, entered)
		var elapsed, open time.Duration
		visits := 0
		for _, s := range stays {
			require.GreaterOrEqual(t, s.Elapsed, s.Open)
			require.GreaterOrEqual(t, s.Open, time.Duration(0))
			elapsed, open, visits = elapsed+s.Elapsed, open+s.Open, visits+s.Visits
		}
		require.Equal(t, until.Sub(first), elapsed)
		require.Equal(t, cal.Between(first, until), open)
		require.LessOrEqual(t, visits, len(entered))
	})
}
