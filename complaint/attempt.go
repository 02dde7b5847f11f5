package complaint

import (
	"context"
	"strconv"
	"time"
)

// attempt is one try of a request: what would be committed.
type attempt struct {
	main *line
	all  map[CaseID]*line
	unit Changeset
	seq  int64       // the entry of the command in the main case
	ripe []time.Time // of each step of time that was caught up with: since when it could have been recorded
}

// line is one case in an attempt: as loaded, and as it stands after the entries appended so far.
type line struct {
	was     int64
	cur     *Case // nil for a new case
	rules   *rules
	records []Record
}

// attempt loads the cases, catches up, decides and appends.
func (d *Desk) attempt(ctx context.Context, w *work) (*attempt, error) {
	t := &attempt{all: map[CaseID]*line{}}
	dec := &decision{
		cmd: w.Command, actor: w.Actor, now: d.now(), staff: d.cfg.Staff(), pick: d.cfg.Picker, others: map[CaseID]*draft{},
		desk: &deskFacts{org: w.org, id: w.id, adopt: d.opened(ctx)},
	}
	dec.at = dec.now
	if err := d.loadMain(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if err := dec.mayBegin(w); err != nil {
		return nil, err
	}
	if err := d.openSplit(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if err := d.loadOthers(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if err := d.loadPurse(ctx, t, dec); err != nil {
		return nil, err
	}
	if err := d.decide(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if w.receipt != nil {
		r := *w.receipt
		r.Case, r.Seq, r.How = t.main.cur.ID, t.seq, w.how
		t.unit.Receipt = &r
	}
	return t, nil
}

// loadMain loads the request's case, or makes room for the new one.
func (d *Desk) loadMain(ctx context.Context, w *work, t *attempt, dec *decision) error {
	if in, ok := w.Command.(Intake); ok {
		return d.openMain(ctx, w, t, dec, &in)
	}
	l, err := d.loadLine(ctx, w, t, w.Case)
	if err != nil {
		return err
	}
	if w.IfVersion != 0 && l.was != w.IfVersion {
		return &Error{Code: ErrConflict, State: l.cur.State}
	}
	dec.from = w.from
	if l, err = d.landing(ctx, w, t, l, dec); err != nil {
		return err
	}
	if p, ok := w.Command.(preparer); ok {
		w.Command = p.prepare(l.rules)
		dec.cmd = w.Command
	}
	if err := l.dateBack(w.At, dec); err != nil {
		return err
	}
	if err := d.catchUp(ctx, t, l, dec); err != nil {
		return err
	}
	t.main = l
	dec.draft = newDraft(l.rules, l.cur)
	return nil
}

// openSplit makes room for the case that a split opens, once the actor may and the values are known to be good: a refused
// command reserves no number.
func (d *Desk) openSplit(ctx context.Context, w *work, t *attempt, dec *decision) error {
	split, ok := w.Command.(Split)
	if !ok {
		return nil
	}
	l := t.main
	if faults := l.rules.checkIntake(&split.Intake, dec.now); len(faults) > 0 {
		return under("intake", &Error{Code: ErrInvalid, Fields: faults})
	}
	if split.Into != "" {
		return invalid("into", "the engine names the new case")
	}
	t.all[w.id] = &line{rules: l.rules}
	dec.fresh = newDraft(l.rules, nil)
	return d.reserve(ctx, w, l.rules, dec, &split.Intake)
}

// openMain finds out what an intake is: a reminder on a case that is being handled, or a new case.
func (d *Desk) openMain(ctx context.Context, w *work, t *attempt, dec *decision, in *Intake) error {
	received := stamp(in.Received)
	if received.IsZero() {
		received = dec.now
	}
	if err := d.guardIntakes(ctx, w, t); err != nil { // before the look at what is there
		return err
	}
	past, err := d.history(ctx, w.rules, w.org, w.repeat, received)
	if err != nil {
		return err
	}
	w.past, w.how = nil, HowNew
	for _, c := range past {
		now, err := d.handled(ctx, w, c)
		if err != nil {
			return err
		}
		switch {
		case now == nil || now.State == Withdrawn || now.State == Refused:
		case working.has(now.State):
			w.how, w.grant = HowExpedited, "register"
			w.Case, w.Command, w.spec = c.ID, in.again(), vocabulary()["expedite"]
			dec.cmd = w.Command
			return d.loadMain(ctx, w, t, dec)
		case len(w.past) == 0:
			w.past, w.how = []CaseID{now.ID}, HowLinked
		}
	}
	many, err := d.countBatch(ctx, w, t, received)
	if err != nil {
		return err
	}
	if dec.desk.batch = ""; many {
		dec.desk.batch = w.batch
	}
	t.main = &line{rules: w.rules}
	t.all[w.id] = t.main
	dec.draft = newDraft(w.rules, nil)
	dec.fresh, dec.past = dec.draft, w.past
	return d.reserve(ctx, w, w.rules, dec, in)
}

// reserve takes a number for the case to be, once per request.
func (d *Desk) reserve(ctx context.Context, w *work, r *rules, dec *decision, in *Intake) error {
	if w.number == "" {
		key := string(w.id)
		if w.receipt != nil {
			key = w.receipt.Key
		}
		if w.skipped > 0 {
			key += "/" + strconv.Itoa(w.skipped)
		}
		var err error
		if w.series, w.number, err = d.number(ctx, r, w.org, key, r.kindAtIntake(in, dec.now), dec.now); err != nil {
			return err
		}
	}
	dec.desk.series, dec.desk.number = w.series, w.number
	return nil
}
