package random

import (
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// witness stands beside the store and writes down what was really stored, sent and settled. What is wrong it keeps.
type witness struct {
	latest time.Time // the latest instant any node's clock has shown
	rows   map[string]*sending
	queues map[complaint.CaseID][]*sending // rows that leave in order, as they were written
	faults []string
}

// sending is what became of a row of the outbox.
type sending struct {
	row  complaint.OutboxRow
	told int    // times the handler accepted it
	end  string // "done", "dead" or "cancelled"; "" while it waits
}

func newWitness() *witness {
	return &witness{rows: map[string]*sending{}, queues: map[complaint.CaseID][]*sending{}}
}

func (w *witness) blame(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// committed notes what a unit has written.
func (w *witness) committed(u *complaint.Changeset) {
	for i := range u.Cases {
		for _, r := range u.Cases[i].Records {
			if r.Recorded.After(w.latest) {
				w.blame("%s/%d is recorded at %v, when no clock was past %v", r.Stream, r.Seq, r.Recorded, w.latest)
			}
		}
	}
	for _, id := range u.Cancel {
		for _, s := range w.rows {
			if s.row.Case == id && s.end != "done" {
				s.end = "cancelled"
			}
		}
	}
	for i := range u.Outbox {
		s := &sending{row: u.Outbox[i]}
		if w.rows[s.row.ID] != nil {
			w.blame("row %s is written twice", s.row.ID)
		}
		w.rows[s.row.ID] = s
		if !s.row.Express && s.row.Digest == "" {
			w.queues[s.row.Case] = append(w.queues[s.row.Case], s)
		}
	}
}

// settled notes how rows ended.
func (w *witness) settled(results []complaint.OutboxResult) {
	for _, r := range results {
		s := w.rows[r.ID]
		switch {
		case s == nil || s.end == "cancelled":
		case r.Done:
			s.end = "done"
		case r.Dead:
			s.end = "dead"
		}
	}
}

// handed notes that the handler is given a notice, and holds that it was its turn.
func (w *witness) handed(n *complaint.Notice) {
	s := w.rows[n.ID]
	switch {
	case s == nil:
		w.blame("notice %s was never written", n.ID)
		return
	case s.end != "":
		w.blame("notice %s is sent although it is %s", n.ID, s.end)
	case s.row.NotBefore.After(w.latest):
		w.blame("notice %s is sent before %v", n.ID, s.row.NotBefore)
	}
	if s.row.Express || s.row.Digest != "" {
		return
	}
	for _, older := range w.queues[s.row.Case] {
		if older == s {
			return
		}
		if older.end == "" {
			w.blame("notice %s overtakes %s", n.ID, older.row.ID)
		}
	}
}

// accepted notes that the handler has taken a notice.
func (w *witness) accepted(n *complaint.Notice) {
	if s := w.rows[n.ID]; s != nil {
		s.told++
	}
}

// parts are the notices in a notice.
func parts(n *complaint.Notice) []complaint.Notice {
	if len(n.Digest) > 0 {
		return n.Digest
	}
	return []complaint.Notice{*n}
}

// sent holds, at the end, that whatever should have left by an instant has ended, and that what is done was told to
// somebody. Commands to members and invitations that became pointless are done without being told.
func (w *witness) sent(by time.Time) {
	for id, s := range w.rows {
		quiet := s.row.Kind == "do" || s.row.Kind == "survey" || s.row.Kind == "survey-reminder"
		switch {
		case s.end == "" && s.row.NotBefore.Before(by):
			w.blame("row %s (%s) never left", id, s.row.Kind)
		case s.end == "done" && s.told == 0 && !quiet:
			w.blame("row %s (%s) is done and nobody was told", id, s.row.Kind)
		}
	}
}
