package complaint

import (
	"context"
	"errors"
)

// Register takes a complaint in (受理登记). See Intake for what it needs; a complaint made before is recognised by the
// playbook's repeat rule. A host that may be handed the same message twice uses RegisterOnce.
//
// Errors: ErrInvalid, ErrForbidden.
func (d *Desk) Register(ctx context.Context, actor Actor, in Intake) (Registration, error) {
	return d.RegisterOnce(ctx, actor, "", in)
}

// RegisterOnce is Register with the host's own key for the message (an e-mail's id, a form's token): a second call with the
// same key and the same intake returns the first result, marked HowReplayed. An empty key is no key.
//
// Errors: ErrInvalid, ErrForbidden, ErrDuplicate when the key came with another intake.
func (d *Desk) RegisterOnce(ctx context.Context, actor Actor, key string, in Intake) (Registration, error) {
	res, err := d.Submit(ctx, Request{Actor: actor, Command: in, Key: key})
	if err != nil {
		return Registration{}, err
	}
	return Registration{Case: res.Case, How: res.How}, nil
}

// Do is the short form of Submit: a command on a case, now, without a key. It returns the case afterwards.
func (d *Desk) Do(ctx context.Context, actor Actor, id CaseID, cmd Command) (*Case, error) {
	res, err := d.Submit(ctx, Request{Actor: actor, Case: id, Command: cmd})
	return res.Case, err
}

// Submit takes one command through the road that everything takes: queue per case, load, catch up what time owes,
// decide, evolve, commit in one transaction. A lost race is decided again; an unknown outcome is looked up. Whatever it
// returns as an error, the command was not stored — unless the store cannot say, which is the only ErrInternal that
// names the rule "outcome".
//
// Errors: ErrInvalid (malformed, every field at once), ErrNotFound, ErrConflict (IfVersion), ErrNotAllowed, ErrForbidden,
// ErrNeedsApproval, ErrDuplicate, or the context's error.
func (d *Desk) Submit(ctx context.Context, req Request) (res Result, err error) {
	defer func() {
		if err != nil {
			res, err = Result{}, d.wrap("submit", &req, err)
			return
		}
		if _, opens := req.Command.(Intake); !opens {
			res.How = ""
		}
		res.Case = d.shown(ctx, &req.Actor, res.Case)
	}()
	defer recovered(&err)
	if err := d.gate.enter(); err != nil {
		return res, err
	}
	defer d.gate.leave()
	w, err := d.prepare(&req)
	if err != nil {
		return res, err
	}
	if res, ok, err := d.replay(ctx, w); ok || err != nil {
		return res, err // a known key is answered before anything that depends on the time is asked
	}
	if _, opens := req.Command.(Intake); opens {
		if err := d.prepareIntake(ctx, w); err != nil {
			return res, err
		}
	}
	leave, err := d.queue.enter(ctx, w.keys()...)
	if err != nil {
		return res, err
	}
	defer leave()
	return d.run(ctx, w)
}

// run decides and commits until the race is won.
func (d *Desk) run(ctx context.Context, w *work) (Result, error) {
	for try := 0; ; try++ {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		if res, ok, err := d.replay(ctx, w); ok || err != nil {
			return res, err
		}
		w.recent = w.recent[:0]
		if w.grant == "register" { // what it becomes is found out anew in each attempt
			w.Case, w.Command, w.spec = "", w.intake, vocabulary()["register"]
		}
		t, err := d.attempt(ctx, w)
		if err != nil && len(w.recent) > 0 {
			w.reread = true // it may have been refused for what is no longer so
			continue
		}
		if err != nil {
			return d.refuse(ctx, w, err)
		}
		err = d.commit(ctx, t)
		switch {
		case err == nil:
			d.remember(t)
			if w.how == HowExpedited && w.number != "" { // reserved before another node's case was seen
				d.voidNumber(ctx, w.org, w.number, "reminder")
			}
			return Result{Case: t.main.cur, Seq: t.seq, How: w.how}, nil
		case errors.Is(err, ErrConflict) && w.IfVersion != 0 && len(w.recent) == 0 && len(t.unit.Documents) == 0:
			return d.refuse(ctx, w, err)
		case errors.Is(err, ErrConflict), errors.Is(err, ErrDuplicate):
			w.reread = true
			if err := d.renumber(ctx, w); err != nil {
				return Result{}, err
			}
			d.stats.conflicts.Add(1)
			backOff(ctx, try)
		default:
			return Result{}, d.giveUp(ctx, w, err)
		}
	}
}

// refuse passes a refusal on, unless the request was done after its key was looked for: by a try whose node died while it
// committed, say. What refuses it may then be what it did itself. The key is known as soon as the case is, so one look
// after the case was read tells.
func (d *Desk) refuse(ctx context.Context, w *work, why error) (Result, error) {
	if res, ok, err := d.replay(ctx, w); ok || errors.Is(err, ErrDuplicate) {
		return res, err
	}
	return Result{}, d.giveUp(ctx, w, why)
}

// remember keeps the cases an attempt has written, and lets Run know of their wakes.
func (d *Desk) remember(t *attempt) {
	for i := range t.unit.Cases {
		d.last.put(t.unit.Cases[i].Case)
		d.armed(t.unit.Cases[i].Case.Wake)
	}
	if len(t.ripe) > 0 {
		d.pulse.recorded(d.now(), t.ripe)
	}
	d.mu.RLock()
	parked := len(d.parks) > 0
	d.mu.RUnlock()
	if !parked {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range t.unit.Cases {
		delete(d.parks, t.unit.Cases[i].Case.ID) // any write lifts a park
	}
}

// giveUp voids the number reserved for a case that will not be, and passes the error on. With a key the number stays
// reserved for the next try of the same request.
func (d *Desk) giveUp(ctx context.Context, w *work, err error) error {
	if w.number != "" && w.receipt == nil && ruleOf(err) != "outcome" {
		d.voidNumber(ctx, w.org, w.number, "refused")
	}
	return err
}

// replay answers a request whose key is known.
func (d *Desk) replay(ctx context.Context, w *work) (Result, bool, error) {
	if w.receipt == nil {
		return Result{}, false, nil
	}
	known, err := d.store.Receipt(ctx, w.org, w.receipt.Key)
	switch {
	case errors.Is(err, ErrNotFound):
		return Result{}, false, nil
	case err != nil:
		return Result{}, false, err
	case known.Digest != w.receipt.Digest:
		return Result{}, false, &Error{Code: ErrDuplicate, Case: known.Case}
	}
	c, err := d.store.Load(ctx, known.Case)
	if err != nil {
		return Result{}, false, err
	}
	return Result{Case: c, Seq: known.Seq, How: HowReplayed, Replayed: true}, true, nil
}

// wrap gives an error its place: operation, case, state and command.
func (d *Desk) wrap(op string, req *Request, err error) error {
	e := &Error{Code: ErrInternal, Rule: "store", Err: err}
	var known *Error
	switch {
	case errors.As(err, &known):
		copied := *known
		e = &copied
	case errors.Is(err, context.Canceled):
		e = &Error{Code: context.Canceled}
	case errors.Is(err, context.DeadlineExceeded):
		e = &Error{Code: context.DeadlineExceeded}
	default:
		for _, code := range []error{ErrClosed, ErrNotFound, ErrConflict, ErrDuplicate} {
			if errors.Is(err, code) {
				e = &Error{Code: code}
			}
		}
	}
	e.Op = op
	if e.Case == "" {
		e.Case = req.Case
	}
	if s, err := specOf(req.Command); err == nil {
		e.Command = s.name
	}
	return e
}
