package complaint

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
)

// work is a request on its way.
type work struct {
	Request
	spec       *spec
	org        string
	rules      *rules   // for Intake
	intake     Intake   // for Intake: as prepared
	how        How      // for Intake
	receipt    *Receipt // nil without a key
	repeat     string   // search hash, for Intake
	batch      string   // search hash of what many may complain about, for Intake
	past       []CaseID // for Intake: the handled case it repeats
	id         CaseID   // of the case to be, for Intake and Split
	number     string   // reserved for it
	series     string   // the part of it before the running number
	skipped    int      // numbers that turned out to be another playbook's
	recent     []CaseID // cases taken from memory in this attempt
	reread     bool     // a refusal rested on memory: read everything
	invitation int      // that a FollowUp answers by token, 0 when it does not
	grant      string   // command whose grant is asked for: an intake that becomes a reminder is still an intake
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
		keys = append(keys, "intake/"+laneOf(w.repeat))
	}
	if w.batch != "" {
		keys = append(keys, "batch/"+w.batch)
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
	w := &work{Request: *req, spec: s, org: d.org(req.Actor), how: HowNew, grant: s.name}
	w.At = stamp(req.At)
	if req.Key != "" {
		if err := d.sign(w); err != nil {
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
	w := shape{maxText: min(maxText, MaxName), faults: faults}
	w.text("actor.id", a.ID)
	w.text("actor.name", a.Name)
	w.text("actor.role", a.Role)
	w.text("actor.unit", a.Unit)
	w.text("actor.org", a.Org)
	return sortFaults(w.faults)
}

// sign digests the request for its receipt.
func (d *Desk) sign(w *work) error {
	b, err := MarshalCommand(w.Command)
	if err != nil {
		return err
	}
	h := hmac.New(sha256.New, d.key) // keyed: it covers personal data
	fmt.Fprintf(h, "redress request\x00%s\x00%s\x00%s\x00%d\x00%d\x00", w.org, w.Actor.ID, w.Case, w.At.UnixMicro(), w.IfVersion)
	h.Write(b)
	w.receipt = &Receipt{Org: w.org, Key: d.hashKey(w.Key), Digest: Hash(h.Sum(nil))}
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
	w.intake = in
	w.repeat = d.repeatKey(w.rules, w.org, &in, &class)
	w.batch = d.batchKey(w.rules, w.org, &in, &class)
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
