package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress tells on stderr how the month goes, one line a day.
type progress struct {
	w io.Writer
	t tongue
}

func newProgress(w io.Writer, t tongue) *progress { return &progress{w: w, t: t} }

func (p *progress) line(text string) { fmt.Fprintln(p.w, text) }

func (p *progress) done() { fmt.Fprintln(p.w) }

// day is called when a day of the month is over.
func (p *progress) day(m *month) {
	now := m.clock.Now().In(m.cast.zone)
	open, late := 0, 0
	for _, f := range m.files.all {
		if f.c.State.Ended() {
			continue
		}
		open++
		if due := f.c.Due("resolve"); !due.IsZero() && due.Before(now) {
			late++
		}
	}
	n := len(m.files.all)
	full := 30 * n / max(len(m.rows), n, 1)
	bar := strings.Repeat("█", full) + strings.Repeat("·", 30-full)
	fmt.Fprintf(p.w, p.t.of("%s %s 立案 %3d  在办 %3d  逾期 %2d\n", "%s %s cases %3d  open %3d  late %2d\n"),
		now.Add(-time.Second).Format("01-02"), bar, n, open, late)
}
