package complaint

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"
)

// Request is one command with everything around it.
type Request struct {
	Actor     Actor
	Case      CaseID // empty for Intake
	Command   Command
	Playbook  string    // for Intake: "id@version" or "" for the desk's first playbook
	Key       string    // idempotency key, unique in the organisation; "" means none
	IfVersion int64     // refuse with ErrConflict unless the case has this version; 0 means any
	At        time.Time // when it happened, within the playbook's back-dating limit; zero means now
}

// Result is what a request did.
type Result struct {
	Case     *Case // the case afterwards; for a replayed request as it is now
	Seq      int64 // the entry that recorded it
	How      How   // for Intake
	Replayed bool  // the key was known: nothing was done this time
}

// How says what became of a registration.
type How string

// The outcomes of Register.
const (
	New       How = "new"       // a new case
	Replayed  How = "replayed"  // the same request as before, by its key
	Expedited How = "expedited" // the same complaint while it is being handled: counted as a reminder (催办)
	LinkedTo  How = "linked"    // the same complaint after it was handled: a new case linked to the earlier one
)

// Registration is the result of Register.
type Registration struct {
	Case *Case
	How  How
}

// Register takes a complaint in (受理登记). See Intake for what it needs; a complaint made before is recognised by the
// playbook's repeat rule. key is the host's own key for the message, "" when it has none: with a key, a second call with
// the same intake returns the first result.
//
// Errors: ErrInvalid, ErrForbidden, ErrDuplicate.
func (d *Desk) Register(ctx context.Context, actor Actor, in Intake, key ...string) (Registration, error) {
	req := Request{Actor: actor, Command: in}
	if len(key) > 0 {
		req.Key = key[0]
	}
	res, err := d.Submit(ctx, req)
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
		}
	}()
	defer recovered(&err)
	if d.closed.Load() {
		return res, ErrClosed
	}
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

// work is a request on its way.
type work struct {
	Request
	spec    *spec
	org     string
	rules   *rules   // for Intake
	how     How      // for Intake
	receipt *Receipt // nil without a key
	repeat  string   // search hash, for Intake
	past    []CaseID // for Intake: the handled case it repeats
	id      CaseID   // of the case to be, for Intake and Split
	number  string   // reserved for it
	series  string   // the part of it before the running number
	skipped int      // numbers that turned out to be another playbook's
	recent  []CaseID // cases taken from memory in this attempt
	reread  bool     // a refusal rested on memory: read everything
	grant   string   // command whose grant is asked for: an intake that becomes a reminder is still an intake
}

// keys are what the request queues for: its case, the cases it names, and for an intake the matter.
func (w *work) keys() []string {
	keys := []string{string(w.Case)}
	if w.Case == "" {
		keys[0] = string(w.id)
	}
	if n, ok := w.Command.(namer); ok && w.Case != "" {
		for _, id := range n.others(nil) {
			keys = append(keys, string(id))
		}
	}
	if w.repeat != "" {
		keys = append(keys, "repeat/"+w.repeat)
	}
	return keys
}

// namer is a command that names other cases, which are loaded and may be changed with it.
type namer interface{ others(c *Case) []CaseID }

// preparer is a command that needs the playbook before it is split and recorded.
type preparer interface{ prepare(r *rules) Command }

