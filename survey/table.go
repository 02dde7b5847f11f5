package survey

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteTable prints the result for people, in one language: the totals, each
// section with its questions, and one line per group. Columns line up in a
// fixed-width font, Chinese characters taking two places. The interval belongs
// to the share beside it, in percent, or to the Net Promoter Score, in points. On
// an effort question the share is that of 5 to 7; under a text question stand the
// topics, as shares of the comments, with the share of bad ratings among them. A
// figure without data is "–"; a small cell is marked "*". The error is the
// writer's.
func (r Result) WriteTable(w io.Writer, lang Lang) error {
	rows := [][]string{columns(lang), r.Total.Overall.row(Label{"总体", "overall"}.In(lang))}
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
	fmt.Fprintf(&b, "%s · %s v%d · %s\n", oneLine(r.Title.In(lang)), r.Questionnaire, r.Version, r.Boxes.title().In(lang))
	b.WriteString(r.returned().In(lang) + "\n")
	align(&b, rows)
	b.WriteString(r.smallMark().In(lang) + "\n")
	if r.Withheld > 0 {
		b.WriteString(sayf(lang, "另有 %d 组人数过少，未列出", "%d groups withheld: too few people", r.Withheld) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// returned says how many were asked and answered.
func (r Result) returned() Label {
	return both("发放 %d，回收 %d，回收率 %s", "invited %d, responses %d, response rate %s",
		r.Total.Invited, r.Total.Responses, percent(r.Total.ResponseRate))
}

// smallMark explains the mark of a small cell.
func (r Result) smallMark() Label {
	return both("* 不足 %d 人", "* fewer than %d people", r.MinCell)
}

// columns head the figures of a table.
func columns(lang Lang) []string {
	return inLang(lang,
		Label{"项目", "item"}, Label{"答数", "answers"}, Label{"不适用", "n/a"}, Label{"未答", "missing"},
		Label{"满意率", "satisfied"}, Label{"95% 区间", "95 % interval"}, Label{"差评率", "bad"},
		Label{"均分", "mean"}, Label{"指数", "index"}, Label{"NPS", "NPS"})
}

// inLang gives labels in a language.
func inLang(lang Lang, labels ...Label) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = l.In(lang)
	}
	return out
}

// sayf formats a text in a language.
func sayf(lang Lang, zh, en string, args ...any) string { return both(zh, en, args...).In(lang) }

// both formats a text in both languages.
func both(zh, en string, args ...any) Label {
	return Label{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
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
	switch q.Kind {
	case KindScale10:
		line[5], line[9] = interval(q.NPS, 1), number(q.NPS, "%+.1f")
	case KindScale7: // the share that finds it easy is the satisfied share of effort
		line[4], line[5] = percent(q.Easy), interval(q.Easy, 100)
	case KindScale5, KindOneToTen, KindSingle, KindMultiple, KindText:
	}
	out := [][]string{line}
	detail := func(name, share, interval, bad string) {
		row := make([]string, len(line))
		row[0], row[4], row[5], row[6] = "    "+name, share, interval, bad
		out = append(out, row)
	}
	for _, o := range q.Options {
		detail(o.Label.In(lang), percent(o.Chosen), interval(o.Chosen, 100), "")
	}
	for _, t := range q.Topics {
		name := t.Topic
		if name == noTopic {
			name = Label{"其他意见", "other comments"}.In(lang)
		}
		said := point(float64(t.People)/float64(q.Answered), q.Answered)
		detail(name, percent(said), "", percent(point(float64(t.Bad)/float64(t.People), t.People)))
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
