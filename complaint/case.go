package complaint

import (
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/internal/chain"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// CaseID identifies a case for ever: 26 characters, sortable by the time of registration. It says nothing about the
// complaint; people use Case.Number.
type CaseID string

// Hash is a SHA-256 digest; its text form is hexadecimal.
type Hash = chain.Hash

// Severity is the grade of a complaint (轻微, 一般, 重大, 紧急); the zero value is unrated.
type Severity = classify.Severity

// Money is an amount in minor units of a currency.
type Money = playbook.Money

// Yuan returns whole yuan as Money.
func Yuan(n int64) Money { return playbook.Yuan(n) }

// Case is the state of one complaint: what rules and lists read. It carries no personal data; name, contact and words
// of the complainant are in sealed boxes (see Desk.Details). Folding the case's ledger gives the same value.
//
// A Case is never changed after it was returned: hosts read it and may keep it, and must not write to it.
type Case struct {
	ID       CaseID `json:"id"`
	Org      string `json:"org"`
	Number   string `json:"number"`
	Series   string `json:"series,omitempty"` // the part of the number before the running number
	Version  int64  `json:"version"`          // sequence number of the last entry
	Head     Hash   `json:"head"`             // hash of the last entry
	Playbook Pin    `json:"playbook"`

	State    State     `json:"state"`             // where it stands
	Passed   []State   `json:"passed,omitempty"`  // states the case has been in, in order, this cycle
	ActiveAt time.Time `json:"active"`            // when a person last did something here, UTC; steps of time do not count
	EndedAt  time.Time `json:"ended_at,omitzero"` // when it last ended (closed, refused, withdrawn, merged), UTC
	Updated  time.Time `json:"updated"`           // when the last entry was recorded, UTC

	Channel      string            `json:"channel"`              // how it arrived, a code of the playbook
	Place        string            `json:"place,omitempty"`      // room, area, shop
	About        []string          `json:"about,omitempty"`      // ids of staff complained about
	AboutUnit    string            `json:"about_unit,omitempty"` // unit complained about
	Complainants int               `json:"people,omitempty"`     // how many complain together
	Wanted       Money             `json:"wanted,omitzero"`      // compensation asked for
	Fields       map[string]string `json:"fields,omitempty"`     // the trade's fields that are not personal
	Received     time.Time         `json:"received"`             // when the complaint reached the organisation, UTC
	Missing      []string          `json:"missing,omitempty"`    // required fields not known yet; blocks assessment
	Blank        []string          `json:"blank,omitempty"`      // fields not known yet that another severity or kind would require
	Lodging                        // how the complaint is brought

	Classification
	Admitted     bool   `json:"admitted,omitempty"` // formally accepted (受理)
	Priority     int    `json:"priority,omitempty"` // higher first
	Level        int    `json:"level,omitempty"`    // escalation level reached: rungs of the ladder
	Owner        string `json:"owner,omitempty"`    // person in charge, "" while only a unit is
	FirstContact string `json:"first,omitempty"`    // first-contact owner (首问责任人)

	Team            []string  `json:"team,omitempty"`      // ids of those who investigate, by the last plan
	Needs           []string  `json:"needs,omitempty"`     // kinds of evidence the plan asks for
	Collected       []string  `json:"collected,omitempty"` // kinds of evidence attached so far
	Plans           int       `json:"plans,omitempty"`     // plans made
	PlanUntil       time.Time `json:"plan_until,omitzero"` // when the last plan is to be done
	Recused         []string  `json:"barred,omitempty"`    // ids of staff who stepped down or have an interest (回避)
	Told            []string  `json:"told,omitempty"`      // what the complainant was told: process, limit, contact
	Renewed         int       `json:"renewed,omitempty"`   // promises made again
	Returning       string    `json:"returning,omitempty"` // reason of a return that waits for a ruling
	WordingReleased bool      `json:"worded,omitempty"`    // the wording for outside was released
	OutcomeAt       time.Time `json:"outcome_at,omitzero"` // when the outcome was given, UTC
	Batch           string    `json:"batch,omitempty"`     // search hash of the batch it belongs to

	Tags          []string  `json:"tags,omitempty"`      // set by Tag and by the engine
	Expedites     int       `json:"expedites,omitempty"` // reminders so far (催办)
	Returns       int       `json:"returns,omitempty"`   // times sent back (退单)
	Cycle         int       `json:"cycle,omitempty"`     // times reopened, from 0; the cycle of a timer counts from 1
	Holds         int       `json:"holds,omitempty"`     // times on hold (挂起)
	Rounds        int       `json:"rounds,omitempty"`    // offers made since it was registered or last reopened
	Contacts      int       `json:"contacts,omitempty"`  // messages in and out
	Evidence      int       `json:"evidence,omitempty"`  // pieces of evidence attached
	Ruled         bool      `json:"ruled,omitempty"`     // responsibility was ruled on: not returnable any more
	Reported      bool      `json:"reported,omitempty"`  // reported to the level above
	Instructed    bool      `json:"instructed,omitempty"`
	LegalHold     bool      `json:"legal_hold,omitempty"`
	HoldReason    string    `json:"on_hold,omitempty"` // reason code while held (挂起)
	HoldChangedAt time.Time `json:"held_at,omitzero"`  // when the last hold or resumption took effect

	// What the case is made of; each part is numbered from 1 and never removed.
	Assignments []Assignment     `json:"assignments,omitempty"`
	Clocks      []sla.Timer      `json:"clocks,omitempty"`
	Tasks       []Task           `json:"tasks,omitempty"`
	Findings    []Finding        `json:"findings,omitempty"`
	Proposals   []Proposal       `json:"proposals,omitempty"`
	Approvals   []Approval       `json:"approvals,omitempty"`
	Promises    []Promise        `json:"promises,omitempty"`
	FollowUps   []FollowUpResult `json:"follow_ups,omitempty"`
	Appeals     []LodgedAppeal   `json:"appeals,omitempty"`
	Diagnosis   Diagnosis        `json:"diagnosis,omitzero"`    // what a script of the playbook said last
	Invitations []Invitation     `json:"invitations,omitempty"` // to the survey, one for each cycle that has one
	Links       []Link           `json:"links,omitempty"`
	Acts        []Act            `json:"acts,omitempty"`  // who did what that a rule of separation asks about
	Paid        Money            `json:"paid,omitzero"`   // compensation executed so far
	Apart       []ReliefTotal    `json:"apart,omitempty"` // money counted beside it: goodwill, special cases
	Outcome     string           `json:"outcome,omitempty"`
	Reliefs     []string         `json:"reliefs,omitempty"` // relief kinds granted
	MergedInto  CaseID           `json:"merged_into,omitempty"`
	MergedAt    time.Time        `json:"merged_at,omitzero"`

	Sealed []int64 `json:"sealed,omitempty"` // entries whose boxes make up the sealed half
	Erased bool    `json:"erased,omitempty"` // personal data of it was erased; which, is in the ledger

	Wake time.Time `json:"wake,omitzero"` // the earliest step not yet recorded, past or future; zero when there is none
}

// Pin names the version of a playbook a case follows, by content.
type Pin struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Hash    Hash   `json:"hash"`
}

