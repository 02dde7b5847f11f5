package random

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// everyCase reads all cases, also those nobody was told of.
func (t *town) everyCase() (all []*complaint.Case, err error) {
	q := complaint.Query{}
	for {
		page, err := t.store.Query(t.ctx, q)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Cases...)
		if page.Next == (complaint.Cursor{}) {
			return all, nil
		}
		q.After = page.Next
	}
}

// ledger reads a case's ledger and holds that its chain is whole and that folding it gives the stored state. It needs no
// desk.
func (t *town) ledger(id complaint.CaseID) ([]*complaint.Entry, error) {
	records, err := t.store.Entries(t.ctx, "case/"+string(id), 0, 1_000_000)
	if err != nil {
		return nil, err
	}
	folded, entries, err := complaint.ReadExport(records)
	if err != nil {
		return nil, fmt.Errorf("ledger of %s: %w", id, err)
	}
	stored, err := t.store.Load(t.ctx, id)
	if err != nil {
		return nil, err
	}
	a, errA := complaint.EncodeCase(stored)
	b, errB := complaint.EncodeCase(folded)
	if err := errors.Join(errA, errB); err != nil {
		return nil, err
	}
	if !bytes.Equal(a, b) {
		return nil, fmt.Errorf("case %s is not what its ledger gives:\n%s\n%s", id, a, b)
	}
	return entries, nil
}

// prove holds what must be true of one case at any time: the ledger is whole, each request is in it once at most, and
// each step of time is taken once and not before its time.
func (t *town) prove(id complaint.CaseID) error {
	entries, err := t.ledger(id)
	if err != nil {
		return err
	}
	marks, taken := map[string]int64{}, map[complaint.StepID]int{}
	var before time.Time
	for _, e := range entries {
		if first := marks[e.Actor.Name]; e.Actor.Name != "" && first > 0 {
			return fmt.Errorf("%s is in %s twice: %d and %d", e.Actor.Name, id, first, e.Seq)
		}
		marks[e.Actor.Name] = e.Seq
		if e.Recorded.Before(before) {
			return fmt.Errorf("%s/%d is recorded before the entry before it", id, e.Seq)
		}
		before = e.Recorded
		if err := takes(e, taken); err != nil {
			return fmt.Errorf("%s/%d: %w", id, e.Seq, err)
		}
	}
	return nil
}

// takes counts the steps of time of an entry.
func takes(e *complaint.Entry, taken map[complaint.StepID]int) error {
	for _, fx := range e.Effects {
		step, ok := fx.(complaint.SteppedEffect)
		switch {
		case !ok:
			continue
		case step.Restored:
			taken[step.StepID]--
			continue
		case step.At.After(e.Recorded), step.Past && !step.At.Before(e.Recorded):
			return fmt.Errorf("step %+v is taken early, at %v", step.StepID, e.Recorded)
		}
		if taken[step.StepID]++; taken[step.StepID] > 1 {
			return fmt.Errorf("step %+v is taken twice", step.StepID)
		}
	}
	return nil
}

// settle lets the weather calm down and holds what must be true at the end.
func (t *town) settle() error {
	t.sky.calm = true
	s, err := t.station()
	if err != nil {
		return err
	}
	for _, a := range t.asked {
		if a.heard == unheard && a.req.Key != "" {
			if err := t.submit(s, a); err != nil {
				return err
			}
		}
	}
	ended := t.clock.Now()
	for range 30 {
		if err := errors.Join(t.sweep(s), t.deliver(s)); err != nil {
			return err
		}
		t.clock.Add(5 * time.Hour)
	}
	t.log.sent(ended)
	return errors.Join(t.sweep(s), t.atRest(s), t.answered(), t.numbered(s), t.broken())
}

// atRest holds that every case is proven, by the desk too, and owes nothing.
func (t *town) atRest(s *station) error {
	all, err := t.everyCase()
	if err != nil {
		return err
	}
	for _, c := range all {
		v, err := s.desk.Verify(t.ctx, c.ID)
		if err := errors.Join(err, errors.Join(v.Faults...), t.prove(c.ID)); err != nil {
			return err
		}
		if !c.Wake.IsZero() && !c.Wake.After(t.clock.Now()) {
			return fmt.Errorf("case %s owes a step since %v, and it is %v", c.ID, c.Wake, t.clock.Now())
		}
	}
	v, err := s.desk.VerifyDesk(t.ctx, "default")
	return errors.Join(err, errors.Join(v.Faults...))
}

// answered holds every request against what its caller was told: what was acknowledged is there, once; what was not done
// is nowhere.
func (t *town) answered() error {
	all, err := t.everyCase()
	if err != nil {
		return err
	}
	found := map[string][]complaint.CaseID{}
	for _, c := range all {
		entries, err := t.ledger(c.ID)
		if err != nil {
			return err
		}
		for _, e := range entries {
			found[e.Actor.Name] = append(found[e.Actor.Name], c.ID)
		}
	}
	for _, a := range t.asked {
		switch in := found[a.mark()]; {
		case a.heard == nothing && len(in) > 0:
			return fmt.Errorf("%s was not done, its caller was told, and is in %v", a.mark(), in)
		case a.heard == done:
			record, err := t.acknowledged(a)
			if err != nil {
				return err
			}
			if !bytes.Contains(record.Public, []byte(`"`+a.mark()+`"`)) {
				return fmt.Errorf("%s was acknowledged as %s/%d, where something else is", a.mark(), a.at, a.seq)
			}
		}
	}
	return nil
}

// numbered holds that no number is given twice, none is both given and void, and that a gap which nobody explains comes
// from trouble.
func (t *town) numbered(s *station) error {
	all, err := t.everyCase()
	if err != nil {
		return err
	}
	given := map[string]complaint.CaseID{}
	for _, c := range all {
		if other := given[c.Number]; other != "" {
			return fmt.Errorf("%s and %s have the number %s", other, c.ID, c.Number)
		}
		given[c.Number] = c.ID
	}
	gaps, err := s.desk.NumberGaps(t.ctx, t.house.head)
	if err != nil {
		return err
	}
	unexplained := 0
	for _, g := range gaps {
		if given[g.Number] != "" {
			return fmt.Errorf("number %s of %s is void: %s", g.Number, given[g.Number], g.Reason)
		}
		if g.Reason == "" {
			unexplained++
		}
	}
	if unexplained > t.trouble {
		return fmt.Errorf("%d gaps in the numbers, and trouble %d times: %+v", unexplained, t.trouble, gaps)
	}
	return nil
}
