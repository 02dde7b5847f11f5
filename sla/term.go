package sla

import "time"

// Term is a span with its counting rules: how a limit runs from a start to a
// due. It is a comparable value. Only Span is required; every other field has
// a default that depends on the unit. Its text form, also used in JSON, is the
// span followed by the rules that differ from the default:
//
//	"15d"   "3wd same"   "8w roll=none"   "2wd start=included cutoff=16:00"
type Term struct {
	// Span is the amount of time.
	Span Span
	// Landing says where on the last day the term ends.
	Landing Landing
	// Roll says what happens when the last day is a rest day. It applies to
	// terms in days, weeks and months.
	Roll Roll
	// Start says how the start itself counts.
	Start StartRule
	// Cutoff moves a late receipt to the next working day.
	Cutoff Cutoff
}

// Landing says where on its last day a term ends.
type Landing uint8

// The landings, with their names in text.
const (
	// LandDefault is close of business for working days, midnight for days,
	// weeks and months, and the counted instant for time.
	LandDefault Landing = iota
	// LandSame ("same") keeps the clock time of the start.
	LandSame
	// LandClose ("eod") is close of business: the end of the last interval that
	// starts on that date; 24:00 when the date has none.
	LandClose
	// LandMidnight ("midnight") is 24:00 of the last day.
	LandMidnight
	// LandNext ("next") keeps the clock time, then goes forward to the next
	// open instant. For business time it turns a due at closing time into the
	// next opening.
	LandNext
)

// Roll says what happens when a term in days, weeks or months ends on a date
// that is not a working day.
type Roll uint8

// The rolls, with their names in text.
const (
	// RollForward ("forward") moves to the next working day. It is the default
	// (Civil Code of China, art. 203).
	RollForward Roll = iota
	// RollNone ("none") stays on the date.
	RollNone
	// RollBack ("back") moves to the working day before; forward when the due
	// would lie before the start.
	RollBack
)

// StartRule says how the start of a term counts.
type StartRule uint8

// The start rules, with their names in text.
const (
	// StartExcluded ("excluded") makes the start date day 0. It is the default
	// (Civil Code of China, art. 201); time is counted from the instant itself.
	StartExcluded StartRule = iota
	// StartIncluded ("included") makes the start date day 1 when it counts.
	StartIncluded
	// StartOpen ("open") first moves the start forward to the next open instant.
	StartOpen
)

// Cutoff moves a receipt late in the day to the next working day: a receipt
// after the cut-off, or on a date that is not a working day, counts as made at
// the opening of the next working day. A receipt at the very instant is in
// time. The zero value means no cut-off.
type Cutoff struct {
	kind    cutoffKind
	seconds int32
}

type cutoffKind uint8

const (
	cutoffNone cutoffKind = iota
	cutoffClock
	cutoffClose
)

// CutoffAt is a cut-off at a clock time in the calendar's zone, such as 16, 30.
// Times outside 00:00 to 24:00 are refused where the term is used.
func CutoffAt(hour, minute int) Cutoff {
	if hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return Cutoff{kind: cutoffClock, seconds: -1}
	}
	return Cutoff{kind: cutoffClock, seconds: int32(hour*3600 + minute*60)}
}

// CutoffClose is a cut-off at close of business (UK, DISP 1.5).
func CutoffClose() Cutoff { return Cutoff{kind: cutoffClose} }

// IsZero reports whether there is no cut-off.
func (c Cutoff) IsZero() bool { return c == Cutoff{} }

// Deadline is the result of counting a term.
type Deadline struct {
	// At is the instant of the limit, in the calendar's zone. An act at this
	// very instant is in time.
	At time.Time
	// Date is the date people see. A term that ends at 24:00 on 8 October has
	// Date 10-08 although At reads 10-09 00:00.
	Date Date
	// Provisional reports that the deadline lies beyond the dates the calendar
	// knows and may move when a newer calendar is loaded.
	Provisional bool
	// Calendar is the reference "id@version" of the calendar that was used.
	Calendar string
	// KnownThrough is the last date that calendar knows; zero for all.
	KnownThrough Date
}

// Strict returns a *ProvisionalError when the deadline is provisional, for
// callers who would rather fail than be told later.
func (d Deadline) Strict() error {
	if !d.Provisional {
		return nil
	}
	return &ProvisionalError{Calendar: d.Calendar, KnownThrough: d.KnownThrough, Date: d.Date}
}

// IsZero reports whether t is no term at all.
func (t Term) IsZero() bool { return t == Term{} }

// landing is the landing in force, the default resolved.
func (t Term) landing() Landing {
	switch {
	case t.Landing != LandDefault:
		return t.Landing
	case t.Span.unit == Workday:
		return LandClose
	case t.Span.unit.Dated():
		return LandMidnight
	}
	return LandSame
}

// Check returns an *InvalidError naming every rule of the term that makes no
// sense with its unit.
func (t Term) Check() error {
	var fs faults
	fs.merge("", t.Span.check())
	dated := t.Span.unit.Dated()
	if l := t.landing(); l > LandNext || (!dated && (l == LandClose || l == LandMidnight)) {
		fs.add("landing", "must be same or next for a term in minutes or hours", l.String())
	}
	if t.Roll > RollBack || (t.Roll != RollForward && (!dated || t.Span.unit == Workday)) {
		fs.add("roll", "applies to terms in days, weeks and months only", t.Roll.String())
	}
	if t.Start > StartOpen || (t.Start == StartIncluded && !dated) {
		fs.add("start", "included applies to terms in days, weeks and months only", t.Start.String())
	}
	if t.Start == StartIncluded && t.Span.n == 0 {
		fs.add("start", "included needs at least one day", t.Span.String())
	}
	if c := t.Cutoff; c.kind > cutoffClose || c.seconds < 0 || c.seconds > secondsPerDay {
		fs.add("cutoff", "must lie between 00:00 and 24:00", "")
	}
	return fs.err()
}
