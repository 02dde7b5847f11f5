package classify

import (
	"fmt"
	"slices"

	"github.com/redress-go/redress/classify/internal/grid"
)

// findings gathers what is found about one table.
type findings struct {
	p    *prover
	t    *ruleTable
	list []Finding
	used []bool // acceptances some finding needed
}

func (x *findings) add(code FindingCode, level Level, rows []int, at grid.Point, message string) {
	f := Finding{Code: code, Level: level, Path: x.t.path, Message: message}
	for _, r := range rows {
		f.Rows = append(f.Rows, x.t.rows[r].id)
	}
	if len(rows) > 0 {
		f.Path = fmt.Sprintf("%s.rows[%d]", x.t.path, rows[len(rows)-1])
	}
	if x.p != nil {
		f.Example = x.p.example(at)
	}
	for i, a := range x.t.accepted {
		if a.Finding == code && slices.Equal(a.Rows, f.Rows) {
			f.Accepted, f.Level, x.used[i] = a.Reason, LevelNote, true
		}
	}
	x.list = append(x.list, f)
}

// examine proves what can be proved of one table. Without full it looks only for what
// makes Compile refuse it.
func (c *Classifier) examine(t *ruleTable, full bool) []Finding {
	x := &findings{t: t, p: c.newProver(t), used: make([]bool, len(t.accepted))}
	needs := !t.fallback && t.hit != HitCollect
	if x.p == nil {
		x.add(FindingNotProven, LevelWarning, nil, nil, "the conditions are too large to prove anything")
		if needs {
			x.add(FindingNoDefault, LevelError, nil, nil, "a table too large to prove needs a default")
		}
		return x.list
	}
	if t.hit == HitUnique {
		x.overlaps(full)
	}
	if needs {
		x.gap()
	}
	if full {
		x.rows()
		x.stale()
	}
	if full && x.p.open {
		x.add(FindingNotProven, LevelWarning, nil, nil, "some rows are too large to prove")
	}
	return x.list
}

func (x *findings) overlaps(full bool) {
	for j := range x.t.rows {
		for i := range j {
			same := x.t.rows[i].then == x.t.rows[j].then && x.t.rows[i].reason == x.t.rows[j].reason
			if same && !full {
				continue
			}
			at := x.p.overlap(i, j)
			if at == nil {
				continue
			}
			if same {
				x.add(FindingOverlap, LevelWarning, []int{i, j}, at, "both rows match one input, with the same outcome")
			} else {
				x.add(FindingConflict, LevelError, []int{i, j}, at, "both rows match one input and disagree")
			}
		}
	}
}

func (x *findings) gap() {
	open := x.p.open
	x.p.open = false
	at := x.p.gap()
	switch {
	case at != nil:
		x.add(FindingGap, LevelError, nil, at, "no row matches this input, and there is no default")
	case x.p.open:
		x.add(FindingNoDefault, LevelError, nil, nil, "the rows could not be proved complete: a default is required")
	}
	x.p.open = x.p.open || open
}

// rows looks at each row: can it hold, does another say the same, can it decide.
func (x *findings) rows() {
	for r := range x.t.rows {
		if x.t.id == "routes" && r == len(x.t.rows)-1 {
			continue // the default may well be unreachable
		}
		at := x.p.outside(x.p.boxes[r], nil)
		switch twin := x.twin(r, at); {
		case at == nil:
			x.add(FindingNever, LevelWarning, []int{r}, nil, "the condition cannot hold")
		case twin >= 0:
			x.add(FindingDuplicate, LevelWarning, []int{twin, r}, at, "both rows match exactly the same inputs")
		case x.t.hit == HitFirst || x.t.hit == HitPriority:
			x.mask(r, at)
		}
		if x.t.rows[r].guarded && x.p.wordsOnly(r) {
			x.add(FindingSuggests, LevelNote, []int{r}, at, "words alone raise a flag to confirm and never set this outcome")
		}
	}
}

func (x *findings) mask(r int, at grid.Point) {
	if by, masked := x.p.masked(r); masked {
		x.add(FindingMasked, LevelWarning, append(slices.Clip(by), r), at, "rows tried before it leave it nothing to decide")
	}
}

// twin returns an earlier row that matches exactly the same inputs, or −1; in a table that
// collects, one with the same outcome. At is an input of the row.
func (x *findings) twin(r int, at grid.Point) int {
	for i := range r {
		shared := at != nil && slices.ContainsFunc(x.p.boxes[i], func(b grid.Box) bool { return b.Contains(at) })
		if x.t.hit == HitCollect && x.t.rows[i].then != x.t.rows[r].then {
			continue
		}
		if shared && x.p.same(i, r) {
			return i
		}
	}
	return -1
}

func (x *findings) stale() {
	for i, a := range x.t.accepted {
		if !x.used[i] {
			x.list = append(x.list, Finding{
				Code: FindingStale, Level: LevelWarning, Rows: a.Rows,
				Path:    fmt.Sprintf("%s.accepted[%d]", x.t.path, i),
				Message: fmt.Sprintf("nothing to accept: no %s is found for these rows", a.Finding),
			})
		}
	}
}
