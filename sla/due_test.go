package sla_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

// holidayOffice is open Monday to Friday 09:00-17:00, closed 1 to 7 October
// 2026, and makes up on Saturday 10 October.
func holidayOffice(t testing.TB) *sla.Calendar {
	return office(t, func(s *sla.CalendarSpec) {
		s.Holidays = []sla.Holiday{{Date: "2026-10-01", Through: "2026-10-07"}}
		s.Dates = map[string]sla.DateRule{"2026-10-10": {Like: "mon"}}
		s.KnownThrough = "2026-12-31"
	})
}

func TestDue(t *testing.T) {
	for _, tc := range []struct{ name, term, from, at, date string }{
		{"elapsed hours run through the night", "24h", "2026-11-20 16:00", "2026-11-21 16:00", "2026-11-21"},
		{"elapsed time forward to the next opening on request", "24h next", "2026-11-20 16:00", "2026-11-23 09:00", "2026-11-23"},
		{"elapsed time that ends at midnight ends the day before", "8h", "2026-11-20 16:00", "2026-11-21 00:00", "2026-11-20"},
		{"seconds are kept", "15s", "2026-11-20 16:00:50", "2026-11-20 16:01:05", "2026-11-20"},
		{"business hours skip the weekend", "2bh", "2026-11-20 16:00", "2026-11-23 10:00", "2026-11-23"},
		{"business hours end at closing time", "8bh", "2026-11-20 09:00", "2026-11-20 17:00", "2026-11-20"},
		{"or at the next opening, as a named option", "8bh next", "2026-11-20 09:00", "2026-11-23 09:00", "2026-11-23"},
		{"a start in closed time", "30bm", "2026-11-21 03:00", "2026-11-23 09:30", "2026-11-23"},

		{"working days end at close of business", "3wd", "2026-11-16 10:30", "2026-11-19 17:00", "2026-11-19"},
		{"the first working day after a Saturday is Monday", "1wd", "2026-11-21 10:30", "2026-11-23 17:00", "2026-11-23"},
		{"working days at the same clock time", "3wd same", "2026-11-16 10:30:15", "2026-11-19 10:30:15", "2026-11-19"},
		{"working days to midnight", "3wd midnight", "2026-11-16 10:30", "2026-11-20 00:00", "2026-11-19"},
		{"same clock time, then the next open instant", "3wd next", "2026-11-16 20:00", "2026-11-20 09:00", "2026-11-20"},
		{"same clock time may lie in closed time", "3wd same", "2026-11-16 20:00", "2026-11-19 20:00", "2026-11-19"},
		{"a make-up Saturday counts as a working day", "2wd", "2026-10-08 10:00", "2026-10-10 17:00", "2026-10-10"},
		{"holidays do not count", "1wd", "2026-09-30 10:00", "2026-10-08 17:00", "2026-10-08"},
		{"no working days from a rest day is the next working day", "0wd", "2026-11-21 10:00", "2026-11-23 17:00", "2026-11-23"},

		{"calendar days end at 24:00", "10d", "2026-11-16 10:00", "2026-11-27 00:00", "2026-11-26"},
		{"a last day at rest rolls forward", "15d", "2026-09-22 10:00", "2026-10-09 00:00", "2026-10-08"},
		{"unless it must not", "15d roll=none", "2026-09-22 10:00", "2026-10-08 00:00", "2026-10-07"},
		{"or rolls back", "15d roll=back", "2026-09-22 10:00", "2026-10-01 00:00", "2026-09-30"},
		{"a roll back that would end before the start goes forward", "1d roll=back", "2026-11-21 10:00", "2026-11-24 00:00", "2026-11-23"},
		{"and so does one to a close that has passed", "1d eod roll=back", "2026-11-20 20:00", "2026-11-23 17:00", "2026-11-23"},
		{"a make-up Saturday does not roll", "18d", "2026-09-22 10:00", "2026-10-11 00:00", "2026-10-10"},
		{"calendar days to close of business", "10d eod", "2026-11-16 10:00", "2026-11-26 17:00", "2026-11-26"},
		{"close of business on a rest day is 24:00", "5d eod roll=none", "2026-11-16 10:00", "2026-11-22 00:00", "2026-11-21"},
		{"the same day", "0d", "2026-11-16 10:00", "2026-11-17 00:00", "2026-11-16"},
		{"weeks", "8w", "2026-11-16 10:00", "2027-01-12 00:00", "2027-01-11"},
		{"a month ends on the same day of the next", "1mo", "2026-11-16 10:00", "2026-12-17 00:00", "2026-12-16"},
		{"a month without that day ends on its last", "1mo roll=none", "2026-01-31 10:00", "2026-03-01 00:00", "2026-02-28"},
		{"months over a year's end", "3mo", "2026-11-16 10:00", "2027-02-17 00:00", "2027-02-16"},

		{"the start day may be day 1", "10d start=included", "2026-11-16 10:00", "2026-11-26 00:00", "2026-11-25"},
		{"a working start day may be day 1", "3wd start=included", "2026-11-16 10:00", "2026-11-18 17:00", "2026-11-18"},
		{"a start day at rest cannot", "3wd start=included", "2026-11-21 10:00", "2026-11-25 17:00", "2026-11-25"},
		{"a month with its first day", "1mo start=included", "2026-12-01 10:00", "2027-01-01 00:00", "2026-12-31"},
		{"hours may start at the next opening", "4h start=open", "2026-11-20 18:00", "2026-11-23 13:00", "2026-11-23"},
		{"days may start at the next opening", "3d start=open", "2026-11-20 18:00", "2026-11-27 00:00", "2026-11-26"},

		{"at the cut-off is in time", "1wd cutoff=16:00", "2026-11-16 16:00", "2026-11-17 17:00", "2026-11-17"},
		{"after the cut-off is received the next working day", "1wd cutoff=16:00", "2026-11-16 16:00:01", "2026-11-18 17:00", "2026-11-18"},
		{"a rest day is received the next working day", "1wd cutoff=close", "2026-11-21 10:00", "2026-11-24 17:00", "2026-11-24"},
		{"at close of business is in time", "1wd cutoff=close", "2026-11-16 17:00", "2026-11-17 17:00", "2026-11-17"},
		{"hours received late start at the opening", "2h cutoff=close", "2026-11-16 19:00", "2026-11-17 11:00", "2026-11-17"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			term, err := sla.ParseTerm(tc.term)
			require.NoError(t, err)
			d, err := term.Due(holidayOffice(t), cst(t, tc.from))
			require.NoError(t, err)
			same(t, cst(t, tc.at), d.At)
			assert.Equal(t, tc.date, d.Date.String())
			assert.Equal(t, "test@1", d.Calendar)
		})
	}
}

