package sla_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/sla"
)

func TestTheFirstTermThatAppliesCounts(t *testing.T) {
	choice := func(span sla.Span, name string, values ...string) sla.Choice {
		return sla.Choice{When: map[string][]string{name: values}, Term: sla.Term{Span: span}}
	}
	w := watching(t, resolveTarget("40bh", func(x *sla.Target) {
		x.Terms = append([]sla.Choice{
			choice(sla.BusinessHours(2), "severity", "urgent"),
			choice(sla.BusinessHours(4), "severity", "urgent", "major"),
			choice(sla.BusinessHours(6), "channel", "regulator"),
		}, x.Terms...)
	}))
	for _, tc := range []struct{ name, severity, channel, want string }{
		{"an earlier one before a later one", "urgent", "regulator", "2bh"},
		{"one of several values is enough", "major", "regulator", "4bh"},
		{"the next one when none before it applies", "minor", "regulator", "6bh"},
		{"the last one has no condition", "minor", "phone", "40bh"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w.facts["severity"], w.facts["channel"], w.timers = tc.severity, tc.channel, nil
			assert.Equal(t, tc.want, w.on("opened", "2026-11-16 09:00").last().Term.String())
		})
	}
}

func TestAStatutoryClockIsPausedByItsOwnDataOnly(t *testing.T) {
	none := resolveTarget("15d", func(x *sla.Target) { x.Name, x.Owner, x.Pause = "none", sla.OwnerStatutory, nil })
	appraisal := resolveTarget("15d", func(x *sla.Target) {
		x.Name, x.Owner = "appraisal", sla.OwnerStatutory
		x.Pause = []sla.Condition{{Event: "held", With: map[string][]string{"reason": {"appraisal"}}}}
	})
	w := watching(t, resolveTarget("15d"), none, appraisal)
	shown := func() (list []string) {
		for _, tm := range w.timers {
			list = append(list, tm.Target+" "+string(tm.Verdict))
		}
		return list
	}
	w.on("opened", "2026-11-16 09:00").on("held", "2026-11-17 09:00", "reason", "customer")
	assert.Equal(t, []string{"resolve paused", "none running", "appraisal running"}, shown(), "waiting for the customer is not in the law")
	w.on("resumed", "2026-11-18 09:00").on("held", "2026-11-19 09:00", "reason", "appraisal")
	assert.Equal(t, []string{"resolve paused", "none running", "appraisal paused"}, shown())
}
