package memstore

import (
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// apply writes a checked unit. Erasing comes before adding, so that a unit may cancel a case's notices and send new
// ones; boxes come after records, so that they find them.
func (s *Store) apply(u *complaint.Changeset) {
	for i := range u.Cases {
		s.applyCase(&u.Cases[i])
	}
	s.append(u.Streams)
	for _, b := range u.Boxes {
		s.streams[b.Stream][b.Seq-1].Box = b.Box
	}
	if r := u.Receipt; r != nil {
		s.receipts[receiptKey{r.Org, r.Key}] = *r
	}
	for _, d := range u.Documents {
		s.documents[name{d.Kind, d.ID}] = d
	}
	for _, id := range u.Unmatch {
		s.unmatch(id)
	}
	for _, m := range u.Matches {
		s.match(m)
	}
	for _, p := range u.Parks {
		s.cases[p.Case].park = p
	}
	for _, id := range u.Cancel {
		s.outbox.cancel(id)
	}
	for _, o := range u.Outbox {
		s.outbox.add(o)
	}
}

// append adds copies of records to their streams; only the bytes in them stay shared.
func (s *Store) append(records []complaint.Record) {
	own := slices.Clone(records)
	for i := 0; i < len(own); {
		stream, name := s.streams[own[i].Stream], own[i].Stream
		for ; i < len(own) && own[i].Stream == name; i++ {
			stream = append(stream, &own[i])
		}
		s.streams[name] = stream
	}
}

// applyCase replaces a case, appends its records and keeps the indexes in step. It lifts a park: what could be written
// was not stuck.
func (s *Store) applyCase(w *complaint.CaseWrite) {
	c := w.Case
	s.append(w.Records)
	r := s.cases[c.ID]
	if r == nil {
		r = &row{state: c}
		s.cases[c.ID] = r
		s.byID.insert(key{0, c.ID, r})
		s.byTime.insert(key{micros(c.Received), c.ID, r})
		s.renumber(c.ID, "", c.Number)
		s.rewake(r, time.Time{}, c.Wake)
		return
	}
	old := r.state
	r.state, r.park = c, complaint.Park{}
	s.byTime.move(key{micros(old.Received), c.ID, r}, key{micros(c.Received), c.ID, r})
	s.renumber(c.ID, old.Number, c.Number)
	s.rewake(r, old.Wake, c.Wake)
}

// rewake moves a case from one wake to another; the zero time is none.
func (s *Store) rewake(r *row, from, to time.Time) {
	if from.Equal(to) {
		return
	}
	if !from.IsZero() {
		s.byWake.remove(key{micros(from), r.state.ID, r})
	}
	if !to.IsZero() {
		s.byWake.insert(key{micros(to), r.state.ID, r})
	}
}

// renumber moves a case from one number to another; "" is no number.
func (s *Store) renumber(id complaint.CaseID, from, to string) {
	if from == to {
		return
	}
	if from != "" {
		s.numbers[from] = slices.DeleteFunc(s.numbers[from], func(c complaint.CaseID) bool { return c == id })
		if len(s.numbers[from]) == 0 {
			delete(s.numbers, from)
		}
	}
	if to != "" {
		s.numbers[to] = append(s.numbers[to], id)
	}
}

// match adds a search hash. The case may be unknown: a hash is a hint, and is checked against the case when it is used.
func (s *Store) match(m complaint.SearchHash) {
	r := s.cases[m.Case]
	if r == nil || slices.Contains(r.keys, m.Key) {
		return
	}
	r.keys = append(r.keys, m.Key)
	s.matches[m.Key] = append(s.matches[m.Key], m)
}

// unmatch forgets every search hash of a case.
func (s *Store) unmatch(id complaint.CaseID) {
	r := s.cases[id]
	if r == nil {
		return
	}
	for _, k := range r.keys {
		s.matches[k] = slices.DeleteFunc(s.matches[k], func(m complaint.SearchHash) bool { return m.Case == id })
		if len(s.matches[k]) == 0 {
			delete(s.matches, k)
		}
	}
	r.keys = nil
}
