package survey

import "slices"

// Result computes the figures of everything counted so far. The analysis can go
// on counting afterwards.
func (a *Analysis) Result() Result {
	q := &a.form.questionnaire
	r := Result{
		Questionnaire: q.ID, Version: q.Version, Title: q.Title,
		Boxes: a.boxes, MinCell: a.opts.MinCell,
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
	b := Breakdown{Invited: t.invited, Responses: t.responses}
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
	b.Overall = a.pool(&t.all, t.responses*scales)
	b.Overall.Index = whole.estimate(t.all.answered)
	return b
}

// section gives the figures of a section and the number of its five-level
// questions.
func (a *Analysis) section(t *tally, i int) (s SectionResult, scales int64) {
	section := &a.form.questionnaire.Sections[i]
	s = SectionResult{ID: section.ID, Title: section.Title}
	var index mixture
	for j := range a.form.questions {
		question := &a.form.questions[j]
		if question.section != i {
			continue
		}
		result := a.question(question, &t.questions[j], t.responses)
		if question.Kind == KindScale5 {
			index.add(result.Index, weightOf(question.Weight))
			scales++
		}
		s.Questions = append(s.Questions, result)
	}
	s.Figures = a.pool(&t.sections[i], t.responses*scales)
	s.Index = index.estimate(t.sections[i].answered)
	return s, scales
}

// pool gives the figures of pooled five-level answers, without the index.
func (a *Analysis) pool(c *pooled, asked int64) Figures {
	return Figures{
		Respondents: c.respondents, Answered: c.answered, NotApplicable: c.notApplicable,
		Missing:      asked - c.answered - c.notApplicable,
		Small:        c.respondents < int64(a.opts.MinCell),
		Satisfied:    c.share(c.satisfied),
		Dissatisfied: c.share(c.bad),
		Mean:         point(float64(c.total)/float64(c.answered), c.answered),
	}
}

func (a *Analysis) question(q *asked, t *questionTally, responses int64) QuestionResult {
	r := QuestionResult{ID: q.ID, Kind: q.Kind, Text: q.Text, Figures: Figures{
		Respondents: t.answered, Answered: t.answered, NotApplicable: t.notApplicable,
		Missing: responses - t.answered - t.notApplicable,
		Small:   t.answered < int64(a.opts.MinCell),
	}}
	switch q.Kind {
	case KindScale5:
		r.Scores = slices.Clone(t.scores[1:6])
		r.Satisfied = Wilson(t.sum(a.lowest, 5), t.answered)
		r.Dissatisfied = Wilson(t.sum(1, worstBoxes), t.answered)
		r.Mean = t.mean()
		r.Index = point((t.mean().value-1)*25, t.answered)
	case KindScale10:
		r.Scores = slices.Clone(t.scores[:])
		r.Mean = t.mean()
		r.NPS = NetPromoter(t.sum(9, 10), t.sum(7, 8), t.sum(0, 6))
	case KindSingle, KindMultiple:
		for i, o := range q.Options {
			r.Options = append(r.Options, OptionResult{ID: o.ID, Label: o.Label, Chosen: Wilson(t.options[i], t.answered)})
		}
	case KindText:
	}
	return r
}

// sum counts the answers with scores from low to high.
func (q *questionTally) sum(low, high int) int64 {
	var n int64
	for _, c := range q.scores[low : high+1] {
		n += c
	}
	return n
}

func (q *questionTally) mean() Estimate {
	var total int64
	for score, n := range q.scores {
		total += int64(score) * n
	}
	return point(float64(total)/float64(q.answered), q.answered)
}

// mixture weighs indexes; what has no data has no weight.
type mixture struct{ weighted, weights float64 }

func (m *mixture) add(index Estimate, weight int64) {
	if v, ok := index.Value(); ok {
		m.weighted += v * float64(weight)
		m.weights += float64(weight)
	}
}

func (m *mixture) estimate(n int64) Estimate { return point(m.weighted/m.weights, n) }
