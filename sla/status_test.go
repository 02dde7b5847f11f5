package sla_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/sla"
)

func TestTheOverdueFlagFollowsFromTheFacts(t *testing.T) {
	w := watching(t, resolveTarget("8bh"))
	w.on("opened", "2026-11-16 09:00")
	for _, tc := range []struct {
		at   string
		want sla.Verdict
	}{
		{"2026-11-16 09:00", sla.Running},
		{"2026-11-16 17:00", sla.Running},
		{"2026-11-16 17:00:00.000001", sla.Breached},
		{"2027-11-16 17:00", sla.Breached},
	} {
		assert.Equal(t, tc.want, w.last().Status(cst(t, tc.at)).State, tc.at)
		assert.Equal(t, tc.want, sla.Overall(w.timers, cst(t, tc.at)), tc.at)
	}
}

func TestOneStatusOverAllClocks(t *testing.T) {
	now := cst(t, "2026-11-16 12:00")
	timer := func(v sla.Verdict) sla.Timer {
		tm := sla.Timer{Verdict: v}
		if v != sla.Running && v != sla.Paused {
			tm.Stop = now
		}
		return tm
	}
	for _, tc := range []struct {
		name string
		list []sla.Verdict
		want sla.Verdict
	}{
		{"no clock", nil, sla.Idle},
		{"nothing that counts", []sla.Verdict{sla.Idle, sla.Cancelled, sla.Ended}, sla.Idle},
		{"all met", []sla.Verdict{sla.Met, sla.Ended}, sla.Met},
		{"one still paused", []sla.Verdict{sla.Met, sla.Paused}, sla.Paused},
		{"one still running", []sla.Verdict{sla.Paused, sla.Running, sla.Met}, sla.Running},
		{"one breached", []sla.Verdict{sla.Running, sla.Breached, sla.Met}, sla.Breached},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var timers []sla.Timer
			for _, v := range tc.list {
				timers = append(timers, timer(v))
			}
			assert.Equal(t, tc.want, sla.Overall(timers, now))
		})
	}
	summed := timer(sla.Met)
	summed.Past.Breached = 1
	assert.Equal(t, sla.Breached, sla.Overall([]sla.Timer{summed}, now), "a cycle that was summed up still counts")
}
