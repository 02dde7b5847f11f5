package complaint

import (
	"time"

	"github.com/redress-go/redress/sla"
)

// item is a numbered part of a case.
type item interface{ number() int }

// Assignment gives a case to a unit, and inside it to a person. Each has clocks of its own.
type Assignment struct {
	ID        int       `json:"id"`
	Unit      string    `json:"unit"`
	Person    string    `json:"person,omitempty"`
	From      time.Time `json:"from"`
	TakenOn   time.Time `json:"taken_on,omitzero"`
	Ended     time.Time `json:"ended,omitzero"`
	EndReason string    `json:"how,omitempty"` // returned, ruled, transferred, regraded, avoided, recused, converted, or the event that ended the case
}

// Task is work beside the main line: opened in parallel, never a state.
type Task struct {
	ID     int       `json:"id"`
	Code   string    `json:"code"`
	Unit   string    `json:"unit,omitempty"`
	Person string    `json:"person,omitempty"`
	Blocks bool      `json:"blocks,omitempty"` // the case is not resolved while it is open
	Done   time.Time `json:"done,omitzero"`
	Result string    `json:"result,omitempty"` // code; "differs" when several people found different things

	Role      string       `json:"role,omitempty"`      // who does it
	Party     string       `json:"party,omitempty"`     // a supplier or other body outside that does it
	People    int          `json:"people,omitempty"`    // so many different people, each reporting alone; 0 means one
	Different []string     `json:"different,omitempty"` // ids that may not do it
	VisibleTo []string     `json:"sees,omitempty"`      // roles that know of it; empty means everybody in reach
	Blind     bool         `json:"blind,omitempty"`     // whoever reaches the case by it alone sees it and nothing else
	Reports   []TaskReport `json:"reports,omitempty"`   // who has done their part, in order
}

// TaskReport is one person's part of a task.
type TaskReport struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Result string    `json:"result,omitempty"`

	Values map[string]string `json:"values,omitempty"` // what was recorded that is not personal
}

// Finding is what an investigation established: a cause, and who answers for it.
type Finding struct {
	ID     int      `json:"id"`
	Cause  string   `json:"cause"`            // code
	Unit   string   `json:"unit,omitempty"`   // responsible unit
	Upheld bool     `json:"upheld,omitempty"` // the complaint is well-founded
	People []string `json:"people,omitempty"` // ids of staff held responsible, who may appeal against it (R12)
}

// Remedy is one thing offered to the complainant.
type Remedy struct {
	Relief string    `json:"kind"`            // relief code of the playbook: apology, refund, gift …
	Money  Money     `json:"money,omitzero"`  // its value when it costs money
	Count  int       `json:"count,omitempty"` // how many, 0 means one
	Due    time.Time `json:"by,omitzero"`     // when it will be done: becomes a promise when it is agreed
}

// ReliefTotal is money of one relief kind that is counted apart.
type ReliefTotal struct {
	Relief string `json:"relief"`
	Total  Money  `json:"total"`
}

// Proposal is a way to settle, with what it costs.
type Proposal struct {
	ID              int           `json:"id"`
	By              string        `json:"by"` // actor id; "complainant" for a counter-offer
	Remedies        []Remedy      `json:"remedies,omitempty"`
	Total           Money         `json:"total,omitzero"`
	AuthorityAmount Money         `json:"sum,omitzero"` // what the case had cost with it when it was drafted: the amount authority was asked for
	Status          ProposalState `json:"status"`
	Approval        int           `json:"approval,omitempty"` // the approval it needs, 0 when none
	Rounds          int           `json:"rounds,omitempty"`   // times offered
	Executed        bool          `json:"executed,omitempty"`
	InReplyTo       int           `json:"answers,omitempty"` // the counter-offer it takes up, or the offer a counter-offer answers
	Apart           []ReliefTotal `json:"apart,omitempty"`   // the part of it that is counted apart, by relief kind
	OverLimit       bool          `json:"over,omitempty"`    // beyond what one complainant may be paid: somebody without a money limit decides
}

// ProposalState is where a proposal stands.
type ProposalState string

// The states of a proposal.
const (
	ProposalReady    ProposalState = "ready"    // may be offered
	ProposalPending  ProposalState = "pending"  // waits for approval
	ProposalDenied   ProposalState = "denied"   // approval was denied or lapsed
	ProposalOffered  ProposalState = "offered"  // told to the complainant
	ProposalAgreed   ProposalState = "agreed"   // accepted
	ProposalRejected ProposalState = "rejected" // not accepted
	ProposalImposed  ProposalState = "imposed"  // final decision without agreement
	ProposalAsked    ProposalState = "asked"    // what the complainant asks for instead: a counter-offer
)

// ApprovalStatus says what became of an approval.
type ApprovalStatus string

// What becomes of an approval.
const (
	ApprovalPending  ApprovalStatus = ""
	ApprovalApproved ApprovalStatus = "approved"
	ApprovalDenied   ApprovalStatus = "denied"
	ApprovalLapsed   ApprovalStatus = "lapsed" // nobody decided in time, or the proposal was overtaken
)

