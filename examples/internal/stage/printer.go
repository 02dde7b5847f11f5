package stage

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// minute is how the stories write a time.
const minute = "2006-01-02 15:04"

// Printer prints in the language of the story and knows the words of its playbook.
type Printer struct {
	Lang string
	Out  io.Writer
	// Words are what the story calls targets of its playbook that are its own; one without a word keeps its name.
	Words map[string]playbook.Text
	// People are those of the story, for what names only an id.
	People []complaint.Actor

	zone *time.Location
	pb   *playbook.Playbook
}

// Of picks a text.
func (p *Printer) Of(zh, en string) string { return playbook.Text{ZH: zh, EN: en}.In(p.Lang) }

// In picks a label of the playbook.
func (p *Printer) In(label playbook.Text) string { return label.In(p.Lang) }

// Head prints a heading.
func (p *Printer) Head(zh, en string) { fmt.Fprintf(p.Out, "\n## %s\n\n", p.Of(zh, en)) }

// Say prints a line; both texts take the same values.
func (p *Printer) Say(zh, en string, values ...any) { fmt.Fprintf(p.Out, p.Of(zh, en)+"\n", values...) }

// When is a time in the zone of the story, to the minute; a midnight is the end of the day before.
func (p *Printer) When(t time.Time) string {
	switch t = t.In(p.zone); {
	case t.IsZero():
		return "·"
	case t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
		return t.AddDate(0, 0, -1).Format("01-02") + " 24:00"
	}
	return t.Format("01-02 15:04")
}

// Who is a person with their role.
func (p *Printer) Who(a complaint.Actor) string { return a.Name + p.Of(" ", ", ") + p.Role(a.Role) }

// Role is what a role is called.
func (p *Printer) Role(code string) string {
	for _, r := range p.pb.Roles {
		if r.Code == code {
			return p.In(r.Label)
		}
	}
	return code
}

// Unit is what a unit is called.
func (p *Printer) Unit(code string) string {
	for _, u := range p.pb.Units {
		if u.Code == code {
			return p.In(u.Label)
		}
	}
	return code
}

// Severity is what the playbook calls the severity of a case.
func (p *Printer) Severity(c *complaint.Case) string {
	for _, g := range p.pb.Grades {
		if g.Severity == c.Severity {
			return p.In(g.Label)
		}
	}
	return c.Severity.Label().In(p.Lang)
}

// Channel is what a channel is called.
func (p *Printer) Channel(code string) string {
	for _, c := range p.pb.Channels {
		if c.Code == code {
			return p.In(c.Label)
		}
	}
	return code
}

// Outcome is how a case ended, "·" while it has not.
func (p *Printer) Outcome(c *complaint.Case) string {
	for _, o := range p.pb.Outcomes {
		if o.Code == c.Outcome {
			return p.In(o.Label)
		}
	}
	for _, r := range p.pb.Reasons {
		if r.Code == c.Outcome && r.Command == "refuse" {
			return p.In(r.Label)
		}
	}
	if c.Outcome == "" {
		return "·"
	}
	return c.Outcome
}

// Target is what a time limit is called.
func (p *Printer) Target(name string) string {
	for _, words := range []map[string]playbook.Text{p.Words, usualWords()} {
		if word, ok := words[name]; ok {
			return p.In(word)
		}
	}
	return name
}

// usualWords are what the limits of the standard flow, on which the presets are built, are called.
func usualWords() map[string]playbook.Text {
	word := func(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }
	return map[string]playbook.Text{
		"acknowledge": word("告知收悉", "acknowledge"), "resolve": word("办结", "resolve"), "take-on": word("接单", "take on"),
		"follow-up": word("回访", "follow up"), "auto-close": word("自动结案", "close by itself"),
		"approval": word("审批", "approve"), "promise": word("兑现承诺", "keep the promise"),
	}
}

// Step is what a step of a time limit is called.
func (p *Printer) Step(id string) string {
	switch {
	case strings.HasSuffix(id, "-half"):
		return p.Of("时间过半", "half the time is gone")
	case strings.HasSuffix(id, "-missed"), id == "breach":
		return p.Of("超时", "missed")
	case strings.HasSuffix(id, "-rung"):
		return p.Of("再升一级", "one rung further up")
	case id == "quarter":
		return p.Of("只剩四分之一", "a quarter of the time is left")
	case id == "close":
		return p.Of("自动结案", "closes by itself")
	}
	return id
}

// Address is whom a notice is for.
func (p *Printer) Address(to string) string {
	kind, code, _ := strings.Cut(to, ":")
	switch kind {
	case "role":
		return p.Role(code)
	case "unit":
		return p.Unit(code)
	case "person":
		for _, a := range p.People {
			if a.ID == code {
				return a.Name
			}
		}
		return code
	case complaint.Complainant:
		return p.Of("投诉人", "the complainant")
	}
	return to
}

// Span writes an amount of time in words.
func (p *Printer) Span(s sla.Span) string {
	words := map[sla.Unit]string{
		sla.Day: p.Of("天", "days"), sla.Workday: p.Of("个工作日", "working days"), sla.Hour: p.Of("小时", "hours"),
	}
	if word, ok := words[s.Unit()]; ok {
		return fmt.Sprintf("%d %s", s.N(), word)
	}
	return s.String()
}

// Money prints yuan, "·" for none.
func (p *Printer) Money(m complaint.Money) string {
	switch {
	case m.IsZero():
		return "·"
	case m.Amount%100 == 0:
		return fmt.Sprintf("¥%d", m.Amount/100)
	}
	return fmt.Sprintf("¥%d.%02d", m.Amount/100, m.Amount%100)
}

// Command is what a command is called.
func (p *Printer) Command(name string) string {
	if label, ok := playbook.CommandLabels()[name]; ok {
		return p.In(label)
	}
	if name == "tick" {
		return p.Of("时限", "time limit")
	}
	return name
}
