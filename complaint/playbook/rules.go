package playbook

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Numbers is the pattern of case numbers. {yyyy} {yy} {mm} {dd} are the date of registration in the zone of the
// playbook's calendar, {seq:N} the running number with at least N digits. What stands before {seq} is the series: a
// pattern with {yy}{mm} starts at 1 every month. When N digits are used up the number grows wider; intake is never
// refused.
type Numbers struct {
	Pattern string `json:"pattern"` // "HT{yy}{mm}-{seq:4}"
	// Kinds have patterns of their own: what is no complaint does not use up the numbers of those that are (R18). The kind is
	// the one at registration; a case that is converted keeps its number.
	Kinds map[string]string `json:"kinds,omitempty"`
}

// Field is something a trade records: a room number, a policy number.
type Field struct {
	Name     string    `json:"name"`
	Label    Text      `json:"label"`
	Type     FieldType `json:"type"`
	Values   []Code    `json:"values,omitempty"`   // for a code field
	Personal bool      `json:"personal,omitempty"` // kept in the sealed part; no rule at Tick may read it
	Required *Applies  `json:"required,omitempty"` // nil means never required
}

// FieldType is the type of a field's value.
type FieldType string

// The field types. Values travel as JSON strings; numbers and money as decimal text.
const (
	TextField   FieldType = "text"
	CodeField   FieldType = "code"
	CodesField  FieldType = "codes" // several of its codes, each once, with commas: "airbag,blockade"; rules read them as tags
	NumberField FieldType = "number"
	MoneyField  FieldType = "money" // yuan with at most two decimals
	DateField   FieldType = "date"  // 2006-01-02
	BoolField   FieldType = "bool"  // "true", "false"
)

// Applies says when something applies. Empty lists do not narrow.
type Applies struct {
	Channels   []string            `json:"channels,omitempty"`
	Severities []classify.Severity `json:"severities,omitempty"`
	Kinds      []string            `json:"kinds,omitempty"`
}

// Fact is a computed fact, evaluated by the engine before classification: whether a date field lies within a term of
// the receipt.
type Fact struct {
	Name   string   `json:"name"`
	Within string   `json:"within"` // name of a date field
	Term   sla.Term `json:"term"`
}

// Reason is one entry of a command's closed list of reasons.
type Reason struct {
	Command string `json:"command"`
	Code    string `json:"code"`
	Label   Text   `json:"label"`
}

// TaskRule opens a task when a case enters a state.
type TaskRule struct {
	Code       string              `json:"code"`
	Label      Text                `json:"label"`
	On         string              `json:"on"` // state
	Severities []classify.Severity `json:"severities,omitempty"`
	Unit       string              `json:"unit,omitempty"`   // default: the responsible unit
	Blocks     bool                `json:"blocks,omitempty"` // the case is not resolved while it is open

	If        map[string][]string `json:"if,omitempty"`        // facts that must hold
	After     []TaskAfter         `json:"after,omitempty"`     // opens when one of these is done; On may then be empty
	Role      string              `json:"role,omitempty"`      // who does it; "" means whoever may complete tasks
	Party     string              `json:"party,omitempty"`     // a supplier or other body outside that does it; a person here reports it
	People    int                 `json:"people,omitempty"`    // so many different people do it at once, each reporting alone; 0 means one
	Different []string            `json:"different,omitempty"` // commands, or tasks as task:CODE, whose doers may not do it
	VisibleTo []string            `json:"sees,omitempty"`      // roles that know of it; empty means everybody in reach of the case
	Blind     bool                `json:"blind,omitempty"`     // whoever reaches the case by this task alone sees the task and nothing else
	Records   []Field             `json:"records,omitempty"`   // what is recorded when it is done; the required ones must be there
	Results   []string            `json:"results,omitempty"`   // results it may have; empty means any code
}

// ExpeditePolicy says what reminders (催办) do.
type ExpeditePolicy struct {
	Notify int `json:"notify,omitempty"` // from this many on, the next rung is told; 0 means never
	Raise  int `json:"raise,omitempty"`  // from this many on, the priority is raised; 0 means never
	Level  int `json:"level,omitempty"`  // from this many on, the case goes up the ladder each time; 0 means never
}

// FollowUpPolicy says what happens after a follow-up.
type FollowUpPolicy struct {
	MaxReopens int  `json:"reopen,omitempty"` // how often an unsatisfied answer reopens the case before it must be escalated
	Answer     bool `json:"answer,omitempty"` // a follow-up must carry answers to the survey
	// Attempts is how many contacts that reached nobody count as a follow-up; 0 means one.
	Attempts int `json:"attempts,omitempty"`
	// Contacts is how many contacts that reached the complainant are needed before the case is closed (R03: one or two);
	// 0 means one where the severity asks for a follow-up.
	Contacts     int      `json:"contacts,omitempty"`
	OtherUnit    bool     `json:"other,omitempty"`  // made by a unit other than the one that handled the case (R10)
	Effect       bool     `json:"effect,omitempty"` // must say whether the measure worked
	ReopenWithin sla.Term `json:"window,omitzero"`  // how long after the outcome a case may be reopened; zero means for ever
}

// RepeatPolicy recognises a complaint that was made before: the same complainant (by phone, e-mail, id or name), the
// same values of By, within Window before the receipt. While the earlier case is being handled the new complaint is a
// reminder on it (催办); afterwards it is a new case linked to it (R13).
type RepeatPolicy struct {
	Window classify.Window `json:"window,omitempty"` // zero means repeats are not looked for
	By     []string        `json:"by,omitempty"`     // kind, unit, place, category.AXIS
	Reason bool            `json:"reason,omitempty"` // a complaint that comes again says why the outcome did not satisfy
}

// Transition is one row of the life cycle: an event moves a case from one of the states to another.
type Transition struct {
	Event  string   `json:"event"`
	From   []string `json:"from"`
	To     string   `json:"to"`
	Guards []string `json:"guards,omitempty"` // every one must let it pass
}
