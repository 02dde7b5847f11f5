package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// errStop ends a walk early.
var errStop = errors.New("stop")

// logRead records that somebody looks at personal data, before they do. A role that may not, and whoever is complained
// about, is refused.
func (d *Desk) logRead(ctx context.Context, r *rules, actor Actor, c *Case, what string) error {
	id, sees := c.ID, func(role *playbook.Role) bool { return role.SeesPersonal }
	s := r.sight(c, &actor)
	if err := s.mayOpen(); err != nil {
		return d.wrap("read", &Request{Case: id}, err)
	}
	switch {
	case slices.Contains(c.About, actor.ID):
		return d.wrap("read", &Request{Case: id}, forbidden("conflict-of-interest", r.rolesWhere(sees)...))
	case !sees(r.roles[actor.Role]):
		return d.wrap("read", &Request{Case: id}, forbidden("sees", r.rolesWhere(sees)...))
	}
	return d.noteRead(ctx, id, actor, what)
}

// noteRead writes a look at personal data into the case's stream of reads.
func (d *Desk) noteRead(ctx context.Context, id CaseID, actor Actor, what string) error {
	stream := readStream(id)
	for try := 0; ; try++ {
		seq, prev, err := d.tip(ctx, stream)
		if err != nil {
			return d.maybeWrap("read", err)
		}
		e := readEntry{V: formatVersion, Case: id, Seq: seq + 1, Recorded: d.now(), Actor: actor, What: what}
		b, err := encode(e)
		if err != nil {
			return d.maybeWrap("read", err)
		}
		err = d.store.Commit(ctx, &Changeset{Streams: []Record{record(stream, e.Seq, prev, e.Recorded, b, nil, Hash{})}})
		if !errors.Is(err, ErrConflict) {
			return d.maybeWrap("read", err)
		}
		backOff(ctx, try)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// Reads are the looks at the personal data of a case, the oldest first, for those who answer for data protection: roles that
// may see personal data and reach every unit's cases. A look of the engine itself, to render a notice or to recognise a
// repeat, is among them. Looks are a stream of their own with its own chain; erasure leaves it.
//
// Errors: ErrNotFound, ErrForbidden with the roles that may.
func (d *Desk) Reads(ctx context.Context, actor Actor, id CaseID) iter.Seq2[Read, error] {
	return func(yield func(Read, error) bool) {
		s, err := d.look(ctx, actor, id)
		if err == nil {
			answers := func(role *playbook.Role) bool { return role.SeesPersonal && role.AllUnits }
			if !answers(s.rules.roles[actor.Role]) || slices.Contains(s.c.About, actor.ID) {
				err = d.wrap("reads", &Request{Case: id}, forbidden("sees", s.rules.rolesWhere(answers)...))
			} else if e := s.mayOpen(); e != nil { // who looks at a confidential case tells who complains
				err = d.wrap("reads", &Request{Case: id}, e)
			}
		}
		if err != nil {
			yield(Read{}, err)
			return
		}
		stop := false
		err = d.eachRecord(ctx, readStream(id), func(rec *Record) error {
			var e readEntry
			if err := json.Unmarshal(rec.Public, &e); err != nil {
				return err
			}
			if stop = !yield(s.read(&e), nil); stop {
				return errStop
			}
			return nil
		})
		if err != nil && !stop {
			yield(Read{}, d.maybeWrap("reads", err))
		}
	}
}

// read is a look as the actor may see it. What is about a task that is kept from them is not named, nor is anybody who is
// there for such a task.
func (s *sight) read(e *readEntry) Read {
	out := Read{Seq: e.Seq, Recorded: e.Recorded, Actor: e.Actor, What: e.What}
	if len(s.hidden) == 0 {
		return out
	}
	if what, _, named := strings.Cut(e.What, " "); named {
		out.What = what // a notice: of which kind, to whom
	}
	for _, id := range s.hidden {
		t := s.c.Task(id)
		if slices.Contains(t.VisibleTo, e.Actor.Role) || t.Person != "" && t.Person == e.Actor.ID {
			out.Actor = Actor{ID: withheld}
		}
	}
	return out
}

// Read is one look at the personal data of a case.
type Read struct {
	Seq      int64     // from 1, without a gap
	Recorded time.Time // UTC
	Actor    Actor
	What     string // what was opened: details, ledger, sheet, message …
}

// readEntry is one line of the stream of reads of a case's personal data.
type readEntry struct {
	V        int       `json:"v"`
	Case     CaseID    `json:"case"`
	Seq      int64     `json:"n"`
	Recorded time.Time `json:"rec"`
	Actor    Actor     `json:"by"`
	What     string    `json:"what"`
}
