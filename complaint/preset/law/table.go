package law

import (
	"fmt"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Table writes laws as a Markdown table that a compliance officer can read and sign: one row a limit, with its instrument
// and article, the days it is in force, whom it binds and how sure we are of it. Language is "zh" or "en".
func Table(laws []playbook.Law, lang string) string {
	say := func(zh, en string) string { return text(zh, en).In(lang) }
	var b strings.Builder
	for i, head := range []string{
		"id", say("出处", "source"), say("条款", "article"), say("地域", "place"), say("施行", "from"), say("至", "to"),
		say("约束", "binds"), say("内容", "limit"), say("起算", "counts from"), say("期限", "term"), say("最长", "at most"),
		say("不计入", "not counted"), say("可信度", "confidence"), say("查证日", "looked up"),
	} {
		if i == 0 {
			b.WriteString("|")
		}
		fmt.Fprintf(&b, " %s |", head)
	}
	b.WriteString("\n" + "|" + strings.Repeat("---|", 14) + "\n")
	for i := range laws {
		for j := range laws[i].Limits {
			row(&b, &laws[i], &laws[i].Limits[j], lang)
		}
	}
	return b.String()
}

func row(b *strings.Builder, l *playbook.Law, x *playbook.LegalLimit, lang string) {
	words := map[string]playbook.Text{
		string(company): text("企业", "company"), string(regulator): text("监管部门", "authority"), string(complainant): text("投诉人", "complainant"),
		string(official): text("官方文本", "official text"), string(copied): text("转载文本", "copy"),
		string(reported): text("报道", "report"), string(memory): text("未核实", "not verified"),
	}
	title := l.Title.In(lang)
	if l.Number != "" {
		title += " (" + l.Number + ")"
	}
	binds := words[string(x.Whom)].In(lang)
	if x.Practice {
		binds = text("惯例，无约束力", "practice, binds nobody").In(lang)
	}
	cells := []string{
		l.ID + "." + x.ID, title, x.Article, l.Jurisdiction, l.From.String(), l.To.String(), binds, x.Label.In(lang), x.Starts.In(lang),
		amount(x.Term, lang), amount(x.Most, lang), x.Pauses.In(lang), words[string(x.Confidence)].In(lang), x.Verified.String(),
	}
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, "|", "\\|")
	}
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// amount is a term in words.
func amount(t sla.Term, lang string) string {
	if t.IsZero() {
		return ""
	}
	n := t.Span.N()
	unit := map[sla.Unit]playbook.Text{
		sla.Second: text("秒", "s"), sla.Minute: text("分钟", "min"), sla.Hour: text("小时", "h"), sla.Workday: text("个工作日", "working days"),
		sla.Day: text("日", "days"), sla.Week: text("周", "weeks"), sla.Month: text("个月", "months"),
	}[t.Span.Unit()].In(lang)
	if n == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", n, unit))
}
