package survey

import "math"

// share gives the share of one sort of pooled answers. Its interval is Wilson's
// with an effective number of independent answers in place of their count, as
// Korn & Graubard (1998, Surv. Methodol. 24:193) do for clustered samples; a
// person is the cluster here. With one question it is plain [Wilson].
func (c *pooled) share(h hits) Estimate {
	if c.answered == 0 {
		return Estimate{}
	}
	return shareOf(h.count, c.answered, c.effective(h))
}

// effective is p(1−p)/v, where v is the variance of a ratio estimated between
// persons (Kish 1965, Survey Sampling), lessened for the few degrees of freedom
// v has when persons are few. It never exceeds the number of answers; when all
// answers agree v says nothing and each person counts once.
func (c *pooled) effective(h hits) float64 {
	people, m := float64(c.respondents), float64(c.answered)
	if h.count == 0 || h.count == c.answered || c.respondents < 2 {
		return people
	}
	p := float64(h.count) / m
	spread := float64(h.square) - 2*p*float64(h.answered) + p*p*float64(c.answeredSq)
	fewness := student95(m-1) / student95(people-1)
	if n := p * (1 - p) * m * m / spread * fewness * fewness; n < m {
		return n
	}
	return m
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
