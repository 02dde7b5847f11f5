package survey

import (
	"fmt"
	"io"
	"strings"
)

// WriteTable prints the visits for people, one block per duty of the plan: a
// line per area, a column per period, each cell the visits made of those
// planned. "!" marks what a period that is over lacks, "…" what is still to come.
// The plan gives the names. The error is the writer's.
func (r VisitReview) WriteTable(w io.Writer, p VisitPlan, lang Lang) error {
	var b strings.Builder
	b.WriteString(oneLine(p.Title.In(lang)) + "\n")
	for _, d := range p.Duties {
		align(&b, r.block(d, lang))
	}
	b.WriteString(sayf(lang, "事项 %d，已处理 %d（%s），超期 %d，待处理 %d", "raised %d, solved %d (%s), late %d, open %d",
		r.Items, r.Solved, percent(r.Handled), r.Late, r.Open) + "\n")
	for _, missed := range p.Targets.Missed(r) {
		b.WriteString(p.Targets.shortfall(missed, r, lang) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shortfall says which target is missed, and by which figure.
func (t VisitTargets) shortfall(name string, r VisitReview, lang Lang) string {
	if name == "handled" {
		return sayf(lang, "! 处理率 %s，应达到 %.1f%%", "! solved %s, must reach %.1f%%", percent(r.Handled), 100*t.Handled)
	}
	return sayf(lang, "! 有效投诉率 %s，应低于 %.1f%%", "! valid complaints %s, must be below %.1f%%", percent(r.Valid), 100*t.ValidBelow)
}

// block lays out one duty.
func (r VisitReview) block(d VisitDuty, lang Lang) [][]string {
	head := []string{d.Title.In(lang), Label{"负责人", "officer"}.In(lang)}
	rows := make([][]string, len(d.Areas))
	for i, a := range d.Areas {
		rows[i] = []string{"  " + a.Title.In(lang), a.Officer}
		for _, c := range r.Cells {
			if c.Duty != d.ID || c.Area != a.ID {
				continue
			}
			if i == 0 {
				head = append(head, c.Period)
			}
			rows[i] = append(rows[i], c.String())
		}
	}
	return append([][]string{head}, rows...)
}

// String gives the visits made of those planned, and whether any lack.
func (c VisitCell) String() string {
	s := fmt.Sprintf("%d/%d", c.Done, c.Planned)
	switch {
	case c.Missing > 0:
		return s + " !"
	case c.Due > 0:
		return s + " …"
	}
	return s
}
