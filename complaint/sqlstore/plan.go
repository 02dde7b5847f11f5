package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// errUnit is the cause when a unit cannot be applied to any store.
var errUnit = errors.New("malformed unit")

// plan is a unit ready to write: checked and encoded by its caller, so that the writer only writes.
type plan struct {
	*complaint.Changeset
	d    *dialect
	rows []caseRow
}

// prepare checks the shape of a unit and encodes its cases.
func (c *core) prepare(u *complaint.Changeset) (*plan, error) {
	if err := complaint.CheckChangeset(u); err != nil {
		return nil, err
	}
	p := &plan{Changeset: u, d: c.d, rows: make([]caseRow, 0, len(u.Cases))}
	for i := range u.Cases {
		w := &u.Cases[i]
		if i > 0 && u.Cases[i-1].Case.ID >= w.Case.ID {
			return nil, fmt.Errorf("%w: cases are not in order of id", errUnit)
		}
		if w.Was+int64(len(w.Records)) != w.Case.Version {
			return nil, fmt.Errorf("%w: case %s: %d records lead from version %d to %d",
				errUnit, w.Case.ID, len(w.Records), w.Was, w.Case.Version)
		}
		row, err := newCaseRow(w)
		if err != nil {
			return nil, err
		}
		p.rows = append(p.rows, row)
	}
	return p, nil
}

// erases reports whether the unit deletes bytes that must not stay in a log.
func (p *plan) erases() bool {
	for i := range p.Boxes {
		if p.Boxes[i].Box == nil {
			return true
		}
	}
	return len(p.Unmatch) > 0
}

// write writes everything, in an order that makes a known receipt the first thing to be noticed; erasing comes before
// adding, and boxes after the records they belong to.
func (p *plan) write(ctx context.Context, s *session) error {
	if p.Receipt != nil {
		if err := writeReceipt(ctx, s, p.Receipt); err != nil {
			return err
		}
	}
	for i := range p.rows {
		if err := p.rows[i].write(ctx, s, p.d); err != nil {
			return err
		}
		// A case has as many records as its version says, and its version was the expected one.
		known := tip{"case/" + string(p.rows[i].id), p.rows[i].was}
		if err := writeRecords(ctx, s, p.Cases[i].Records, known); err != nil {
			return err
		}
	}
	if err := writeRecords(ctx, s, p.Streams, tip{}); err != nil {
		return err
	}
	if err := writeBoxes(ctx, s, p.Boxes); err != nil {
		return err
	}
	if err := writeDocuments(ctx, s, p.Documents); err != nil {
		return err
	}
	if err := writeMatches(ctx, s, p.Unmatch, p.Matches); err != nil {
		return err
	}
	if err := writeParks(ctx, s, p.Parks); err != nil {
		return err
	}
	return p.writeOutbox(ctx, s)
}

// micros is a time as stored.
func micros(t time.Time) int64 { return t.UnixMicro() }

// fromMicros is a stored time; the zero time comes back as such.
func fromMicros(n int64) time.Time { return time.UnixMicro(n).UTC() }

// lost is the error of a lost race.
func lost(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, complaint.ErrConflict)...)
}

// missing is the error about something that is not there.
func missing(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, complaint.ErrNotFound)...)
}

// number turns a condition into what databases without booleans store.
func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
