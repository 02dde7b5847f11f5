package survey

import (
	"fmt"
	"strings"
	"time"
)

// Plan says who is asked, when, how and how many (调查计划, R21): after events,
// such as each closed case, or in waves by the calendar. It is plain data under
// an id and a version. It reads no clock: a host asks it what is due.
type Plan struct {
	// ID is a code, Version counts from 1.
	ID      string `json:"id"`
	Version int    `json:"version"`
	Title   Label  `json:"title"`
	// Questionnaire and QuestionnaireVersion say what is asked.
	Questionnaire        string `json:"questionnaire"`
	QuestionnaireVersion int    `json:"questionnaire_version"`
	// Zone is the IANA zone in which periods begin and end.
	Zone string `json:"zone"`
	// On is the code of an event that is followed by a contact: [OnClosed],
	// [OnSettled], or one of the host's own such as "festival". Exactly one of
	// On and Every is given.
	On string `json:"on,omitempty"`
	// Every repeats the survey by the calendar, in waves.
	Every Every `json:"every,omitempty"`
	// Contacts are how long after the event, or after the start of the period,
	// people are contacted, ascending and at least one. Several after an event
	// are later contacts that ask again (R03: one or two after a solution);
	// every one of them is due. A wave has one.
	Contacts []Wait `json:"contacts"`
	// Modes are how people may be asked (方式), the preferred first.
	Modes []Mode `json:"modes"`
	// Sample says how many of those concerned are asked. Its zero value asks
	// everybody.
	Sample Sample `json:"sample,omitzero"`
	// CoolDown is the time for which a person asked once is left in peace
	// (免打扰期). Asked exactly that long ago may be asked again.
	CoolDown Wait `json:"cool_down,omitempty"`
	// Expires is how long an invitation can be answered, and the time within
	// which a contact must have been made not to be missed. At least a minute.
	Expires Wait `json:"expires"`
	// Reminders are how long after the invitation reminders go out to who has
	// not answered, ascending, before it expires. At most 10.
	Reminders []Wait `json:"reminders,omitempty"`
	// Anonymous keeps answers apart from people: nobody can be called back. The
	// groups still go with the answers: give no group that names a person, keep
	// answers in no order of arrival, and publish only what [Result.Withhold]
	// leaves.
	Anonymous bool `json:"anonymous,omitempty"`
	// Boxes and Targets say what the answers are held against.
	Boxes   BoxSet   `json:"boxes"`
	Targets []Target `json:"targets,omitempty"`
}

// Usual events of a plan.
const (
	OnClosed  = "closed"  // a case was closed (结案)
	OnSettled = "settled" // a claim was settled: every one is followed up (R07)
)

// Mode is how somebody is asked.
type Mode string

// The modes of R21.
const (
	Phone Mode = "phone" // 电话
	Visit Mode = "visit" // 上门走访
	Form  Mode = "form"  // 纸质问卷
	Web   Mode = "web"   // 网上
)

func (m Mode) known() bool { return m == Phone || m == Visit || m == Form || m == Web }

// Bounds on plans.
const (
	maxContacts  = 20
	maxReminders = 10
	minExpires   = Wait(time.Minute)
)

// Validate checks every rule of the plan and reports all that are broken in one
// [*InvalidError], or nil. Whether the items of the targets are those of
// the questionnaire is for [Result.Review] to say.
func (p Plan) Validate() error {
	v := planValidator{validator{faults: faults{what: "plan"}}}
	v.versioned("id", p.ID, "version", p.Version)
	v.title(p.Title)
	v.versioned("questionnaire", p.Questionnaire, "questionnaire_version", p.QuestionnaireVersion)
	if _, rule := zoneRule(p.Zone); rule != "" {
		v.add("zone", rule)
	}
	v.when(p)
	v.modes(p.Modes)
	p.Sample.check(&v.faults, "sample", p.On != "")
	if p.CoolDown < 0 {
		v.add("cool_down", fmt.Sprintf("must not be negative, is %s", p.CoolDown))
	}
	v.reminders(p)
	if _, ok := p.Boxes.lowest(); !ok {
		v.add("boxes", fmt.Sprintf("%q is not one of %s", p.Boxes, strings.Join(boxNames(), ", ")))
	}
	for i, t := range p.Targets {
		v.target(at("targets", i), t)
	}
	return v.err()
}

// target checks what can be checked without the questionnaire.
func (v *validator) target(path string, t Target) {
	if rule := codeRule(t.Item); t.Item != "" && rule != "" {
		v.add(under(path, "item"), rule)
	}
	if !t.Measure.known() {
		v.add(under(path, "measure"), fmt.Sprintf("%q is not one of %s", t.Measure, measures))
		return
	}
	bound, field := t.bound()
	low, high := t.Measure.span()
	if rule := t.misused(); rule != "" {
		v.add(path, rule)
	} else if !(bound >= low && bound <= high) {
		v.add(under(path, field), fmt.Sprintf("must lie between %g and %g, is %g", low, high, bound))
	}
}

// planValidator adds the rules of plans.
type planValidator struct{ validator }

// when checks trigger and contacts.
func (v *planValidator) when(p Plan) {
	switch {
	case (p.On == "") == (p.Every == ""):
		v.add("on", "exactly one of on and every must be given")
	case p.On != "":
		v.code("on", p.On)
	case p.Every.months() == 0:
		v.add("every", fmt.Sprintf("%q is not one of month, quarter, half-year, year", p.Every))
	}
	v.ascending("contacts", p.Contacts, -1)
	switch n := len(p.Contacts); {
	case n == 0 || n > maxContacts:
		v.add("contacts", fmt.Sprintf("must be 1 to %d", maxContacts))
	case p.Every != "" && n != 1:
		v.add("contacts", "a wave has one")
	case p.Every != "" && p.Contacts[0] > Days(27*p.Every.months()):
		v.add("contacts[0]", "must lie within the period")
	}
}

func (v *planValidator) modes(modes []Mode) {
	if len(modes) == 0 {
		v.add("modes", "must not be empty")
	}
	for i, m := range modes {
		if !m.known() {
			v.add(at("modes", i), fmt.Sprintf("%q is not one of phone, visit, form, web", m))
		}
	}
}

func (v *planValidator) reminders(p Plan) {
	if p.Expires < minExpires {
		v.add("expires", fmt.Sprintf("must be at least %s, is %s", minExpires, p.Expires))
	}
	if len(p.Reminders) > maxReminders {
		v.add("reminders", fmt.Sprintf("must be at most %d, not %d", maxReminders, len(p.Reminders)))
	}
	v.ascending("reminders", p.Reminders, 0)
	for i, r := range p.Reminders {
		if r >= p.Expires {
			v.add(at("reminders", i), "must come before the invitation expires")
		}
	}
}

// ascending checks that waits rise from above a bound.
func (v *planValidator) ascending(path string, waits []Wait, above Wait) {
	for i, w := range waits {
		if w <= above {
			v.add(at(path, i), fmt.Sprintf("must not be negative and come after the one before, is %s", w))
		}
		above = w
	}
}

// ParsePlan reads a plan from JSON as strictly as [ParseQuestionnaire] and
// validates it. Any error is an [*InvalidError].
func ParsePlan(data []byte) (Plan, error) {
	var p Plan
	if err := strictDecode("plan", data, &p); err != nil {
		return Plan{}, err
	}
	if err := p.Validate(); err != nil {
		return Plan{}, err
	}
	return p, nil
}

// zone is the plan's zone; a plan that was not validated falls back to UTC.
func (p Plan) zone() *time.Location {
	zone, _ := zoneRule(p.Zone)
	return zone
}