// Approval is a decision that needs more authority than its author has. It may wait in any state.
type Approval struct {
	ID          int              `json:"id"`
	Proposal    int              `json:"proposal,omitempty"`
	Rule        string           `json:"rule,omitempty"`   // why it is asked when it is not the author's authority: "limit", of the complainant
	Extension   ExtensionRequest `json:"extends,omitzero"` // what is asked, when it is not a proposal
	Roles       []string         `json:"roles"`            // who may decide, lowest rung first
	Need        int              `json:"need"`
	ApprovedBy  []string         `json:"by,omitempty"` // actor ids that approved
	Author      string           `json:"author"`       // may not approve
	Opened      time.Time        `json:"opened"`
	Expires     time.Time        `json:"expires,omitzero"`
	Status      ApprovalStatus   `json:"decided,omitempty"`
	Delegations []Delegation     `json:"handed,omitempty"` // whom those who may decide have asked to decide for them
}

// ExtensionRequest is an extension that waits for somebody of the rule's level.
type ExtensionRequest struct {
	Target   string   `json:"target"`
	Instance string   `json:"instance,omitempty"`
	Rule     string   `json:"rule"`
	Span     sla.Span `json:"span,omitzero"`
	Date     sla.Date `json:"date,omitzero"`
}

// asksExtension reports whether an approval is about an extension, not a proposal.
func (a *Approval) asksExtension() bool { return a.Extension.Target != "" }

// Delegation lets a person decide an approval for another.
type Delegation struct {
	From string `json:"from"`
	To   string `json:"to"`
	Used bool   `json:"used,omitempty"` // To has decided: From does not decide again
}

// Promise is a time told to the complainant; it is watched like any other deadline.
type Promise struct {
	ID         int       `json:"id"`
	What       string    `json:"what,omitempty"` // code: answer, call, visit, repair …
	Due        time.Time `json:"by"`
	Kept       time.Time `json:"kept,omitzero"`
	Replaces   int       `json:"instead,omitempty"`  // the promise it takes the place of
	ReplacedBy int       `json:"again,omitempty"`    // the promise that took its place
	Proposal   int       `json:"proposal,omitempty"` // the proposal whose remedy it is: carrying that out keeps it
}

// FollowUpResult is the result of a follow-up contact (回访).
type FollowUpResult struct {
	ID        int       `json:"id"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Reached   bool      `json:"reached"`
	Satisfied bool      `json:"satisfied,omitempty"`
	Score     int       `json:"score,omitempty"`  // 1–5, 0 when not asked
	Cycle     int       `json:"cycle,omitempty"`  // of the case it was in
	Effect    string    `json:"effect,omitempty"` // whether the measure worked: yes, no, "" when not asked

	Answered   bool `json:"answered,omitempty"`   // the survey was answered in it
	Invitation int  `json:"invitation,omitempty"` // the invitation that the complainant answered by token; 0 for a contact of ours
}

// LodgedAppeal is a request for review of the outcome by somebody else.
type LodgedAppeal struct {
	ID       int            `json:"id"`
	At       time.Time      `json:"at"`
	Body     string         `json:"outside,omitempty"` // body appealed to outside the organisation
	Decided  time.Time      `json:"decided,omitzero"`
	Upheld   bool           `json:"upheld,omitempty"`   // the appeal was right
	By       string         `json:"by,omitempty"`       // "" is the complainant; else the id of the employee who appeals
	Finding  int            `json:"finding,omitempty"`  // the finding an employee appeals against
	Due      time.Time      `json:"due,omitzero"`       // when the body outside wants our answer
	Decision AppealDecision `json:"decision,omitempty"` // what became of the outcome
	Cycle    int            `json:"cycle,omitempty"`    // of the case it was in
}

// AppealDecision is what a review makes of an outcome.
type AppealDecision string

// The decisions of a review.
const (
	AppealConfirmed  AppealDecision = "confirmed"  // the outcome stands
	AppealAmended    AppealDecision = "amended"    // the reviewer gave another outcome
	AppealOverturned AppealDecision = "overturned" // the case is handled again
)

// Link ties two cases. Both carry one.
type Link struct {
	Kind   string `json:"kind"` // related, report, child, parent, batch, batch-lead, merged-from, merged-into, split-from …
	Case   CaseID `json:"case"`
	People int    `json:"people,omitempty"` // of merged-from: how many came with it
}

// Act remembers who did what first, for rules of separation.
type Act struct {
	Command string `json:"command"`
	By      string `json:"by"`
}

// ResealedBox is the present digest of a box that was sealed again with another key.
type ResealedBox struct {
	Seq    int64 `json:"seq"`
	Digest Hash  `json:"digest"`
}

func (v Assignment) number() int     { return v.ID }
func (t Task) number() int           { return t.ID }
func (v Finding) number() int        { return v.ID }
func (p Proposal) number() int       { return p.ID }
func (a Approval) number() int       { return a.ID }
func (v Promise) number() int        { return v.ID }
func (v FollowUpResult) number() int { return v.ID }
func (v LodgedAppeal) number() int   { return v.ID }

// find returns the item with a number, nil when there is none.
func find[T item](items []T, id int) *T {
	for i := range items {
		if items[i].number() == id {
			return &items[i]
		}
	}
	return nil
}

// put returns a copy of items with v added, or in place of the item with its number.
func put[T item](items []T, v T) []T {
	out := make([]T, len(items), len(items)+1)
	copy(out, items)
	for i := range out {
		if out[i].number() == v.number() {
			out[i] = v
			return out
		}
	}
	return append(out, v)
}
