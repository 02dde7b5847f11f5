package playbook

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Kind is what somebody brings: a complaint, a query, a fault report, a suggestion.
type Kind struct {
	Code     string   `json:"code"`
	Label    Text     `json:"label"`
	Outcomes []string `json:"outcomes,omitempty"` // outcomes a case of this kind may have; empty means any
	Direct   bool     `json:"direct,omitempty"`   // may be closed at the desk whatever its severity
}

// Relief is something a complainant may be given.
type Relief struct {
	Code         string   `json:"code"`
	Label        Text     `json:"label"`
	OutsideLimit bool     `json:"apart,omitempty"` // its money is counted beside the compensation: goodwill, special-case warranty (R16)
	Roles        []string `json:"roles,omitempty"` // who alone may give it; empty means whoever may propose
	// If are facts that must hold before it is given: a special case was agreed (R16), a return of goods approved (R18).
	If map[string][]string `json:"if,omitempty"`
}

// JointPolicy is about complaints of several people together.
type JointPolicy struct {
	From            int  `json:"from,omitempty"`            // people from which a complaint is joint; 0 means never
	Representatives int  `json:"representatives,omitempty"` // at most so many speak for the others; 0 means no bound
	Consent         bool `json:"consent,omitempty"`         // withdrawal and agreement need the consent of those represented
}

// DirectPolicy is about cases closed at the desk (直接办结).
type DirectPolicy struct {
	Accepted bool   `json:"accepted,omitempty"` // only what the complainant accepted
	Sample   int    `json:"sample,omitempty"`   // one in so many is reviewed; 0 means none
	Reviewer string `json:"reviewer,omitempty"` // role that reviews the sample
}

// ConflictPolicy is about who keeps away from a case (回避). Whoever is complained about, or has stepped down, always does.
type ConflictPolicy struct {
	Unit     bool     `json:"unit,omitempty"`     // the unit complained about neither handles, approves nor reviews
	Commands []string `json:"commands,omitempty"` // what that unit may not do; empty means everything but recuse, respond and note
}

// NegotiationPolicy is about proposals and offers (协商).
type NegotiationPolicy struct {
	Proposals int  `json:"proposals,omitempty"` // how many must be prepared before the first offer (R03: 3 to 4)
	InOrder   bool `json:"in_order,omitempty"`  // the best is offered first, the next one after it was rejected
	Rounds    int  `json:"rounds,omitempty"`    // offers after which only a final decision is left; 0 means no bound
}

// Limit bounds what one complainant is paid over all their cases in a window; beyond it an approval is opened.
type Limit struct {
	Window classify.Window `json:"window"`
	Amount Money           `json:"amount"`
}

// PromisePolicy is about promises made again (承诺).
type PromisePolicy struct {
	Notify int `json:"again,omitempty"` // from this many on the next rung is told; 0 means never
}

// BatchPolicy recognises many complaints about one thing (批量投诉): Threshold different complainants with the same values of
// By within Window. The case that reaches it is tagged "batch", as is every later one, and the ladder is told.
type BatchPolicy struct {
	Window    classify.Window `json:"window,omitempty"` // zero means batches are not looked for
	By        []string        `json:"by,omitempty"`     // kind, unit, place, category.AXIS, a field
	Threshold int             `json:"threshold,omitempty"`
}

// AppealRule admits appeals to one body (申诉).
type AppealRule struct {
	Body            string              `json:"body,omitempty"` // code of a body outside; "" is our own review
	Label           Text                `json:"label"`
	If              map[string][]string `json:"if,omitempty"`       // facts that must hold; of several rules for one body the first that holds is used
	Role            string              `json:"role,omitempty"`     // who is told and decides; "" is the rung above the case's level
	Within          sla.Term            `json:"within,omitzero"`    // how long after the outcome an appeal may be made; zero means for ever
	Times           int                 `json:"times,omitempty"`    // how often; 0 means once a cycle
	NoOutcomeWithin sla.Term            `json:"silent,omitzero"`    // also while no outcome was given within this term of the receipt (R14)
	Answer          sla.Term            `json:"answer,omitzero"`    // the body outside wants our answer within this term
	Inadmissible    []Inadmissibility   `json:"bars,omitempty"`     // grounds on which an appeal is not admitted
	OtherUnit       bool                `json:"other,omitempty"`    // decided by a unit other than the one that handled it
	Calendar        string              `json:"calendar,omitempty"` // id of the calendar that counts the terms; "" is the playbook's
	States          []string            `json:"states,omitempty"`   // states it may be made in; empty means where the life cycle lets it
}

// Inadmissibility is a ground on which an appeal is not admitted. Both When and Since must hold.
type Inadmissibility struct {
	Code  string              `json:"code"`
	Label Text                `json:"label"`
	If    map[string][]string `json:"when,omitempty"`  // facts
	Since string              `json:"since,omitempty"` // a date field of the trade
	Term  sla.Term            `json:"term,omitzero"`   // more than this after the field's date
}

// TaskAfter opens a task when another one is done, with one of the results; no results means any.
type TaskAfter struct {
	Task    string   `json:"task"`
	Results []string `json:"results,omitempty"`
}
