package main

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

const minute = time.Minute

// registered: the guest is told that we know, a small matter is put right on the spot, and the lobby looks at the rest.
func (p *policy) registered(f *file) *move {
	urgent := f.c.Severity == classify.Urgent
	first := want{id: f.c.FirstContact}
	switch {
	case !f.did("acknowledge", "respond") && (f.c.Anonymous || !f.serious() && p.chance(f, "talks", 0.7)):
		return p.by(f, p.wait(f, "respond", 1*minute, 6*minute, 0.06), complaint.Respond{Text: "已向客人致歉并说明下一步由谁处理。"}, first, role("lobby-manager"))
	case !f.did("acknowledge", "respond"):
		return p.by(f, p.wait(f, "acknowledge", 20*time.Second, 2*minute, 0.12), complaint.Acknowledge{}, first, role("lobby-manager"))
	case !f.did("respond") && p.chance(f, "calls back", 0.85):
		return p.by(f, p.wait(f, "call back", 1*minute, 5*minute, 0.08), complaint.Respond{Text: "回电告知由谁处理、何时答复。"}, first, role("lobby-manager"))
	case f.flagged("third-party") && f.row.Staff == "":
		return p.by(f, p.wait(f, "refuse", 10*minute, 50*minute, 0), complaint.Refuse{
			Reason: "not-ours", Text: "不属于本店责任，已告知客人向谁投诉并提供联系方式。",
		}, p.lobby()...)
	case f.flagged("abusive") && f.c.Severity == classify.Minor:
		return p.abused(f)
	case p.direct(f):
		return p.by(f, p.wait(f, "direct", 8*minute, 45*minute, 0.05), complaint.CloseDirectly{Text: "当场处理完毕，客人认可。"}, p.closers(f)...)
	}
	wait := p.wait(f, "assess", 3*minute, 15*minute, 0.08)
	if urgent {
		wait = p.wait(f, "assess", 30*time.Second, 3*minute, 0.05)
	}
	m := p.by(f, wait, p.assessment(f), p.lobby()...)
	if first := p.cast.person(f.c.FirstContact); m != nil && f.c.Severity == classify.Ordinary && first.works(m.at.In(p.cast.zone)) && p.chance(f, "lazy", 0.09) {
		m.try(first, complaint.CloseDirectly{}, nil)
	}
	return m
}

// direct reports whether the desk settles it on the spot.
func (p *policy) direct(f *file) bool {
	return f.c.Severity == classify.Minor && len(f.c.Flags) == 0 && p.seed.chance(f.row.Key, 0, "direct", 0.6)
}

// closers may close directly: whoever took the complaint, when they are more than an employee, or the lobby.
func (p *policy) closers(f *file) []want {
	if first := p.cast.person(f.c.FirstContact); first != nil && first.role != "employee" {
		return append([]want{{id: first.id}}, p.lobby()...)
	}
	return p.lobby()
}

// abused: insults and threats without a fact are answered in peace, and security is told.
func (p *policy) abused(f *file) *move {
	if !f.did("add-task") {
		return p.by(f, 4*minute, complaint.AddTask{Code: "watch", Unit: "security", Text: "来电辱骂并威胁前台员工，请加强前台巡视。"}, p.lobby()...)
	}
	if t := f.openTask(false); t != nil {
		return p.by(f, 30*minute, complaint.CompleteTask{Task: t.ID, Result: "done", Text: "当晚加派一人值守前台。"}, p.lobby()...)
	}
	return p.by(f, 10*minute, complaint.CloseDirectly{Outcome: "explained", Text: "两次请对方说明事由，均无具体诉求；已告知可随时提供事实。"}, p.lobby()...)
}

// assessment confirms what the rules say. Where words suggest worse, the lobby asks back first.
func (p *policy) assessment(f *file) complaint.Assess {
	a := complaint.Assess{}
	if f.c.Severity < classify.Major && f.flagged("injury", "danger", "theft") && p.chance(f, "confirmed", 0.7) {
		a.Severity, a.Text = classify.Major, "文字提示严重情况，已与客人核实，属实。"
	}
	return a
}

// assessed: a serious case is reported first, then everything goes to the unit that has to do it.
func (p *policy) assessed(f *file) *move {
	if f.serious() && !f.c.Reported {
		return p.by(f, p.wait(f, "report", 1*minute, 12*minute, 0.12), complaint.Report{Role: "deputy-gm", Text: "情况已核实，报副总经理。"}, p.lobby()...)
	}
	unit := p.home(f)
	if p.misrouted(f) {
		unit = p.wrong(f)
	}
	cmd := complaint.Dispatch{Unit: unit}
	at := f.base().Add(p.wait(f, "dispatch", 1*minute, 8*minute, 0.05))
	if lead, when := p.cast.find(at, f.c.About, p.leads(f, unit)...); lead != nil && when.Sub(at) < 2*time.Hour {
		cmd.Person = lead.id
	}
	return p.by(f, p.wait(f, "dispatch", 1*minute, 8*minute, 0.05), cmd, p.lobby()...)
}

// home is the unit that has to do it.
func (p *policy) home(f *file) string {
	if f.serious() {
		return "complaint-centre"
	}
	if unit := p.unit[f.row.Matter]; unit != "" {
		return unit
	}
	return "complaint-centre"
}

// misrouted reports whether the lobby first sends the case to the wrong unit.
func (p *policy) misrouted(f *file) bool {
	return !f.serious() && f.c.Returns == 0 && f.row.Matter != "other" && p.seed.chance(f.row.Key, 0, "misrouted", 0.05)
}

// wrong is a unit that has nothing to do with it.
func (p *policy) wrong(f *file) string {
	if p.home(f) == "housekeeping" {
		return "engineering"
	}
	return "housekeeping"
}

// leads are whoever takes a case on for a unit.
func (p *policy) leads(f *file, unit string) []want {
	if f.c.Severity == classify.Urgent {
		return []want{role("lobby-manager"), role("deputy-gm")}
	}
	if f.serious() {
		return []want{role("deputy-gm"), role("general-manager")}
	}
	return []want{{role: "area-lead", unit: unit}, {role: "floor-manager", unit: unit}, {role: "dept-head", unit: unit}, role("lobby-manager")}
}

// dispatched: the unit takes the case on, or says that it is not theirs.
func (p *policy) dispatched(f *file) *move {
	unit := f.c.Assignment().Unit
	if p.misrouted(f) {
		return p.by(f, p.wait(f, "send back", 5*minute, 30*minute, 0), complaint.SendBack{Reason: "wrong-unit"}, p.leads(f, unit)...)
	}
	wait := p.wait(f, "take on", 2*minute, 25*minute, 0.10)
	if f.serious() {
		wait = p.wait(f, "take on", 1*minute, 14*minute, 0.10)
	}
	m := p.by(f, wait, complaint.TakeOn{}, append([]want{{id: f.c.Assignment().Person}}, p.leads(f, unit)...)...)
	if accused := p.cast.person(f.row.Staff); accused != nil && m != nil && accused.works(m.at.In(p.cast.zone)) && p.chance(f, "accused", 0.12) {
		m.try(accused, complaint.Respond{Text: "我来解释一下……"}, complaint.ErrForbidden)
	}
	return m
}
