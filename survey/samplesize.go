package survey

import (
	"fmt"
	"math"
)

// SampleSize gives how many answers are needed so that a share near one half is
// known to ± margin at 95 %: n = z²·¼/margin², and n/(1+(n−1)/population) for a
// finite population (Cochran 1977, Sampling Techniques, ch. 4), rounded up. The
// margin lies between 0 and 0.5 (0.05 is five points); a population of 0 means
// very large. These are answers, not invitations: divide by the response rate
// expected. Bad arguments come in an [*InvalidError].
func SampleSize(margin float64, population int) (int, error) {
	bad := faults{what: "sample size"}
	if !(margin >= minMargin && margin < 0.5) {
		bad.add("margin", fmt.Sprintf("must lie between %g and 0.5, is %g", minMargin, margin))
	}
	if population < 0 {
		bad.add("population", fmt.Sprintf("must not be negative, is %d", population))
	}
	if err := bad.err(); err != nil {
		return 0, err
	}
	n := z95 * z95 / 4 / (margin * margin)
	if population > 0 {
		n /= 1 + (n-1)/float64(population)
		return min(int(math.Ceil(n)), population), nil
	}
	return int(math.Ceil(n)), nil
}

// minMargin keeps the sample size within an int on every platform.
const minMargin = 0.0001
