package sla

// Target is one deadline a case is watched for: when its clock starts, how
// long it runs, what pauses and stops it, and what happens before and after
// its due. It is plain data with a JSON form; NewPolicy checks and compiles it.
type Target struct {
	// Name names the target; unique in a policy. Required.
	Name string `json:"name"`
	// Owner says to whom the limit is owed. Defaults to OwnerCustomer.
	Owner Owner `json:"owner,omitempty"`
	// Calendar is the id of the calendar to count with. Defaults to the
	// policy's default calendar.
	Calendar string `json:"calendar,omitempty"`
	// Terms are alternatives; the first whose When holds is used. When none
	// holds the timer is kept but idle, so that a term chosen later still
	// counts from the start, with every pause since.
	Terms []Choice `json:"terms,omitempty"`
	// DueFrom names an event attribute that carries the due itself: an RFC 3339
	// instant, or a date that lands at 24:00 in the calendar's zone. A start
	// without the attribute falls back to Terms, or is no start at all.
	DueFrom string `json:"due_from,omitempty"`
	// Since names an event attribute or else a fact with the RFC 3339 instant
	// to count from when the target is attached late, for example the receipt.
	Since string `json:"since,omitempty"`
	// Per names an event attribute whose value tells instances apart (the
	// assignment, the promise): one timer each. An event without the attribute
	// starts nothing and touches every running instance.
	Per string `json:"per,omitempty"`
	// OneLive ends the running instances when another one starts, as a unit's
	// clock ends when the case is handed to the next unit. It needs Per.
	OneLive bool `json:"one_live,omitempty"`
	// Cycle makes a start after a stop begin a new cycle. Without it a target
	// that has been stopped stays stopped.
	Cycle bool `json:"cycle,omitempty"`
	// Start, Pause, Resume, Stop, Reset and Cancel are what the clock obeys;
	// any condition of a list suffices. A start while the clock runs changes
	// nothing (the oldest unanswered message rules). Reset ends the cycle and
	// starts the next. Cancel ends a clock that should not have run. An event
	// that matches several acts in the order cancel, stop, reset, reopen,
	// start, resume, pause.
	Start  []Condition `json:"start"`
	Pause  []Condition `json:"pause,omitempty"`
	Resume []Condition `json:"resume,omitempty"`
	Stop   []Condition `json:"stop,omitempty"`
	Reset  []Condition `json:"reset,omitempty"`
	Cancel []Condition `json:"cancel,omitempty"`
	// Held are facts under which a clock begins paused, for a target that
	// starts while the case is already on hold.
	Held map[string][]string `json:"held,omitempty"`
	// Reopen are the events that take up a stopped clock again.
	Reopen []Condition `json:"reopen,omitempty"`
	// ReopenMode says how. Defaults to ReopenContinue.
	ReopenMode ReopenMode `json:"reopen_mode,omitempty"`
	// OnChange says how a running clock takes a changed term. Defaults to
	// ChangeFromStart.
	OnChange ChangeMode `json:"on_change,omitempty"`
	// Extensions are the ways the due may be moved.
	Extensions []ExtensionRule `json:"extensions,omitempty"`
	// ExtendLimit bounds all extensions together, counted like the term from
	// its start: "60d" in total. Zero means no common limit.
	ExtendLimit Span `json:"extend_limit,omitzero"`
	// Steps are the warnings before the due and the ladder after it. A target
	// without a step at "0" gets one with id BreachStep and no effects.
	Steps []Step `json:"steps,omitempty"`
}

// BreachStep is the id of the step at the due of a target that names none.
const BreachStep = "breach"

// Owner says to whom a limit is owed.
type Owner string

// The owners.
const (
	// OwnerCustomer is a promise to the customer: SLA.
	OwnerCustomer Owner = "customer"
	// OwnerUnit is a limit for the handling unit: OLA.
	OwnerUnit Owner = "unit"
	// OwnerStatutory is a limit set by law. Nothing pauses it unless its own
	// data says so.
	OwnerStatutory Owner = "statutory"
)

// ReopenMode says how a reopened case takes up a stopped clock.
type ReopenMode string

// The reopen modes.
const (
	// ReopenContinue goes on where the clock stopped; the time between is not
	// counted.
	ReopenContinue ReopenMode = "continue"
	// ReopenRestart begins the same cycle anew and forgets its verdict.
	ReopenRestart ReopenMode = "restart"
	// ReopenCycle begins a new cycle; the old one keeps its verdict.
	ReopenCycle ReopenMode = "cycle"
)

// ChangeMode says how a running clock takes a changed term.
type ChangeMode string

// The change modes.
const (
	// ChangeFromStart counts the new term from the start, pauses included.
	ChangeFromStart ChangeMode = "start"
	// ChangeWithoutPauses counts the new term from the start and forgets the
	// pauses so far.
	ChangeWithoutPauses ChangeMode = "start_without_pauses"
	// ChangeFromNow counts the new term from the moment of the change.
	ChangeFromNow ChangeMode = "now"
)

// Choice is one alternative term of a target.
type Choice struct {
	// When are the facts that must hold, each with its possible values. Empty
	// always holds.
	When map[string][]string `json:"when,omitempty"`
	// Term is the term then.
	Term Term `json:"term"`
}

// Step is something to be done at an offset from the due.
type Step struct {
	// ID names the step; unique in its target. Required.
	ID string `json:"id"`
	// At places the step. Warnings lie before the due, the ladder after it.
	At Offset `json:"at"`
	// If are facts that must hold when the step is taken; see Applies.
	If map[string][]string `json:"if,omitempty"`
	// Do are the host's effects (level, priority, notice …), opaque here.
	Do map[string]string `json:"do,omitempty"`
}

// Applies reports whether the step's condition holds. The caller asks when the
// step is reached, after all earlier steps took effect. A step that does not
// apply must still be taken, without its effects, so that it is passed.
func (s Step) Applies(facts Facts) bool { return facts.match(s.If) }

// ExtensionShape is the way an extension counts.
type ExtensionShape string

// The extension shapes.
const (
	// ExtendTo sets the total, counted from the start: "to 30 days".
	ExtendTo ExtensionShape = "to"
	// ExtendPlus adds to the nominal end, before it is rolled: "plus 30 days".
	ExtendPlus ExtensionShape = "plus"
	// ExtendHolding counts anew from a holding response sent before expiry.
	ExtendHolding ExtensionShape = "holding"
)

// ExtensionRule is a way the due of a target may be moved.
type ExtensionRule struct {
	// Name names the rule; unique in its target. Required.
	Name string `json:"name"`
	// Shape says how Span is counted.
	Shape ExtensionShape `json:"shape"`
	// Span is how far the due may be moved. Date-counting terms take spans in
	// wd, d, w or mo; time-counting terms take spans of their own kind.
	Span Span `json:"span"`
	// Max is how often the rule may be used on one timer. Defaults to 1.
	Max int `json:"max,omitempty"`
	// Approver is the level that must approve, opaque here.
	Approver string `json:"approver,omitempty"`
}

// ParseTarget reads the JSON form strictly: unknown fields and anything after
// the value are refused. It does not validate; NewPolicy does.
func ParseTarget(data []byte) (Target, error) {
	var target Target
	err := decodeStrict(data, "target", &target)
	return target, err
}
