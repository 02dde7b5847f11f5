package survey

// tally holds the counts of one set of responses: all of them, or a group. It
// is integers throughout, so adding is exact and its order does not matter.
type tally struct {
	invited, population, responses, partial int64
	// cells count answers, as form.layout has them: each question has its
	// first cells, then one for each value an answer can have, then, beside an
	// anchor, a table of its values by those of the anchor.
	cells    []int64
	sections []pooled // five-level questions of each section
	all      pooled   // five-level questions of all sections
	topics   map[topic]*mentions
}

// The first cells of a question. Answered is counted where one answer can have
// several values or none, and is the sum of the values elsewhere.
const (
	cellNotApplicable = iota
	cellNotAsked
	cellAnswered
	firstValue
)

// sheet is one response made ready to be counted, in the total and in any number
// of groups. It is scratch, reused for the next response.
type sheet struct {
	slots    []slot
	partial  bool
	cells    []int    // cells to count up
	sections []person // five-level answers of each section
	all      person
	topics   []topic
}

func newSheet(f *form) sheet {
	return sheet{slots: make([]slot, len(f.questions)), sections: make([]person, len(f.questionnaire.Sections))}
}

// fill works out what a response counts, from its slots.
func (s *sheet) fill(f *form, lowest int) {
	s.cells, s.topics, s.all = s.cells[:0], s.topics[:0], person{}
	clear(s.sections)
	for i := range f.questions {
		q := &f.questions[i]
		s.count(q, &s.slots[i])
		if q.Kind == KindScale5 {
			s.sections[q.section].add(&s.slots[i], lowest)
		}
		if q.joint >= 0 {
			s.countJoint(q, &s.slots[i], &f.questions[f.anchor], &s.slots[f.anchor])
		}
	}
	for i := range s.sections {
		s.all.join(&s.sections[i])
	}
}

// count notes the cells of one answer.
func (s *sheet) count(q *asked, a *slot) {
	switch a.state {
	case missing, unreadable:
	case notAsked:
		s.cells = append(s.cells, q.cell+cellNotAsked)
	case notApplicable:
		s.cells = append(s.cells, q.cell+cellNotApplicable)
	case answered:
		if q.scale {
			s.cells = append(s.cells, q.cell+firstValue+a.score-q.low)
			return
		}
		s.cells = append(s.cells, q.cell+cellAnswered)
		for _, i := range a.choices {
			s.cells = append(s.cells, q.cell+firstValue+i)
		}
	}
}

// countJoint notes the cell of two scores of one person.
func (s *sheet) countJoint(q *asked, a *slot, anchor *asked, b *slot) {
	if a.state == answered && b.state == answered {
		s.cells = append(s.cells, q.joint+(a.score-q.low)*anchor.values()+b.score-anchor.low)
	}
}

func newTally(f *form) *tally {
	return &tally{cells: make([]int64, f.cells), sections: make([]pooled, len(f.questionnaire.Sections))}
}

// add counts one response.
func (t *tally) add(s *sheet) {
	t.responses++
	if s.partial {
		t.partial++
	}
	for _, c := range s.cells {
		t.cells[c]++
	}
	for i := range s.sections {
		t.sections[i].add(&s.sections[i])
	}
	t.all.add(&s.all)
	t.mention(s)
}

// merge adds the counts of another tally of the same form.
func (t *tally) merge(o *tally) {
	t.invited += o.invited
	t.population += o.population
	t.responses += o.responses
	t.partial += o.partial
	for i, n := range o.cells {
		t.cells[i] += n
	}
	for i := range t.sections {
		t.sections[i].merge(&o.sections[i])
	}
	t.all.merge(&o.all)
	t.mergeTopics(o)
}
