package sla_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/sla"
)

func TestParseSpan(t *testing.T) {
	for text, want := range map[string]sla.Span{
		"30s": sla.Seconds(30), "10m": sla.Minutes(10), "2h": sla.Hours(2),
		"30bm": sla.BusinessMinutes(30), "8bh": sla.BusinessHours(8),
		"3wd": sla.Workdays(3), "15d": sla.Days(15), "8w": sla.Weeks(8), "1mo": sla.Months(1), "0h": sla.Hours(0),
	} {
		t.Run(text, func(t *testing.T) {
			got, err := sla.ParseSpan(text)
			require.NoError(t, err)
			assert.Equal(t, want, got)
			assert.Equal(t, text, got.String())
		})
	}
}

func TestASpanAlwaysHasAUnit(t *testing.T) {
	for name, text := range map[string]string{
		"a bare number": "15", "nothing": "", "a unit alone": "d", "a sign": "-3d", "a plus": "+3d",
		"a fraction": "1.5h", "a blank between": "3 d", "an unknown unit": "3y", "two units": "1h30m",
		"more than a century": "40000d", "more than fits": "99999999999999999999h", "upper case": "3D",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sla.ParseSpan(text)
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
			assert.Equal(t, "span", inv.Faults[0].Field)
		})
	}
}

func TestAUnitIsKeptAsWritten(t *testing.T) {
	assert.NotEqual(t, sla.Minutes(120), sla.Hours(2))
	assert.Equal(t, "120m", sla.Minutes(120).String())
	assert.Equal(t, 120, sla.Minutes(120).N())
	assert.Equal(t, sla.Minute, sla.Minutes(120).Unit())
}

func TestZeroSpanIsNoSpan(t *testing.T) {
	assert.True(t, sla.Span{}.IsZero())
	assert.False(t, sla.Hours(0).IsZero())
	assert.Empty(t, sla.Span{}.String())
	var s sla.Span
	require.NoError(t, s.UnmarshalText(nil))
	assert.True(t, s.IsZero())
}

func TestParseOffset(t *testing.T) {
	for text, want := range map[string]sla.Offset{
		"0": sla.AtDue(), "-30m": sla.Before(sla.Minutes(30)), "-25%": sla.PercentBefore(25),
		"+2bh": sla.After(sla.BusinessHours(2)), "+1wd": sla.After(sla.Workdays(1)), "+100%": sla.PercentAfter(100),
	} {
		t.Run(text, func(t *testing.T) {
			got, err := sla.ParseOffset(text)
			require.NoError(t, err)
			assert.Equal(t, want, got)
			assert.Equal(t, text, got.String())
			assert.Equal(t, text[0] == '-', got.IsBefore())
		})
	}
	for name, text := range map[string]string{
		"no sign": "30m", "nothing": "", "only a sign": "-", "a bare number": "-30", "months": "+1mo",
		"too many percent": "+1001%", "a broken percentage": "-x%", "two signs": "--3d", "a signed percentage": "-+3%",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sla.ParseOffset(text)
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
		})
	}
	zero, err := sla.ParseOffset("-0h")
	require.NoError(t, err)
	assert.Equal(t, sla.AtDue(), zero, "nothing before the due is the due")
	assert.Equal(t, sla.AtDue(), sla.Before(sla.Hours(0)))
}

func TestParseTerm(t *testing.T) {
	for text, want := range map[string]sla.Term{
		"15d":                   {Span: sla.Days(15)},
		"3wd same":              {Span: sla.Workdays(3), Landing: sla.LandSame},
		"8w roll=none":          {Span: sla.Weeks(8), Roll: sla.RollNone},
		"8bh next":              {Span: sla.BusinessHours(8), Landing: sla.LandNext},
		"2wd start=included":    {Span: sla.Workdays(2), Start: sla.StartIncluded},
		"4h start=open":         {Span: sla.Hours(4), Start: sla.StartOpen},
		"3wd cutoff=16:30":      {Span: sla.Workdays(3), Cutoff: sla.CutoffAt(16, 30)},
		"3wd cutoff=close":      {Span: sla.Workdays(3), Cutoff: sla.CutoffClose()},
		"1mo eod roll=back":     {Span: sla.Months(1), Landing: sla.LandClose, Roll: sla.RollBack},
		"5d same roll=none":     {Span: sla.Days(5), Landing: sla.LandSame, Roll: sla.RollNone},
		"5wd midnight":          {Span: sla.Workdays(5), Landing: sla.LandMidnight},
		"5wd next cutoff=09:00": {Span: sla.Workdays(5), Landing: sla.LandNext, Cutoff: sla.CutoffAt(9, 0)},
	} {
		t.Run(text, func(t *testing.T) {
			got, err := sla.ParseTerm(text)
			require.NoError(t, err)
			assert.Equal(t, want, got)
			assert.Equal(t, text, got.String())
		})
	}
}

