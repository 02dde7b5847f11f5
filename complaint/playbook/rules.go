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
}

// ExpeditePolicy says what reminders (催办) do.
type ExpeditePolicy struct {
	Notify int `json:"notify,omitempty"` // from this many on, the next rung is told; 0 means never
	Raise  int `json:"raise,omitempty"`  // from this many on, the priority is raised; 0 means never
}

// FollowUpPolicy says what happens after a follow-up.
type FollowUpPolicy struct {
	Reopen int  `json:"reopen,omitempty"` // how often an unsatisfied answer reopens the case before it must be escalated
	Answer bool `json:"answer,omitempty"` // a follow-up must carry answers to the survey
	// Attempts is how many contacts that reached nobody count as a follow-up; 0 means one.
	Attempts int `json:"attempts,omitempty"`
}

// RepeatPolicy recognises a complaint that was made before: the same complainant (by phone, e-mail, id or name), the
// same values of By, within Window before the receipt. While the earlier case is being handled the new complaint is a
// reminder on it (催办); afterwards it is a new case linked to it (R13).
type RepeatPolicy struct {
	Window classify.Window `json:"window,omitempty"` // zero means repeats are not looked for
	By     []string        `json:"by,omitempty"`     // kind, unit, place, category.AXIS
}

// Transition is one row of the life cycle: an event moves a case from one of the states to another.
type Transition struct {
	Event  string   `json:"event"`
	From   []string `json:"from"`
	To     string   `json:"to"`
	Guards []string `json:"guards,omitempty"` // every one must let it pass
}
