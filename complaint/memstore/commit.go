package memstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
)

// tally is the kind of document that many desks add to. Every put of it counts, so the same bytes again are a lost
// update and not a repetition.
const tally = "tally"

// errUnit is the cause when a unit cannot be applied to any store.
var errUnit = errors.New("malformed unit")

// Commit writes a unit whole or not at all; see complaint.Store. Beside the conflicts named there, a record that would
// leave a gap in its stream and a number that another case of the organisation carries are conflicts. A box written to
// a record that is not there is complaint.ErrNotFound.
func (s *Store) Commit(ctx context.Context, u *complaint.Changeset) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := complaint.CheckChangeset(u); err != nil {
		return fmt.Errorf("memstore: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.check(u); err != nil {
		return fmt.Errorf("memstore: commit: %w", err)
	}
	s.apply(u)
	return nil
}

// check finds every reason why a unit cannot be written. After it, apply cannot fail.
func (s *Store) check(u *complaint.Changeset) error {
	if r := u.Receipt; r != nil {
		if _, known := s.receipts[receiptKey{r.Org, r.Key}]; known {
			return complaint.ErrDuplicate
		}
	}
	for i := range u.Cases {
		if i > 0 && u.Cases[i-1].Case.ID >= u.Cases[i].Case.ID {
			return fmt.Errorf("%w: cases are not in order of id", errUnit)
		}
		if err := s.checkCase(&u.Cases[i]); err != nil {
			return err
		}
	}
	if err := s.checkRecords(u.Streams); err != nil {
		return err
	}
	for i := range u.Documents {
		if err := s.checkDocument(&u.Documents[i]); err != nil {
			return err
		}
	}
	for i := range u.Boxes {
		if !s.holds(u, u.Boxes[i].Stream, u.Boxes[i].Seq) {
			return fmt.Errorf("box of %s/%d: %w", u.Boxes[i].Stream, u.Boxes[i].Seq, complaint.ErrNotFound)
		}
	}
	for i := range u.Outbox {
		if _, ok := s.outbox.byID[u.Outbox[i].ID]; ok {
			return fmt.Errorf("outbox row %s is there: %w", u.Outbox[i].ID, complaint.ErrConflict)
		}
	}
	return s.checkParks(u)
}

// checkCase compares a case with what is stored: its version, its number, and the sequence of its records.
func (s *Store) checkCase(w *complaint.CaseWrite) error {
	if w.Was+int64(len(w.Records)) != w.Case.Version {
		return fmt.Errorf("%w: case %s: %d records lead from version %d to %d",
			errUnit, w.Case.ID, len(w.Records), w.Was, w.Case.Version)
	}
	var have int64
	var number string
	if r := s.cases[w.Case.ID]; r != nil {
		have, number = r.state.Version, r.state.Number
	}
	if have != w.Was {
		return fmt.Errorf("case %s has version %d, not %d: %w", w.Case.ID, have, w.Was, complaint.ErrConflict)
	}
	if w.Case.Number != number && s.taken(w.Case) {
		return fmt.Errorf("number %s is taken: %w", w.Case.Number, complaint.ErrConflict)
	}
	return s.checkRecords(w.Records)
}

// taken reports whether another case of the organisation carries the case's number.
func (s *Store) taken(c *complaint.Case) bool {
	if c.Number == "" {
		return false
	}
	for _, id := range s.numbers[c.Number] {
		if id != c.ID && s.cases[id].state.Org == c.Org {
			return true
		}
	}
	return false
}

// checkRecords holds that every record is the next one of its stream.
func (s *Store) checkRecords(records []complaint.Record) error {
	for i := range records {
		if r := &records[i]; r.Seq != s.next(records[:i], r.Stream) {
			return fmt.Errorf("stream %s: record %d is not the next: %w", r.Stream, r.Seq, complaint.ErrConflict)
		}
	}
	return nil
}

// next returns the sequence number that follows the earlier records of the unit, or the stored ones.
func (s *Store) next(earlier []complaint.Record, stream string) int64 {
	for i := len(earlier) - 1; i >= 0; i-- {
		if earlier[i].Stream == stream {
			return earlier[i].Seq + 1
		}
	}
	return int64(len(s.streams[stream])) + 1
}

// checkDocument holds that a document may be put: nothing is stored, the expected version is, or these very bytes are.
func (s *Store) checkDocument(d *complaint.Document) error {
	old, ok := s.documents[name{d.Kind, d.ID}]
	switch {
	case old.Version == d.Was: // 0 when nothing is stored
		return nil
	case ok && d.Kind != tally && old.Version == d.Version && bytes.Equal(old.Data, d.Data):
		return nil
	}
	return fmt.Errorf("document %s %s has version %d, not %d: %w", d.Kind, d.ID, old.Version, d.Was, complaint.ErrConflict)
}

// checkParks holds that every parked case exists when the unit is done.
func (s *Store) checkParks(u *complaint.Changeset) error {
	for _, p := range u.Parks {
		if _, ok := s.cases[p.Case]; !ok && !creates(u, p.Case) {
			return fmt.Errorf("park case %s: %w", p.Case, complaint.ErrNotFound)
		}
	}
	return nil
}

// creates reports whether a case is written by the unit itself.
func creates(u *complaint.Changeset, id complaint.CaseID) bool {
	for i := range u.Cases {
		if u.Cases[i].Case.ID == id {
			return true
		}
	}
	return false
}

// holds reports whether a record is stored, or is written by the unit itself.
func (s *Store) holds(u *complaint.Changeset, stream string, seq int64) bool {
	if seq >= 1 && seq <= int64(len(s.streams[stream])) {
		return true
	}
	in := func(records []complaint.Record) bool {
		for i := range records {
			if records[i].Stream == stream && records[i].Seq == seq {
				return true
			}
		}
		return false
	}
	for i := range u.Cases {
		if in(u.Cases[i].Records) {
			return true
		}
	}
	return in(u.Streams)
}