// prepare checks everything about a request that needs no case.
func (d *Desk) prepare(req *Request) (*work, error) {
	s, err := specOf(req.Command)
	if err != nil {
		return nil, err
	}
	faults := checkShape(req.Command, d.cfg.MaxText)
	faults = append(faults, checkActor(req.Actor, d.cfg.MaxText)...)
	_, opens := req.Command.(Intake)
	switch {
	case s.where == internal:
		faults = append(faults, FieldError{"do", "the engine's own command"})
	case opens && req.Case != "":
		faults = append(faults, FieldError{"case", "empty for register"})
	case opens && !req.At.IsZero():
		faults = append(faults, FieldError{"at", "empty for register: use received"})
	case !opens && req.Case == "":
		faults = append(faults, FieldError{"case", "required"})
	}
	if len(req.Key) > 1024 {
		faults = append(faults, FieldError{"key", "at most 1024 bytes"})
	}
	if len(faults) > 0 {
		return nil, &Error{Code: ErrInvalid, Fields: faults}
	}
	w := &work{Request: *req, spec: s, org: d.org(req.Actor), how: New, grant: s.name}
	w.At = stamp(req.At)
	if req.Key != "" {
		if err := w.sign(); err != nil {
			return nil, err
		}
	}
	if _, splits := req.Command.(Split); opens || splits {
		if w.id, err = d.newID(d.now()); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// checkActor finds the faults of an actor that need no playbook.
func checkActor(a Actor, maxText int) []FieldError {
	var faults []FieldError
	if a.ID == "" {
		faults = append(faults, FieldError{"actor.id", "required"})
	}
	if a.Role == "" || a.Role == systemRole {
		faults = append(faults, FieldError{"actor.role", "required, and not the engine's own"})
	}
	w := shape{maxText: min(maxText, 256), faults: faults}
	w.text("actor.id", a.ID)
	w.text("actor.name", a.Name)
	w.text("actor.role", a.Role)
	w.text("actor.unit", a.Unit)
	w.text("actor.org", a.Org)
	return sortFaults(w.faults)
}

// sign digests the request for its receipt.
func (w *work) sign() error {
	b, err := MarshalCommand(w.Command)
	if err != nil {
		return err
	}
	h := sha256.New()
	fmt.Fprintf(h, "redress request\x00%s\x00%s\x00%s\x00%d\x00%d\x00", w.org, w.Actor.ID, w.Case, w.At.UnixMicro(), w.IfVersion)
	h.Write(b)
	w.receipt = &Receipt{Org: w.org, Key: hashKey(w.Key), Digest: Hash(h.Sum(nil))}
	return nil
}

// prepareIntake finds the playbook, classifies once to know the matter, and looks for earlier complaints about it.
func (d *Desk) prepareIntake(ctx context.Context, w *work) error {
	var err error
	if w.rules, err = d.rulesFor(ctx, w.Playbook); err != nil {
		return err
	}
	if err := w.rules.permit("register", w.Actor, &Case{}); err != nil {
		return err
	}
	in := w.Command.(Intake).prepare(w.rules).(Intake)
	w.Command = in
	if faults := w.rules.checkIntake(&in, d.now()); len(faults) > 0 {
		return &Error{Code: ErrInvalid, Fields: faults}
	}
	received := stamp(in.Received)
	if received.IsZero() {
		received = d.now()
	}
	class, _, err := w.rules.classify(&in, received)
	if err != nil {
		return err
	}
	w.repeat = d.repeatKey(w.rules, w.org, &in, &class)
	return nil
}

// rulesFor returns the rules of new cases.
func (d *Desk) rulesFor(ctx context.Context, version string) (*rules, error) {
	if version == "" {
		return d.rulesOf(ctx, d.first)
	}
	d.mu.RLock()
	pin, ok := d.versions[version]
	d.mu.RUnlock()
	if !ok {
		return nil, invalid("playbook", "not opened by this desk")
	}
	return d.rulesOf(ctx, pin)
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
		t, err := d.attempt(ctx, w)
		if err != nil && len(w.recent) > 0 {
			w.reread = true // it may have been refused for what is no longer so
			continue
		}
		if err != nil {
			return Result{}, d.giveUp(ctx, w, err)
		}
		err = d.commit(ctx, t)
		switch {
		case err == nil:
			d.remember(t)
			d.nudgeRun(t.main.cur.Wake)
			return Result{Case: t.main.cur, Seq: t.seq, How: w.how}, nil
		case errors.Is(err, ErrConflict) && w.IfVersion != 0 && len(w.recent) == 0:
			return Result{}, err
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

// remember keeps the cases an attempt has written.
func (d *Desk) remember(t *attempt) {
	for i := range t.unit.Cases {
		d.last.put(t.unit.Cases[i].Case)
	}
}

// giveUp voids the number reserved for a case that will not be, and passes the error on. With a key the number stays
// reserved for the next try of the same request.
func (d *Desk) giveUp(ctx context.Context, w *work, err error) error {
	if w.number != "" && w.receipt == nil {
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
	return Result{Case: c, Seq: known.Seq, How: Replayed, Replayed: true}, true, nil
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
