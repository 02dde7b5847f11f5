package sla_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/sla"
)

func TestACaseOfAThousandMessagesStaysSmall(t *testing.T) {
	respond := resolveTarget("4bh", func(x *sla.Target) { x.Cycle = true }, steps("warn", "-1bh"))
	w := watching(t, respond)
	at := cst(t, "2026-01-05 09:00")
	for i := range 1000 {
		kind := "opened"
		if i%3 == 2 {
			kind = "resolved"
		}
		w.on(kind, at.Format("2006-01-02 15:04"))
		at = at.Add(3 * time.Hour)
	}
	assert.LessOrEqual(t, len(w.timers), 8)
	ignored := 0
	for _, tm := range w.timers {
		ignored += len(tm.Ignored)
	}
	assert.LessOrEqual(t, ignored, 8*32)
	assert.Equal(t, 333, w.timers[0].Past.Cycles+len(w.timers)-1)
}
