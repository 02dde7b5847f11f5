package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// file is what the simulation knows of a case: the case as stored, and what people did, read from its ledger. Nothing
// else is remembered, so that an interrupted month goes on where the ledger ends.
type file struct {
	c      *complaint.Case
	row    *row      // the complaint that opened it
	log    []step    // what people did with this case, in order
	raised time.Time // when time last took it up the ladder
	lapsed time.Time // when an approval was last left undecided
	batch  string    // key of the first complaint of its batch, "" when it is in none
	next   *move     // what somebody will do next, nil when nobody will
	stuck  bool      // a move was refused that should not have been
}

// step is one entry of a person.
type step struct {
	name string
	at   time.Time
	by   string
}

// refresh reads the case and its ledger again.
func (f *file) refresh(ctx context.Context, desk *complaint.Desk, reader complaint.Actor, id complaint.CaseID) error {
	c, err := desk.Case(ctx, reader, id)
	if err != nil {
		return err
	}
	fresh := file{c: c}
	for e, err := range desk.Ledger(ctx, reader, id) {
		if err != nil {
			return err
		}
		fresh.note(e)
	}
	f.c, f.log, f.raised, f.lapsed = c, fresh.log, fresh.raised, fresh.lapsed
	return nil
}

// note takes in one entry of the ledger.
func (f *file) note(e *complaint.Entry) {
	if _, tick := e.Command.(complaint.Tick); tick {
		f.noteTick(e)
		return
	}
	if e.From == "" {
		f.log = append(f.log, step{e.Command.Name(), e.Recorded, e.Actor.ID})
	}
}

// noteTick takes in what time did.
func (f *file) noteTick(e *complaint.Entry) {
	for _, fx := range e.Effects {
		switch fx := fx.(type) {
		case complaint.CountedEffect:
			if fx.What == "level" {
				f.raised = e.Recorded
			}
		case complaint.ApprovalEffect:
			if fx.Status == "lapsed" {
				f.lapsed = e.Recorded
			}
		}
	}
}

// did reports whether one of the commands was done since the case was last reopened.
func (f *file) did(names ...string) bool {
	for _, s := range slices.Backward(f.log) {
		if slices.Contains(names, s.name) {
			return true
		}
		if s.name == "reopen" {
			return false
		}
	}
	return false
}

// count is how often a command was done.
func (f *file) count(name string) int {
	n := 0
	for _, s := range f.log {
		if s.name == name {
			n++
		}
	}
	return n
}

// doers are the people who did a command.
func (f *file) doers(name string) []string {
	var ids []string
	for _, s := range f.log {
		if s.name == name {
			ids = append(ids, s.by)
		}
	}
	return ids
}

// base is when the case last moved, by somebody's work or by an approval that lapsed. A reminder is no work: it does not
// put off what is due.
func (f *file) base() time.Time {
	for _, s := range slices.Backward(f.log) {
		if s.name != "expedite" && s.at.After(f.lapsed) {
			return s.at
		}
	}
	return f.lapsed
}

// key is the idempotency key of the next command: where in the life of the case it stands, and what it is.
func (f *file) key(command string) string {
	return fmt.Sprintf("%s/%d-%s", f.row.Key, len(f.log)+1, command)
}

// serious reports whether the case is one for the complaint centre.
func (f *file) serious() bool { return f.c.Severity >= classify.Major }

// flagged reports whether one of the flags is up.
func (f *file) flagged(flags ...string) bool {
	return slices.ContainsFunc(flags, func(s string) bool { return slices.Contains(f.c.Flags, s) })
}

// proposal is the latest proposal, nil when there is none.
func (f *file) proposal() *complaint.Proposal {
	if n := len(f.c.Proposals); n > 0 {
		return &f.c.Proposals[n-1]
	}
	return nil
}

// promise is the open promise, nil when there is none.
func (f *file) promise() *complaint.Promise {
	for i := range f.c.Promises {
		if f.c.Promises[i].Kept.IsZero() {
			return &f.c.Promises[i]
		}
	}
	return nil
}

// pending is the approval that waits, nil when none does.
func (f *file) pending() *complaint.Approval {
	for i := range f.c.Approvals {
		if f.c.Approvals[i].Status == "" {
			return &f.c.Approvals[i]
		}
	}
	return nil
}

// openTask is a task that somebody still has to do, nil when there is none.
func (f *file) openTask(blocking bool) *complaint.Task {
	for i := range f.c.Tasks {
		if t := &f.c.Tasks[i]; t.Done.IsZero() && t.Blocks == blocking {
			return t
		}
	}
	return nil
}
