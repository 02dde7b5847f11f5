package classify

import (
	"strconv"
	"strings"
)

// explain appends the reason of an outcome.
func (r *run) explain(t *ruleTable, m matched, n int64) {
	codes := r.c.schema.slots[t.slot].codes
	why := Reason{Dimension: t.dim, Outcome: codes[n], Table: t.id, TextOnly: m.rests.textOnly()}
	if m.row < 0 {
		why.Default = true
		r.d.Because = append(r.d.Because, why)
		return
	}
	row := &t.rows[m.row]
	why.Row = row.id
	why.Default = t == r.c.routes && m.row == len(t.rows)-1
	why.Checked = r.checked(row.leaves)
	why.Spans = r.spans(row.leaves)
	switch {
	case m.runnerUp >= 0:
		next := &t.rows[m.runnerUp]
		why.RunnerUp = &RunnerUp{Row: next.id, Outcome: codes[next.then]}
	case t.fallback && t.def != n:
		why.RunnerUp = &RunnerUp{Outcome: codes[t.def]}
	}
	r.d.Because = append(r.d.Because, why)
}

func (r *run) checked(leaves []*leaf) []Checked {
	if len(leaves) == 0 {
		return nil
	}
	out := make([]Checked, len(leaves))
	for i, l := range leaves {
		out[i] = Checked{Cond: l.text, Held: l.test(r.f)}
		r.saw(l, &out[i])
	}
	return out
}

// saw fills in the value a comparison looked at, unless it is private.
func (r *run) saw(l *leaf, c *Checked) {
	if l.col.slot < 0 || l.col.kind == colHit {
		return
	}
	s, v := &r.c.schema.slots[l.col.slot], &r.f.cells[l.col.slot]
	switch {
	case !v.known:
	case s.sealed:
		c.Sealed = true
	case s.typ == TypeTags:
		c.Saw = r.tagList(l.col.slot)
	case s.typ == TypeCode:
		c.Saw = v.str
	case s.typ == TypeBool:
		c.Saw = strconv.FormatBool(v.n != 0)
	default:
		c.Saw = strconv.FormatInt(v.n, 10)
	}
}

func (r *run) tagList(at int) string {
	var list []string
	for i, code := range r.c.schema.slots[at].codes {
		if r.f.tagged(at, i) {
			list = append(list, code)
		}
	}
	return strings.Join(list, ",")
}

// spans lists the occurrences behind the hits among the comparisons.
func (r *run) spans(leaves []*leaf) (out []Span) {
	for _, l := range leaves {
		if l.col.kind != colHit || !r.f.hits[l.col.idx] {
			continue
		}
		for i := range r.f.spans {
			if h := &r.f.spans[i]; int(h.hit) == l.col.idx {
				out = append(out, r.span(h))
			}
		}
	}
	return out
}

func (r *run) span(h *hitSpan) Span {
	return Span{
		Field: r.c.schema.slots[h.slot].name, Keyword: r.c.lex.ids[h.keyword],
		Start: int(h.start), End: int(h.end), Negated: h.negated,
	}
}

// words is the text behind every span of the decision, each once.
func (r *run) words() []Word {
	seen := map[Span]bool{}
	var out []Word
	add := func(spans []Span) {
		for _, s := range spans {
			if !seen[s] {
				seen[s] = true
				text := r.f.cells[r.c.schema.byName[s.Field]].str
				out = append(out, Word{Span: s, Text: text[s.Start:s.End]})
			}
		}
	}
	for i := range r.d.Because {
		add(r.d.Because[i].Spans)
	}
	for i := range r.d.Confirm {
		add(r.d.Confirm[i].Spans)
	}
	return out
}
