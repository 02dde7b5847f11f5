package sla_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

// The years calendars cover end in 2199. A clock that would run longer is kept,
// marked, and never shows a date that was not counted.
func TestALimitBeyondTheCoveredYearsIsMarkedNotInvented(t *testing.T) {
	for _, tc := range []struct{ name, term, from string }{
		{"working days", "1000wd", "2199-06-01 09:00"},
		{"working days at a clock time that the end of the years has passed elsewhere", "5wd same", "2199-12-30 07:00"},
		{"working days forward to an opening", "5wd next", "2199-12-30 07:00"},
		{"calendar days", "365d", "2199-06-01 09:00"},
		{"calendar days without a roll", "365d roll=none", "2199-06-01 09:00"},
		{"months", "12mo", "2199-06-01 09:00"},
		{"open time", "3000bh", "2199-06-01 09:00"},
		{"real time", "9000h", "2199-06-01 09:00"},
		{"as far as a term goes", "1200mo", "2199-12-31 09:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := watching(t, resolveTarget(tc.term, lawSteps))
			w.on("opened", tc.from).verdict(sla.Running)
			tm := w.last()
			assert.True(t, tm.Unreachable())
			assert.True(t, tm.Provisional, "what a store or a report shows")
			assert.True(t, tm.DueDate.IsZero())
			same(t, utc(t, "2200-01-01T00:00:00Z"), tm.Due)
			assert.Equal(t, sla.Status{
				State: sla.Running, Due: tm.Due, Left: tm.Due.Sub(tm.Start), Provisional: true, Unreachable: true,
			}, tm.Status(tm.Start))
			assert.Empty(t, w.sweep("2199-12-31 23:59"), "nothing is scheduled at a time nobody counted")
			again := stored(t, w.timers)
			assert.Equal(t, w.timers, again, "the mark is stored")
			_, err := tm.Term.Due(office(t), cst(t, tc.from))
			assert.Equal(t, []string{"due"}, faultsOf(t, err), "a term alone says so with an error")
			w.on("resolved", "2199-12-31 12:00").verdict(sla.Met)
		})
	}
	t.Run("the last date that is covered is exact", func(t *testing.T) {
		w := watching(t, resolveTarget("1wd", steps("chief", "+1wd", "later", "+24h", "soon", "+1bm", "whole", "+1000%", "warn", "-1bh")))
		w.on("opened", "2199-12-30 09:00").due("12-31 17:00")
		assert.False(t, w.last().Unreachable())
		assert.False(t, w.last().Provisional)
		assert.Equal(t, []string{"warn@12-31 16:00", "breach@12-31 17:00"}, w.sweep("2199-12-31 23:00"))
		assert.Empty(t, w.last().NextStep, "the ladder would stand beyond")
	})
	t.Run("a paused or idle clock is not marked", func(t *testing.T) {
		w := watching(t, resolveTarget("1000wd"))
		w.on("opened", "2199-06-01 09:00").on("held", "2199-06-01 10:00").verdict(sla.Paused)
		assert.False(t, w.last().Unreachable())
		assert.False(t, sla.Timer{}.Unreachable())
	})
	t.Run("a shorter term brings it back", func(t *testing.T) {
		w := watching(t, resolveTarget("1000wd", func(x *sla.Target) {
			x.Terms = append([]sla.Choice{{When: map[string][]string{"short": {"yes"}}, Term: sla.Term{Span: sla.Workdays(2)}}}, x.Terms...)
		}))
		w.on("opened", "2199-06-03 09:00")
		w.facts["short"] = "yes"
		w.refresh("2199-06-03 10:00").due("06-05 17:00")
		assert.Equal(t, "breach", w.last().NextStep)
	})
}

func TestAnExtensionBeyondTheCoveredYearsIsRefused(t *testing.T) {
	w := watching(t, resolveTarget("15d", func(x *sla.Target) {
		x.Extensions = []sla.ExtensionRule{rule("long", sla.ExtendPlus, sla.Days(36525), 9)}
	}))
	w.on("opened", "2199-06-03 09:00")
	assert.Equal(t, sla.RefusedLimit, refusal(t, w.extend("2199-06-03 10:00", sla.Extension{Rule: "long"})))
	require.NoError(t, w.extend("2199-06-03 10:00", sla.Extension{Rule: "long", Date: date(t, "2199-07-03")}))
	assert.Equal(t, "2199-07-03", w.last().DueDate.String())
}

func TestATimeAnEventCarriesLiesInTheCoveredYears(t *testing.T) {
	w := watching(t, resolveTarget("8bh", func(x *sla.Target) { x.DueFrom, x.Since = "by", "since" }))
	for _, attr := range []string{"by", "since"} {
		for _, text := range []string{"0001-01-01T00:00:00Z", "1949-12-31T00:00:00Z", "2200-01-02T00:00:00Z", "9999-12-31T00:00:00Z"} {
			_, err := w.policy.Apply(nil, sla.Event{Kind: "opened", At: cst(t, "2026-11-16 09:00"), Attrs: map[string]string{attr: text}}, nil)
			assert.Len(t, faultsOf(t, err), 1, "%s=%s", attr, text)
		}
	}
	_, err := w.policy.Apply(nil, sla.Event{Kind: "opened", At: cst(t, "2026-11-16 09:00"), Attrs: map[string]string{"by": "9999-12-31"}}, nil)
	assert.Equal(t, []string{"event.attrs.by"}, faultsOf(t, err))
	w.facts["since"] = "1900-01-01T00:00:00Z"
	_, err = w.policy.Apply(nil, sla.Event{Kind: "opened", At: cst(t, "2026-11-16 09:00")}, w.fact)
	assert.Equal(t, []string{"since since"}, faultsOf(t, err))
}

// Percentages and ladders of the longest terms neither wrap round nor come
// before the due.
func TestTheLongestTermsDoNotWrapRound(t *testing.T) {
	cal, err := sla.Always("always", shanghai)
	require.NoError(t, err)
	for _, term := range []string{"876600h", "36525d roll=none"} {
		w := watchOn(t, cal, resolveTarget(term, steps("chief", "+1000%", "half", "+600%", "warn", "-1000%", "end", "+876600h")))
		w.on("opened", "2001-02-01 09:00")
		require.False(t, w.last().Unreachable(), term)
		assert.Len(t, w.sweep("2199-12-31 23:00"), 1, "%s: the breach, and nothing after the covered years", term)
	}
	w := watchOn(t, cal, resolveTarget("876600h", func(x *sla.Target) {
		x.Extensions = []sla.ExtensionRule{rule("long", sla.ExtendPlus, sla.Hours(876600), 9)}
	}))
	w.on("opened", "2001-02-01 09:00")
	assert.Equal(t, sla.RefusedLimit, refusal(t, w.extend("2001-03-01 09:00", sla.Extension{Rule: "long"})))
	var tm sla.Timer
	require.NoError(t, json.Unmarshal([]byte(`{"target":"resolve","cycle":1,"term":"876600h","start":"2026-11-16T01:00:00Z","verdict":"running",
		"extensions":[{"id":1,"shape":"plus","span":"876600h"},{"id":2,"shape":"plus","span":"876600h"},{"id":3,"shape":"plus","span":"876600h"}]}`), &tm))
	timers, err := w.policy.Recalculate([]sla.Timer{tm}, cst(t, "2026-11-16 09:00"))
	require.NoError(t, err)
	assert.True(t, timers[0].Unreachable())
}
