package sla_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
)

func TestTheTimeOfAHoldMayLieInThePastWithinBounds(t *testing.T) {
	bounds := sla.Backdating{
		Received: cst(t, "2026-11-16 10:00"), Last: cst(t, "2026-11-18 12:00"), Now: cst(t, "2026-11-20 15:00"),
	}
	for _, tc := range []struct{ name, text, want, refused string }{
		{"an instant", "2026-11-19T09:00:00+08:00", "11-19 09:00", ""},
		{"a bare date is its start in the calendar's zone", "2026-11-19", "11-19 00:00", ""},
		{"a bare date is compared as a date, and clipped", "2026-11-18", "11-18 12:00", ""},
		{"the present itself", "2026-11-20T15:00:00+08:00", "11-20 15:00", ""},
		{"today as a date", "2026-11-20", "11-20 00:00", ""},
		{"before receipt", "2026-11-16T09:59:59+08:00", "", sla.RefusedBeforeReceipt},
		{"a date before receipt", "2026-11-15", "", sla.RefusedBeforeReceipt},
		{"before the last hold or resume", "2026-11-18T11:59:59+08:00", "", sla.RefusedOrder},
		{"a date before it", "2026-11-17", "", sla.RefusedOrder},
		{"in the future", "2026-11-20T15:00:01+08:00", "", sla.RefusedFuture},
		{"a date in the future", "2026-11-21", "", sla.RefusedFuture},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at, err := office(t).ReadHoldTime(tc.text, bounds)
			if tc.refused != "" {
				assert.Equal(t, tc.refused, refusal(t, err))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tc.want, show(at))
		})
	}
	_, err := office(t).ReadHoldTime("yesterday", bounds)
	var inv *sla.InvalidError
	require.ErrorAs(t, err, &inv)
	at, err := office(t).ReadHoldTime("2026-11-16", sla.Backdating{Received: bounds.Received, Now: bounds.Now})
	require.NoError(t, err)
	assert.Equal(t, "11-16 10:00", show(at), "a case that was never held")
}
