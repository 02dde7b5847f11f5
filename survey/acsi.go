package survey

import (
	"fmt"
	"math"
)

// ACSI gives the American Customer Satisfaction Index (美国顾客满意度指数), 0 to
// 100, from the mean scores of its three ten-level items, overall satisfaction,
// fit to expectations and closeness to the ideal, with weights that add up
// to 1 and differ by trade (Fornell et al. 1996, J. Marketing 60:7):
// Σ w·(mean − 1) / 9 · 100. A questionnaire with the three items in a section,
// weighed alike, gives the same as the index of that section. A mean outside 1
// to 10, a weight outside 0 to 1 and weights that do not add up come in one
// [*InvalidError].
func ACSI(means, weights [3]float64) (float64, error) {
	bad := faults{what: "ACSI"}
	var score, sum float64
	for i := range means {
		if !(means[i] >= 1 && means[i] <= 10) {
			bad.add(at("means", i), fmt.Sprintf("must lie between 1 and 10, is %g", means[i]))
		}
		if !(weights[i] >= 0 && weights[i] <= 1) {
			bad.add(at("weights", i), fmt.Sprintf("must lie between 0 and 1, is %g", weights[i]))
		}
		sum += weights[i]
		score += weights[i] * (means[i] - 1) / 9 * 100
	}
	if !(math.Abs(sum-1) <= 1e-6) {
		bad.add("weights", fmt.Sprintf("must add up to 1, not %g", sum))
	}
	if err := bad.err(); err != nil {
		return 0, err
	}
	return score, nil
}
