package classify

import (
	"slices"

	"github.com/redress-go/redress/classify/internal/grid"
)

// outlook is what is still possible in a dialogue.
type outlook struct {
	verdicts []int64 // ascending, each once
	rows     []int   // the rows that may decide; −1 for the default
}

// open lists the verdicts and rows that some way to complete the answers leads to. A
// question too large to prove counts as possible.
func (d *Dialogue) open(target grid.Box) outlook {
	var out outlook
	var before []grid.Box
	for _, r := range d.table.order {
		var mine []grid.Box
		for _, b := range d.p.boxes[r] {
			if both, some := d.p.g.space.And(target, b); some {
				mine = append(mine, both)
			}
		}
		if d.possible(mine, before) {
			out.rows = append(out.rows, r)
			out.verdicts = append(out.verdicts, d.table.rows[r].then)
		}
		before = append(before, mine...)
	}
	if d.table.fallback && d.possible([]grid.Box{target}, before) {
		out.rows = append(out.rows, -1)
		out.verdicts = append(out.verdicts, d.table.def)
	}
	slices.Sort(out.verdicts)
	out.verdicts = slices.Compact(out.verdicts)
	return out
}

// possible is prover.outside without its memory, so that dialogues can be shared.
func (d *Dialogue) possible(targets, others []grid.Box) bool {
	for _, t := range targets {
		budget := proofSteps
		at, proven := d.p.g.space.Uncovered(t, append(slices.Clip(d.p.never), others...), &budget)
		if at != nil || !proven {
			return true
		}
	}
	return false
}

// best is the cheapest unasked question an answer to which changes what is possible.
// When no single answer does, it is the cheapest that some open row looks at.
func (d *Dialogue) best(target grid.Box, now outlook) int {
	best, bestCost, narrows := -1, 0, false
	for q, question := range d.script.Questions {
		col, used := d.p.g.at[column{kind: colValue, slot: q}]
		if !used || target[col] != nil {
			continue
		}
		n := d.narrows(target, col, now)
		cheaper := best < 0 || question.cost() < bestCost
		if n && !narrows || n == narrows && cheaper {
			best, bestCost, narrows = q, question.cost(), n
		}
	}
	return max(best, 0)
}

func (d *Dialogue) narrows(target grid.Box, col int, now outlook) bool {
	for cell := 1; cell < d.p.g.space[col]; cell++ {
		with := slices.Clone(target)
		with[col] = grid.NewSet(d.p.g.space[col])
		with[col].Add(cell)
		if !slices.Equal(d.open(with).verdicts, now.verdicts) {
			return true
		}
	}
	return false
}

// Path is one complete way through a dialogue.
type Path struct {
	Questions []string `json:"questions"` // in the order asked
	Answers   []Answer `json:"answers"`   // of each question
	Verdict   string   `json:"verdict"`
	Row       string   `json:"row,omitempty"`
}

// Paths lists every way a conversation can go, at most limit of them, and whether
// that is all: what a trainer reads and a test checks.
func (d *Dialogue) Paths(limit int) (paths []Path, all bool) {
	answers := map[string]Answer{}
	all = true
	var walk func(asked []string)
	walk = func(asked []string) {
		turn, err := d.Next(answers)
		if err != nil || len(paths) >= limit {
			all = false
			return
		}
		if turn.Done {
			p := Path{Questions: slices.Clone(asked), Verdict: turn.Verdict, Row: turn.Row}
			for _, q := range asked {
				p.Answers = append(p.Answers, answers[q])
			}
			paths = append(paths, p)
			return
		}
		for _, a := range []Answer{Yes, No, DontKnow} {
			answers[turn.Question] = a
			walk(append(asked, turn.Question))
			delete(answers, turn.Question)
		}
	}
	walk(nil)
	return paths, all
}
