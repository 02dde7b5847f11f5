package complaint

import (
	"context"
	"errors"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Sheet is the handling sheet of a case (处理单): the document that goes to whoever is responsible, is signed and filed.
// It has the four groups of a complaint ledger (R01): who complained, about what, how it was handled, with which result.
// It is a copy of what is known when it is made; nothing in it changes later. Times are in the playbook's zone.
type Sheet struct {
	Form   playbook.Form
	Title  playbook.Text // of the playbook
	Number string
	State  State
	Made   time.Time
	Masked bool // the reader may not see personal data: names and words are left out
	Erased bool // some of the personal data was erased

	Complainant SheetComplainant // who complained, when, how they are reached
	Content     SheetContent     // what about
	Handling    SheetHandling    // who did what, and when
	Result      SheetResult      // what came of it, and how the complainant was told

	names  map[string]string        // of staff, by id
	labels map[string]playbook.Text // of codes, by "kind/code"
}

// SheetComplainant is the first group: who complained, how to reach them, when.
type SheetComplainant struct {
	Person     Person
	OnBehalfOf Person
	Anonymous  bool
	People     int
	Channel    playbook.Text
	Received   time.Time
	Deadline   time.Time // set by the complainant; zero when none was
}

// SheetContent is the second group: the service concerned, the problem, the cause.
type SheetContent struct {
	Kind       playbook.Text
	Severity   playbook.Text
	Categories map[string]string // code by axis
	Unit       playbook.Text     // the responsible unit
	Place      string
	Problem    string // in the complainant's words
	Demand     string
	Wanted     Money
	Fields     []SheetField
	Findings   []Finding // causes, and who answers for them

	Diagnosis SheetDiagnosis // what the desk asked by a script; zero when nothing
}

// SheetDiagnosis is what a script was answered, and its verdict (R05).
type SheetDiagnosis struct {
	Script  playbook.Text
	Answers []SheetField // each question with its answer: yes, no or unknown
	Verdict playbook.Text
}

// SheetField is a field of the trade.
type SheetField struct {
	Label playbook.Text
	Value string
}

// SheetHandling is the third group: what was done after the receipt, by whom, when, by which method.
type SheetHandling struct {
	First       string // first-contact owner, by name where it is known
	Owner       string
	Assignments []SheetAssignment
	Tasks       []Task
	Clocks      []SheetClock
	Steps       []SheetStep // what people did, oldest first
}

// SheetAssignment is a time in which the case was a unit's.
type SheetAssignment struct {
	Unit    playbook.Text
	Person  string
	From    time.Time
	TakenOn time.Time
	Due     time.Time // of the unit's own clock; zero when none runs for it
	Ended   time.Time
}

// SheetClock is a deadline and what became of it.
type SheetClock struct {
	Target  string
	Start   time.Time
	Due     time.Time
	Verdict sla.Verdict
}

// SheetStep is one thing that somebody did.
type SheetStep struct {
	At    time.Time
	Who   string
	Role  playbook.Text
	What  playbook.Text
	Words string // what they wrote; empty when masked
}

// SheetResult is the fourth group: the solution, the outcome, how the complainant was notified.
type SheetResult struct {
	Proposals []Proposal
	Approvals []Approval
	Reliefs   []playbook.Text
	Paid      Money
	Outcome   playbook.Text
	OutcomeAt time.Time
	Told      []SheetStep // what reached the complainant
	FollowUps []FollowUpResult
	Appeals   []LodgedAppeal
}

// Sheet makes the handling sheet of a case for somebody who may read it. Personal data is in it when their role may see
// it, and then the look is recorded; otherwise it is masked. See Sheet.Markdown for the document.
//
// Errors: ErrNotFound, ErrForbidden for a case out of reach.
func (d *Desk) Sheet(ctx context.Context, actor Actor, id CaseID) (Sheet, error) {
	c, err := d.Case(ctx, actor, id)
	if err != nil {
		return Sheet{}, err
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return Sheet{}, d.maybeWrap("sheet", err)
	}
	w := &sheetWriter{c: c, r: r, names: map[string]string{}}
	err = w.read(d.LedgerWithDetails(ctx, actor, id))
	if errors.Is(err, ErrForbidden) {
		w.masked = true
		err = w.read(d.Ledger(ctx, actor, id))
	}
	if err != nil {
		return Sheet{}, err
	}
	return w.sheet(d.now()), nil
}
