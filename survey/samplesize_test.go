package survey

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSampleSize(t *testing.T) {
	for _, tc := range []struct {
		name       string
		margin     float64
		population int
		want       int
	}{
		{"five points, very many", 0.05, 0, 385},
		{"five points of 500", 0.05, 500, 218},
		{"five points of 100", 0.05, 100, 80},
		{"three points, very many", 0.03, 0, 1068},
		{"five points of 29", 0.05, 29, 28},
		{"never more than there are", 0.01, 10, 10},
		{"one of one", 0.05, 1, 1},
		{"finest margin", 0.0001, 0, 96036471},
	} {
		t.Run(tc.name, func(t *testing.T) {
			n, err := SampleSize(tc.margin, tc.population)
			require.NoError(t, err)
			assert.Equal(t, tc.want, n)
		})
	}
	for _, margin := range []float64{0, -1, 0.5, 5, math.NaN(), math.Inf(1), 1e-9} {
		_, err := SampleSize(margin, -1)
		assert.Len(t, faultsOf(t, err), 2, margin)
	}
}
