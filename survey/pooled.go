package survey

// pooled counts the five-level answers of several questions. Answers of one
// person resemble each other, so the sums of squares and products per person
// are kept as well: they say how many independent answers the pool is worth.
type pooled struct {
	respondents, answered, notApplicable, notAsked int64
	answeredSq                                     int64 // Σ m², m answers of a person
	satisfied, bad                                 hits
	total                                          hits // sum of scores
}

// hits sums the answers of one sort, or the scores: h in a person's m answers.
type hits struct {
	count    int64 // Σ h
	square   int64 // Σ h²
	answered int64 // Σ h·m
}

// person sums the five-level answers of one response.
type person struct{ answered, notApplicable, notAsked, total, satisfied, bad int64 }

func (p *person) add(s *slot, lowest int) {
	switch s.state {
	case missing, unreadable:
	case notAsked:
		p.notAsked++
	case notApplicable:
		p.notApplicable++
	case answered:
		p.answered++
		p.total += int64(s.score)
		if s.score >= lowest {
			p.satisfied++
		}
		if s.score <= worstBoxes {
			p.bad++
		}
	}
}

func (p *person) join(o *person) {
	p.answered += o.answered
	p.notApplicable += o.notApplicable
	p.notAsked += o.notAsked
	p.total += o.total
	p.satisfied += o.satisfied
	p.bad += o.bad
}

func (c *pooled) add(p *person) {
	c.notApplicable += p.notApplicable
	c.notAsked += p.notAsked
	if p.answered == 0 {
		return
	}
	c.respondents++
	c.answered += p.answered
	c.answeredSq += p.answered * p.answered
	c.total.add(p.total, p.answered)
	c.satisfied.add(p.satisfied, p.answered)
	c.bad.add(p.bad, p.answered)
}

func (h *hits) add(n, answered int64) {
	h.count += n
	h.square += n * n
	h.answered += n * answered
}

func (c *pooled) merge(o *pooled) {
	c.respondents += o.respondents
	c.answered += o.answered
	c.notApplicable += o.notApplicable
	c.notAsked += o.notAsked
	c.answeredSq += o.answeredSq
	c.total.merge(o.total)
	c.satisfied.merge(o.satisfied)
	c.bad.merge(o.bad)
}

func (h *hits) merge(o hits) {
	h.count += o.count
	h.square += o.square
	h.answered += o.answered
}
