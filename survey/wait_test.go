package survey

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestWaitText(t *testing.T) {
	for text, want := range map[string]Wait{
		"90d": Days(90), "36h": Wait(36 * time.Hour), "15m": Wait(15 * time.Minute), "0d": 0,
		"106751d": Days(106751),
	} {
		var w Wait
		require.NoError(t, w.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, w)
		assert.Equal(t, text, w.String())
	}
	assert.Equal(t, "1.5s", Wait(1500*time.Millisecond).String())
	for _, text := range []string{"", "d", "90", "-1d", "+1d", "1.5d", "1d2h", "1w", "1 d", "90D", "106752d", "99999999999999999999d", "１d"} {
		var w Wait
		assert.Contains(t, faultsOf(t, w.UnmarshalText([]byte(text)))[""], "whole number", text)
	}
	_, err := Wait(time.Second).MarshalText()
	faultsOf(t, err)
}

func TestWaitSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Wait(time.Duration(rapid.Int64Range(0, math.MaxInt64/int64(time.Minute)).Draw(t, "minutes")) * time.Minute)
		data, err := json.Marshal(want)
		require.NoError(t, err)
		var got Wait
		require.NoError(t, json.Unmarshal(data, &got))
		require.Equal(t, want, got)
	})
}
