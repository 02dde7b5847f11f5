package playbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/redress-go/redress/sla"
)

// TargetTable writes every time limit of the playbook as a Markdown table a person can check: to whom it is owed, what it
// counts from and until, how long, what stops the clock, how it may be extended, what happens before and after the due.
// Language is "zh" or "en". The same playbook always gives the same text.
func (p *Playbook) TargetTable(lang string) string {
	say := func(zh, en string) string { return Text{zh, en}.In(lang) }
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s@%s\n\n", p.Title.In(lang), p.ID, p.Version)
	heads := []string{
		say("时限", "limit"), say("对象", "owed to"), say("日历", "calendar"), say("起算", "from"), say("止于", "until"),
		say("期限", "term"), say("暂停", "stands still"), say("延长", "extension"), say("提醒与升级", "steps"),
	}
	fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(heads, " | "), strings.Repeat("---|", len(heads)))
	owners := map[sla.Owner]string{
		sla.OwnerCustomer: say("投诉人", "complainant"), sla.OwnerUnit: say("部门", "unit"), sla.OwnerStatutory: say("法定", "the law"),
	}
	for i := range p.Targets {
		t := &p.Targets[i]
		owner, calendar := t.Owner, t.Calendar
		if owner == "" {
			owner = sla.OwnerCustomer
		}
		if calendar == "" {
			calendar = p.Calendar
		}
		cells := []string{
			t.Name, owners[owner], calendar, conditions(t.Start), conditions(append(slices.Clone(t.Stop), t.Cancel...)),
			terms(t), conditions(t.Pause), extensions(t), steps(t.Steps),
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	return b.String()
}

func conditions(list []sla.Condition) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Event+facts(c.With))
	}
	return strings.Join(out, ", ")
}

// facts writes what must hold, " (kind: complaint/query; state: closed)".
func facts(when map[string][]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(when)) {
		out = append(out, name+": "+strings.Join(when[name], "/"))
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}

func terms(t *sla.Target) string {
	var out []string
	if t.DueFrom != "" {
		out = append(out, "← "+t.DueFrom)
	}
	for _, c := range t.Terms {
		out = append(out, c.Term.String()+facts(c.When))
	}
	return strings.Join(out, ", ")
}

func extensions(t *sla.Target) string {
	var out []string
	for _, x := range t.Extensions {
		s := x.Name + ": " + string(x.Shape) + " " + x.Span.String()
		if x.Max > 1 {
			s += fmt.Sprintf(" × %d", x.Max)
		}
		if x.Approver != "" {
			s += " (" + x.Approver + ")"
		}
		out = append(out, s)
	}
	if !t.ExtendLimit.IsZero() {
		out = append(out, "≤ "+t.ExtendLimit.String())
	}
	return strings.Join(out, ", ")
}

func steps(list []sla.Step) string {
	var out []string
	for _, s := range list {
		var do []string
		for _, name := range slices.Sorted(maps.Keys(s.Do)) {
			do = append(do, name+" "+s.Do[name])
		}
		out = append(out, s.At.String()+facts(s.If)+" "+strings.Join(do, " + "))
	}
	return strings.Join(out, "; ")
}
