package survey

import "math"

// finiteness says by how much answers are worth more because they come from a
// good part of everybody: (N−1)/(N−n) for n of a population of N (Cochran 1977,
// Sampling Techniques, 2.6), and without bound when everybody answered. It is 1
// where the population is unknown, 0, or contradicts the answers.
func finiteness(n, population int64) float64 {
	if population < n || n <= 0 || population <= 0 {
		return 1
	}
	if population == n {
		return math.Inf(1)
	}
	return float64(population-1) / float64(population-n)
}

// WilsonFinite is [Wilson] for a simple random sample of n from a population,
// whose hits are asked for: the interval narrows as the sample nears everybody,
// and has no width when everybody answered. A population of 0 is very large;
// one below n gives no data.
func WilsonFinite(hits, n, population int64) Estimate {
	if population != 0 && population < n {
		return Estimate{}
	}
	return shareOrNothing(hits, n, finiteness(n, population))
}

// shareOrNothing is a share of independent answers, worth more by finite.
func shareOrNothing(hits, n int64, finite float64) Estimate {
	if n <= 0 || hits < 0 || hits > n {
		return Estimate{}
	}
	return shareOf(hits, n, float64(n)*finite)
}

// meanOf is the mean of n scores with Student's interval. Scores that are all
// the same say nothing about their spread: then, as for a single score, there
// is no interval.
func meanOf(n, total, squares int64, finite float64) Estimate {
	count := float64(n)
	mean := point(float64(total)/count, n)
	if n < 2 {
		return mean
	}
	spread := difference(n, squares, total, total) / count
	return within(mean, spread/(count-1)/count/finite, count-1)
}

// within puts Student's interval around a mean.
func within(mean Estimate, variance, freedom float64) Estimate {
	if mean.n == 0 || !(variance > 0) {
		return mean
	}
	half := student95(freedom) * math.Sqrt(variance)
	return between(mean.value-half, mean.value, mean.value+half, mean.n)
}

// student95 is the 97.5 % point of Student's t: exact for one and two degrees
// of freedom, otherwise the expansion in 1/f (Abramowitz & Stegun 1964,
// 26.7.5), good to 1 %.
func student95(f float64) float64 {
	switch f {
	case 1:
		return 12.7062047364
	case 2:
		return 4.3026527299
	}
	z, z2 := z95, z95*z95
	return z * (1 + (z2+1)/(4*f) +
		((5*z2+16)*z2+3)/(96*f*f) +
		(((3*z2+19)*z2+17)*z2-15)/(384*math.Pow(f, 3)))
}
