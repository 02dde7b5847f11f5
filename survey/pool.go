package survey

// share gives the share of one sort of pooled answers. Its interval is Wilson's
// with an effective number of independent answers in place of their count, as
// Korn & Graubard (1998, Surv. Methodol. 24:193) do for clustered samples; a
// person is the cluster here. With one question it is plain [Wilson]. finite is
// what [finiteness] says.
func (c *pooled) share(h hits, finite float64) Estimate {
	if c.answered == 0 {
		return Estimate{}
	}
	return shareOf(h.count, c.answered, c.effective(h)*finite)
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
	fewness := student95(m-1) / student95(people-1)
	spread := c.spread(h)
	if n := p * (1 - p) * m * m / spread * fewness * fewness; spread > 0 && n < m {
		return n
	}
	return m
}

// spread is Σ (h − p·m)² over the persons: how far each is from the whole. What
// rounding leaves of none is none, or people who do not differ would seem to be
// known for certain.
func (c *pooled) spread(h hits) float64 {
	p := float64(h.count) / float64(c.answered)
	sum := float64(h.square) - 2*p*float64(h.answered) + p*p*float64(c.answeredSq)
	if sum < 1e-14*float64(h.square) {
		return 0
	}
	return sum
}

// mean gives the mean of the pooled scores, with the variance of a ratio
// between persons (Cochran 1977, Sampling Techniques, 6.4).
func (c *pooled) mean(finite float64) Estimate {
	m, people := float64(c.answered), float64(c.respondents)
	mean := point(float64(c.total.count)/m, c.answered)
	if c.respondents < 2 {
		return mean
	}
	variance := c.spread(c.total) / (m * m) * people / (people - 1)
	return within(mean, variance/finite, people-1).clipped(1, 5)
}
