package random

import (
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// What somebody who asked for something knows.
const (
	unheard = "unheard" // nobody answered: it may have been done or not
	nothing = "nothing" // it was refused, or the desk said that nothing was stored
	done    = "granted"
)

// asked is a request with what its caller was told. The name of the actor marks every entry that it makes.
type asked struct {
	req   complaint.Request
	heard string
	at    complaint.CaseID // of the entry that was acknowledged
	seq   int64
	hash  complaint.Hash
}

func (a *asked) mark() string { return a.req.Actor.Name }

// ask gives a new request to a node.
func (t *town) ask(s *station, req complaint.Request) error {
	a := &asked{req: req, heard: nothing}
	a.req.Actor.Name = fmt.Sprintf("request %d", len(t.asked))
	if chance(t, "keyed", 50) {
		a.req.Key = a.mark()
	}
	t.asked = append(t.asked, a)
	return t.submit(s, a)
}

// askAgain repeats a request with a key, as a caller does who has not heard, or who forgot that they have. Under the same
// key something else is refused.
func (t *town) askAgain(s *station, a *asked) error {
	if a.req.Key == "" {
		return nil
	}
	if a.heard == done && chance(t, "something else", 20) {
		other := a.req
		other.Actor.ID += "-other"
		_, err := s.desk.Submit(t.ctx, other)
		if !s.dead && !errors.Is(err, complaint.ErrInternal) && !errors.Is(err, complaint.ErrDuplicate) {
			return errors.Join(fmt.Errorf("another request under the key of %s was not refused as one", a.mark()), err)
		}
		return nil
	}
	return t.submit(s, a)
}

// submit asks and notes what is heard.
func (t *town) submit(s *station, a *asked) error {
	res, err := s.desk.Submit(t.ctx, a.req)
	t.tell("%s: %s %s %s by %s: %d %v", s.name, a.mark(), a.req.Case, a.req.Command.Name(), a.req.Actor.ID, res.Seq, err)
	failed := errors.Is(err, complaint.ErrInternal)
	switch {
	case s.dead, failed && ruled(err, "outcome"):
		t.trouble++
		if a.heard != done {
			a.heard = unheard
		}
		return nil
	case failed && !t.sky.calm && errors.Is(err, errWeather):
		t.trouble++
		if a.req.Key == "" { // with a key an earlier try may have been stored
			a.heard = nothing
		}
		return nil
	case failed:
		return fmt.Errorf("%s: %w", a.mark(), err)
	case err != nil:
		if a.heard == done {
			return fmt.Errorf("%s was done and is refused when asked again: %w", a.mark(), err)
		}
		t.trouble++ // a number that a key holds
		a.heard = nothing
		return nil
	}
	return t.heard(a, &res)
}

// ruled reports whether an error names a rule.
func ruled(err error, rule string) bool {
	var e *complaint.Error
	return errors.As(err, &e) && e.Rule == rule
}

// heard holds an answer against the store, and against the answer before.
func (t *town) heard(a *asked, res *complaint.Result) error {
	if a.heard == done {
		if !res.Replayed || res.Seq != a.seq || res.Case.ID != a.at {
			return fmt.Errorf("%s is answered otherwise when asked again: %+v", a.mark(), res)
		}
		return nil
	}
	a.heard, a.at, a.seq = done, res.Case.ID, res.Seq
	t.steps[a.req.Command.Name()]++
	t.meet(res.Case)
	record, err := t.acknowledged(a)
	if err != nil {
		return err
	}
	a.hash = record.Hash
	return t.prove(a.at)
}

// meet adds a case and those it is linked to.
func (t *town) meet(c *complaint.Case) {
	for _, id := range append(linked(c), c.ID) {
		known := false
		for _, have := range t.cases {
			known = known || have == id
		}
		if !known {
			t.cases = append(t.cases, id)
		}
	}
}

// acknowledged is the entry that the caller was told of.
func (t *town) acknowledged(a *asked) (*complaint.Record, error) {
	page, err := t.store.Entries(t.ctx, "case/"+string(a.at), a.seq-1, 1)
	if err != nil {
		return nil, err
	}
	if len(page) != 1 || !a.hash.IsZero() && page[0].Hash != a.hash {
		return nil, fmt.Errorf("%s was acknowledged as %s/%d and is not there", a.mark(), a.at, a.seq)
	}
	return &page[0], nil
}

// register lets the desk take a complaint in.
func (t *town) register(s *station) error {
	scene := &scene{pb: t.house.pb, c: new(complaint.Case), now: t.clock.Now()}
	in := scene.intake(t)
	if chance(t, "late", 20) {
		in.Received = scene.now.Add(-time.Duration(t.roll("late by", 600)) * time.Minute)
	}
	return t.ask(s, complaint.Request{Actor: t.house.desk, Command: in})
}

// command lets somebody do something to a case.
func (t *town) command(s *station) error {
	id := pick(t, "case", t.cases)
	c, err := t.store.Load(t.ctx, id)
	if errors.Is(err, complaint.ErrNotFound) {
		return fmt.Errorf("case %s was acknowledged and is not there", id)
	}
	if err != nil {
		return err
	}
	sc := &scene{pb: t.house.pb, c: c, others: t.cases, now: t.clock.Now()}
	turn := t.house.turn(t, sc, func(a complaint.Actor) []complaint.Option {
		options, _ := s.desk.Options(t.ctx, a, id) // in bad weather somebody does whatever comes to mind
		return options
	})
	req := complaint.Request{Actor: turn.who, Case: id, Command: turn.cmd}
	if chance(t, "version", 10) {
		req.IfVersion = c.Version
	}
	if chance(t, "late", 15) {
		req.At = sc.now.Add(-time.Duration(t.roll("late by", 600)) * time.Minute)
	}
	return t.ask(s, req)
}
