package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// rule is an extension rule of a test.
func rule(name string, shape sla.ExtensionShape, span sla.Span, limit int) sla.ExtensionRule {
	return sla.ExtensionRule{Name: name, Shape: shape, Span: span, Max: limit}
}

// extensible is a 15-day term that may go to 30 days, twice 10 days further,
// and 40 days in total.
func extensible(x *sla.Target) {
	x.Extensions = []sla.ExtensionRule{
		rule("complex", sla.ExtendTo, sla.Days(30), 0),
		rule("more", sla.ExtendPlus, sla.Days(10), 2),
		rule("holding", sla.ExtendHolding, sla.Days(20), 1),
	}
	x.ExtendLimit = sla.Days(40)
}

func (w *watch) extend(at string, x sla.Extension) error {
	w.t.Helper()
	if x.Reason == "" {
		x.Reason = "complex"
	}
	timers, err := w.policy.Extend(w.timers, "resolve", x, cst(w.t, at))
	w.timers = timers
	return err
}

func refusal(t testing.TB, err error) string {
	t.Helper()
	var refused *sla.RefusedError
	require.ErrorAs(t, err, &refused)
	assert.NotEmpty(t, refused.Detail)
	return refused.Rule
}

func TestExtensionShapes(t *testing.T) {
	for _, tc := range []struct {
		name, term string
		rule       sla.ExtensionRule
		due, date  string
	}{
		{"to n in total counts from the start", "15d", rule("x", sla.ExtendTo, sla.Days(30), 0), "12-17 00:00", "2026-12-16"},
		{"plus n counts from the nominal end and rolls once", "5d", rule("x", sla.ExtendPlus, sla.Days(4), 0), "11-26 00:00", "2026-11-25"},
		{"holding response then n counts from the response", "15d", rule("x", sla.ExtendHolding, sla.Days(20), 0), "12-09 00:00", "2026-12-08"},
		{"to n working days", "2wd", rule("x", sla.ExtendTo, sla.Workdays(4), 0), "11-20 17:00", "2026-11-20"},
		{"plus n working days", "2wd", rule("x", sla.ExtendPlus, sla.Workdays(2), 0), "11-20 17:00", "2026-11-20"},
		{"working days plus calendar days", "2wd", rule("x", sla.ExtendPlus, sla.Days(3), 0), "11-23 17:00", "2026-11-23"},
		{"to n business hours", "16bh", rule("x", sla.ExtendTo, sla.BusinessHours(24), 0), "11-19 10:00", "2026-11-19"},
		{"plus n business hours", "16bh", rule("x", sla.ExtendPlus, sla.BusinessMinutes(30), 0), "11-18 10:30", "2026-11-18"},
		{"holding response then n business hours", "16bh", rule("x", sla.ExtendHolding, sla.BusinessHours(9), 0), "11-18 12:00", "2026-11-18"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := watching(t, resolveTarget(tc.term, func(x *sla.Target) { x.Extensions = []sla.ExtensionRule{tc.rule} }))
			w.on("opened", "2026-11-16 10:00")
			at := "2026-11-17 11:00"
			if tc.rule.Shape == sla.ExtendHolding && tc.rule.Span.Unit() == sla.Day {
				at = "2026-11-18 11:00"
			}
			require.NoError(t, w.extend(at, sla.Extension{Rule: "x"}))
			w.due(tc.due)
			assert.Equal(t, tc.date, w.last().DueDate.String())
		})
	}
}

func TestExtensionRules(t *testing.T) {
	open := func(t *testing.T) *watch {
		w := watching(t, resolveTarget("15d", extensible))
		return w.on("opened", "2026-11-16 10:00").due("12-02 00:00")
	}
	t.Run("a blank reason is refused", func(t *testing.T) {
		assert.Equal(t, sla.RefusedReason, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Reason: " "})))
	})
	t.Run("an unknown rule is refused", func(t *testing.T) {
		assert.Equal(t, sla.RefusedNoRule, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "favour"})))
	})
	t.Run("it is asked for before expiry, the instant included", func(t *testing.T) {
		require.NoError(t, open(t).extend("2026-12-02 00:00", sla.Extension{Rule: "complex"}))
		assert.Equal(t, sla.RefusedExpired, refusal(t, open(t).extend("2026-12-02 00:00:01", sla.Extension{Rule: "complex"})))
	})
	t.Run("each rule has a count", func(t *testing.T) {
		w := open(t)
		require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex"}))
		assert.Equal(t, sla.RefusedCount, refusal(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex"})))
		require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "more"}))
	})
	t.Run("all together stay within the limit", func(t *testing.T) {
		w := open(t)
		require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex"}))
		require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "more"}))
		assert.Equal(t, sla.RefusedLimit, refusal(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "more"})))
	})
	t.Run("less than the rule allows may be asked for", func(t *testing.T) {
		w := open(t)
		require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Span: sla.Days(20)}))
		w.due("12-08 00:00")
		assert.Equal(t, sla.RefusedLimit, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Span: sla.Days(31)})))
		assert.Equal(t, sla.RefusedLimit, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Span: sla.Workdays(3)})))
	})
	t.Run("a date may be named, after the due and within the rule", func(t *testing.T) {
		w := open(t)
		require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Date: date(t, "2026-12-10")}))
		w.due("12-11 00:00")
		assert.Equal(t, sla.RefusedNotLater, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Date: date(t, "2026-12-01")})))
		assert.Equal(t, sla.RefusedLimit, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Date: date(t, "2026-12-17")})))
	})
	t.Run("it must move the due", func(t *testing.T) {
		assert.Equal(t, sla.RefusedNotLater, refusal(t, open(t).extend("2026-11-17 10:00", sla.Extension{Rule: "complex", Span: sla.Days(10)})))
	})
	t.Run("only a running clock can be extended", func(t *testing.T) {
		w := open(t).on("resolved", "2026-11-18 10:00")
		assert.Equal(t, sla.RefusedNoTimer, refusal(t, w.extend("2026-11-18 11:00", sla.Extension{Rule: "complex"})))
	})
	t.Run("a refusal changes nothing", func(t *testing.T) {
		w := open(t)
		before := w.timers
		require.Error(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "favour"}))
		assert.Same(t, &before[0], &w.timers[0])
	})
	t.Run("a paused clock may be extended", func(t *testing.T) {
		w := open(t).on("held", "2026-11-20 10:00")
		require.NoError(t, w.extend("2026-12-20 10:00", sla.Extension{Rule: "complex"}))
		w.due("").on("resumed", "2026-12-20 12:00").due("01-16 00:00")
	})
}