// Lodging is how a complaint is brought: by whom, for whom, and how firmly it is on record. Nothing in it is personal.
type Lodging struct {
	Anonymous       bool      `json:"anonymous,omitempty"`       // nobody to answer
	Confidential    bool      `json:"confidential,omitempty"`    // the unit complained about may not learn who complains
	Proxy           string    `json:"proxy,omitempty"`           // authority of somebody who complains for another, a code of the playbook
	ForAnother      bool      `json:"for_another,omitempty"`     // complains for somebody else
	Representatives int       `json:"speakers,omitempty"`        // representatives of a joint complaint
	ReadBack        bool      `json:"read_back,omitempty"`       // the main points were read back and confirmed
	Signed          bool      `json:"signed,omitempty"`          // the complainant has signed
	Deadline        time.Time `json:"deadline,omitzero"`         // set by the complainant, kept beside ours, UTC
	Dissatisfaction string    `json:"dissatisfaction,omitempty"` // why the earlier outcome did not satisfy, a code (R13)
}

// Classification is what classification decided. Every field may be corrected by Reclassify; the entry says why.
type Classification struct {
	Kind       string            `json:"kind,omitempty"`
	Severity   Severity          `json:"severity,omitempty"`
	Categories map[string]string `json:"categories,omitempty"` // code by axis
	Validity   string            `json:"validity,omitempty"`
	Nature     string            `json:"nature,omitempty"`
	Scope      string            `json:"scope,omitempty"`
	Unit       string            `json:"unit,omitempty"` // responsible unit
	Advisers   []string          `json:"advisers,omitempty"`
	Flags      []string          `json:"flags,omitempty"` // to be confirmed by a person
}

// Due returns the present due of a target, UTC: the earliest of its running instances. Zero when none is running or
// all are paused.
func (c *Case) Due(target string) time.Time {
	var due time.Time
	for i := range c.Clocks {
		t := &c.Clocks[i]
		if t.Target == target && !t.Due.IsZero() && t.Live() && (due.IsZero() || t.Due.Before(due)) {
			due = t.Due
		}
	}
	return due
}

// Timers returns the timers of a target, oldest instance first.
func (c *Case) Timers(target string) []sla.Timer {
	var out []sla.Timer
	for _, t := range c.Clocks {
		if t.Target == target {
			out = append(out, t)
		}
	}
	return out
}

// Proposal returns a proposal by number, nil when there is none.
func (c *Case) Proposal(id int) *Proposal { return find(c.Proposals, id) }

// Approval returns an approval by number, nil when there is none.
func (c *Case) Approval(id int) *Approval { return find(c.Approvals, id) }

// Task returns a task by number, nil when there is none.
func (c *Case) Task(id int) *Task { return find(c.Tasks, id) }

// HasPassed reports whether the case is or has been in a state since it was registered or last reopened.
func (c *Case) HasPassed(s State) bool { return c.State == s || slices.Contains(c.Passed, s) }

// HasTag reports whether the case carries a tag.
func (c *Case) HasTag(tag string) bool { return slices.Contains(c.Tags, tag) }

// Assignment returns the running assignment to the unit in charge, nil when the case is not dispatched.
func (c *Case) Assignment() *Assignment {
	for i := len(c.Assignments) - 1; i >= 0; i-- {
		if c.Assignments[i].Ended.IsZero() {
			return &c.Assignments[i]
		}
	}
	return nil
}
