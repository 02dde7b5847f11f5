package survey

import (
	"fmt"
	"slices"
)

// tally turns stored counts into counts, if responses can have given them.
func (s *storedTally) tally(bad *faults, path string, a *Analysis) *tally {
	t := newTally(a.form)
	t.invited, t.population, t.responses, t.partial = s.Invited, s.Population, s.Responses, s.Partial
	for _, n := range append([]int64{s.Invited, s.Population, s.Responses, s.Partial}, s.Cells...) {
		if n < 0 || n > maxCount {
			bad.add(path, fmt.Sprintf("counts must lie between 0 and %d", int64(maxCount)))
			return t
		}
	}
	if s.Partial > s.Responses {
		bad.add(under(path, "partial"), "must not exceed responses")
	}
	if len(s.Cells) != len(t.cells) || len(s.Sections) != len(t.sections) {
		bad.add(path, fmt.Sprintf("must have %d cells and %d sections, as the questionnaire has", len(t.cells), len(t.sections)))
		return t
	}
	copy(t.cells, s.Cells)
	for i := range a.form.questions {
		if rule := a.form.impossible(i, t); rule != "" {
			bad.add(under(path, "cells"), fmt.Sprintf("of %q: %s", a.form.questions[i].ID, rule))
		}
	}
	for i := range s.Sections {
		t.sections[i] = s.Sections[i].pooled(bad, at(under(path, "sections"), i), t, a, i)
	}
	t.all = s.All.pooled(bad, under(path, "all"), t, a, -1)
	s.restoreTopics(bad, path, t, a)
	return t
}

// impossible says why no responses can have given the counts of a question.
func (f *form) impossible(i int, t *tally) (rule string) {
	q := &f.questions[i]
	own := t.cells[q.cell+cellAnswered]
	if q.scale && own != 0 {
		return "a scale's answers are the sum of its values"
	}
	c := q.in(t)
	if c.answered+c.notApplicable+c.notAsked > t.responses {
		return "more answers than responses"
	}
	var sum int64
	for _, n := range c.values {
		sum += n
		if n > c.answered {
			return "an option chosen by more than answered"
		}
	}
	if q.Kind == KindSingle && sum != own || q.Kind == KindMultiple && sum < own {
		return "values do not add up to the answers"
	}
	if q.joint >= 0 {
		return f.impossibleJoint(q, t, c)
	}
	return ""
}

// impossibleJoint checks the table of scores by those of the anchor: no row or
// column holds more than the question and the anchor have of that score.
func (f *form) impossibleJoint(q *asked, t *tally, own cells) (rule string) {
	anchor := f.questions[f.anchor].in(t)
	width := len(anchor.values)
	rows, columns := make([]int64, len(own.values)), make([]int64, width)
	for i, n := range t.cells[q.joint : q.joint+len(rows)*width] {
		rows[i/width] += n
		columns[i%width] += n
	}
	for i, n := range rows {
		if n > own.values[i] {
			return "more pairs with the anchor than answers"
		}
	}
	for i, n := range columns {
		if n > anchor.values[i] {
			return "more pairs with the anchor than answers to it"
		}
	}
	return ""
}

// pooled turns stored sums of a section, or of all with -1, into sums. What
// they share with the cells must agree.
func (s *storedPooled) pooled(bad *faults, path string, t *tally, a *Analysis, section int) (c pooled) {
	want := a.form.pooledCells(t, section, a.lowest)
	for _, list := range [][]int64{s.Satisfied, s.Bad, s.Total} {
		if len(list) != 3 || slices.Min(list) < 0 {
			bad.add(path, "sums must have three numbers, not negative")
			return c
		}
	}
	c = pooled{
		respondents: s.Respondents, answered: s.Answered, notApplicable: s.NotApplicable, notAsked: s.NotAsked,
		answeredSq: s.AnsweredSq, satisfied: hitsOf(s.Satisfied), bad: hitsOf(s.Bad), total: hitsOf(s.Total),
	}
	got := pooled{
		answered: c.answered, notApplicable: c.notApplicable, notAsked: c.notAsked,
		satisfied: hits{count: c.satisfied.count}, bad: hits{count: c.bad.count}, total: hits{count: c.total.count},
	}
	most := int64(len(a.form.questions))
	if got != want || !c.possible(t.responses, most) {
		bad.add(path, "sums do not agree with the cells")
	}
	return c
}

func hitsOf(list []int64) hits { return hits{list[0], list[1], list[2]} }

// possible reports whether at most so many people with at most so many answers
// each can have given the sums.
func (c *pooled) possible(responses, most int64) bool {
	if c.respondents < 0 || c.respondents > responses || c.respondents > c.answered || (c.respondents == 0) != (c.answered == 0) {
		return false
	}
	if difference(c.respondents, c.answeredSq, c.answered, c.answered) < 0 {
		return false
	}
	if c.answered > c.respondents*most || c.answeredSq < c.answered || c.answeredSq > c.answered*most {
		return false
	}
	for _, h := range []struct {
		hits
		top int64
	}{{c.satisfied, 1}, {c.bad, 1}, {c.total, 5}} {
		if h.square > h.count*most*h.top || h.answered > h.count*most || h.square < h.count || h.answered < h.count {
			return false
		}
		// Cauchy and Schwarz: no people have such sums of squares and products.
		if difference(h.square, c.answeredSq, h.answered, h.answered) < 0 || difference(c.respondents, h.square, h.count, h.count) < 0 {
			return false
		}
	}
	return true
}

// pooledCells sums over the cells what a pool has in common with them.
func (f *form) pooledCells(t *tally, section int, lowest int) (c pooled) {
	for i := range f.questions {
		q := &f.questions[i]
		if q.Kind != KindScale5 || section >= 0 && q.section != section {
			continue
		}
		own := q.in(t)
		total, _ := own.moments()
		c.answered += own.answered
		c.notApplicable += own.notApplicable
		c.notAsked += own.notAsked
		c.total.count += total
		c.satisfied.count += own.sum(lowest, 5)
		c.bad.count += own.sum(1, worstBoxes)
	}
	return c
}

// restoreTopics takes over the topics of comments.
func (s *storedTally) restoreTopics(bad *faults, path string, t *tally, a *Analysis) {
	if len(s.Topics) > a.opts.MaxTopics || len(s.Topics) > 0 && a.topics == "" {
		bad.add(under(path, "topics"), fmt.Sprintf("must be at most %d, and be named", a.opts.MaxTopics))
		return
	}
	for i, m := range s.Topics {
		here := at(under(path, "topics"), i)
		if m.Question < 0 || m.Question >= len(a.form.questions) || a.form.questions[m.Question].Kind != KindText ||
			m.Topic != noTopic && !goodName(m.Topic) || t.topics[topic{m.Question, m.Topic}] != nil {
			bad.add(here, "must name a text question and a topic, each once")
			continue
		}
		most := a.form.questions[m.Question].in(t).answered
		if m.People < 1 || m.People > most || m.Bad < 0 || m.Bad > m.People {
			bad.add(here, "people must lie between 1 and the answers, bad between 0 and people")
		}
		*t.of(topic{m.Question, m.Topic}) = mentions{m.People, m.Bad}
	}
}
