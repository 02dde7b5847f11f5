package survey

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNoData(t *testing.T) {
	for name, e := range map[string]Estimate{
		"the zero value":       {},
		"no answers":           point(3, 0),
		"not a number":         point(math.NaN(), 5),
		"a division by zero":   point(math.Inf(1), 5),
		"an interval of those": between(0, math.NaN(), 1, 5),
	} {
		_, ok := e.Value()
		assert.False(t, ok, name)
		_, _, ok = e.Interval()
		assert.False(t, ok, name)
		assert.Zero(t, e.N(), name)
		assert.Equal(t, "no data", e.String(), name)
	}
}

func TestEstimateString(t *testing.T) {
	assert.Equal(t, "0.8000 [0.4902, 0.9433] n=10", Wilson(8, 10).String())
	assert.Equal(t, "4.2500 n=12", point(4.25, 12).String())
}

func TestEstimateJSON(t *testing.T) {
	for _, tc := range []struct {
		name string
		e    Estimate
		want string
	}{
		{"no data", Estimate{}, `{"n":0}`},
		{"zero is data", point(0, 7), `{"n":7,"value":0}`},
		{"with an interval", between(0, 0, 0.25, 4), `{"n":4,"value":0,"low":0,"high":0.25}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data, err := json.Marshal(tc.e)
			require.NoError(t, err)
			assert.Equal(t, tc.want, string(data))
			back := point(99, 99)
			require.NoError(t, json.Unmarshal(data, &back))
			assert.Equal(t, tc.e, back)
		})
	}
}

func TestEstimateJSONRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"a value nobody gave":          `{"n":0,"value":0.5}`,
		"a count without value":        `{"n":5}`,
		"a negative count":             `{"n":-1}`,
		"half an interval":             `{"n":5,"value":0.5,"low":0.1}`,
		"an interval without any":      `{"n":0,"low":0,"high":1}`,
		"an interval beside the value": `{"n":5,"value":0.5,"low":0.6,"high":0.7}`,
		"a stray field":                `{"n":5,"value":0.5,"mean":3}`,
		"a list":                       `[1]`,
	} {
		var e Estimate
		faultsOf(t, json.Unmarshal([]byte(data), &e))
		assert.Equal(t, Estimate{}, e, name)
	}
}

// FuzzEstimate holds that whatever is accepted is a sound estimate and comes
// back the same.
func FuzzEstimate(f *testing.F) {
	f.Add([]byte(`{"n":4,"value":0,"low":0,"high":0.25}`))
	f.Add([]byte(`{"n":0,"value":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var e, back Estimate
		if err := e.UnmarshalJSON(data); err != nil {
			faultsOf(t, err)
			return
		}
		v, ok := e.Value()
		low, high, ranged := e.Interval()
		require.Equal(t, e.N() > 0, ok)
		require.False(t, ranged && (v < low || v > high))
		out, err := json.Marshal(e)
		require.NoError(t, err)
		require.NoError(t, back.UnmarshalJSON(out))
		require.Equal(t, e, back)
	})
}
