package complaint

import "time"

// item is a numbered part of a case.
type item interface{ number() int }

// Assignment gives a case to a unit, and inside it to a person. Each has clocks of its own.
type Assignment struct {
	ID      int       `json:"id"`
	Unit    string    `json:"unit"`
	Person  string    `json:"person,omitempty"`
	From    time.Time `json:"from"`
	TakenOn time.Time `json:"taken_on,omitzero"`
	Ended   time.Time `json:"ended,omitzero"`
	How     string    `json:"how,omitempty"` // how it ended: returned, transferred, recused, done
}

// Task is work beside the main line: opened in parallel, never a state.
type Task struct {
	ID     int       `json:"id"`
	Code   string    `json:"code"`
	Unit   string    `json:"unit,omitempty"`
	Person string    `json:"person,omitempty"`
	Blocks bool      `json:"blocks,omitempty"` // the case is not resolved while it is open
	Done   time.Time `json:"done,omitzero"`
	Result string    `json:"result,omitempty"` // code
}

// Finding is what an investigation established: a cause, and who answers for it.
type Finding struct {
	ID     int    `json:"id"`
	Cause  string `json:"cause"`            // code
	Unit   string `json:"unit,omitempty"`   // responsible unit
	Upheld bool   `json:"upheld,omitempty"` // the complaint is well-founded
}

// Remedy is one thing offered to the complainant.
type Remedy struct {
	Kind  string `json:"kind"`            // relief code of the playbook: apology, refund, gift …
	Money Money  `json:"money,omitzero"`  // its value when it costs money
	Count int    `json:"count,omitempty"` // how many, 0 means one
}

// Proposal is a way to settle, with what it costs.
type Proposal struct {
	ID       int           `json:"id"`
	By       string        `json:"by"` // actor id
	Remedies []Remedy      `json:"remedies,omitempty"`
	Total    Money         `json:"total,omitzero"`
	Sum      Money         `json:"sum,omitzero"` // what the case had cost with it when it was drafted: the amount authority was asked for
	Status   ProposalState `json:"status"`
	Approval int           `json:"approval,omitempty"` // the approval it needs, 0 when none
	Rounds   int           `json:"rounds,omitempty"`   // times offered
	Executed bool          `json:"executed,omitempty"`
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
)

// Approval is a decision that needs more authority than its author has. It may wait in any state.
type Approval struct {
	ID       int       `json:"id"`
	Proposal int       `json:"proposal"`
	Roles    []string  `json:"roles"` // who may decide, lowest rung first
	Need     int       `json:"need"`
	By       []string  `json:"by,omitempty"` // actor ids that approved
	Author   string    `json:"author"`       // may not approve
	Opened   time.Time `json:"opened"`
	Expires  time.Time `json:"expires,omitzero"`
	Decided  string    `json:"decided,omitempty"` // "approved", "denied", "lapsed"
}

// Promise is a time told to the complainant; it is watched like any other deadline.
type Promise struct {
	ID   int       `json:"id"`
	What string    `json:"what,omitempty"` // code: answer, call, visit, repair …
	By   time.Time `json:"by"`
	Kept time.Time `json:"kept,omitzero"`
}

// FollowedUp is the result of a follow-up contact (回访).
type FollowedUp struct {
	ID        int       `json:"id"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Reached   bool      `json:"reached"`
	Satisfied bool      `json:"satisfied,omitempty"`
	Score     int       `json:"score,omitempty"` // 1–5, 0 when not asked
	Cycle     int       `json:"cycle,omitempty"` // of the case it was in
}

// AppealCase is a request for review of the outcome by somebody else.
type AppealCase struct {
	ID      int       `json:"id"`
	At      time.Time `json:"at"`
	Outside string    `json:"outside,omitempty"` // body appealed to outside the organisation
	Decided time.Time `json:"decided,omitzero"`
	Upheld  bool      `json:"upheld,omitempty"` // the appeal was right
}

// Link ties two cases. Both carry one.
type Link struct {
	Kind string `json:"kind"` // repeat, merged, batch, split, related …
	Case CaseID `json:"case"`
}

// Act remembers who did what first, for rules of separation.
type Act struct {
	Command string `json:"command"`
	By      string `json:"by"`
}

// NewDigest is the present digest of a box that was sealed again with another key.
type NewDigest struct {
	Seq    int64 `json:"seq"`
	Digest Hash  `json:"digest"`
}

func (v Assignment) number() int { return v.ID }
func (v Task) number() int       { return v.ID }
func (v Finding) number() int    { return v.ID }
func (v Proposal) number() int   { return v.ID }
func (v Approval) number() int   { return v.ID }
func (v Promise) number() int    { return v.ID }
func (v FollowedUp) number() int { return v.ID }
func (v AppealCase) number() int { return v.ID }

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
