package classify

import "slices"

// ruleTable is a compiled table, or the compiled routes.
type ruleTable struct {
	id    string
	path  string // in the rule set
	dim   string
	slot  int
	hit   HitPolicy
	rows  []rule
	order []int // the order in which rows are tried
	index *index

	fallback bool  // there is a default
	def      int64 // its code
	reason   string
	accepted []Accepted
}

// rule is a compiled row.
type rule struct {
	id       string
	when     node
	leaves   []*leaf
	then     int64
	reason   string
	advisers []int64
	guarded  bool // words alone may not set this outcome
}

// cursor walks the matching rows of a table in the order tried.
type cursor struct {
	t   *ruleTable
	f   *frame
	pos int
}

// start begins a walk. A frame has one walk at a time.
func (t *ruleTable) start(f *frame) cursor {
	if t.index != nil {
		t.index.match(f)
	}
	return cursor{t: t, f: f}
}

// next returns the next matching row, or −1.
func (c *cursor) next() int {
	if c.t.index != nil {
		row, after := c.t.index.next(c.f, c.pos)
		c.pos = after
		return row
	}
	for c.pos < len(c.t.order) {
		r := c.t.order[c.pos]
		c.pos++
		if c.t.rows[r].when.holds(c.f) {
			return r
		}
	}
	return -1
}

// prepare settles the order of the rows and builds the index. Every condition of the
// rule set must be compiled by then.
func (t *ruleTable) prepare(s *schema) {
	t.order = make([]int, len(t.rows))
	for i := range t.order {
		t.order[i] = i
	}
	if t.hit == HitPriority {
		slices.SortStableFunc(t.order, func(a, b int) int { return t.priority(b) - t.priority(a) })
	}
	if g, boxes, ok := t.geometry(s); ok {
		t.index = newIndex(g, boxes, t.order)
	}
}

// priority is the rank of a row's outcome, higher first: the grade for severity, the
// place in the declared list, reversed, for the rest.
func (t *ruleTable) priority(row int) int {
	if t.dim == DimSeverity {
		return int(t.rows[row].then)
	}
	return -int(t.rows[row].then)
}

// matched is what the rows of a table say about one case.
type matched struct {
	row       int     // the deciding row, or −1 for the default
	rests     footing // of the deciding row; the default rests on nothing
	runnerUp  int     // the next row with another outcome, or −1
	suggested []int   // guarded rows that words alone brought up
	passed    []int   // rows before it that were ruled out
}

// decide finds the deciding row under every policy but collect. Skip rules out rows.
func (t *ruleTable) decide(f *frame, skip func(row int) bool) matched {
	m := matched{row: -1, runnerUp: -1}
	for cur := t.start(f); ; {
		r := cur.next()
		if r < 0 {
			return m
		}
		row := &t.rows[r]
		switch {
		case skip != nil && skip(r):
			if m.row < 0 {
				m.passed = append(m.passed, r)
			}
		case m.row >= 0:
			if row.then != t.rows[m.row].then {
				m.runnerUp = r
				return m
			}
		default:
			on := row.when.rests(f, true)
			if row.guarded && on.textOnly() {
				m.suggested = append(m.suggested, r)
				continue
			}
			m.row, m.rests = r, on
		}
	}
}

// outcome is the code the match leads to, and whether there is one.
func (t *ruleTable) outcome(m matched) (code int64, ok bool) {
	if m.row >= 0 {
		return t.rows[m.row].then, true
	}
	return t.def, t.fallback
}
