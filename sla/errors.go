package sla

import (
	"errors"
	"fmt"
	"strings"
)

// Fault is one thing wrong with a value somebody configured or wrote.
type Fault struct {
	// Field is the path to the value, for example "calendar.week.mon[0]".
	Field string
	// Rule says what the value has to be.
	Rule string
	// Value is what was found there, as text; empty when nothing was.
	Value string
}

// String prints the fault as "field: rule, got value".
func (f Fault) String() string {
	if f.Value == "" {
		return f.Field + ": " + f.Rule
	}
	return fmt.Sprintf("%s: %s, got %q", f.Field, f.Rule, f.Value)
}

// InvalidError reports every fault of a configuration value at once. All
// parsers and constructors of this package return it.
type InvalidError struct {
	// Faults has at least one element, in the order of the configuration.
	Faults []Fault
}

// Error lists all faults, separated by semicolons.
func (e *InvalidError) Error() string {
	parts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		parts[i] = f.String()
	}
	return "sla: " + strings.Join(parts, "; ")
}

// faults collects faults while a value is checked.
type faults struct{ list []Fault }

func (fs *faults) add(field, rule, value string) {
	fs.list = append(fs.list, Fault{Field: field, Rule: rule, Value: value})
}

// merge adds the faults of err under a path; an error of another type becomes
// one fault.
func (fs *faults) merge(field string, err error) {
	if err == nil {
		return // before inv is made: checking what is right allocates nothing
	}
	var inv *InvalidError
	if !errors.As(err, &inv) {
		fs.add(field, err.Error(), "")
		return
	}
	for _, f := range inv.Faults {
		fs.add(joinPath(field, f.Field), f.Rule, f.Value)
	}
}

func (fs *faults) err() error {
	if len(fs.list) == 0 {
		return nil
	}
	return &InvalidError{Faults: fs.list}
}

// under is err with its faults at a path.
func under(field string, err error) error {
	var fs faults
	fs.merge(field, err)
	return fs.err()
}

func joinPath(parent, child string) string {
	switch {
	case parent == "":
		return child
	case child == "", strings.HasPrefix(child, "["):
		return parent + child
	}
	return parent + "." + child
}

func invalid(field, rule, value string) error {
	return &InvalidError{Faults: []Fault{{Field: field, Rule: rule, Value: value}}}
}

// RefusedError reports something asked of a running timer that the rules of
// its target do not allow. Nothing was changed.
type RefusedError struct {
	// Target and Instance name the timer.
	Target, Instance string
	// Rule is the rule that refuses, one of the Refused constants.
	Rule string
	// Detail says it for people, with the values involved.
	Detail string
}

// Error prints target, rule and detail.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("sla: %s: %s: %s", e.Target, e.Rule, e.Detail)
}

// The rules a RefusedError can name.
const (
	// RefusedNoTimer means that no such timer is running.
	RefusedNoTimer = "no_running_timer"
	// RefusedNoRule means that the target has no extension of that name.
	RefusedNoRule = "no_such_extension"
	// RefusedReason means that the reason is blank.
	RefusedReason = "reason_required"
	// RefusedExpired means that the due has already passed.
	RefusedExpired = "asked_after_expiry"
	// RefusedCount means that the extension was used as often as it may be.
	RefusedCount = "count_exhausted"
	// RefusedNotLater means that the new due would not lie after the present one.
	RefusedNotLater = "not_later_than_due"
	// RefusedLimit means that the new due would lie beyond a limit.
	RefusedLimit = "beyond_limit"
	// RefusedBeforeReceipt means that a back-dated instant lies before receipt.
	RefusedBeforeReceipt = "before_receipt"
	// RefusedFuture means that an instant lies in the future.
	RefusedFuture = "in_the_future"
	// RefusedOrder means that a hold or resume lies before the one before it.
	RefusedOrder = "before_last_hold"
)

// ProvisionalError reports a deadline that reaches beyond the dates its
// calendar knows. See Deadline.Strict.
type ProvisionalError struct {
	// Calendar is the reference of the calendar, "id@version".
	Calendar string
	// KnownThrough is the last date the calendar knows.
	KnownThrough Date
	// Date is the date of the deadline.
	Date Date
}

// Error names the calendar, its last known date and the deadline.
func (e *ProvisionalError) Error() string {
	return fmt.Sprintf("sla: deadline %s lies beyond %s, the last date calendar %s knows", e.Date, e.KnownThrough, e.Calendar)
}