func TestAnExtensionArmsLaterWarningsAgain(t *testing.T) {
	w := watching(t, resolveTarget("15d", extensible, steps("week", "-7d", "day", "-1d")))
	w.on("opened", "2026-11-16 10:00")
	require.Equal(t, []string{"week@11-25 00:00"}, w.sweep("2026-11-26 00:00"))
	require.NoError(t, w.extend("2026-11-26 10:00", sla.Extension{Rule: "complex"}))
	assert.Equal(t, []string{"week@12-10 00:00", "day@12-16 00:00", "breach@12-17 00:00"}, w.sweep("2027-01-01 00:00"))
}

func TestAWithdrawnExtensionIsUndone(t *testing.T) {
	w := watching(t, resolveTarget("15d", extensible))
	w.on("opened", "2026-11-16 10:00")
	require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex"}))
	require.NoError(t, w.extend("2026-11-17 11:00", sla.Extension{Rule: "more"}))
	w.due("12-29 00:00")
	withdraw := func(id int, at string) error {
		timers, err := w.policy.WithdrawExtension(w.timers, "resolve", "", id, cst(t, at))
		w.timers = timers
		return err
	}
	require.NoError(t, withdraw(1, "2026-11-18 10:00"))
	w.due("12-12 00:00")
	assert.Equal(t, sla.RefusedNoRule, refusal(t, withdraw(1, "2026-11-18 10:00")), "it is withdrawn already")
	require.NoError(t, withdraw(2, "2026-12-05 10:00"))
	w.due("12-02 00:00")
	assert.Equal(t, []string{"breach@12-02 00:00"}, w.sweep("2026-12-05 10:00"), "the breach comes with the due as its time")
	assert.Equal(t, cst(t, "2026-11-18 10:00").UTC(), w.last().Extensions[0].Withdrawn, "and the record stays")
	_, err := w.policy.WithdrawExtension(w.timers, "unknown", "", 1, time.Time{})
	assert.Equal(t, sla.RefusedNoTimer, refusal(t, err))
}

func TestAPromisedDateIsExtendedByDates(t *testing.T) {
	w := watching(t, resolveTarget("8bh", func(x *sla.Target) {
		x.Terms, x.DueFrom = nil, "by"
		x.Extensions = []sla.ExtensionRule{rule("later", sla.ExtendPlus, sla.Days(2), 1), rule("soon", sla.ExtendPlus, sla.Hours(2), 1)}
	}))
	w.on("opened", "2026-11-16 10:00", "by", "2026-11-18")
	require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "later"}))
	w.due("11-21 00:00")
	assert.Equal(t, "2026-11-20", w.last().DueDate.String())
	require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "soon"}))
	w.due("11-21 02:00")
}

func TestANamedDateForATermInHours(t *testing.T) {
	hours := func(shape sla.ExtensionShape, span sla.Span) func(*sla.Target) {
		return func(x *sla.Target) {
			x.Extensions = []sla.ExtensionRule{rule("named", shape, span, 1), rule("more", sla.ExtendPlus, sla.BusinessHours(1), 1)}
		}
	}
	w := watching(t, resolveTarget("8bh", hours(sla.ExtendTo, sla.BusinessHours(80))))
	w.on("opened", "2026-11-16 10:00")
	require.NoError(t, w.extend("2026-11-16 11:00", sla.Extension{Rule: "named", Date: date(t, "2026-11-19")}))
	w.due("11-19 17:00")
	w.on("held", "2026-11-17 10:00").on("resumed", "2026-11-17 12:00").due("11-20 11:00")
	require.NoError(t, w.extend("2026-11-17 13:00", sla.Extension{Rule: "more"}))
	w.due("11-20 12:00")
}

func TestWhatIsNoEventSurvivesAReplay(t *testing.T) {
	w := watching(t, resolveTarget("15d", extensible, steps("begin", "-100%")))
	w.on("opened", "2026-11-16 10:00")
	w.sweep("2026-11-16 10:00")
	require.NoError(t, w.extend("2026-11-17 10:00", sla.Extension{Rule: "complex"}))
	w.on("held", "2026-11-20 10:00").on("resumed", "2026-11-21 10:00").due("12-18 00:00")
	taken := w.last().Taken
	require.Len(t, taken, 1)
	w.late("held", "2026-11-18 10:00", "2026-11-22 10:00").late("resumed", "2026-11-19 10:00", "2026-11-22 10:00").due("12-19 00:00")
	assert.Equal(t, taken, w.last().Taken)
	assert.Len(t, w.last().Extensions, 1)
}
