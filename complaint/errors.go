package complaint

import (
	"errors"
	"fmt"
	"strings"
)

// The kinds of failure, for errors.Is. An error of Register, Do and Submit means that nothing was stored, except ErrInternal
// with the rule "outcome", when the store cannot say: ask again with the same key. Sweep, Run, Deliver and Recalculate keep
// what they had done before the error.
var (
	ErrNotFound      = errors.New("not found")             // no such case, document or receipt, or one of another organisation
	ErrConflict      = errors.New("conflict")              // the case moved on since Request.IfVersion, or a version is stored with other content
	ErrInvalid       = errors.New("invalid input")         // the command is malformed; Error.Fields names every fault
	ErrNotAllowed    = errors.New("not allowed now")       // the state or a rule forbids it; Error.Allowed lists what may be done
	ErrForbidden     = errors.New("forbidden")             // this actor may not; Error.Who lists who may
	ErrNeedsApproval = errors.New("needs approval")        // more authority is needed; Error.Who lists who has it. Of an offer, an execution, a final decision: the proposal waits
	ErrDuplicate     = errors.New("duplicate request key") // the key was used for another request
	ErrClosed        = errors.New("desk closed")           // Close was called
	ErrUnknown       = errors.New("outcome unknown")       // of a Store, when a commit may still happen; a desk finds out, or says ErrInternal with the rule "outcome"
	ErrInternal      = errors.New("internal error")        // the store, the Sealer or another callback failed, or stored data is damaged; Error.Rule says which
)

// FieldError names one fault of a malformed command.
type FieldError struct {
	Field string // path in the command's JSON form: "complainant.phone"
	Rule  string // the rule it breaks: "required", "utf-8", "max 65536 bytes", "not negative"
}

// Error is what desk methods return, save for a bare context error of Run and Deliver. It never carries a name, a phone number, an address or free text.
type Error struct {
	Op      string // "submit", "sweep", "open" …
	Code    error  // one of the sentinels, or context.Canceled or context.DeadlineExceeded
	Case    CaseID
	State   State
	Command string
	Rule    string       // the guard or rule that refused: "steps", "instructed", "four-eyes" …
	Fields  []FieldError // for ErrInvalid: every fault at once
	Allowed []string     // for ErrNotAllowed: the commands that are allowed now
	Who     []string     // for ErrForbidden and ErrNeedsApproval: the roles that may
	Err     error        // the cause, if there is one
}

// Error describes the failure in one line.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "redress: %s", e.Op)
	if e.Command != "" {
		fmt.Fprintf(&b, " %s", e.Command)
	}
	if e.Case != "" {
		fmt.Fprintf(&b, " case %s", e.Case)
	}
	if e.State != "" {
		fmt.Fprintf(&b, " (%s)", e.State)
	}
	fmt.Fprintf(&b, ": %v", e.Code)
	if e.Rule != "" {
		fmt.Fprintf(&b, " [%s]", e.Rule)
	}
	for i, f := range e.Fields {
		b.WriteString([]string{": ", "; "}[min(i, 1)])
		fmt.Fprintf(&b, "%s: %s", f.Field, f.Rule)
	}
	if len(e.Allowed) > 0 {
		fmt.Fprintf(&b, "; allowed now: %s", strings.Join(e.Allowed, ", "))
	}
	if len(e.Who) > 0 {
		fmt.Fprintf(&b, "; may do it: %s", strings.Join(e.Who, ", "))
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Is reports whether the target is the error's kind.
func (e *Error) Is(target error) bool { return e.Code == target }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// invalid is the refusal of a malformed field.
func invalid(field, rule string) error {
	return &Error{Code: ErrInvalid, Fields: []FieldError{{field, rule}}}
}

// notAllowed is the refusal of a rule about the case.
func notAllowed(rule string, allowed ...string) error {
	return &Error{Code: ErrNotAllowed, Rule: rule, Allowed: allowed}
}

// forbidden is the refusal of a rule about the actor.
func forbidden(rule string, who ...string) error {
	return &Error{Code: ErrForbidden, Rule: rule, Who: who}
}