func TestADueAtClosingMidnightIsOfTheDayItEnds(t *testing.T) {
	c := calendar(t, shanghai, sla.EveryDay("16:00-24:00"))
	d, err := sla.Term{Span: sla.BusinessHours(8)}.Due(c, cst(t, "2026-11-16 16:00"))
	require.NoError(t, err)
	same(t, cst(t, "2026-11-17 00:00"), d.At)
	assert.Equal(t, "2026-11-16", d.Date.String())
}

func TestProvisionalDeadlines(t *testing.T) {
	c := holidayOffice(t)
	for _, tc := range []struct {
		term, from string
		want       bool
	}{
		{"1wd", "2026-12-30 10:00", false},
		{"2wd", "2026-12-30 10:00", true},
		{"1d", "2026-12-30 10:00", false},
		{"2d", "2026-12-30 10:00", true},
		{"2d roll=none", "2026-12-30 10:00", false},
		{"2d eod roll=none", "2026-12-30 10:00", true},
		{"8bh", "2026-12-31 09:00", false},
		{"9bh", "2026-12-31 09:00", true},
		{"240h", "2026-12-31 09:00", false},
		{"240h next", "2026-12-31 09:00", true},
	} {
		t.Run(tc.term, func(t *testing.T) {
			term, err := sla.ParseTerm(tc.term)
			require.NoError(t, err)
			d, err := term.Due(c, cst(t, tc.from))
			require.NoError(t, err)
			assert.Equal(t, tc.want, d.Provisional)
			assert.Equal(t, tc.want, d.Strict() != nil)
			if tc.want {
				assert.Contains(t, d.Strict().Error(), "2026-12-31")
			}
		})
	}
}

func TestDueRefusesNonsense(t *testing.T) {
	_, err := sla.Term{Span: sla.Days(1)}.Due(nil, cst(t, "2026-11-16 10:00"))
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	_, err = sla.Term{}.Due(office(t), cst(t, "2026-11-16 10:00"))
	require.ErrorAs(t, err, &inv)
	_, err = sla.Term{Span: sla.Days(-1)}.Due(office(t), cst(t, "2026-11-16 10:00"))
	require.ErrorAs(t, err, &inv)
}

// A longer term is never due earlier, and a later start never gives an earlier
// due, except that a clock time kept from a rest day may.
func TestDueIsMonotone(t *testing.T) {
	c := holidayOffice(t)
	rules := []string{"%dwd", "%dd", "%dwd same", "%dd eod roll=none", "%dbh", "%dh next", "%dw", "%dmo", "%dwd cutoff=close", "%dd same roll=back", "%dd roll=back", "%dd eod roll=back"}
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom(rules).Draw(t, "term")
		n := rapid.IntRange(1, 60).Draw(t, "n")
		from := cstRapid(rapid.Int64Range(0, 500*24*3600).Draw(t, "from"))
		later := from.Add(time.Duration(rapid.Int64Range(0, 10*24*3600).Draw(t, "by")) * time.Second)
		shorter, longer := dueOf(t, c, form, n, from), dueOf(t, c, form, n+1, from)
		if longer.At.Before(shorter.At) {
			t.Fatalf("%s: %v for %d, %v for %d", form, shorter.At, n, longer.At, n+1)
		}
		if shifted := dueOf(t, c, form, n, later); !strings.Contains(form, "same") && shifted.At.Before(shorter.At) {
			t.Fatalf("%s: from %v due %v, from %v due %v", form, from, shorter.At, later, shifted.At)
		}
		if shorter.At.Before(from) {
			t.Fatalf("due %v before its start %v", shorter.At, from)
		}
	})
}
