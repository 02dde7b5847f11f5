package classify

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestCutsCountBounds compares with counting one by one, whatever the bounds and numbers.
func TestCutsCountBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(-9, 9), rapid.Int64Range(-5000, 5000), rapid.Int64Range(-maxNumber, maxNumber))
		bounds := rapid.SliceOfN(number, 0, 200).Draw(t, "bounds")
		slices.Sort(bounds)
		bounds = slices.Compact(bounds)
		c := newCuts(bounds)
		for _, n := range append([]int64{number.Draw(t, "n"), -maxNumber, maxNumber}, bounds...) {
			for d := int64(-1); d <= 1; d++ {
				want := 0
				for _, b := range bounds {
					if b <= n+d {
						want++
					}
				}
				if got := c.below(n + d); got != want {
					t.Fatalf("%d bounds at most %d, counted %d", want, n+d, got)
				}
			}
		}
	})
}
