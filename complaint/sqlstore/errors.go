package sqlstore

import (
	"fmt"

	"github.com/redress-go/redress/complaint"
)

// ErrClosed is what every write gives after Close. It is a complaint.ErrClosed.
var ErrClosed = fmt.Errorf("sqlstore: store: %w", complaint.ErrClosed)

// UnknownError says that a write may or may not have happened: the database failed while it committed. Whoever must know
// looks for the records. It is a complaint.ErrUnknown.
type UnknownError struct{ Err error }

// Error gives the cause.
func (e *UnknownError) Error() string { return "sqlstore: outcome unknown: " + e.Err.Error() }

// Unwrap returns the kind and the cause.
func (e *UnknownError) Unwrap() []error { return []error{complaint.ErrUnknown, e.Err} }

// PanicError says that a write panicked, inside the driver or in a value it was handed. Nothing of it was stored.
type PanicError struct {
	Value any    // what was recovered
	Stack string // where
}

// Error says that it was a panic; the value may be anything and is left out.
func (e *PanicError) Error() string { return "sqlstore: panic while writing" }
