package survey

// tally holds the counts of one set of responses: all of them, or a group. It
// is integers throughout, so adding is exact and its order does not matter.
type tally struct {
	invited, responses int64
	questions          []questionTally // as in form.questions
	sections           []pooled        // five-level questions of each section
	all                pooled          // five-level questions of all sections
}

// questionTally counts the answers to one question.
type questionTally struct {
	answered, notApplicable int64
	scores                  [11]int64 // by score, 0 to 10
	options                 []int64   // by option
}

// pooled counts the five-level answers of several questions. Answers of one
// person resemble each other, so the sums of squares and products per person
// are kept as well: they say how many independent answers the pool is worth.
type pooled struct {
	respondents, answered, notApplicable int64
	total                                int64 // sum of scores
	satisfied, bad                       hits
	answeredSq                           int64 // Σ m², m answers of a person
}

// hits counts the answers of one sort, h of a person's m.
type hits struct {
	count    int64 // Σ h
	square   int64 // Σ h²
	answered int64 // Σ h·m
}

func newTally(f *form) *tally {
	t := &tally{
		questions: make([]questionTally, len(f.questions)),
		sections:  make([]pooled, len(f.questionnaire.Sections)),
	}
	for i, q := range f.questions {
		if n := len(q.Options); n > 0 {
			t.questions[i].options = make([]int64, n)
		}
	}
	return t
}

// add counts one response.
func (t *tally) add(f *form, slots []slot, lowest int) {
	t.responses++
	var everyone person
	for from := 0; from < len(slots); {
		section := f.questions[from].section
		var inSection person
		for ; from < len(slots) && f.questions[from].section == section; from++ {
			t.questions[from].add(&f.questions[from], &slots[from])
			if f.questions[from].Kind == KindScale5 {
				inSection.add(&slots[from], lowest)
			}
		}
		t.sections[section].add(inSection)
		everyone.join(inSection)
	}
	t.all.add(everyone)
}

func (q *questionTally) add(a *asked, s *slot) {
	switch s.state {
	case missing:
	case notApplicable:
		q.notApplicable++
	case answered:
		q.answered++
		if a.Kind.hasOptions() {
			for _, i := range s.choices {
				q.options[i]++
			}
		} else if a.Kind != KindText {
			q.scores[s.score]++
		}
	}
}

// person sums the five-level answers of one response.
type person struct{ answered, notApplicable, total, satisfied, bad int64 }

func (p *person) add(s *slot, lowest int) {
	switch s.state {
	case missing:
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

func (p *person) join(o person) {
	p.answered += o.answered
	p.notApplicable += o.notApplicable
	p.total += o.total
	p.satisfied += o.satisfied
	p.bad += o.bad
}

func (c *pooled) add(p person) {
	c.notApplicable += p.notApplicable
	if p.answered == 0 {
		return
	}
	c.respondents++
	c.answered += p.answered
	c.answeredSq += p.answered * p.answered
	c.total += p.total
	c.satisfied.add(p.satisfied, p.answered)
	c.bad.add(p.bad, p.answered)
}

func (h *hits) add(n, answered int64) {
	h.count += n
	h.square += n * n
	h.answered += n * answered
}

// merge adds the counts of another tally of the same form.
func (t *tally) merge(o *tally) {
	t.invited += o.invited
	t.responses += o.responses
	for i := range t.questions {
		t.questions[i].merge(&o.questions[i])
	}
	for i := range t.sections {
		t.sections[i].merge(o.sections[i])
	}
	t.all.merge(o.all)
}

func (q *questionTally) merge(o *questionTally) {
	q.answered += o.answered
	q.notApplicable += o.notApplicable
	for i := range q.scores {
		q.scores[i] += o.scores[i]
	}
	for i := range q.options {
		q.options[i] += o.options[i]
	}
}

func (c *pooled) merge(o pooled) {
	c.respondents += o.respondents
	c.answered += o.answered
	c.notApplicable += o.notApplicable
	c.total += o.total
	c.answeredSq += o.answeredSq
	c.satisfied.merge(o.satisfied)
	c.bad.merge(o.bad)
}

func (h *hits) merge(o hits) {
	h.count += o.count
	h.square += o.square
	h.answered += o.answered
}
