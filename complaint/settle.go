package complaint

import (
	"context"
	"encoding/hex"
	"errors"
	"strconv"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// mayBegin asks what needs no look at the command's values: whether this actor may, and whether the state lets it.
func (d *decision) mayBegin(w *work) error {
	if w.invitation > 0 {
		return d.mayAnswer(w)
	}
	if err := d.rules.permit(w.grant, w.Actor, d.c); err != nil {
		return d.place(err, w.spec.name)
	}
	if d.c.ID != "" && !d.rules.fits(w.spec, d.c.State) {
		return d.place(notAllowed("state"), w.spec.name)
	}
	return nil
}

// decide asks the command, settles the clocks, and appends an entry to every case that changed.
func (d *Desk) decide(ctx context.Context, w *work, t *attempt, dec *decision) error {
	public, private := w.spec.split(w.Command)
	dec.private = private != nil
	if dec.private && dec.c.Erased && dec.c.State.Ended() {
		return dec.place(notAllowed("erased"), w.spec.name) // what was erased does not come back by the side door
	}
	state, severity := dec.c.State, dec.c.Severity
	if err := dec.run(w.spec.name); err != nil {
		dec.c.State, dec.c.Severity = state, severity
		return dec.place(err, w.spec.name)
	}
	if err := d.append(ctx, t, t.main, dec.draft, dec, public.(Command), private); err != nil {
		return err
	}
	t.seq = t.main.cur.Version
	if dec.fresh == dec.draft && w.repeat != "" {
		t.unit.Matches = append(t.unit.Matches, SearchHash{Org: w.org, Key: w.repeat, Case: w.id, At: t.main.cur.Received})
	}
	if dec.fresh != nil && dec.fresh != dec.draft {
		pub, priv := vocabulary()["register"].split(dec.fresh.cmd)
		if err := d.append(ctx, t, t.all[w.id], dec.fresh, dec, pub.(Command), priv); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(dec.others) {
		if on := dec.others[id]; len(on.fx) > 0 {
			if err := d.append(ctx, t, t.all[id], on, dec, public.(Command), nil); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(d.enrol(ctx, w, t, dec), t.putPurse(dec.purse)); err != nil {
		return err
	}
	t.writeCases()
	if len(t.unit.Cases) > maxCases {
		return notAllowed("at most " + strconv.Itoa(maxCases) + " cases in one unit")
	}
	return nil
}

// maxCases bounds a unit; what concerns more cases is a command per member.
const maxCases = 8

// run lets the command decide and settles what follows, on every draft.
func (d *decision) run(name string) error {
	if err := d.cmd.decide(d); err != nil {
		return err
	}
	d.act(name)
	if name != "register" && name != "promise" {
		var attrs map[string]string
		if a, ok := d.cmd.(interface{ attrs() map[string]string }); ok {
			attrs = a.attrs()
		}
		if err := d.happen(d.draft, name, attrs); err != nil {
			return err
		}
	}
	d.doReactions()
	if err := d.finish(d.draft); err != nil {
		return err
	}
	if d.fresh != nil && d.fresh != d.draft {
		if err := d.finish(d.fresh); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(d.others) {
		on := d.others[id]
		if len(on.fx) == 0 {
			continue
		}
		if err := d.finish(on); err != nil {
			return err
		}
	}
	return nil
}

// append writes a draft's effects as the next entry of its case.
func (d *Desk) append(ctx context.Context, t *attempt, l *line, on *draft, dec *decision, public Command, private any) error {
	if on.erase || on.reseal {
		if err := d.rewriteBoxes(ctx, t, l, on); err != nil {
			return err
		}
	}
	if on.cmd != nil && private == nil {
		public = on.cmd
	}
	e := &Entry{
		Case: on.c.ID, Seq: l.version() + 1, Recorded: dec.now, Effective: dec.when(on), Actor: dec.actor, From: dec.from,
		Command: public, Effects: on.fx,
	}
	if on != dec.draft {
		e.From = dec.c.ID
	}
	if dec.usedST && dec.staff != nil {
		e.Staff = dec.staff.Version
	}
	var box []byte
	if private != nil {
		var err error
		if box, err = d.seal(private); err != nil {
			return err
		}
		e.Box = chain.Digest(box)
	} else if e.Actor.Role != systemRole {
		var err error
		if e.Nonce, err = d.nonce(); err != nil {
			return err
		}
	}
	b, err := encodeEntry(e, public)
	if err != nil {
		return err
	}
	r := record(caseStream(e.Case), e.Seq, l.head(), e.Recorded, b, box, e.Box)
	e.Prev, e.Hash = r.Prev, r.Hash
	l.records = append(l.records, r)
	l.cur = on.c // the effects are applied already: this is what evolve gives
	l.cur.stamp(e)
	l.rules = on.rules
	t.unit.Outbox = append(t.unit.Outbox, d.lanes(l.rules.outgoing(l.cur, e))...)
	return nil
}

// nonce is chance for an entry without a box, whose salt would do the same. Two people on two nodes may ask for the very
// same thing at the very same instant: with equal hashes, either would take the other's entry for its own when it looks
// for what became of it.
func (d *Desk) nonce() (string, error) {
	var b [8]byte
	if err := d.random(b[:]); err != nil {
		return "", err
	}
	return hex.EncodeToString(b[:]), nil
}

func (l *line) version() int64 {
	if l.cur == nil {
		return 0
	}
	return l.cur.Version
}

func (l *line) head() Hash {
	if l.cur == nil {
		return Hash{}
	}
	return l.cur.Head
}

// writeCases lists the cases that changed, in order of id.
func (t *attempt) writeCases() {
	if len(t.all) == 1 { // the usual case needs no order
		t.unit.Cases = []CaseWrite{{Case: t.main.cur, Was: t.main.was, Records: t.main.records}}
		return
	}
	for _, id := range sortedKeys(t.all) {
		if l := t.all[id]; len(l.records) > 0 {
			t.unit.Cases = append(t.unit.Cases, CaseWrite{Case: l.cur, Was: l.was, Records: l.records})
		}
	}
}

// place completes a refusal: the state it met, what is allowed there, who may.
func (d *decision) place(err error, cmd string) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	if e.State == "" {
		e.State = d.c.State
	}
	switch {
	case errors.Is(e.Code, ErrNotAllowed) && len(e.Allowed) == 0:
		e.Allowed = d.rules.allowedIn(d.c.State)
	case errors.Is(e.Code, ErrForbidden) && d.approvers(approvalOf(d.cmd)) != nil:
		e.Who = d.approvers(approvalOf(d.cmd))
	case errors.Is(e.Code, ErrForbidden) && len(e.Who) == 0:
		e.Who = d.rules.whoMay(cmd, d.c.Severity)
	}
	return err
}
