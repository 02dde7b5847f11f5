package playbook

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Script is a front desk's diagnostic questions in a trade (诊断话术), with what each verdict means for the case (R05). The
// questions, and what to say under each verdict, are classify.Script's; a desk asks them by Playbook.Dialogue and gives
// the answers with the assessment, which records them and follows the verdict.
type Script struct {
	classify.Script
	Meanings []Meaning `json:"meanings"` // one for each verdict of the script
}

// Meaning is what a verdict of a script does to the case.
type Meaning struct {
	Verdict string `json:"verdict"` // one of the script's verdicts
	Action  Action `json:"action"`
	// Unit becomes responsible, unless whoever assesses names another. Empty keeps what the rules decided.
	Unit string `json:"unit,omitempty"`
	// Promise is when the caller hears from us again, by the playbook's calendar from the assessment on. Zero promises
	// nothing; somebody anonymous is promised nothing.
	Promise sla.Span `json:"promise,omitzero"`
	// Reply is what the desk says: one of the script's replies that fit the verdict. Empty leaves the choice to the desk.
	Reply string `json:"reply,omitempty"`
	// Outcome is how a direct close ends the case unless it says otherwise. Defaults to Explained.
	Outcome string `json:"outcome,omitempty"`
	// Collect is the unit that cases of this verdict are reported to at regular intervals. They carry the tag
	// CollectTag(Collect), by which a list or a report finds them.
	Collect  string `json:"collect,omitempty"`
	CallBack bool   `json:"call_back,omitempty"` // the unit calls the customer back: a task for it, CallBackTask
	Source   string `json:"source,omitempty"`    // the requirement it comes from
}

// Action is where a verdict leads.
type Action string

// The actions.
const (
	CloseAtDesk  Action = "close"    // the desk closes the case itself (直接办结)
	DispatchUnit Action = "dispatch" // the case is dispatched (派单)
)

// Explained is the outcome of a direct close that names none.
const Explained = "explained"

// CallBackTask is the code of the task that a meaning with CallBack opens.
const CallBackTask = "call-back"

// CollectTag is the tag of cases that are collected for a unit.
func CollectTag(unit string) string { return "collect-" + unit }

// Dialogue compiles a script of the playbook for asking: Next says what to ask, Replies and Fill what to say. It is false
// when the playbook has no such script or the script is faulty, which Validate explains.
func (p *Playbook) Dialogue(script string) (*classify.Dialogue, bool) {
	i := slices.IndexFunc(p.Scripts, func(s Script) bool { return s.ID == script })
	if i < 0 {
		return nil, false
	}
	d, err := p.Scripts[i].Compile()
	return d, err == nil
}

// Meaning returns what a verdict of the script means, nil when it has none.
func (s *Script) Meaning(verdict string) *Meaning {
	if i := slices.IndexFunc(s.Meanings, func(m Meaning) bool { return m.Verdict == verdict }); i >= 0 {
		return &s.Meanings[i]
	}
	return nil
}
