package survey

import "slices"

// Result computes the figures of everything counted so far. The analysis can go
// on counting afterwards.
func (a *Analysis) Result() Result {
	q := &a.form.questionnaire
	r := Result{
		Questionnaire: q.ID, Version: q.Version, Title: q.Title, Anchor: q.Anchor,
		Boxes: a.boxes, MinCell: a.opts.MinCell, Topics: a.topics,
		Total: a.breakdown(a.total),
	}
	for _, key := range a.sortedGroups() {
		r.Groups = append(r.Groups, Group{
			Dimension: key.dimension, Value: key.value, Breakdown: a.breakdown(a.groups[key]),
		})
	}
	return r
}

func (a *Analysis) breakdown(t *tally) Breakdown {
	b := Breakdown{Invited: t.invited, Population: t.population, Responses: t.responses, Partial: t.partial}
	if t.invited >= t.responses {
		b.ResponseRate = point(float64(t.responses)/float64(t.invited), t.invited)
	}
	var whole mixture
	scales := int64(0)
	for i := range a.form.questionnaire.Sections {
		s, n := a.section(t, i)
		whole.add(s.Index, weightOf(a.form.questionnaire.Sections[i].Weight))
		scales += n
		b.Sections = append(b.Sections, s)
	}
	b.Overall = a.pool(t, &t.all, scales)
	b.Overall.Index = whole.estimate()
	return b
}

// section gives the figures of a section and the number of its five-level
// questions.
func (a *Analysis) section(t *tally, i int) (s SectionResult, scales int64) {
	section := &a.form.questionnaire.Sections[i]
	s = SectionResult{ID: section.ID, Title: section.Title, Weight: int(weightOf(section.Weight))}
	var index mixture
	for j := range a.form.questions {
		question := &a.form.questions[j]
		if question.section != i {
			continue
		}
		result := a.question(j, t)
		if question.Kind.weighs() {
			index.add(result.Index, weightOf(question.Weight))
		}
		if question.Kind == KindScale5 {
			scales++
		}
		s.Questions = append(s.Questions, result)
	}
	s.Figures = a.pool(t, &t.sections[i], scales)
	s.Index = index.estimate()
	return s, scales
}

// pool gives the figures of pooled five-level answers, without the index.
func (a *Analysis) pool(t *tally, c *pooled, scales int64) Figures {
	finite := finiteness(c.respondents, t.population)
	return Figures{
		Respondents: c.respondents, Answered: c.answered, NotApplicable: c.notApplicable, NotAsked: c.notAsked,
		Missing:      t.responses*scales - c.answered - c.notApplicable - c.notAsked,
		Small:        c.respondents < int64(a.opts.MinCell),
		Satisfied:    c.share(c.satisfied, finite),
		Dissatisfied: c.share(c.bad, finite),
		Mean:         c.mean(finite),
	}
}

// question gives the figures of the i-th question.
func (a *Analysis) question(i int, t *tally) QuestionResult {
	q := &a.form.questions[i]
	c := q.in(t)
	r := QuestionResult{ID: q.ID, Kind: q.Kind, Text: q.Text, Figures: Figures{
		Respondents: c.answered, Answered: c.answered, NotApplicable: c.notApplicable, NotAsked: c.notAsked,
		Missing: t.responses - c.answered - c.notApplicable - c.notAsked,
		Small:   c.answered < int64(a.opts.MinCell),
	}}
	finite := finiteness(c.answered, t.population)
	if q.scale {
		r.Scores = slices.Clone(c.values)
		r.Mean = c.mean(finite)
		r.Importance = a.importance(i, t)
	}
	switch q.Kind {
	case KindScale5:
		r.Satisfied = shareOrNothing(c.sum(a.lowest, 5), c.answered, finite)
		r.Dissatisfied = shareOrNothing(c.sum(1, worstBoxes), c.answered, finite)
	case KindScale10:
		r.NPS = NetPromoter(c.sum(9, 10), c.sum(7, 8), c.sum(0, 6))
	case KindScale7:
		r.Easy = shareOrNothing(c.sum(lowestEasy, 7), c.answered, finite)
	case KindSingle, KindMultiple:
		for j, o := range q.Options {
			chosen := shareOrNothing(c.values[j], c.answered, finite)
			r.Options = append(r.Options, OptionResult{ID: o.ID, Label: o.Label, Chosen: chosen})
		}
	case KindText:
		r.Topics = t.topicsOf(i)
	case KindOneToTen:
	}
	if q.Kind.weighs() {
		r.Weight = int(weightOf(q.Weight))
		r.Index = c.index(finite)
	}
	return r
}

// lowestEasy is the lowest answer on the seven-level effort scale that finds it
// easy.
const lowestEasy = 5

// mixture weighs indexes; what has no data has no weight.
type mixture struct {
	weighted, weights, sides float64
	n                        int64
	unranged                 bool // some index has no interval
}

func (m *mixture) add(index Estimate, weight int64) {
	if v, ok := index.Value(); ok {
		m.weighted += v * float64(weight)
		m.weights += float64(weight)
		m.n += index.n
		side, ranged := index.reach()
		m.sides += side * float64(weight)
		m.unranged = m.unranged || !ranged
	}
}

// estimate gives the weighted index. How far the answers of one person to several
// questions go together is not counted, so the interval allows for the worst: it
// adds the sides of the intervals as if they went together fully, and covers the
// true index in at least 95 of 100 surveys.
func (m *mixture) estimate() Estimate {
	index := point(m.weighted/m.weights, m.n)
	if index.n == 0 || m.unranged {
		return index
	}
	side := m.sides / m.weights
	return between(index.value-side, index.value, index.value+side, m.n).clipped(0, 100)
}
