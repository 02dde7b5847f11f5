package survey

import "math"

// z95 is the 97.5 % point of the normal distribution: all intervals are
// two-sided at 95 %.
const z95 = 1.959963984540054

// Wilson gives the share hits of n, from 0 to 1, with its score interval
// (Wilson 1927, J. Am. Stat. Assoc. 22:209; recommended by Newcombe 1998, Stat.
// Med. 17:857). Unlike p ± 1.96·√(p(1−p)/n) it holds for small n and for shares
// near 0 or 1, where satisfaction rates usually lie: at n = 10 and a true share
// of 98 % the textbook interval covers it 18 % of the time, this one 98 %.
// No answers, or hits outside 0 to n, give no data.
func Wilson(hits, n int64) Estimate {
	if n <= 0 || hits < 0 || hits > n {
		return Estimate{}
	}
	return shareOf(hits, n, float64(n))
}

// shareOf is hits of n with the Wilson interval of an effective number of
// independent answers.
func shareOf(hits, n int64, effective float64) Estimate {
	return shareBetween(float64(hits)/float64(n), n, effective)
}

// shareBetween is a share p known from n answers, worth an effective number of
// independent ones, with its Wilson interval.
func shareBetween(p float64, n int64, effective float64) Estimate {
	z2 := z95 * z95
	centre := (p + z2/(2*effective)) / (1 + z2/effective)
	half := z95 / (1 + z2/effective) * math.Sqrt(p*(1-p)/effective+z2/(4*effective*effective))
	// Rounding must not push a bound past the value or out of 0..1.
	low := math.Max(0, math.Min(p, centre-half))
	high := math.Min(1, math.Max(p, centre+half))
	return between(low, p, high, n)
}

// effectiveOf reads back from a share and its Wilson interval how many
// independent answers it is worth: the product of the bounds is p²/(1+z²/n), and
// likewise from the other end. So nothing else has to be stored with a result.
func effectiveOf(share Estimate) float64 {
	p, bounds := share.value, share.low*share.high
	if p < 0.5 {
		p, bounds = 1-p, (1-share.low)*(1-share.high)
	}
	excess := p*p/bounds - 1
	if !share.ranged || !(excess > 0) {
		return math.Max(1, float64(share.n)) // everybody answered, or no interval
	}
	return z95 * z95 / excess
}

// NetPromoter gives the Net Promoter Score (净推荐值) in points, −100 to 100:
// the percentage of promoters (9–10) less that of detractors (0–6). The value
// is the plain score; the interval is the adjusted Wald with three pseudo-
// answers, ¾ promoter, 1½ passive and ¾ detractor (Rocks 2016, Am. Stat. 70:365),
// because the plain variance (p + d − (p−d)²)/n covers 65 % instead of 95 % at
// n = 10. No answers, a negative count, or
// counts whose sum does not fit give no data.
func NetPromoter(promoters, passives, detractors int64) Estimate {
	if promoters < 0 || passives < 0 || detractors < 0 || detractors > math.MaxInt64-promoters-passives {
		return Estimate{}
	}
	n := promoters + passives + detractors
	if n == 0 {
		return Estimate{}
	}
	value := float64(promoters-detractors) / float64(n)
	more := float64(n) + 3
	p, d := (float64(promoters)+0.75)/more, (float64(detractors)+0.75)/more
	centre := p - d
	half := z95 * math.Sqrt((p+d-centre*centre)/more)
	low := math.Max(-1, math.Min(value, centre-half))
	high := math.Min(1, math.Max(value, centre+half))
	return between(100*low, 100*value, 100*high, n)
}

// Change gives after − before for two independent estimates of the same figure,
// in its unit, with the interval of Newcombe's hybrid score method (Newcombe
// 1998, Stat. Med. 17:873, method 10; the same construction serves the Net
// Promoter Score, Zou & Donner 2008, Stat. Med. 27:1693). A change is beyond
// chance when its interval does not contain 0. It carries no interval when
// either estimate has none, and is no data when either is; N is the smaller of
// the two.
func Change(before, after Estimate) Estimate {
	from, ok1 := before.Value()
	to, ok2 := after.Value()
	if !ok1 || !ok2 {
		return Estimate{}
	}
	change := point(to-from, min(before.n, after.n))
	if change.n == 0 || !before.ranged || !after.ranged {
		return change
	}
	low := to - from - math.Hypot(to-after.low, before.high-from)
	high := to - from + math.Hypot(after.high-to, from-before.low)
	return between(low, change.value, high, change.n)
}
