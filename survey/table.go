package survey

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// WriteTable prints the result for people, in one language: the totals, each
// section with its questions, and one line per group. Columns line up in a
// fixed-width font, Chinese characters taking two places. The interval belongs
// to the share beside it, in percent, or to the Net Promoter Score, in points. A
// figure without data is "–"; a small cell is marked "*". The error is the
// writer's.
func (r Result) WriteTable(w io.Writer, lang Lang) error {
	say := wordsIn(lang)
	rows := [][]string{say.columns, r.Total.Overall.row(say.overall)}
	for _, s := range r.Total.Sections {
		rows = append(rows, s.heading(lang))
		for _, q := range s.Questions {
			rows = append(rows, q.rows(lang)...)
		}
	}
	for _, g := range r.Groups {
		rows = append(rows, g.Overall.row(g.Dimension+" = "+g.Value))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s · %s v%d · %s\n", oneLine(r.Title.In(lang)), r.Questionnaire, r.Version, r.Boxes)
	fmt.Fprintf(&b, say.rate+"\n", r.Total.Invited, r.Total.Responses, percent(r.Total.ResponseRate))
	align(&b, rows)
	fmt.Fprintf(&b, say.small+"\n", r.MinCell)
	_, err := io.WriteString(w, b.String())
	return err
}

// words are the fixed texts of a table.
type words struct {
	columns              []string
	overall, rate, small string
}

func wordsIn(lang Lang) words {
	if lang == English {
		return words{
			columns: []string{"item", "answers", "n/a", "missing", "satisfied", "95 % interval", "bad", "mean", "index", "NPS"},
			overall: "overall", rate: "invited %d, responses %d, response rate %s",
			small: "* fewer than %d people",
		}
	}
	return words{
		columns: []string{"项目", "答数", "不适用", "未答", "满意率", "95% 区间", "差评率", "均分", "指数", "NPS"},
		overall: "总体", rate: "发放 %d，回收 %d，回收率 %s",
		small: "* 不足 %d 人",
	}
}

// heading prints the figures of a section, or its name alone when it has no
// five-level question to pool.
func (s SectionResult) heading(lang Lang) []string {
	line := s.row(s.Title.In(lang))
	if !slices.ContainsFunc(s.Questions, func(q QuestionResult) bool { return q.Kind == KindScale5 }) {
		return append([]string{s.Title.In(lang)}, make([]string, len(line)-1)...)
	}
	return line
}

// row prints figures under the columns.
func (f Figures) row(name string) []string {
	if f.Small {
		name += " *"
	}
	return []string{
		name, fmt.Sprint(f.Answered), fmt.Sprint(f.NotApplicable), fmt.Sprint(f.Missing),
		percent(f.Satisfied), interval(f.Satisfied, 100), percent(f.Dissatisfied), number(f.Mean, "%.2f"), number(f.Index, "%.1f"), none,
	}
}

// rows prints a question and the shares of its options.
func (q QuestionResult) rows(lang Lang) [][]string {
	line := q.row("  " + q.Text.In(lang))
	if q.Kind == KindScale10 {
		line[5], line[9] = interval(q.NPS, 1), number(q.NPS, "%+.1f")
	}
	out := [][]string{line}
	for _, o := range q.Options {
		line := make([]string, len(line))
		line[0], line[4], line[5] = "    "+o.Label.In(lang), percent(o.Chosen), interval(o.Chosen, 100)
		out = append(out, line)
	}
	return out
}

// none stands for no data.
const none = "–"

func percent(e Estimate) string {
	if v, ok := e.Value(); ok {
		return fmt.Sprintf("%.1f%%", 100*v)
	}
	return none
}

func number(e Estimate, format string) string {
	if v, ok := e.Value(); ok {
		return fmt.Sprintf(format, v)
	}
	return none
}

func interval(e Estimate, unit float64) string {
	if low, high, ok := e.Interval(); ok {
		return fmt.Sprintf("%.1f…%.1f", unit*low, unit*high)
	}
	return none
}

// align writes rows with the first column to the left and the others to the
// right of their places.
func align(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = oneLine(cell)
			widths[i] = max(widths[i], places(row[i]))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-places(cell))
			if i == 0 {
				line.WriteString(cell + pad)
			} else {
				line.WriteString("  " + pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// oneLine keeps line breaks and tabs of labels and names out of the table.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// places is the width of a text in a fixed-width font: two for the wide East
// Asian blocks (Unicode Standard Annex 11), one otherwise.
func places(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
			r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x20000 && r <= 0x3FFFD {
			n++
		}
	}
	return n
}