func TestADefaultSpelledOutIsTheDefault(t *testing.T) {
	for text, want := range map[string]string{
		"3wd eod": "3wd", "15d midnight": "15d", "8bh same": "8bh", "15d roll=forward start=excluded": "15d",
	} {
		got, err := sla.ParseTerm(text)
		require.NoError(t, err)
		assert.Equal(t, want, got.String())
	}
}

func TestEveryFaultOfATermIsReported(t *testing.T) {
	for name, tc := range map[string]struct {
		text   string
		faults int
	}{
		"nothing":                          {"", 1},
		"no span":                          {"eod", 1},
		"unknown words":                    {"15d soon roll=sideways", 2},
		"an unknown rule":                  {"15d color=red", 1},
		"a rule given twice":               {"3wd eod same", 1},
		"a day's end for hours":            {"2h eod", 1},
		"a roll for hours":                 {"2h roll=none", 1},
		"a roll for working days":          {"2wd roll=none", 1},
		"a start day for hours":            {"2bh start=included", 1},
		"a start day that is the last too": {"0d start=included", 1},
		"a cut-off that is no time":        {"2wd cutoff=25:00", 1},
		"three at once":                    {"2h eod roll=back start=included", 3},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sla.ParseTerm(tc.text)
			var inv *sla.InvalidError
			require.ErrorAs(t, err, &inv)
			assert.Len(t, inv.Faults, tc.faults, "%v", err)
		})
	}
	err := sla.Term{Span: sla.Workdays(1), Cutoff: sla.CutoffAt(25, 0), Landing: 99, Roll: 99, Start: 99}.Check()
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	assert.Len(t, inv.Faults, 4)
	assert.Contains(t, err.Error(), "unknown(99)")
}

func TestValuesHaveOneJSONForm(t *testing.T) {
	type doc struct {
		Span   sla.Span   `json:"span,omitzero"`
		Offset sla.Offset `json:"offset"`
		Term   sla.Term   `json:"term,omitzero"`
		Date   sla.Date   `json:"date,omitzero"`
	}
	in := doc{sla.BusinessHours(8), sla.PercentBefore(25), sla.Term{Span: sla.Weeks(8), Roll: sla.RollNone}, date(t, "2026-10-08")}
	data, err := json.Marshal(in)
	require.NoError(t, err)
	assert.Equal(t, `{"span":"8bh","offset":"-25%","term":"8w roll=none","date":"2026-10-08"}`, string(data))
	var out doc
	require.NoError(t, json.Unmarshal(data, &out))
	assert.Equal(t, in, out)
	for _, bad := range []string{`{"span":15}`, `{"span":"15"}`, `{"offset":"15m"}`, `{"term":"15"}`, `{"date":"2026-02-30"}`} {
		require.Error(t, json.Unmarshal([]byte(bad), &out), bad)
	}
}

func TestTextFormsRoundTrip(t *testing.T) {
	suffixes := []string{"s", "m", "h", "bm", "bh", "wd", "d", "w", "mo"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[1-9][0-9]{0,2}`).Draw(t, "n") + rapid.SampledFrom(suffixes).Draw(t, "unit")
		for _, rule := range []string{"same", "eod", "next", "roll=none", "start=included", "start=open", "cutoff=close"} {
			if rapid.Bool().Draw(t, rule) {
				text += " " + rule
			}
		}
		term, err := sla.ParseTerm(text)
		if err != nil {
			return
		}
		again, err := sla.ParseTerm(term.String())
		if err != nil || again != term {
			t.Fatalf("%q became %q became %q, %v", text, term, again, err)
		}
	})
}

func FuzzParseTerm(f *testing.F) {
	for _, s := range []string{"15d", "3wd same cutoff=16:00", "8w roll=none", "2h eod", "1mo start=included"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		term, err := sla.ParseTerm(s)
		if err != nil {
			return
		}
		if again, err := sla.ParseTerm(term.String()); err != nil || again != term {
			t.Fatalf("%q became %q became %q, %v", s, term, again, err)
		}
		c, err := sla.Always("x", "UTC")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := term.Due(c, utc(t, "2026-11-16T09:00:00Z")); err != nil {
			t.Fatalf("a term that parses must count: %v", err)
		}
	})
}

func FuzzParseOffset(f *testing.F) {
	for _, s := range []string{"0", "-30m", "+25%", "+1wd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		o, err := sla.ParseOffset(s)
		if err != nil {
			return
		}
		if again, err := sla.ParseOffset(o.String()); err != nil || again != o {
			t.Fatalf("%q became %q became %q, %v", s, o, again, err)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	f.Add("2026-10-08")
	f.Add("0001-01-01")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := sla.ParseDate(s); err == nil && d.String() != strings.TrimSpace(s) {
			t.Fatalf("%q became %q", s, d)
		}
	})
}
