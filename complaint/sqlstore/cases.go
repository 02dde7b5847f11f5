package sqlstore

import (
	"context"
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint"
)

const (
	loadText = `select data from redress_case where id = ?`

	insertCase = `insert into redress_case (version, state, severity, open, wake, data,
		org, number, playbook, received, unit, owner, tags, id)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ` + noConflict

	// Most commands change none of the columns that other indexes hold, and then those are not touched. A write lifts
	// the case's park: what could be written was not stuck.
	updateCase = `update redress_case set version = ?, state = ?, severity = ?, open = ?, wake = ?, data = ?, parked_until = 0
		where org = ? and number = ? and playbook = ? and received = ? and unit = ? and owner = ? and tags = ?
		and id = ? and version = ?`

	moveCase = `update redress_case set version = ?, state = ?, severity = ?, open = ?, wake = ?, data = ?, parked_until = 0,
		org = ?, number = ?, playbook = ?, received = ?, unit = ?, owner = ?, tags = ?
		where id = ? and version = ?`

	clearTags = `delete from redress_tag where case_id = ?`
	addTag    = `insert into redress_tag (tag, case_id) values (?, ?) ` + noConflict

	parkCase = `update redress_case set parked_until = ?, park_tries = ? where id = ?`
	lockCase = `select 1 from redress_case where id = ? for update`
)

// loadCase reads one case.
func loadCase(ctx context.Context, s *session, id complaint.CaseID) (*complaint.Case, error) {
	var data []byte
	found, err := s.one(ctx, loadText, []any{string(id)}, &data)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, missing("case %s", id)
	}
	return complaint.DecodeCase(data)
}

// caseRow is the write of a case as a row.
type caseRow struct {
	id     complaint.CaseID
	was    int64
	number string
	tags   []string
	args   []any // in the order of the statements, the id last
}

// newCaseRow encodes the write of a case.
func newCaseRow(w *complaint.CaseWrite) (caseRow, error) {
	c := w.Case
	data, err := complaint.EncodeCase(c)
	if err != nil {
		return caseRow{}, err
	}
	var wake any
	if !c.Wake.IsZero() {
		wake = micros(c.Wake)
	}
	return caseRow{id: c.ID, was: w.Was, number: c.Number, tags: c.Tags, args: []any{
		c.Version, string(c.State), int64(c.Severity), number(!c.State.Ended()), wake, data,
		c.Org, c.Number, c.Playbook.ID, micros(c.Received), c.Unit, c.Owner, strings.Join(c.Tags, "\x1f"), string(c.ID),
	}}, nil
}

// write stores the row if the case has the expected version, and its tags if they changed.
func (r *caseRow) write(ctx context.Context, s *session, d *dialect) error {
	if r.was == 0 {
		return r.insert(ctx, s)
	}
	args := slices.Concat(r.args, []any{r.was})
	changed, err := s.exec(ctx, updateCase, args...)
	if err != nil || changed == 1 {
		return err
	}
	changed, err = s.exec(ctx, moveCase, args...)
	switch {
	case err != nil && d.taken(err):
		return lost("number %s is taken", r.number)
	case err != nil:
		return err
	case changed == 0:
		return lost("case %s has another version than %d", r.id, r.was)
	}
	if _, err := s.exec(ctx, clearTags, string(r.id)); err != nil {
		return err
	}
	return r.addTags(ctx, s)
}

// insert stores a new case.
func (r *caseRow) insert(ctx context.Context, s *session) error {
	changed, err := s.exec(ctx, insertCase, r.args...)
	switch {
	case err != nil:
		return err
	case changed == 0:
		return lost("case %s is there, or its number %s is taken", r.id, r.number)
	}
	return r.addTags(ctx, s)
}

// addTags makes the case found by its tags.
func (r *caseRow) addTags(ctx context.Context, s *session) error {
	for _, tag := range r.tags {
		if _, err := s.exec(ctx, addTag, tag, string(r.id)); err != nil {
			return err
		}
	}
	return nil
}

// holdCase keeps everybody else from writing a case, and its rows in the outbox, until the transaction ends. It reports
// whether there is such a case.
func holdCase(ctx context.Context, s *session, id complaint.CaseID) (bool, error) {
	var one int
	return s.one(ctx, lockCase, []any{string(id)}, &one)
}

// writeParks sets cases aside, or lifts that.
func writeParks(ctx context.Context, s *session, parks []complaint.Park) error {
	for _, p := range parks {
		var until int64
		if !p.Until.IsZero() {
			until = micros(p.Until)
		}
		found, err := holdCase(ctx, s, p.Case)
		if err == nil && !found {
			err = missing("park case %s", p.Case)
		}
		if err != nil {
			return err
		}
		if _, err := s.exec(ctx, parkCase, until, int64(p.Tries), string(p.Case)); err != nil {
			return err
		}
	}
	return nil
}
