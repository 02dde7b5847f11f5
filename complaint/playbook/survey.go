package playbook

import "github.com/redress-go/redress/sla"

// SurveyPolicy invites the complainant to answer the playbook's survey when a case has ended (满意度调查): once in each cycle
// of the case, and so once more after it was reopened and ended again (R03, R07, R21). Nobody is invited who complains
// anonymously, who has answered the survey in a follow-up of that cycle, or whose case ended by refusal, withdrawal or
// merger. The notice is SurveyNotice, with a token that opens the survey once; see the variables survey and survey-until.
type SurveyPolicy struct {
	// Valid is how long an invitation may be answered. Zero means that nobody is invited.
	Valid sla.Span `json:"valid,omitzero"`
	// On is the end that counts: Closed, or Resolved, which a case closed directly or without it has by closing. Defaults to
	// Closed.
	On string `json:"on,omitempty"`
	// If are facts that must hold at the end: {"kind": ["complaint"], "outcome": ["upheld", "settled"]}.
	If map[string][]string `json:"if,omitempty"`
	// After is how long after the end the invitation leaves, by the playbook's calendar. Defaults to at once.
	After sla.Term `json:"after,omitzero"`
	// Sample draws one case in so many, by its id; a case that is drawn is asked in each of its cycles. 0 means every case.
	Sample int `json:"sample,omitempty"`
	// CoolDown is how long a complainant who was invited is not invited again about another case (免打扰期). It counts from the
	// delivery. Defaults to no time; somebody without phone, e-mail and id cannot be recognised.
	CoolDown sla.Span `json:"cool_down,omitzero"`
	// Remind is how long after the invitation one reminder leaves to whoever has not answered, before Valid is over (催答).
	// Defaults to none.
	Remind sla.Span `json:"remind,omitzero"`
	// Decides is the question on the five-level scale that says whether the complainant is satisfied; an answer by token
	// must give it a score. Defaults to every such question: any bad rating (差评, 1 or 2) is dissatisfaction.
	Decides string `json:"decides,omitempty"`
	// Reopen is the reason code with which a dissatisfied answer by token reopens the case by itself, where the rules of
	// reopening let it. Defaults to none: the owner and the head of the unit are told, as after any follow-up.
	Reopen string `json:"reopen,omitempty"`
}

// The notices of an invitation, both to the complainant.
const (
	SurveyNotice   = "survey"
	SurveyReminder = "survey-reminder"
)

// SurveyVariables returns the variables that only a notice of an invitation has: the token behind Config.SurveyLink, and
// until when it may be used.
func SurveyVariables() []string { return []string{"survey", "survey-until"} }

// Invites reports whether the policy invites anybody.
func (p *SurveyPolicy) Invites() bool { return !p.Valid.IsZero() }
