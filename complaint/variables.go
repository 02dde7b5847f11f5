package complaint

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// value is what a template's variable stands for (see playbook.Variables), "" for one that the case has no value of.
func (l *letter) value(name string) string {
	switch prefix, rest, _ := strings.Cut(name, "."); {
	case prefix == "due" && rest != "":
		return l.due(rest)
	case prefix == "field" && rest != "":
		return l.field(rest)
	}
	switch name {
	case "due":
		return l.due(l.target())
	case "complainant":
		return l.sealed(func(d *Details) string { return d.Complainant.Name })
	case "demand":
		return l.sealed(func(d *Details) string { return d.Demand })
	case "owner":
		return l.person(l.c.Owner)
	case "promise":
		return l.promise()
	case "proposal":
		return l.proposal()
	case "task":
		return l.task()
	case "reason":
		return l.reason()
	case "recourse":
		return l.recourse()
	case "survey", "survey-until":
		return l.survey(name)
	}
	return l.fact(name)
}

// survey is the link of an invitation, made once for a letter, and until when it may be used.
func (l *letter) survey(name string) string {
	v := l.c.noticed(l.n.Kind, l.n.To, l.n.Ref)
	switch {
	case v == nil || l.err != nil:
		return ""
	case name == "survey-until":
		return l.time(v.Expires)
	case l.link == "":
		token, err := l.desk.mint(l.ctx, l.c, v)
		if l.err = err; err == nil {
			l.link = l.desk.cfg.SurveyLink + token.Reveal()
		}
	}
	return l.link
}

// fact is a variable that is a value of the case itself.
func (l *letter) fact(name string) string {
	c, pb := l.c, l.rules.pb
	switch name {
	case "number":
		return c.Number
	case "state":
		return c.State.Label(l.lang)
	case "severity":
		if g := l.rules.grades[c.Severity]; g != nil {
			return g.Label.In(l.lang)
		}
		return c.Severity.String()
	case "kind":
		if k := l.rules.kinds[c.Kind]; k != nil {
			return k.Label.In(l.lang)
		}
		return c.Kind
	case "unit":
		return l.unit(c.Unit)
	case "desk":
		return l.unit(pb.FallbackUnit)
	case "place":
		return c.Place
	case "received":
		return l.time(c.Received)
	case "level":
		return strconv.Itoa(c.Level)
	case "priority":
		return strconv.Itoa(c.Priority)
	case "outcome":
		return l.code(pb.Outcomes, c.Outcome)
	case "notice":
		return l.n.Kind
	}
	return ""
}

// time is an instant in the zone of the playbook, "" when there is none.
func (l *letter) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(l.rules.zone()).Format("2006-01-02 15:04")
}

// target is the clock that the notice is about, "" for none.
func (l *letter) target() string {
	target, _ := strings.CutPrefix(l.n.Ref, "target:")
	target, _, _ = strings.Cut(target, "/")
	return target
}

// due is when a target falls due, and the word for it while its clock stands still. The end of a day is 24:00 of that day, not midnight of the next one.
func (l *letter) due(target string) string {
	due := l.c.Due(target)
	for _, t := range l.c.Timers(target) {
		next := t.DueDate.AddDays(1)
		if t.Due.Equal(due) && !due.IsZero() && due.In(l.rules.zone()).Format("2006-01-02 15:04") == next.String()+" 00:00" {
			return t.DueDate.String() + " 24:00"
		}
	}
	if due.IsZero() && slices.ContainsFunc(l.c.Timers(target), func(t sla.Timer) bool { return t.Held() && t.Live() }) {
		return playbook.Text{ZH: "暂停计时", EN: "paused"}.In(l.lang)
	}
	return l.time(due)
}

// code is the label of a code, or the code itself.
func (l *letter) code(list []playbook.Code, code string) string {
	for _, c := range list {
		if c.Code == code {
			return c.Label.In(l.lang)
		}
	}
	return code
}

func (l *letter) unit(code string) string {
	if u := l.rules.units[code]; u != nil {
		return u.Label.In(l.lang)
	}
	return code
}

// person is the name of somebody of the staff, or the id of somebody unknown.
func (l *letter) person(id string) string {
	if m := l.desk.cfg.Staff().person(id); m != nil && m.Name != "" {
		return m.Name
	}
	return id
}

// field is a field of the trade.
func (l *letter) field(name string) string {
	f := l.rules.fields[name]
	switch {
	case f == nil:
		return ""
	case f.Personal:
		return l.sealed(func(d *Details) string { return d.Fields[name] })
	case f.Type == playbook.CodeField:
		return l.code(f.Values, l.c.Fields[name])
	case f.Type == playbook.CodesField:
		return l.codes(f, l.c.Fields[name])
	}
	return l.c.Fields[name]
}

// ref is the number of a part that the notice refers to, 0 when it refers to none of that kind.
func (l *letter) ref(part string) int {
	for _, ref := range strings.Split(l.n.Ref, ";") {
		if text, ok := strings.CutPrefix(ref, part+":"); ok {
			id, _ := strconv.Atoi(text)
			return id
		}
	}
	return 0
}

// promise is when the promise is due that the notice is about, or else the earliest that is open.
func (l *letter) promise() string {
	if p := find(l.c.Promises, l.ref("promise")); p != nil {
		return l.time(p.Due)
	}
	return l.time(l.c.Due("promise"))
}

// proposal is what the proposal offers that the notice is about, or else the last one.
func (l *letter) proposal() string {
	p := l.c.Proposal(l.ref("proposal"))
	if p == nil {
		if len(l.c.Proposals) == 0 {
			return ""
		}
		p = &l.c.Proposals[len(l.c.Proposals)-1]
	}
	var parts []string
	for _, r := range p.Remedies {
		text := r.Relief
		if known := l.rules.reliefs[r.Relief]; known != nil {
			text = known.Label.In(l.lang)
		}
		if r.Money.Amount != 0 {
			text += " " + r.Money.String()
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, map[string]string{"zh": "、", "en": ", "}[l.lang])
}

// task is the label of the task that the notice is about.
func (l *letter) task() string {
	t := l.c.Task(l.ref("task"))
	if t == nil {
		return ""
	}
	for i := range l.rules.pb.Tasks {
		if rule := &l.rules.pb.Tasks[i]; rule.Code == t.Code {
			return rule.Label.In(l.lang)
		}
	}
	return t.Code
}

// reason is the label of the reason that the notice refers to: why a complaint was refused, why a case came back.
func (l *letter) reason() string {
	for _, r := range l.rules.pb.Reasons {
		if r.Code == l.n.Ref {
			return r.Label.In(l.lang)
		}
	}
	return ""
}

// recourse is where the complainant may turn: what the notice names, or else every place of the playbook.
func (l *letter) recourse() string {
	var named []string
	for _, ref := range strings.Split(l.n.Ref, ";") {
		if codes, ok := strings.CutPrefix(ref, "recourse:"); ok {
			named = strings.Split(codes, ",")
		}
	}
	var places []string
	for _, c := range l.rules.pb.Recourse {
		if named == nil || slices.Contains(named, c.Code) {
			places = append(places, c.Label.In(l.lang))
		}
	}
	return strings.Join(places, map[string]string{"zh": "、", "en": ", "}[l.lang])
}
